"""The example's report, whole, as it was last looked at by a person.

After a change that is meant to show, write the files anew and read the difference before it is committed:

    KPIRULES_WRITE_GOLDEN=1 python -m pytest tests/reporting/test_golden.py

That run fails on purpose, so that nothing but a plain run can pass.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kpirules import assess, read, read_actuals, score
from kpirules.reporting.json import write_json
from kpirules.reporting.record import Record
from kpirules.reporting.scored_html import write_score_html
from kpirules.reporting.scored_json import write_score_json
from kpirules.reporting.scored_record import ScoredRecord
from kpirules.reporting.scored_text import write_score_text
from kpirules.reporting.text import write_text

TOP = Path(__file__).parents[2]
GOLDEN = TOP / "tests" / "golden"
FORM, SHEET = "docs/examples/huangpu/declaration.txt", "docs/examples/huangpu/actuals.csv"
WRITERS: dict[str, Callable[[Record], str]] = {
    "huangpu.check.txt": write_text,
    "huangpu.check.json": write_json,
    "huangpu.score.txt": lambda record: write_score_text(scored(record)),
    "huangpu.score.json": lambda record: write_score_json(scored(record)),
    "huangpu.score.html": lambda record: write_score_html(scored(record)),
}


def scored(record: Record) -> ScoredRecord:
    return ScoredRecord(score(record.assessment), record.diagnostics, form=record.form, sheet=record.sheet)


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> Record:
    """Read as the documentation does, so that the files' names are the same on every machine."""
    monkeypatch.chdir(TOP)
    declaration, diagnostics = read(FORM)
    assert declaration is not None
    return Record(assess(declaration, read_actuals(SHEET)), diagnostics, form=FORM, sheet=SHEET)


@pytest.mark.parametrize("name", WRITERS)
def test_the_example_is_reported_as_before(example: Record, name: str) -> None:
    path = GOLDEN / name
    written = WRITERS[name](example)
    if os.environ.get("KPIRULES_WRITE_GOLDEN") == "1":
        path.write_text(written, encoding="utf-8", newline="\n")
        pytest.fail(f"{path} was written anew: read what changed, then run without KPIRULES_WRITE_GOLDEN")
    assert written == path.read_text(encoding="utf-8")
