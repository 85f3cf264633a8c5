"""Scores as a workbook: the layout that offices file, texts that stay texts, and the project's own reader reads it back."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.reporting.scores import LIVE, TOP, complete, example, hostile

from kpirules import read_forms
from kpirules.reporting.scored_record import ScoredRecord
from kpirules.reporting.scored_xlsx import score_workbook

HEADER = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
]


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)


def written(record: ScoredRecord) -> bytes:
    made = score_workbook(record)
    assert isinstance(made, bytes)
    return made


def page(record: ScoredRecord) -> Worksheet:
    return load_workbook(io.BytesIO(written(record))).worksheets[0]


def texts(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def header_row(sheet: Worksheet) -> int:
    return texts(sheet).index(list(HEADER)) + 1


def test_a_project_has_its_official_layout() -> None:
    sheet = page(complete())
    rows = texts(sheet)
    assert rows[0][0] == "项目支出绩效自评表"
    assert rows[1][0] == "（2024年度）"
    assert [
        "预算资金",
        "资金来源",
        "年初预算数",
        "全年预算数(A)",
        "全年执行数(B)",
        "分值",
        "执行率(B/A)",
        "得分",
    ] in rows
    assert [None, "年度资金总额", None, "880万元", "880万元", 10, "100.00%", 10] in rows
    first = header_row(sheet)
    assert rows[first : first + 4] == [
        ["产出指标", "数量指标", "讲座场次", "≥15场", "15场", 40, 40, None],
        [None, "时效指标", "按期办结率", "≥90%", "95%", 10, 10, None],
        ["效益指标", "社会效益指标", "受众人次", "≥2万人次", "18000人次", 30, 27, "场地改造，秋季停办"],
        ["满意度指标", "服务对象满意度指标", "受众满意度", "≥90%", "“不适用”", 10, "不适用，不计分", None],
    ]
    assert rows[first + 4] == ["总分", None, None, None, None, 100, 96.67, "等级 优"]


def test_a_department_has_its_own_title() -> None:
    assert texts(page(example()))[0][0] == "部门整体支出绩效自评表"


def test_the_funds_of_a_department_are_the_sum_of_its_income() -> None:
    rows = texts(page(example()))
    (total,) = (row for row in rows if row[1] == "年度资金总额")
    assert total[2:] == ["847.85万元", "847.85万元", "812.36万元", 10, "95.81%", 9.58]
    assert [row[1:4] for row in rows if str(row[1]).startswith("其中")] == [
        ["其中：财政拨款", "847.85万元", None],
        ["其中：其他资金", "0万元", None],
    ]


def test_what_is_unscored_says_so_and_is_no_number() -> None:
    record = example()
    sheet = page(record)
    first = header_row(sheet) + 1
    for at, row in enumerate(record.scored.rows):
        points = sheet.cell(first + at, 7).value
        assert row.score is not None
        known = row.score.points.known
        if known is None:
            assert isinstance(points, str)
            assert points.startswith("未评分")
        else:
            assert points == float(known)
    assert sheet.cell(first + len(record.scored.rows), 7).value == "55.75～98.25"


def test_levels_are_merged_and_printed_once() -> None:
    sheet = page(complete())
    first = header_row(sheet) + 1
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert f"A{first}:A{first + 1}" in merged
    assert f"A{first + 2}:A{first + 2}" not in merged
    for area in sheet.merged_cells.ranges:
        beyond = [
            cell.value
            for row in sheet[area.coord]
            for cell in row
            if cell.coordinate != area.start_cell.coordinate
        ]
        assert set(beyond) <= {None}


def test_it_is_ready_for_a4() -> None:
    sheet = page(example())
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${header_row(sheet)}:${header_row(sheet)}"


@pytest.mark.parametrize("make", [example, complete, hostile])
def test_no_cell_is_a_formula(make: Callable[[], ScoredRecord]) -> None:
    book = load_workbook(io.BytesIO(written(make())))
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                if isinstance(cell.value, str):
                    assert cell.number_format == "@"
    assert book.defined_names == {}


def test_a_name_that_looks_like_a_formula_is_shown_as_it_is() -> None:
    values = [cell for row in texts(page(hostile())) for cell in row]
    assert f"{LIVE}0≥15场" in values


@pytest.mark.parametrize("make", [example, complete])
def test_the_form_is_read_back(make: Callable[[], ScoredRecord], tmp_path: Path) -> None:
    record = make()
    path = tmp_path / "score.xlsx"
    path.write_bytes(written(record))
    found = read_forms(path)
    declaration = record.scored.assessment.declaration
    assert len(found.forms) == 1
    again = found.forms[0].declaration
    assert again.kind is declaration.kind
    assert again.project == declaration.project or str(again.project) == str(declaration.project)
    count = len(declaration.indicators)
    # Below them stands the line of the total.
    assert [one.path for one in again.indicators[:count]] == [one.path for one in declaration.indicators]
    assert [one.target and str(one.target) for one in again.indicators[:count]] == [
        one.target and str(one.target) for one in declaration.indicators
    ]
    assert [one.weight and one.weight.value for one in again.indicators[:count]] == [
        row.weight for row in record.scored.rows
    ]
