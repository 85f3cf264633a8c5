"""The budget overview: splits side by side, each a column of names beside a column of amounts."""

from collections.abc import Sequence
from itertools import zip_longest

from attrs import define, field

from kpirules.declaration import Amount, BudgetLine, BudgetOverview, Split
from kpirules.reading.figures import is_amount, read_amount
from kpirules.reading.grid import Cell, Row, filled
from kpirules.reading.labels import meaning, money_unit
from kpirules.reading.notes import Notes

_LONGEST_NAME = 40


@define
class _Open:
    """A split whose lines are being read."""

    kind: str | None
    name: Cell
    amounts: int
    unit: str
    lines: list[BudgetLine] = field(factory=list)
    total: Amount | None = None


def read_overview(rows: Sequence[Row], *, unit: str, notes: Notes) -> BudgetOverview:
    """The splits in the rows of the region 预算整体情况; ``unit`` is that of the form, empty if unstated.

    A split begins at its label, or at any name beside the header 预算金额; its lines follow in the same two
    columns.
    """
    splits: list[_Open] = []
    by_column: dict[int, _Open] = {}
    for row in rows:
        cells = [cell for cell in filled(row) if not notes.is_taken(cell)]
        for cell, right in zip_longest(cells, cells[1:]):
            if notes.is_taken(cell):
                continue
            opened = _open(cell, right, unit=unit, notes=notes)
            if opened is not None:
                by_column = {column: split for column, split in by_column.items() if column != cell.column}
                by_column[cell.column] = opened
                splits.append(opened)
            elif cell.column in by_column:
                _read_line(cell, row, by_column[cell.column], notes=notes)
    return _overview(splits, notes=notes)


def names_split(row: Row) -> bool:
    """Whether a row begins a budget overview although its own label is missing."""
    return any(meaning(cell.text, table="split") is not None for cell in filled(row))


def _open(cell: Cell, right: Cell | None, *, unit: str, notes: Notes) -> _Open | None:
    """The split that ``cell`` names, if beside it is a header of amounts or, for a known name, a total."""
    kind = meaning(cell.text, table="split")
    if right is None:
        return None
    if meaning(right.text, table="amount") == "header":
        notes.label(cell)
        notes.label(right)
        return _Open(kind, cell, right.column, money_unit(right.text) or unit)
    if kind is None or (kind == "development" and is_amount(right.text)):
        return None
    notes.label(cell)
    opened = _Open(kind, cell, right.column, money_unit(cell.text) or unit)
    notes.take(right)
    if is_amount(right.text):
        opened.total = read_amount(right, unit=opened.unit, notes=notes)
    else:
        notes.say("KPI605", right, text=right.text.strip(), column="预算金额")
    return opened


def _read_line(cell: Cell, row: Row, split: _Open, *, notes: Notes) -> None:
    beside = next((other for other in row if other.column == split.amounts and not other.is_blank), None)
    if beside is None and len(cell.text) > _LONGEST_NAME:
        return
    amount = None
    if beside is None:
        notes.say("KPI611", cell, text=cell.text.strip())
    else:
        notes.take(beside)
        amount = read_amount(beside, unit=split.unit, notes=notes)
    if meaning(cell.text, table="amount") == "total" and split.total is None:
        notes.label(cell)
        split.total = amount
    else:
        split.lines.append(BudgetLine(notes.take(cell), amount))


def _overview(splits: Sequence[_Open], *, notes: Notes) -> BudgetOverview:
    known: dict[str, Split] = {}
    further: list[Split] = []
    for split in splits:
        made = Split(notes.take(split.name), tuple(split.lines), split.total)
        if split.kind is None:
            notes.say("KPI616", split.name, text=split.name.text.strip())
            further.append(made)
        elif split.kind in known:
            notes.say("KPI603", split.name, label=split.name.text.strip())
            further.append(made)
        else:
            known[split.kind] = made
    return BudgetOverview(**known, further=tuple(further))
