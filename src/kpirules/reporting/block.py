"""One indicator of a report: how it came out, its target, what was reported, and what to do next."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kpirules.assessment.assessed import Row
from kpirules.declaration import Indicator
from kpirules.diagnostics import Diagnostic, Language
from kpirules.evaluation.verdict import Outcome
from kpirules.limits import LIMITS
from kpirules.reporting.columns import clean, pad, width
from kpirules.reporting.line import COLUMNS, Line, Tone, labelled
from kpirules.reporting.phrases import MARKS, phrase
from kpirules.reporting.record import reasons_of
from kpirules.reporting.reported import reported, signed
from kpirules.rules.checked import CheckedRule
from kpirules.syntax.ast import Comparison, Itself, Literal

_INDENT = 4
_STOPS = (22, 20, 0)
_LONGEST_SENTENCE = 1_000
_LONGEST_NAME = 120


def block(
    row: Row, *, told: tuple[Diagnostic, ...] = (), settling: tuple[str, ...] = (), lang: Language = "zh"
) -> list[Line]:
    """The lines of one indicator; ``told`` is what reading had to say about its target.

    ``settling`` are lines of a file of decisions, printed as they are.

    Name first, then how it came out with what is still missing, then what that rests on. Where target and figure say
    it all (``≥ 2场`` and ``3场``), the sentence is left out.

    >>> from kpirules.declaration import Wording
    >>> row = Row(Indicator(Wording("产出指标"), Wording("数量指标"), Wording("科普大篷车服务场次")))
    >>> print(block(row)[0].text)
    ? 科普大篷车服务场次
    """
    lines = [*_name(row, lang)]
    if row.outcome is not Outcome.MET or not says_all(row):
        tone = Tone.NOT_MET if row.outcome is Outcome.NOT_MET else Tone.PLAIN
        lines += labelled("", sentence(row, told, lang=lang), indent=_INDENT, gap=0, tone=tone)
    lines += _side_by_side(tuple(_facts(row, lang)), lang)
    for key, text in remarks_on(row, told, lang=lang):
        lines += _field(key, text, lang)
    named = phrase("decide", lang)
    for text in settling:
        lines.append(Line(" " * _INDENT + pad(named, _gap(lang)) + text))
        named = ""
    return lines


def written_target(indicator: Indicator, *, lang: Language = "zh") -> str:
    """The target in canonical text, or in its own words where nothing could be read from them.

    >>> written_target(Indicator(None, None, None))
    '（没有指标值）'
    """
    target = indicator.target
    if target is None:
        return phrase("no target", lang)
    period = phrase("whole period", lang) if indicator.annual_target is None else ""
    if not target.is_decidable:
        return f"“{clean(target.text, longest=_LONGEST_NAME)}”{phrase('unreadable', lang)}{period}"
    return f"{clean(str(target.rule))}{period}"


def differs_as_written(text: str, rule: CheckedRule) -> bool:
    """Whether the form spells the target otherwise than canonically, blanks aside.

    >>> from kpirules import Rule
    >>> (
    ...     differs_as_written("≥2场", Rule("≥2场").checked),
    ...     differs_as_written("不少于2场", Rule("≥2场").checked),
    ... )
    (False, True)
    """
    return "".join(text.split()) != "".join(str(rule).split())


def sentence(row: Row, told: tuple[Diagnostic, ...] = (), *, lang: Language = "zh") -> str:
    """How it came out; the section has said already that it is undetermined, so there the reasons stand alone.

    >>> from kpirules.declaration import Indicator
    >>> sentence(Row(Indicator(None, None, None), reasons=(Diagnostic("KPI524"),)))
    '这个指标没有可以判定的指标值'
    """
    if row.verdict is not None and row.outcome is not Outcome.UNDETERMINED:
        return clean(row.verdict.explain(lang), longest=_LONGEST_SENTENCE)
    messages = _once(reason.message(lang) for reason in reasons_of(row, told))
    return ("；" if lang == "zh" else "; ").join(messages)


def says_all(row: Row) -> bool:
    """Whether the rule compares nothing but the indicator's own figure with a number, spelt with its comparator.

    >>> from kpirules.declaration import Indicator
    >>> says_all(Row(Indicator(None, None, None)))
    False
    """
    condition = row.verdict.rule.condition if row.verdict is not None else None
    return isinstance(condition, Comparison) and all(
        isinstance(side, Itself | Literal) for side in condition.operands
    )


def remarks_on(
    row: Row, told: tuple[Diagnostic, ...] = (), *, lang: Language = "zh"
) -> Iterator[tuple[str, str]]:
    """What to do about an open one, how figures were read, and the other readings of a damaged row.

    Each with the key of its label.

    >>> from kpirules.declaration import Indicator
    >>> [key for key, _ in remarks_on(Row(Indicator(None, None, None), reasons=(Diagnostic("KPI524"),)))]
    ['todo']
    """
    indicator, verdict = row.indicator, row.verdict
    if row.outcome is Outcome.UNDETERMINED:
        if indicator.is_tentative:
            yield "todo", phrase("confirm first", lang)
        else:
            yield from (
                ("todo", hint) for hint in _once(reason.hint(lang) for reason in reasons_of(row, told))
            )
    if verdict is not None:
        for finding in dict.fromkeys(verdict.findings):
            yield "note", finding.message(lang)
    for other in indicator.others:
        if (other.name, other.target) == (indicator.name, indicator.target):
            yield "elsewhere", clean("/".join(other.levels[:-1]))
        else:
            colon = "：" if lang == "zh" else ": "
            yield "otherwise", f"{clean(other.path)}{colon}{written_target(other, lang=lang)}"


def _name(row: Row, lang: Language) -> tuple[Line, ...]:
    indicator = row.indicator
    place = indicator.place
    number = (place.line or place.row) if place is not None else None
    text = clean(indicator.name, longest=_LONGEST_NAME) or phrase("unnamed", lang)
    text += phrase("line", lang, line=number) if number is not None else ""
    text += phrase("tentative", lang) if indicator.is_tentative else ""
    return labelled(MARKS[row.outcome], text, indent=0, gap=2, tone=Tone(row.outcome))


def _facts(row: Row, lang: Language) -> Iterator[tuple[str, str]]:
    indicator, verdict = row.indicator, row.verdict
    yield "target", written_target(indicator, lang=lang)
    target = indicator.target
    if target is not None and target.rule is not None and differs_as_written(target.text, target.rule):
        yield "as written", clean(target.text)
    if row.entries or verdict is not None:
        yield "actual", reported(row, lang=lang)
    if verdict is not None and verdict.margin is not None:
        yield "margin", signed(verdict.margin)


@lru_cache(LIMITS.remembered)
def _side_by_side(facts: tuple[tuple[str, str], ...], lang: Language) -> tuple[Line, ...]:
    """Short facts in one line, in line with those of the indicators above and below; long ones below each other."""
    gap = _gap(lang)
    cells = [pad(phrase(key, lang), gap) + text for key, text in facts]
    stops = _STOPS[: len(cells)]
    fits = all(width(cell) < stop or not stop for cell, stop in zip(cells[:-1], stops, strict=False))
    padded = [pad(cell, stop) for cell, stop in zip(cells, stops, strict=False)]
    line = " " * _INDENT + "".join(padded).rstrip()
    if len(cells) <= len(_STOPS) and fits and width(line) <= COLUMNS:
        return (Line(line),)
    return tuple(line for key, text in facts for line in _field(key, text, lang))


def _field(key: str, text: str, lang: Language) -> tuple[Line, ...]:
    tone = Tone.QUIET if key == "as written" else Tone.PLAIN
    return labelled(phrase(key, lang), text, indent=_INDENT, gap=_gap(lang), tone=tone)


def _gap(lang: Language) -> int:
    """The columns of the longest label and two blanks."""
    return 8 if lang == "zh" else 10


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
