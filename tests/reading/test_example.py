"""The published form of docs/examples, read to the last cell."""

from fractions import Fraction
from pathlib import Path

import pytest

from kpirules.declaration import Certainty, Declaration
from kpirules.diagnostics import Diagnostic
from kpirules.reading import read, read_actuals

HUANGPU = Path(__file__).parents[2] / "docs" / "examples" / "huangpu"
COUNTS = [
    (23, "科学老师、社区科普工作人员等培训场次", "≥2场"),
    (24, "黄埔科普讲坛活动场次", "≥6场"),
    (25, "科普志愿服务队招募数量", "≥8支队伍"),
    (26, "举办“黄埔科协FM818”系列活动场次", "≥15场"),
    (27, "科普宣传栏更新维护次数", "2次"),
    (28, "开展全国科普日活动场次", "≥3场"),
    (29, "开展科学精神和科学家精神巡展场次", "≥8场"),
    (30, "科普大篷车服务场次", "≥15场"),
    (31, "组织企业科协交流互动场次", "≥15场"),
    (32, "举办科技工作者联谊活动场次", "≥3场"),
    (33, "科普课程研发项目数量", "≥20项"),
]
FUNDS = ["20.00", "20.00", "38.80", "8.92", "60.00", "30.00", "22.00"]
CHECKLIST = "完成动员、推荐、遴选发布、宣传等工作"
SURVEY = r"满意人数/调查总人数 $\geq 90\%$"
STAR = "区最美科技工作者学习宣传活动"
FILM = "区科协工作宣传片拍摄工作"


@pytest.fixture(scope="module")
def reading() -> tuple[Declaration, tuple[Diagnostic, ...]]:
    declaration, diagnostics = read(HUANGPU / "declaration.txt")
    assert declaration is not None
    return declaration, diagnostics


@pytest.fixture(scope="module")
def declaration(reading: tuple[Declaration, tuple[Diagnostic, ...]]) -> Declaration:
    return reading[0]


def line(datum: object) -> int | None:
    place = getattr(datum, "place", None)
    return None if place is None else place.line


def test_head(declaration: Declaration) -> None:
    assert str(declaration.title) == "部门整体预算绩效目标申报表"
    assert str(declaration.department) == "广州市黄埔区科学技术协会（广州开发区科学技术协会）（部门）"
    assert (line(declaration.title), line(declaration.department)) == (3, 5)
    assert declaration.year is None


def test_every_amount_of_the_budget_is_exact(declaration: Declaration) -> None:
    budget = declaration.budget
    amounts = {
        budget.basic_expenditure: ("515.85", 7, 3),
        budget.project_expenditure: ("332.00", 8, 3),
        budget.fiscal_appropriation: ("847.85", 7, 5),
        budget.other_income: ("0.00", 8, 5),
        budget.special_funds: ("0.00", 10, 3),
        budget.other_development: ("0.00", 11, 3),
        budget.own_level: ("847.85", 10, 5),
        budget.transfers: ("0.00", 11, 5),
    }
    for amount, (text, at, column) in amounts.items():
        assert amount is not None
        assert amount.place is not None
        assert (amount.text, amount.value, amount.unit) == (text, Fraction(text), "万元")
        assert (amount.place.line, amount.place.column) == (at, column)
    assert len(list(budget)) == 8
    assert not budget.further
    assert all(split.total is None for split in budget.splits)


def test_goal_and_tasks(declaration: Declaration) -> None:
    assert str(declaration.overall_goal).startswith("肩负起党和政府联系科技工作者桥梁")
    assert [task.funds.text for task in declaration.key_tasks if task.funds] == FUNDS
    assert sum(task.funds.value for task in declaration.key_tasks if task.funds) == Fraction("199.72")
    assert [line(task.name) for task in declaration.key_tasks] == list(range(14, 21))
    assert all(task.content and task.goal for task in declaration.key_tasks)
    assert str(declaration.key_tasks[4].name) == "科普课程研发工作"
    assert declaration.key_tasks_total is None
    assert declaration.other_tasks == ()


def test_quantities(declaration: Declaration) -> None:
    for indicator, (at, name, text) in zip(declaration.indicators[:11], COUNTS, strict=True):
        assert indicator.path == f"产出指标/数量指标/{name}"
        assert indicator.place is not None
        assert indicator.place.line == at
        assert indicator.annual_target is not None
        assert indicator.period_target is not None
        assert indicator.annual_target.text == indicator.period_target.text == text
        assert indicator.annual_target.rule is not None
        assert not indicator.is_tentative
        assert line(indicator.level1) == line(indicator.level2) == 23
    assert len(declaration.indicators) == 15


