"""Points that are known, or known to lie between two numbers."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from attrs import frozen

_ZERO = Fraction(0)


@frozen
class Points:
    """From ``low`` to ``high``, both possible; one number where they are equal.

    >>> Points.at(Fraction(9)) + Points(Fraction(0), Fraction(10))
    Points(low=Fraction(9, 1), high=Fraction(19, 1))
    """

    low: Fraction = _ZERO
    high: Fraction = _ZERO

    @classmethod
    def at(cls, number: Fraction) -> "Points":
        """Exactly so many."""
        return cls(number, number)

    @property
    def known(self) -> Fraction | None:
        """The one number, or ``None`` where several are possible."""
        return self.low if self.low == self.high else None

    def __add__(self, other: "Points") -> "Points":
        low = self.low + other.low
        is_one = self.low is self.high and other.low is other.high
        return Points(low, low if is_one else self.high + other.high)

    def times(self, factor: Fraction) -> "Points":
        """So many times as many; ``factor`` is not negative."""
        return self.mapped(lambda number: number * factor)

    def mapped(self, change: Callable[[Fraction], Fraction]) -> "Points":
        """Both ends changed by something that keeps their order."""
        low = change(self.low)
        return Points(low, low if self.high is self.low else change(self.high))


def add(points: Iterable[Points]) -> Points:
    """The sum; of none it is zero."""
    return sum(points, Points())
