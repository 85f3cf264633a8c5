"""Opening files: missing, not files, too large, unreadable."""

import os
from pathlib import Path

import pytest

from kpirules.limits import LIMITS
from kpirules.reading import read, read_actuals


@pytest.mark.parametrize("name", ["missing.txt", "missing/form.txt"])
def test_missing(tmp_path: Path, name: str) -> None:
    declaration, (diagnostic,) = read(tmp_path / name)
    assert declaration is None
    assert diagnostic.code == "KPI801"
    assert "missing" in diagnostic.message("en")
    assert [found.code for found in read_actuals(tmp_path / name).diagnostics] == ["KPI801"]


def test_a_folder(tmp_path: Path) -> None:
    assert [found.code for found in read(tmp_path)[1]] == ["KPI802"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert [found.code for found in read(tmp_path / "pipe")[1]] == ["KPI802"]


@pytest.mark.parametrize("path", ["a\x00b", "x" * 5_000])
def test_a_path_that_cannot_be(path: str) -> None:
    assert [found.code for found in read(path)[1]] == ["KPI804"]


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LIMITS.file_bytes + 1)
    assert [found.code for found in read(path)[1]] == ["KPI803"]
    assert [found.code for found in read_actuals(path).diagnostics] == ["KPI803"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser reads everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("部门名称\t甲", encoding="utf-8")
    path.chmod(0)
    assert [found.code for found in read(path)[1]] == ["KPI804"]


def test_any_text_file_gives_a_diagnostic(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# 会议纪要\n", encoding="utf-8")
    declaration, diagnostics = read(path)
    assert declaration is None
    assert [found.code for found in diagnostics] == ["KPI601"]
