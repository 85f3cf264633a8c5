"""Laws of reading the cells of a row: total, steady, and the value's own text before the cells beside it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import PIECES

from kpirules import Rule, RuleError, Severity, read_target
from kpirules.rules.meaning import Kind

SIGNS = ("", "≥", ">=", "≧", "大于等于", "═", "≤", "<", "定性", "正向", "/", "很好", "≥≥", "\u202e")
UNIT_CELLS = (
    "",
    "%",
    "%(百分比)",
    "万元",
    "场次",
    "人/天",
    "是/否",
    "有/无",
    "无",
    "万亩",
    "路次",
    "比例",
    "=1+1",
    "字" * 30,
)
NAMES = (
    "",
    "培训人数",
    "抽检合格率",
    "造林面积(亩)",
    "成活率(≥**%)",
    "是否公示",
    "群众投诉率",
    "((",
    "项目成本(万元)",
)
VALUES = (
    *(
        "≥2场",
        "2",
        "90%",
        "是",
        "否",
        "无",
        "**",
        ".",
        "优良中差",
        "零事故",
        "293%",
        "9O%",
        "有效提升",
        "完成调研、起草等工作",
    ),
    *(
        "全年培训120人",
        "至少组织2次巡查",
        "培训2期共120人",
        "3~5",
        "±5",
        "约30",
        "满意人数/总人数≥90",
        "0",
        "-0",
        "0.97比例",
        "",
        "/",
    ),
)

values = st.one_of(
    st.sampled_from(VALUES), st.lists(st.sampled_from(PIECES), max_size=6).map("".join), st.text(max_size=30)
)
cells = st.fixed_dictionaries(
    {
        "comparator": st.one_of(st.none(), st.sampled_from(SIGNS), st.text(max_size=5)),
        "unit": st.one_of(st.none(), st.sampled_from(UNIT_CELLS), st.text(max_size=5)),
        "name": st.one_of(st.none(), st.sampled_from(NAMES), st.text(max_size=12)),
        "header": st.one_of(st.none(), st.sampled_from(("指标值(单位:万元)", "单位：", "%"))),
    }
)


@given(values, cells)
def test_any_cells_give_a_target_and_say_why_where_there_is_no_rule(
    value: str, beside: dict[str, Any]
) -> None:
    target, told = read_target(value, **beside)
    assert target.text == value
    assert target.kind in Kind
    errors = [diagnostic for diagnostic in told if diagnostic.severity is Severity.ERROR]
    assert bool(errors) == (not target.is_decidable)
    for diagnostic in told:
        assert diagnostic.message("zh")
        assert diagnostic.message("en")
    assert read_target(value, **beside) == (target, told)


@given(values, cells)
def test_the_canonical_text_alone_is_the_same_condition(value: str, beside: dict[str, Any]) -> None:
    target, _ = read_target(value, **beside)
    if target.rule is None or not target.is_decidable:
        return
    again, _ = read_target(str(target), name=beside["name"])
    assert again.rule is not None
    assert again.rule.condition == target.rule.condition
    assert str(again) == str(target)


@given(values, cells, st.one_of(st.none(), st.sampled_from(VALUES)))
def test_every_target_ends_in_a_verdict(value: str, beside: dict[str, Any], actual: str | None) -> None:
    target, _ = read_target(value, **beside)
    if target.rule is not None:
        verdict = Rule.of(target.rule).evaluate(actual)
        assert verdict.explain("zh")
        assert verdict.explain("en")


@given(values)
def test_a_rule_is_what_can_be_decided_and_nothing_else(value: str) -> None:
    target, _ = read_target(value)
    try:
        rule = Rule(value)
    except RuleError:
        assert not target.is_decidable
    else:
        assert rule.checked == target.rule
