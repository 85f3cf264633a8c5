"""Rules that no text says: put together from nodes, as JSON of unknown origin may bring them."""

from fractions import Fraction

import pytest

from kpirules import Rule
from kpirules.evaluation.actuals import Actuals, Affirmed
from kpirules.evaluation.evaluate import evaluate
from kpirules.evaluation.verdict import Outcome, Verdict
from kpirules.quantity.calendar import Day
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.rules.check import check
from kpirules.rules.checked import CheckedRule, Input
from kpirules.rules.growing import Growing
from kpirules.rules.solutions import range_of
from kpirules.source import Source
from kpirules.syntax.ast import (
    AllOf,
    Comparator,
    Comparison,
    Condition,
    Deadline,
    Expression,
    Growth,
    Itself,
    Literal,
    Name,
    Negation,
    Product,
    Sum,
    Tolerance,
)


def figure(number: int, of: str = "") -> Literal:
    return Literal(Quantity(Fraction(number), unit(of) if of else None))


def judged(condition: Condition, reported: Quantity) -> Verdict:
    return evaluate(CheckedRule(condition, own=Input("", reported.unit)), Actuals.of(reported))


def test_a_tolerance_of_another_unit_than_its_centre_decides_nothing() -> None:
    verdict = judged(Tolerance(figure(3, "天"), figure(200, "米")), Quantity(Fraction(200), unit("米")))
    assert verdict.outcome is Outcome.UNDETERMINED
    assert [reason.code for reason in verdict.reasons] == ["KPI401"]


def test_a_tolerance_of_another_unit_than_its_centre_has_no_range() -> None:
    own = Input("", unit("米"))
    apart, together = (Tolerance(figure(3, word), figure(200, "米")) for word in ("天", "米"))
    assert range_of(CheckedRule(apart, own=own)) is None
    assert str(range_of(CheckedRule(together, own=own))) == "[197, 203]"


def test_several_dates_have_no_one_answer() -> None:
    days = [Deadline(Day(month, 28, year=2024)) for month in (1, 2)]
    verdict = judged(AllOf(tuple(days)), Quantity(Fraction(1)))
    assert verdict.outcome is Outcome.UNDETERMINED
    assert [reason.code for reason in verdict.reasons] == ["KPI546"]


@pytest.mark.parametrize(
    "side",
    [
        Itself(),
        Negation(Itself()),
        Sum((Itself(), Name("甲")), (False, False)),
        Product((figure(2), Negation(Itself())), (False, False)),
    ],
)
def test_an_indicator_that_is_spoken_of_beside_its_growth_is_the_figure_that_grew(side: Expression) -> None:
    bound = Comparison((side, figure(5)), (Comparator.AT_LEAST,))
    grown = Comparison((Growth(), figure(5, "%")), (Comparator.AT_LEAST,))
    apart = Comparison((Name("甲"), figure(5)), (Comparator.AT_LEAST,))
    assert Growing.of(AllOf((bound, grown))) != Growing.of(AllOf((apart, grown)))


def test_a_sum_of_figures_with_and_without_units_has_no_unit_of_its_own() -> None:
    told = Sum((figure(2, "场"), Name("甲")), (False, False))
    checked = check(Comparison((Name("乙"), told), (Comparator.AT_LEAST,)), source=Source(""))
    assert checked.rule is not None
    assert {item.name: str(item.unit) for item in checked.rule.inputs} == {"乙": "None", "甲": "场"}


@pytest.mark.parametrize("yes, zh", [(True, "是"), (False, "否")])
def test_an_answer_that_was_not_given_in_words_is_told_in_one(yes: bool, zh: str) -> None:  # noqa: FBT001 - the case
    verdict = Rule("是").evaluate(Actuals(own=Affirmed(yes=yes)))
    assert verdict.outcome is (Outcome.MET if yes else Outcome.NOT_MET)
    assert verdict.explain("zh") == f"回答“{zh}”，指标要求“是”"
    assert verdict.explain("en") == f"the answer is “{zh}”, the target asks for “是”"
