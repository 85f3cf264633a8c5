"""The packed streams of a PDF, unpacked with a counter before any library unpacks them."""

import re
import zlib

from kpirules.limits import LIMITS

_STREAM = re.compile(rb"stream\r?\n")
_PAGE = re.compile(rb"/Page(?![A-Za-z])")
_LAYERS = 4
_REVISIONS = 10  # a file that was changed ten times may hold each of its pages ten times
_STEP = 1024 * 1024


def excess(content: bytes) -> tuple[str, str, int] | None:
    """What of a PDF is too much: its name in both languages and the limit; ``None`` if nothing is.

    Streams inside of streams are followed; the sum of all is bounded as that of an archive.

    >>> excess(b"%PDF-1.4") is None
    True
    """
    total = 0
    pages = len(_PAGE.findall(content))
    for found in _STREAM.finditer(content):
        packed = content[found.end() : found.end() + 1]
        at = found.end()
        # Only what begins as deflated data does is unpacked; its end is found by the unpacking itself.
        if packed not in {b"x", b"H", b"h", b"8", b"X", b"(", b"\x18", b"\x08"}:
            continue
        layer: bytes | None = content[at : at + LIMITS.member_bytes]
        for _ in range(_LAYERS):
            layer = _inflated(layer) if layer else None
            if layer is None:
                break
            total += len(layer)
            if len(layer) > LIMITS.member_bytes or total > LIMITS.archive_bytes:
                return "MiB 数据", "MiB of unpacked data", LIMITS.archive_bytes // _STEP
            pages += len(_PAGE.findall(layer))
    if pages > _REVISIONS * LIMITS.pages:
        return "页", "pages", LIMITS.pages
    return None


def _inflated(packed: bytes) -> bytes | None:
    """The data in ``packed``, at most one byte more than a member of an archive may have; ``None`` if there is none."""
    inflater = zlib.decompressobj()
    parts: list[bytes] = []
    size = 0
    view = memoryview(packed)
    at = 0
    try:
        while at < len(view) and not inflater.eof and size <= LIMITS.member_bytes:
            part = inflater.decompress(view[at : at + _STEP], LIMITS.member_bytes + 1 - size)
            parts.append(part)
            size += len(part)
            at += _STEP
            if inflater.unconsumed_tail:
                break
    except zlib.error:
        # What came before the damage is what a library would go on with.
        pass
    return b"".join(parts) if size else None
