"""Single indicators scored by direct, tiers and steps, as tests/scoring/methods.toml has it: both sides of every bound."""

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from kpirules import Rule
from kpirules.quantity.number import write_number
from kpirules.reading.policy import parse_policy
from kpirules.scoring.interval import Points
from kpirules.scoring.policy import Policy
from kpirules.scoring.score import score_verdict

TABLE = tomllib.loads((Path(__file__).parent / "methods.toml").read_text(encoding="utf-8"))
NAME = "群众满意度"


def policy_with(method: str) -> Policy:
    found, diagnostics = parse_policy(f'base = "mof-2020"\n[methods]\n"{NAME}" = {{ {method} }}')
    assert diagnostics == ()
    assert found is not None
    return found


@pytest.mark.parametrize(
    "case, figure", [(name, figure) for name, row in TABLE.items() for figure in row["points"]]
)
def test_points(case: str, figure: str) -> None:
    row = TABLE[case]
    verdict = Rule(row["target"], name=NAME).evaluate(figure)
    score = score_verdict(verdict, Fraction(10), policy_with(row["method"]), name=NAME)
    assert score.points.known is not None
    assert write_number(score.points.known) == row["points"][figure]


@pytest.mark.parametrize("case", TABLE)
def test_a_method_is_for_the_indicator_that_it_names(case: str) -> None:
    row = TABLE[case]
    verdict = Rule(row["target"]).evaluate(next(iter(row["points"])))
    plain = policy_with('kind = "direct"')
    other = score_verdict(verdict, Fraction(10), policy_with(row["method"]), name="另一指标")
    assert other.rule == score_verdict(verdict, Fraction(10), plain, name="另一指标").rule
    assert other.points == score_verdict(verdict, Fraction(10), plain, name="另一指标").points


@pytest.mark.parametrize("case", TABLE)
def test_what_was_not_reported_is_open(case: str) -> None:
    row = TABLE[case]
    score = score_verdict(
        Rule(row["target"]).evaluate(""), Fraction(10), policy_with(row["method"]), name=NAME
    )
    assert score.points == Points(Fraction(0), Fraction(10))


def test_tiers_of_a_formula() -> None:
    tiers = TABLE["satisfaction"]["method"]
    verdict = Rule("满意人数/调查总人数≥95%").evaluate({"满意人数": 799, "调查总人数": 1000})
    assert score_verdict(verdict, Fraction(10), policy_with(tiers), name=NAME).points.known == 5
