"""Cells of a sheet laid out as a grid: every row as wide as the sheet, covered cells blank."""

from collections.abc import Mapping, Sequence

from kpirules.reading.grid import Cell, Grid
from kpirules.reading.merges import Merges, Span
from kpirules.source import Place

_SINGLE = Span(1, 1)
#  A sheet with a cell at the far end of many rows is laid out without the blank cells between: they would cost
# a hundred times what is written.
_MOST_CELLS = 2_000_000


def extent(rows: Mapping[int, Sequence[tuple[int, str]]]) -> tuple[int, int]:
    """The last row and the last column that say something, 0 where nothing does."""
    said = {number: [at for at, text in row if text.strip()] for number, row in rows.items()}
    height = max((number for number, columns in said.items() if columns), default=0)
    return height, max((max(columns) for columns in said.values() if columns), default=0)


def lay_out(
    rows: Mapping[int, Sequence[tuple[int, str]]],
    merges: Merges,
    *,
    file: str | None,
    sheet: str,
    format: str,  # noqa: A002 - the word for it
) -> Grid:
    """The grid of ``rows``, each a list of columns and texts; no cell stands beyond the last that says something.

    >>> grid = lay_out({2: [(1, "a")]}, Merges([], rows=2, columns=1), file=None, sheet="S", format="xlsx")
    >>> [[cell.text for cell in row] for row in grid]
    [[''], ['a']]
    """
    height, width = extent(rows)
    is_dense = height * width <= _MOST_CELLS
    laid = []
    for number in range(1, height + 1):
        texts = dict(rows.get(number, ()))
        columns = range(1, width + 1) if is_dense else sorted(texts) or (1,)
        laid.append(
            tuple(
                _cell(Place(file, sheet=sheet, row=number, column=at), texts.get(at, ""), merges)
                for at in columns
            )
        )
    return Grid(tuple(laid), file, format=format)


def _cell(place: Place, text: str, merges: Merges) -> Cell:
    if not merges.spans:
        return Cell(text, place)
    row, column = place.row or 0, place.column or 0
    span = merges.spans.get((row, column), _SINGLE)
    text = "" if merges.covers(row, column) else text
    return Cell(text, place, height=span.height, width=span.width)
