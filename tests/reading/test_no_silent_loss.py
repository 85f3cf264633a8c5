"""Change any one cell of the example: the declaration changes, or a diagnostic names the cell."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kpirules.reading.form import read_form
from kpirules.reading.grid import Grid
from kpirules.reading.text import read_text
from kpirules.schema import to_json
from kpirules.source import visible

TEXT = (Path(__file__).parents[2] / "docs/examples/huangpu/declaration.txt").read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in TEXT.split("\n")]
CELLS = [(row, column) for row, cells in enumerate(ROWS) for column, text in enumerate(cells) if text.strip()]
MARK = "改动标记"


def with_cell(row: int, column: int, text: str) -> Grid:
    changed = [list(cells) for cells in ROWS]
    changed[row][column] = text
    return Grid.from_rows(changed, file="form.txt", format="text", encoding="utf-8")


def everything_said(grid: Grid) -> Iterator[str]:
    declaration, diagnostics = read_form(grid)
    assert declaration is not None
    yield to_json(declaration)
    for diagnostic in diagnostics:
        yield from (text for _, text in diagnostic.values)
        yield diagnostic.source.text if diagnostic.source else ""


@pytest.mark.parametrize("at", CELLS, ids=lambda at: f"{at[0] + 1}-{at[1] + 1}")
@pytest.mark.parametrize("change", ["replaced", "extended", "figure", "comparator"])
def test_no_word_is_lost(at: tuple[int, int], change: str) -> None:
    row, column = at
    texts = {
        "replaced": MARK,
        "extended": f"{ROWS[row][column]}{MARK}",
        "figure": "98765.43",
        "comparator": f"≥{MARK}",
    }
    said = list(everything_said(with_cell(row, column, texts[change])))
    wanted = "98765.43" if change == "figure" else MARK
    assert any(wanted in text for text in said)


@pytest.mark.parametrize("at", CELLS, ids=lambda at: f"{at[0] + 1}-{at[1] + 1}")
def test_an_emptied_cell_shows(at: tuple[int, int]) -> None:
    original = read_form(read_text(TEXT, file="form.txt", encoding="utf-8")[0])
    assert read_form(with_cell(*at, "")) != original


@pytest.mark.parametrize("at", CELLS, ids=lambda at: f"{at[0] + 1}-{at[1] + 1}")
def test_one_bad_cell_loses_no_other(at: tuple[int, int]) -> None:
    """Every text of the form but the changed one is still in the declaration or quoted by a diagnostic."""
    said = "\n".join(everything_said(with_cell(*at, MARK)))
    for row, column in CELLS:
        if (row, column) != at:
            text = ROWS[row][column].strip().replace("\\", "\\\\")
            assert text in said or visible(text) in said
