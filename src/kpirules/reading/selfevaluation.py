"""A self-evaluation sheet found in a grid of cells, by the labels of its parts."""

import re
from collections.abc import Sequence

from kpirules.declaration import Amount, EvaluatedRow, FundsLine, Indicator, Printed, SelfEvaluation, Wording
from kpirules.diagnostics import Diagnostic
from kpirules.reading.achieved import read_achieved
from kpirules.reading.alignment import Placed
from kpirules.reading.columns import Columns, find_columns
from kpirules.reading.form import line_of, provenance_of, read_goals
from kpirules.reading.funds import read_funds
from kpirules.reading.grid import Grid, Row, filled
from kpirules.reading.head import read_foot, read_head
from kpirules.reading.indicators import read_rows
from kpirules.reading.labels import fold, meaning, stated_unit
from kpirules.reading.notes import Notes, kept
from kpirules.reading.printed import is_dash, read_points
from kpirules.reading.regions import find_regions
from kpirules.reading.totals import is_total, read_totals
from kpirules.source import Place, Source

_TABLE, _MORE = "indicator_columns", "evaluation_columns"
_ANSWERS = {"actual", "score"}
_SUBTOTAL = "小计"
_UNFILLED = re.compile(r"(?:指标[0-9一二三四五六七八九十]*[:：]?|[….·]+|[/—-]+)[/—-]*")
_LONGEST_UNFILLED = 20


def read_selfevaluation(grid: Grid) -> tuple[SelfEvaluation | None, tuple[Diagnostic, ...]]:
    """The sheet in ``grid``, or ``None`` (KPI940) where no table of indicators has a column 实际完成值 or 得分.

    A part that is missing, a damaged row or a bad cell is a diagnostic and never loses the rest of the sheet; a cell that
    found no place is told.

    >>> head = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    >>> rows = [head, ["产出指标", "数量指标", "讲座场次", "≥15场", "14场", "10", "9.33"]]
    >>> sheet, _ = read_selfevaluation(Grid.from_rows(rows))
    >>> str(sheet.rows[0].actual), sheet.rows[0].score.value
    ('14场', Fraction(933, 100))
    """
    rows = grid.rows
    headers = [(at, columns) for at, row in enumerate(rows) if (columns := _columns(row)) is not None]
    if not headers:
        return None, (Diagnostic("KPI940", Source("", Place(grid.file))),)
    start, columns = headers[0]
    notes = Notes()
    above, table, below = _cut(rows, start)
    unit = next(
        (stated_unit(cell.text) for row in rows for cell in filled(row) if stated_unit(cell.text)), ""
    )
    funds = read_funds(above, unit=unit, notes=notes)
    expected, achieved = read_achieved(above, notes=notes)
    regions = tuple(find_regions(above))
    head = read_head(regions, notes=notes)
    if expected is None and achieved is None:
        expected, _ = read_goals(regions, notes=notes)
    evaluated = _read_rows(table, year=head.year, notes=notes)
    totals = read_totals(below, columns.numbers, head=above, notes=notes)
    foot = read_foot(below, notes=notes)
    notes.leave_rest(rows)
    _report_unstated_unit(funds, notes=notes)
    sheet = SelfEvaluation(
        kind=head.kind,
        title=head.title,
        department=head.department,
        project=head.project,
        supervisor=head.supervisor,
        implementer=head.implementer,
        facts=(*head.facts, *foot),
        year=head.year,
        year_wording=head.year_wording,
        funds=funds,
        expected_goal=expected,
        achieved_goal=achieved,
        rows=evaluated,
        total_weight=totals.weight,
        total_score=totals.score,
        grade=totals.grade,
        repairs=tuple(notes.repairs),
        provenance=provenance_of(grid, notes),
    )
    return sheet, kept(sorted(notes.diagnostics, key=line_of))


def _columns(row: Row) -> Columns | None:
    """The columns of a header of indicators that were answered or scored."""
    columns = find_columns(row, table=_TABLE, more=_MORE)
    return columns if columns is not None and _ANSWERS & columns.numbers.keys() else None


def _cut(rows: Sequence[Row], start: int) -> tuple[Sequence[Row], list[Row], Sequence[Row]]:
    """What stands above the first header, the table without its subtotals, and what stands from the total on."""
    ends = (at for at, row in enumerate(rows) if at > start and is_total(row))
    end = next(ends, len(rows))
    table = [row for row in rows[start:end] if not _is_subtotal(row)]
    return rows[:start], table, rows[end:]


def _is_subtotal(row: Row) -> bool:
    """Whether a row sums up a block: 小计 in the column of any level, 效益指标小计."""
    return any(fold(cell.text).endswith(_SUBTOTAL) for cell in filled(row)[:3])


def _read_rows(table: Sequence[Row], *, year: int | None, notes: Notes) -> tuple[EvaluatedRow, ...]:
    for row in table:
        first = next(iter(filled(row)), None)
        if first is not None and meaning(first.text, table="region") == "indicators":
            notes.label(first)
    found = read_rows(table, more=_MORE, year=year, notes=notes)
    rows = tuple(_row(indicator, placed, notes) for indicator, placed in found)
    blank = [row for row in rows if _is_unfilled(row)]
    if blank:
        left = blank[0].indicator
        notes.say("KPI942", left.place, text=left.name, count=str(len(blank)))
    return tuple(row for row in rows if not _is_unfilled(row))


def _is_unfilled(row: EvaluatedRow) -> bool:
    """Whether nothing was written into a row of the template: 指标2 or …… alone."""
    indicator = row.indicator
    written = (row.actual, row.score, row.reason, indicator.weight)
    targets = (one for one in (indicator.annual_target, indicator.period_target) if one is not None)
    return (
        len(indicator.name) <= _LONGEST_UNFILLED
        and _UNFILLED.fullmatch(indicator.name) is not None
        and all(one is None for one in written)
        and all(is_dash(one.text) for one in targets)
    )


def _row(indicator: Indicator, placed: Placed, notes: Notes) -> EvaluatedRow:
    return EvaluatedRow(
        indicator,
        _words(placed, "actual"),
        _score(placed, notes),
        _words(placed, "reason"),
    )


def _words(placed: Placed, role: str) -> Wording | None:
    """The words of a cell; the signs for nothing are none."""
    cell = placed.cells.get(role)
    return Wording(cell.text, cell.place) if cell is not None and not is_dash(cell.text) else None


def _score(placed: Placed, notes: Notes) -> Printed | None:
    cell = placed.cells.get("score")
    return read_points(cell, notes=notes) if cell is not None else None


def _report_unstated_unit(funds: Sequence[FundsLine], *, notes: Notes) -> None:
    amounts: list[Amount] = [
        amount
        for line in funds
        for amount in (line.initial, line.budget, line.executed)
        if amount is not None
    ]
    unstated = [amount for amount in amounts if not amount.unit]
    if unstated:
        notes.say("KPI607", unstated[0].place, text=unstated[0].text.strip(), count=str(len(unstated)))
