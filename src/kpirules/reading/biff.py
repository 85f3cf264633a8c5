"""The records of an old workbook (xls) that python-calamine leaves out: number formats, formulas, what is hidden.

Walking them first is a guard as well: it finds the sizes that a record only claims, before a library believes them.
"""

import struct
from collections.abc import Iterator
from typing import NoReturn

from attrs import field, frozen

from kpirules.reading.compound import Broken
from kpirules.reading.formats import BUILT_IN
from kpirules.reading.styles import Style

_END, _BEGIN = 0x0A, 0x809
_NUMBER, _RK, _RKS, _FORMULA, _TRUTH = 0x203, 0x27E, 0xBD, 0x06, 0x205
_TEXTS = {0xFD, 0x204, 0xD6}
_ROW, _COLUMN, _NOTE, _OBJECT = 0x208, 0x7D, 0x1C, 0x5D
_FORMAT, _FORMAT_5, _STYLE, _FONT, _1904, _SHEET, _PASSWORD, _STRINGS = (
    0x41E, 0x1E, 0xE0, 0x31, 0x22, 0x85, 0x2F, 0xFC,
)  # fmt: skip
_ERRORS = {
    0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A",
}  # fmt: skip
_MOST_CELLS = 2_000_000  # a library lays a sheet out whole, from its first cell to its last


class Locked(Exception):
    """Raised where the records are encrypted."""


class TooWide(Exception):
    """Raised where the cells span more than is laid out."""


@frozen
class Figures:
    """What one sheet holds besides its texts; rows and columns from 1."""

    numbers: dict[tuple[int, int], float] = field(factory=dict)
    errors: dict[tuple[int, int], str] = field(factory=dict)
    styles: dict[tuple[int, int], int] = field(factory=dict)
    formulas: list[tuple[int, int]] = field(factory=list)
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: set[int] = field(factory=set)
    beside: list[str] = field(factory=list)


@frozen
class Records:
    """What a workbook's records say: its sheets in order, the styles of cells, and where days are counted from."""

    sheets: tuple[Figures, ...]
    styles: tuple[Style, ...]
    is_1904: bool


def read_records(stream: bytes) -> Records:
    """The records of a workbook stream; :class:`Broken`, :class:`Locked` or :class:`TooWide` where it is not read."""
    try:
        return _read(stream)
    except (struct.error, IndexError):
        _break("record")


