"""A number with its unit."""

from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from kpirules.quantity.number import decimal_places, round_number, write_number
from kpirules.quantity.unit import Unit

_SHORTEST_IN_WAN = 10_000
_SHOWN_PLACES = 4


@frozen
class Quantity:
    """So many of a unit; ``unit`` is ``None`` where none is written, ``of`` names what a measure word counts.

    >>> from kpirules.quantity.unit import unit
    >>> str(Quantity(Fraction(20000), unit("人次")))
    '2万人次'
    """

    number: Fraction
    unit: Unit | None = None
    of: str = field(default="", kw_only=True)

    @cached_property
    def magnitude(self) -> Fraction:
        """The number in base units: 9/10 for 90%, 5158500 for 515.85万元."""
        return self.number if self.unit is None else self.number * self.unit.scale

    def counted_in(self, unit: Unit) -> "Quantity":
        """A number that writes its own 万, in a unit that says it again: ``5万`` beside 万元 is 5万元.

        >>> from kpirules.quantity.unit import unit
        >>> str(Quantity(Fraction(50000)).counted_in(unit("万元")))
        '5万元'
        """
        return Quantity(self.number * unit.plain.scale / unit.scale, unit, of=self.of)

    def __str__(self) -> str:
        """Exact and canonical: whole 万 and 亿 of counted things are written so, a fraction stays a fraction.

        >>> from kpirules.quantity.unit import unit
        >>> str(Quantity(Fraction(2, 3), unit("公里")))
        '3分之2公里'
        """
        suffix = "" if self.unit is None else f"{self.unit.name}{self.of}"
        number = self.number
        whole = number.numerator if number.denominator == 1 else 0
        if self.unit is not None and self.unit.counted and abs(whole) >= _SHORTEST_IN_WAN:
            for scale, word in ((10**8, "亿"), (10**4, "万")):
                if whole % scale == 0:
                    return f"{whole // scale}{word}{suffix}"
        if suffix and decimal_places(number.denominator) is None:
            return f"{'-' if number < 0 else ''}{number.denominator}分之{abs(number.numerator)}{suffix}"
        return f"{write_number(number)}{suffix}"

    def shown(self) -> str:
        """For reading: as ``str()``, but a fraction that never ends, or a long decimal, is shown rounded with ≈."""
        places = decimal_places(self.number.denominator)
        if places is not None and places <= _SHOWN_PLACES:
            return str(self)
        rounded = Quantity(round_number(self.number, places=_SHOWN_PLACES), self.unit, of=self.of)
        return f"≈{rounded}"
