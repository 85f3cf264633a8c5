"""The tables of tasks."""

from collections.abc import Sequence

from attrs import evolve, frozen

from kpirules.declaration import Amount, Certainty, Repair, Task
from kpirules.reading.alignment import Fit, Placed, Segment, segments, texts
from kpirules.reading.columns import COLUMN_NAMES, Columns, find_columns, with_parts
from kpirules.reading.figures import is_amount, read_amount
from kpirules.reading.grid import Row, blanked, filled, row_place
from kpirules.reading.labels import meaning
from kpirules.reading.notes import Notes


@frozen
class Tasks:
    """Tasks as listed, the total where the form prints one, and the columns they were read in."""

    tasks: tuple[Task, ...] = ()
    total: Amount | None = None
    columns: Columns | None = None


def read_tasks(
    rows: Sequence[Row], *, unit: str, region: str, notes: Notes, columns: Columns | None = None
) -> Tasks:
    """The tasks in the rows of a region; ``unit`` is that of the form, ``columns`` hold if no header follows.

    A row whose name cannot be told is left unread (KPI626); a bad amount loses nothing but itself (KPI610).
    """
    found = Tasks(columns=columns)
    body: list[Row] = []
    for row in rows:
        if found.columns is not None and not body and (parts := with_parts(found.columns, row)) is not None:
            found = evolve(found, columns=parts)
            for cell in filled(row):
                notes.label(cell)
            continue
        header = find_columns(row, table="task_columns")
        if header is None:
            body.append(blanked(row, notes.is_taken))
            continue
        found, body = _read_body(body, found, unit=unit, region=region, notes=notes), []
        found = evolve(found, columns=header)
        header.announce(notes)
        # A table that has no column for the goal says it in the content, or above all tasks.
        for role in (role for role in header.missing if role != "goal" or "content" in header.missing):
            notes.say("KPI606", row_place(row), column=COLUMN_NAMES[role], region=region)
    return _read_body(body, found, unit=unit, region=region, notes=notes)


def _read_body(body: Sequence[Row], found: Tasks, *, unit: str, region: str, notes: Notes) -> Tasks:
    """``found`` with the tasks of the rows below one header."""
    columns = found.columns
    if columns is None:
        strays = [row for row in body if filled(row)]
        if strays:
            notes.say("KPI606", row_place(strays[0]), column=COLUMN_NAMES["name"], region=region)
        return found
    tasks, total = list(found.tasks), found.total
    for segment in segments(body, columns, fit=_fit, is_evidence=_shows_funds):
        _report_offset(segment, columns, notes=notes)
        for row, placed in zip(segment.rows, segment.placed, strict=True):
            amount = placed.cells.get("funds")
            if (
                meaning(placed.text("name"), table="amount") == "total"
                and amount is not None
                and total is None
            ):
                notes.label(placed.cells["name"])
                notes.take(amount)
                total = read_amount(amount, unit=columns.unit or unit, notes=notes)
            elif "name" in placed.cells:
                tasks.append(_task(placed, columns.unit or unit, notes=notes))
            else:
                notes.leave("KPI626", row)
            notes.set_aside(placed.extra)
    return Tasks(tuple(tasks), total, columns)


def _task(placed: Placed, unit: str, *, notes: Notes) -> Task:
    words = {role: notes.take(cell) for role, cell in placed.cells.items()}
    funds = placed.cells.get("funds")
    if funds is None:
        notes.say("KPI611", placed.cells["name"], text=placed.text("name"))
    funds_, fiscal, other = (
        read_amount(cell, unit=unit, notes=notes) if cell is not None else None
        for cell in (funds, placed.cells.get("fiscal"), placed.cells.get("other"))
    )
    return Task(words["name"], words.get("content"), funds_, words.get("goal"), fiscal=fiscal, other=other)


def _fit(placed: Placed) -> Fit:
    """A task has a name that is no amount, and money only in the columns of funds."""
    funds = [placed.text(role) for role in ("funds", "fiscal", "other") if placed.text(role)]
    is_named = bool(placed.text("name")) and not is_amount(placed.text("name"))
    if placed.outside or not is_named or not all(map(is_amount, funds)):
        return Fit.MISFIT
    return Fit.MISFIT if any(is_amount(placed.text(role)) for role in ("content", "goal")) else Fit.STRICT


def _shows_funds(placed: Placed) -> Fit:
    return Fit.STRICT if placed.text("funds") and is_amount(placed.text("funds")) else Fit.MISFIT


def _report_offset(segment: Segment, columns: Columns, *, notes: Notes) -> None:
    if segment.offset == 0:
        return
    repair = Repair(
        "KPI622",
        Certainty.CERTAIN,
        row_place(segment.rows[0]),
        before=tuple(texts(row) for row in segment.rows),
        after=tuple(placed.row(columns) for placed in segment.placed),
    )
    last = row_place(segment.rows[-1])
    found, expected = len(segment.rows[0]), columns.width
    notes.repair(repair, last=str(last.line or last.row), found=str(found), expected=str(expected))