def _read(stream: bytes) -> Records:
    shared = _Shared()
    for kind, record in _records(stream, 0):
        shared.take(kind, record, len(stream))
    if len(set(shared.sheets)) != len(shared.sheets):
        _break("sheets")
    budget = _MOST_CELLS
    sheets = []
    for start in shared.sheets:
        figures = Figures()
        for kind, record in _records(stream, start):
            _take(kind, record, figures)
        places = figures.styles
        if places:
            rows, columns = {row for row, _ in places}, {column for _, column in places}
            budget -= (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
        if budget < 0:
            raise TooWide
        sheets.append(figures)
    return Records(tuple(sheets), shared.styles(), shared.is_1904)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the records from ``at`` to the end of that sheet, without charts inside it."""
    depth = 0
    while True:
        if at + 4 > len(stream):
            _break("record")
        kind, length = struct.unpack_from("<HH", stream, at)
        content = stream[at + 4 : at + 4 + length]
        if len(content) < length:
            _break("record")
        at += 4 + length
        if kind & 0xFF == 0x09 and kind in {0x09, 0x209, 0x409, _BEGIN}:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth <= 1:
            yield kind, content


class _Shared:
    """Collects what stands before the sheets."""

    def __init__(self) -> None:
        self.sheets: list[int] = []
        self.is_1904 = False
        self._formats: dict[int, str] = {}
        self._fonts: list[tuple[bool, bool]] = []
        self._cells: list[tuple[int, int]] = []

    def take(self, kind: int, record: bytes, size: int) -> None:
        if kind == _PASSWORD:
            raise Locked
        if kind == _SHEET:
            self.sheets.append(struct.unpack_from("<L", record)[0])
        elif kind == _STRINGS and struct.unpack_from("<LL", record)[1] > size // 3:
            _break(
                "strings"
            )  # each has three bytes at least; a library makes room for as many as are claimed
        elif kind == _STRINGS and struct.unpack_from("<L", record)[0] > size:
            _break("strings")
        elif kind == _FONT:
            flags, script = struct.unpack_from("<2xH4xH", record)
            self._fonts.append((bool(flags & 8), script in (1, 2)))
        elif kind == _STYLE:
            self._cells.append(struct.unpack_from("<HH", record))
        elif kind in (_FORMAT, _FORMAT_5):
            self._formats[struct.unpack_from("<H", record)[0]] = _code(record, is_old=kind == _FORMAT_5)
        elif kind == _1904:
            self.is_1904 = record[:1] == b"\1"

    def styles(self) -> tuple[Style, ...]:
        # The fifth font has the number 5: four is left out, for reasons lost in the eighties.
        fonts = dict(zip((n for n in range(len(self._fonts) + 1) if n != 4), self._fonts, strict=False))
        return tuple(
            Style(
                self._formats.get(number, BUILT_IN.get(number, "General")), *fonts.get(font, (False, False))
            )
            for font, number in self._cells
        )


def _code(record: bytes, *, is_old: bool) -> str:
    if is_old:
        return record[3 : 3 + record[2]].decode("gb18030", "replace") if len(record) > 2 else ""
    length, flags = struct.unpack_from("<HB", record, 2)
    if flags & 1:
        return record[5 : 5 + 2 * length].decode("utf-16-le", "replace")
    return record[5 : 5 + length].decode("latin-1")


def _take(kind: int, record: bytes, figures: Figures) -> None:
    if kind == _RKS:
        row, first = struct.unpack_from("<HH", record)
        for number, at in enumerate(range(4, len(record) - 7, 6)):
            style, packed = struct.unpack_from("<HL", record, at)
            place = (row + 1, first + number + 1)
            figures.styles[place] = style
            figures.numbers[place] = _unpacked(packed)
    elif kind in {_NUMBER, _RK, _FORMULA, _TRUTH} or kind in _TEXTS:
        row, column, style = struct.unpack_from("<HHH", record)
        place = (row + 1, column + 1)
        figures.styles[place] = style
        _take_value(kind, record, place, figures)
    elif kind == _ROW:
        row, flags = struct.unpack_from("<H10xH", record)
        if flags & 0x20:
            figures.hidden_rows.add(row + 1)
    elif kind == _COLUMN:
        first, last, flags = struct.unpack_from("<HH4xH", record)
        if flags & 1:
            figures.hidden_columns.update(range(first + 1, min(last, 255) + 2))
    elif kind in (_NOTE, _OBJECT):
        figures.beside.append("批注/comments" if kind == _NOTE else "图形/drawings")


def _take_value(kind: int, record: bytes, place: tuple[int, int], figures: Figures) -> None:
    if kind == _NUMBER:
        figures.numbers[place] = struct.unpack_from("<d", record, 6)[0]
    elif kind == _RK:
        figures.numbers[place] = _unpacked(struct.unpack_from("<L", record, 6)[0])
    elif kind == _TRUTH:
        value, is_error = struct.unpack_from("<BB", record, 6)
        if is_error:
            figures.errors[place] = _ERRORS.get(value, "#?")
    elif kind == _FORMULA:
        figures.formulas.append(place)
        if struct.unpack_from("<H", record, 12)[0] != 0xFFFF:
            figures.numbers[place] = struct.unpack_from("<d", record, 6)[0]
        elif record[6] == 2:
            figures.errors[place] = _ERRORS.get(record[8], "#?")


def _unpacked(packed: int) -> float:
    """A number squeezed into 30 bits and two flags: whole or not, and hundredths or not."""
    if packed & 2:
        whole = packed >> 2
        number = float(whole - (1 << 30) if whole >> 29 else whole)
    else:
        number = struct.unpack("<d", struct.pack("<Q", (packed & ~3) << 32))[0]
    return number / 100 if packed & 1 else number


def _break(reason: str) -> NoReturn:
    raise Broken(reason)
