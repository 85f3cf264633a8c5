"""How much of a target is reached, as a share of its points: one condition, one answer."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import evolve, frozen

from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Done, Graded
from kpirules.evaluation.compare import written_unit
from kpirules.evaluation.verdict import Link, Outcome, Part, Verdict
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit
from kpirules.scoring.interval import Points
from kpirules.scoring.policy import Compound, Policy, Reverse
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

_ZERO, _ONE = Fraction(0), Fraction(1)
FULL, NONE, OPEN = Points.at(_ONE), Points.at(_ZERO), Points(_ZERO, _ONE)
_MORE = {Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.EQUAL}
_LESS = {Comparator.AT_MOST, Comparator.LESS_THAN}


@frozen
class Completion:
    """The share of the points that a condition has earned, by which rule, and from which figure and limit.

    ``rule`` is a key of the policy's grounds, and ``by`` that of the part of a cell that decided; ``notes`` say what was
    out of the ordinary.
    """

    share: Points
    rule: str
    figure: Quantity | None = None
    limit: Quantity | None = None
    notes: tuple[Diagnostic, ...] = ()
    by: str = ""


def complete(verdict: Verdict, weight: Fraction, policy: Policy) -> Completion:
    """The completion of a verdict's whole condition; an open one is a range of shares, never zero."""
    parts = {id(part.condition): part for part in verdict.parts}
    return _Completing(verdict, weight, policy, parts).condition(verdict.rule.condition)


