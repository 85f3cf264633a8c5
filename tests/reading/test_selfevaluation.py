"""Self-evaluation sheets read from every format, and from cells that mean harm."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from tests.reading.written import WRITERS

from kpirules import Agreement, SelfEvaluation, audit_sheet, read, read_selfevaluations, recheck
from kpirules.declaration import Wording
from kpirules.reading.grid import Grid
from kpirules.reading.selfevaluation import read_selfevaluation
from kpirules.schema import selfevaluation_from_json, selfevaluation_to_json

TOP = Path(__file__).parents[2]
HEADER = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因"
FUNDS = "项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分"
SHEET = TOP / "tests" / "evaluations" / "library.txt"
ROWS = [line.split("\t") for line in SHEET.read_text(encoding="utf-8").rstrip("\n").split("\n")]


def said(sheet: SelfEvaluation) -> dict[str, object]:
    """What a sheet says, wherever it stands."""
    return {
        "head": [text(words) for words in (sheet.title, sheet.project, sheet.supervisor, sheet.implementer)],
        "year": sheet.year,
        "funds": [
            (
                line.label.text,
                *(str(amount) for amount in (line.initial, line.budget, line.executed)),
                *(one.value if one is not None else None for one in (line.weight, line.rate, line.score)),
            )
            for line in sheet.funds
        ],
        "goals": (text(sheet.expected_goal), text(sheet.achieved_goal)),
        "rows": [
            (
                row.indicator.path,
                row.indicator.target.text if row.indicator.target is not None else None,
                text(row.actual),
                row.indicator.weight.value if row.indicator.weight is not None else None,
                row.score.text if row.score is not None else None,
                text(row.reason),
            )
            for row in sheet.rows
        ],
        "total": (
            sheet.total_weight and sheet.total_weight.value,
            sheet.total_score and sheet.total_score.value,
            text(sheet.grade),
        ),
    }


def text(words: Wording | None) -> str | None:
    return "".join(words.text.split()) if words is not None else None


def only(path: Path) -> SelfEvaluation:
    [one] = read_selfevaluations(path).sheets
    return one.sheet


def of(rows: Sequence[Sequence[str]]) -> tuple[SelfEvaluation, list[str]]:
    sheet, told = read_selfevaluation(Grid.from_rows(rows))
    assert sheet is not None
    return sheet, [diagnostic.code for diagnostic in told]


def table(text_: str) -> list[list[str]]:
    return [line.split("|") for line in text_.strip().split("\n")]


def test_every_part_of_a_sheet_is_read() -> None:
    sheet = only(SHEET)
    whole = said(sheet)
    assert whole["head"] == ["项目支出绩效自评表", "社区图书角建设", "虚构县文化局", "虚构县图书馆"]
    assert (sheet.year, len(sheet.rows), len(sheet.funds)) == (2024, 13, 4)
    assert whole["goals"] == ("建成社区图书角12个，办讲座15场", "建成图书角11个，讲座20场")
    assert whole["total"] == (100, 98, "优")
    assert sheet.rows[2].indicator.path == "产出指标（45分）/数量指标/藏书册数"
    assert text(sheet.rows[2].reason) == "书商延期到货"
    assert sheet.provenance.unread == ()


@pytest.mark.parametrize("format_", WRITERS)
def test_every_format_says_the_same(tmp_path: Path, format_: str) -> None:
    path = tmp_path / "sheet"
    path.write_bytes(WRITERS[format_](ROWS))
    assert said(only(path)) == said(only(SHEET))


def test_a_sheet_comes_back_from_json(tmp_path: Path) -> None:
    sheet = only(SHEET)
    written = selfevaluation_to_json(sheet)
    assert selfevaluation_from_json(written) == (sheet, ())
    path = tmp_path / "sheet.json"
    path.write_text(written, encoding="utf-8")
    assert only(path) == sheet


def test_a_declaration_is_no_sheet_and_a_sheet_is_still_read_as_one() -> None:
    declared = read_selfevaluations(TOP / "tests" / "evaluations" / "library.declaration.txt")
    assert declared.sheets == ()
    assert [told.code for told in declared.diagnostics] == ["KPI940"]
    declaration, told = read(SHEET)
    assert declaration is not None
    assert {row.indicator.name for row in only(SHEET).rows} <= {one.name for one in declaration.indicators}
    assert "KPI614" in {diagnostic.code for diagnostic in told}


def test_columns_for_comparator_value_and_unit() -> None:
    sheet, _ = of(
        table("""
        绩效指标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|全年实际值|分值|自评得分|未完成原因分析
        |产出指标|数量指标|资助人数|≥|735|人|735|10|10|
        ||质量指标|覆盖率|≥|98|%|100%|10|10|
        """)
    )
    assert [str(row.indicator.target) for row in sheet.rows] == ["≥ 735人", "≥ 98%"]
    assert [row.actual and row.actual.text for row in sheet.rows] == ["735", "100%"]


@pytest.mark.parametrize(
    "line, weight, score, grade",
    [
        ("总分|||||100|96|优", 100, 96, "优"),
        ("合　计||||||96|", None, 96, None),
        ("总分|100|96", 100, 96, None),
        ("总分：96分", None, 96, None),
        ("自评总分|96", None, 96, None),
        ("总分|||||100||", 100, None, None),
        ("合计|100", None, None, None),
    ],
)
def test_the_line_of_the_total(line: str, weight: int | None, score: int | None, grade: str | None) -> None:
    sheet, _ = of(
        table(
            f"一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因\n产出指标|数量指标|讲座|≥1场|1场|90|90|\n{line}"
        )
    )
    assert said(sheet)["total"] == (weight, score, grade)
    assert len(sheet.rows) == 1


def test_funds_under_their_own_heading_and_goals_of_the_project() -> None:
    sheet, _ = of(
        table("""
        项目名称|档案库房除湿
        项目基本情况|项目年度目标|年度目标完成情况
        |添置除湿机三台|已添置三台
        预算执行情况(10分)|年度预算数(万元)|年初预算|调整后预算数|预算执行数|预算执行率|权重|得分|原因
        |总额|0.00|4.20|4.20|100.00%|10|10|年中追加
        |其中:财政资金|0.00|4.20|4.20|100.00%|/|/|
        |单位资金|0.00|0.00|0.00|0.00%|/|/|
        绩效指标(90分)|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析
        |产出指标|数量指标|除湿机台数|=|3|台|3|90|90|
        合计||||||||100|100|
        """)
    )
    assert [(line.label.text, str(line.budget)) for line in sheet.funds] == [
        ("总额", "4.2万元"),
        ("其中:财政资金", "4.2万元"),
        ("单位资金", "0万元"),
    ]
    assert said(sheet)["goals"] == ("添置除湿机三台", "已添置三台")
    found = recheck(sheet)
    assert [row.agreement for row in found.rows] == [Agreement.FOLLOWS]
    assert (found.execution.agreement, found.total.agreement) == (Agreement.FOLLOWS, Agreement.FOLLOWS)
    assert text(sheet.total_funds.reason if sheet.total_funds is not None else None) == "年中追加"


def test_blank_rows_of_the_template_are_told_and_left_out() -> None:
    rows = "产出指标|数量指标|指标1：讲座|≥1场|1场|90|90|\n||指标2：|||||\n||……|||||\n||指标3：/|/|/|/|/|\n"
    rows += "|质量指标|指标1|≥90%|91%|5|5|"
    sheet, codes = of(table(f"{HEADER}\n{rows}"))
    assert [row.indicator.name for row in sheet.rows] == ["指标1：讲座", "指标1"]
    assert codes.count("KPI942") == 1


def test_a_grade_beside_its_label_and_a_line_below_the_total() -> None:
    sheet, codes = of(
        table("""
        自评得分|90|自评等级|优
        一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
        产出指标|数量指标|讲座|≥1场|1场|90|90
        小计|||||90|90
        总分|||||100|100
        评价等级：优秀|填表人：某某
        """)
    )
    assert text(sheet.grade) == "优秀"
    assert [fact.value.text for fact in sheet.facts] == ["某某"]
    assert codes.count("KPI604") >= 3  # the subtotal and the first line are told


def test_what_found_no_place_is_told() -> None:
    _, codes = of(
        table("""
        一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
        产出指标|数量指标|讲座|≥1场|1场|90|90
        总分|||||100|100
        注：本表由财务科填写
        """)
    )
    assert "KPI604" in codes


def test_merged_cells_and_the_tasks_of_a_department() -> None:
    [one] = read_selfevaluations(TOP / "tests" / "evaluations" / "department.html").sheets
    whole = said(one.sheet)
    assert [line.label.text for line in one.sheet.funds] == ["年度资金总额", "其中：财政拨款"]
    assert whole["goals"] == ("清淤三公里", "清淤三公里")
    assert [row.indicator.name for row in one.sheet.rows] == ["清淤长度", "验收合格率", "群众满意度"]
    assert whole["total"] == (100, 99, None)
    found = recheck(one.sheet)
    assert (found.counts[Agreement.FOLLOWS], found.total.agreement) == (3, Agreement.FOLLOWS)
    left = {words.text for words in one.sheet.provenance.unread}
    assert {"清淤", "河道清淤", "20", "18"} <= left  # the tasks have no place in the sheet, and are told


HOSTILE = [
    '=HYPERLINK("http://x","1")',
    "9" * 5_000,
    "1" + "0" * 400,
    "-5",
    "0/0",
    "１０",
    "\u202e01",
    "<b>10</b>",
    "1e999",
    "NaN",
    "∞",
    "满意" * 3_000,
    "\x00\x07",
    "10|10",
]


@pytest.mark.parametrize("cell", HOSTILE)
def test_hostile_cells_are_told_and_lose_no_row(cell: str) -> None:
    for column in range(8):
        body = ["产出指标", "数量指标", "讲座", "≥1场", "1场", "45", "45", ""]
        rows = [
            *table(FUNDS),
            ["", "年度资金总额", *[cell] * 6],
            *table(HEADER),
            [*body[:column], cell, *body[column + 1 :]],
            ["", "质量指标", "合格率", "≥90%", "91%", "45", "45", ""],
        ]
        sheet, _ = of([*rows, ["总分", "", "", "", "", cell, cell, cell]])
        assert sheet.rows[-1].indicator.name == "合格率"
        audit_sheet(recheck(sheet))


@settings(max_examples=60, deadline=None)
@given(some.data())
def test_any_cells_are_read_and_computed(data: some.DataObject) -> None:
    known = "得分 总分 100% 10 ≥15场 部分达成 产出指标 数量指标 年度资金总额 合计 其中：财政拨款 完成 - 实际完成情况"
    words = some.one_of(some.text(max_size=8), some.sampled_from(["", *known.split()]))
    rows = data.draw(some.lists(some.lists(words, min_size=1, max_size=9), max_size=8))
    [header], [funds] = table(HEADER), table(FUNDS)
    at = data.draw(some.integers(0, len(rows)))
    sheet, _ = read_selfevaluation(Grid.from_rows([funds, *rows[:at], header, *rows[at:]]))
    assert sheet is not None
    found = audit_sheet(recheck(sheet))
    assert selfevaluation_from_json(selfevaluation_to_json(sheet))[0] == sheet
    assert len(found.ledger) == 10
