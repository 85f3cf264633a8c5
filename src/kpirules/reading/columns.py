"""The header of a table: which column holds what."""

from collections.abc import Mapping

from attrs import evolve, frozen

from kpirules.reading.grid import Cell, Row, filled
from kpirules.reading.labels import meaning, money_unit
from kpirules.reading.notes import Notes

_ROLES = {
    "task_columns": ("name", "content", "funds", "goal"),
    "indicator_columns": ("level1", "level2", "level3", "period", "annual"),
}
COLUMN_NAMES = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "period": "实施周期指标值",
    "annual": "年度指标值",
    "name": "名称",
    "content": "主要实施内容",
    "funds": "拟投入的资金",
    "goal": "期望达到的目标",
}
"""What a form calls the columns that are looked for."""

_ENOUGH = {"task_columns": 2, "indicator_columns": 2}


@frozen
class Columns:
    """The roles of a table's columns, by their number from 1; ``width`` is the length of the header's row.

    ``unit`` is the unit of money the header prints; ``unknown`` are header cells without a meaning.
    """

    table: str
    numbers: Mapping[str, int]
    width: int
    unit: str = ""
    header: tuple[Cell, ...] = ()
    unknown: tuple[Cell, ...] = ()
    guessed: tuple[tuple[str, Cell], ...] = ()

    @property
    def ordered(self) -> tuple[tuple[str, int], ...]:
        """Roles with their columns, from the left."""
        return tuple(sorted(self.numbers.items(), key=lambda item: item[1]))

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(role for role in _ROLES[self.table] if role not in self.numbers)

    def announce(self, notes: Notes) -> None:
        """Note the header's cells as labels, and report those that were read by elimination or not at all."""
        for cell in self.header:
            notes.label(cell)
        for role, cell in self.guessed:
            notes.say("KPI605", cell, text=cell.text.strip(), column=COLUMN_NAMES[role])
            notes.label(cell)
        for cell in self.unknown:
            notes.leave("KPI614", (cell,))


def find_columns(row: Row, *, table: str, more: str | None = None) -> Columns | None:
    """The columns that ``row`` heads, if it is a header of ``table``; ``more`` is a table of further columns.

    One header that is not understood, between columns that are, is taken for the one column that is missing.

    >>> from kpirules.reading.grid import Grid
    >>> header = Grid.from_rows([["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"]]).rows[0]
    >>> find_columns(header, table="indicator_columns").ordered[0]
    ('level1', 2)
    """
    numbers: dict[str, int] = {}
    header, strange, unit = [], [], ""
    for cell in filled(row):
        role = meaning(cell.text, table=table) or (meaning(cell.text, table=more) if more else None)
        if role is None and meaning(cell.text, table="region") is None:
            strange.append(cell)
        elif role is not None and role not in numbers:
            numbers[role] = cell.column
            header.append(cell)
            unit = unit or (money_unit(cell.text) if role == "funds" else "")
        elif role is not None:
            strange.append(cell)
    if len(numbers) < _ENOUGH[table] or not (_is_key(numbers, table) and _are_labels(header, strange)):
        return None
    return _eliminate(Columns(table, numbers, len(row), unit, tuple(header), tuple(strange)), row)


def _is_key(numbers: Mapping[str, int], table: str) -> bool:
    """A header names at least two levels of indicators, or two columns of tasks."""
    if table == "indicator_columns":
        return len({"level1", "level2", "level3"} & numbers.keys()) >= _ENOUGH[table]
    return len(numbers) >= _ENOUGH[table] and bool({"name", "content", "goal"} & numbers.keys())


def with_parts(columns: Columns, row: Row) -> Columns | None:
    """The columns of a header of two rows, whose second divides the funds; ``None`` where ``row`` is no such row.

    >>> from kpirules.reading.grid import Grid
    >>> first, second = Grid.from_rows(
    ...     [["任务名称", "主要内容", "预算金额", "", ""], ["", "", "总额", "财政拨款", "其他资金"]]
    ... )
    >>> with_parts(find_columns(first, table="task_columns"), second).numbers["other"]
    5
    """
    cells = filled(row)
    roles = [meaning(cell.text, table=columns.table) for cell in cells]
    if not cells or not {"fiscal", "other"} & set(roles) or not set(roles) <= {"funds", "fiscal", "other"}:
        return None
    found = {role: cell.column for role, cell in zip(roles, cells, strict=True) if role is not None}
    return evolve(columns, numbers={**columns.numbers, **found}, header=(*columns.header, *cells))


def _are_labels(known: list[Cell], strange: list[Cell]) -> bool:
    """A row of data may hold a word that is a label too, but then not most of its words."""
    return len(known) > len(strange)


def _eliminate(columns: Columns, row: Row) -> Columns:
    """The header with its only missing column put where the only unexplained cell stands."""
    for role in columns.missing if len(columns.missing) == 1 else ():
        cell = _only_candidate(columns, row, role)
        if cell is None:
            continue
        return evolve(
            columns,
            numbers={**columns.numbers, role: cell.column},
            unknown=tuple(other for other in columns.unknown if other is not cell),
            guessed=((role, cell),),
        )
    return columns


def _only_candidate(columns: Columns, row: Row, role: str) -> Cell | None:
    order = _ROLES[columns.table]
    at, numbers = order.index(role), columns.numbers
    lead = [cell.column for cell in filled(row) if meaning(cell.text, table="region") is not None]
    before = max([0, *lead, *(numbers[left] for left in order[:at] if left in numbers)])
    after = min((numbers[right] for right in order[at + 1 :] if right in numbers), default=columns.width + 1)
    taken = set(numbers.values())  # 分值 before the target is a weight, whatever is missing
    between = [cell for cell in row if before < cell.column < after and cell.column not in taken]
    candidates = [cell for cell in between if not cell.is_blank] or between
    if len(candidates) != 1:
        return None
    # Many forms have one column of values only: a strange header beside it is no target unless it says so.
    is_value = role in {"period", "annual"}
    return None if is_value and "值" not in candidates[0].text else candidates[0]
