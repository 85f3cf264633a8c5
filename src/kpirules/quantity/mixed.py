"""Quantities written in several units of one dimension, added up: 3斤5两, 1小时30分钟, 10块3毛."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from kpirules.quantity.number import decimal_places
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, find_unit

# 分 is a mark of a score unless money or time stands before it.
_CENT = {"元": "分钱", "美元": "美分", "欧元": "欧分", "澳元": "澳分", "加元": "加分"}
_HOURS, _SECONDS = {"小时", "天"}, {"秒", "秒钟"}
# What a lone digit counts tenths of: 1块2, 1米8, 3斤2.
_TENTHS = {"块", "毛", "米", "斤"}
_TENTH = Fraction(1, 10)
_LONGEST = 6


def add_up(parts: Sequence[tuple[Fraction, str]]) -> Quantity | None:
    """The sum of numbers and their units, the largest first; the last unit may be empty (1块2 is 1.2 yuan).

    It is told in the first unit where that is a decimal, else in the last; ``None`` where the parts make no sum.

    >>> (
    ...     str(add_up([(Fraction(3), "斤"), (Fraction(5), "两")])),
    ...     str(add_up([(Fraction(1), "小时"), (Fraction(20), "分钟")])),
    ... )
    ('3.5斤', '80分钟')
    """
    units = _units([written for _, written in parts])
    if units is None:
        return None
    numbers = [number for number, _ in parts]
    for (number, unit), (next_number, next_unit) in pairwise(zip(numbers, units, strict=True)):
        falls = next_unit.dimension == unit.dimension and next_unit.scale < unit.scale
        if not falls or number.denominator != 1 or next_number * next_unit.scale >= unit.scale:
            return None
    total = sum((number * unit.scale for number, unit in zip(numbers, units, strict=True)), Fraction(0))
    first = total / units[0].scale
    places = decimal_places(first.denominator)
    if places is not None and places <= _LONGEST:
        return Quantity(first, units[0])
    return Quantity(total / units[-1].scale, units[-1])


def _units(written: Sequence[str]) -> list[Unit] | None:
    units: list[Unit] = []
    for at, word in enumerate(written):
        before = units[-1] if units else None
        if not word:
            if before is None or written[at - 1] not in _TENTHS:
                return None
            units.append(Unit(before.name, before.scale * _TENTH, before.dimension))
            continue
        behind = written[at + 1] if at + 1 < len(written) else ""
        found = find_unit(_minutes_or_cents(before, behind) if word == "分" else word)
        if found is None:
            return None
        # 14月 by itself is a month of the calendar; fourteen of them are 14个月.
        units.append((find_unit("个月") or found) if found.name == "月" else found)
    return units


def _minutes_or_cents(before: Unit | None, behind: str) -> str:
    if behind in _SECONDS or (before is not None and before.name in _HOURS):
        return "分钟"
    return _CENT.get(before.dimension[0][0], "分") if before is not None and before.dimension else "分"
