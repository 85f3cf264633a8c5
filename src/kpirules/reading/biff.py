"""The records of an old workbook (xls): cells, number formats, formulas, and what is hidden.

Every length that a record claims is held against what is there before anything is made of it.
"""

import struct
from collections.abc import Iterator, Sequence
from typing import NoReturn

from attrs import field, frozen

from kpirules.reading.biff_strings import Cursor, Font, font_of, shared
from kpirules.reading.compound import Broken
from kpirules.reading.formats import BUILT_IN
from kpirules.reading.strings import Rich
from kpirules.reading.styles import Style
from kpirules.reading.worksheet import name_of

_END = 0x0A
_BEGINNINGS = {0x09, 0x209, 0x409, 0x809}
_NUMBER, _RK, _RKS, _FORMULA, _TRUTH, _RESULT = 0x203, 0x27E, 0xBD, 0x06, 0x205, 0x207
_POOLED, _LABELS = 0xFD, {0x204, 0xD6}
_ROW, _COLUMN, _MERGED, _NOTE, _OBJECT = 0x208, 0x7D, 0xE5, 0x1C, 0x5D
_FORMAT, _STYLE, _FONT, _1904, _SHEET, _PASSWORD, _STRINGS, _CODE_PAGE = (
    (0x41E, 0x1E), 0xE0, 0x31, 0x22, 0x85, 0x2F, 0xFC, 0x42,
)  # fmt: skip
_ERRORS = {
    0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A",
}  # fmt: skip
_MOST_SHEETS = 1_000
Place = tuple[int, int]
Value = float | bool | str | Rich


class Locked(Exception):
    """Raised where the records are encrypted."""


@frozen
class Sheet:
    """What one sheet holds; rows and columns from 1, styles by number, merged areas as references."""

    name: str
    is_hidden: bool
    is_worksheet: bool
    values: dict[Place, Value] = field(factory=dict)
    styles: dict[Place, int] = field(factory=dict)
    errors: set[Place] = field(factory=set)
    damaged: dict[Place, str] = field(factory=dict)
    formulas: list[Place] = field(factory=list)
    merges: list[str] = field(factory=list)
    hidden_rows: set[int] = field(factory=set)
    hidden_columns: set[int] = field(factory=set)
    beside: list[str] = field(factory=list)


@frozen
class Book:
    """What a workbook's records say: its sheets in order, the styles of cells, and where days are counted from."""

    sheets: tuple[Sheet, ...]
    styles: tuple[Style, ...]
    is_1904: bool


def read_book(stream: bytes) -> Book:
    """The records of a workbook stream; :class:`Broken` or :class:`Locked` where it is not read."""
    try:
        shared_records = _Shared()
        for kind, pieces in _records(stream, 0):
            shared_records.take(kind, pieces)
        places = [start for start, _ in shared_records.sheets]
        if len(set(places)) != len(places) or len(places) > _MOST_SHEETS:
            _break("sheets")
        for start, sheet in shared_records.sheets:
            reader = _SheetRecords(sheet, shared_records)
            for kind, pieces in _records(stream, start):
                reader.take(kind, pieces)
    except (struct.error, IndexError):
        _break("record")
    sheets = tuple(sheet for _, sheet in shared_records.sheets)
    return Book(sheets, shared_records.styles(), shared_records.is_1904)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, Sequence[bytes]]]:
    """Kind and pieces of the records from ``at`` to the end of that sheet, without charts inside it."""
    depth = 0
    while True:
        kind, content, at = _record(stream, at)
        pieces = [content]
        while stream[at : at + 2] == b"\x3c\0":
            _, content, at = _record(stream, at)
            pieces.append(content)
        if kind in _BEGINNINGS:
            depth += 1
            if depth == 1:
                yield kind, pieces
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, pieces
        elif depth < 1:
            _break("sheet")


def _record(stream: bytes, at: int) -> tuple[int, bytes, int]:
    if at + 4 > len(stream):
        _break("record")
    kind, length = struct.unpack_from("<HH", stream, at)
    end = at + 4 + length
    if end > len(stream):
        _break("record")
    return kind, stream[at + 4 : end], end


class _Shared:
    """Collects what stands before the sheets."""

    def __init__(self) -> None:
        self.sheets: list[tuple[int, Sheet]] = []
        self.strings: list[str | Rich] = []
        self.is_1904 = False
        self.is_old = False
        self.encoding = "gb18030"
        self._formats: dict[int, str] = {}
        self._fonts: list[Font] = []
        self._cells: list[tuple[int, int]] = []

    def take(self, kind: int, pieces: Sequence[bytes]) -> None:
        record = pieces[0]
        if kind == _PASSWORD:
            raise Locked
        if kind in _BEGINNINGS:
            self.is_old = struct.unpack_from("<H", record)[0] < 0x600
        elif kind == _CODE_PAGE:
            page = struct.unpack_from("<H", record)[0]
            self.encoding = "cp1252" if page in (1252, 32769) else "gb18030"
        elif kind == _SHEET:
            start, hidden, type_ = struct.unpack_from("<LBB", record)
            name = self.short(record, 6)
            self.sheets.append((start, Sheet(name, bool(hidden & 3), type_ == 0)))
        elif kind == _STRINGS:
            self.strings = shared(pieces, self._fonts)
        elif kind == _FONT:
            flags, script = struct.unpack_from("<2xH4xH", record)
            self._fonts.append((bool(flags & 8), {1: "superscript", 2: "subscript"}.get(script, "")))
        elif kind == _STYLE:
            self._cells.append(struct.unpack_from("<HH", record))
        elif kind in _FORMAT:
            number = struct.unpack_from("<H", record)[0]
            self._formats[number] = self.short(record, 2) if self.is_old else _plain(Cursor(pieces, 2).text())
        elif kind == _1904:
            self.is_1904 = record[:1] == b"\1"

    def short(self, record: bytes, at: int) -> str:
        """A text whose length is one byte."""
        if self.is_old:
            return record[at + 1 : at + 1 + record[at]].decode(self.encoding, "replace")
        return _plain(Cursor([record], at).text(length_bytes=1))

    def styles(self) -> tuple[Style, ...]:
        found = []
        for number, code in self._cells:
            is_struck, script = font_of(number, self._fonts)
            found.append(
                Style(self._formats.get(code, BUILT_IN.get(code, "General")), is_struck, bool(script))
            )
        return tuple(found)


