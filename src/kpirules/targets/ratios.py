"""Ratios that are written as decimals: 0.97 in the unit 比例."""

from attrs import evolve

from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit
from kpirules.quantity.unit import unit as unit_of
from kpirules.syntax.ast import Literal

RATIO_WORDS = frozenset({"比例", "比率"})
_PERCENT = unit_of("%")


def is_ratio(literal: Literal, *, beside: Unit | None = None) -> bool:
    """Whether a number up to one is called 比例 or 比率, by itself or by the unit ``beside`` it."""
    quantity = literal.quantity
    unit = quantity.unit or beside
    return unit is not None and unit.name in RATIO_WORDS and 0 <= quantity.number <= 1


def as_percent(literal: Literal) -> Literal:
    """The ratio as a percentage: ``0.97比例`` is 97 %.

    >>> from fractions import Fraction
    >>> str(as_percent(Literal(Quantity(Fraction("0.97"), unit_of("比例")))).quantity)
    '97%'
    """
    return evolve(literal, quantity=Quantity(literal.quantity.number * 100, _PERCENT))
