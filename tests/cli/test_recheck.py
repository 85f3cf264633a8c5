"""``kpirules recheck``: what it prints about a sheet with every kind of fault, and how it leaves.

After a change that is meant to show, write the files anew and read the difference before it is committed:

    KPIRULES_WRITE_GOLDEN=1 python -m pytest tests/cli/test_recheck.py

That run fails on purpose, so that nothing but a plain run can pass.
"""

import json
import os
from pathlib import Path

import pytest
from tests.cli.conftest import TOP, Run

SHEET = "tests/evaluations/library.txt"
FORM = "tests/evaluations/library.declaration.txt"
GOLDEN = TOP / "tests" / "golden"
FILES = {
    "library.recheck.txt": ("--declaration", FORM),
    "library.recheck.en.txt": ("--declaration", FORM, "--lang", "en", "--policy", "hubei-2020"),
    "library.recheck.json": ("--declaration", FORM, "--format", "json"),
}
CODES = {f"S{number:03}" for number in range(1, 11)}


@pytest.mark.parametrize("name", FILES)
def test_the_sheet_is_told_as_before(run: Run, name: str) -> None:
    path, written = GOLDEN / name, run("recheck", SHEET, *FILES[name]).stdout
    if os.environ.get("KPIRULES_WRITE_GOLDEN") == "1":
        path.write_text(written, encoding="utf-8", newline="\n")
        pytest.fail(f"{path} was written anew: read what changed, then run without KPIRULES_WRITE_GOLDEN")
    assert written == path.read_text(encoding="utf-8")


def test_the_sheet_has_every_fault(run: Run) -> None:
    document = json.loads(run("recheck", SHEET, "--declaration", FORM, "--format", "json").stdout)
    [sheet] = document["files"][0]["sheets"]
    assert {finding["code"] for finding in sheet["findings"]} == CODES


@pytest.mark.parametrize(
    "options, status",
    [((), 0), (("--fail-on", "differs"), 1), (("--fail-on", "error"), 1), (("--fail-on", "warning"), 1)],
)
def test_the_status(run: Run, options: tuple[str, ...], status: int) -> None:
    assert run("recheck", SHEET, *options).exit_code == status


def test_a_sheet_that_follows_leaves_with_zero(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    rows = """
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|讲座场次|≥15场|15场|100|100
总分|||||100|100
"""
    path.write_text(rows.replace("|", "\t"), encoding="utf-8")
    assert run("recheck", path, "--fail-on", "differs").exit_code == 0


def test_what_cannot_be_read_is_told(run: Run) -> None:
    assert run("recheck", FORM).exit_code == 2
    assert run("recheck", "/nowhere/sheet.txt").exit_code == 2
    assert run("recheck", SHEET, "--declaration", "/nowhere/form.txt").exit_code == 2
    assert run("recheck", SHEET, "--policy", "nowhere").exit_code == 2


def test_what_a_terminal_would_obey_is_shown_and_long_words_are_cut(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sheet.txt"
    rows = """
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|讲座\u202e场次\x1b[2J|≥15场|{}|100|7
"""
    path.write_text(rows.format("完成" * 4_000).replace("|", "\t"), encoding="utf-8")
    for options in ((), ("--format", "json")):
        printed = run("recheck", path, *options).stdout
        assert "\x1b" not in printed
        assert "\u202e" not in printed
    assert len(run("recheck", path).stdout) < 20_000
