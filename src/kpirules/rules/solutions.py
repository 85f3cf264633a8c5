"""The figures that meet a rule, as a range, and the rule that a range is met by."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Protocol

from attrs import frozen

from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit
from kpirules.rules.checked import CheckedRule
from kpirules.rules.interval import Interval
from kpirules.rules.linear import THE_INPUT, line_of
from kpirules.rules.measure import Measure, stand_together
from kpirules.rules.ranges import Range
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Bare,
    Between,
    Comparator,
    Comparison,
    Condition,
    Expression,
    Itself,
    Literal,
    Negation,
    Product,
    Sum,
    Tolerance,
)

_ZERO = Fraction(0)


class HasRule(Protocol):
    """What holds a checked rule, as :class:`~kpirules.Rule` does."""

    @property
    def checked(self) -> CheckedRule:
        """The rule."""


def range_of(rule: CheckedRule | HasRule) -> Range | None:
    """The exact figures that meet a rule of one input, in base units of the input's dimension.

    A figure is in the range exactly where evaluation finds the rule met by it, reported with the rule's unit; the
    bounds on the length of a number are left aside, and so is that no count is below zero. Things that are counted are
    not yet taken for whole: :meth:`Range.whole` does that. ``None`` for a rule of several inputs, an aim in words, a
    checklist, an approximate or undirected number, a product of the input with itself, and units that leave every figure
    undetermined.

    >>> from kpirules import Rule
    >>> str(range_of(Rule("100±5%"))), str(range_of(Rule("100 - 3×a ≥ 40 且 a ≠ 0")))
    ('[95, 105]', '(-∞, 0) ∪ (0, 20]')
    """
    checked = checked_of(rule)
    if len(checked.by_name) != 1:
        return None
    [figure] = checked.by_name.values()
    return _Solving(checked, Measure.of(figure.unit)).condition(checked.condition)


def checked_of(rule: CheckedRule | HasRule) -> CheckedRule:
    """The checked rule itself, whichever of the two was handed in."""
    return rule if isinstance(rule, CheckedRule) else rule.checked


def condition_of(figures: Range, unit: Unit | None = None) -> Condition | None:
    """The condition on the indicator itself that exactly these figures meet, written in ``unit``.

    ``None`` where every figure does, or none: no target says that.

    >>> from kpirules.quantity.unit import unit
    >>> from kpirules.syntax.unparse import format_tree
    >>> format_tree(condition_of(Range.between(20_000, 50_000) | Range.where(">", 100_000), unit("万元")))
    '2万元 ~ 5万元 或 > 10万元'
    """
    if figures.is_empty or figures.is_everything:
        return None
    hole = ~figures
    if len(hole.ends) == 1 and len(figures.intervals) > 1:
        return _bound(Comparator.NOT_EQUAL, hole.ends[0], unit)
    alternatives = tuple(_inside(one, unit) for one in figures.intervals)
    return alternatives[0] if len(alternatives) == 1 else AnyOf(alternatives)


@frozen
class _Solving:
    """The walk over the condition of one rule, whose only input measures what ``figure`` does."""

    rule: CheckedRule
    figure: Measure

    def condition(self, node: Condition) -> Range | None:
        match node:
            case AllOf(conditions):
                parts = self.all_known(conditions)
                return None if parts is None else ~_join(~part for part in parts)
            case AnyOf(conditions):
                parts = self.all_known(conditions)
                return None if parts is None else _join(parts)
            case Comparison(operands, comparators):
                return self.chain(operands, comparators)
            case Between(low, high):
                return self.chain((low, Itself(), high), (Comparator.AT_MOST, Comparator.AT_MOST))
            case Bare(quantity, subject):
                comparator = self.rule.reading(node).comparator
                return None if comparator is None else self.chain((subject, quantity), (comparator,))
            case Tolerance():
                return self.tolerance(node)
            case _:
                return None

    def all_known(self, conditions: tuple[Condition, ...]) -> list[Range] | None:
        found = [self.condition(condition) for condition in conditions]
        known = [one for one in found if one is not None]
        return known if len(known) == len(found) else None

    def chain(self, operands: tuple[Expression, ...], comparators: tuple[Comparator, ...]) -> Range | None:
        """Every link must hold."""
        met = Range.everything()
        for (one, other), comparator in zip(pairwise(operands), comparators, strict=True):
            link = self.link(one, comparator, other)
            if link is None:
                return None
            met &= link
        return met

    def link(self, one: Expression, comparator: Comparator, other: Expression) -> Range | None:
        """One side against the other: where the quotient of lines by which they differ has the sign that is asked for.

        A figure that makes a divisor zero has no value to compare.
        """
        if not stand_together(one, other, self.figure):
            return None
        gap = line_of(Sum((one, other), (False, True)), lambda _: THE_INPUT)
        if gap is None:
            return None
        above, below = _signs(gap.start, gap.slope), _signs(gap.below, gap.slope_below)
        signs = {
            "<": (above["<"] & below[">"]) | (above[">"] & below["<"]),
            "=": above["="] - below["="],
            ">": (above[">"] & below[">"]) | (above["<"] & below["<"]),
        }
        met = _join(signs[sign] for sign in _WANTED[comparator])
        for divisor in (*_divisors(one), *_divisors(other)):
            line = line_of(divisor, lambda _: THE_INPUT)
            if line is None:
                return None
            met -= _signs(line.start, line.slope)["="]
        return met

    def tolerance(self, node: Tolerance) -> Range | None:
        """Both ends included; ``100±5%`` is five percent of 100, ``±5%`` is that far from zero."""
        target = node.centre or node.by
        if not stand_together(node.subject, target, self.figure):
            return None
        reach, middle = node.by.quantity.magnitude, _ZERO
        if node.centre is not None:
            middle = node.centre.quantity.magnitude
            if _is_share(node.by) and not _is_share(node.centre):
                reach *= abs(middle)
            elif Measure.of(node.by.quantity.unit).dimension != Measure.of(target.quantity.unit).dimension:
                return None
        return Range.between(middle - reach, middle + reach)


_WANTED = {
    Comparator.AT_LEAST: "=>",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "=<",
    Comparator.LESS_THAN: "<",
    Comparator.EQUAL: "=",
    Comparator.NOT_EQUAL: "<>",
}


def _join(ranges: Iterable[Range]) -> Range:
    """The union of many at once, where joining two at a time would walk the first again and again."""
    return Range(interval for one in ranges for interval in one.intervals)


def _signs(start: Fraction, slope: Fraction) -> dict[str, Range]:
    """Where the line ``start`` + ``slope``·x is below, at and above zero."""
    if slope == 0:
        sign = "<" if start < 0 else ">" if start > 0 else "="
        return {"<": Range.empty(), "=": Range.empty(), ">": Range.empty(), sign: Range.everything()}
    root = -start / slope
    below, above = ("<", ">") if slope > 0 else (">", "<")
    return {below: Range.where("<", root), "=": Range.where("=", root), above: Range.where(">", root)}


def _divisors(node: Expression) -> Iterator[Expression]:
    match node:
        case Negation(operand):
            yield from _divisors(operand)
        case Sum(operands):
            for operand in operands:
                yield from _divisors(operand)
        case Product(operands, divides):
            for operand, divide in zip(operands, divides, strict=True):
                yield from _divisors(operand)
                if divide:
                    yield operand
        case _:
            pass


def _is_share(node: Literal) -> bool:
    return node.quantity.unit is not None and node.quantity.unit.is_share


def _inside(one: Interval, unit: Unit | None) -> Condition:
    """The condition of one interval; one whose ends are not both included is two bounds."""
    if one.low is not None and one.high is not None and one.low_included and one.high_included:
        if one.low == one.high:
            return _bound(Comparator.EQUAL, one.low, unit)
        return Between(_literal(one.low, unit), _literal(one.high, unit))
    bounds: list[Condition] = []
    if one.low is not None:
        comparator = Comparator.AT_LEAST if one.low_included else Comparator.MORE_THAN
        bounds.append(_bound(comparator, one.low, unit))
    if one.high is not None:
        comparator = Comparator.AT_MOST if one.high_included else Comparator.LESS_THAN
        bounds.append(_bound(comparator, one.high, unit))
    return bounds[0] if len(bounds) == 1 else AllOf(tuple(bounds))


def _bound(comparator: Comparator, figure: Fraction, unit: Unit | None) -> Comparison:
    return Comparison((Itself(), _literal(figure, unit)), (comparator,))


def _literal(figure: Fraction, unit: Unit | None) -> Literal:
    return Literal(Quantity(figure if unit is None else figure / unit.scale, unit))
