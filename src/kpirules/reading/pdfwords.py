"""The characters of a PDF put together into words and lines, with the looks their place gives them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import east_asian_width

from attrs import frozen

from kpirules.reading.passage import PLAIN, Look, Passage
from kpirules.reading.symbols import UNKNOWN

_SMALLER = 0.8  # a raised digit has at most this share of the size of the character before it,
_OFF = 0.08  # and its middle is off by at least this share
_BREAK = 0.6  # of the size: the next line begins so much lower
_GAP, _WIDE_GAP = 0.3, 1.0  # of the size, between letters and between Chinese characters
_PARTED = 1.5  # of the size, between two answers on one line
_THROUGH = 0.3  # a line that strikes runs so far from the top and from the bottom of a character
_THIN = 2.0  # points


@frozen
class Glyph:
    """A character with its place on the page in points from the top left, and its look."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    look: Look = PLAIN

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def is_wide(self) -> bool:
        return bool(self.text) and east_asian_width(self.text[-1]) in {"W", "F"}


def read_glyphs(page: Any) -> tuple[Glyph, ...]:  # noqa: ANN401 - a page of a library without types
    """The characters of a page of pdfplumber in the order of the file; what is drawn twice for bold type counts once.

    A digit that is smaller than the character before it and stands higher or lower is raised or lowered, and takes the
    line of that character. What a horizontal line runs through is struck.
    """
    strokes = _Strokes.of(page)
    glyphs: list[Glyph] = []
    base: Glyph | None = None
    for character in page.dedupe_chars(tolerance=1).chars:
        text = UNKNOWN if character["text"].startswith("(cid:") else character["text"]
        top, bottom = float(character["top"]), float(character["bottom"])
        x0, x1, size = float(character["x0"]), float(character["x1"]), float(character["size"]) or 1.0
        is_struck = not text.isspace() and strokes.cross((x0 + x1) / 2, top, bottom)
        look = Look(struck=True) if is_struck else PLAIN
        shift = _shift(base, text, x0, (top + bottom) / 2, size)
        if base is not None and shift:
            look = Look(struck=is_struck, raised=shift < 0, lowered=shift > 0)
            glyphs.append(Glyph(text, x0, x1, base.top, base.bottom, base.size, look))
            continue
        glyphs.append(Glyph(text, x0, x1, top, bottom, size, look))
        base = glyphs[-1] if not text.isspace() else base
    return tuple(glyphs)


def written(glyphs: Iterable[Glyph], *, right: float | None = None) -> Passage:
    """The words of a cell whose right edge is given: a line that reaches it goes on in the next without a break."""
    passage = Passage()
    previous: Glyph | None = None
    for line in lines(glyphs):
        if previous is not None and not (right is not None and _joins(previous, line[0], right)):
            passage.add("\n")
        _write(line, passage, parted=" ")
        previous = _last(line)
    return passage


def written_line(line: Sequence[Glyph]) -> Passage:
    """The words of a line, a tab where a wide gap parts them."""
    passage = Passage()
    _write(line, passage, parted="\t")
    return passage


def lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters by line from the top, each line from the left.

    >>> a, b, c = Glyph("甲", 0, 9, 0, 9, 9), Glyph("乙", 9, 18, 1, 10, 9), Glyph("丙", 0, 9, 12, 21, 9)
    >>> ["".join(glyph.text for glyph in line) for line in lines([b, c, a])]
    ['甲乙', '丙']
    """
    found: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: one.middle):
        first = found[-1][0] if found else None
        if first is not None and glyph.middle - first.middle <= _BREAK * max(first.size, glyph.size):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [sorted(line, key=lambda one: one.x0) for line in found]


def _last(line: Sequence[Glyph]) -> Glyph:
    return next((glyph for glyph in reversed(line) if not glyph.text.isspace()), line[-1])


def _joins(last: Glyph, first: Glyph, right: float) -> bool:
    """Whether a line was only folded: it is full, and both sides are written without blanks."""
    return last.is_wide and first.is_wide and last.x1 >= right - 2 * last.size


def _write(line: Sequence[Glyph], passage: Passage, *, parted: str) -> None:
    before: Glyph | None = None
    words, look = "", PLAIN
    for glyph in line:
        if glyph.look != look:
            passage.add(words, look)
            words, look = "", glyph.look
        if before is not None and not glyph.text.isspace() and not before.text.isspace():
            gap = glyph.x0 - before.x1
            both_wide = glyph.is_wide and before.is_wide
            if gap > _PARTED * before.size:
                words += parted
            elif gap > (_WIDE_GAP if both_wide else _GAP) * before.size:
                words += " "
        words += glyph.text
        before = glyph
    passage.add(words, look)


def _shift(base: Glyph | None, text: str, x0: float, middle: float, size: float) -> int:
    """-1 for a raised digit or sign, 1 for a lowered one, 0 for what stands on the line."""
    if base is None or not text.isascii() or not (text.isdigit() or text in "+-"):
        return 0
    is_beside = -0.3 * base.size <= x0 - base.x1 <= 1.5 * base.size
    off = middle - base.middle
    if not is_beside or size > _SMALLER * base.size or not _OFF * base.size <= abs(off) <= base.size:
        return 0
    return -1 if off < 0 else 1


@frozen
class _Strokes:
    """Horizontal lines by their height, to find those that run through a character."""

    heights: tuple[float, ...]
    ends: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, page: Any) -> "_Strokes":  # noqa: ANN401 - as above
        found = sorted(
            (float(one["top"] + one["bottom"]) / 2, float(one["x0"]), float(one["x1"]))
            for one in (*page.lines, *page.rects)
            if abs(one["bottom"] - one["top"]) <= _THIN and one["x1"] - one["x0"] > _THIN
        )
        return cls(tuple(y for y, _, _ in found), tuple((x0, x1) for _, x0, x1 in found))

    def cross(self, x: float, top: float, bottom: float) -> bool:
        """Whether one of them runs through the middle part of a character around ``x``."""
        margin = _THROUGH * (bottom - top)
        for at in range(bisect_left(self.heights, top + margin), len(self.heights)):
            if self.heights[at] > bottom - margin:
                return False
            if self.ends[at][0] <= x <= self.ends[at][1]:
                return True
        return False
