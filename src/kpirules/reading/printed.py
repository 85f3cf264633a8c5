"""The narrow cells of a self-evaluation sheet: points and rates, exact where they are numbers."""

import re
from collections.abc import Callable
from fractions import Fraction

from kpirules.declaration import Printed
from kpirules.quantity.number import read_number
from kpirules.reading.grid import Cell
from kpirules.reading.notes import Notes

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．－％", "0123456789.-%")
_NUMBER = re.compile(r"(?P<sign>-?)(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<end>分|%)?")
_BLANK = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "…", "……"})
_LONGEST = 40
_SHARE = Fraction(1)


def read_points(cell: Cell, *, notes: Notes, column: str = "得分") -> Printed | None:
    """Points as printed; a dash is no answer, and what is no number is reported (KPI941) and kept as words.

    >>> from kpirules.source import Place
    >>> read_points(Cell("9.5分", Place()), notes=Notes()).value
    Fraction(19, 2)
    """
    return _read(cell, notes, column, _points)


def read_rate(cell: Cell, *, notes: Notes) -> Printed | None:
    """A rate as a fraction of one: 98% and 98 are 49/50, and so is 0.98, for no budget is spent to 1 % and printed so.

    >>> from kpirules.source import Place
    >>> [read_rate(Cell(text, Place()), notes=Notes()).value for text in ("79.27%", "0.5")]
    [Fraction(7927, 10000), Fraction(1, 2)]
    """
    return _read(cell, notes, "执行率", _rate)


def is_number(text: str) -> bool:
    """Whether a cell holds points, and nothing else."""
    return _match(text) is not None


def is_dash(text: str) -> bool:
    """Whether a cell holds nothing but the sign for nothing.

    >>> is_dash(" / "), is_dash("0")
    (True, False)
    """
    return "".join(text.split()) in _BLANK


def _read(
    cell: Cell, notes: Notes, column: str, value: Callable[[re.Match[str]], Fraction | None]
) -> Printed | None:
    notes.take(cell)
    if is_dash(cell.text):
        return None
    match = _match(cell.text)
    number = value(match) if match is not None else None
    if number is None:
        notes.say("KPI941", cell, text=cell.text.strip(), column=column)
    return Printed(number, cell.text, cell.place)


def _match(text: str) -> re.Match[str] | None:
    return _NUMBER.fullmatch("".join(text.split()).translate(_HALF_WIDTH)) if len(text) <= _LONGEST else None


def _points(match: re.Match[str]) -> Fraction | None:
    number = read_number(match["number"])
    if not isinstance(number, Fraction) or match["end"] == "%":
        return None
    return -number if match["sign"] else number


def _rate(match: re.Match[str]) -> Fraction | None:
    number = read_number(match["number"])
    if not isinstance(number, Fraction) or match["end"] == "分":
        return None
    if match["end"] == "%" or number > _SHARE:
        number /= 100
    return -number if match["sign"] else number
