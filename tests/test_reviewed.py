"""What is made of every conformance case, whole, as it was last looked at by a person.

A case states what matters of it; here stands everything a caller can see: the tree, what every piece came to, both
sentences, the places of the diagnostics. One file a table, in ``tests/golden/conformance``. After a change that is
meant to show, write them anew and read the difference before it is committed:

    KPIRULES_WRITE_GOLDEN=1 python -m pytest tests/test_reviewed.py
"""

import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from attrs import fields
from tests.test_conformance import CASES, CELLS, decision_of

from kpirules import Diagnostic, Rule, RuleError, Target, Verdict, range_of, read_target
from kpirules.evaluation.actuals import Actuals
from kpirules.evaluation.trace import Amount
from kpirules.quantity.number import write_number
from kpirules.quantity.quantity import Quantity
from kpirules.rules.checked import CheckedRule
from kpirules.rules.meaning import Meaning
from kpirules.syntax.ast import Item, Node
from kpirules.syntax.unparse import format_tree

GOLDEN = Path(__file__).parent / "golden" / "conformance"
TABLES = {
    table: list(cases) for table, cases in groupby(CASES, key=lambda named: named[0].rpartition("-")[0])
}
LONGEST = 400
Case = dict[str, Any]


@pytest.mark.parametrize("table", TABLES)
def test_every_case_says_what_it_said_when_it_was_reviewed(table: str) -> None:
    path = GOLDEN / f"{table}.txt"
    written = "".join(f"{_short(line)}\n" for name, case in TABLES[table] for line in reviewed(name, case))
    if os.environ.get("KPIRULES_WRITE_GOLDEN") == "1":
        path.write_text(written, encoding="utf-8", newline="\n")
        pytest.fail(f"{path} was written anew: read what changed, then run without KPIRULES_WRITE_GOLDEN")
    assert written.splitlines() == path.read_text(encoding="utf-8").splitlines()


def reviewed(name: str, case: Case) -> Iterator[str]:
    for piece, times in case.get("repeat", {}).items():
        case = {**case, "text": case["text"].replace(piece, piece * times)}
    given = " · ".join(
        f"{key}={value}" for key, value in case.items() if key in {*CELLS, "name", "heading", "year"}
    )
    yield f"# {name}  {case['text']!r}  {given}".rstrip()
    if CELLS & case.keys():
        texts = {
            key: case[key]
            for key in ("comparator", "unit", "name", "heading", "header", "year")
            if key in case
        }
        target, said = read_target(case["text"], **texts, decision=decision_of(case))
        yield from _target(target)
        yield from _told(said)
        rule = None if target.rule is None else Rule.of(target.rule)
    else:
        try:
            rule = Rule(
                case["text"],
                name=case.get("name", ""),
                heading=case.get("heading", ""),
                year=case.get("year"),
            )
        except RuleError as refused:
            yield from _told(refused.diagnostics)
            return
        yield from _told(rule.findings)
    if rule is not None:
        yield from _rule(rule.checked)
        yield from _judged(rule, case)


def _target(target: Target) -> Iterator[str]:
    damaged = ", damaged" if target.damaged else ""
    yield f"  {target.kind}{damaged}: {target}"
    if target.choices:
        yield f"  choices {' | '.join(target.choices)}"


def _rule(rule: CheckedRule) -> Iterator[str]:
    yield f"  {rule}"
    yield f"  met by {range_of(rule)}"
    yield f"  written as {_spans(rule.condition)}"
    yield f"  means {_meaning(Target('', rule).meaning)}"
    for item in (*((rule.own,) if rule.own is not None else ()), *rule.inputs):
        facts = ["counted"] * item.counted + ["a date"] * item.dated + [f"of {item.of}"] * bool(item.of)
        yield f"  wants {item.name or 'its own figure'} in {item.unit} {' '.join(facts)}".rstrip()
    for bare, reading in rule.readings:
        comparator = reading.comparator.value if reading.comparator is not None else "?"
        yield f"  reads {format_tree(bare)} as {comparator} by {reading.rule} “{reading.evidence}”"


def _spans(node: Node) -> str:
    """The kinds of the nodes with the characters that each was read from, from the outside in."""
    inner = [value for field in fields(type(node)) for value in _nodes(getattr(node, field.name))]
    inside = f"({' '.join(_spans(one) for one in inner)})" if inner else ""
    return f"{type(node).__name__}[{node.span.start}:{node.span.end}]{inside}"


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, tuple):
        for one in value:
            yield from _nodes(one)
    elif isinstance(value, Node):
        yield value


def _meaning(meaning: Meaning) -> str:
    said = []
    for field in fields(Meaning):
        value = getattr(meaning, field.name)
        if value == field.default:
            continue
        if field.name in {"low", "high", "value"}:
            value = write_number(value)
        elif field.name == "parts":
            value = "; ".join(f"({_meaning(part)})" for part in value)
        said.append(f"{field.name} {value}")
    return ", ".join(said)


def _judged(rule: Rule, case: Case) -> Iterator[str]:
    """The verdict on the case's own figures, and on figures at its limits and to either side of them."""
    if "outcome" in case:
        applicable = case.get("applicable", True)
        reported = case.get("actual", case.get("actuals"))
        yield from _verdict(rule.evaluate(reported if applicable else Actuals.not_applicable()), case)
        return
    meaning = Target("", rule.checked).meaning
    limits = {number for number in (meaning.low, meaning.high, meaning.value) if number is not None}
    for number in sorted({limit + step for limit in limits for step in (-1, 0, 1)}):
        figure = Quantity(number, meaning.unit)
        verdict = rule.evaluate(figure)
        by = " ".join(f"{change.name} {change.by}" for change in verdict.shortfall)
        margin = "" if verdict.margin is None else f", margin {verdict.margin}"
        yield f"  {figure} is {verdict.outcome}{margin}{by and ', short by'}{by}: {verdict.explain()}"


def _verdict(verdict: Verdict, case: Case) -> Iterator[str]:
    yield f"  {case.get('actual', case.get('actuals'))} is {verdict.outcome}"
    yield f"    {verdict.explain('zh')}"
    yield f"    {verdict.explain('en')}"
    if verdict.margin is not None:
        yield f"    margin {verdict.margin}"
    for change in verdict.shortfall:
        yield f"    short by {change.name} {change.by}"
    if verdict.grade is not None:
        yield f"    grade {verdict.grade}"
    for step in verdict.trace:
        value = step.value.shown_in(step.value.written) if isinstance(step.value, Amount) else step.value
        yield f"    [{step.span.start}:{step.span.end}] {_written(step.node)} → {value}"
    yield from _told((*verdict.reasons, *verdict.findings))


def _written(node: Node) -> str:
    return node.text if isinstance(node, Item) else format_tree(node)


def _told(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    for diagnostic in diagnostics:
        span = diagnostic.span
        at = "" if span is None else f" [{span.start}:{span.end}]"
        yield f"  {diagnostic.code}{at} {diagnostic.sentence('zh')}"
        yield f"    {diagnostic.sentence('en')}"
        yield from (f"    beside {other}" for other in diagnostic.related)


def _short(line: str) -> str:
    """One line of a file: controls are shown as they are escaped, and a case of thousands of terms is cut."""
    line = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in line)
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}… ({len(line)})"
