"""Checks of the money, on invented budgets."""

from collections.abc import Callable

import pytest

from kpirules import Audited
from kpirules.audit.audited import Status

Audit = Callable[..., Audited]


AMOUNTS = {
    "basic": "300.00",
    "project": "200.00",
    "grant": "500.00",
    "other": "0.00",
    "special": "0.00",
    "own": "500.00",
    "spent": "",
    "received": "",
    "unit": "（万元）",
}
FORM = """
部门名称|虚构县水务局
预算整体情况|部门预算支出|预算金额{unit}|收入来源|预算金额{unit}
|基本支出|{basic}|财政拨款|{grant}
|项目支出|{project}|其他资金|{other}
{totals}|事业发展性支出|预算金额{unit}|按预算级次划分|预算金额{unit}
|财政专项资金|{special}|县本级使用资金|{own}
|其他事业发展性支出|0.00|拟用于对下转移支付资金|0.00
年度重点工作任务|名称|主要实施内容|拟投入的资金{unit}|期望达到的目标
"""


def budget(*funds: str, **amounts: str) -> str:
    """A form with these amounts and a task for each of ``funds``, two where none is said."""
    values = {**AMOUNTS, **amounts}
    printed = (f"合计|{values[name]}" if values[name] else "|" for name in ("spent", "received"))
    line = "|" + "|".join(printed)
    text = FORM.format(**values, totals=f"{line}\n" if line.strip("|") else "")
    tasks = (
        f"|任务{at}|整治河道|{amount}|水清" for at, amount in enumerate(funds or ("50.00", "90.00"), start=1)
    )
    return text.strip() + "\n" + "\n".join(tasks)


def cases(audited: Audit, code: str, form: str) -> list[str]:
    return [dict(one.told.values).get("case", code) for one in audited(form, code).findings]


def reason(audited: Audit, code: str, form: str) -> tuple[Status, str]:
    [entry] = audited(form, code).ledger
    return entry.status, dict(entry.reason.values)["case"] if entry.reason is not None else ""


def test_divisions_that_close_say_which_way(audited: Audit) -> None:
    assert reason(audited, "B001", budget()) == (Status.PASSED, "either")
    assert reason(audited, "B001", budget(special="40.00")) == (Status.PASSED, "without")
    inside = budget(special="40.00", grant="540.00", own="540.00")
    assert reason(audited, "B001", inside) == (Status.PASSED, "with")
    assert cases(audited, "B001", budget(grant="499.99")) == []


@pytest.mark.parametrize("wrong", [{"grant": "499.98"}, {"own": "5000.00"}, {"basic": "0.00"}])
def test_divisions_that_do_not_close(audited: Audit, wrong: dict[str, str]) -> None:
    assert cases(audited, "B001", budget(**wrong)) == ["B001"]


def test_a_blank_is_not_zero(audited: Audit) -> None:
    assert reason(audited, "B001", budget(basic="")) == (Status.NOT_ENOUGH_DATA, "splits")


def test_totals(audited: Audit) -> None:
    assert reason(audited, "B002", budget()) == (Status.NOT_ENOUGH_DATA, "none")
    assert reason(audited, "B002", budget(spent="500.00")) == (Status.PASSED, "partly")
    assert cases(audited, "B002", budget(spent="500.00", received="501.00")) == ["B002"]


def test_a_total_of_nothing_above_parts_of_ninety(audited: Audit) -> None:
    form = budget(basic="60.00", project="30.00", spent="0")
    [finding] = audited(form, "B002").findings
    assert "合计是 0.00万元，各项相加是 90.00万元" in finding.told.message()


PROJECT = """
项目支出绩效目标表（2024年度）
项目名称|加装电梯补助
项目资金（万元）|年度资金总额：|{total}
{parts}
年度总体目标|加装电梯20台
绩效指标|一级指标|二级指标|三级指标|指标值
|产出指标|数量指标|加装电梯数量|≥20台
"""


@pytest.mark.parametrize(
    "total, parts, found",
    [
        ("120.50", "|其中：财政拨款|100.50\n|其他资金|20.00", []),
        ("120.50", "|财政拨款|100.50\n|其中：上级补助|60.00\n|其他资金|20.00", []),
        ("120.50", "|财政拨款|100.50\n|其中：上级补助|60.00\n|本级安排|40.50\n|其他资金|20.00", []),
        ("120.50", "|其中：财政拨款|100.50\n|其他资金|21.00", ["B002"]),
        ("0", "|其中：财政拨款|70\n|其他资金|20", ["B002"]),
    ],
)
def test_parts_that_are_parts_of_parts(audited: Audit, total: str, parts: str, found: list[str]) -> None:
    assert cases(audited, "B002", PROJECT.format(total=total, parts=parts)) == found


def test_a_lost_point_between_two_amounts_alone(audited: Audit) -> None:
    assert cases(audited, "P006", PROJECT.format(total="7242318", parts="|其中：财政拨款|724.2318")) == [
        "twin"
    ]
    assert cases(audited, "P006", PROJECT.format(total="7242", parts="|其中：财政拨款|12.5")) == []


def test_tasks_within_the_money_for_projects(audited: Audit) -> None:
    assert cases(audited, "B003", budget()) == []
    assert cases(audited, "B003", budget("150.00", "90.00")) == ["B003"]
    assert cases(audited, "B003", budget("150.00", "90.00", special="40.00")) == []
    assert reason(audited, "B003", budget("50.00", "")) == (Status.NOT_ENOUGH_DATA, "missing")
    assert cases(audited, "B003", budget("250.00", "")) == ["B003"]
    assert reason(audited, "B003", budget(project="")) == (Status.NOT_ENOUGH_DATA, "limit")


def test_funds_of_tasks(audited: Audit) -> None:
    assert cases(audited, "B005", budget()) == []
    assert cases(audited, "B005", budget("50.00", "", "0.00")) == ["B005", "not_positive"]


def test_the_share_that_tasks_explain(audited: Audit) -> None:
    [finding] = audited(budget(), "B006").findings
    assert "70%" in finding.told.message()


def test_digits(audited: Audit) -> None:
    assert cases(audited, "B007", budget()) == []
    assert cases(audited, "B007", budget(basic="300.0000", project="(200.00)")) == ["negative"]
    assert cases(audited, "B007", budget("724.2318")) == ["B007"]
    assert cases(audited, "B007", budget("7242318.55", unit="（元）")) == []


def test_magnitude(audited: Audit) -> None:
    assert cases(audited, "P006", budget()) == []
    lost = budget(basic="424.2318", project="300.00", grant="7242318", own="724.2318")
    assert cases(audited, "P006", lost) == ["twin"]
    assert "724.2318" in audited(lost, "P006").findings[0].told.message()
    assert cases(audited, "P006", budget("20.00", "900000.00", "30.00")) == ["P006"]
    # Large money that stands in two divisions is large money.
    assert (
        cases(audited, "P006", budget(basic="3.00", project="90000.00", grant="90003.00", own="90003.00"))
        == []
    )


def test_magnitude_of_a_target(audited: Audit) -> None:
    rows = "\n绩效指标|一级指标|二级指标|三级指标|指标值|度量单位\n|产出指标|成本指标|河道整治成本|≤7242318|万元\n"
    assert cases(audited, "P006", budget() + rows) == ["target"]
    assert cases(audited, "P006", budget() + rows.replace("7242318", "190")) == []
