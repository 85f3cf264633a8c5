"""Laws of evaluation: exact, total, monotone, and true to what it promises."""

import pickle
from fractions import Fraction
from math import floor

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st
from tests.strategies import decidable, reported, signed_numbers

from kpirules import Outcome, Rule, RuleError
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.syntax.ast import Condition
from kpirules.syntax.unparse import format_tree

COUNTS = st.integers(0, 5000)
SHARES = (("90%", 90, 100), ("95%", 95, 100), ("70%", 70, 100), ("33.3%", 333, 1000), ("66.7%", 667, 1000))


@pytest.mark.parametrize("share,above,below", SHARES)
def test_no_ratio_near_a_share_is_misjudged(share: str, above: int, below: int) -> None:
    """Every pair with a denominator up to 2 000 and a numerator within two of the boundary, against integers alone."""
    rule = Rule(f"a/b ≥ {share}")
    wrong = []
    for b in range(1, 2001):
        edge = floor(Fraction(above * b, below))
        for a in range(max(0, edge - 2), edge + 3):
            met = rule.evaluate({"a": a, "b": b}).outcome is Outcome.MET
            if met != (a * below >= above * b):
                wrong.append((a, b))
    assert wrong == []


def _rule(tree: Condition) -> Rule:
    try:
        return Rule(format_tree(tree))
    except RuleError:  # units that cannot be compared are refused, which test_conformance holds
        return reject()


@given(decidable, st.data())
def test_every_figure_ends_in_one_verdict(tree: Condition, data: st.DataObject) -> None:
    rule = _rule(tree)
    figures = {item.name: data.draw(reported) for item in rule.inputs}
    figure = data.draw(reported)
    for answer in (figures, figure):
        verdict = rule.evaluate(answer)
        assert verdict.outcome in {Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED}
        assert bool(verdict.reasons) == (verdict.outcome is Outcome.UNDETERMINED)
        assert verdict.explain("zh")
        assert verdict.explain("en")
        assert pickle.loads(pickle.dumps(verdict)) == verdict  # noqa: S301 - our own bytes


@given(decidable, st.data())
def test_a_missing_figure_never_changes_a_decision_to_its_opposite(
    tree: Condition, data: st.DataObject
) -> None:
    rule = _rule(tree)
    assume(rule.inputs)
    figures: dict[str, object] = {item.name: data.draw(st.integers(-50, 50)) for item in rule.inputs}
    whole = rule.evaluate(figures).outcome
    figures[data.draw(st.sampled_from([item.name for item in rule.inputs]))] = None
    less = rule.evaluate(figures).outcome
    assert less in {whole, Outcome.UNDETERMINED} or whole is Outcome.UNDETERMINED


@given(COUNTS, COUNTS, COUNTS)
def test_more_is_never_worse_for_at_least_nor_better_for_at_most(target: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    at_least, at_most = Rule(f"≥{target}场"), Rule(f"≤{target}场")
    if at_least.evaluate(low).outcome is Outcome.MET:
        assert at_least.evaluate(high).outcome is Outcome.MET
    if at_most.evaluate(high).outcome is Outcome.MET:
        assert at_most.evaluate(low).outcome is Outcome.MET


@given(signed_numbers, signed_numbers, st.sampled_from(["≥", ">", "≤", "<", "=", "≠"]))
def test_a_verdict_does_not_depend_on_the_unit_of_money(
    target: Fraction, figure: Fraction, sign: str
) -> None:
    texts = [
        Rule(f"{sign}{Quantity(target, unit('万元'))}"),
        Rule(f"{sign}{Quantity(target * 10000, unit('元'))}"),
    ]
    amounts = [
        Quantity(figure, unit("万元")),
        Quantity(figure * 10000, unit("元")),
        Quantity(figure / 10000, unit("亿元")),
    ]
    assert len({rule.evaluate(amount).outcome for rule in texts for amount in amounts}) == 1


@given(COUNTS, st.integers(1, 5000), st.integers(0, 100))
def test_the_shortfall_meets_the_target_and_one_less_does_not(good: int, total: int, share: int) -> None:
    rule = Rule(f"满意人数/调查总人数 ≥ {share}%")
    verdict = rule.evaluate({"满意人数": good, "调查总人数": total})
    if verdict.outcome is Outcome.MET:
        assert verdict.shortfall == ()
        return
    [change] = verdict.shortfall
    assert change.name == "满意人数"
    assert change.by.number.denominator == 1
    assert change.by.number > 0
    lifted = {"满意人数": good + int(change.by.number), "调查总人数": total}
    assert rule.evaluate(lifted).outcome is Outcome.MET
    assert rule.evaluate({**lifted, "满意人数": lifted["满意人数"] - 1}).outcome is Outcome.NOT_MET


@given(decidable, st.data())
def test_every_promised_change_meets_the_rule(tree: Condition, data: st.DataObject) -> None:
    rule = _rule(tree)
    figures: dict[str, object] = {item.name: data.draw(st.integers(-50, 50)) for item in rule.inputs}
    for change in rule.evaluate(figures).shortfall:
        before = figures[change.name]
        assert isinstance(before, int)
        assert rule.evaluate({**figures, change.name: before + change.by.number}).outcome is Outcome.MET


@given(COUNTS, st.integers(1, 5000), st.integers(1, 1000))
def test_scaling_a_ratio_keeps_its_verdict(good: int, total: int, times: int) -> None:
    rule = Rule("a/b ≥ 66.7%")
    once = rule.evaluate({"a": good, "b": total}).outcome
    assert rule.evaluate({"a": good * times, "b": total * times}).outcome is once


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_margin_is_zero_or_more_exactly_where_the_bound_is_met(target: int, figure: int) -> None:
    verdict = Rule(f"≥{target}元").evaluate(f"{figure}元")
    assert verdict.margin is not None
    assert (verdict.margin.number >= 0) == (verdict.outcome is Outcome.MET)
    assert verdict.margin.number == figure - target
