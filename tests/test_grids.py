"""Families of texts in every combination of their pieces: what is made of each, held so that no change passes unseen.

The pieces are data in ``tests/grids``; a line a text stands in ``tests/golden/grids``. The conformance cases say what
must be; these say what is, in the corners that nobody would write a case for. After a change that is meant to show,
write them anew and read the difference:

    KPIRULES_WRITE_GOLDEN=1 python -m pytest tests/test_grids.py
"""

import os
import tomllib
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from kpirules import Diagnostic, Rule, Verdict, compare, range_of, read_target
from kpirules.quantity.number import write_number
from kpirules.rules.solutions import condition_of
from kpirules.rules.target import Target
from kpirules.syntax.ast import Qualitative
from kpirules.syntax.unparse import format_tree

FOLDER = Path(__file__).parent / "grids"
GOLDEN = Path(__file__).parent / "golden" / "grids"
Family = dict[str, Any]


def families() -> Iterator[tuple[str, Family]]:
    for path in sorted(FOLDER.glob("*.toml")):
        for family in tomllib.loads(path.read_text(encoding="utf-8"))["family"]:
            yield f"{path.stem} {family['name']}".replace(" ", "-"), family


@pytest.mark.parametrize("name, family", [pytest.param(*named, id=named[0]) for named in families()])
def test_every_combination_reads_as_before(name: str, family: Family) -> None:
    path = GOLDEN / f"{name}.txt"
    written = "".join(f"{_shown(line)}\n" for line in lines(family))
    if os.environ.get("KPIRULES_WRITE_GOLDEN") == "1":
        path.write_text(written, encoding="utf-8", newline="\n")
        pytest.fail(f"{path} was written anew: read what changed, then run without KPIRULES_WRITE_GOLDEN")
    assert written.splitlines() == path.read_text(encoding="utf-8").splitlines()


def lines(family: Family) -> Iterator[str]:
    if "values" in family:
        return (_directions("".join(pieces), family["values"]) for pieces in product(*family["pieces"]))
    if "pieces" in family:
        return (_read("".join(pieces)) for pieces in product(*family["pieces"]))
    return _compared(family["rules"]) if "rules" in family else _judged(family)


def _directions(name: str, values: list[str]) -> str:
    read = (read_target(value, name=name)[0].meaning.direction for value in values)
    told = (f"{value} {direction or '?'}" for value, direction in zip(values, read, strict=True))
    return f"{name} | {' | '.join(told)}"


def _read(text: str) -> str:
    target, told = read_target(text, year=2024)
    return f"{text} | {_meaning(target)} | {_codes(told)}"


def _meaning(target: Target) -> str:
    if target.rule is None:
        return f"- {'or '.join(target.choices)}"
    if isinstance(target.rule.condition, Qualitative):
        return "aim"
    found = target.meaning
    ends = [
        f"{sign}{write_number(number)}"
        for sign, number in (
            (">≥"[found.low_included], found.low),
            ("<≤"[found.high_included], found.high),
            ("=", found.value),
        )
        if number is not None
    ]
    dates = [str(day) for day in (found.first, found.last) if day is not None]
    return f"{found.kind}: {target.rule} {' '.join(ends + dates)} {found.unit or ''}".rstrip()


def _judged(family: Family) -> Iterator[str]:
    for target in family["targets"]:
        rule = Rule(target, year=family.get("year"))
        yield f"# {rule}"
        for reported in family["actuals" if "actuals" in family else "figures"]:
            verdict = rule.evaluate(reported)
            yield f"{reported} | {_verdict(verdict)}"


def _compared(texts: list[str]) -> Iterator[str]:
    """The figures that meet each rule, whole ones where it counts, the rule that says so, and its relation to all others."""
    rules = [Rule(text, year=2024) for text in texts]
    for rule in rules:
        figures = range_of(rule)
        yield f"# {rule}: {figures}"
        if figures is not None:
            again = condition_of(figures, rule.inputs[0].unit if rule.inputs else None)
            said = "nothing" if again is None else format_tree(again)
            yield f"{figures.whole()} | {~figures} | {said} | {figures.is_empty} {figures.is_everything}"
        yield " ".join(f"{other}:{compare(rule, other)}" for other in rules)


def _verdict(verdict: Verdict) -> str:
    margin = "" if verdict.margin is None else f" by {verdict.margin}"
    changes = "".join(f", {change.name} {change.by}" for change in verdict.shortfall)
    told = _codes((*verdict.reasons, *verdict.findings))
    return f"{verdict.outcome}{margin}{changes} | {verdict.explain('zh')} | {verdict.explain('en')} | {told}"


def _codes(diagnostics: Iterable[Diagnostic]) -> str:
    return " ".join(
        diagnostic.code
        + (f"[{diagnostic.span.start}:{diagnostic.span.end}]" if diagnostic.span else "")
        + (f"({'; '.join(value for _, value in diagnostic.values)})" if diagnostic.values else "")
        for diagnostic in diagnostics
    )


def _shown(line: str) -> str:
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in line)
