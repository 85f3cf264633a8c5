"""Laws of answers: a bound decides as its figures do, what is missing decides nothing, and no text breaks the reader."""

import pickle
from fractions import Fraction

from hypothesis import given, reject
from hypothesis import strategies as st
from tests.strategies import FAMILIES, decidable, ranges, small, speaking_of_one, texts

from kpirules import Outcome, Rule, RuleError, range_of, read_actual
from kpirules.evaluation.actuals import Actuals, Missing, Unusable, Within
from kpirules.evaluation.counts import counts_things
from kpirules.evaluation.evaluate import evaluate
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.rules.check import check
from kpirules.rules.checked import CheckedRule
from kpirules.source import Source
from kpirules.syntax.ast import Condition
from kpirules.syntax.unparse import format_tree

TARGETS = (
    "≥15场",
    "≤3起",
    "≥95%",
    "≤80万元",
    "60分~75分",
    "显著提升",
    "完成摸底、评审等工作",
    "是",
    "否",
    "零事故",
    "2次",
    "约30天",
    "甲/乙 ≥ 90%",
)
WORDS = (
    "共", "举办", "计划", "未", "完成", "达成年度指标", "部分", "其中", "约", "超过", "以上", "场", "起", "%", "万元", "分", "16",
    "0.95", "3", "(", ")", "（", "，", "。", "、", "≥", "～", "年", "2024", "12月底", "无", "零", "是", "√", "不适用", "—", "好",
    "已", "十六", "余", " ", "摸底", "评审",
)  # fmt: skip
answers = st.one_of(texts, st.lists(st.sampled_from(WORDS), max_size=8).map("".join))


@given(st.sampled_from(TARGETS), answers)
def test_every_text_is_an_answer_or_says_why_not(target: str, text: str) -> None:
    rule = Rule(target)
    answer, told = read_actual(text, rule)
    if isinstance(answer, Unusable):
        assert answer.reason.message("zh")
        assert answer.reason.message("en")
    for diagnostic in told:
        assert diagnostic.message("zh")
        assert len(diagnostic.sentence("en")) < 500
    verdict = rule.evaluate(text)
    assert bool(verdict.reasons) == (verdict.outcome in {Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE})
    assert verdict.explain("zh")
    assert verdict.explain("en")
    assert pickle.loads(pickle.dumps(verdict)) == verdict  # noqa: S301 - our own bytes


def _checked(tree: Condition) -> CheckedRule:
    rule = check(tree, source=Source(format_tree(tree))).rule
    return rule if rule is not None else reject()


@given(st.data())
def test_a_range_decides_exactly_as_all_of_its_figures_do(data: st.DataObject) -> None:
    family = data.draw(st.sampled_from(FAMILIES))
    rule = _checked(data.draw(speaking_of_one(family=family)))
    figures, meets = data.draw(ranges), range_of(rule)
    if meets is None or figures.is_empty or rule.own is None:
        return
    answer = Within(figures, rule.own.unit)
    if rule.own.unit is None and answer.figures.is_empty:
        return
    verdict = evaluate(rule, Actuals(own=answer))
    if counts_things(rule.own, rule) and any(end < 0 for end in figures.ends):
        assert verdict.outcome is Outcome.UNDETERMINED
        return
    if rule.own.counted:
        figures, meets = figures.whole(), meets.whole()
    expected = (
        Outcome.MET
        if figures <= meets
        else Outcome.NOT_MET
        if figures.isdisjoint(meets)
        else Outcome.UNDETERMINED
    )
    assert verdict.outcome is expected
    assert bool(verdict.reasons) == (expected is Outcome.UNDETERMINED)


@given(
    st.integers(0, 40),
    st.integers(0, 40),
    st.sampled_from(["≥", ">", "≤", "<"]),
    st.sampled_from(["≥", ">", "≤", "<", "="]),
)
def test_a_bound_agrees_with_trying_out_its_figures(target: int, bound: int, asked: str, told: str) -> None:
    rule, answer = Rule(f"{asked}{target}天"), Rule(f"{told}{bound}天")
    figures = [Quantity(Fraction(n, 2), unit("天")) for n in range(-20, 140)]
    held = [figure for figure in figures if answer.evaluate(figure).outcome is Outcome.MET]
    outcomes = {rule.evaluate(figure).outcome for figure in held}
    outcome = rule.evaluate(f"{told}{bound}天").outcome
    assert outcome is (outcomes.pop() if len(outcomes) == 1 else Outcome.UNDETERMINED)


@given(decidable, small, st.data())
def test_nothing_in_place_of_a_bound_decides_the_same_or_nothing(
    tree: Condition, bound: Fraction, data: st.DataObject
) -> None:
    try:
        rule = Rule(format_tree(tree))
    except RuleError:
        return
    names = [item.name for item in rule.inputs]
    text = f"{data.draw(st.sampled_from(['≥', '≤', '>']))}{Quantity(abs(bound))}"
    reported: dict[str, object] = {
        name: data.draw(st.sampled_from([text, "3", "20"])) for name in ("", *names)
    }
    whole = rule.evaluate(reported).outcome
    reported[data.draw(st.sampled_from(["", *names]))] = Missing()
    less = rule.evaluate(reported).outcome
    assert less in {whole, Outcome.UNDETERMINED} or whole is Outcome.UNDETERMINED
