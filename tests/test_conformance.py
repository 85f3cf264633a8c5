"""The cases of tests/conformance, each run as it stands."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kpirules import Decision, Rule, RuleError, Severity, read_target
from kpirules.evaluation.actuals import Actuals
from kpirules.quantity.number import write_number
from kpirules.reading.decisions import parse_decisions
from kpirules.syntax.ast import Comparator

FOLDER = Path(__file__).parent / "conformance"
AT_LEAST = 150
KEYS = {
    "text", "name", "heading", "canonical", "inputs", "actual", "actuals", "outcome", "margin", "shortfall", "zh", "en",
    "reasons", "findings", "diagnostics", "repeat", "applicable",
    "comparator", "unit", "header", "kind", "low", "high", "open", "value", "in", "direction", "choices", "year", "wanted",
    "decision",
}  # fmt: skip

CELLS = {"comparator", "unit", "header", "kind", "decision"}
DIRECTIONS = {"≥": Comparator.AT_LEAST, "≤": Comparator.AT_MOST, "=": Comparator.EQUAL, "?": None}

Case = dict[str, Any]


def cases() -> Iterator[tuple[str, Case]]:
    for path in sorted(FOLDER.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            yield f"{path.stem}-{number}", case


CASES = list(cases())


def test_there_are_enough_cases_good_and_bad() -> None:
    refused = sum("diagnostics" in case for _, case in CASES)
    assert len(CASES) >= AT_LEAST
    assert refused >= AT_LEAST // 4


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES])
def test_case(case: Case) -> None:
    assert case.keys() <= KEYS
    assert len(case) > 1, "a case must say what comes of its text"
    for piece, times in case.get("repeat", {}).items():
        case = {**case, "text": case["text"].replace(piece, piece * times)}
    if CELLS & case.keys():
        row(case)
    elif "diagnostics" in case:
        refused(case)
    else:
        accepted(case)


def row(case: Case) -> None:
    """The cells of one row: what kind of target they are, its numbers with their unit, and what is said of them."""
    texts = {
        key: case[key] for key in ("comparator", "unit", "name", "heading", "header", "year") if key in case
    }
    decision = decision_of(case)
    target, told = read_target(case["text"], **texts, decision=decision)
    assert target.kind == case["kind"]
    found = target.meaning
    for key in ("low", "high", "value"):
        number = getattr(found, key)
        assert (None if number is None else write_number(number)) == case.get(key)
    ends = [key for key in ("low", "high") if key in case and not getattr(found, f"{key}_included")]
    assert ends == case.get("open", [])
    assert (None if found.unit is None else str(found.unit)) == case.get("in")
    assert found.wanted == case.get("wanted", "")
    if "direction" in case:
        assert found.direction == DIRECTIONS[case["direction"]]
    if "canonical" in case:
        assert str(target) == case["canonical"]
    assert list(target.choices) == case.get("choices", [])
    codes = {diagnostic.code for diagnostic in told}
    errors = [diagnostic.code for diagnostic in told if diagnostic.severity is Severity.ERROR]
    assert errors == case.get("diagnostics", [])
    if "outcome" in case:
        assert target.rule is not None
        verdict = Rule.of(target.rule).evaluate(case.get("actual", case.get("actuals")))
        assert verdict.outcome == case["outcome"]
        codes |= {diagnostic.code for diagnostic in (*verdict.findings, *verdict.reasons)}
        assert verdict.decision == (decision if "KPI570" in codes or "KPI571" in codes else None)
    assert set(case.get("findings", [])) <= codes


def decision_of(case: Case) -> Decision | None:
    """What somebody decided about the case's indicator, read as a file of decisions is."""
    if "decision" not in case:
        return None
    return parse_decisions(json.dumps({"decisions": {"甲": case["decision"]}})).by_indicator["甲"]


def refused(case: Case) -> None:
    with pytest.raises(RuleError) as caught:
        Rule(case["text"], name=case.get("name", ""), year=case.get("year"))
    told = caught.value.diagnostics
    assert [f"{d.code} at {d.span.start + 1 if d.span else 0}" for d in told] == case["diagnostics"]
    for diagnostic in told:
        assert diagnostic.source is not None
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(case["text"])
        assert diagnostic.message("zh")
        assert diagnostic.message("en")


def accepted(case: Case) -> None:
    rule = Rule(
        case["text"], name=case.get("name", ""), heading=case.get("heading", ""), year=case.get("year")
    )
    if "canonical" in case:
        assert str(rule) == case["canonical"]
        assert Rule(case["canonical"]).tree == rule.tree
    if "inputs" in case:
        assert [item.name for item in rule.inputs] == case["inputs"]
    found = {diagnostic.code for diagnostic in rule.findings}
    if "outcome" in case:
        reported = case.get("actual", case.get("actuals"))
        verdict = rule.evaluate(reported if case.get("applicable", True) else Actuals.not_applicable())
        found |= {diagnostic.code for diagnostic in verdict.findings}
        assert verdict.outcome == case["outcome"]
        if "margin" in case:
            assert str(verdict.margin) == case["margin"]
        if "shortfall" in case or "还差" in case.get("zh", ""):
            assert {change.name: str(change.by) for change in verdict.shortfall} == case["shortfall"]
        if "zh" in case:
            assert verdict.explain("zh") == case["zh"]
        if "en" in case:
            assert verdict.explain("en") == case["en"]
        assert [reason.code for reason in verdict.reasons] == case.get("reasons", [])
    assert set(case.get("findings", [])) <= found
