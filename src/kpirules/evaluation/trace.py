"""What every part of a rule came to, with its place in the text."""

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from kpirules.limits import LIMITS
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Dimension, Unit, combine
from kpirules.source import Span
from kpirules.syntax.ast import Node


@frozen
class Amount:
    """A value on the way: so many base units of a dimension.

    ``stated`` is false where a figure without a unit went in, so that the dimension is only what is known of it.
    ``ratio`` is the other value of a bare figure under a percent target that may be meant as a ratio (0.96).
    """

    magnitude: Fraction
    dimension: Dimension = ()
    stated: bool = True
    ratio: Fraction | None = None
    written: Unit | None = None

    @property
    def is_bounded(self) -> bool:
        """Whether the number is short enough to go on with."""
        return self.magnitude.numerator.bit_length() + self.magnitude.denominator.bit_length() <= LIMITS.bits

    def shown_in(self, unit: Unit | None) -> Quantity:
        """As a quantity of ``unit`` where the dimension allows, for margins and sentences."""
        if unit is not None and (unit.dimension == self.dimension or not self.stated):
            return count_in(unit, self.magnitude)
        if not self.dimension:
            return Quantity(self.magnitude)
        name = "·".join(symbol for symbol, power in self.dimension if power > 0)
        below = "·".join(symbol for symbol, power in self.dimension if power < 0)
        return Quantity(
            self.magnitude, Unit(f"{name}/{below}" if below else name, Fraction(1), self.dimension)
        )

    def times(self, other: "Amount") -> "Amount":
        dimension = self.dimension
        if other.dimension:
            dimension = combine((*self.dimension, *other.dimension))
        return Amount(self.magnitude * other.magnitude, dimension, self.stated and other.stated)

    def over(self, other: "Amount") -> "Amount":
        """The quotient; the caller has seen that ``other`` is not zero."""
        dimension = self.dimension
        if other.dimension:
            dimension = combine((*self.dimension, *((symbol, -power) for symbol, power in other.dimension)))
        return Amount(self.magnitude / other.magnitude, dimension, self.stated and other.stated)


def count_in(unit: Unit, magnitude: Fraction) -> Quantity:
    """So many base units counted in ``unit``; a division is dear, and most units are base units."""
    return Quantity(magnitude if unit.scale == 1 else magnitude / unit.scale, unit)


@frozen
class Step:
    """A node of the rule, its characters in the original text, and its value: an amount, an outcome, or nothing."""

    node: Node
    value: Amount | StrEnum | None

    @property
    def span(self) -> Span:
        return self.node.span
