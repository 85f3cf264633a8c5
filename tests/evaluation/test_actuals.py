"""Figures as Python hands them over."""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from kpirules import Actuals, Outcome, Quantity, Rule
from kpirules.evaluation.actuals import Missing, Words, answer_of
from kpirules.syntax.ast import Comparator
from kpirules.syntax.words import standard_words

RULE = Rule("a ≥ 1")


@pytest.mark.parametrize("figure", [1, Decimal(1), Fraction(1), "1", Quantity(Fraction(1)), Decimal("1.0")])
def test_exact_figures_are_taken(figure: object) -> None:
    assert RULE.evaluate({"a": figure}).outcome is Outcome.MET


@pytest.mark.parametrize(
    "figure,code",
    [
        (1.0, "KPI502"),
        (float("nan"), "KPI502"),
        (float("inf"), "KPI502"),
        (True, "KPI503"),
        (Decimal("NaN"), "KPI503"),
        (Decimal("sNaN"), "KPI503"),
        (Decimal("Infinity"), "KPI503"),
        (Decimal("1e99"), "KPI504"),
        (Decimal("1." + "0" * 200), "KPI504"),
        (Fraction(1, 10**61), "KPI504"),
        (Fraction(1, 3**4000), "KPI504"),
        ([1], "KPI503"),
        (1j, "KPI503"),
        (b"1", "KPI503"),
        (date(1800, 1, 1), "KPI541"),
        (None, "KPI501"),
        ("", "KPI501"),
        ("好", "KPI516"),
    ],
)
def test_what_is_no_exact_figure_leaves_the_verdict_open(figure: object, code: str) -> None:
    verdict = RULE.evaluate({"a": figure})
    assert verdict.outcome is Outcome.UNDETERMINED
    assert [reason.code for reason in verdict.reasons] == [code]


def test_floats_are_taken_as_their_shortest_decimals_on_request() -> None:
    assert Rule("a+b = 0.3").evaluate(Actuals.from_floats({"a": 0.1, "b": 0.2})).outcome is Outcome.MET
    assert Rule("≥0.1").evaluate(Actuals.from_floats(0.1)).outcome is Outcome.MET
    assert RULE.evaluate(Actuals.from_floats({"a": float("nan")})).outcome is Outcome.UNDETERMINED


def test_not_applicable() -> None:
    verdict = RULE.evaluate(Actuals.not_applicable())
    assert verdict.outcome is Outcome.NOT_APPLICABLE
    assert verdict.explain("en") == "not applicable: declared not applicable by whoever reported"


def test_no_decimal_context_reaches_a_verdict() -> None:
    with localcontext() as context:
        context.prec = 1
        context.clear_traps()
        assert Rule("≥1234.5678").evaluate(Decimal("1234.5678")).outcome is Outcome.MET
        assert Rule("≥1234.5678").evaluate(Decimal("1234.5677")).outcome is Outcome.NOT_MET


def test_typed_answers_pass_through() -> None:
    assert answer_of(Missing()) == Missing()
    assert answer_of("words") == Words("words")
    actuals = Actuals.of({"a": 1})
    assert Actuals.of(actuals) is actuals
    assert actuals.with_input("", Missing()).own == Missing()


def test_words_can_be_given_another_meaning() -> None:
    law = standard_words().with_meaning("以下", Comparator.LESS_THAN, source="刑法 art. 99")
    assert law.source("以下") == "刑法 art. 99"
    assert law.source("≥") == ""
    assert str(Rule("5人以下")) == "≤ 5人"
    assert str(Rule("5人以下", words=law)) == "< 5人"


def test_a_rule_is_equal_to_one_that_means_the_same() -> None:
    assert Rule("不少于2场") == Rule("≥２场")
    assert hash(Rule("不少于2场")) == hash(Rule("≥２场"))
    assert Rule.of(Rule("≥2场").checked) == Rule("≥2场")


def test_a_rule_with_an_own_figure_and_inputs_takes_both_from_a_mapping() -> None:
    rule = Rule("≥2场 且 参加人数≥100人")
    assert rule.evaluate({"": "2场", "参加人数": "100人"}).outcome is Outcome.MET
    assert rule.evaluate({"": "1场", "参加人数": "100人"}).outcome is Outcome.NOT_MET


def test_not_applicable_can_be_said_in_words() -> None:
    assert RULE.evaluate("不适用").outcome is Outcome.NOT_APPLICABLE


class Hostile:
    """Raises whatever is asked of it."""

    def __iter__(self) -> object:
        raise RuntimeError

    def __str__(self) -> str:
        raise RuntimeError


def test_a_figure_whose_own_methods_raise_leaves_the_verdict_open() -> None:
    for figure in (Hostile(), {"a": Hostile()}, [Hostile()]):
        verdict = RULE.evaluate(figure)  # type: ignore[arg-type]
        assert verdict.outcome is Outcome.UNDETERMINED
        assert verdict.explain()
