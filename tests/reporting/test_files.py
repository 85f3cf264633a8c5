"""Files are replaced whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from kpirules.reporting.files import CSV_ENCODING, write


def test_a_new_file(tmp_path: Path) -> None:
    assert write(tmp_path / "sheet.csv", "指标\r\n", encoding=CSV_ENCODING) == ()
    assert (tmp_path / "sheet.csv").read_bytes() == b"\xef\xbb\xbf" + "指标\r\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.csv"]


def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link = tmp_path / "latest.txt"
    link.symlink_to(target)
    assert write(link, "new") == ()
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EXDEV])
def test_a_failure_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(*((os, "fsync", fail) if step == "fsync" else (Path, "replace", fail)))
    (diagnostic,) = write(target, "new")
    assert diagnostic.code == "KPI820"
    assert os.strerror(code) in diagnostic.message("en")
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "report.txt", "new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [".", "missing/report.txt", "a\x00b", "x" * 5_000])
def test_what_cannot_be_written(tmp_path: Path, name: str) -> None:
    assert [found.code for found in write(tmp_path / name, "new")] == ["KPI820"]


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices here")
def test_a_device_is_not_replaced() -> None:
    assert [found.code for found in write("/dev/null", "new")] == ["KPI820"]
    assert not Path("/dev/null").is_file()


def test_characters_the_encoding_lacks(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    assert [found.code for found in write(target, "≥", encoding="ascii")] == ["KPI820"]
    assert not target.exists()
