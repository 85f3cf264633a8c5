"""Texts in the records of an old workbook: of one or two bytes a character, rich, and cut where a record is full."""

import struct
from collections.abc import Sequence
from itertools import pairwise
from typing import NoReturn

from kpirules.reading.compound import Broken
from kpirules.reading.strings import Rich, written_small

_WIDE, _PHONETIC, _RICH = 1, 4, 8
Font = tuple[bool, str]  # whether it is struck, and "superscript", "subscript" or nothing


class Cursor:
    """Reads on from the first piece of a record into those that continue it; :class:`Broken` at their end."""

    def __init__(self, pieces: Sequence[bytes], at: int = 0) -> None:
        self._pieces = pieces
        self._number = 0
        self._at = at

    def take(self, count: int) -> bytes:
        """So many bytes, wherever they are cut."""
        found = b""
        while True:
            piece = self._pieces[self._number][self._at : self._at + count - len(found)]
            found += piece
            self._at += len(piece)
            if len(found) == count:
                return found
            self._turn()

    def text(self, *, length_bytes: int = 2, fonts: Sequence[Font] = ()) -> str | Rich:
        """The next text with its length before it; rich where a run of it is struck, raised or lowered."""
        count = int.from_bytes(self.take(length_bytes), "little")
        flags = self.take(1)[0]
        runs = struct.unpack("<H", self.take(2))[0] if flags & _RICH else 0
        beside = struct.unpack("<L", self.take(4))[0] if flags & _PHONETIC else 0
        text = self._characters(count, flags & _WIDE)
        places = struct.unpack(f"<{2 * runs}H", self.take(4 * runs))
        self.skip(beside)
        return _rich(text, places, fonts) if runs else text

    def skip(self, count: int) -> None:
        """Pass over so many bytes without joining them."""
        while count:
            step = min(count, len(self._pieces[self._number]) - self._at)
            self._at += step
            count -= step
            if count:
                self._turn()

    def _characters(self, count: int, wide: int) -> str:
        """A piece that continues a text begins by saying anew how many bytes a character has."""
        found = b""
        while count:
            piece = self._pieces[self._number]
            size = 2 if wide else 1
            taken = piece[self._at : self._at + count * size]
            taken = taken[: len(taken) // size * size]
            self._at += len(taken)
            count -= len(taken) // size
            found += taken if wide else taken.decode("latin-1").encode("utf-16-le")
            if count:
                self._turn()
                wide = self.take(1)[0] & _WIDE
        return found.decode("utf-16-le", "replace")

    def _turn(self) -> None:
        self._number += 1
        self._at = 0
        if self._number >= len(self._pieces):
            _end()


def shared(pieces: Sequence[bytes], fonts: Sequence[Font]) -> list[str | Rich]:
    """The table of texts that cells point into, as many as the record holds and claims."""
    cursor = Cursor(pieces, 8)
    claimed = struct.unpack_from("<4xL", pieces[0])[0]
    if claimed > sum(map(len, pieces)) // 3:  # each has three bytes at least
        _end()
    return [cursor.text(fonts=fonts) for _ in range(claimed)]


def _rich(text: str, places: Sequence[int], fonts: Sequence[Font]) -> str | Rich:
    """Each run is a place in the text and the font from there on."""
    runs = [*zip(places[::2], places[1::2], strict=True), (len(text), 0)]
    kept = whole = text[: runs[0][0]]
    small = ""
    for (begin, font), (end, _) in pairwise(runs):
        is_struck, signs = font_of(font, fonts)
        piece = text[begin:end]
        if signs:
            small += piece
            piece = written_small(piece, signs)
        whole += piece
        kept += "" if is_struck else piece
    return Rich(kept, whole, small) if small.strip() or kept != whole else text


def font_of(number: int, fonts: Sequence[Font]) -> Font:
    """The font of a number; there is none of the number four."""
    number -= number > 4
    return fonts[number] if number < len(fonts) else (False, "")


def _end() -> NoReturn:
    reason = "string"
    raise Broken(reason)
