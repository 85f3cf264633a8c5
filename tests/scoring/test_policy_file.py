"""A policy written as a file is the same policy when it is read; a file that is wrong is told key by key and used for nothing."""

import json
import tomllib
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kpirules import policy, read_policy
from kpirules.limits import LIMITS
from kpirules.reading.policy import find_policy, parse_policy
from kpirules.reporting.policy import write_policy
from kpirules.scoring.method import Better, Direct, Method, Steps, Tiers
from kpirules.scoring.plain import to_plain
from kpirules.scoring.policies import policies
from kpirules.scoring.policy import (
    Band,
    Compound,
    Confidence,
    GradeLevel,
    Ground,
    Late,
    Overfulfil,
    Policy,
    RateFrom,
    Reverse,
    Ungraded,
)
from kpirules.scoring.rounding import Rounding, RoundingMode
from kpirules.source import is_hidden

CASES = tomllib.loads((Path(__file__).parent / "policy_files.toml").read_text(encoding="utf-8"))["case"]

TEXTS = st.text(st.characters(codec="utf-8").filter(lambda c: not is_hidden(c)), max_size=20)
NAMES = TEXTS.map(lambda text: "".join(text.split())).filter(bool)
NUMBERS = st.fractions(0, 10_000, max_denominator=1_000)
SHARES = st.fractions(0, 1, max_denominator=1_000)


def falling(numbers: st.SearchStrategy[Fraction], most: int = 12) -> st.SearchStrategy[list[Fraction]]:
    return st.lists(numbers, min_size=1, max_size=most, unique=True).map(
        lambda found: sorted(found, reverse=True)
    )


@st.composite
def tiers(draw: st.DrawFn) -> Tiers:
    better = draw(st.sampled_from(Better))
    bounds = draw(falling(NUMBERS))
    if better is Better.LESS:
        bounds.reverse()
    shares = sorted(draw(st.lists(SHARES, min_size=len(bounds), max_size=len(bounds))), reverse=True)
    return Tiers(tuple(zip(bounds, shares, strict=True)), better)


def methods() -> st.SearchStrategy[Method]:
    steps = st.builds(
        Steps, NUMBERS, NUMBERS.filter(lambda number: number > 0), NUMBERS, st.sampled_from(Better)
    )
    return st.one_of(st.just(Direct()), tiers(), steps)


@st.composite
def bands(draw: st.DrawFn) -> tuple[Band, ...]:
    one, other = sorted(draw(st.tuples(SHARES, SHARES)))
    return tuple(Band(low, high) for high, low in pairwise((Fraction(1), other, one, Fraction(0))))


@st.composite
def grades(draw: st.DrawFn) -> tuple[GradeLevel, ...]:
    least = [*draw(falling(NUMBERS.filter(bool), 5)), Fraction(0)]
    return tuple(GradeLevel(draw(TEXTS), bound) for bound in least)


POLICIES = st.builds(
    Policy,
    name=st.just("ours"),
    title=TEXTS,
    title_en=TEXTS,
    execution=NUMBERS,
    shares=st.dictionaries(NAMES, NUMBERS, max_size=4),
    absent=st.dictionaries(NAMES, NAMES, max_size=3),
    reverse=st.sampled_from(Reverse),
    compound=st.sampled_from(Compound),
    late=st.builds(Late, st.none() | NUMBERS),
    ungraded=st.sampled_from(Ungraded),
    bands=bands(),
    overfulfil=st.builds(
        Overfulfil,
        st.none() | NUMBERS,
        st.booleans(),
        st.lists(st.tuples(NUMBERS, SHARES), max_size=12).map(tuple),
    ),
    rounding=st.builds(Rounding, st.sampled_from(RoundingMode), st.integers(0, 10)),
    rate_from=st.sampled_from(RateFrom),
    rescale=st.booleans(),
    reason_below=SHARES,
    grades=grades(),
    methods=st.dictionaries(NAMES, methods(), max_size=4),
    grounds=st.dictionaries(
        NAMES, st.builds(Ground, source=TEXTS, confidence=st.sampled_from(Confidence)), max_size=4
    ),
)


