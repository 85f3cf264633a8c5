"""Merged cells of a sheet: which cell covers which."""

from collections.abc import Iterable

from attrs import frozen

from kpirules.limits import LIMITS
from kpirules.reading.worksheet import cell_of

_MOST_REFUSED = 100  # a sheet with more of them is no form, and each costs as many rows as it spans


@frozen
class Span:
    """How many rows and columns the cell at its top left covers."""

    height: int
    width: int


class Merges:
    """The spans of a sheet by the cell at their top left, cut to :class:`~kpirules.limits.Limits` and to its cells.

    ``refused`` are references that name no area or overlap one that stands already; those cells stay single.
    """

    def __init__(self, references: Iterable[str], *, rows: int, columns: int) -> None:
        self.spans: dict[tuple[int, int], Span] = {}
        self.refused: list[str] = []
        self._covered: dict[int, int] = {}  # the columns of each row as bits
        for reference in references:
            if len(self.refused) >= _MOST_REFUSED:
                self.refused.append("…")
                break
            area = _area(reference)
            if area is None:
                self.refused.append(reference)
                continue
            top, left, bottom, right = area
            if top > rows or left > columns:
                continue
            bottom = min(bottom, rows, top + LIMITS.span - 1)
            right = min(right, columns, left + LIMITS.span - 1)
            self._merge(reference, top, left, bottom, right)

    def covers(self, row: int, column: int) -> bool:
        """Whether the cell lies under another one."""
        bits = self._covered.get(row)
        return bits is not None and bool(bits >> column & 1) and (row, column) not in self.spans

    def _merge(self, reference: str, top: int, left: int, bottom: int, right: int) -> None:
        bits = (1 << right + 1) - (1 << left)
        if any(self._covered.get(row, 0) & bits for row in range(top, bottom + 1)):
            self.refused.append(reference)
            return
        for row in range(top, bottom + 1):
            self._covered[row] = self._covered.get(row, 0) | bits
        self.spans[top, left] = Span(bottom - top + 1, right - left + 1)


def _area(reference: str) -> tuple[int, int, int, int] | None:
    first, _, last = reference.partition(":")
    start, end = cell_of(first), cell_of(last or first)
    if start is None or end is None or end[0] < start[0] or end[1] < start[1]:
        return None
    return (*start, *end)
