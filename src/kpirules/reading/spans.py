"""Cells that span rows and columns, laid into rows within bounds."""

import re
from collections.abc import Iterable

from attrs import Factory, define, evolve, field

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.flow import Flow, Table, TableCell, unwrapped, words_of
from kpirules.reading.grid import Cell, Grid, Row
from kpirules.reading.notes import about, kept
from kpirules.reading.passage import Passage
from kpirules.reading.workbook import Workbook
from kpirules.source import Place, Source

#  A line of a form's head often holds two answers with a wide gap between them.
_GAP = re.compile(r"\t+|[ \u3000]{4,}")


def lay(flow: Flow, *, file: str | None, format: str, encoding: str = "") -> Workbook:  # noqa: A002 - the word for it
    """One grid of a document: each paragraph a row, each row of a table a row, in their order.

    A paragraph's words on both sides of a tab or a wide gap are cells of their own. Cells that others cover are
    blank. Spans, rows and columns beyond the limits are cut with a diagnostic (KPI854, KPI811, KPI812).

    >>> from kpirules.reading.passage import PLAIN
    >>> one, two = (TableCell([Passage([(text, PLAIN)])], height=2) for text in "一二")
    >>> one.height = 1
    >>> [
    ...     [cell.text for cell in row]
    ...     for row in lay([Table([[two], [one]])], file=None, format="html").grids[0]
    ... ]
    [['二'], ['', '一']]
    """
    laying = Laying(file)
    for block in unwrapped(flow):
        if isinstance(block, Table):
            laying.table(block)
        else:
            laying.paragraph(block)
    return laying.workbook(format=format, encoding=encoding)


@define
class Laying:
    """The rows laid so far, and what is to be told about them."""

    file: str | None
    sheet: str | None = None
    rows: list[Row] = Factory(list)
    diagnostics: list[Diagnostic] = Factory(list)
    cells: int = field(default=0, init=False)
    is_full: bool = field(default=False, init=False)

    def workbook(self, *, format: str, encoding: str = "") -> Workbook:  # noqa: A002 - the word for it
        """The grid of these rows; none if there are none."""
        grid = Grid(tuple(self.rows), self.file, format=format, encoding=encoding)
        return Workbook((grid,) if self.rows else (), kept(self.diagnostics))

    def paragraph(self, passage: Passage) -> None:
        """A row of its own, unless nothing is kept of the paragraph."""
        if passage.is_empty or not self._has_room():
            return
        words = [part.strip() for part in _GAP.split(passage.text)]
        cells = tuple(
            Cell(text, self._place(column)) for column, text in enumerate(filter(None, words), start=1)
        )
        self.diagnostics += passage.diagnostics(cells[0].place if cells else self._place(1))
        if cells:
            self._append(cells[: LIMITS.columns])

    def table(self, table: Table) -> None:
        """The rows of a table, each as long as its last cell reaches."""
        covered = _Covered(len(self.rows))
        for row in table.rows:
            if not self._has_room():
                return
            self._row(row, covered)
        self.rows[covered.first :] = covered.clipped(self.rows[covered.first :])

    def _row(self, row: Iterable[TableCell], covered: "_Covered") -> None:
        number = len(self.rows)
        laid: dict[int, Cell] = {}
        absent: list[Passage] = []
        column, is_wide, has_any = 0, False, False
        for cell in row:
            passage = words_of(cell)
            if cell.is_absent:
                absent.append(passage)
                continue
            has_any = True
            column = covered.free(column + cell.after, number) if cell.at is None else cell.at
            if column >= LIMITS.columns:
                is_wide = is_wide or not passage.is_empty
                continue
            place = self._place(column + 1)
            width, height = min(cell.width, LIMITS.span), min(cell.height, LIMITS.span)
            if (width, height) != (cell.width, cell.height):
                asked = (
                    str(max(cell.width, cell.height))
                    if max(cell.width, cell.height) < _COUNTLESS
                    else "> 10⁹"
                )
                self.diagnostics.append(
                    about("KPI854", passage.text, place, asked=asked, limit=str(LIMITS.span))
                )
            if cell.continues and covered.grows(column, number):
                self._report_covered(passage, place)
                column += min(width, LIMITS.columns - column)
                continue
            width = min(width, LIMITS.columns - column)
            laid[column] = Cell(passage.text, place, height=height, width=width)
            self.diagnostics += passage.diagnostics(place)
            covered.cover(column, number, laid[column])
            column += width
        if is_wide:
            self._say("KPI812", limit=str(LIMITS.columns), line=str(number + 1))
        for passage in absent:
            self.diagnostics += passage.diagnostics(self._place(1))
        if has_any:
            length = covered.length(number)
            self._append(tuple(laid.get(at) or Cell("", self._place(at + 1)) for at in range(length)))

    def _report_covered(self, passage: Passage, place: Place) -> None:
        """Words in a cell that another covers are shown by no program."""
        if passage.text:
            self.diagnostics.append(about("KPI846", "", place, hidden=" ".join(passage.text.split())))

    def _append(self, row: Row) -> None:
        self.rows.append(row)
        self.cells += len(row)

    def _has_room(self) -> bool:
        """Within the limits of rows and cells; the first refusal is told."""
        if self.is_full:
            return False
        if len(self.rows) < LIMITS.rows and self.cells < LIMITS.cells:
            return True
        self.is_full = True
        if len(self.rows) >= LIMITS.rows:
            self._say("KPI811", limit=str(LIMITS.rows), line=str(len(self.rows) + 1))
        else:
            self._say("KPI855", what="个单元格", what_en="cells", limit=str(LIMITS.cells))
        return False

    def _say(self, code: str, **values: str) -> None:
        self.diagnostics.append(Diagnostic(code, Source("", self._place(None)), values=values))

    def _place(self, column: int | None) -> Place:
        return Place(self.file, sheet=self.sheet, row=len(self.rows) + 1, column=column)


