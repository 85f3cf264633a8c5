"""Deciding one comparison: two exact amounts, and every reading of them that might change the answer."""

import operator
from collections.abc import Callable, Iterable
from fractions import Fraction

from attrs import frozen

from kpirules.evaluation.trace import Amount
from kpirules.evaluation.units import Pair, level
from kpirules.evaluation.values import Values
from kpirules.evaluation.verdict import Outcome, Part
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, percentage_points
from kpirules.rules.checked import CheckedRule
from kpirules.syntax.ast import (
    Approximate,
    Bare,
    Between,
    Comparator,
    Comparison,
    Condition,
    Expression,
    Itself,
    Literal,
    Tolerance,
)
from kpirules.syntax.expression import times_hundred

_ONE_PERCENT = Fraction(1, 100)
_HOLDS: dict[Comparator, Callable[[Fraction, Fraction], bool]] = {
    Comparator.AT_LEAST: operator.ge,
    Comparator.MORE_THAN: operator.gt,
    Comparator.AT_MOST: operator.le,
    Comparator.LESS_THAN: operator.lt,
    Comparator.EQUAL: operator.eq,
    Comparator.NOT_EQUAL: operator.ne,
}
_RANGE = (Comparator.AT_MOST, Comparator.AT_MOST)


@frozen
class _Judged:
    """An outcome, and how far on the good side (base units, of the dimension of ``like``) where one number says it."""

    outcome: Outcome
    margin: Fraction | None = None
    like: Amount | None = None


_OPEN = _Judged(Outcome.UNDETERMINED)


def decide(node: Condition, rule: CheckedRule, values: Values) -> Part:
    """Whether one condition that figures decide is met, with its margin and, where it is open, the reasons."""
    known = len(values.reasons)
    match node:
        case Comparison(operands, comparators):
            judged = _chain(operands, comparators, values)
        case Between(low, high):
            judged = _chain((low, Itself(), high), _RANGE, values)
        case Tolerance():
            judged = _tolerance(node, values)
        case Bare(quantity, subject):
            comparator = rule.reading(node).comparator
            judged = _chain((subject, quantity), (comparator or Comparator.EQUAL,), values)
            if comparator is None and judged.outcome is Outcome.NOT_MET:
                # At least, at most and exactly come to the same only where the figure is equal.
                judged = _unless_equal("KPI511", subject, quantity, values)
        case Approximate(quantity, subject):
            judged = _chain((subject, quantity), (Comparator.EQUAL,), values)
            if judged.outcome is Outcome.NOT_MET:
                judged = _unless_equal("KPI510", subject, quantity, values)
        case _:
            judged = _OPEN
    margin = _shown(judged, written_unit(node))
    return Part(node, judged.outcome, margin, tuple(values.reasons[known:]))


def holds(one: Fraction, comparator: Comparator, other: Fraction) -> bool:
    """Whether two numbers of one unit stand as the comparator says."""
    return _HOLDS[comparator](one, other)


def written_unit(node: Condition) -> Unit | None:
    """The unit that a condition writes, in which margins and values are shown."""
    match node:
        case Comparison(operands):
            literals = [operand.quantity.unit for operand in operands if isinstance(operand, Literal)]
        case Between(low, high):
            literals = [low.quantity.unit, high.quantity.unit]
        case Tolerance(by, centre):
            literals = [by.quantity.unit if centre is None else centre.quantity.unit]
        case Bare(quantity) | Approximate(quantity):
            literals = [quantity.quantity.unit]
        case _:
            literals = []
    return next((found for found in literals if found is not None), None)


def _chain(operands: tuple[Expression, ...], comparators: tuple[Comparator, ...], values: Values) -> _Judged:
    """Every link must hold; the margin is that of the tightest link."""
    amounts = [values.value(operand) for operand in operands]
    links: list[_Judged] = []
    for at, comparator in enumerate(comparators):
        one, other = amounts[at], amounts[at + 1]
        pair = None
        if one is not None and other is not None:
            pair = level((one, other), (operands[at], operands[at + 1]), values)
        links.append(
            _OPEN if pair is None else _link(pair, comparator, (operands[at], operands[at + 1]), values)
        )
    if len(links) == 1:
        return links[0]
    outcomes = {link.outcome for link in links}
    if Outcome.NOT_MET in outcomes:
        return _tightest(link for link in links if link.outcome is Outcome.NOT_MET)
    return _OPEN if Outcome.UNDETERMINED in outcomes else _tightest(links)


def _tightest(links: Iterable[_Judged]) -> _Judged:
    return min(links, key=lambda link: link.margin or Fraction(0))


