"""One row of a form made of bytes, and everything the library does with a row."""

from collections.abc import Iterator
from pathlib import Path
from tomllib import loads

from kpirules import Rule
from kpirules.answers.answer import read_actual
from kpirules.source import Source
from kpirules.syntax.parse import parse
from kpirules.targets import read_target

CASES = Path(__file__).parent.parent / "conformance"
CELLS = ("text", "comparator", "unit", "name", "actual", "heading")
_SEPARATOR = "\n"


class UnfaithfulError(AssertionError):
    """The canonical text of a rule that was read means something else."""


_TIMES = {"百", "千", "万", "亿"}


def seeds() -> Iterator[bytes]:
    """The cases of tests/conformance as rows."""
    for path in sorted(CASES.glob("*.toml")):
        for case in loads(path.read_text(encoding="utf-8"))["case"]:
            cells = [str(case.get(cell, "")) for cell in CELLS]
            yield _SEPARATOR.join(cells).rstrip(_SEPARATOR).encode()


def words() -> Iterator[bytes]:
    """Short pieces of the cases, for a mutator to put together anew."""
    for seed in seeds():
        for cell in seed.decode().split(_SEPARATOR):
            yield from (cell[at : at + 2].encode() for at in range(0, len(cell), 2))


def execute(row: bytes) -> None:
    """Read the row's target, everything told about it, its answer and its verdict; any exception is a fault."""
    cells = [*row.decode("utf-8", "ignore").split(_SEPARATOR), *[""] * len(CELLS)]
    value, comparator, unit, name, actual, heading = cells[: len(CELLS)]
    target, told = read_target(value, comparator=comparator, unit=unit, name=name, heading=heading)
    told += parse(Source(value)).diagnostics
    for diagnostic in told:
        diagnostic.sentence("zh")
        diagnostic.sentence("en")
    read_actual(actual, target)
    if target.rule is None:
        return
    # A unit cell that holds 万 alone multiplies what stands beside it, and would do so again.
    beside = "" if unit.strip() in _TIMES else unit
    again, _ = read_target(str(target.rule), unit=beside, name=name, heading=heading)
    if again.rule is None or again.rule.condition != target.rule.condition:
        raise UnfaithfulError(str(target.rule))
    rule = Rule.of(target.rule)
    for reported in (actual, {item.name: actual for item in rule.inputs}):
        verdict = rule.evaluate(reported)
        verdict.explain("zh")
        verdict.explain("en")
