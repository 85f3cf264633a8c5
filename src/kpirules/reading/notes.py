"""What is noted down while one form is read."""

from collections.abc import Iterable

from attrs import field, frozen

from kpirules.declaration import Repair, Wording
from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.grid import Cell, Row, filled
from kpirules.source import Place, Source, Span


@frozen
class Notes:
    """Diagnostics, repairs, recognised labels, and which cells have found their place in the declaration.

    A cell that nobody takes is reported at the end, so that no word of a form is lost in silence.
    """

    diagnostics: list[Diagnostic] = field(factory=list)
    repairs: list[Repair] = field(factory=list)
    labels: list[Wording] = field(factory=list)
    unread: list[Wording] = field(factory=list)
    _taken: set[tuple[int, int]] = field(factory=set)

    def say(self, code: str, at: Cell | Place | None = None, /, **values: str) -> None:
        """Report ``code`` about a cell, a place, or the whole form."""
        if isinstance(at, Cell):
            self.diagnostics.append(about(code, at.text, at.place, **values))
        else:
            self.diagnostics.append(Diagnostic(code, Source("", at), values=values))

    def repair(self, repair: Repair, **values: str) -> None:
        """Keep ``repair`` and report it with the texts before and after."""
        self.repairs.append(repair)
        before, after = row_text(repair.before), row_text(repair.after)
        other = row_text(repair.others[0]) if repair.others else ""
        self.say(repair.code, repair.place, before=before, after=after, other=other, **values)

    def take(self, cell: Cell) -> Wording:
        """The wording of ``cell``, which is read hereby."""
        self._taken.add((cell.row, cell.column))
        return Wording(cell.text, cell.place)

    def label(self, cell: Cell) -> None:
        """Note that ``cell`` holds a label of the form."""
        self.labels.append(self.take(cell))

    def is_taken(self, cell: Cell) -> bool:
        return (cell.row, cell.column) in self._taken

    def leave(self, code: str, row: Iterable[Cell]) -> None:
        """Report cells as unread, under one diagnostic that quotes them."""
        cells = [cell for cell in row if not cell.is_blank and not self.is_taken(cell)]
        if cells:
            self.say(code, cells[0], text=" | ".join(_one_line(cell.text) for cell in cells))
            self.unread.extend(self.take(cell) for cell in cells)

    def set_aside(self, cells: Iterable[Cell]) -> None:
        """Keep cells as unread whose column has been reported already."""
        self.unread.extend(self.take(cell) for cell in cells)

    def leave_rest(self, rows: Iterable[Row]) -> None:
        """Report every cell nobody has taken."""
        for row in rows:
            for cell in filled(row):
                self.leave("KPI604", (cell,))


def about(code: str, text: str, place: Place | None, /, **values: str) -> Diagnostic:
    """A diagnostic about the whole text of a cell."""
    return Diagnostic(code, Source(text, place), Span(0, len(text)), values)


def kept(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """As many diagnostics as :class:`~kpirules.limits.Limits` allows, and one that counts the rest."""
    every = tuple(diagnostics)
    if len(every) <= LIMITS.diagnostics:
        return every
    left = Diagnostic("KPI699", values={"count": str(len(every) - LIMITS.diagnostics)})
    return (*every[: LIMITS.diagnostics], left)


def row_text(rows: tuple[tuple[str, ...], ...]) -> str:
    """Rows as one short line: the first row's cells between bars, blank ones as a dot, and how many follow.

    >>> row_text((("", "产出指标", "数量指标"), ("", "", "质量指标")))
    '·｜产出指标｜数量指标 (+1)'
    """
    first, *rest = rows
    longest = max(_SHORTEST_CELL, _LONGEST_ROW // max(1, sum(1 for cell in first if cell.strip())) - 2)
    whole = sum(map(len, first)) + len(first) <= _LONGEST_ROW
    cells = [_one_line(cell) or "·" for cell in first]
    shown = "｜".join(cell if whole or len(cell) <= longest else f"{cell[: longest - 1]}…" for cell in cells)
    return f"{shown} (+{len(rest)})" if rest else shown


_LONGEST_ROW = 70
_SHORTEST_CELL = 6


def _one_line(text: str) -> str:
    return " ".join(text.split())
