"""A sheet of cells, whatever format it came in."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import evolve, field, frozen

from kpirules.source import Place


@frozen
class Cell:
    """One cell: its text as written and its place (row and column from 1, line where the file has lines).

    ``height`` and ``width`` tell how many rows and columns a merged cell covers; the covered ones are blank.
    """

    text: str
    place: Place
    height: int = field(default=1, kw_only=True)
    width: int = field(default=1, kw_only=True)

    @property
    def is_blank(self) -> bool:
        return not self.text or self.text.isspace()

    @property
    def row(self) -> int:
        return self.place.row or 0

    @property
    def column(self) -> int:
        return self.place.column or 0


Row = tuple[Cell, ...]


@frozen
class Grid:
    """Rows of cells, which need not be of one length; ``format`` and ``encoding`` tell their origin.

    >>> grid = Grid.from_rows([["部门名称", "科协"]], file="form.txt")
    >>> str(grid.rows[0][1].place), grid.rows[0][1].column
    ('form.txt:1', 2)
    """

    rows: tuple[Row, ...] = ()
    file: str | None = None
    format: str = field(default="", kw_only=True)
    encoding: str = field(default="", kw_only=True)

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Sequence[str]],
        *,
        file: str | None = None,
        lines: Sequence[int] | None = None,
        format: str = "",  # noqa: A002 - the word for it
        encoding: str = "",
    ) -> "Grid":
        """A grid of plain texts; ``lines`` are the lines the rows start at, by default their numbers."""
        placed = tuple(
            tuple(
                Cell(
                    text, Place(file, line=lines[index] if lines else index + 1, row=index + 1, column=column)
                )
                for column, text in enumerate(row, start=1)
            )
            for index, row in enumerate(rows)
        )
        return cls(placed, file, format=format, encoding=encoding)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


def filled(row: Row) -> Row:
    """The cells of ``row`` that say something."""
    return tuple([cell for cell in row if cell.text and not cell.text.isspace()])


def blanked(row: Row, is_read: Callable[[Cell], bool]) -> Row:
    """The row without the texts of cells that are read already, such as a label in a leading column."""
    return tuple(evolve(cell, text="") if is_read(cell) else cell for cell in row)


def row_place(row: Row) -> Place:
    """Where a row stands: its file, sheet, line and number, without a column."""
    return evolve(row[0].place, column=None)
