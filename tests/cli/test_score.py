"""``kpirules score``: text to standard output, a report for every suffix, and nothing written where something is wrong."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import TOP, Run, Start, WriteForm

from kpirules.scoring.policies import policies

FORM, SHEET = "docs/examples/huangpu/declaration.txt", "docs/examples/huangpu/actuals.csv"
GOLDEN = TOP / "tests" / "golden"
SUFFIXES = (".html", ".xlsx", ".docx", ".json", ".txt")


@pytest.fixture
def full(write_form: WriteForm, tmp_path: Path) -> tuple[Path, Path]:
    """A form whose only indicator is missed by one, and its sheet."""
    sheet = tmp_path / "actuals.csv"
    sheet.write_text("指标,数值\n讲座场次,14场\n", encoding="utf-8")
    return write_form(("讲座场次", "≥15场")), sheet


def test_the_example_is_scored(run: Run) -> None:
    result = run("score", FORM, SHEET)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (GOLDEN / "huangpu.score.txt").read_text(encoding="utf-8")


def test_json_is_the_same_record(run: Run) -> None:
    result = run("score", FORM, SHEET, "--format", "json")
    assert result.stdout == (GOLDEN / "huangpu.score.json").read_text(encoding="utf-8")


def test_every_suffix_has_its_report(run: Run, tmp_path: Path) -> None:
    paths = [tmp_path / f"score{suffix}" for suffix in SUFFIXES]
    result = run("score", FORM, SHEET, *(part for path in paths for part in ("--report", path)))
    assert result.exit_code == 0
    for suffix in (".html", ".json", ".txt"):
        golden = (GOLDEN / f"huangpu.score{suffix}").read_text(encoding="utf-8")
        assert (tmp_path / f"score{suffix}").read_text(encoding="utf-8") == golden
    for suffix in (".xlsx", ".docx"):
        assert (tmp_path / f"score{suffix}").read_bytes().startswith(b"PK")
    told = result.stdout.split("\n")[-len(SUFFIXES) - 1 : -1]
    assert told == [f"已写入 {path}" for path in paths]


def test_what_was_written_stays_out_of_the_json(run: Run, tmp_path: Path) -> None:
    result = run("score", FORM, SHEET, "--format", "json", "--report", tmp_path / "a.HTML")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["format"] == "kpirules/score/1"
    assert "已写入" in result.stderr
    assert (tmp_path / "a.HTML").is_file()


@pytest.mark.parametrize("name", ["score.pdf", "score", "score.html.bak", ".html"])
def test_an_unknown_suffix_is_told_before_anything_is_written(run: Run, tmp_path: Path, name: str) -> None:
    result = run("score", FORM, SHEET, "--report", tmp_path / "good.html", "--report", tmp_path / name)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert ".html .xlsx .docx .json .txt" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_report_replaces_what_is_read(run: Run, full: tuple[Path, Path]) -> None:
    form, sheet = full
    before = form.read_bytes()
    result = run("score", form, sheet, "--report", form)
    assert result.exit_code == 2
    assert "files to read" in result.stderr
    assert form.read_bytes() == before


def test_two_reports_of_one_name_are_refused(run: Run, full: tuple[Path, Path], tmp_path: Path) -> None:
    result = run("score", *full, "--report", tmp_path / "a.txt", "--report", tmp_path / "." / "a.txt")
    assert result.exit_code == 2
    assert not (tmp_path / "a.txt").exists()


def test_an_old_report_stays_where_the_new_one_cannot_be_written(
    run: Run, full: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "taken.html"
    folder.mkdir()
    old = tmp_path / "old.txt"
    old.write_text("old", encoding="utf-8")
    result = run("score", *full, "--report", folder, "--report", old)
    assert result.exit_code == 2
    assert "KPI820" in result.stderr
    assert old.read_text(encoding="utf-8") == run("score", *full).stdout
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("name", sorted(policies()))
def test_a_policy_is_named(run: Run, full: tuple[Path, Path], name: str) -> None:
    result = run("score", *full, "--policy", name, "--format", "json")
    assert json.loads(result.stdout)["policy"]["name"] == name


def test_an_unknown_policy_is_told_with_those_there_are(run: Run, full: tuple[Path, Path]) -> None:
    result = run("score", *full, "--policy", "mof-1949\x1b[31m")
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr
    for name in policies():
        assert name in result.stderr


def test_a_decision_counts(run: Run, write_form: WriteForm, tmp_path: Path) -> None:
    sheet, decided = tmp_path / "actuals.csv", tmp_path / "decisions.toml"
    sheet.write_text("指标,数值\n景气值,6\n", encoding="utf-8")
    decided.write_text('[decisions."景气值"]\ndirection = "≥"\n', encoding="utf-8")
    form = write_form(("景气值", "5"))
    assert "未评分" in run("score", form, sheet).stdout
    result = run("score", form, sheet, "--decisions", decided)
    assert "得分    50.00 / 50" in result.stdout
    assert "决定    decisions.toml" in result.stdout


@pytest.mark.parametrize("asked, status", [("not-met", 1), ("undetermined", 0), ("met,not-met", 1)])
def test_fail_on_asks_for_the_verdicts(run: Run, full: tuple[Path, Path], asked: str, status: int) -> None:
    assert run("score", *full, "--fail-on", asked).exit_code == status


def test_a_form_that_cannot_be_read_makes_no_report(run: Run, tmp_path: Path) -> None:
    result = run("score", tmp_path / "none.txt", SHEET, "--report", tmp_path / "a.html")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "KPI801" in result.stderr
    assert not (tmp_path / "a.html").exists()


def test_a_sheet_that_cannot_be_read_leaves_every_point_open(
    run: Run, full: tuple[Path, Path], tmp_path: Path
) -> None:
    result = run("score", full[0], tmp_path / "none.csv", "--report", tmp_path / "a.html")
    assert result.exit_code == 2
    assert "KPI801" in result.stderr
    assert "不完整" in result.stdout
    assert "得分不完整" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_a_missing_extra_is_told_before_the_work(
    run: Run, full: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kpirules.cli.score.find_spec", lambda _: None)
    result = run("score", *full, "--report", tmp_path / "a.txt", "--report", tmp_path / "a.docx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "KPI826" in result.stderr
    assert "kpirules[docx]" in result.stderr
    assert not (tmp_path / "a.txt").exists()


def test_the_date_is_that_of_the_caller(run: Run, full: tuple[Path, Path]) -> None:
    assert "日期    2025年1月15日" in run("score", *full, "--date", "2025年1月15日").stdout


def test_a_process_of_its_own_has_the_same_bytes(start: Start) -> None:
    done = start("score", FORM, SHEET)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.replace(b"\r\n", b"\n") == (GOLDEN / "huangpu.score.txt").read_bytes()


def test_reports_do_not_depend_on_the_process(start: Start, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        (tmp_path / seed).mkdir()
        reports = [part for suffix in SUFFIXES for part in ("--report", tmp_path / seed / f"a{suffix}")]
        env = {"PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": seed}
        assert start("score", FORM, SHEET, *reports, env=env).returncode == 0
    for suffix in SUFFIXES:
        assert (tmp_path / "1" / f"a{suffix}").read_bytes() == (tmp_path / "2" / f"a{suffix}").read_bytes()
