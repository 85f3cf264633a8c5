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
        if number.numerator < 0:
            return -self.round(-number)
        scale, below = 10**self.decimals, number.denominator
        whole, rest = divmod(number.numerator * scale, below)
        match self.mode:
            case RoundingMode.HALF_UP:
                up = 2 * rest >= below
            case RoundingMode.HALF_EVEN:
                up = 2 * rest > below or (2 * rest == below and whole % 2 == 1)
            case RoundingMode.TRUNCATE:
                up = False
        return Fraction(whole + up, scale) if rest else number

    def write(self, number: Fraction) -> str:
        """The rounded number with all its decimals, as sheets print points."""
        rounded = self.round(number)
        sign, size = "-" if rounded < 0 else "", abs(rounded) * 10**self.decimals
        digits = str(int(size)).rjust(self.decimals + 1, "0")
        point = len(digits) - self.decimals
        return f"{sign}{digits[:point]}{'.' if self.decimals else ''}{digits[point:]}"
