"""JSON there and back, and JSON from strangers."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kpirules.declaration import (
    Amount,
    BudgetLine,
    BudgetOverview,
    Certainty,
    Declaration,
    Fact,
    FormKind,
    Indicator,
    Provenance,
    Repair,
    Split,
    Task,
    Weight,
    Wording,
)
from kpirules.quantity.unit import find_unit, unit
from kpirules.reading import read
from kpirules.rules.target import Target
from kpirules.schema import FORMAT, from_json, json_schema, to_json
from kpirules.source import Place
from kpirules.targets import read_target

HUANGPU = Path(__file__).parents[1] / "docs" / "examples" / "huangpu" / "declaration.txt"
TARGETS = [
    "≥2场",
    "2次",
    "3~5场",
    "200±10米",
    "约30天",
    "满意人数/调查总人数 ≥ 90%",
    "-(甲+乙-丙)×3 ÷ 丁 ≤ 1.5亿元",
    "≥3场且≤5场",
    "完成动员、推荐、遴选发布、宣传等工作",
    "有效提升",
    "5 ≤ 甲 < 9",
    "**",
    "≥≥2",
    "",
    "≥1/3",
    "≥3.5元/人·月",
    "≥8支队伍",
    "≥12路次",
]

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
places = st.none() | st.builds(
    Place,
    st.none() | texts,
    sheet=st.none() | texts,
    line=st.none() | st.integers(1, 10**6),
    row=st.none() | st.integers(1, 9),
)
wordings = st.builds(Wording, texts, places)
maybe = st.none() | wordings
amounts = st.none() | st.builds(
    Amount, st.fractions(), texts, places, unit=st.sampled_from(["", "万元", "元"])
)
targets: st.SearchStrategy[Target | None] = st.none() | st.builds(
    lambda text, place: read_target(text, place=place)[0], st.sampled_from(TARGETS), places
)
rows = st.lists(st.lists(texts, max_size=3).map(tuple), max_size=2).map(tuple)
repairs = st.builds(
    Repair,
    st.just("KPI620"),
    st.sampled_from(Certainty),
    places,
    before=rows,
    after=rows,
    others=st.lists(rows, max_size=2).map(tuple),
)
plain = st.builds(
    Indicator,
    maybe,
    maybe,
    maybe,
    targets,
    targets,
    comparator=maybe,
    unit=maybe,
    weight=st.none() | st.builds(Weight, st.fractions(), texts, places),
    note=maybe,
    certainty=st.sampled_from(Certainty),
)
indicators = st.builds(
    lambda one, others: evolve(one, others=tuple(others)), plain, st.lists(plain, max_size=2)
)
tasks = st.lists(
    st.builds(Task, wordings, maybe, amounts, maybe, fiscal=amounts, other=amounts), max_size=2
).map(tuple)
splits = st.builds(
    Split, wordings, st.lists(st.builds(BudgetLine, wordings, amounts), max_size=2).map(tuple), amounts
)
declarations = st.builds(
    Declaration,
    kind=st.sampled_from(FormKind),
    title=maybe,
    department=maybe,
    project=maybe,
    supervisor=maybe,
    implementer=maybe,
    facts=st.lists(st.builds(Fact, wordings, wordings), max_size=2).map(tuple),
    period_goal=maybe,
    year=st.none() | st.integers(1900, 2100),
    year_wording=maybe,
    budget=st.builds(BudgetOverview, *[st.none() | splits] * 5, st.lists(splits, max_size=1).map(tuple)),
    overall_goal=maybe,
    key_tasks=tasks,
    key_tasks_total=amounts,
    other_tasks=tasks,
    indicators=st.lists(indicators, max_size=2).map(tuple),
    repairs=st.lists(repairs, max_size=2).map(tuple),
    provenance=st.builds(Provenance, st.none() | texts, labels=st.lists(wordings, max_size=2).map(tuple)),
)
validator = Draft202012Validator(json_schema())


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    declaration, _ = read(HUANGPU)
    assert declaration is not None
    document: dict[str, Any] = json.loads(to_json(declaration))
    return document


def test_the_schema_is_one_and_the_example_fits(example: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(json_schema())
    validator.validate(example)
    assert example["format"] == FORMAT
    assert example["declaration"]["budget"]["expenditure"]["lines"][0]["amount"]["value"] == "515.85"


def test_the_example_comes_back(example: dict[str, Any], tmp_path: Path) -> None:
    declaration, _ = read(HUANGPU)
    assert declaration is not None
    assert from_json(to_json(declaration)) == (declaration, ())
    path = tmp_path / "declaration.txt"
    path.write_text(json.dumps(example), encoding="utf-8")
    assert read(path) == (declaration, ())


@given(declarations)
def test_nothing_is_lost(declaration: Declaration) -> None:
    text = to_json(declaration)
    back, diagnostics = from_json(text)
    assert diagnostics == ()
    assert back == declaration
    # Equality ignores where a node stood; the text does not.
    assert to_json(back) == text
    validator.validate(json.loads(text))


@pytest.mark.parametrize("text", TARGETS)
def test_every_kind_of_rule_comes_back(text: str) -> None:
    target = read_target(text, name="场次", place=Place("a.txt", line=3))[0]
    declaration = Declaration(indicators=(Indicator(None, None, Wording("场次"), None, target),))
    back, _ = from_json(to_json(declaration))
    assert back is not None
    found = back.indicators[0].annual_target
    assert found == target
    assert found is not None
    assert (found.place, getattr(found.rule, "source", None)) == (
        target.place,
        getattr(target.rule, "source", None),
    )


@pytest.mark.parametrize("name", ["场", "万元", "%", "支队伍", "元/人·月", "路次", "人次", "平方米"])
def test_a_unit_is_its_name(name: str) -> None:
    assert unit(unit(name).name) == unit(name)
    assert find_unit(unit(name).name) == find_unit(name)


def changed(example: dict[str, Any], path: list[str | int], value: object) -> str:
    document = json.loads(json.dumps(example))
    at = document
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return json.dumps(document)


AMOUNT: list[str | int] = ["declaration", "budget", "expenditure", "lines", 0, "amount", "value"]
SURVEY: list[str | int] = ["declaration", "indicators", 13, "annual_target", "rule"]
RATIO: list[str | int] = [*SURVEY, "condition", "operands", 0]


@pytest.mark.parametrize(
    "path, value, said",
    [
        (AMOUNT, 515.85, "not a whole number"),
        (AMOUNT, 515, "expected an exact number"),
        (AMOUNT, "5e99999999", "expected an exact number"),
        (AMOUNT, "1" * 100_000, "expected an exact number"),
        (AMOUNT, "1/0", "expected an exact number"),
        (AMOUNT, "٣", "expected an exact number"),
        (["declaration", "year"], True, "expected int"),
        (["declaration", "year"], "2023", "expected int"),
        (["declaration", "colour"], "red", "colour"),
        (["declaration", "title"], {"place": None}, "text"),
        (["declaration", "title", "text"], "\ud800", "surrogate"),
        (["declaration", "indicators", 0, "certainty"], "sure", "certain, tentative"),
        ([*SURVEY, "condition", "node"], "Popen", "to be one of"),
        ([*SURVEY, "condition", "node"], ["Sum"], "to be one of"),
        ([*RATIO, "divides"], [False], "operands of Product"),
        ([*SURVEY, "inputs"], [], "names of the condition"),
        ([*SURVEY, "condition", "comparators"], [], "operands of Comparison"),
    ],
)
def test_a_bad_field_is_named(
    example: dict[str, Any], path: list[str | int], value: object, said: str
) -> None:
    declaration, diagnostics = from_json(changed(example, path, value))
    assert declaration is None
    assert diagnostics
    assert any(said in found.message("en") for found in diagnostics)


def test_every_bad_field_is_named(example: dict[str, Any]) -> None:
    twice = json.loads(changed(example, ["declaration", "year"], "2023"))
    _, diagnostics = from_json(changed(twice, AMOUNT, "x"))
    assert {dict(found.values)["path"] for found in diagnostics} == {
        "$.declaration.year",
        "$.declaration.budget.expenditure.lines[0].amount.value",
    }


def test_a_tree_deeper_than_any_text(example: dict[str, Any]) -> None:
    node: dict[str, Any] = {"node": "Name", "name": "满意人数"}
    for _ in range(300):
        node = {"node": "Negation", "operand": node}
    declaration, diagnostics = from_json(changed(example, RATIO, node))
    assert declaration is None
    assert {found.code for found in diagnostics} <= {"KPI640", "KPI641"}


@pytest.mark.parametrize(
    "text, code",
    [
        ("", "KPI640"),
        ("{", "KPI640"),
        ("[" * 100_000, "KPI640"),
        ('{"a":' * 100_000, "KPI640"),
        ("{}", "KPI642"),
        ("[]", "KPI642"),
        ('{"format": "kpirules/declaration/9"}', "KPI642"),
        (f'{{"format": "{FORMAT}"}}', "KPI641"),
        (f'{{"format": "{FORMAT}", "declaration": []}}', "KPI641"),
        (f'{{"format": "{FORMAT}", "declaration": {{}}, "more": 1}}', "KPI641"),
        (f'{{"format": "{FORMAT}", "declaration": {{"year": 1, "year": 2}}}}', "KPI640"),
        (f'{{"format": "{FORMAT}", "declaration": {{"year": NaN}}}}', "KPI640"),
        (f'{{"format": "{FORMAT}", "declaration": {{"year": {"9" * 5_000}}}}}', "KPI640"),
    ],
)
def test_what_is_no_declaration_is_refused(text: str, code: str) -> None:
    declaration, diagnostics = from_json(text)
    assert declaration is None
    assert [found.code for found in diagnostics] == [code]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | texts,
        lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    )
)
def test_any_json_gives_a_declaration_or_diagnostics(value: object) -> None:
    declaration, diagnostics = from_json(json.dumps({"format": FORMAT, "declaration": value}))
    assert (declaration is None) == bool(diagnostics)


def test_numbers_stay_exact() -> None:
    for value in (Fraction(2, 3), Fraction(-1, 8), Fraction(10**40), Fraction("332.00")):
        declaration = Declaration(key_tasks_total=Amount(value, "?"))
        back, _ = from_json(to_json(declaration))
        assert back is not None
        assert back.key_tasks_total is not None
        assert back.key_tasks_total.value == value
