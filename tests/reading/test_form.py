"""Forms of the same kind from other departments, whole and broken."""

from fractions import Fraction

import pytest

from kpirules.declaration import Declaration, Indicator
from kpirules.diagnostics import Diagnostic
from kpirules.reading.form import read_form
from kpirules.reading.grid import Grid

BUDGET = """
预算整体情况|部门预算支出|预算金额（万元）|收入来源|预算金额（万元）
|基本支出|1,200.50|财政拨款|1,500.50
|项目支出|300|其他资金|0
"""
TASKS = """
年度重点工作任务|名称|主要实施内容|拟投入的资金（万元）|期望达到的目标（概述）
|道路养护|养护道路30公里|120.00|道路通畅
|路灯维修|维修路灯200盏|80.5|夜间照明
"""
INDICATORS = """
绩效指标|一级指标|二级指标|三级指标|实施周期指标值|年度指标值
|产出指标|数量指标|养护道路里程|≥30公里|≥30公里
||质量指标|道路验收合格率|≥95%|≥95%
|效益指标|社会效益指标|道路投诉次数|≤5次|≤5次
"""
HEAD = """
市政管理局整体绩效目标申报表
（2023年度）
部门名称|市政管理局
"""
GOAL = "\n总体绩效目标|保障道路通畅\n"


def read(text: str) -> tuple[Declaration, tuple[Diagnostic, ...]]:
    """A form written with bars between its cells."""
    declaration, diagnostics = read_form(Grid.from_rows([line.split("|") for line in text.split("\n")]))
    assert declaration is not None
    return declaration, diagnostics


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [
        diagnostic.code
        for diagnostic in diagnostics
        if not diagnostic.code.startswith(("KPI1", "KPI2", "KPI3"))
    ]


def table(rows: str, header: str = "绩效指标|一级指标|二级指标|三级指标|实施周期指标值|年度指标值") -> str:
    return f"{HEAD}{BUDGET}{GOAL}{TASKS}{header}\n{rows}"


def indicators(rows: str, **header: str) -> tuple[tuple[Indicator, ...], list[str]]:
    declaration, diagnostics = read(table(rows, **header))
    return declaration.indicators, codes(diagnostics)


def test_a_sound_form_has_nothing_to_say() -> None:
    declaration, diagnostics = read(HEAD + BUDGET + GOAL + TASKS + INDICATORS)
    assert diagnostics == ()
    assert declaration.year == 2023
    assert str(declaration.department) == "市政管理局"
    assert declaration.budget.basic_expenditure is not None
    assert declaration.budget.basic_expenditure.value == Fraction("1200.5")
    assert [item.path for item in declaration.indicators] == [
        "产出指标/数量指标/养护道路里程",
        "产出指标/质量指标/道路验收合格率",
        "效益指标/社会效益指标/道路投诉次数",
    ]
    assert declaration.provenance.unread == ()


def test_the_order_of_the_parts_does_not_matter() -> None:
    straight, _ = read(HEAD + BUDGET + GOAL + TASKS + INDICATORS)
    shuffled, diagnostics = read(HEAD + INDICATORS + TASKS + GOAL + BUDGET)
    assert diagnostics == ()
    assert [item.path for item in shuffled.indicators] == [item.path for item in straight.indicators]
    assert [str(task.funds) for task in shuffled.key_tasks] == ["120万元", "80.5万元"]
    assert [str(amount) for amount in shuffled.budget] == [str(amount) for amount in straight.budget]
    assert str(shuffled.overall_goal) == str(straight.overall_goal)


def test_blank_lines_and_columns_do_not_matter() -> None:
    text = HEAD + BUDGET + GOAL + TASKS + INDICATORS
    wide = "\n".join(f"||{line.replace('|', '||')}||\n" for line in text.split("\n"))
    straight, _ = read(text)
    declaration, diagnostics = read(wide)
    assert diagnostics == ()
    assert [item.path for item in declaration.indicators] == [item.path for item in straight.indicators]
    assert [str(amount) for amount in declaration.budget] == [str(amount) for amount in straight.budget]
    assert [str(task.goal) for task in declaration.key_tasks] == ["道路通畅", "夜间照明"]


@pytest.mark.parametrize(
    "label", ["绩 效 指 标", "绩效指标：", "　绩效指标　", "绩效指标（必填）", "年度绩效指标"]
)
def test_labels_are_known_however_they_are_set(label: str) -> None:
    declaration, diagnostics = read(
        HEAD + BUDGET + GOAL + TASKS + INDICATORS.replace("绩效指标|", f"{label}|")
    )
    assert diagnostics == ()
    assert len(declaration.indicators) == 3


