"""Progress during the year, as tests/monitoring/lights.toml has it, and what holds for every light."""

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirules import Assessment, Declaration, Indicator, Rule, assess, monitor, read_target
from kpirules.assessment.elapsed import Elapsed
from kpirules.assessment.light import Light
from kpirules.assessment.monitored import MonitoredRow
from kpirules.assessment.progress import progress
from kpirules.assessment.projection import project, still_needed
from kpirules.assessment.thresholds import thresholds
from kpirules.declaration import Wording
from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.quantity.number import write_number
from kpirules.scoring.policy import Confidence

CASES = tomllib.loads((Path(__file__).parent / "lights.toml").read_text(encoding="utf-8"))["case"]
MONTHS = st.integers(1, 12)
TARGETS = st.integers(1, 500)
FIGURES = st.integers(0, 900)
MORE = st.sampled_from(["≥", ">", "="])


def row_of(case: dict[str, Any]) -> MonitoredRow:
    name = case.get("name", "演出场次")
    heading = case.get("heading", "数量指标")
    target, _ = read_target(case["target"], name=name, heading=heading, year=2025)
    first = case.get("first", "产出指标")
    indicator = Indicator(Wording(first), Wording(heading), Wording(name), annual_target=target)
    lines = case.get("actuals", {"": case.get("actual", "")})
    sheet = ActualsSheet(tuple(Entry(name, key, value) for key, value in lines.items()))
    assessment = assess(Declaration(year=2025, indicators=(indicator,)), sheet)
    [row] = monitor(assessment, month=case.get("month", 6), variant=case.get("variant", "all")).rows
    return row


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['target']}-{case.get('actual')}-{case.get('month', 6)}"
)
def test_case(case: dict[str, Any]) -> None:
    row = row_of(case)
    found = row.progress
    assert (row.light or "") == case["light"]
    assert found.rule == case.get("rule", found.rule)
    if "progress" in case:
        assert found.value == Fraction(case["progress"])
    if "needed" in case:
        assert "或".join(f"{change.name} {change.by}".strip() for change in row.needed) == case["needed"]
    if "figure" in case:
        assert (str(row.projection.figure) if row.projection is not None else "") == case["figure"]
    if "projected" in case:
        assert row.projection is not None
        assert row.projection.outcome == case["projected"]
    assert found.days == case.get("days")
    if row.light is None:
        assert [reason.code for reason in found.reasons] == case.get(
            "reasons", [reason.code for reason in found.reasons]
        )
        assert found.reasons, "no light without a word why"


def light(text: str, figure: int, month: int) -> Light | None:
    return progress(Rule(text).evaluate(figure), Elapsed.of(month=month)).light


def rank(found: Light | None) -> int:
    assert found is not None
    return found.rank


@given(MORE, TARGETS, FIGURES, FIGURES, MONTHS)
def test_more_never_turns_a_light_towards_red_where_more_is_better(
    sign: str, target: int, one: int, other: int, month: int
) -> None:
    low, high = sorted((one, other))
    text = f"{sign}{target}场"
    assert rank(light(text, low, month)) <= rank(light(text, high, month))


@given(st.sampled_from(["≤", "<"]), TARGETS, FIGURES, FIGURES, MONTHS)
def test_less_never_turns_a_light_towards_red_where_less_is_better(
    sign: str, target: int, one: int, other: int, month: int
) -> None:
    low, high = sorted((one, other))
    text = f"{sign}{target}场"
    assert rank(light(text, low, month)) >= rank(light(text, high, month))


@given(MORE, TARGETS, FIGURES, MONTHS, MONTHS)
def test_the_same_figure_is_never_better_later(
    sign: str, target: int, figure: int, one: int, other: int
) -> None:
    early, late = sorted((one, other))
    text = f"{sign}{target}场"
    assert rank(light(text, figure, early)) >= rank(light(text, figure, late))


