"""Checks of the form as printed."""

from collections.abc import Callable

import pytest
from attrs import evolve

from kpirules import Audited, Declaration, Diagnostic, Severity, Source, audit
from kpirules.audit.audited import Status
from kpirules.audit.profile import Profile

Audit = Callable[..., Audited]
HEAD = "绩效指标|一级指标|二级指标|三级指标|实施周期指标值|年度指标值\n"


def codes(audited: Audit, form: str, *asked: str) -> list[str]:
    return [one.code for one in audited(form, *asked).findings]


def test_a_row_that_slipped(audited: Audit) -> None:
    rows = HEAD + "|产出指标|数量指标|造林面积|≥30亩|≥30亩\n|||可持续影响指标||护林宣传工作\n"
    found = audited(rows, "P001", "I008", "I003")
    assert sorted((one.code, one.tentative) for one in found.findings) == [
        ("I003", True),
        ("I008", False),
        ("P001", True),
    ]


def test_a_table_that_broke(audited: Audit) -> None:
    rows = HEAD + "|产出指标|数量指标|造林面积|≥30亩|≥30亩\n"
    rows += "满意度指标|服务对象满意度指标|林农满意度|≥90%|≥90%\n||游客满意度|≥85%|≥85%\n"
    assert codes(audited, rows, "P001", "P002", "I008") == ["P002"]


def test_a_row_nobody_can_place(audited: Audit) -> None:
    rows = HEAD + "|产出指标|数量指标|造林面积|≥30亩|≥30亩\n|≥5场|产出指标|≥6场|质量指标|数量指标\n"
    assert codes(audited, rows, "P001") == ["P001"]


@pytest.mark.parametrize(
    "target", [r"$\geq 90\%$", "≥90%<br/>", "≥90%&nbsp;", "&ge;90%", r"\text{成活率}\geq 90\%"]
)
def test_residue(audited: Audit, target: str) -> None:
    assert codes(audited, f"{HEAD}|产出指标|质量指标|苗木成活率|≥90%|{target}\n", "P003") == ["P003"]


def test_what_a_reader_flattened_is_told() -> None:
    """Readers of office files have codes of their own for it; here another stands in for them."""
    told = Diagnostic("KPI608", Source("≥104亩"))
    profile = evolve(Profile.standard(), flattened=("KPI608",))
    [finding] = audit(Declaration(), [told], profile=profile, select=["P003"]).findings
    assert finding.severity is Severity.WARNING
    assert told.message() in finding.told.message()


@pytest.mark.parametrize("target", ["<5人", "3<x<5", "20$", "≥90%", "A&B产品≥2个"])
def test_what_is_no_residue(audited: Audit, target: str) -> None:
    assert codes(audited, f"{HEAD}|产出指标|质量指标|苗木成活率|≥90%|{target}\n", "P003") == []


def test_gaps_of_the_head(audited: Audit) -> None:
    money = "预算整体情况|部门预算支出|预算金额|收入来源|预算金额\n|基本支出|3.00|财政拨款|3.00\n"
    assert codes(audited, "部门名称|虚构林场\n" + money, "P004") == ["P004", "P004"]
    stated = "2024年度部门整体绩效目标申报表\n金额单位：万元\n部门名称|虚构林场\n"
    assert codes(audited, stated + money, "P004") == []


@pytest.mark.parametrize(
    "department, count",
    [("虚构林场（部门）", 1), ("虚构林场（盖章）", 1), ("XX林场", 1), ("虚构林场（国有）", 0), ("某某局", 1)],
)
def test_placeholders_of_the_head(audited: Audit, department: str, count: int) -> None:
    assert len(codes(audited, f"部门名称|{department}\n总体绩效目标|造林", "P005")) == count


@pytest.mark.parametrize(
    "target, count",
    [
        ("≥**亩", 1),
        ("待填", 1),
        ("≥XX亩", 1),
        ("≥____亩", 1),
        ("a/b*100%≥90%", 0),
        ("≥30亩", 0),
        ("MAXX≥3", 0),
    ],
)
def test_placeholders_of_targets(audited: Audit, target: str, count: int) -> None:
    assert len(codes(audited, f"{HEAD}|产出指标|数量指标|造林面积|≥30亩|{target}\n", "P005")) == count


def test_of_nothing_nothing_passes() -> None:
    assert [entry.code for entry in audit(Declaration()).ledger if entry.status is Status.PASSED] == []


def test_without_indicators_nothing_passes(audited: Audit) -> None:
    """A check that had nothing to look at says so."""
    found = audited("部门名称|虚构林场\n总体绩效目标|造林")
    silent = {entry.code for entry in found.ledger if entry.status is Status.PASSED}
    assert silent == {"P003", "P005"}, "the name of the department was looked at"
    for entry in found.ledger:
        if entry.status in {Status.NOT_APPLICABLE, Status.NOT_ENOUGH_DATA}:
            assert entry.reason is not None
            assert entry.reason.message("zh")
            assert entry.reason.message("en")
