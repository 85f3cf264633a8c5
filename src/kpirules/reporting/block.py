"""One indicator of a report: its target, what was reported, the verdict, and what to do next."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from kpirules.assessment import Row
from kpirules.declaration import Indicator
from kpirules.diagnostics import Diagnostic, Language, Severity
from kpirules.evaluation.verdict import Outcome, Verdict
from kpirules.reporting.columns import clean, pad, width
from kpirules.reporting.line import COLUMNS, Line, Tone, labelled
from kpirules.reporting.phrases import MARKS, phrase
from kpirules.reporting.reported import needed, reported, signed
from kpirules.rules.checked import CheckedRule
from kpirules.syntax.ast import Comparison, Itself, Literal

_GENERIC = "KPI524"
_STOPS = (22, 20)


def block(row: Row, *, told: tuple[Diagnostic, ...] = (), lang: Language = "zh") -> list[Line]:
    """The lines of one indicator; ``told`` is what reading had to say about its target.

    An indicator that is met by its own figure takes two lines, every other one as many as there is to say.

    >>> from kpirules.declaration import Wording
    >>> row = Row(Indicator(Wording("产出指标"), Wording("数量指标"), Wording("科普大篷车服务场次")))
    >>> print(block(row)[0].text)
    ? 科普大篷车服务场次
    """
    name = _name(row, lang)
    if row.outcome is Outcome.MET and _is_plain(row):
        return [*name, _short(row, lang)]
    fields = [line for key, text in _fields(row, told, lang) for line in _field(key, text, lang)]
    return [*name, *fields]


def written_target(indicator: Indicator, *, lang: Language = "zh") -> str:
    """The target in canonical text, or in its own words where nothing could be read from them.

    >>> written_target(Indicator(None, None, None))
    '（没有指标值）'
    """
    target = indicator.target
    if target is None:
        return phrase("no target", lang)
    period = phrase("whole period", lang) if indicator.annual_target is None else ""
    if target.rule is None:
        return f"“{clean(target.text)}”{phrase('unreadable', lang)}{period}"
    return f"{clean(str(target.rule))}{period}"


def differs_as_written(text: str, rule: CheckedRule) -> bool:
    """Whether the form spells the target otherwise than canonically, blanks aside."""
    return "".join(text.split()) != "".join(str(rule).split())


def _name(row: Row, lang: Language) -> list[Line]:
    indicator = row.indicator
    place = indicator.place
    number = (place.line or place.row) if place is not None else None
    text = clean(indicator.name) or phrase("unnamed", lang)
    text += phrase("line", lang, line=number) if number is not None else ""
    text += phrase("tentative", lang) if indicator.is_tentative else ""
    return labelled(MARKS[row.outcome], text, indent=0, gap=2, tone=Tone(row.outcome))


def _is_plain(row: Row) -> bool:
    """Whether target and figure say everything: ``≥ 2场`` and ``3场``."""
    verdict, target = row.verdict, row.indicator.target
    if verdict is None or target is None or verdict.findings or row.indicator.others:
        return False
    condition = verdict.rule.condition
    own = isinstance(condition, Comparison) and all(
        isinstance(side, Itself | Literal) for side in condition.operands
    )
    return own and not differs_as_written(target.text, verdict.rule)


def _short(row: Row, lang: Language) -> Line:
    """The fields side by side, in line with those of the indicators above and below."""
    fields = [(key, text) for key, text in _fields(row, (), lang) if key != "reason"]
    text = ""
    for at, (key, value) in enumerate(fields):
        cell = f"{phrase(key, lang)}  {value}"
        room = _STOPS[at] if at < len(_STOPS) else 0
        text += pad(cell, room) if width(cell) < room else f"{cell}  "
    line = f"    {text}".rstrip()
    if width(line) > COLUMNS:
        line = line[:COLUMNS]
    return Line(line)


def _field(key: str, text: str, lang: Language) -> list[Line]:
    tones = {"shortfall": Tone.NOT_MET, "todo": Tone.UNDETERMINED, "as written": Tone.QUIET}
    return labelled(phrase(key, lang), text, gap=10, tone=tones.get(key, Tone.PLAIN))


def _fields(row: Row, told: tuple[Diagnostic, ...], lang: Language) -> Iterator[tuple[str, str]]:
    indicator, verdict = row.indicator, row.verdict
    if verdict is not None and verdict.shortfall:
        yield "shortfall", needed(verdict.shortfall, lang=lang)
    yield "target", written_target(indicator, lang=lang)
    target = indicator.target
    if target is not None and target.rule is not None and differs_as_written(target.text, target.rule):
        yield "as written", clean(target.text)
    if row.entries or verdict is not None:
        yield "actual", reported(row, lang=lang)
    reasons = _reasons(row, told)
    yield "reason", _reason(verdict, reasons, lang)
    if verdict is not None and verdict.margin is not None:
        yield "margin", signed(verdict.margin)
    if row.outcome is Outcome.UNDETERMINED:
        for hint in _once(reason.hint(lang) for reason in reasons):
            yield "todo", hint
    if verdict is not None:
        for message in _once(finding.message(lang) for finding in verdict.findings):
            yield "note", message
    for other in indicator.others:
        path = clean(other.path)
        yield "otherwise", f"{path}{'：' if lang == 'zh' else ': '}{written_target(other, lang=lang)}"


def _reasons(row: Row, told: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Why nothing was decided; that a target is unreadable is told by what is wrong with it."""
    if row.verdict is not None:
        return row.verdict.reasons
    wrong = tuple(diagnostic for diagnostic in told if diagnostic.severity is Severity.ERROR)
    return tuple(reason for reason in row.reasons if reason.code != _GENERIC) + wrong if wrong else row.reasons


def _reason(verdict: Verdict | None, reasons: tuple[Diagnostic, ...], lang: Language) -> str:
    if verdict is not None and verdict.outcome is not Outcome.UNDETERMINED:
        # The shortfall stands in a line of its own.
        return clean(evolve(verdict, shortfall=()).explain(lang), longest=1_000)
    return ("；" if lang == "zh" else "; ").join(_once(reason.message(lang) for reason in reasons))


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