@given(st.sampled_from(["≥", ">", "=", "≤", "<"]), TARGETS, FIGURES, MONTHS)
def test_another_unit_changes_nothing(sign: str, target: int, figure: int, month: int) -> None:
    elapsed = Elapsed.of(month=month)
    verdicts = [
        Rule(text).evaluate(f"{figure}万元") for text in (f"{sign}{target}万元", f"{sign}{target * 10000}元")
    ]
    one, other = (progress(verdict, elapsed) for verdict in verdicts)
    assert one == other
    paces = [project(verdict, elapsed.share) for verdict in verdicts]
    assert [(pace.figure.magnitude, pace.outcome) if pace else None for pace in paces[:1]] == [
        (pace.figure.magnitude, pace.outcome) if pace else None for pace in paces[1:]
    ]


@given(TARGETS, FIGURES)
def test_what_is_still_needed_is_enough_and_no_less_is(target: int, figure: int) -> None:
    rule = Rule(f"≥{target}场")
    needed = still_needed(rule.evaluate(figure))
    more = needed[0].by.number if needed else Fraction(0)
    assert rule.evaluate(figure + more).outcome == "met"
    assert not needed or rule.evaluate(figure + more - 1).outcome == "not met"


@given(TARGETS, FIGURES, MONTHS)
def test_the_pace_is_judged_as_its_figure_would_be(target: int, figure: int, month: int) -> None:
    """A green light may lead to a miss: from 80 % on it is green, and the target is all of it."""
    pace = project(Rule(f"≥{target}万元").evaluate(f"{figure}万元"), Fraction(month, 12))
    assert pace is not None
    assert pace.figure.number * month == figure * 12
    assert pace.outcome == Rule(f"≥{target}万元").evaluate(pace.figure).outcome


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_counts_with_the_days_before_it(day: date) -> None:
    elapsed = Elapsed.of(day=day)
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    assert elapsed.share == Fraction((day - first).days + 1, (last - first).days + 1)
    assert elapsed.is_whole == (day == last)
    assert elapsed.months <= 12 * elapsed.share + Fraction(1, 2)


@pytest.mark.parametrize("given_", [{}, {"month": 0}, {"month": 13}, {"month": 1, "day": date(2025, 1, 1)}])
def test_a_time_is_given_once(given_: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="month"):
        monitor(Assessment(Declaration(), ()), **given_)


def test_names_that_nothing_has() -> None:
    with pytest.raises(ValueError, match="by-kind"):
        monitor(Assessment(Declaration(), ()), month=7, variant="none")


def test_an_indicator_that_does_not_apply_has_no_light() -> None:
    row = row_of({"target": "≥100场", "actual": "不适用"})
    assert (row.light, row.progress.rule, row.needed, row.projection) == (None, "not_applicable", (), None)


def test_a_year_that_no_calendar_has_is_none() -> None:
    monitored = monitor(Assessment(Declaration(year=10**9), ()), month=7)
    assert monitored.elapsed.by is None


def test_every_rule_of_a_light_has_its_ground() -> None:
    rules = {row_of(case).progress.rule for case in CASES} - {"progress", "undetermined", "not_applicable"}
    assert rules == thresholds().grounds.keys()
    shipped = thresholds()
    grounds = [
        shipped.progress.ground,
        shipped.spending.ground,
        shipped.cross.ground,
        *(variant.ground for variant in shipped.variants.values()),
        *(schedule.ground for schedule in shipped.schedules),
        *shipped.grounds.values(),
    ]
    assert all(ground.source and ground.confidence in Confidence for ground in grounds)


def test_totals_count_every_row_once() -> None:
    row = row_of(CASES[0])
    monitored = monitor(Assessment(Declaration(), (row.row,)), month=6)
    assert monitored.totals == {
        Light.RED: 1,
        Light.YELLOW: 0,
        Light.GREEN: 0,
        Light.BLUE: 0,
        None: 0,
    }
    assert write_number(monitored.elapsed.share) == "0.5"
