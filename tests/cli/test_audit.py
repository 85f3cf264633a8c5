"""``kpirules audit``: what it reads, what it writes, and the status it leaves with; the checks are stood in for but once."""

import json
import os
import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest
from tests.cli.conftest import TOP, Run, WriteForm

from kpirules.audit.audited import Audited, Entry, Finding, Status
from kpirules.cli.audit import LONG_WORK
from kpirules.declaration import Declaration
from kpirules.diagnostics import Diagnostic, Severity
from kpirules.source import Source, Span

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links as POSIX has them")
FORMATS = ("text", "json", "html", "sarif")


class Judge:
    """An audit whose one check finds every third level, as gravely as it is told; it keeps what it was asked."""

    def __init__(self) -> None:
        self.severity = Severity.WARNING
        self.asked: list[dict[str, Any]] = []

    def __call__(
        self,
        declaration: Declaration,
        diagnostics: tuple[Diagnostic, ...] = (),
        **asked: Any,  # noqa: ANN401 - what it was asked is kept as it came
    ) -> Audited:
        for code in (*asked["select"], *asked["ignore"]):
            if not "KPI305".startswith(code):
                message = f"no check has a code that begins with {code!r}"
                raise ValueError(message)
        self.asked.append(asked)
        assert all(isinstance(item, Diagnostic) for item in diagnostics)
        found = tuple(
            Finding(
                Diagnostic("KPI101", Source(row.level3.text, row.level3.place), Span(0, 1)), self.severity
            )
            for row in declaration.indicators
            if row.level3 is not None
        )
        return Audited(declaration, found, (Entry("KPI101", Status.FOUND, len(found)),))


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> Judge:
    room, judge = ModuleType("kpirules.audit.auditing"), Judge()
    room.audit = judge  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, room.__name__, room)
    return judge


@pytest.fixture
def form(judge: Judge, write_form: WriteForm) -> Path:
    _ = judge
    return write_form(("开放日场次", "≥2场"), ("参观人次", "≥300人次"))


@pytest.fixture
def folder(form: Path) -> Path:
    """Two forms, one of them in a folder of its own, and what cannot be one."""
    inner = form.parent / "局"
    inner.mkdir()
    (inner / "b.txt").write_bytes(form.read_bytes())
    (form.parent / ".hidden.txt").write_bytes(form.read_bytes())
    return form.parent


def test_what_was_found_is_a_result_and_no_failure(run: Run, form: Path) -> None:
    result = run("audit", form)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "发现 2 项：错误 0，警告 2，提示 0" in result.stdout
    assert "    开放日场次\n    ^^\n" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("written", FORMATS)
def test_findings_as_grave_as_asked_are_a_failure(run: Run, form: Path, judge: Judge, written: str) -> None:
    statuses = {}
    for judge.severity in Severity:
        for fail_on in ("error", "warning"):
            result = run("audit", form, "--fail-on", fail_on, "--format", written)
            statuses[judge.severity.value, fail_on] = result.exit_code
    assert statuses == {
        ("error", "error"): 1,
        ("error", "warning"): 1,
        ("warning", "error"): 0,
        ("warning", "warning"): 1,
        ("info", "error"): 0,
        ("info", "warning"): 0,
    }


def test_an_unreadable_file_is_its_own_failure(run: Run, form: Path, judge: Judge) -> None:
    judge.severity = Severity.ERROR
    broken = form.with_name("broken.txt")
    broken.write_bytes(b"\x00\x01")
    result = run("audit", broken, form, form.with_name("gone.txt"), "--fail-on", "error")
    assert result.exit_code == 2
    assert "KPI80" in result.stderr
    assert "KPI801" in result.stderr
    assert "文件 3 个，申报表 1 份" in result.stdout
    assert "注意：有 2 个文件没有能够全部读入" in result.stdout
    assert "开放日场次" in result.stdout


def test_where_nothing_could_be_read_only_the_reason_is_told(run: Run, judge: Judge) -> None:
    _ = judge
    result = run("audit", "nowhere.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "KPI801" in result.stderr


def test_programs_are_told_all_the_same(run: Run, judge: Judge) -> None:
    _ = judge
    result = run("audit", "nowhere.txt", "--format", "json")
    assert result.exit_code == 2
    (file,) = json.loads(result.stdout)["files"]
    assert [item["code"] for item in file["diagnostics"]] == ["KPI801"]


def test_a_folder_is_walked_and_what_is_hidden_is_counted(run: Run, folder: Path) -> None:
    result = run("audit", folder, "--format", "json")
    document = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [Path(file["file"]).relative_to(folder).as_posix() for file in document["files"]] == [
        "form.txt",
        "局/b.txt",
    ]
    assert [item["code"] for item in document["diagnostics"]] == ["KPI871"]
    assert "没有审核的文件" in run("audit", folder).stdout


@posix
def test_a_pipe_and_a_circle_of_links_stop_nothing(run: Run, folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "局" / "up").symlink_to(folder, target_is_directory=True)
    result = run("audit", folder, "--format", "json")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["files"]) == 2


