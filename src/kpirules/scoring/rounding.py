"""How points are rounded and printed."""

from enum import StrEnum
from fractions import Fraction

from attrs import frozen


class RoundingMode(StrEnum):
    """Which neighbour a number between two is brought to; seen in published sheets: half up, and cutting off."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    TRUNCATE = "truncate"


@frozen
class Rounding:
    """So many decimals, by one mode.

    >>> exact = Fraction(461445311, 476445311) * 10
    >>> [Rounding(mode).write(exact) for mode in RoundingMode]
    ['9.69', '9.69', '9.68']
    """

    mode: RoundingMode = RoundingMode.HALF_UP
    decimals: int = 2

    def round(self, number: Fraction) -> Fraction:
        """The neighbour of ``number`` with that many decimals; a negative number is rounded as its opposite is."""
        if number < 0:
            return -self.round(-number)
        scale = 10**self.decimals
        scaled = number * scale
        match self.mode:
            case RoundingMode.HALF_UP:
                whole = (scaled + Fraction(1, 2)).__floor__()
            case RoundingMode.HALF_EVEN:
                whole = round(scaled)
            case RoundingMode.TRUNCATE:
                whole = scaled.__floor__()
        return Fraction(whole, scale)

    def write(self, number: Fraction) -> str:
        """The rounded number with all its decimals, as sheets print points."""
        rounded = self.round(number)
        sign, size = "-" if rounded < 0 else "", abs(rounded) * 10**self.decimals
        digits = str(int(size)).rjust(self.decimals + 1, "0")
        point = len(digits) - self.decimals
        return f"{sign}{digits[:point]}{'.' if self.decimals else ''}{digits[point:]}"
