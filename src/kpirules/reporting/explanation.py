"""How one target is understood, and what figures make of it."""

from collections.abc import Iterable, Iterator

from kpirules.diagnostics import Diagnostic, Language
from kpirules.evaluation.sentence import outcome_word
from kpirules.evaluation.verdict import Outcome, Verdict
from kpirules.reporting.block import differs_as_written
from kpirules.reporting.columns import clean, pad, width
from kpirules.reporting.line import Line, Tone, labelled
from kpirules.reporting.phrases import phrase
from kpirules.reporting.reported import signed
from kpirules.reporting.text import remarks, title
from kpirules.reporting.tree import draw_tree
from kpirules.rule import Rule
from kpirules.rules.checked import CheckedRule, Input
from kpirules.syntax.ast import Checklist, Qualitative
from kpirules.syntax.unparse import format_tree

_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def explanation(
    rule: Rule,
    *,
    verdict: Verdict | None = None,
    told: tuple[Diagnostic, ...] = (),
    lang: Language = "zh",
) -> list[Line]:
    """Canonical text, tree, inputs, reading rules, findings, and the verdict with its sentence in both languages.

    ``told`` is what reading the figures had to say.

    >>> print(explanation(Rule("不少于2场"))[0].text)
    规范写法  ≥ 2场
    """
    checked = rule.checked
    lines = _texts(checked, lang)
    lines += [*title(phrase("structure", lang), lang), *draw_tree(checked, verdict=verdict, lang=lang)]
    lines += [*title(phrase("inputs", lang), lang), *_inputs(checked, lang)]
    if checked.readings:
        lines += [*title(phrase("readings", lang), lang), *_readings(checked, lang)]
    findings = _once((*rule.findings, *told, *(verdict.findings if verdict is not None else ())))
    if findings:
        lines += title(phrase("findings", lang, count=len(findings)), lang)
        lines += remarks(findings, lang=lang)
    return lines + (_verdict(verdict, lang) if verdict is not None else [])


def _texts(rule: CheckedRule, lang: Language) -> list[Line]:
    gap = 10 if lang == "zh" else 11
    canonical = clean(str(rule), longest=1_000)
    lines = [*labelled(phrase("canonical", lang), canonical, indent=0, gap=gap, tone=Tone.TITLE)]
    if differs_as_written(rule.source.text, rule):
        written = clean(rule.source.text, longest=1_000)
        lines += labelled(phrase("as written", lang), written, indent=0, gap=gap, tone=Tone.QUIET)
    return lines


def _inputs(rule: CheckedRule, lang: Language) -> Iterator[Line]:
    if isinstance(rule.condition, Checklist | Qualitative):
        yield Line(phrase("in words", lang))
        return
    needed = [*((rule.own,) if rule.own is not None else ()), *rule.inputs]
    names = [clean(item.name, longest=60) or phrase("itself", lang) for item in needed]
    gap = max(map(width, names), default=0) + 2
    for item, name in zip(needed, names, strict=True):
        yield Line(pad(name, gap) + _asked(item, lang))


def _asked(item: Input, lang: Language) -> str:
    if item.dated:
        return phrase("a date", lang)
    comma = "，" if lang == "zh" else ", "
    kind = phrase("whole number" if item.counted else "any number", lang)
    unit = phrase("in unit", lang, unit=item.unit) if item.unit is not None else phrase("any unit", lang)
    return f"{kind}{comma}{unit}"


def _readings(rule: CheckedRule, lang: Language) -> Iterator[Line]:
    for bare, reading in rule.readings:
        evidence = phrase(f"by {reading.rule}", lang, evidence=clean(reading.evidence))
        comparator = reading.comparator.value if reading.comparator is not None else ""
        key = "read as" if comparator else "not read"
        written, quantity = clean(format_tree(bare)), bare.quantity.quantity
        text = phrase(key, lang, text=written, quantity=quantity, comparator=comparator, evidence=evidence)
        yield from labelled("", text, indent=0, gap=0)


def _verdict(verdict: Verdict, lang: Language) -> list[Line]:
    lines = title(
        phrase("verdict", lang, outcome=outcome_word(verdict.outcome, lang)), lang, tone=Tone(verdict.outcome)
    )
    for spoken in (lang, *(other for other in _LANGUAGES if other != lang)):
        lines += labelled("", clean(verdict.explain(spoken), longest=1_000), indent=0, gap=0)
    gap = 8 if lang == "zh" else 10
    if verdict.margin is not None:
        lines += labelled(phrase("margin", lang), signed(verdict.margin), indent=0, gap=gap)
    if verdict.outcome is Outcome.UNDETERMINED:
        for hint in dict.fromkeys(reason.hint(lang) for reason in verdict.reasons if reason.hint(lang)):
            lines += labelled(phrase("todo", lang), hint, indent=0, gap=gap)
    return lines


def _once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    return list(dict.fromkeys(diagnostics))
