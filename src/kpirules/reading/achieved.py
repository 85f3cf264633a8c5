"""The goals of a self-evaluation sheet: what was expected beside what was achieved."""

from collections.abc import Sequence

from kpirules.declaration import Wording
from kpirules.reading.grid import Cell, Row, filled
from kpirules.reading.labels import GOALS, meaning
from kpirules.reading.notes import Notes

_TABLE = "evaluation_goals"


def read_achieved(rows: Sequence[Row], *, notes: Notes) -> tuple[Wording | None, Wording | None]:
    """预期目标 and 实际完成情况: the words below each label, or beside it; where neither is, ``None``.

    >>> from kpirules.reading.grid import Grid
    >>> grid = Grid.from_rows([["年度目标", "预期目标", "实际完成情况"], ["", "建成三座", "建成两座"]])
    >>> [str(words) for words in read_achieved(grid.rows, notes=Notes())]
    ['建成三座', '建成两座']
    """
    found: dict[str, Wording] = {}
    for at, row in enumerate(rows):
        heads = {
            role: cell
            for cell in filled(row)
            if not notes.is_taken(cell) and (role := meaning(cell.text, table=_TABLE)) is not None
        }
        if not heads.keys() - found.keys():
            continue
        below = rows[at + 1] if at + 1 < len(rows) else ()
        for cell in (*filled(row), *filled(below)):
            if meaning(cell.text, table="region") in GOALS and meaning(cell.text, table=_TABLE) is None:
                notes.label(cell)
        beside = _beside(row, heads, notes)
        words = beside or _below(below, heads, notes)
        for role, head in heads.items():
            notes.label(head)
            if role in words and role not in found:
                found[role] = notes.take(words[role])
    return found.get("expected"), found.get("achieved")


def _beside(row: Row, heads: dict[str, Cell], notes: Notes) -> dict[str, Cell]:
    """The cell right of each label, where that is no label itself."""
    cells = [cell for cell in filled(row) if not notes.is_taken(cell) or cell in heads.values()]
    found = {}
    for role, head in heads.items():
        right = next((cell for cell in cells if cell.column > head.column), None)
        if right is not None and right not in heads.values():
            found[role] = right
    return found


def _below(row: Row, heads: dict[str, Cell], notes: Notes) -> dict[str, Cell]:
    """The cells below the labels; where the columns do not agree, in the same order, if they are as many."""
    cells = [cell for cell in filled(row) if not notes.is_taken(cell)]
    if any(meaning(cell.text, table="region") is not None for cell in cells):
        return {}
    at = {cell.column: cell for cell in cells}
    in_columns = {role: at[head.column] for role, head in heads.items() if head.column in at}
    if in_columns or len(cells) != len(heads):
        return in_columns
    return dict(zip(sorted(heads, key=lambda role: heads[role].column), cells, strict=True))
