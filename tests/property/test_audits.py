"""An audit is total: whatever stands in a cell of a form, it tells findings and never raises."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kpirules import audit
from kpirules.audit.audited import Status
from kpirules.audit.table import TABLE
from kpirules.reading.form import read_form
from kpirules.reading.text import read_text

HUANGPU = Path(__file__).parents[2] / "docs" / "examples" / "huangpu" / "declaration.txt"
LINES = HUANGPU.read_text(encoding="utf-8").split("\n")
ODD = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "≥0",
        "≤100%",
        "1/0",
        "9" * 120,
        "1e999",
        "≥8≤3",
        "$",
        "\\frac{1}{0}",
        "×",
        "（",
        "每个",
        "\u202e",
        "产出指标",
    ]
)


@settings(max_examples=60)
@given(
    line=st.integers(0, len(LINES) - 1),
    cell=st.integers(0, 5),
    text=ODD
    | st.text(max_size=30)
    | st.text(alphabet="0123456789.%≥≤万元人次场不少于每个、，/-（）", max_size=12),
)
def test_any_cell_may_hold_anything(line: int, cell: int, text: str) -> None:
    cells = LINES[line].split("\t")
    cells[min(cell, len(cells) - 1)] = text
    form = "\n".join([*LINES[:line], "\t".join(cells), *LINES[line + 1 :]])
    grid, beyond = read_text(form)
    declaration, told = read_form(grid)
    if declaration is None:
        return
    found = audit(declaration, (*beyond, *told))
    assert [entry.code for entry in found.ledger] == list(TABLE)
    for finding in found.findings:
        assert finding.told.sentence("zh")
        assert finding.told.sentence("en")
    for entry in found.ledger:
        assert (entry.status is Status.FOUND) == bool(entry.count)
        assert entry.reason is None or (entry.reason.message("zh") and entry.reason.message("en"))
