"""The audit of the example, whole, as it was last looked at by a person.

After a change that is meant to show, write the files anew and read the difference before it is committed:

    KPIRULES_WRITE_GOLDEN=1 python -m pytest tests/audit/test_golden.py

That run fails on purpose, so that nothing but a plain run can pass.
"""

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kpirules import Audited, audit, read
from kpirules.audit.form import Form
from kpirules.rules.compare import Relation

TOP = Path(__file__).parents[2]
GOLDEN = TOP / "tests" / "golden"
FORM = "docs/examples/huangpu/declaration.txt"


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> Audited:
    """Read as the documentation does, so that the file's name is the same on every machine."""
    monkeypatch.chdir(TOP)
    declaration, told = read(FORM)
    assert declaration is not None
    return audit(declaration, told)


def findings(found: Audited) -> str:
    return "".join(
        f"{one.code} {one.place or '-'} {one.severity}{' (tentative)' if one.tentative else ''}: {one.told.message()}\n"
        for one in found.findings
    )


def ledger(found: Audited) -> str:
    return "".join(
        f"{one.code} {one.status}{f' {one.count}' if one.count else ''}"
        f"{f': {one.reason.message()}' if one.reason is not None else ''}\n"
        for one in found.ledger
    )


FILES: dict[str, Callable[[Audited], str]] = {"huangpu.audit.txt": findings, "huangpu.ledger.txt": ledger}


@pytest.mark.parametrize("name", FILES)
def test_the_example_is_audited_as_before(example: Audited, name: str) -> None:
    path, written = GOLDEN / name, FILES[name](example)
    if os.environ.get("KPIRULES_WRITE_GOLDEN") == "1":
        path.write_text(written, encoding="utf-8", newline="\n")
        pytest.fail(f"{path} was written anew: read what changed, then run without KPIRULES_WRITE_GOLDEN")
    assert written == path.read_text(encoding="utf-8")


def test_what_a_reviewer_found_is_found_and_nothing_else(example: Audited) -> None:
    counts = {
        "P001": 2,
        "P002": 1,
        "P003": 4,
        "P004": 1,
        "P005": 1,
        "B006": 1,
        "I001": 1,
        "I002": 1,
        "I003": 1,
        "I004": 1,
        "I005": 1,
        "I008": 1,
        "I009": 1,
        "I016": 2,
        "C002": 10,
        "C003": 1,
        "C005": 3,
        "C006": 6,
        "C007": 1,
        "C008": 1,
        "C009": 1,
    }
    assert Counter(one.code for one in example.findings) == counts
    assert {entry.code: entry.count for entry in example.ledger if entry.count} == counts


def test_the_promises_of_the_example(example: Audited) -> None:
    links = Form(example.declaration).links.promises
    relations = Counter(link.relation for link in links if link.row is not None)
    assert len(links) == 15
    assert relations == {Relation.EQUIVALENT: 4, Relation.WEAKER: 1}
    assert [link for link in links if link.is_open] == []


def test_what_rests_on_the_doubtful_row_says_so(example: Audited) -> None:
    doubtful = [one.code for one in example.findings if one.tentative]
    assert sorted(doubtful) == ["C006", "C008", "I001", "I003", "I009", "P001"]
