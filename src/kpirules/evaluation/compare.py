"""Deciding one comparison: two exact amounts, and every reading of them that might change the answer."""

import operator
from collections.abc import Callable, Iterable
from fractions import Fraction

from attrs import evolve, frozen

from kpirules.evaluation.actuals import Words
from kpirules.evaluation.readings import Readings, find_readings
from kpirules.evaluation.trace import Amount, count_in
from kpirules.evaluation.units import Pair, level
from kpirules.evaluation.values import Values
from kpirules.evaluation.verdict import Link, Outcome, Part
from kpirules.quantity.number import decimal_places
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, comparable, percentage_points
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
    Name,
    Tolerance,
)
from kpirules.syntax.expression import has_input

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
    links: tuple[Link, ...] = ()


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
            if comparator is None:
                # At least, at most and exactly come to the same only where the figure is equal.
                judged = _unless_equal("KPI511", judged, quantity, values)
        case Approximate(quantity, subject):
            if (said := _said_again(subject, values)) is not None:
                return Part(node, Outcome.MET, by=said)
            judged = _chain((subject, quantity), (Comparator.EQUAL,), values)
            judged = _unless_equal("KPI510", judged, quantity, values)
        case _:
            judged = _OPEN
    margin = _shown(judged, written_unit(node))
    return Part(node, judged.outcome, margin, tuple(values.reasons[known:]), links=judged.links)


def holds(one: Fraction, comparator: Comparator, other: Fraction) -> bool:
    """Whether two numbers of one unit stand as the comparator says."""
    return _HOLDS[comparator](one, other)


def written_unit(node: Condition) -> Unit | None:
    """The unit that a condition writes, in which margins and values are shown."""
    match node:
        case Comparison(operands):
            sides = operands
        case Between(low, high):
            sides = (low, high)
        case Tolerance(by, centre):
            sides = (by if centre is None else centre,)
        case Bare(quantity) | Approximate(quantity):
            sides = (quantity,)
        case _:
            return None
    for side in sides:
        if isinstance(side, Literal) and side.quantity.unit is not None:
            return side.quantity.unit
    return None


def _chain(operands: tuple[Expression, ...], comparators: tuple[Comparator, ...], values: Values) -> _Judged:
    """Every link must hold; the margin is that of the tightest link."""
    amounts = [_side(operands, at, values) for at in range(len(operands))]
    pairs: list[Pair | None] = []
    for at in range(len(comparators)):
        one, other = amounts[at], amounts[at + 1]
        if one is None or other is None:
            pairs.append(None)
        else:
            pairs.append(level((one, other), (operands[at], operands[at + 1]), values))
    readings = find_readings(pairs, operands)
    if readings is None:
        return _links(pairs, comparators, operands)
    judged = [_links(readings.settled(pairs, number), comparators, operands) for number in readings.numbers]
    return _agreed(readings, judged, values)


def _side(operands: tuple[Expression, ...], at: int, values: Values) -> Amount | None:
    """One operand's value; a figure takes no unit of the rule beside a limit that has none (5 且 7天)."""
    beside = operands[1 - at] if len(operands) == 2 else None
    if isinstance(beside, Literal) and beside.quantity.unit is None:
        return values.as_reported(operands[at])
    return values.value(operands[at])


def _links(
    pairs: list[Pair | None], comparators: tuple[Comparator, ...], operands: tuple[Expression, ...]
) -> _Judged:
    links = [
        _OPEN if pair is None else _link(pair, comparator, is_figure=has_input(operand))
        for pair, comparator, operand in zip(pairs, comparators, operands[:-1], strict=True)
    ]
    if len(links) == 1:
        return links[0]
    outcomes = {link.outcome for link in links}
    if Outcome.NOT_MET in outcomes:
        missed = _tightest(link for link in links if link.outcome is Outcome.NOT_MET)
        return _Judged(Outcome.NOT_MET, missed.margin, missed.like, _all_known(links))
    if Outcome.UNDETERMINED in outcomes:
        return _OPEN
    tightest = _tightest(links)
    return _Judged(Outcome.MET, tightest.margin, tightest.like, _all_known(links))


def _all_known(links: list[_Judged]) -> tuple[Link, ...]:
    return tuple(one for link in links for one in link.links) if all(link.links for link in links) else ()


def _tightest(links: Iterable[_Judged]) -> _Judged:
    return min(links, key=lambda link: link.margin or Fraction(0))


def _link(pair: Pair, comparator: Comparator, *, is_figure: bool) -> _Judged:
    """``is_figure`` tells whether the first of the pair is what was reported and the second its limit."""
    one, other = pair[0].magnitude, pair[1].magnitude
    link = Link(one, comparator, other) if is_figure else Link(other, comparator.flipped, one)
    return _Judged(Outcome.of(holds(one, comparator, other)), _room(one, comparator, other), pair[0], (link,))


def _agreed(readings: Readings, judged: list[_Judged], values: Values) -> _Judged:
    """The judgement that every reading of a figure comes to, with the least of their margins; else nothing is decided."""
    if len({one.outcome for one in judged}) > 1:
        readings.leave_open(values)
        return _OPEN
    tightest = _tightest(judged)
    if tightest.outcome is Outcome.UNDETERMINED:
        values.settle(readings.node, None)
        return tightest
    readings.take(readings.numbers[judged.index(tightest)], values)
    # They agree that it is met or missed, and not how far: what a score would come from is open.
    return tightest if len({one.links for one in judged}) == 1 else evolve(tightest, links=())


def _said_again(subject: Expression, values: Values) -> Words | None:
    """The target said again as its answer: 约30天 for 30天左右."""
    name = subject.name if isinstance(subject, Name) else ""
    answer = values.answer(name)
    if not isinstance(answer, Words) or not answer.repeats:
        return None
    values.find("KPI514")
    return answer


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
    readings = find_readings([pair], (node.subject, node.centre or node.by))
    if readings is None:
        return _near(pair, middle, reach)
    judged = [
        _near(fixed, middle, reach)
        for number in readings.numbers
        for fixed in readings.settled([pair], number)
        if fixed is not None
    ]
    return _agreed(readings, judged, values)


def _near(pair: Pair, middle: Fraction, reach: Fraction) -> _Judged:
    figure = pair[0].magnitude
    away = abs(figure - middle)
    ends = (
        Link(figure, Comparator.AT_LEAST, middle - reach),
        Link(figure, Comparator.AT_MOST, middle + reach),
    )
    return _Judged(Outcome.of(away <= reach), reach - away, pair[0], ends)


def _is_share(node: Literal) -> bool:
    return node.quantity.unit is not None and node.quantity.unit.is_share


def _unless_equal(code: str, judged: _Judged, target: Literal, values: Values) -> _Judged:
    """A figure that is not the target's decides nothing; it is told in the target's unit (8%, not 0.08)."""
    if judged.outcome is not Outcome.NOT_MET or judged.like is None:
        return judged
    unit = judged.like.written or target.quantity.unit
    convertible = unit is not None and unit.dimension == judged.like.dimension
    shown = judged.like.shown_in(unit if convertible else None)
    ends = decimal_places(shown.number.denominator) is not None
    values.because(code, figure=str(shown) if ends else shown.shown(), target=str(target.quantity))
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
    if shown is not None and (
        shown.dimension == like.dimension or comparable(shown.dimension, like.dimension)  # 个 beside 项
    ):
        return count_in(shown, judged.margin)
    return Amount(judged.margin, like.dimension, like.stated).shown_in(shown)