def test_label_and_value_in_one_cell() -> None:
    declaration, diagnostics = read(
        "部门名称：市政管理局|||预算年度：2024\n" + BUDGET + GOAL + TASKS + INDICATORS
    )
    assert diagnostics == ()
    assert (str(declaration.department), declaration.year) == ("市政管理局", 2024)


@pytest.mark.parametrize(
    "head, year, found",
    [
        ("2023年度部门整体绩效目标申报表\n部门名称|甲", 2023, []),
        ("绩效目标申报表\n（２０２４年度）\n部门名称|甲", 2024, []),
        ("绩效目标申报表\n部门名称|甲|年度|2025", 2025, []),
        ("绩效目标申报表\n部门名称|甲", None, ["KPI608"]),
        ("2023—2025年绩效目标申报表\n部门名称|甲", None, ["KPI609"]),
        ("绩效目标申报表\n部门名称|甲|年度|明年", None, ["KPI609"]),
    ],
)
def test_year(head: str, year: int | None, found: list[str]) -> None:
    declaration, diagnostics = read(head + BUDGET + GOAL + TASKS + INDICATORS)
    assert declaration.year == year
    assert codes(diagnostics) == found


@pytest.mark.parametrize("missing", ["HEAD", "BUDGET", "GOAL", "TASKS", "INDICATORS"])
def test_a_missing_part_loses_no_other(missing: str) -> None:
    parts = {"HEAD": HEAD, "BUDGET": BUDGET, "GOAL": GOAL, "TASKS": TASKS, "INDICATORS": INDICATORS}
    declaration, diagnostics = read("".join(text for name, text in parts.items() if name != missing))
    assert [code for code in codes(diagnostics) if code != "KPI608"] == ["KPI602"]
    assert bool(list(declaration.budget)) == (missing != "BUDGET")
    assert bool(declaration.overall_goal) == (missing != "GOAL")
    assert len(declaration.key_tasks) == (0 if missing == "TASKS" else 2)
    assert len(declaration.indicators) == (0 if missing == "INDICATORS" else 3)


@pytest.mark.parametrize("text", ["", "hello|world", "关于召开会议的通知\n各单位：", "\n\n|||\n"])
def test_what_is_no_form_is_refused(text: str) -> None:
    declaration, diagnostics = read_form(Grid.from_rows([line.split("|") for line in text.split("\n")]))
    assert declaration is None
    assert [diagnostic.code for diagnostic in diagnostics] == ["KPI601"]


@pytest.mark.parametrize(
    "written, value, found",
    [
        ("12.5", "12.5", []),
        ("１２．５", "12.5", []),
        ("1,234,567.80", "1234567.8", []),
        ("1，234.00", "1234", []),
        ("-3.5", "-3.5", []),
        ("(3.5)", "-3.5", []),
        ("125000元", "12.5", ["KPI612"]),
        ("12.5万元", "12.5", []),
        ("12.5万", "12.5", []),
        ("—", None, ["KPI613"]),
        ("", None, ["KPI611"]),
        ("十二", None, ["KPI610"]),
        ("1,23", None, ["KPI610"]),
        ("1e5", None, ["KPI610"]),
        ("12.5.6", None, ["KPI610"]),
        ("9" * 101, None, ["KPI610"]),
        ("NaN", None, ["KPI610"]),
    ],
)
def test_an_amount_is_exact_or_reported(written: str, value: str | None, found: list[str]) -> None:
    declaration, diagnostics = read(HEAD + BUDGET.replace("300", written) + GOAL + TASKS + INDICATORS)
    amount = declaration.budget.project_expenditure
    assert codes(diagnostics) == found
    assert (amount.value if amount else None) == (Fraction(value) if value else None)
    assert declaration.budget.basic_expenditure is not None
    task, more = read(HEAD + BUDGET + GOAL + TASKS.replace("120.00", written) + INDICATORS)
    assert codes(more) == found
    assert len(task.key_tasks) == 2
    assert str(task.key_tasks[0].content) == "养护道路30公里"


@pytest.mark.parametrize(
    "unit, value", [("元", "0.03"), ("千元", "30"), ("亿元", "3000000"), ("万元", "300")]
)
def test_the_unit_of_the_form_is_kept(unit: str, value: str) -> None:
    budget = BUDGET.replace("万元", unit)
    amount = read(HEAD + budget + GOAL + TASKS + INDICATORS)[0].budget.project_expenditure
    assert amount is not None
    assert (amount.value, amount.unit, amount.text) == (Fraction(value), unit, "300")


