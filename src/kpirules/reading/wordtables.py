"""A table of a Word document as its rows and cells come in."""

from collections.abc import Mapping

from attrs import Factory, define

from kpirules.reading.flow import Table, TableCell
from kpirules.reading.wordlooks import attribute, number

MERGES = frozenset({"w:gridSpan", "w:vMerge", "w:hMerge", "w:gridBefore"})


@define
class WordTable:
    """A table that is open: its last row, and whether that is hidden or removed as a whole.

    >>> table = WordTable()
    >>> table.start_row()
    >>> cell = table.start_cell()
    >>> table.merge("w:gridSpan", {"w:val": "2"})
    >>> cell.width
    2
    """

    table: Table = Factory(Table)
    is_row_gone: bool = False
    before: int = 0

    def start_row(self) -> None:
        self.table.rows.append([])
        self.is_row_gone, self.before = False, 0

    def start_cell(self) -> TableCell:
        """A further cell of the last row."""
        if not self.table.rows:
            self.start_row()
        cell = TableCell(after=self.before, is_absent=self.is_row_gone)
        self.before = 0
        self.table.rows[-1].append(cell)
        return cell

    def merge(self, name: str, attributes: Mapping[str, str]) -> None:
        """How the last cell is merged with others, or how many columns are left free before the next."""
        value = attribute(attributes, "val")
        if name == "w:gridBefore":
            self.before = number(value)
        if name == "w:gridBefore" or not self.table.rows or not self.table.rows[-1]:
            return
        cell = self.table.rows[-1][-1]
        if name == "w:gridSpan":
            cell.width = max(1, number(value))
        elif name == "w:vMerge":
            cell.continues = value != "restart"
        elif name == "w:hMerge" and value != "restart" and len(self.table.rows[-1]) > 1:
            first = next((one for one in reversed(self.table.rows[-1][:-1]) if not one.is_absent), cell)
            first.width += cell.width
            cell.is_absent = True
