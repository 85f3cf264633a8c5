"""A declaration found in a grid of cells, by the labels of its parts."""

from collections.abc import Sequence

from kpirules.declaration import Amount, BudgetOverview, Declaration, FormKind, Provenance, Task, Wording
from kpirules.diagnostics import Diagnostic
from kpirules.reading.grid import Grid, Row, blanked, filled
from kpirules.reading.head import Head, read_head
from kpirules.reading.indicators import read_indicators
from kpirules.reading.labels import GOALS, goal_label, labelled_value, meaning, money_unit, stated_unit
from kpirules.reading.notes import Notes, kept
from kpirules.reading.overview import read_overview
from kpirules.reading.regions import OF_HEAD, Region, find_regions
from kpirules.reading.tasks import Tasks, read_tasks
from kpirules.source import Place, Source

_EXPECTED = {"budget": "预算整体情况", "tasks": "年度重点工作任务", "indicators": "绩效指标"}


def read_form(grid: Grid) -> tuple[Declaration | None, tuple[Diagnostic, ...]]:
    """The declaration in ``grid``, or ``None`` if no part of the form is there, and what is to be said.

    A part that is missing, a damaged row or a bad cell is a diagnostic and never loses the rest of the form.

    >>> declaration, _ = read_form(
    ...     Grid.from_rows([["部门名称", "区科协"], ["总体绩效目标", "服务科技工作者"]])
    ... )
    >>> str(declaration.overall_goal)
    '服务科技工作者'
    """
    notes = Notes()
    regions = tuple(find_regions(grid.rows))
    if all(region.kind in OF_HEAD for region in regions):
        return None, (Diagnostic("KPI601", Source("", Place(grid.file))),)
    head = read_head(regions, notes=notes)
    unit = next(
        (stated_unit(cell.text) for row in grid for cell in filled(row) if stated_unit(cell.text)), ""
    )
    budget = _read_budget(regions, unit=unit, notes=notes)
    goal, period_goal = read_goals(regions, notes=notes)
    key, other = _read_all_tasks(regions, unit=unit, notes=notes)
    indicators = tuple(
        indicator
        for region in labelled(regions, "indicators", notes=notes)
        for indicator in read_indicators(region.rows, year=head.year, notes=notes)
    )
    notes.leave_rest(grid.rows)
    _report_gaps(grid, head, goal, {region.kind for region in regions}, notes=notes)
    _report_unstated_unit((*budget, *(task.funds for task in (*key.tasks, *other.tasks))), notes=notes)
    declaration = Declaration(
        kind=head.kind,
        title=head.title,
        department=head.department,
        project=head.project,
        supervisor=head.supervisor,
        implementer=head.implementer,
        facts=head.facts,
        year=head.year,
        year_wording=head.year_wording,
        budget=budget,
        overall_goal=goal,
        period_goal=period_goal,
        key_tasks=key.tasks,
        key_tasks_total=key.total,
        other_tasks=other.tasks,
        indicators=indicators,
        repairs=tuple(notes.repairs),
        provenance=provenance_of(grid, notes),
    )
    return declaration, kept(sorted(notes.diagnostics, key=line_of))


def line_of(diagnostic: Diagnostic) -> int:
    """Diagnostics are told from the top of the form down, what concerns all of it first."""
    place = diagnostic.source.place if diagnostic.source is not None else None
    return (place.line or place.row or 0) if place is not None else 0


def labelled(regions: Sequence[Region], kind: str, *, notes: Notes) -> list[Region]:
    """The regions of one kind, their labels noted wherever they are printed again in a leading column."""
    found = [region for region in regions if region.kind == kind]
    for index, region in enumerate(found):
        if index and region.label is not None:
            notes.say("KPI603", region.label, label=region.label.text.strip())
        for row in region.rows:
            first = next(iter(filled(row)), None)
            if first is not None and meaning(first.text, table="region") == kind:
                notes.label(first)
    return found


def _read_budget(regions: Sequence[Region], *, unit: str, notes: Notes) -> BudgetOverview:
    found = labelled(regions, "budget", notes=notes)
    rows = tuple(row for region in found for row in region.rows)
    stated = next((money_unit(region.label.text) for region in found if region.label is not None), "")
    return read_overview(rows, unit=stated or unit, notes=notes)


def read_goals(regions: Sequence[Region], *, notes: Notes) -> tuple[Wording | None, Wording | None]:
    """The goal of the year and that of the whole period: the words beside or below their labels.

    A second text under one label is left for :meth:`Notes.leave_rest` to report.
    """
    found: dict[str, Wording] = {}
    for region in (*labelled(regions, "goal", notes=notes), *labelled(regions, "period_goal", notes=notes)):
        heads: dict[int, str] = {}
        kind = region.kind
        for cell in (cell for row in region.rows for cell in filled(row)):
            said = goal_label(cell.text)
            both = labelled_value(cell.text, table="region")
            if both is not None and both[0] in GOALS and both[0] not in found:
                notes.label(cell)
                found[both[0]] = Wording(both[1], cell.place)
            elif said is not None:
                notes.label(cell)
                heads[cell.column] = kind = said
            elif not notes.is_taken(cell) and heads.get(cell.column, kind) not in found:
                found[heads.get(cell.column, kind)] = notes.take(cell)
    return found.get("goal"), found.get("period_goal")


def _read_all_tasks(regions: Sequence[Region], *, unit: str, notes: Notes) -> tuple[Tasks, Tasks]:
    """Key tasks, and other tasks, which follow in the columns of the key tasks or as a line of text each."""
    key = read_tasks(
        _rows(labelled(regions, "tasks", notes=notes)), unit=unit, region=_EXPECTED["tasks"], notes=notes
    )
    listed: list[Task] = []
    columns = key.columns
    for region in labelled(regions, "other_tasks", notes=notes):
        rows = [blanked(row, notes.is_taken) for row in region.rows]
        table = [row for row in rows if len(filled(row)) != 1]
        listed += [Task(notes.take(filled(row)[0])) for row in rows if len(filled(row)) == 1]
        other = read_tasks(table, unit=unit, region="其他需完成的任务", notes=notes, columns=columns)
        listed += other.tasks
    return key, Tasks(tuple(listed))


def _rows(regions: Sequence[Region]) -> tuple[Row, ...]:
    return tuple(row for region in regions for row in region.rows)


def _report_gaps(grid: Grid, head: Head, goal: Wording | None, kinds: set[str], *, notes: Notes) -> None:
    expected = [kind for kind in _EXPECTED if kind != "tasks" or head.kind is FormKind.DEPARTMENT]
    missing = [_EXPECTED[kind] for kind in expected if kind not in kinds]
    missing += [] if head.department is not None or head.project is not None else ["部门名称"]
    missing += [] if goal is not None else ["总体绩效目标"]
    for label in missing:
        notes.say("KPI602", Place(grid.file), label=label)


def _report_unstated_unit(amounts: Sequence[Amount | None], *, notes: Notes) -> None:
    unstated = [amount for amount in amounts if amount is not None and not amount.unit]
    if unstated:
        notes.say("KPI607", unstated[0].place, text=unstated[0].text.strip(), count=str(len(unstated)))


def provenance_of(grid: Grid, notes: Notes) -> Provenance:
    """Where the form was read, with the labels recognised and the cells left."""
    return Provenance(
        grid.file,
        format=grid.format,
        encoding=grid.encoding,
        labels=tuple(notes.labels),
        unread=tuple(notes.unread),
    )
