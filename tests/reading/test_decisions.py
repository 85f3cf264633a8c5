"""A file of decisions: TOML and JSON, there and back, and files from strangers."""

import json
import tomllib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirules import Decision, Decisions
from kpirules.limits import LIMITS
from kpirules.reading.decisions import parse_decisions
from kpirules.reporting.decisions import write_decisions
from kpirules.syntax.ast import Comparator
from kpirules.targets.decided import DIRECTIONS

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(
    lambda text: bool(text.strip()) and text.strip() not in {"…", "...", "?"}
)
SIGNED = {"by": st.just("") | TEXT, "reason": st.just("") | TEXT}
DECISIONS = st.one_of(
    st.builds(Decision, target=TEXT, replaces=st.just("") | TEXT, direction=st.none(), **SIGNED),
    st.builds(Decision, direction=st.sampled_from(DIRECTIONS), tolerance=st.just("") | TEXT, **SIGNED),
    st.builds(Decision, tolerance=TEXT, **SIGNED),
    st.builds(Decision, applicable=st.sampled_from([False]), by=SIGNED["by"], reason=TEXT),
)
FILES = st.dictionaries(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8), DECISIONS, max_size=4
)


def read(text: str) -> tuple[Mapping[str, Decision], list[str]]:
    found = parse_decisions(text)
    return found.by_indicator, [told.code for told in found.diagnostics]


@given(FILES)
def test_decisions_come_back_from_toml_as_they_were(decisions: dict[str, Decision]) -> None:
    assert read(write_decisions(Decisions(decisions))) == (decisions, [])


@given(FILES)
def test_decisions_come_back_from_json_as_they_were(decisions: dict[str, Decision]) -> None:
    document = {"decisions": {name: decision.plain() for name, decision in decisions.items()}}
    assert read(json.dumps(document)) == (decisions, [])


@given(FILES)
def test_toml_and_json_say_the_same(decisions: dict[str, Decision]) -> None:
    document = tomllib.loads(write_decisions(Decisions(decisions)))
    assert read(json.dumps(document))[0] == decisions


@pytest.mark.parametrize(
    "lines, code",
    [
        ('tagret = "≥2场"', "KPI761"),
        ("target = 2", "KPI762"),
        ('target = "  "', "KPI762"),
        ('target = "…"', "KPI762"),
        ('direction = ">"', "KPI762"),
        ('direction = "至少"', "KPI762"),
        ("tolerance = 0.05", "KPI762"),
        ('applicable = "false"', "KPI762"),
        ("applicable = false", "KPI763"),
        ('replaces = "≥2场"', "KPI763"),
        ('replaces = "≥2场"\ntolerance = "5%"', "KPI763"),
        ('applicable = false\nreason = "取消"\ndirection = "≥"', "KPI764"),
        ('by = "评价组"', "KPI765"),
        ("applicable = true", "KPI765"),
        ("", "KPI765"),
        ('target = "≥2场"\nby = 3', "KPI762"),
        (f'reason = "{"长" * 1980}"\ntarget = "{"1" * 10}"', ""),
    ],
)
def test_a_decision_that_is_wrong_in_any_part_is_left_out_whole(lines: str, code: str) -> None:
    found, told = read(f'[decisions."甲"]\n{lines}\n[decisions."乙"]\ndirection = "≥"\n')
    assert told == ([code] if code else [])
    assert found["乙"] == Decision(direction=Comparator.AT_LEAST)
    assert ("甲" in found) is not bool(code)


@pytest.mark.parametrize(
    "text",
    ["decisions = []", "[decisions]\n甲 = 1", '[decisions]\n"甲" = 1', '[other."甲"]\ntarget = "≥2"',
     '[decisions."甲"]\n[decisions."甲"]',
     '{"decisions": {"甲": 1, "甲": 2}}', '{"decisions": NaN}', "[" * 100_000, '{"a":' * 100_000,
     "x=" + "[" * 1_900, "x = " + "9" * 1_900,
     "a" + ".a" * 10_000 + " = 1", f"# {'长' * LIMITS.decisions}"],
)  # fmt: skip
def test_a_file_that_is_none_is_told(text: str) -> None:
    found, told = read(text)
    assert found == {}
    assert told
    assert all(code.startswith("KPI76") for code in told)


@given(
    st.text()
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.dictionaries(st.text(), inner) | st.lists(inner),
    ).map(lambda found: json.dumps({"decisions": found}))
)
def test_any_text_makes_decisions_or_diagnostics(text: str) -> None:
    found = parse_decisions(text)
    assert all(isinstance(decision, Decision) for decision in found.by_indicator.values())
    assert all(told.message(lang) for told in found.diagnostics for lang in ("zh", "en"))


def test_a_diagnostic_names_the_line() -> None:
    text = '# 第一行\n[decisions."甲"]\ndirection = "≥"\n\n[decisions."乙"]\ndirection = "大于"\n'
    found = parse_decisions(text, file="decisions.toml")
    assert str(found.diagnostics[0].source and found.diagnostics[0].source.place) == "decisions.toml:5"
    assert str(found.by_indicator["甲"].place) == "decisions.toml:2"
