"""How far along one indicator is: a walk over its condition, each part with its progress and its light."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from attrs import frozen

from kpirules.assessment.elapsed import Elapsed
from kpirules.assessment.light import Light
from kpirules.assessment.thresholds import thresholds
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Dated, Grade, Missing
from kpirules.evaluation.compare import holds
from kpirules.evaluation.dates import window
from kpirules.evaluation.values import with_lone_answer
from kpirules.evaluation.verdict import Link, Outcome, Part, Verdict
from kpirules.rules.dates import date_input
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Checklist,
    Comparator,
    Condition,
    Deadline,
    Period,
    Qualitative,
    YesNo,
)

_LESS = {Comparator.AT_MOST, Comparator.LESS_THAN}
_GRADES = {Grade.REACHED: Light.GREEN, Grade.PARTLY: Light.YELLOW, Grade.MISSED: Light.RED}


@frozen
class Progress:
    """The ``light`` of a condition, or why it has none; ``value`` is the exact progress where there is a ratio (1 is 100 %).

    ``rule`` names the ground in the thresholds, ``days`` are those left until a deadline.
    """

    light: Light | None
    rule: str
    value: Fraction | None = None
    reasons: tuple[Diagnostic, ...] = ()
    days: int | None = None


def progress(verdict: Verdict, elapsed: Elapsed, *, prorated: bool = True) -> Progress:
    """The progress of a verdict's whole condition; ``prorated`` is false for figures that are in range or not.

    >>> from kpirules import Rule
    >>> found = progress(Rule("≥12场").evaluate(7), Elapsed.of(month=7))
    >>> found.light.value, found.value
    ('green', Fraction(1, 1))
    """
    return _Walk(verdict, elapsed, prorated=prorated).condition(verdict.rule.condition)


class _Walk:
    """The walk over one condition."""

    def __init__(self, verdict: Verdict, elapsed: Elapsed, *, prorated: bool) -> None:
        self.verdict = verdict
        self.elapsed = elapsed
        self.prorated = prorated
        self.parts = {id(part.condition): part for part in verdict.parts}

    def condition(self, node: Condition) -> Progress:
        part = self.parts.get(id(node))
        if part is not None:
            return self.part(node, part)
        match node:
            case AllOf(conditions):
                return _joined([self.condition(one) for one in conditions], min, decides=_is_red)
            case AnyOf(conditions):
                return _joined([self.condition(one) for one in conditions], max, decides=_is_well)
            case _:
                return Progress(None, "undetermined", reasons=self.verdict.reasons)

    def part(self, node: Condition, part: Part) -> Progress:
        match node:
            case Deadline() | Period():
                return self.dated(node, part)
            case _ if part.outcome is Outcome.UNDETERMINED:
                return Progress(None, "undetermined", reasons=part.reasons or self.verdict.reasons)
            case YesNo():
                return Progress(_direct(part.outcome), "yes_no")
            case Checklist(items) if self.verdict.grade is None:
                done = sum(map(self.is_done, items))
                return self.measured(Fraction(done), Fraction(len(items)), "checklist")
            case Qualitative() | Checklist():
                grade = self.verdict.grade
                light = _direct(part.outcome) if grade is None else _GRADES[grade]
                return Progress(light, "grade")
            case _ if part.links:
                return self.figures(part.links)
            case _:
                # A bound that was reported for a figure decides the target, and tells no pace.
                return Progress(None, "undetermined", reasons=(Diagnostic("KPI936"),))

    def is_done(self, item: object) -> bool:
        return any(step.node is item and step.value is Outcome.MET for step in self.verdict.trace)

    def figures(self, links: tuple[Link, ...]) -> Progress:
        """One figure against one limit, or against both ends of a range: the worse light holds."""
        found = [self.link(link) for link in links]
        if len(found) == 1:
            return found[0]
        joined = _joined(found, min, decides=_is_red)
        return Progress(joined.light, "range", joined.value, joined.reasons)

    def link(self, link: Link) -> Progress:
        figure, limit = link.figure, link.limit
        if link.by is Comparator.EQUAL and limit == 0:
            return Progress(_if(figure <= 0), "no_ratio")
        if link.by in _LESS:
            return Progress(_if(holds(figure, link.by, limit)), "reverse")
        # What is to be met exactly is on its way as long as it is not there, as it is scored.
        by = Comparator.AT_LEAST if link.by is Comparator.EQUAL else link.by
        if not self.prorated or by is Comparator.NOT_EQUAL:
            return Progress(_if(holds(figure, by, limit)), "in_range")
        if limit <= 0:
            return Progress(_if(holds(figure, by, limit)), "no_ratio")
        return self.measured(figure, limit, "progress")

    def measured(self, figure: Fraction, limit: Fraction, rule: str) -> Progress:
        """The figure over the share of the limit that is due by now."""
        if not self.prorated:
            return Progress(_if(figure >= limit), "in_range")
        value = figure / (limit * self.elapsed.share)
        return Progress(thresholds().progress.light(value), rule, value)

    def dated(self, node: Deadline | Period, part: Part) -> Progress:
        """Done in time is green, done late red; what is not done yet is red once the last day is over."""
        year = self.verdict.rule.year
        by = self.elapsed.by
        if not self.is_open(node):
            light = _direct(part.outcome)
            reasons = part.reasons or self.verdict.reasons if light is None else ()
            return Progress(light, "deadline" if light else "undetermined", reasons=reasons)
        wanted = window(node, year if year is not None else by.year if by is not None else None)
        if isinstance(wanted, Diagnostic) or wanted.last is None or by is None:
            case = {"case": "year"} if by is None and _ends(node) else {}
            return Progress(None, "undetermined", reasons=(Diagnostic("KPI936", values=case),))
        if by > wanted.last:
            return Progress(Light.RED, "deadline", reasons=part.reasons)
        days = (wanted.last - by).days
        reasons = (Diagnostic("KPI935", values={"days": days}),)
        return Progress(None, "deadline", reasons=reasons, days=days)

    def is_open(self, node: Deadline | Period) -> bool:
        """Whether no date was reported, or one that is still to come."""
        name = date_input(self.verdict.rule.condition, node)
        actuals = with_lone_answer(self.verdict.rule, self.verdict.actuals)
        answer = actuals.inputs.get(name, Missing()) if name else actuals.own
        if not isinstance(answer, Dated):
            return isinstance(answer, Missing)
        told = window(answer, self.verdict.rule.year)
        by = self.elapsed.by
        if isinstance(told, Diagnostic) or told.first is None or by is None:
            return False
        return told.first > by


def _ends(node: Deadline | Period) -> bool:
    return isinstance(node, Deadline) or node.last is not None


def _is_red(light: Light) -> bool:
    return light is Light.RED


def _is_well(light: Light) -> bool:
    return light.rank >= Light.GREEN.rank


def _joined(
    found: list[Progress], choose: Callable[..., Progress], *, decides: Callable[[Light], bool]
) -> Progress:
    """The worst of all or the best of any; where one part has no light, only a light that decides alone."""
    lit = [one for one in found if one.light is not None]
    chosen = choose(lit, key=_order) if lit else None
    reasons = tuple(dict.fromkeys(reason for one in found for reason in one.reasons))
    if chosen is None or chosen.light is None:
        return Progress(None, "undetermined", reasons=reasons, days=_soonest(found))
    if len(lit) < len(found) and not decides(chosen.light):
        return Progress(None, "undetermined", reasons=reasons, days=_soonest(found))
    rule = chosen.rule if len(found) == 1 else "compound"
    return Progress(chosen.light, rule, chosen.value, reasons if len(lit) < len(found) else ())


def _order(one: Progress) -> tuple[int, bool, Fraction]:
    light = one.light or Light.RED
    return light.rank, one.value is not None, one.value or Fraction(0)


def _soonest(found: Iterable[Progress]) -> int | None:
    return min((one.days for one in found if one.days is not None), default=None)


def _direct(outcome: Outcome) -> Light | None:
    return {Outcome.MET: Light.GREEN, Outcome.NOT_MET: Light.RED}.get(outcome)


def _if(kept: bool) -> Light:  # noqa: FBT001 - a truth is what it takes
    return Light.GREEN if kept else Light.RED
