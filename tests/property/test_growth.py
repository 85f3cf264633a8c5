"""Laws of growth: exact against whole numbers alone, blind to the scale of both figures, and fair to both directions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import growths, signed_numbers

from kpirules import Outcome, Rule, RuleError
from kpirules.syntax.ast import Condition
from kpirules.syntax.unparse import format_tree

FIGURES = st.integers(-5000, 5000)
BASES = st.integers(1, 5000)
PERCENTS = st.integers(0, 300)


@given(FIGURES, BASES, PERCENTS)
def test_a_rate_agrees_with_whole_numbers_alone(now: int, before: int, percent: int) -> None:
    figures = {"本年": now, "上年": before}
    assert Rule(f"同比增长≥{percent}%").evaluate(figures).outcome is Outcome.of(
        (now - before) * 100 >= percent * before
    )
    assert Rule(f"同比下降≥{percent}%").evaluate(figures).outcome is Outcome.of(
        (before - now) * 100 >= percent * before
    )
    assert Rule(f"不低于上年的{percent}%").evaluate(figures).outcome is Outcome.of(
        now * 100 >= percent * before
    )


@given(FIGURES, BASES, PERCENTS, st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_scaling_both_figures_keeps_a_rate(now: int, before: int, percent: int, times: Fraction) -> None:
    rule = Rule(f"较2020年增长≥{percent}%")
    once = rule.evaluate({"本年": now, "2020年": before}).outcome
    assert rule.evaluate({"本年": now * times, "2020年": before * times}).outcome is once


@given(signed_numbers, signed_numbers, st.integers(0, 1000))
def test_an_amount_is_the_difference_whatever_the_sign_of_the_base(
    now: Fraction, before: Fraction, more: int
) -> None:
    verdict = Rule(f"较上年增加≥{more}元").evaluate({"本年": now, "上年": before})
    assert verdict.outcome is Outcome.of(now - before >= more)
    assert verdict.margin is not None
    assert verdict.margin.number == now - before - more


@given(FIGURES, st.integers(-5000, 0))
def test_no_rate_over_a_base_that_is_not_positive(now: int, before: int) -> None:
    for text in ("同比增长≥1%", "同比下降≥1%", "较上年翻一番", "不低于上年的80%"):
        verdict = Rule(text).evaluate({"本年": now, "上年": before})
        assert verdict.outcome is Outcome.UNDETERMINED
        assert [reason.code for reason in verdict.reasons] == ["KPI550"]


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 50))
def test_points_are_the_difference_of_two_shares(now: int, before: int, points: int) -> None:
    rule = Rule(f"较上年提高≥{points}个百分点")
    figures = {"本年": f"{now}%", "上年": f"{before}%"}
    assert rule.evaluate(figures).outcome is Outcome.of(now - before >= points)


@given(st.integers(0, 5000), BASES, PERCENTS)
def test_the_shortfall_meets_the_growth_and_one_less_does_not(now: int, before: int, percent: int) -> None:
    rule = Rule(f"同比增长≥{percent}%", name="培训人数")
    verdict = rule.evaluate({"本年": now, "上年": before})
    if verdict.outcome is Outcome.MET:
        assert verdict.shortfall == ()
        return
    [change] = verdict.shortfall
    assert change.name == "本年"
    lifted = now + int(change.by.number)
    assert rule.evaluate({"本年": lifted, "上年": before}).outcome is Outcome.MET
    assert rule.evaluate({"本年": lifted - 1, "上年": before}).outcome is Outcome.NOT_MET


@given(growths(), st.integers(-50, 50), st.integers(-50, 50))
def test_the_growth_reported_itself_is_judged_as_the_one_computed(
    tree: Condition, now: int, before: int
) -> None:
    try:
        rule = Rule(format_tree(tree))
    except RuleError:
        return
    figures = {item.name: figure for item, figure in zip(rule.inputs, (now, before), strict=True)}
    computed = rule.evaluate(figures)
    if before <= 0 or computed.outcome is Outcome.UNDETERMINED:
        return
    [base] = [item.name for item in rule.inputs if item.name != "本年"]
    rate = rule.evaluate(f"较{base}增长{Fraction(now - before, before) * 100}%")
    assert rate.outcome in {computed.outcome, Outcome.UNDETERMINED}


@pytest.mark.parametrize("name", ["当年", "本期", "今年", "本年度"])
@pytest.mark.parametrize("base", ["去年", "上年度", "上年同期", "上一年"])
def test_every_word_for_a_period_answers_it(name: str, base: str) -> None:
    verdict = Rule("同比增长≥8%").evaluate({name: 54, base: 50})
    assert verdict.outcome is Outcome.MET
    assert verdict.findings == ()