@posix
def test_a_pipe_that_is_named_is_refused(run: Run, form: Path) -> None:
    pipe = form.with_name("pipe.txt")
    os.mkfifo(pipe)
    result = run("audit", pipe)
    assert result.exit_code == 2
    assert "KPI802" in result.stderr


def test_a_file_named_twice_is_audited_once(run: Run, folder: Path) -> None:
    files = json.loads(run("audit", folder / "局" / "b.txt", folder, "--format", "json").stdout)["files"]
    assert [Path(file["file"]).name for file in files] == ["b.txt", "form.txt"]


def test_an_empty_folder_is_no_pass(run: Run, judge: Judge, tmp_path: Path) -> None:
    _ = judge
    result = run("audit", tmp_path)
    assert result.exit_code == 2
    assert "KPI870" in result.stderr


def test_selection_and_profile_reach_the_audit(run: Run, form: Path, judge: Judge) -> None:
    assert (
        run("audit", form, "--select", "kpi305, KPI", "--ignore", "KPI3", "--profile", "standard").exit_code
        == 0
    )
    assert judge.asked[-1] == {"select": ("KPI305", "KPI"), "ignore": ("KPI3",), "profile": "standard"}
    run("audit", form)
    assert judge.asked[-1] == {"select": (), "ignore": ()}


def test_a_code_that_there_is_not_is_told_before_the_work(run: Run, judge: Judge) -> None:
    result = run("audit", "nowhere.txt", "--select", "X9")
    assert result.exit_code == 2
    assert "no check has a code that begins with 'X9'" in result.stderr
    assert "KPI801" not in result.stderr
    assert judge.asked == []


@pytest.mark.parametrize(
    "arguments", [(), ("--format", "text"), ("x", "--fail-on", "info"), ("x", "--format", "pdf")]
)
def test_called_wrongly(run: Run, judge: Judge, arguments: tuple[str, ...]) -> None:
    _ = judge
    assert run("audit", *arguments).exit_code == 2


@pytest.mark.parametrize("written", FORMATS)
def test_what_is_written_is_what_is_printed(run: Run, form: Path, written: str) -> None:
    printed = run("audit", form, "--format", written).stdout
    out = form.parent.parent / f"report.{written}"
    result = run("audit", form, "--format", written, "--out", out)
    assert result.exit_code == 0
    assert result.stdout == f"已写入 {out}：文件 1 个，申报表 1 份：错误 0，警告 2，提示 0\n"
    assert out.read_bytes().decode("utf-8") == printed


def test_an_old_report_is_whole_or_replaced(run: Run, form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = form.parent.parent / "report.html"
    out.write_text("old", encoding="utf-8")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail)
        result = run("audit", form, "--format", "html", "--out", out)
    assert result.exit_code == 2
    assert "KPI820" in result.stderr
    assert out.read_text(encoding="utf-8") == "old"
    assert [path.name for path in out.parent.iterdir() if path.name.endswith(".part")] == []
    assert run("audit", form, "--format", "html", "--out", out).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_form_is_never_written_over(run: Run, folder: Path) -> None:
    out = folder / "局" / "b.txt"
    before = out.read_bytes()
    result = run("audit", folder, "--out", out)
    assert result.exit_code == 2
    assert "one of the files to audit" in result.stderr
    assert out.read_bytes() == before


def test_a_page_needs_its_extra(run: Run, form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    result = run("audit", form, "--format", "html", "--lang", "en")
    assert result.exit_code == 2
    assert "pip install 'kpirules[report]'" in " ".join(result.stderr.split())
    assert run("audit", form, "--format", "json").exit_code == 0


def test_a_bar_is_for_terminals_only(run: Run, form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(LONG_WORK):
        form.with_name(f"{at}.txt").write_bytes(form.read_bytes())
    assert run("audit", form.parent).stderr == ""
    shown: list[tuple[str, ...]] = []

    def bar(files: tuple[str, ...], **options: Any) -> Any:  # noqa: ANN401 - as click has it
        shown.append(files)
        assert options["file"] is sys.stderr
        return nullcontext(files)

    monkeypatch.setattr(click, "progressbar", bar)
    with monkeypatch.context() as terminal:
        terminal.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
        assert run("audit", form.parent).exit_code == 0
        assert run("audit", form).exit_code == 0
    assert [len(files) for files in shown] == [LONG_WORK + 1]


def test_english(run: Run, form: Path) -> None:
    assert "2 findings: error 0, warning 2, information 0" in run("audit", form, "--lang", "en").stdout


def test_the_example_is_audited_for_real(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    result = run("audit", "docs/examples/huangpu/declaration.txt", "--format", "json", "--fail-on", "error")
    [file] = json.loads(result.stdout)["files"]
    codes = Counter(finding["code"] for finding in file["findings"])
    assert (codes["C002"], codes["C003"], codes["C006"], codes["P003"]) == (10, 1, 6, 4)
    assert len(file["ledger"]) == 40
    assert result.exit_code == 1
