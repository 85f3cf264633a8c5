"""Scores as the workbook that offices file: 项目支出绩效自评表 or 部门整体支出绩效自评表, and a sheet of the arithmetic.

No cell is a formula, and every text is stored as text, whatever it begins with. Points and weights are numbers.
"""

import io
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kpirules.collector import paused_collector
from kpirules.declaration import FormKind, Split
from kpirules.diagnostics import Diagnostic
from kpirules.quantity.number import write_number
from kpirules.reporting.cells import Value, decimal, looks, put, set_up
from kpirules.reporting.columns import clean, width
from kpirules.reporting.parts import timeless
from kpirules.reporting.score_line import ScoreLine
from kpirules.reporting.score_sheet import ScoreSheet, score_sheet
from kpirules.reporting.scored_record import ScoredRecord

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TITLES = {FormKind.PROJECT: "项目支出绩效自评表", FormKind.DEPARTMENT: "部门整体支出绩效自评表"}
_HEADER = (
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)
_FUNDS = ("资金来源", "年初预算数", "全年预算数(A)", "全年执行数(B)", "分值", "执行率(B/A)", "得分")
_HOW = ("序号", "指标", "结论", "差距", "分值", "得分", "算式", "计分规则", "说明")
_WIDTHS = (13, 16, 30, 24, 24, 8, 12, 38)
_HOW_WIDTHS = (6, 34, 10, 14, 8, 20, 44, 18, 60)
_LAST = len(_WIDTHS)
_LINE_POINTS = 15
_MOST_HEIGHT = 400
_LONGEST = 1_000


