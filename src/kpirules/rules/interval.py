"""An interval of exact figures, and the cuts of the number line that it lies between."""

from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

Cut = tuple[int, Fraction, int]
"""A place between figures: (0, figure, 0) just below it and (0, figure, 1) just above; -1 and 1 in front are the ends."""

LOWEST: Cut = (-1, Fraction(0), 0)
HIGHEST: Cut = (1, Fraction(0), 0)


def exact(figure: int | Decimal | Fraction) -> Fraction:
    """The figure as a fraction; a float is refused, because it is seldom the number that was meant.

    Raises TypeError for anything but an int, Decimal or Fraction.

    >>> exact(Decimal("0.9"))
    Fraction(9, 10)
    """
    if isinstance(figure, bool) or not isinstance(figure, int | Decimal | Fraction):
        message = f"a figure is an int, Decimal or Fraction, not {type(figure).__name__}"
        raise TypeError(message)
    return Fraction(figure)


def _bound(figure: int | Decimal | Fraction | None) -> Fraction | None:
    return None if figure is None else exact(figure)


@frozen
class Interval:
    """The exact figures between two bounds, each included or not.

    Bounds are :class:`~fractions.Fraction` or ``None`` for unbounded; both are in base units of the rule's dimension.

    >>> str(Interval(Fraction(9, 10), low_included=True))
    '[9/10, ∞)'
    """

    low: Fraction | None = field(default=None, converter=_bound)
    high: Fraction | None = field(default=None, converter=_bound)
    low_included: bool = field(default=False, kw_only=True)
    high_included: bool = field(default=False, kw_only=True)

    @classmethod
    def from_cuts(cls, start: Cut, end: Cut) -> "Interval":
        """The figures between two cuts.

        >>> str(Interval.from_cuts((0, Fraction(1), 1), HIGHEST))
        '(1, ∞)'
        """
        return cls(
            None if start[0] else start[1],
            None if end[0] else end[1],
            low_included=not start[0] and start[2] == 0,
            high_included=not end[0] and end[2] == 1,
        )

    @property
    def start(self) -> Cut:
        """The cut below the lowest figure."""
        return LOWEST if self.low is None else (0, self.low, 0 if self.low_included else 1)

    @property
    def end(self) -> Cut:
        """The cut above the highest figure."""
        return HIGHEST if self.high is None else (0, self.high, 1 if self.high_included else 0)

    @property
    def is_empty(self) -> bool:
        """Whether no figure lies between the bounds.

        >>> Interval(3, 3, low_included=True).is_empty
        True
        """
        return self.start >= self.end

    def __contains__(self, figure: int | Decimal | Fraction) -> bool:
        number = exact(figure)
        return self.start <= (0, number, 0) and (0, number, 1) <= self.end

    def __str__(self) -> str:
        if self.is_empty:
            return "∅"
        if self.low is not None and self.low == self.high:
            return f"{{{self.low}}}"
        low = "(-∞" if self.low is None else f"{'[' if self.low_included else '('}{self.low}"
        high = "∞)" if self.high is None else f"{self.high}{']' if self.high_included else ')'}"
        return f"{low}, {high}"