def test_no_unit_of_money() -> None:
    declaration, diagnostics = read(HEAD + BUDGET.replace("（万元）", "") + GOAL + TASKS + INDICATORS)
    assert codes(diagnostics) == ["KPI607"]
    stated, none = read("单位：元\n" + HEAD + BUDGET.replace("（万元）", "") + GOAL + TASKS + INDICATORS)
    assert codes(none) == []
    assert [amount.unit for amount in stated.budget] == ["元"] * 4
    assert [amount.unit for amount in declaration.budget] == [""] * 4


def test_printed_totals_and_splits_nobody_knows() -> None:
    budget = """
预算整体情况|部门预算支出|500.00|支出功能分类|预算金额（万元）
|基本支出|200|科学技术支出|500
|项目支出|300|合计|500
"""
    declaration, diagnostics = read(HEAD + budget + GOAL + TASKS + INDICATORS)
    assert declaration.budget.expenditure is not None
    assert str(declaration.budget.expenditure.total) == "500万元"
    (further,) = declaration.budget.further
    assert (str(further.name), str(further.total), len(further.lines)) == ("支出功能分类", "500万元", 1)
    assert codes(diagnostics) == ["KPI616", "KPI607"]


def test_total_of_the_tasks() -> None:
    declaration, diagnostics = read(HEAD + BUDGET + GOAL + TASKS + "|合计||200.50|\n" + INDICATORS)
    assert codes(diagnostics) == []
    assert str(declaration.key_tasks_total) == "200.5万元"
    assert len(declaration.key_tasks) == 2


def test_other_tasks() -> None:
    rows = "其他需完成的任务（可选填）|防汛|防汛值守|10.00|平安度汛\n|完成上级交办的其他工作\n"
    declaration, diagnostics = read(HEAD + BUDGET + GOAL + TASKS + rows + INDICATORS)
    assert codes(diagnostics) == []
    assert {str(task.name) for task in declaration.other_tasks} == {"防汛", "完成上级交办的其他工作"}


def test_a_label_that_stands_twice() -> None:
    declaration, diagnostics = read(HEAD + "部门名称|教育局\n" + BUDGET + GOAL + TASKS + INDICATORS)
    assert str(declaration.department) == "市政管理局"
    assert "KPI603" in codes(diagnostics)
    assert [str(cell) for cell in declaration.provenance.unread] == ["教育局"]
    twice, told = read(HEAD + BUDGET + GOAL + INDICATORS + TASKS + INDICATORS.replace("养护", "改建"))
    assert len(twice.indicators) == 6
    assert codes(told) == ["KPI603"]


def test_a_page_break_in_the_tasks() -> None:
    rows = "\n公园绿化|绿化5公顷|50.00|环境优美\n"
    declaration, diagnostics = read(HEAD + BUDGET + GOAL + TASKS + rows + INDICATORS)
    assert [str(task.name) for task in declaration.key_tasks] == ["道路养护", "路灯维修", "公园绿化"]
    assert str(declaration.key_tasks[2].funds) == "50万元"
    assert codes(diagnostics) == ["KPI622"]


def test_columns_of_comparator_unit_and_weight() -> None:
    header = "绩效指标|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重|备注"
    rows = "|产出指标|数量指标|养护道路里程|≥|30|公里|12.5|市区\n||质量指标|合格率|≥|≥95%||七|"
    (road, share), found = indicators(rows, header=header)
    assert road.target is not None
    assert str(road.target.rule) == "≥ 30公里"
    assert road.weight is not None
    assert (road.weight.value, str(road.note)) == (Fraction("12.5"), "市区")
    assert share.weight is None
    assert found == ["KPI630"]
    assert str(share.target.rule if share.target else "") == "≥ 95%"


def test_a_column_nobody_knows_is_set_aside() -> None:
    header = "绩效指标|一级指标|二级指标|三级指标|评分标准|年度指标值"
    rows = "|产出指标|数量指标|养护道路里程|按比例得分|≥30公里\n||质量指标|合格率|按比例得分|≥95%"
    declaration, diagnostics = read(table(rows, header=header))
    assert codes(diagnostics) == ["KPI614"]
    assert [item.target.text for item in declaration.indicators if item.target] == ["≥30公里", "≥95%"]
    assert len(declaration.provenance.unread) == 3
