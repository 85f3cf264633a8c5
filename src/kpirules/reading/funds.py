"""The funds of a self-evaluation sheet: a line for the whole and for each source, in columns found by their heads."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from kpirules.declaration import Amount, FundsLine, Printed, Wording
from kpirules.reading.figures import is_amount, read_amount
from kpirules.reading.grid import Cell, Row, filled
from kpirules.reading.labels import GOALS, meaning, money_unit
from kpirules.reading.notes import Notes
from kpirules.reading.printed import read_points, read_rate

_TABLE = "funds_columns"
_AMOUNTS = ("initial", "budget", "executed")
_OF_TASKS = {"name", "content", "goal"}
_ENDS = GOALS | {"indicators", "tasks"}
_WORDS = ("资金", "拨款", "结转", "总额", "金额", "收入", "合计")
_LONGEST_LABEL = 40


@frozen
class _Columns:
    """The columns by role, and the unit of money that the header prints."""

    numbers: Mapping[str, int]
    unit: str

    @property
    def first(self) -> int:
        return min(self.numbers.values())


def read_funds(rows: Sequence[Row], *, unit: str, notes: Notes) -> tuple[FundsLine, ...]:
    """The lines below every header of funds; ``unit`` is the form's, empty where it states none.

    >>> from kpirules.reading.grid import Grid
    >>> head = ["项目资金（万元）", "", "全年预算数(A)", "全年执行数(B)", "执行率"]
    >>> grid = Grid.from_rows([head, ["", "年度资金总额", "880", "440", "50%"]])
    >>> [line] = read_funds(grid.rows, unit="", notes=Notes())
    >>> str(line.executed), line.rate.value
    ('440万元', Fraction(1, 2))
    """
    lines: list[FundsLine] = []
    columns: _Columns | None = None
    for row in rows:
        found = _header(row, unit)
        if found is not None:
            columns = found
            _announce(row, notes)
        elif columns is not None:
            line = _line(row, columns, notes)
            if line is None and filled(row):
                columns = None
            elif line is not None:
                lines.append(line)
    return tuple(lines)


def _header(row: Row, unit: str) -> _Columns | None:
    """A header names two columns of money, or one of money and the rate, and no columns of tasks."""
    if any(meaning(cell.text, table="task_columns") in _OF_TASKS for cell in filled(row)):
        return None
    numbers: dict[str, int] = {}
    printed = ""
    for cell in filled(row):
        role = meaning(cell.text, table=_TABLE)
        if role is not None:
            numbers.setdefault(role, cell.column)
        printed = printed or money_unit(cell.text)
    amounts = numbers.keys() & set(_AMOUNTS)
    if len(amounts) < 2 and not (amounts and "rate" in numbers):
        return None
    return _Columns(numbers, printed or unit)


def _announce(row: Row, notes: Notes) -> None:
    for cell in filled(row):
        if meaning(cell.text, table=_TABLE) is not None or meaning(cell.text, table="region") == "budget":
            notes.label(cell)


def _line(row: Row, columns: _Columns, notes: Notes) -> FundsLine | None:
    """The line, or ``None`` where the row belongs to no funds; a row that lost its leading cells is put in its columns."""
    cells = [cell for cell in filled(row) if not notes.is_taken(cell)]
    if not cells or meaning(cells[0].text, table="region") in _ENDS:
        return None
    left = [cell for cell in cells if cell.column < columns.first]
    shift = 0
    if not left and len(cells[0].text) <= _LONGEST_LABEL and not is_amount(cells[0].text):
        left, shift = [cells[0]], columns.first - 1 - cells[0].column
    if not left or len(left[-1].text) > _LONGEST_LABEL:
        return None
    label, *above = reversed(left)
    by_column = {cell.column + shift: cell for cell in cells if cell not in left}
    found = {role: by_column[at] for role, at in columns.numbers.items() if at in by_column}
    amounts = [found[role] for role in _AMOUNTS if role in found]
    is_funds = any(word in label.text for word in _WORDS)
    if not any(is_amount(cell.text) for cell in amounts) and not (is_funds and not amounts):
        return None
    for cell in above:
        notes.label(cell)
    return _read(notes.take(label), found, columns, notes)


def _read(label: Wording, found: Mapping[str, Cell], columns: _Columns, notes: Notes) -> FundsLine:
    def amount(role: str) -> Amount | None:
        cell = found.get(role)
        if cell is None:
            return None
        notes.take(cell)
        return read_amount(cell, unit=columns.unit, notes=notes)

    def printed(role: str) -> Printed | None:
        cell = found.get(role)
        if cell is None:
            return None
        if role == "rate":
            return read_rate(cell, notes=notes)
        return read_points(cell, notes=notes, column="分值" if role == "weight" else "得分")

    reason = found.get("reason")
    return FundsLine(
        label,
        amount("initial"),
        amount("budget"),
        amount("executed"),
        weight=printed("weight"),
        rate=printed("rate"),
        score=printed("score"),
        reason=notes.take(reason) if reason is not None else None,
    )
