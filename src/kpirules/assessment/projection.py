"""What is still needed by the year's end, and where the present pace leads."""

from fractions import Fraction

from attrs import frozen

from kpirules.assessment.thresholds import thresholds
from kpirules.evaluation.compare import holds, written_unit
from kpirules.evaluation.verdict import Change, Outcome, Verdict
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit
from kpirules.syntax.ast import Bare, Between, Comparator, Comparison, Itself, Literal, Name, Tolerance

_MORE = {Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.EQUAL}


@frozen
class Projection:
    """The figure of the year's end if the pace stays, in the target's unit, and whether it would meet the target.

    It is arithmetic and no forecast.
    """

    figure: Quantity
    outcome: Outcome


def still_needed(verdict: Verdict) -> tuple[Change, ...]:
    """What more is needed of each single input, all others as they are; nothing where less would be needed.

    Counts are whole things. Beyond a limit that is not included there is no least change: there the way to the limit.

    >>> from kpirules import Rule
    >>> [str(change.by) for change in still_needed(Rule("≥15场").evaluate(8))]
    ['7场']
    """
    if verdict.outcome is not Outcome.NOT_MET:
        return ()
    found = tuple(change for change in verdict.shortfall if change.by.number > 0)
    if found or verdict.shortfall or len(verdict.parts) != 1:
        return found
    [part] = verdict.parts
    if not _is_own_figure(part.condition):
        return ()
    unit = written_unit(part.condition)
    return tuple(
        Change("", _in(link.limit - link.figure, unit))
        for link in part.links
        if link.by in _MORE and link.figure < link.limit
    )


def project(verdict: Verdict, share: Fraction, *, name: str = "") -> Projection | None:
    """The reported figure over the ``share`` of the year that it took, judged by the rule.

    Only for one figure that adds up over a year, by its unit (场, 万元) and the indicator's ``name``: a share, a number of
    days or a price has no pace. Of a target that is met exactly or not at all nothing can be said.

    >>> from kpirules import Rule
    >>> found = project(Rule("≥15场").evaluate(7), Fraction(7, 12))
    >>> str(found.figure), found.outcome.value
    ('12场', 'not met')
    """
    if verdict.outcome not in {Outcome.MET, Outcome.NOT_MET} or len(verdict.parts) != 1:
        return None
    [part] = verdict.parts
    unit = written_unit(part.condition)
    exact = any(link.by in {Comparator.EQUAL, Comparator.NOT_EQUAL} for link in part.links)
    adds_up = _is_own_figure(part.condition) and thresholds().accumulates(unit, name)
    if not part.links or exact or not adds_up or part.links[0].figure < 0:
        return None
    figure = part.links[0].figure / share
    met = all(holds(figure, link.by, link.limit) for link in part.links)
    return Projection(_in(figure, unit), Outcome.of(met))


def _is_own_figure(condition: object) -> bool:
    """Whether one reported figure stands against what the target writes, and nothing is computed."""
    match condition:
        case Comparison(operands):
            return all(isinstance(side, Itself | Name | Literal) for side in operands)
        case Bare(_, subject) | Tolerance(_, _, subject):
            return isinstance(subject, Itself | Name)
        case Between():
            return True
        case _:
            return False


def _in(magnitude: Fraction, unit: Unit | None) -> Quantity:
    return Quantity(magnitude) if unit is None else Quantity(magnitude / unit.scale, unit)
