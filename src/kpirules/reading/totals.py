"""The line 总分 of a self-evaluation sheet, and the grade."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from kpirules.declaration import Printed, Wording
from kpirules.reading.grid import Cell, Row, filled
from kpirules.reading.labels import labelled_value, meaning
from kpirules.reading.notes import Notes
from kpirules.reading.printed import is_number, read_points

_TABLE = "evaluation_total"
_GRADES = frozenset(
    {"优", "良", "中", "差", "优秀", "良好", "中等", "一般", "较差", "合格", "不合格", "优级", "良级"}
)
_LONGEST_GRADE = 20


@frozen
class Totals:
    """What the sheet prints of the whole; ``None`` where it prints nothing."""

    weight: Printed | None = None
    score: Printed | None = None
    grade: Wording | None = None


def is_total(row: Row) -> bool:
    """Whether a row below the indicators begins with 总分 or 合计.

    >>> from kpirules.reading.grid import Grid
    >>> is_total(Grid.from_rows([["", "总　分", "", "100", "96"]]).rows[0])
    True
    """
    first = next(iter(filled(row)), None)
    return first is not None and _kind(first) == "total"


def read_totals(
    rows: Sequence[Row], columns: Mapping[str, int], *, head: Sequence[Row] = (), notes: Notes
) -> Totals:
    """The total of the rows below the indicators, whose columns of points are ``columns``, and of the ``head``."""
    found = Totals()
    for row in rows:
        line = _line(row, columns, notes) if is_total(row) else Totals()
        found = _joined(found, line)
    for row in (*rows, *head):
        found = _joined(found, _labelled(row, notes))
    return found


def _joined(one: Totals, other: Totals) -> Totals:
    """What stands first is kept; the rest was left for the report of unread cells."""
    return Totals(one.weight or other.weight, one.score or other.score, one.grade or other.grade)


def _line(row: Row, columns: Mapping[str, int], notes: Notes) -> Totals:
    """Points in the columns of the table; where merged cells were lost, two numbers are weight and score, one the score."""
    label, *cells = filled(row)
    if notes.is_taken(label):
        return Totals()
    both = labelled_value(label.text, table=_TABLE)
    if both is not None:
        notes.label(label)
        inside = read_points(Cell(both[1], label.place), notes=notes)
        return Totals(score=inside)
    notes.label(label)
    numbers = [cell for cell in cells if is_number(cell.text)]
    by_column = {cell.column: cell for cell in numbers}
    at = {role: by_column.get(columns.get(role, -1)) for role in ("weight", "score")}
    if None in at.values() and (len(numbers) == len(at) or not any(at.values())):
        at = dict(zip(("weight", "score"), numbers, strict=False)) if len(numbers) > 1 else {}
        # One number beside 合计 may be either, and is left to be told.
        is_score = len(numbers) == 1 and "分" in label.text
        at.setdefault("score", numbers[0] if is_score else None)
    weight, score = at.get("weight"), at.get("score")
    grade = next((cell for cell in cells if "".join(cell.text.split()) in _GRADES), None)
    return Totals(
        read_points(weight, notes=notes, column="分值") if weight is not None else None,
        read_points(score, notes=notes) if score is not None else None,
        notes.take(grade) if grade is not None else None,
    )


def _labelled(row: Row, notes: Notes) -> Totals:
    """总分 and 等级 wherever a label says so, the value beside it or behind its colon."""
    score: Printed | None = None
    grade: Wording | None = None
    for label, text, value in _answers(row, notes):
        kind = _kind(label)
        if kind == "grade" and grade is None and len(text) <= _LONGEST_GRADE:
            grade = Wording(text, value.place)
        elif kind == "total" and score is None and is_number(text):
            score = read_points(Cell(text, value.place), notes=notes)
        else:
            continue
        notes.label(label)
        notes.take(value)
    return Totals(score=score, grade=grade)


def _answers(row: Row, notes: Notes) -> Iterator[tuple[Cell, str, Cell]]:
    cells = [cell for cell in filled(row) if not notes.is_taken(cell)]
    for at, cell in enumerate(cells):
        both = labelled_value(cell.text, table=_TABLE)
        if both is not None:
            yield cell, both[1], cell
        elif _kind(cell) is not None and at + 1 < len(cells):
            yield cell, cells[at + 1].text.strip(), cells[at + 1]


def _kind(cell: Cell) -> str | None:
    both = labelled_value(cell.text, table=_TABLE)
    return both[0] if both is not None else meaning(cell.text, table=_TABLE)
