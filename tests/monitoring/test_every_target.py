"""What holds for every target and answer of the conformance cases, whatever the day."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpirules import Rule, RuleError
from kpirules.assessment.elapsed import Elapsed
from kpirules.assessment.light import Light
from kpirules.assessment.progress import progress
from kpirules.assessment.projection import project, still_needed
from kpirules.assessment.thresholds import thresholds
from kpirules.evaluation.verdict import Outcome, Verdict

FILES = sorted((Path(__file__).parents[1] / "conformance").glob("*.toml"))
TIMES = (
    Elapsed.of(month=7),
    Elapsed.of(month=12, year=2023),
    Elapsed.of(day=date(2024, 2, 29)),
)
ANSWERS = ("", "5", "5万元", "2023年5月1日", "部分达成年度指标", "≥3场", "不适用")


def verdicts(case: dict[str, Any]) -> list[Verdict]:
    """Of a case's own answer, and of some of every kind."""
    try:
        rule = Rule(
            case.get("text", ""),
            name=case.get("name", ""),
            heading=case.get("heading", ""),
            year=case.get("year"),
        )
    except RuleError:
        return []
    own = [case[key] for key in ("actual", "actuals") if key in case]
    return [rule.evaluate(answer) for answer in (*own, *ANSWERS)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_target(path: Path) -> None:
    cases = tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])
    for at, case in enumerate(cases):
        for verdict in verdicts(case):
            holds_for(verdict, TIMES[at % len(TIMES)])


def holds_for(verdict: Verdict, elapsed: Elapsed) -> None:
    told = f"{verdict.rule.source.text} with {verdict.actuals}"
    for prorated in (True, False):
        found = progress(verdict, elapsed, prorated=prorated)
        assert found.rule in {*thresholds().grounds, "progress", "undetermined"}, told
        if found.light is None:
            assert found.reasons, told
            assert found.rule in {"undetermined", "deadline"}, told
        elif verdict.outcome is Outcome.UNDETERMINED:
            # Only what nobody has done by its last day is late without a word; or one part decides alone.
            late = found.light is Light.RED and found.rule in {"deadline", "compound"}
            assert late or found.rule == "compound", told
        if prorated and found.value is not None and found.rule == "progress":
            assert found.light is thresholds().progress.light(found.value), told
    for change in still_needed(verdict):
        assert verdict.outcome is Outcome.NOT_MET, told
        assert change.by.number > 0, told
    pace = project(verdict, elapsed.share)
    if pace is not None and elapsed.is_whole:
        assert pace.outcome is verdict.outcome, told
