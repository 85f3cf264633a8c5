"""Which column each cell of a row belongs to, also where the row has slipped."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import combinations, islice

from attrs import evolve, frozen

from kpirules.reading.columns import Columns
from kpirules.reading.grid import Cell, Row, filled

_MOST_CANDIDATES = 512


class Fit(IntEnum):
    """How well cells sit in their columns: not at all, only if a strange word is believed, or plainly."""

    MISFIT = 0
    LOOSE = 1
    STRICT = 2


@frozen
class Placed:
    """A row's cells by role.

    ``outside`` are those that stand in no column of the table, ``extra`` those under a header nobody
    understands.
    """

    cells: Mapping[str, Cell]
    outside: tuple[Cell, ...] = ()
    extra: tuple[Cell, ...] = ()

    def text(self, role: str) -> str:
        """The words in a column without blanks around them, empty where there are none."""
        cell = self.cells.get(role)
        return cell.text.strip() if cell is not None else ""

    def row(self, columns: Columns) -> tuple[str, ...]:
        """The texts in the layout of the header."""
        texts = dict.fromkeys(range(1, columns.width + 1), "")
        texts |= {columns.numbers[role]: cell.text for role, cell in self.cells.items()}
        return tuple(texts[number] for number in sorted(texts))


FitOf = Callable[[Placed], Fit]


def texts(row: Row) -> tuple[str, ...]:
    """The texts of a row as printed."""
    return tuple(cell.text for cell in row)


def place(row: Row, columns: Columns, *, offset: int = 0) -> Placed:
    """Each cell in the column it is printed in, or ``offset`` columns to the right of it."""
    roles = {number: role for role, number in columns.numbers.items()}
    strange = {cell.column for cell in columns.unknown}
    cells, outside, extra = {}, [], []
    for cell in filled(row):
        role = roles.get(cell.column + offset)
        if role is not None:
            cells[role] = cell
        elif cell.column + offset in strange:
            extra.append(cell)
        else:
            outside.append(cell)
    return Placed(cells, tuple(outside), tuple(extra))


def placements(cells: Sequence[Cell], columns: Columns) -> Iterator[Placed]:
    """Every way to put the cells into columns without changing their order, the least moved first."""
    if len(cells) > len(columns.ordered):
        return
    ways = islice(combinations(columns.ordered, len(cells)), _MOST_CANDIDATES)
    for way in sorted(ways, key=lambda way: _moved(cells, way)):
        yield Placed({role: cell for (role, _), cell in zip(way, cells, strict=True)})


def _moved(cells: Sequence[Cell], way: Sequence[tuple[str, int]]) -> tuple[bool, int]:
    """A row that slipped as a whole is likelier than one whose cells went different ways."""
    moves = [number - cell.column for (_, number), cell in zip(way, cells, strict=True)]
    return len(set(moves)) > 1, sum(map(abs, moves))


@frozen
class Segment:
    """Rows that follow each other with the same number of cells, and how far right of print they belong.

    ``placed`` are the cells of each row at that offset and ``fits`` how well they sit there; ``other`` is the offset of
    the second reading where ``offset`` is not the only possible one.
    """

    rows: tuple[Row, ...]
    placed: tuple[Placed, ...]
    fits: tuple[Fit, ...]
    offset: int = 0
    other: int | None = None


def segments(rows: Sequence[Row], columns: Columns, *, fit: FitOf, is_evidence: FitOf) -> Iterator[Segment]:
    """The rows of a table in runs of equal length, each with the offset at which all its rows fit.

    A page break starts a new table, which loses the blank leading column: then every row stands one to the
    left. ``is_evidence`` tells of a row at an offset whether it proves that offset (it has a label in its own
    column).
    """
    for run in _runs(rows):
        width = len(run[0])
        yield _aligned(run, columns, columns.width - width, fit=fit, is_evidence=is_evidence)


def _runs(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    run: list[Row] = []
    for row in rows:
        is_blank = all(cell.is_blank for cell in row)
        if run and (is_blank or len(row) != len(run[0])):
            yield tuple(run)
            run = []
        if not is_blank:
            run.append(row)
    if run:
        yield tuple(run)


def _aligned(run: tuple[Row, ...], columns: Columns, lost: int, *, fit: FitOf, is_evidence: FitOf) -> Segment:
    printed = _shifted(run, columns, 0, fit)
    if min(printed.fits) is Fit.STRICT:
        return printed
    for offset in dict.fromkeys((lost, 1, -1)):
        #  One row that slipped is a damaged row; a table that slipped shows it in its length or in several
        # rows.
        if offset == 0 or (lost == 0 and len(run) == 1):
            continue
        moved = _shifted(run, columns, offset, fit)
        proven = any(is_evidence(placed) is Fit.STRICT for placed in moved.placed)
        if min(moved.fits) is Fit.STRICT:
            return evolve(moved, other=None if proven or min(printed.fits) is Fit.MISFIT else 0)
        # Inside a table that slipped, a row may be damaged besides; it is mended on its own.
        if (
            offset == lost
            and proven
            and moved.fits.count(Fit.STRICT) > max(printed.fits.count(Fit.STRICT), len(run) // 2)
        ):
            return moved
    return printed


def _shifted(run: tuple[Row, ...], columns: Columns, offset: int, fit: FitOf) -> Segment:
    placed = tuple(place(row, columns, offset=offset) for row in run)
    return Segment(run, placed, tuple(map(fit, placed)), offset)
