"""Spending during the year and at its end, as tests/monitoring/spending.toml has it: both sides of every bound."""

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirules import Declaration, Indicator, assess, monitor, read_target, score
from kpirules.assessment.elapsed import Elapsed
from kpirules.assessment.funds import Funds
from kpirules.assessment.light import Light
from kpirules.assessment.monitored import Monitored
from kpirules.assessment.spending import cross_check, watch_spending
from kpirules.declaration import Wording
from kpirules.declaration.indicators import Weight
from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.quantity.quantity import Quantity
from kpirules.scoring.interval import Points

TABLE = tomllib.loads((Path(__file__).parent / "spending.toml").read_text(encoding="utf-8"))


def money(spent: str, budget: str = "100") -> tuple[Entry, ...]:
    return (
        Entry("预算执行", "全年预算数", f"{budget}万元"),
        Entry("预算执行", "全年执行数", f"{spent}万元"),
    )


def year_of(actual: str, spent: str) -> Monitored:
    """A form with one indicator of 90 points, whose target is 90万元, so that a figure is its points."""
    target, _ = read_target("≥90万元", name="自筹资金")
    indicator = Indicator(
        Wording("产出指标"),
        Wording("数量指标"),
        Wording("自筹资金"),
        annual_target=target,
        weight=Weight(Fraction(90), "90"),
    )
    sheet = ActualsSheet((Entry("自筹资金", "", actual), *money(spent)))
    return monitor(assess(Declaration(year=2025, indicators=(indicator,)), sheet), month=12)


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: f"{case['spent']}-{case.get('month')}")
def test_case(case: dict[str, Any]) -> None:
    upto: dict[str, Any] = (
        {"day": date.fromisoformat(case["day"])} if "day" in case else {"month": case["month"]}
    )
    monitored = monitor(assess(Declaration(), ActualsSheet(money(case["spent"]))), **upto)
    spending = monitored.spending
    assert spending.light == case["light"]
    assert spending.rate == Fraction(case["spent"]) / 100
    assert [dict(told.values)["month"] for told in spending.warnings] == (
        [str(case["behind"])] if "behind" in case else []
    )
    assert monitored.cross is None


@pytest.mark.parametrize("case", TABLE["year"], ids=lambda case: f"{case['points']}-{case['spent']}")
def test_points_beside_money(case: dict[str, Any]) -> None:
    """75.6 of 90 points are 84 %: five hundredths of that are 4.2, and 79.8 % is just near enough."""
    monitored = year_of(f"{case['points']}万元", case["spent"])
    [row] = score(monitored.assessment).rows
    assert row.score is not None
    assert row.score.points.known == Fraction(case["points"])
    assert monitored.cross is not None
    assert monitored.cross.light == case["light"]


def test_open_points_leave_the_light_open_where_they_decide() -> None:
    found = year_of("", "50").cross
    assert found is not None
    assert found.light is None
    assert found.indicators == Points(Fraction(0), Fraction(1))
    settled = year_of("", "99").cross
    assert settled is not None
    assert settled.light is Light.GREEN


@pytest.mark.parametrize("spent", ["", "已拨付"])
def test_what_nobody_tells_has_no_light(spent: str) -> None:
    sheet = ActualsSheet((Entry("预算执行", "全年预算数", "100万元"), Entry("预算执行", "全年执行数", spent)))
    monitored = monitor(assess(Declaration(), sheet), month=12)
    assert (monitored.spending.light, monitored.spending.rate, monitored.cross) == (None, None, None)


def test_a_budget_of_nothing_has_no_rate() -> None:
    monitored = monitor(assess(Declaration(), ActualsSheet(money("0", "0"))), month=7)
    assert monitored.spending.light is None


def test_indicators_that_do_not_apply_count_for_nothing() -> None:
    found = year_of("不适用", "50")
    assert found.cross is None
    assert cross_check(score(found.assessment)) is None


@given(st.fractions(0, 200, max_denominator=50), st.fractions(0, 200, max_denominator=50), st.integers(1, 12))
def test_more_spent_never_turns_the_light_towards_red(one: Fraction, other: Fraction, month: int) -> None:
    low, high = sorted((one, other))
    lights = [
        watch_spending(Funds(Quantity(Fraction(100)), Quantity(spent)), Elapsed.of(month=month)).light
        for spent in (low, high)
    ]
    ranks = [light.rank for light in lights if light is not None]
    assert ranks == sorted(ranks)
    assert len(ranks) == 2