class _Completing:
    """The walk over one condition."""

    def __init__(self, verdict: Verdict, weight: Fraction, policy: Policy, parts: dict[int, Part]) -> None:
        self.verdict = verdict
        self.weight = weight
        self.policy = policy
        self.parts = parts

    def condition(self, node: Condition) -> Completion:
        part = self.parts.get(id(node))
        if part is not None:
            return self.part(node, part)
        match node:
            case AllOf(conditions):
                return self.joined([self.condition(one) for one in conditions])
            case AnyOf(conditions):
                found = [self.condition(one) for one in conditions]
                share = Points(max(one.share.low for one in found), max(one.share.high for one in found))
                return _of_several(found, share, "any")
            case _:
                return Completion(OPEN, "undetermined")

    def joined(self, found: list[Completion]) -> Completion:
        """The weakest part decides, unless the policy takes the mean of all."""
        if self.policy.compound is Compound.MEAN:
            count = len(found)
            share = Points(
                sum((one.share.low for one in found), _ZERO) / count,
                sum((one.share.high for one in found), _ZERO) / count,
            )
        else:
            share = Points(min(one.share.low for one in found), min(one.share.high for one in found))
        return _of_several(found, share, "compound")

    def part(self, node: Condition, part: Part) -> Completion:
        match node:
            case Qualitative():
                return self.in_words(part)
            case Checklist(items):
                return self.listed(len(items), part)
            case YesNo():
                return Completion(_direct(part.outcome), "yes_no")
            case Deadline() | Period():
                return self.dated(part)
            case _ if part.links:
                return self.figures(part.links, written_unit(node))
            case _ if part.outcome is Outcome.MET:
                return Completion(FULL, "met")
            case _:
                return Completion(OPEN, "undetermined")

    def figures(self, links: tuple[Link, ...], unit: Unit | None) -> Completion:
        """A figure against its limit, or against both ends of a range: outside, the nearer end is the target."""
        found = [self.link(link, unit) for link in links]
        worst = min(found, key=lambda one: one.share.low)
        if len(found) == 1:
            return worst
        # Inside a range nothing is exceeded.
        return evolve(worst, rule="range", notes=tuple(note for note in worst.notes if worst.share != FULL))

    def link(self, link: Link, unit: Unit | None) -> Completion:
        """One figure against one limit."""
        figure, limit = _in(link.figure, unit), _in(link.limit, unit)
        if link.by in _MORE:
            share, rule, notes = self.at_least(link)
        elif link.by in _LESS:
            share, rule, notes = self.at_most(link)
        else:
            share, rule, notes = Fraction(link.figure != link.limit), "direct", ()
        return Completion(FULL if share is _ONE else Points.at(share), rule, figure, limit, notes)

    def at_least(self, link: Link) -> tuple[Fraction, str, tuple[Diagnostic, ...]]:
        """In proportion below the target; ``>`` and ``=`` score as ``≥`` does, and being met is another question."""
        figure, limit = link.figure, link.limit
        if link.by is Comparator.EQUAL and limit == 0:
            return Fraction(figure <= 0), "zero", ()
        if figure >= limit:
            return self.above(figure, limit)
        if limit <= 0:
            return _ZERO, "direct", (Diagnostic("KPI902"),)
        if figure < 0:
            return _ZERO, "at_least", (Diagnostic("KPI901"),)
        return figure / limit, "at_least", ()

    def above(self, figure: Fraction, limit: Fraction) -> tuple[Fraction, str, tuple[Diagnostic, ...]]:
        """More than was aimed at is told, and costs points only where a policy has a table for it."""
        more = self.policy.overfulfil
        if limit <= 0 or more.flag is None or figure < more.flag * limit:
            notes: tuple[Diagnostic, ...] = ()
        else:
            percent = Quantity(figure / limit * 100).shown()
            notes = (Diagnostic("KPI904" if more.explain else "KPI903", values={"percent": f"{percent}%"}),)
        left = [share for factor, share in more.bands if limit > 0 and figure >= factor * limit]
        return (min(left), "overfulfil", notes) if left else (_ONE, "at_least", notes)

    def at_most(self, link: Link) -> tuple[Fraction, str, tuple[Diagnostic, ...]]:
        figure, limit = link.figure, link.limit
        family = self.policy.reverse
        rule = f"reverse_{family.value}"
        if figure <= limit:
            return _ONE, rule, ()
        if limit == 0:
            return _ZERO, "zero", ()
        if limit < 0:
            return _ZERO, "direct", (Diagnostic("KPI902"),)
        if family is Reverse.INVERSE:
            return limit / figure, rule, ()
        left = 1 - (figure - limit) / limit
        return (left, rule, ()) if left >= 0 else (_ZERO, rule, (Diagnostic("KPI901"),))

    def in_words(self, part: Part) -> Completion:
        """The band of the grade that was reported; where in it is a person's choice."""
        grade = self.verdict.grade
        if part.outcome is Outcome.UNDETERMINED or grade is None:
            return Completion(OPEN, "undetermined")
        at = list(type(grade)).index(grade)
        if at >= len(self.policy.bands):
            return Completion(_direct(part.outcome), "direct")
        band = self.policy.bands[at]
        return Completion(Points(band.low, band.high), "qualitative")

    def listed(self, items: int, part: Part) -> Completion:
        """What is done of a list, in parts of its number."""
        own = self.verdict.actuals.own
        if isinstance(part.by, Graded):
            return self.in_words(part)
        if not isinstance(own, Done):
            return Completion(
                FULL if part.outcome is Outcome.MET else OPEN,
                "checklist" if part.outcome is Outcome.MET else "undetermined",
            )
        done = sum(step.value is Outcome.MET for step in self.verdict.trace if step.node in _items(part))
        return Completion(
            Points.at(Fraction(done, items)),
            "checklist",
            Quantity(Fraction(done)),
            Quantity(Fraction(items)),
        )

    def dated(self, part: Part) -> Completion:
        """On time or not; a policy may take points by the day."""
        if part.outcome is Outcome.UNDETERMINED:
            return Completion(OPEN, "undetermined")
        minus = self.policy.late.minus
        if part.outcome is Outcome.MET or minus is None or part.margin is None or not self.weight:
            rule = "deadline" if part.outcome is Outcome.MET or minus is None else "undetermined"
            return Completion(_direct(part.outcome) if rule == "deadline" else OPEN, rule)
        late = abs(part.margin.number)
        left = 1 - minus * late / self.weight
        notes = () if left >= 0 else (Diagnostic("KPI901"),)
        return Completion(Points.at(max(left, _ZERO)), "late", Quantity(late, part.margin.unit), notes=notes)


def _of_several(found: list[Completion], share: Points, rule: str) -> Completion:
    deciding = next((one for one in found if one.share == share), None)
    if deciding is None:
        notes = tuple(dict.fromkeys(note for one in found for note in one.notes))
        return Completion(share, rule, notes=notes)
    return evolve(deciding, rule=rule, by=deciding.by or deciding.rule)


def _items(part: Part) -> Iterable[object]:
    return part.condition.items if isinstance(part.condition, Checklist) else ()


def _direct(outcome: Outcome) -> Points:
    match outcome:
        case Outcome.MET:
            return FULL
        case Outcome.NOT_MET:
            return NONE
        case _:
            return OPEN


def _in(magnitude: Fraction, unit: Unit | None) -> Quantity:
    # Most units are base units, and dividing by one is not free.
    return Quantity(magnitude if unit is None or unit.scale == 1 else magnitude / unit.scale, unit)