def _link(
    pair: Pair, comparator: Comparator, operands: tuple[Expression, Expression], values: Values
) -> _Judged:
    """Judge every reading of the two sides; where readings disagree nothing is decided."""
    readings = _readings(pair, operands, values)
    if len(readings) == 1:
        [(one, other)] = readings
        return _Judged(Outcome.of(holds(one, comparator, other)), _room(one, comparator, other), pair[0])
    outcomes = {Outcome.of(holds(one, comparator, other)) for one, other in readings}
    if len(outcomes) > 1:
        figure = next((amount for amount in pair if amount.ratio is not None), None)
        if figure is not None:
            values.two_readings(figure)
        else:
            values.because("KPI308")
        return _OPEN
    return _Judged(outcomes.pop(), min(_room(one, comparator, other) for one, other in readings), pair[0])


def _readings(
    pair: Pair, operands: tuple[Expression, Expression], values: Values
) -> list[tuple[Fraction, Fraction]]:
    """The numbers that the two sides may mean: usually one pair.

    A bare figure under 1 beside a percentage of at least 1 % is a ratio (0.96), else it stays open (0.5, or 1);
    ``x/y*100 ≥ 90%`` is read with and without the factor.
    """
    one, other = pair
    for at, (figure, limit) in enumerate(((one, other), (other, one))):
        numbers = [figure.magnitude]
        if figure.ratio is not None:
            numbers = [figure.ratio]
            if abs(figure.ratio) < 1 and abs(limit.magnitude) >= _ONE_PERCENT:
                shown = Quantity(figure.ratio)
                values.find("KPI509", figure=str(shown), one=f"{Quantity(figure.ratio * 100)}%")
            else:
                numbers = [figure.magnitude, figure.ratio]
        elif times_hundred(operands[at]) and limit.written is not None and limit.written.is_share:
            numbers = [figure.magnitude, figure.magnitude / 100]
        if len(numbers) > 1 or figure.ratio is not None:
            return [(n, limit.magnitude) if at == 0 else (limit.magnitude, n) for n in numbers]
    return [(one.magnitude, other.magnitude)]


def _tolerance(node: Tolerance, values: Values) -> _Judged:
    """Both ends included; ``100±5%`` is five percent of 100, ``±5%`` is that far from zero."""
    subject, by = values.value(node.subject), values.value(node.by)
    centre = values.value(node.centre) if node.centre is not None else None
    if subject is None or by is None or (node.centre is not None and centre is None):
        return _OPEN
    target = centre or by
    pair = level((subject, target), (node.subject, node.centre or node.by), values)
    if pair is None:
        return _OPEN
    middle, reach = Fraction(0), by.magnitude
    if node.centre is not None:
        middle = pair[1].magnitude
        if _is_share(node.by) and not _is_share(node.centre):
            reach = by.magnitude * abs(middle)
        elif by.dimension != pair[1].dimension:
            values.because("KPI401", one=str(node.centre.quantity), other=str(node.by.quantity))
            return _OPEN
    readings = _readings(pair, (node.subject, node.centre or node.by), values)
    away = [abs(number - middle) for number, _ in readings]
    outcomes = {Outcome.of(distance <= reach) for distance in away}
    if len(outcomes) > 1:
        values.two_readings(pair[0])
        return _OPEN
    return _Judged(outcomes.pop(), min(reach - distance for distance in away), pair[0])


def _is_share(node: Literal) -> bool:
    return node.quantity.unit is not None and node.quantity.unit.is_share


def _unless_equal(code: str, subject: Expression, target: Literal, values: Values) -> _Judged:
    amount = values.compute(subject)
    shown = amount.shown_in(amount.written) if amount is not None else target.quantity
    values.because(code, figure=str(shown), target=str(target.quantity))
    return _OPEN


def _room(one: Fraction, comparator: Comparator, other: Fraction) -> Fraction:
    """How far the first number stands on the good side of the second."""
    match comparator:
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            return other - one
        case Comparator.EQUAL:
            return -abs(one - other)
        case Comparator.NOT_EQUAL:
            return abs(one - other)
        case _:
            return one - other


def _shown(judged: _Judged, shown: Unit | None) -> Quantity | None:
    """In the target's unit, else the figure's; shares differ by percentage points."""
    if judged.margin is None or judged.like is None:
        return None
    shown = shown or judged.like.written
    if shown is not None and shown.is_share:
        return Quantity(judged.margin * 100, percentage_points())
    like = judged.like
    return Amount(judged.margin, like.dimension, like.stated).shown_in(shown)
