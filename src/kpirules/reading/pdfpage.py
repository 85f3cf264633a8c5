"""One page of a PDF: its ruled tables and the lines of words around them, from top to bottom."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from attrs import Factory, define, field, frozen

from kpirules.reading.flow import Table, TableCell
from kpirules.reading.passage import Passage
from kpirules.reading.pdfwords import Glyph, lines, read_glyphs, written, written_line

_NEAR = 3.0  # points within which two edges are one
_PAGE_NUMBER = re.compile(r"[-—–·\s]*第?\s*[0-9]{1,4}\s*页?\s*(?:[,，/]?\s*共?\s*[0-9]{1,4}\s*页?)?[-—–·\s]*")
Box = tuple[float, float, float, float]


@frozen
class Ruling:
    """The cells that the lines of a table make: its edges from the left and from the top, and who owns which place."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    owners: dict[tuple[int, int], Box] = field(factory=dict)

    @classmethod
    def of(cls, boxes: Iterable[Box]) -> "Ruling":
        """The ruling of cells given as left, top, right and bottom in points.

        >>> ruling = Ruling.of([(0, 0, 50, 20), (50, 0, 100, 10), (50, 10, 100, 20)])
        >>> ruling.owner(10, 15), ruling.owner(60, 15), ruling.owner(200, 15)
        ((0, 0, 50, 20), (50, 10, 100, 20), None)
        """
        cells = tuple(boxes)
        ruling = cls(
            _edges(x for box in cells for x in (box[0], box[2])),
            _edges(y for box in cells for y in (box[1], box[3])),
        )
        for box in cells:
            (left, top), (right, bottom) = ruling.place(box[0], box[1]), ruling.place(box[2], box[3])
            for row in range(top, bottom):
                for column in range(left, right):
                    ruling.owners.setdefault((row, column), box)
        return ruling

    def place(self, x: float, y: float) -> tuple[int, int]:
        """The column and row that begin at a corner of a cell."""
        return _index(self.columns, x + _NEAR), _index(self.rows, y + _NEAR)

    def owner(self, x: float, y: float) -> Box | None:
        """The cell a point lies in."""
        return self.owners.get((_index(self.rows, y), _index(self.columns, x)))

    def table(self, words: dict[Box, list[Glyph]]) -> Table:
        """Rows of cells with their words; places without a cell stay free."""
        table = Table([[] for _ in self.rows[1:]])
        begun: set[Box] = set()
        for (row, column), box in sorted(self.owners.items()):
            if box in begun:
                continue
            begun.add(box)
            right, bottom = self.place(box[2], box[3])
            passage = written(words.get(box, ()), right=box[2])
            table.rows[row].append(TableCell([passage], width=right - column, height=bottom - row, at=column))
        return table

    def goes_on(self, before: "Ruling") -> bool:
        """Whether the columns are those of the last table of the page before."""
        return len(self.columns) == len(before.columns) and all(
            abs(one - other) <= _NEAR for one, other in zip(self.columns, before.columns, strict=True)
        )


@define
class PageReading:
    """The blocks of a page in their order, the ruling beside each table, and how many page numbers were left out."""

    blocks: list[tuple[Passage | Table, Ruling | None]] = Factory(list)
    numbers: int = 0


def read_page(page: Any) -> PageReading:  # noqa: ANN401 - a page of a library without types
    """The tables and lines of a page of pdfplumber; a character in no cell belongs to a line."""
    rulings = [Ruling.of(one.cells) for one in _innermost(page.find_tables())]
    words: list[dict[Box, list[Glyph]]] = [{} for _ in rulings]
    outside: list[Glyph] = []
    for glyph in read_glyphs(page):
        x = (glyph.x0 + glyph.x1) / 2
        at = next((i for i, one in enumerate(rulings) if one.owner(x, glyph.middle) is not None), None)
        owner = rulings[at].owner(x, glyph.middle) if at is not None else None
        if at is None or owner is None:
            outside.append(glyph)
        else:
            words[at].setdefault(owner, []).append(glyph)
    placed: list[tuple[float, float, Passage | Table, Ruling | None]] = [
        (one.rows[0], one.columns[0], one.table(said), one) for one, said in zip(rulings, words, strict=True)
    ]
    reading = PageReading()
    printed = [line for line in lines(outside) if any(not glyph.text.isspace() for glyph in line)]
    for index, line in enumerate(printed):
        passage = written_line(line)
        if index in {0, len(printed) - 1} and _PAGE_NUMBER.fullmatch(passage.text):
            reading.numbers += 1
        else:
            placed.append((line[0].top, line[0].x0, passage, None))
    placed.sort(key=lambda one: one[:2])
    reading.blocks = [(block, ruling) for _, _, block, ruling in placed]
    return reading


def _innermost(tables: Sequence[Any]) -> list[Any]:
    """The tables without frames around others: a frame has fewer cells than what it frames."""
    by_size = sorted(tables, key=lambda one: len(one.cells), reverse=True)
    kept: list[Any] = []
    for table in by_size:
        if not any(_overlap(table.bbox, other.bbox) for other in kept):
            kept.append(table)
    return kept


def _overlap(one: Box, other: Box) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > _NEAR
        and min(one[3], other[3]) - max(one[1], other[1]) > _NEAR
    )


def _edges(values: Iterable[float]) -> tuple[float, ...]:
    """Edges in their order, those that are nearly one as one."""
    ordered = sorted(values)
    return tuple(ordered[:1]) + tuple(b for a, b in pairwise(ordered) if b - a > _NEAR)


def _index(edges: Sequence[float], value: float) -> int:
    return bisect_right(edges, value) - 1