def score_workbook(record: ScoredRecord) -> bytes | Diagnostic:
    """The workbook as an xlsx file; what is unscored says so and is no number. KPI826 says that openpyxl is not installed.

    >>> from kpirules import Assessment, Declaration, score
    >>> score_workbook(ScoredRecord(score(Assessment(Declaration(), ()))))[:2]
    b'PK'
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra
    except ImportError:
        return Diagnostic("KPI826", values={"package": "openpyxl", "extra": "excel"})
    with paused_collector():
        book = Workbook()
        sheet = score_sheet(record)
        first = book.worksheets[0]
        first.title = "绩效自评表"
        _Form(first, sheet).write()
        _write_how(book.create_sheet("计分依据"), sheet)
        made = io.BytesIO()
        book.save(made)
        return timeless(made.getvalue())


class _Form:
    """The writing of the first sheet, from its top down."""

    def __init__(self, page: "Worksheet", sheet: ScoreSheet) -> None:
        self.page = page
        self.sheet = sheet
        self.looks = looks()
        self.row = 0

    def write(self) -> None:
        self.head()
        self.funds()
        self.goals()
        self.indicators()
        self.total()
        set_up(self.page, _WIDTHS)

    def head(self) -> None:
        sheet = self.sheet
        self.across([(1, _LAST, _TITLES[sheet.kind])], font=self.looks.title, height=30)
        year = f"（{sheet.year}年度）" if sheet.year.isdigit() else "（年度未写明）"
        self.across([(1, _LAST, year)])
        named = () if sheet.kind is FormKind.PROJECT else (("部门名称", sheet.department),)
        for label, text in (*named, *sheet.facts):
            self.across([(1, 1, label), (2, _LAST, text)], height=_height(text, 2, _LAST))
        self.across([(1, 1, "自评结果"), (2, _LAST, f"{sheet.total}；{sheet.grade}")])

    def funds(self) -> None:
        """The block of the funds; points stand in the line of the total alone."""
        sheet, scored = self.sheet, self.sheet.record.scored
        execution, budget = scored.execution, scored.assessment.declaration.budget
        top = self.row + 1
        self.across([(1, 1, "预算资金"), *((at, at, text) for at, text in enumerate(_FUNDS, start=2))])
        split = budget.income or budget.expenditure
        known = execution.points.known
        points: Value = sheet.spending_points
        if known is not None:
            points = decimal(scored.policy.rounding.round(known), places=scored.policy.rounding.decimals)
        self.across(
            [
                (1, 1, ""),
                (2, 2, "年度资金总额" + ("" if scored.counts_execution else "（得分在总分之外）")),
                (3, 3, _planned(split)),
                (4, 4, sheet.budget),
                (5, 5, sheet.executed),
                (6, 6, decimal(execution.weight)),
                (7, 7, sheet.rate),
                (8, 8, points),
            ]
        )
        for line in split.lines if split is not None else ():
            amount = str(line.amount) if line.amount is not None else ""
            texts = (f"其中：{clean(line.name.text)}", amount, "", "", "—", "", "—")
            self.across([(1, 1, ""), *((at, at, text) for at, text in enumerate(texts, start=2))])
        self.merge(top, 1, self.row, 1)

    def goals(self) -> None:
        """What was aimed at; what became of it is for people to write."""
        top = self.row + 1
        self.across([(1, 1, "年度总体目标"), (2, 5, "预期目标"), (6, _LAST, "实际完成情况")])
        goal = self.sheet.goal
        height = max(_height(goal, 2, 5), 4 * _LINE_POINTS)
        self.across([(1, 1, ""), (2, 5, goal), (6, _LAST, "")], height=height, left={2, 6})
        self.merge(top, 1, self.row, 1)

    def indicators(self) -> None:
        """The rows under their levels, each printed once for all rows it holds for."""
        header = self.row + 1
        self.across(
            [(at, at, text) for at, text in enumerate(_HEADER, start=1)],
            font=self.looks.bold,
        )
        self.page.print_title_rows = f"{header}:{header}"
        lines = list(self.sheet.lines)
        first = self.row + 1
        for line in lines:
            values = (
                *line.levels,
                _target(line),
                line.actual,
                _weight(line),
                _points(line),
                _deviation(line),
            )
            self.across([(at, at, value) for at, value in enumerate(values, start=1)], left={3, 4, 5, 8})
        self.merge_levels(first, lines)

    def merge_levels(self, first: int, lines: list[ScoreLine]) -> None:
        row = first
        for _, below in groupby(lines, key=lambda line: line.levels[0]):
            start = row
            for _, rows in groupby(below, key=lambda line: line.levels[1]):
                count = len(list(rows))
                self.merge(row, 2, row + count - 1, 2)
                row += count
            self.merge(start, 1, row - 1, 1)

    def total(self) -> None:
        sheet, total = self.sheet, self.sheet.record.scored.total
        known = total.points.known
        shown: Value = sheet.printed
        if known is not None:
            shown = decimal(total.policy.rounding.round(known), places=total.policy.rounding.decimals)
        self.across(
            [(1, 5, "总分"), (6, 6, decimal(total.whole)), (7, 7, shown), (8, _LAST, sheet.grade)],
            font=self.looks.bold,
        )

    def across(
        self,
        cells: Iterable[tuple[int, int, Value]],
        *,
        font: Any = None,  # noqa: ANN401 - a style of openpyxl
        left: frozenset[int] | set[int] = frozenset(),
        height: float | None = None,
    ) -> None:
        """The next row: texts or numbers, each from a column to a column."""
        self.row += 1
        for start, end, value in cells:
            for column in range(start, end + 1):
                cell = self.page.cell(self.row, column)
                cell.border = self.looks.border
                cell.alignment = self.looks.left if start in left else self.looks.centred
                cell.font = font or self.looks.plain
                if column == start:
                    put(cell, value)
            if end > start:
                self.merge(self.row, start, self.row, end)
        if height is not None:
            self.page.row_dimensions[self.row].height = height

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right) and bottom >= top:
            # Not merge_cells: it makes cells anew for what stands there already, one area at a time.
            from openpyxl.worksheet.cell_range import CellRange  # noqa: PLC0415 - an extra

            area = CellRange(min_col=left, min_row=top, max_col=right, max_row=bottom)
            self.page.merged_cells.ranges.add(area)
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) != (top, left):
                        self.page.cell(row, column).value = None


def _write_how(page: "Worksheet", sheet: ScoreSheet) -> None:
    """The second sheet: how every score came about, and the rules with their grounds."""
    styles = looks()
    rows: Iterator[tuple[Value, ...]] = (
        (
            str(line.number),
            "/".join(level for level in line.levels if level),
            line.verdict,
            line.margin,
            _weight(line),
            _points(line),
            line.arithmetic,
            line.rule,
            "；".join(
                filter(None, (line.sentence, *(f"{one.code} {one.text}".strip() for one in line.remarks)))
            ),
        )
        for line in sheet.lines
    )
    rules = ((rule.key, rule.label, rule.sure, "", "", "", rule.source) for rule in sheet.rules)
    told = (
        ("计分办法", f"{sheet.policy}，{sheet.weights}"),
        ("依据", f"{sheet.source}（{sheet.sure}）"),
        ("预算执行", sheet.spending),
        *sheet.files,
        *((one.code, one.text) for one in sheet.notes),
    )
    for number, row in enumerate([_HOW, *rows, (), *rules, (), *told], start=1):
        for column, value in enumerate(row, start=1):
            cell = page.cell(number, column)
            put(cell, value)
            cell.alignment = styles.left
            cell.font = styles.bold if number == 1 else styles.plain
    page.print_title_rows = "1:1"
    page.freeze_panes = "A2"
    set_up(page, _HOW_WIDTHS)


def _planned(split: Split | None) -> str:
    """The printed total; where there is none the sum of the lines, if all of them have an amount."""
    if split is None:
        return ""
    if split.total is not None:
        return str(split.total)
    amounts = [line.amount.value for line in split.lines if line.amount is not None]
    if not amounts or len(amounts) < len(split.lines):
        return ""
    return f"{write_number(sum(amounts, Fraction(0)))}万元"


def _height(text: str, first: int, last: int) -> float:
    """What a spreadsheet does not reckon for merged cells: the lines that a text takes in their columns."""
    lines = -(-width(text) // (sum(_WIDTHS[first - 1 : last]) - 4)) or 1
    return min(lines * _LINE_POINTS + 3, _MOST_HEIGHT)


def _target(line: ScoreLine) -> str:
    """As the form has it."""
    target = line.score.row.indicator.target
    return clean(target.text, longest=_LONGEST) if target is not None else ""


def _weight(line: ScoreLine) -> Value:
    return "" if line.score.weight is None else decimal(line.score.weight)


def _points(line: ScoreLine) -> Value:
    """The number alone where there is one; a row that does not apply has none."""
    score = line.score.score
    known = score.points.known if score is not None else None
    if score is None or known is None or score.rule == "not_applicable":
        return line.points
    rounding = score.policy.rounding
    return decimal(rounding.round(known), places=rounding.decimals)


def _deviation(line: ScoreLine) -> str:
    """What the department says; where it owes a word, or nothing could be scored, that."""
    if line.reason:
        return line.reason
    if line.is_open:
        return line.sentence
    return "（须说明原因）" if line.score.needs_reason else ""
