"""Every kind of target scored, as tests/scoring/scores.toml has it, and what holds for every score."""

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirules import Rule, policy
from kpirules.answers.answer import read_actual
from kpirules.evaluation.actuals import Actuals
from kpirules.evaluation.evaluate import evaluate
from kpirules.quantity.number import write_number
from kpirules.rules.checked import CheckedRule
from kpirules.scoring.interval import Points
from kpirules.scoring.policies import policies
from kpirules.scoring.rounding import Rounding, RoundingMode
from kpirules.scoring.score import score_verdict

CASES = tomllib.loads((Path(__file__).parent / "scores.toml").read_text(encoding="utf-8"))["case"]
WEIGHT = Fraction(10)
NUMBERS = st.fractions(-1000, 1000, max_denominator=100)
SIGNS = st.sampled_from(["≥", ">", "≤", "<", "="])
POLICIES = st.sampled_from(sorted(policies()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['target']}-{case.get('actual', '')}")
def test_case(case: dict[str, Any]) -> None:
    rule = Rule(case["target"], name=case.get("name", ""), year=2023)
    verdict = rule.evaluate(case.get("actual", case.get("actuals", "")))
    chosen = Fraction(case["chosen"]) if "chosen" in case else None
    score = score_verdict(
        verdict, Fraction(case["weight"]), policy(case.get("policy", "mof-2020")), chosen=chosen
    )
    low, high = (case.get(end, case.get("points")) for end in ("low", "high"))
    assert [write_number(score.points.low), write_number(score.points.high)] == [low, high]
    assert score.rule == case.get("rule", score.rule)
    assert [note.code for note in score.notes if note.code != "KPI907"] == [
        code for code in case.get("notes", []) if code != "KPI907"
    ]
    assert verdict.outcome == case.get("outcome", verdict.outcome)
    assert score.arithmetic("zh") == case.get("zh", score.arithmetic("zh"))
    assert score.arithmetic("en") == case.get("en", score.arithmetic("en"))
    assert score.ground is not None


def scored(text: str, figure: Fraction, name: str = "mof-2020", weight: Fraction = WEIGHT) -> Fraction:
    points = score_verdict(Rule(text).evaluate(figure), weight, policy(name)).points
    assert points.known is not None
    return points.known


def written(number: Fraction) -> str:
    return f"{number.numerator}/{number.denominator}" if number.denominator != 1 else str(number.numerator)


@given(SIGNS, NUMBERS, NUMBERS, POLICIES)
def test_points_lie_between_nothing_and_the_weight(
    sign: str, target: Fraction, figure: Fraction, name: str
) -> None:
    text = written(target) if target >= 0 else f"-{written(-target)}"
    assert 0 <= scored(f"{sign}{text}", figure, name) <= WEIGHT


@given(st.sampled_from(["≥", ">", "="]), st.fractions(0, 1000, max_denominator=9), NUMBERS, NUMBERS)
def test_more_never_scores_less_where_more_is_better(
    sign: str, target: Fraction, one: Fraction, other: Fraction
) -> None:
    if sign == "=" and target == 0:
        return  # of nothing at all, less is better
    low, high = sorted((one, other))
    assert scored(f"{sign}{written(target)}", low) <= scored(f"{sign}{written(target)}", high)


@given(st.sampled_from(["≤", "<"]), st.fractions(0, 1000, max_denominator=9), NUMBERS, NUMBERS, POLICIES)
def test_less_never_scores_less_where_less_is_better(
    sign: str, target: Fraction, one: Fraction, other: Fraction, name: str
) -> None:
    low, high = sorted((one, other))
    assert scored(f"{sign}{written(target)}", low, name) >= scored(f"{sign}{written(target)}", high, name)


@given(SIGNS, st.integers(1, 500), st.integers(0, 900))
def test_another_unit_changes_nothing(sign: str, target: int, figure: int) -> None:
    plain, scaled = Rule(f"{sign}{target}万元"), Rule(f"{sign}{target * 10000}元")
    points = [
        score_verdict(rule.evaluate(f"{figure}万元"), WEIGHT, policy()).points for rule in (plain, scaled)
    ]
    assert points[0] == points[1]


@given(SIGNS, st.integers(0, 50))
def test_what_is_open_is_never_nothing(sign: str, target: int) -> None:
    points = score_verdict(Rule(f"{sign}{target}场").evaluate(""), WEIGHT, policy()).points
    assert points == Points(Fraction(0), WEIGHT)


def test_two_readings_of_a_figure_leave_the_points_open() -> None:
    """1 under ≥150% is missed whether it is all or a hundredth, and worth 6.67 or 0.07 points."""
    verdict = Rule("≥150%").evaluate(1)
    points = score_verdict(verdict, WEIGHT, policy()).points
    assert verdict.outcome == "not met"
    assert points.known is None


@given(st.fractions(0, 1000), st.integers(0, 6), st.sampled_from(RoundingMode))
def test_rounding_is_within_one_digit_and_settled(
    number: Fraction, decimals: int, mode: RoundingMode
) -> None:
    rounding = Rounding(mode, decimals)
    rounded = rounding.round(number)
    assert abs(rounded - number) <= Fraction(1, 10**decimals)
    assert rounding.round(rounded) == rounded
    assert rounding.round(-number) == -rounded
    assert Fraction(rounding.write(number)) == rounded


def test_every_shipped_rule_that_can_decide_has_its_ground() -> None:
    for shipped in policies().values():
        assert f"reverse_{shipped.reverse.value}" in shipped.grounds
        assert {"at_least", "qualitative", "deadline", "undetermined", "weights"} <= shipped.grounds.keys()


def checked(text: str) -> CheckedRule:
    return Rule(text).checked


def test_a_score_needs_no_rule_object() -> None:
    rule = checked("≥4场")
    answer, _ = read_actual("3场", rule)
    assert score_verdict(evaluate(rule, Actuals(answer)), WEIGHT, policy()).points.known == Fraction(15, 2)