class _SheetRecords:
    """Puts the records of one sheet where they belong."""

    def __init__(self, sheet: Sheet, shared_records: _Shared) -> None:
        self._sheet = sheet
        self._shared = shared_records
        self._awaited: Place | None = None

    def take(self, kind: int, pieces: Sequence[bytes]) -> None:
        record, sheet = pieces[0], self._sheet
        if kind == _RKS:
            self._many(record)
        elif kind in {_NUMBER, _RK, _FORMULA, _TRUTH, _POOLED} or kind in _LABELS:
            row, column, style = struct.unpack_from("<HHH", record)
            place = (row + 1, column + 1)
            sheet.styles[place] = style
            self._value(kind, pieces, place)
        elif kind == _RESULT and self._awaited is not None:
            sheet.values[self._awaited] = self._text(pieces, 0)
        elif kind == _MERGED:
            for number in range(struct.unpack_from("<H", record)[0]):
                top, bottom, left, right = struct.unpack_from("<4H", record, 2 + 8 * number)
                sheet.merges.append(f"{name_of(top + 1, left + 1)}:{name_of(bottom + 1, right + 1)}")
        elif kind in (_ROW, _COLUMN):
            self._hide(kind, record)
        elif kind in (_NOTE, _OBJECT):
            sheet.beside.append("批注/comments" if kind == _NOTE else "图形/drawings")

    def _hide(self, kind: int, record: bytes) -> None:
        if kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", record)
            if flags & 0x20:
                self._sheet.hidden_rows.add(row + 1)
            return
        first, last, flags = struct.unpack_from("<HH4xH", record)
        if flags & 1:
            self._sheet.hidden_columns.update(range(first + 1, min(last, 255) + 2))

    def _many(self, record: bytes) -> None:
        row, first = struct.unpack_from("<HH", record)
        for number, at in enumerate(range(4, len(record) - 7, 6)):
            style, packed = struct.unpack_from("<HL", record, at)
            place = (row + 1, first + number + 1)
            self._sheet.styles[place] = style
            self._sheet.values[place] = _unpacked(packed)

    def _value(self, kind: int, pieces: Sequence[bytes], place: Place) -> None:
        record, values = pieces[0], self._sheet.values
        if kind == _NUMBER:
            values[place] = struct.unpack_from("<d", record, 6)[0]
        elif kind == _RK:
            values[place] = _unpacked(struct.unpack_from("<L", record, 6)[0])
        elif kind == _TRUTH:
            self._truth(place, record[6], is_error=bool(record[7]))
        elif kind == _FORMULA:
            self._formula(record, place)
        elif kind == _POOLED:
            index = struct.unpack_from("<L", record, 6)[0]
            if index < len(self._shared.strings):
                values[place] = self._shared.strings[index]
            else:
                self._sheet.damaged[place] = f"shared string {index} / {len(self._shared.strings)}"
        else:
            values[place] = self._text(pieces, 6)

    def _formula(self, record: bytes, place: Place) -> None:
        """The stored result: a number, or a kind of something else; a text stands in the next record."""
        self._sheet.formulas.append(place)
        if struct.unpack_from("<H", record, 12)[0] != 0xFFFF:
            self._sheet.values[place] = struct.unpack_from("<d", record, 6)[0]
        elif record[6] in (1, 2):
            self._truth(place, record[8], is_error=record[6] == 2)
        else:
            self._awaited = place if record[6] == 0 else None

    def _truth(self, place: Place, value: int, *, is_error: bool) -> None:
        if is_error:
            self._sheet.errors.add(place)
            self._sheet.values[place] = _ERRORS.get(value, "#?")
        else:
            self._sheet.values[place] = bool(value)

    def _text(self, pieces: Sequence[bytes], at: int) -> str | Rich:
        if not self._shared.is_old:
            return Cursor(pieces, at).text()
        length = struct.unpack_from("<H", pieces[0], at)[0]
        return pieces[0][at + 2 : at + 2 + length].decode(self._shared.encoding, "replace")


def _unpacked(packed: int) -> float:
    """A number squeezed into 30 bits and two flags: whole or not, and hundredths or not."""
    if packed & 2:
        whole = packed >> 2
        number = float(whole - (1 << 30) if whole >> 29 else whole)
    else:
        number = struct.unpack("<d", struct.pack("<Q", (packed & ~3) << 32))[0]
    return number / 100 if packed & 1 else number


def _plain(text: str | Rich) -> str:
    return text if isinstance(text, str) else text.whole


def _break(reason: str) -> NoReturn:
    raise Broken(reason)
