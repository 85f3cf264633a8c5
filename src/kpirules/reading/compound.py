"""The container of old office files (xls, doc): a small file system of sectors in one file.

Only its directory and chains are followed, each sector once; a chain that loops or leaves the file ends the reading.
"""

import struct
from collections.abc import Mapping

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_LAST = 0xFFFFFFFA  # numbers from here on are no sectors
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class Broken(Exception):
    """Raised when the container contradicts itself; caught by those who read one."""


def streams(content: bytes) -> Mapping[str, bytes]:
    """The streams of a container by name, those of inner folders included; :class:`Broken` where it is damaged.

    >>> streams(b"no container")
    Traceback (most recent call last):
    kpirules.reading.compound.Broken: signature
    """
    if not content.startswith(SIGNATURE) or len(content) < _HEADER:
        reason = "signature"
        raise Broken(reason)
    shift, mini_shift = struct.unpack_from("<HH", content, 30)
    if shift not in (9, 12) or mini_shift != 6:
        reason = "sector size"
        raise Broken(reason)
    sectors = _Sectors(content, shift)
    table = sectors.table()
    directory, cutoff, mini_first = struct.unpack_from("<L4xLL", content, 48)
    entries = sectors.chain(directory, table)
    mini_table = _numbers(sectors.chain(mini_first, table)) if mini_first < _LAST else ()
    found: dict[str, tuple[int, int]] = {}
    mini = b""
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", entries, at + 64)
        first, size = struct.unpack_from("<LL", entries, at + 116)
        if kind in (_STREAM, _ROOT) and size > len(content):
            reason = "stream size"
            raise Broken(reason)
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if kind == _ROOT and first < _LAST:
            mini = sectors.chain(first, table)
        elif kind == _STREAM:
            found.setdefault(name, (first, size))
    small = _Sectors(mini, mini_shift, offset=0)
    return {
        name: (small.chain(first, mini_table) if size < cutoff else sectors.chain(first, table))[:size]
        if size
        else b""
        for name, (first, size) in found.items()
    }


class _Sectors:
    """Sectors of one size, the first of them after ``offset`` bytes, by default one sector."""

    def __init__(self, content: bytes, shift: int, *, offset: int | None = None) -> None:
        self._content = content
        self._size = 1 << shift
        self._offset = self._size if offset is None else offset

    def table(self) -> tuple[int, ...]:
        """For each sector the one that follows it: the header names the first 109 pieces, chained sectors the rest."""
        count = struct.unpack_from("<L", self._content, 44)[0]
        following, more = struct.unpack_from("<LL", self._content, 68)
        pieces = list(struct.unpack_from("<109L", self._content, 76))
        if max(count, more) * self._size > len(self._content):
            reason = "table size"
            raise Broken(reason)
        for _ in range(more):
            *numbers, following = _numbers(self._sector(following))
            pieces += numbers
        parts = [self._sector(number) for number in pieces[:count] if number < _LAST]
        return _numbers(b"".join(parts))

    def chain(self, first: int, table: tuple[int, ...]) -> bytes:
        """The sectors from ``first`` on, joined."""
        found = []
        seen: set[int] = set()
        while first < _LAST:
            if first in seen or first >= len(table):
                reason = "sector chain"
                raise Broken(reason)
            seen.add(first)
            found.append(self._sector(first))
            first = table[first]
        return b"".join(found)

    def _sector(self, number: int) -> bytes:
        start = self._offset + number * self._size
        if start >= len(self._content):
            reason = "sector"
            raise Broken(reason)
        return self._content[start : start + self._size].ljust(self._size, b"\0")


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}L", content[: len(content) // 4 * 4])