_COUNTLESS = 10**9


@define
class _Covered:
    """Which columns of a table are taken, up to which row, and by the cell of which row and column."""

    first: int
    until: list[int] = field(init=False)
    owners: dict[int, tuple[int, int]] = field(factory=dict, init=False)
    widths: dict[tuple[int, int], int] = field(factory=dict, init=False)
    tall: list[tuple[int, int]] = field(factory=list, init=False)
    grown: dict[tuple[int, int], int] = field(factory=dict, init=False)
    reach: int = field(default=0, init=False)

    def __attrs_post_init__(self) -> None:
        self.until = [self.first] * LIMITS.columns

    def free(self, column: int, row: int) -> int:
        """The first column from ``column`` on that nothing covers in ``row``."""
        while column < LIMITS.columns and self.until[column] > row:
            column += 1
        return column

    def cover(self, column: int, row: int, cell: Cell) -> None:
        for at in range(column, column + cell.width):
            self.until[at] = max(self.until[at], row + cell.height)
        self.reach = max(self.reach, column + cell.width)
        self.owners[column] = (row, column)
        self.widths[row, column] = cell.width
        if cell.height > 1:
            self.tall.append((row, column))

    def grows(self, column: int, row: int) -> bool:
        """Whether a cell that began above in this column goes on in ``row``; then it does so from here on."""
        owner = self.owners.get(column)
        if owner is None or self.until[column] != row:
            return False
        self.grown[owner] = row + 1 - owner[0]
        for at in range(column, column + self.widths[owner]):
            self.until[at] = row + 1
        return True

    def length(self, row: int) -> int:
        """How many columns of ``row`` are taken."""
        reach = self.reach
        while reach and self.until[reach - 1] <= row:
            reach -= 1
        return reach

    def clipped(self, rows: list[Row]) -> list[Row]:
        """The rows with the heights that cells have in fact: grown ones, and none beyond the last row."""
        heights = dict(self.grown)
        for row, column in self.tall:
            height = rows[row - self.first][column].height
            heights[row, column] = min(height, self.first + len(rows) - row)
        for (row, column), height in heights.items():
            cells = list(rows[row - self.first])
            cells[column] = evolve(cells[column], height=height)
            rows[row - self.first] = tuple(cells)
        return rows
