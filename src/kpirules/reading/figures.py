"""The cells of a form that hold money or points, read exactly."""

import re
from fractions import Fraction

from kpirules.declaration import Amount, Weight
from kpirules.quantity.number import read_number
from kpirules.reading.grid import Cell
from kpirules.reading.notes import Notes

_IN_WAN = {
    "元": Fraction(1, 10_000),
    "百元": Fraction(1, 100),
    "千元": Fraction(1, 10),
    "万元": Fraction(1),
    "百万元": Fraction(100),
    "千万元": Fraction(1_000),
    "亿元": Fraction(10_000),
}
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，－−（）％＋", "0123456789.,--()%+")
_MONEY = re.compile(
    r"[¥￥]?(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>(?:百|千|万|百万|千万|亿)?元|万|亿)?"
)
_POINTS = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?:分|%)?")
_NONE = frozenset({"-", "--", "—", "——", "/", "\\", "无"})
_LONGEST = 120


def read_amount(cell: Cell, *, unit: str, notes: Notes) -> Amount | None:
    """The money in ``cell``, in 万元; ``unit`` is what the table prints, empty where it prints none.

    A unit in the cell itself goes before that of the table. What is no amount is reported (KPI610) and gives
    ``None``; a dash is read as no amount (KPI613).

    >>> from kpirules.source import Place
    >>> str(read_amount(Cell("5,158,500.00", Place()), unit="元", notes=Notes()))
    '515.85万元'
    """
    written = "".join(cell.text.split()).translate(_HALF_WIDTH)
    if written in _NONE:
        notes.say("KPI613", cell, text=cell.text.strip())
        return None
    positive, sign = _unsigned(written)
    match = _MONEY.fullmatch(positive) if len(written) <= _LONGEST else None
    number = read_number(match["number"]) if match else None
    if match is None or not isinstance(number, Fraction):
        notes.say("KPI610", cell, text=cell.text.strip())
        return None
    own = match["unit"] or ""
    own = own if own.endswith("元") or not own else f"{own}元"
    if own and unit and own != unit:
        notes.say("KPI612", cell, text=cell.text.strip(), own=own, unit=unit)
    printed = own or unit
    return Amount(sign * number * _IN_WAN[printed or "万元"], cell.text, cell.place, unit=printed)


def read_weight(cell: Cell, *, notes: Notes) -> Weight | None:
    """The points in ``cell``; what is no number is reported (KPI630) and gives ``None``.

    >>> from kpirules.source import Place
    >>> read_weight(Cell("12.5分", Place()), notes=Notes()).value
    Fraction(25, 2)
    """
    number = points(cell.text)
    if number is None:
        notes.say("KPI630", cell, text=cell.text.strip())
        return None
    return Weight(number, cell.text, cell.place)


def is_amount(text: str) -> bool:
    """Whether a cell holds money, or the dash that stands for none."""
    written = "".join(text.split()).translate(_HALF_WIDTH)
    return len(text) <= _LONGEST and (written in _NONE or _MONEY.fullmatch(_unsigned(written)[0]) is not None)


def points(text: str) -> Fraction | None:
    """The number of points ``text`` writes, if it does."""
    written = "".join(text.split()).translate(_HALF_WIDTH)
    match = _POINTS.fullmatch(written) if len(text) <= _LONGEST else None
    number = read_number(match["number"]) if match else None
    return number if isinstance(number, Fraction) else None


def _unsigned(written: str) -> tuple[str, int]:
    """Bookkeepers write a negative amount with a minus or in brackets."""
    if written.startswith("-"):
        return written[1:], -1
    if written.startswith("(") and written.endswith(")"):
        return written[1:-1], -1
    return written, 1
