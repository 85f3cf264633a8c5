"""Every row of the tables in docs/language.md, run as it stands there."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kpirules import Rule, Severity, Target, read_target

PAGE = (Path(__file__).parent.parent / "docs" / "language.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\|(?P<cells>.+)\|$")
CODE = re.compile(r"`([^`]*)`")
CELLS = {"comparator": "comparator", "unit": "unit", "name": "name", "header": "header"}
AT_LEAST = 150

Row = dict[str, str]


def rows() -> Iterator[Row]:
    """The rows of tables whose first column is headed “written”, each with its cells by heading."""
    heads: list[str] = []
    for line in PAGE.splitlines():
        match = ROW.match(line)
        if match is None:
            heads = []
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", match["cells"])]
        if not heads:
            heads = cells
        elif heads[0] == "written" and not set(cells[0]) <= {"-", " "}:
            yield dict(zip(heads, cells, strict=True))


ROWS = list(rows())


def code(cell: str) -> str:
    """What a cell shows as code; nothing where it shows none."""
    found = CODE.findall(cell)
    return found[0].replace("\\|", "|") if found else ""


def target(text: str, row: Row) -> tuple[Target, set[str]]:
    beside: Any = {key: code(row[head]) for head, key in CELLS.items() if head in row}
    year = int(code(row["year"])) if code(row.get("year", "")) else None
    found, told = read_target(text, year=year, **beside)
    return found, {diagnostic.code for diagnostic in told if diagnostic.severity is Severity.ERROR}


def test_the_page_has_the_rows_it_is_a_reference_by() -> None:
    assert len(ROWS) >= AT_LEAST


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{number}-{row['written'][:30]}") for number, row in enumerate(ROWS)]
)
def test_row(row: Row) -> None:
    texts = CODE.findall(row["written"])
    assert texts
    for text in texts:
        found, errors = target(text.replace("\\|", "|"), row)
        reads_as = row.get("reads as", "")
        if refused := re.findall(r"KPI\d{3}", reads_as):
            assert errors == set(refused)
        elif reads_as:
            assert errors == set()
            assert str(found) == code(reads_as)
        if "kind" in row:
            assert found.kind == row["kind"]
        if "outcome" in row:
            assert found.rule is not None
            for actual in CODE.findall(row["actual"]):
                assert Rule.of(found.rule).evaluate(actual).outcome == row["outcome"], actual
