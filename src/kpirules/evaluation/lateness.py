"""What a verdict says of a date: how it stands to its deadline or period, and by how many days."""

from kpirules.diagnostics import Language
from kpirules.evaluation.actuals import Dated
from kpirules.evaluation.values import with_lone_answer
from kpirules.evaluation.verdict import Outcome, Part, Verdict
from kpirules.quantity.calendar import Day
from kpirules.rules.dates import date_input
from kpirules.syntax.ast import Deadline, Period
from kpirules.syntax.unparse import format_period


def say_date(node: Deadline | Period, part: Part, verdict: Verdict, lang: Language) -> str:
    """``2023年11月2日 晚于 2023年10月31日，逾期 2 天``."""
    actuals, year = with_lone_answer(verdict.rule, verdict.actuals), verdict.rule.year
    name = date_input(verdict.rule.condition, node)
    answer = actuals.inputs.get(name) if name else actuals.own
    which = 0 if lang == "zh" else 1
    if not isinstance(answer, Dated):
        return ("与指标文字一致", "the answer is that of the target")[which]
    told = _answered(answer, year, lang)
    kept = part.outcome is Outcome.MET
    if isinstance(node, Period):
        if node.first is None or node.last is None:
            end = node.first or node.last
            return f"{told} {_beside(node, kept=kept)[which]} {_stretch(end, end, year, lang)}"
        word = (("在", "不在"), ("is within", "is not within"))[which][0 if kept else 1]
        inside = " 之内" if which == 0 else ""
        return f"{told} {word} {_stretch(node.first, node.last, year, lang)}{inside}"
    return f"{told} {_beside(node, kept=kept)[which]} {_stretch(node.by, node.by, year, lang)}{_distance(part, answer, lang)}"


def _beside(node: Deadline | Period, *, kept: bool) -> tuple[str, str]:
    """How a date stands to the only end that a deadline or period has."""
    if isinstance(node, Period) and node.last is None:
        return ("不早于", "is not before") if kept else ("早于", "is before")
    return ("不晚于", "is not after") if kept else ("晚于", "is after")


def _distance(part: Part, answer: Dated, lang: Language) -> str:
    if part.margin is None or part.margin.number == 0:
        return ""
    days = abs(part.margin.number)
    certain = answer.first == answer.last
    if lang == "zh":
        return f"，{'提前' if part.margin.number > 0 else '逾期'}{'' if certain else '至少'} {days} 天"
    side = "early" if part.margin.number > 0 else "late"
    return f", {'' if certain else 'at least '}{days} day{'s' if days != 1 else ''} {side}"


def _answered(answer: Dated, year: int | None, lang: Language) -> str:
    """The answer's days; of one that tells by when only, that it is the latest."""
    if answer.first is not None or answer.last is None:
        return _stretch(answer.first, answer.last, year, lang)
    latest = _stretch(answer.last, answer.last, year, lang)
    return f"最迟 {latest}" if lang == "zh" else f"{latest} at the latest"


def _stretch(first: Day | None, last: Day | None, year: int | None, lang: Language) -> str:
    one, other = (day.within(year) if day is not None else None for day in (first, last))
    if lang == "zh":
        return format_period(one, other)
    if one is None or other is None:
        return f"by {other.isoformat()}" if other is not None else f"from {one.isoformat() if one else ''}"
    return one.isoformat() if one == other else f"{one.isoformat()} to {other.isoformat()}"
