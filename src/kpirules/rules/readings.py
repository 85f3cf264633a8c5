"""The direction of a number without a comparator, by the evidence the row prints."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from attrs import frozen

from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit
from kpirules.rules.checked import Reading
from kpirules.syntax.ast import Comparator

_REMARK = re.compile(r"[(（][^()（）]*[)）]|[\s*:：。.、\-]+$")


@frozen
class _Table:
    heads: dict[str, Comparator | None]
    headings: dict[str, Comparator]
    units: frozenset[str]
    bad: tuple[str, ...]
    common: frozenset[str]
    counted: tuple[str, ...]
    measured: tuple[str, ...]


def read_bare(quantity: Quantity, *, name: str = "", heading: str = "") -> Reading:
    """At least or at most: by the end of the name, else the level-2 heading, else the unit, else undecided.

    A bare zero is at most zero of something bad, and never at least zero.

    >>> from fractions import Fraction
    >>> share = Quantity(Fraction(5))
    >>> (
    ...     read_bare(share, name="投诉处置率").comparator.value,
    ...     read_bare(share, name="群众投诉率").comparator.value,
    ... )
    ('≥', '≤')
    """
    reading = _read(quantity.unit, name, heading)
    if quantity.number != 0:
        return reading
    if (bad := _is_bad(name)) is not None:
        return Reading("zero", bad, Comparator.AT_MOST)
    return Reading("none") if reading.comparator is Comparator.AT_LEAST else reading


def _read(unit: Unit | None, name: str, heading: str) -> Reading:
    table = _table()
    head = _REMARK.sub("", name)
    for start in range(len(head)):
        ending = head[start:]
        if ending in table.heads:
            comparator = table.heads[ending]
            if comparator is Comparator.AT_LEAST and ending in table.common and _is_bad(head):
                return Reading("none")
            if comparator is not None:
                return Reading("head", ending, comparator)
            break
    for word, comparator in table.headings.items():
        if word in heading:
            return Reading("heading", heading, comparator)
    if unit is not None and unit.name in table.units:
        return Reading("unit", unit.name, Comparator.AT_LEAST)
    return Reading("none")


def _is_bad(name: str) -> str | None:
    """The word in a name that nobody wants more of."""
    return next((word for word in _table().bad if word in name), None)


def is_counted_name(name: str) -> bool:
    """Whether the end of a name says that its figures are whole numbers.

    >>> is_counted_name("满意人数"), is_counted_name("景气指数")
    (True, False)
    """
    table = _table()
    return name.endswith(table.counted) and not name.endswith(table.measured)


@cache
def _table() -> _Table:
    table = tomllib.loads(files("kpirules.rules").joinpath("readings.toml").read_text(encoding="utf-8"))
    head, heading = table["head"], table["heading"]
    return _Table(
        heads={
            **dict.fromkeys(head["at_least"], Comparator.AT_LEAST),
            **dict.fromkeys(head["at_most"], Comparator.AT_MOST),
            **dict.fromkeys(head["none"]),
        },
        headings={
            **dict.fromkeys(heading["at_most"], Comparator.AT_MOST),
            **dict.fromkeys(heading["at_least"], Comparator.AT_LEAST),
        },
        bad=tuple(head["bad"]),
        common=frozenset(head["common"]),
        units=frozenset(table["unit"]["at_least"]),
        counted=tuple(table["counted"]["ends"]),
        measured=tuple(table["counted"]["except"]),
    )
