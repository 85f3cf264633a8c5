"""Which files of a folder are read, in which order, and that nothing in it can hang or mislead the walk."""

import os
import sys
from pathlib import Path

import pytest

from kpirules.diagnostics import Diagnostic
from kpirules.reading.folder import SUFFIXES, Folder, list_files

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links as POSIX has them")


def names(found: Folder, folder: Path) -> list[str]:
    return [Path(file).relative_to(folder).as_posix() for file in found.files]


def passed_over(found: Folder) -> dict[str, str]:
    (told,) = (item for item in found.diagnostics if item.code == "KPI871")
    return {key: value for key, value in told.values if value != "0" and key != "file"}


def codes(found: Folder) -> list[str]:
    return [item.code for item in found.diagnostics]


def write(path: Path, content: bytes = b"x") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_folders_are_read_whole_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.xlsx", "a/1.xlsx", "a/z/x.csv", "B.txt", "c.docx"):
        write(tmp_path / name)
    assert names(list_files(tmp_path), tmp_path) == [
        "B.txt",
        "a/1.xlsx",
        "a/2.xlsx",
        "a/z/x.csv",
        "b.txt",
        "c.docx",
    ]
    assert list_files(tmp_path).diagnostics == ()


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_known_suffixes_are_read_in_either_case(tmp_path: Path, suffix: str) -> None:
    write(tmp_path / f"form{suffix.upper()}")
    assert len(list_files(tmp_path).files) == 1


@pytest.mark.parametrize(
    "name, content",
    [
        ("form.bak", b"%PDF-1.7\n"),
        ("form.tmp", b"PK\x03\x04\x14\0\0\0\0\0[Content_Types].xml"),
        ("form.wps", b"PK\x03\x04\x14\0\0\0\0\0word/document.xml"),
        ("form.xml", b"\xef\xbb\xbf \r\n<HTML><table>"),
        ("form", "部门整体预算绩效目标申报表".encode()),
        ("form", "部门整体预算绩效目标申报表".encode("gb18030")),
        ("form", "部门整体预算绩效目标申报表".encode("utf-16")),
    ],
)
def test_known_contents_are_read_whatever_their_name(tmp_path: Path, name: str, content: bytes) -> None:
    write(tmp_path / name, content)
    assert names(list_files(tmp_path), tmp_path) == [name]


@pytest.mark.parametrize(
    "name, content",
    [
        ("notes.md", "绩效".encode()),
        ("photo.jpg", b"\xff\xd8\xff"),
        ("library.jar", b"PK\x03\x04META-INF/"),
        ("LICENSE", b"Apache"),
        ("empty", b""),
    ],
)
def test_other_kinds_are_passed_over_and_counted(tmp_path: Path, name: str, content: bytes) -> None:
    write(tmp_path / "form.txt")
    write(tmp_path / name, content)
    found = list_files(tmp_path)
    assert names(found, tmp_path) == ["form.txt"]
    assert passed_over(found) == {"total": "1", "other": "1"}


def test_what_is_hidden_is_passed_over_and_counted(tmp_path: Path) -> None:
    for name in ("form.txt", ".form.txt", "~$form.docx", ".git/form.txt", ".git/more.txt"):
        write(tmp_path / name)
    found = list_files(tmp_path)
    assert names(found, tmp_path) == ["form.txt"]
    assert passed_over(found) == {"total": "3", "hidden": "3"}


@posix
def test_pipes_and_circles_of_links_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "form.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "self").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "one.txt").symlink_to("two.txt")
    (tmp_path / "two.txt").symlink_to("one.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    found = list_files(tmp_path)
    assert names(found, tmp_path) == ["form.txt"]
    assert passed_over(found) == {"total": "6", "linked": "2", "special": "4"}


@posix
def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "form.txt")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "link.txt").symlink_to(tmp_path / "elsewhere" / "form.txt")
    assert names(list_files(tmp_path / "here"), tmp_path) == ["here/link.txt"]


def test_a_folder_without_forms_is_told(tmp_path: Path) -> None:
    assert codes(list_files(tmp_path)) == ["KPI870"]
    write(tmp_path / "photo.jpg")
    assert codes(list_files(tmp_path)) == ["KPI871", "KPI870"]


def test_a_folder_that_cannot_be_listed_loses_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a" / "form.txt")
    write(tmp_path / "b.txt")
    listed = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = list_files(tmp_path)
    assert names(found, tmp_path) == ["b.txt"]
    (told,) = found.diagnostics
    assert told == Diagnostic(
        "KPI872", told.source, values={"file": str(tmp_path / "a"), "reason": "Permission denied"}
    )


def test_any_path_is_its_own_file_if_it_is_no_folder() -> None:
    for path in ("/nowhere/form.xyz", "", "a\0b", "x" * 5_000):
        assert list_files(path) == Folder((path,))


def test_deep_folders_end(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 300)
    write(deep / "form.txt")
    assert len(list_files(tmp_path).files) == 1