@given(POLICIES)
def test_what_is_written_is_read_as_the_same(written: Policy) -> None:
    assert parse_policy(write_policy(written), name="ours") == (written, ())


@given(POLICIES)
def test_json_of_the_same_shape_is_the_same(written: Policy) -> None:
    assert parse_policy(json.dumps(to_plain(written)), name="ours") == (written, ())


@pytest.mark.parametrize("name", policies())
def test_a_shipped_policy_is_a_file(name: str) -> None:
    assert parse_policy(write_policy(policy(name)), name=name) == (policy(name), ())
    assert parse_policy(f'base = "{name}"', name=name) == (policy(name), ())


def test_every_key_has_a_comment_in_both_languages() -> None:
    lines = write_policy(policy()).splitlines()
    keys = [key for key in to_plain(policy()) if key != "title_en"]
    for key in keys:
        at = next(at for at, line in enumerate(lines) if line == f"[{key}]" or line.startswith(f"{key} = "))
        chinese, english = lines[at - 1].removeprefix("# ").split(" / ", 1)
        assert not chinese.isascii(), key
        assert english.isascii(), key


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case["told"])[:30])
def test_what_is_wrong_is_told_with_its_line(case: dict[str, Any]) -> None:
    found, diagnostics = parse_policy(case["file"].lstrip("\n"), file="ours.toml")
    assert found is None
    told = [
        (one.code, str(one.source.place.line or "-") if one.source and one.source.place else "-")
        for one in diagnostics
    ]
    expected = [line.split(" ", 1) for line in case["told"]]
    assert sorted(told) == sorted(tuple(where.split(":")) for where, _ in expected)
    sentences = "".join(one.sentence("zh") for one in diagnostics)
    assert [words for _, words in expected if words not in sentences] == []


def test_a_file_changes_what_it_names_and_nothing_else() -> None:
    text = 'base = "mof-2020"\nreverse = "inverse"\n[rounding]\nmode = "truncate"\n'
    expected = evolve(
        policy("mof-2020"),
        name="ours",
        reverse=Reverse.INVERSE,
        rounding=Rounding(RoundingMode.TRUNCATE, 2),
    )
    assert parse_policy(text, name="ours") == (expected, ())


def test_a_file_is_called_as_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "示例区.toml"
    path.write_text('base = "hubei-2020"\n', encoding="utf-8-sig")
    found, diagnostics = read_policy(path)
    assert diagnostics == ()
    assert found == evolve(policy("hubei-2020"), name="示例区")
    assert find_policy(str(path)) == (found, ())


@pytest.mark.parametrize(
    "text, code",
    [
        ("a" * (LIMITS.decisions + 1), "KPI930"),
        ("[" * 100_000, "KPI930"),
        ('{"grounds":' * 50_000, "KPI930"),
        (f"{'a.' * 5_000}b = 1", "KPI930"),
        ("\x00", "KPI930"),
        (f"execution = {'9' * 1_900}", "KPI932"),
        (f'execution = "{"9" * 31}"', "KPI932"),
        ('{"execution": %s}' % ("9" * 100_000), "KPI930"),
        ("execution = nan", "KPI932"),
        ("execution = 2020-01-01", "KPI932"),
        (f'title = "{"题" * 401}"', "KPI932"),
        ('title = "\\u202e"', "KPI932"),
        ('{"base": "mof-2020", "title": "\\ud800"}', "KPI932"),
        ("".join(f"k{number} = 1\n" for number in range(20_000)), "KPI931"),
    ],
    ids=range(14),
)
def test_a_hostile_file_is_told(text: str, code: str) -> None:
    found, diagnostics = parse_policy(text)
    assert found is None
    assert code in {told.code for told in diagnostics}
    assert len(diagnostics) <= LIMITS.diagnostics + 1


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["base", *to_plain(policy())]), PLAIN, max_size=6))
def test_nothing_in_a_file_raises(document: dict[str, Any]) -> None:
    found, diagnostics = parse_policy(json.dumps(document))
    assert (found is None) == bool(diagnostics)
    assert all(told.sentence(lang) for told in diagnostics for lang in ("zh", "en"))


@given(st.text())
def test_no_text_raises(text: str) -> None:
    found, diagnostics = parse_policy(text)
    assert found is None
    assert diagnostics
