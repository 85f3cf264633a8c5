"""The least change of one input that would meet a missed target by doing better."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from attrs import evolve

from kpirules.evaluation.evaluate import evaluate
from kpirules.evaluation.linear import linear_in, movable
from kpirules.evaluation.trace import count_in
from kpirules.evaluation.verdict import Change, Outcome, Part, Verdict
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import percentage_points
from kpirules.rules.checked import Input
from kpirules.syntax.ast import (
    Bare,
    Between,
    Comparator,
    Comparison,
    Expression,
    Itself,
    Literal,
    Name,
    Tolerance,
)

_ONE = Fraction(1)
_Bound = tuple[Expression, Comparator, Expression]


def find_shortfall(verdict: Verdict) -> tuple[Change, ...]:
    """The changes that would meet a missed rule as a whole, each tried out before it is promised.

    Only the subject of the target moves: never a denominator, a base or a total. Counted inputs change by whole things.
    """
    if verdict.outcome is not Outcome.NOT_MET:
        return ()
    changes: dict[str, Change] = {}
    for part in verdict.parts:
        if part.outcome is not Outcome.NOT_MET:
            continue
        for change, after in _changes(part, verdict):
            best = changes.get(change.name)
            nearer = best is None or abs(change.by.magnitude) < abs(best.by.magnitude)
            if nearer and _meets(change.name, after, verdict):
                changes[change.name] = change
    return tuple(changes.values())


def _changes(part: Part, verdict: Verdict) -> Iterator[tuple[Change, Quantity]]:
    """Candidate changes, each with the figure it leads to."""
    items = verdict.rule.by_name
    for subject, comparator, limit in _missed(part, verdict):
        for name in movable(subject, verdict.rule.growing):
            figure = _figure(items[name], verdict)
            wanted = (
                None
                if figure is None
                else _wanted(items[name], figure, (subject, comparator, limit), verdict)
            )
            if figure is not None and wanted is not None:
                after = Quantity(wanted, figure.unit, of=figure.of)
                by = wanted - figure.number
                share = figure.unit is not None and figure.unit.is_share
                yield Change(name, Quantity(by, percentage_points() if share else figure.unit)), after


def _missed(part: Part, verdict: Verdict) -> Iterator[_Bound]:
    """The bounds that a condition sets on its subject, the subject first."""
    match part.condition:
        case Comparison(operands, comparators):
            for at, comparator in enumerate(comparators):
                one, other = operands[at], operands[at + 1]
                if movable(one, verdict.rule.growing):
                    yield one, comparator, other
                elif movable(other, verdict.rule.growing):
                    yield other, comparator.flipped, one
        case Between(low, high):
            yield Itself(), Comparator.AT_LEAST, low
            yield Itself(), Comparator.AT_MOST, high
        case Bare(quantity, subject) as bare:
            direction = verdict.rule.reading(bare).comparator
            if direction is not None:
                yield subject, direction, quantity
        case Tolerance(by, centre, subject):
            for comparator, end in _ends(by.quantity, None if centre is None else centre.quantity):
                yield subject, comparator, Literal(end)
        case _:
            return


def _ends(by: Quantity, centre: Quantity | None) -> Iterator[tuple[Comparator, Quantity]]:
    """The lower and the upper end of a tolerance; ``100±5%`` is five percent of 100."""
    middle = evolve(by, number=Fraction(0)) if centre is None else centre
    if middle.unit == by.unit:
        reach = by.number
    elif by.unit is not None and by.unit.is_share:
        reach = by.magnitude * abs(middle.number)
    else:
        return
    yield Comparator.AT_LEAST, evolve(middle, number=middle.number - reach)
    yield Comparator.AT_MOST, evolve(middle, number=middle.number + reach)


def _wanted(item: Input, figure: Quantity, bound: _Bound, verdict: Verdict) -> Fraction | None:
    """The nearest number in the figure's unit that meets the bound, all other figures as they are."""
    subject, comparator, limit = bound
    line, level = linear_in(item.name, subject, verdict), linear_in(item.name, limit, verdict)
    if line is None or level is None or not level.is_constant or line.slope == 0:
        return None
    lent = _lent(subject, limit, verdict)
    goal = line.solve(level.value if lent == 1 else level.value / lent)
    strict = comparator in {Comparator.MORE_THAN, Comparator.LESS_THAN}
    if goal is None:
        return None
    wanted, now = goal if figure.unit is None else count_in(figure.unit, goal).number, figure.number
    rising = wanted > now or (wanted == now and (comparator is Comparator.MORE_THAN) == line.rises)
    if item.counted:
        whole = Fraction(ceil(wanted) if rising else floor(wanted))
        if whole == wanted and strict:
            whole += 1 if rising else -1
        wanted = whole
    elif strict:
        return None  # no least change exists: every figure beyond the bound has a nearer one
    shrinks_below = line.slope_below < 0 or (line.slope_below > 0 and not rising)
    return None if shrinks_below or wanted < 0 <= now or wanted == now else wanted


def _lent(subject: Expression, limit: Expression, verdict: Verdict) -> Fraction:
    """What a limit's unit multiplied a calculated side without a unit by."""
    if isinstance(subject, Name | Itself):
        return _ONE
    amount = verdict.amounts.get(subject)
    if amount is None or amount.stated or amount.dimension:
        return _ONE
    unit = limit.quantity.unit if isinstance(limit, Literal) else None
    return unit.scale if unit is not None and not unit.is_share else _ONE


def _figure(item: Input, verdict: Verdict) -> Quantity | None:
    """What was reported for an input, with the unit it was read in."""
    actuals, rule = verdict.actuals, verdict.rule
    lone = rule.own is None and len(rule.inputs) == 1 and not actuals.inputs
    answer = actuals.own if lone or not item.name else actuals.inputs.get(item.name)
    if not isinstance(answer, Quantity):
        return None
    if answer.unit is not None or item.unit is None:
        return answer
    if item.unit.is_share and 0 < abs(answer.number) <= 1:
        # Judged as the ratio it was taken for; a lone 1 was left open and is no ground for a promise.
        return (
            evolve(answer, number=answer.number / item.unit.scale, unit=item.unit)
            if abs(answer.number) < 1
            else None
        )
    return Quantity(answer.number, item.unit, of=answer.of)


def _meets(name: str, after: Quantity, verdict: Verdict) -> bool:
    key = name if name in verdict.actuals.inputs else ""
    return evaluate(verdict.rule, verdict.actuals.with_input(key, after)).outcome is Outcome.MET
