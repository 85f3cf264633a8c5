"""An expression as a quotient of two straight lines in one input, where it is one."""

from collections.abc import Callable
from fractions import Fraction

from attrs import frozen

from kpirules.syntax.ast import Expression, Growth, Itself, Literal, Name, Negation, Product, Sum

_ZERO, _ONE = Fraction(0), Fraction(1)


@frozen
class Linear:
    """(``start`` + ``slope``·x) / (``below`` + ``slope_below``·x), in base units.

    >>> Linear(Fraction(0), Fraction(1), Fraction(2000)).solve(Fraction(9, 10))
    Fraction(1800, 1)
    """

    start: Fraction
    slope: Fraction = _ZERO
    below: Fraction = _ONE
    slope_below: Fraction = _ZERO

    @property
    def is_constant(self) -> bool:
        return self.slope == 0 and self.slope_below == 0

    @property
    def value(self) -> Fraction:
        """The number of a constant."""
        return self.start if self.below == 1 else self.start / self.below

    def solve(self, wanted: Fraction) -> Fraction | None:
        """The x at which the expression is ``wanted``; ``None`` where there is none."""
        if self is THE_INPUT:
            return wanted
        slope = self.slope - wanted * self.slope_below
        return (wanted * self.below - self.start) / slope if slope else None

    @property
    def rises(self) -> bool:
        """Whether more x makes more of it, on either side of a pole."""
        return self.slope * self.below > self.start * self.slope_below


THE_INPUT = Linear(_ZERO, _ONE)
"""The input x itself."""

Leaf = Callable[[Name | Itself], Linear | None]


def line_of(node: Expression, leaf: Leaf) -> Linear | None:
    """``node`` as a function of one input; ``leaf`` tells the line of every input, and ``None`` says that it bends.

    >>> double = Sum((Itself(), Itself()), (False, False))
    >>> line_of(double, lambda _: THE_INPUT).slope
    Fraction(2, 1)
    """
    match node:
        case Name() | Itself():
            return leaf(node)
        case Literal(quantity):
            return Linear(quantity.magnitude)
        case Negation(operand):
            inner = line_of(operand, leaf)
            return (
                None if inner is None else Linear(-inner.start, -inner.slope, inner.below, inner.slope_below)
            )
        case Sum(operands, negative):
            return _sum([line_of(operand, leaf) for operand in operands], negative)
        case Product(operands, divides):
            return _product([line_of(operand, leaf) for operand in operands], divides)
        case Growth():
            return None  # two inputs at once


def _sum(lines: list[Linear | None], negative: tuple[bool, ...]) -> Linear | None:
    total = Linear(_ZERO)
    for line, minus in zip(lines, negative, strict=True):
        if line is None:
            return None
        sign = -1 if minus else 1
        if (total.below, total.slope_below) == (line.below, line.slope_below):
            total = Linear(
                total.start + sign * line.start, total.slope + sign * line.slope, line.below, line.slope_below
            )
        elif not line.slope_below and not total.slope_below:
            total = Linear(
                total.start / total.below + sign * line.start / line.below,
                total.slope / total.below + sign * line.slope / line.below,
            )
        elif line.is_constant:
            shift = sign * line.value
            total = Linear(
                total.start + shift * total.below,
                total.slope + shift * total.slope_below,
                total.below,
                total.slope_below,
            )
        elif total.is_constant:
            start = total.value
            total = Linear(
                sign * line.start + start * line.below,
                sign * line.slope + start * line.slope_below,
                line.below,
                line.slope_below,
            )
        else:
            return None
    return total


def _product(lines: list[Linear | None], divides: tuple[bool, ...]) -> Linear | None:
    above, below = Linear(_ONE), Linear(_ONE)
    for line, divide in zip(lines, divides, strict=True):
        if line is None:
            return None
        top, bottom = (Linear(line.start, line.slope), Linear(line.below, line.slope_below))
        if divide:
            top, bottom = bottom, top
        new_above, new_below = _times(above, top), _times(below, bottom)
        if new_above is None or new_below is None:
            return None
        above, below = new_above, new_below
    if below.is_constant and below.start == 0:
        return None
    return Linear(above.start, above.slope, below.start, below.slope)


def _times(one: Linear, other: Linear) -> Linear | None:
    """The product of two lines without denominators, while it stays a line."""
    if one.slope and other.slope:
        return None
    return Linear(one.start * other.start, one.start * other.slope + one.slope * other.start)
