"""项目支出绩效目标表: a project with its funds, goals, and indicators in columns for comparator, value and unit."""

from fractions import Fraction

import pytest

from kpirules import Outcome, Rule
from kpirules.declaration import Declaration, FormKind
from kpirules.diagnostics import Diagnostic
from kpirules.reading.forms import find_forms
from kpirules.reading.grid import Grid
from kpirules.reading.workbook import Workbook
from kpirules.source import Place, Source

PROJECT = """
项目支出绩效目标表
（2024年度）
项目名称|老旧小区加装电梯补助||主管部门|市住房和城乡建设局||
项目属性|新增项目||实施单位|市房屋安全中心||
项目资金（万元）|实施期资金总额：|300.00|年度资金总额：|120.50||
|其中：财政拨款|300.00|其中：财政拨款|100.50||
|其他资金|0|其他资金|20.00||
总体目标|实施期目标（2024年—2026年）||年度目标|||
|三年内完成电梯加装60台||当年完成电梯加装20台|||
绩效指标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重
|产出指标|数量指标|加装电梯数量|≥|20|台|20
|||补助资金发放户数|≥|400|户|10
||质量指标|验收合格率|＝|100|%|20
||时效指标|补助发放时限|≤|30|天|10
|效益指标|社会效益指标|受益居民人数|≥|1500|人|20
|满意度指标|服务对象满意度指标|居民满意度|≥|90|%|10
"""

TASKS = """
部门整体绩效目标表
部门名称|区文化馆|||
年度主要任务|任务名称|主要内容|预算金额（万元）||
|||总额|财政拨款|其他资金
|群众文化活动|举办演出不少于12场|30.00|25.00|5.00
|馆舍维护|屋面防水|10.00|10.00|0
年度总体目标|丰富群众文化生活|||
绩效指标|一级指标|二级指标|三级指标|指标值
|产出指标|数量指标|演出场次|≥12场
"""


def read(text: str, *, format: str = "xlsx") -> tuple[Declaration, list[str]]:  # noqa: A002 - as in Grid
    rows = [line.split("|") for line in text.strip().splitlines()]
    [form] = find_forms(Workbook((Grid.from_rows(rows, format=format),))).forms
    return form.declaration, [diagnostic.code for diagnostic in form.diagnostics]


def test_the_head_names_the_project_and_who_answers_for_it() -> None:
    declaration, _ = read(PROJECT)
    assert declaration.kind is FormKind.PROJECT
    assert str(declaration.project) == "老旧小区加装电梯补助"
    assert str(declaration.supervisor) == "市住房和城乡建设局"
    assert str(declaration.implementer) == "市房屋安全中心"
    assert declaration.year == 2024
    assert [(str(fact.label), str(fact.value)) for fact in declaration.facts] == [("项目属性", "新增项目")]


def test_funds_by_source_for_the_year_and_for_the_whole_period() -> None:
    declaration, _ = read(PROJECT)
    budget = declaration.budget
    assert budget.income is not None
    assert budget.period_income is not None
    assert budget.income.total is not None
    assert budget.income.total.value == Fraction("120.5")
    assert str(budget.fiscal_appropriation) == "100.5万元"
    assert str(budget.other_income) == "20万元"
    assert [str(line.amount) for line in budget.period_income.lines] == ["300万元", "0万元"]


def test_goals_of_the_year_and_of_the_period() -> None:
    declaration, _ = read(PROJECT)
    assert str(declaration.overall_goal) == "当年完成电梯加装20台"
    assert str(declaration.period_goal) == "三年内完成电梯加装60台"


def test_nothing_is_left_unread() -> None:
    _, codes = read(PROJECT)
    assert codes == []


@pytest.mark.parametrize("format", ["xlsx", "html"])
def test_targets_are_made_of_their_cells(format: str) -> None:  # noqa: A002
    declaration, _ = read(PROJECT, format=format)
    targets = {indicator.name: str(indicator.target) for indicator in declaration.indicators}
    assert targets == {
        "加装电梯数量": "≥ 20台",
        "补助资金发放户数": "≥ 400户",
        "验收合格率": "= 100%",
        "补助发放时限": "≤ 30天",
        "受益居民人数": "≥ 1500人",
        "居民满意度": "≥ 90%",
    }
    assert sum(one.weight.value for one in declaration.indicators if one.weight is not None) == 90
    [time] = declaration.find("补助发放时限")
    assert time.target is not None
    assert time.target.rule is not None
    assert Rule.of(time.target.rule).evaluate("31天").outcome is Outcome.NOT_MET


def test_tasks_whose_funds_are_divided_under_a_second_header() -> None:
    declaration, codes = read(TASKS)
    first, second = declaration.key_tasks
    assert (str(first.funds), str(first.fiscal), str(first.other)) == ("30万元", "25万元", "5万元")
    assert str(second.other) == "0万元"
    assert codes == ["KPI602", "KPI608"]


def test_forms_below_each_other_are_read_one_by_one() -> None:
    rows = [line.split("|") for line in (PROJECT.strip() + "\n" + TASKS.strip()).splitlines()]
    found = find_forms(Workbook((Grid.from_rows(rows, format="html"),)))
    assert [form.declaration.kind for form in found.forms] == [FormKind.PROJECT, FormKind.DEPARTMENT]
    assert [len(form.declaration.indicators) for form in found.forms] == [6, 1]


def test_a_sheet_without_a_form_is_named() -> None:
    rows = [line.split("|") for line in PROJECT.strip().splitlines()]
    notes = Grid.from_rows([["代码", "名称"], ["01", "局本级"]], format="xlsx")
    found = find_forms(Workbook((notes, Grid.from_rows(rows, format="xlsx"))))
    assert len(found.forms) == 1
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["KPI632"]


def test_what_a_reader_flattened_is_told_with_the_form_it_stands_in() -> None:
    rows = [line.split("|") for line in (PROJECT.strip() + "\n" + TASKS.strip()).splitlines()]
    grid = Grid.from_rows(rows, format="docx")
    told = Diagnostic("KPI844", Source("", Place(row=len(rows))), values={"before": "8", "after": "6"})
    other = Diagnostic("KPI845", Source("", Place(row=len(rows) + 9)))
    found = find_forms(Workbook((grid,), (told, other)))
    assert [told in form.diagnostics for form in found.forms] == [False, True]
    assert found.diagnostics == (other,)


def test_a_titled_piece_without_a_form_is_named_beside_a_form() -> None:
    rows = [line.split("|") for line in PROJECT.strip().splitlines()]
    rows += [["资金绩效目标表"], ["本表由财务科留存"]]
    found = find_forms(Workbook((Grid.from_rows(rows, format="html"),)))
    assert len(found.forms) == 1
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["KPI632"]