def test_the_row_with_a_second_reading_is_tentative(declaration: Declaration) -> None:
    film = declaration.indicators[11]
    assert film.path == f"效益指标/可持续影响指标/{FILM}"
    assert film.is_tentative
    assert film.target is None
    assert film.level1 is not None
    assert film.level1.place is None
    (other,) = film.others
    assert other.path == "效益指标/可持续影响指标"
    assert other.annual_target is not None
    assert other.annual_target.text == FILM
    repair = declaration.repairs[0]
    assert (line(repair), repair.certainty) == (34, Certainty.TENTATIVE)
    assert repair.before == (("", "", "", "可持续影响指标", "", FILM),)
    assert repair.after == (("", "效益指标", "可持续影响指标", FILM, "", ""),)
    assert repair.others == ((("", "效益指标", "可持续影响指标", "", "", FILM),),)


def test_the_row_that_slipped_is_put_right(declaration: Declaration) -> None:
    star = declaration.indicators[12]
    assert star.path == f"产出指标/数量指标/{STAR}"
    assert not star.is_tentative
    assert star.annual_target is not None
    assert star.period_target is not None
    assert star.annual_target.text == star.period_target.text == CHECKLIST
    assert [other.path for other in star.others] == [f"效益指标/可持续影响指标/{STAR}"]
    repair = declaration.repairs[1]
    assert (line(repair), repair.certainty) == (35, Certainty.CERTAIN)
    assert repair.before == (("", STAR, CHECKLIST, "", "", CHECKLIST),)
    assert repair.after == (("", "", "", STAR, CHECKLIST, CHECKLIST),)


def test_the_table_that_broke_is_put_in_line(declaration: Declaration) -> None:
    workers, public = declaration.indicators[13:]
    assert workers.path == "满意度指标/服务对象满意度指标/科技工作者对服务工作的满意度"
    assert public.path == "满意度指标/服务对象满意度指标/公众对科普工作的满意度"
    for indicator, at in ((workers, 37), (public, 38)):
        assert indicator.target is not None
        assert indicator.target.text == SURVEY
        assert indicator.target.rule is not None
        assert [found.name for found in indicator.target.rule.inputs] == ["满意人数", "调查总人数"]
        assert line(indicator.target) == at
        assert not indicator.is_tentative
    repair = declaration.repairs[2]
    assert (line(repair), repair.certainty, len(declaration.repairs)) == (37, Certainty.CERTAIN, 3)
    assert repair.before == (
        ("满意度指标", "服务对象满意度指标", "科技工作者对服务工作的满意度", SURVEY, SURVEY),
        ("", "", "公众对科普工作的满意度", SURVEY, SURVEY),
    )
    assert repair.after == tuple(("", *row) for row in repair.before)


def test_what_there_is_to_say(reading: tuple[Declaration, tuple[Diagnostic, ...]]) -> None:
    said = [
        (found.source.place.line if found.source and found.source.place else None, found.code)
        for found in reading[1]
        if found.code.startswith("KPI6")
    ]
    assert said == [(3, "KPI608"), (34, "KPI621"), (35, "KPI620"), (35, "KPI625"), (37, "KPI622")]
    assert "区科协工作宣传片拍摄工作" in next(
        found for found in reading[1] if found.code == "KPI621"
    ).message("zh")


def test_nothing_is_left_unread(declaration: Declaration) -> None:
    assert declaration.provenance.unread == ()
    assert declaration.provenance.encoding == "utf-8"
    assert [str(label) for label in declaration.provenance.labels].count("预算金额（万元）") == 4


def test_actuals_of_the_example(declaration: Declaration) -> None:
    sheet = read_actuals(HUANGPU / "actuals.csv")
    assert sheet.diagnostics == ()
    assert (HUANGPU / "actuals.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert all(entry.note.startswith("示例数据") for entry in sheet.entries)
    paths = {item.path for item in declaration.indicators}
    assert {entry.indicator for entry in sheet.entries} == {*paths, "预算执行"}
    assert [entry.input for entry in sheet.entries if entry.indicator == "预算执行"] == [
        "全年预算数",
        "全年执行数",
    ]
    assert any(entry.reason for entry in sheet.entries)
