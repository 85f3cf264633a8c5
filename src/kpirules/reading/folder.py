"""The files of a folder that may hold a form."""

import os
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from attrs import frozen

from kpirules.diagnostics import Diagnostic
from kpirules.reading.file import PathLike
from kpirules.source import Place, Source

SUFFIXES = frozenset(
    {".txt", ".tsv", ".csv", ".json", ".xlsx", ".xlsm", ".xls", ".docx", ".html", ".htm", ".pdf"}
)
"""The suffixes of files that are read; another file is read where its first bytes tell that it is one of these."""

_HEAD_BYTES = 4_096
_OFFICE = (b"word/", b"xl/", b"[Content_Types].xml")
_PAGE = (b"<!doctype html", b"<html", b"<table")
_WORD = "绩效"
# What Office keeps beside a file that is open.
_HIDDEN = (".", "~$")


@frozen
class Folder:
    """The files found in a folder and the folders in it, and what there is to say about those passed over."""

    files: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def list_files(path: PathLike) -> Folder:
    """The files below a folder in the order of their names; a path that is no folder is its own only file.

    Known suffixes and known contents are taken. Hidden files, pipes, devices, other kinds of file and links to folders
    are passed over and counted (KPI871), so that a circle of links ends. A folder that cannot be listed is told
    (KPI872), and one without any such file (KPI870).

    >>> list_files("/nowhere/form.txt").files
    ('/nowhere/form.txt',)
    """
    folder = str(path)
    if not _is_folder(folder):
        return Folder((folder,))
    walk = _Walk()
    files = tuple(walk.files(folder))
    told = list(walk.refused)
    if walk.passed_over:
        kinds = {kind: str(walk.passed_over[kind]) for kind in ("hidden", "other", "linked", "special")}
        told.append(_about("KPI871", folder, total=str(walk.passed_over.total()), **kinds))
    if not files and not walk.refused:
        told.append(_about("KPI870", folder))
    return Folder(files, tuple(told))


class _Walk:
    """One walk down a folder, on a stack of its own, so that no depth of folders can end it."""

    def __init__(self) -> None:
        self.passed_over: Counter[str] = Counter()
        self.refused: list[Diagnostic] = []

    def files(self, folder: str) -> Iterator[str]:
        waiting: list[os.DirEntry[str]] = self.entries(folder)
        while waiting:
            entry = waiting.pop()
            kind = _kind(entry)
            if kind == "folder":
                waiting += self.entries(entry.path)
            elif kind == "file":
                yield entry.path
            else:
                self.passed_over[kind] += 1

    def entries(self, folder: str) -> "list[os.DirEntry[str]]":
        """The last first, as a stack has it."""
        try:
            with os.scandir(folder) as found:
                return sorted(found, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.refused.append(_about("KPI872", folder, reason=reason))
            return []


def _is_folder(path: str) -> bool:
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116 - a Path takes no name for this folder
    except (OSError, ValueError):
        return False  # reading it will say what is wrong with it


def _kind(entry: "os.DirEntry[str]") -> str:
    if entry.name.startswith(_HIDDEN):
        return "hidden"
    try:
        if entry.is_dir(follow_symlinks=False):
            return "folder"
        mode = entry.stat().st_mode
    except OSError:
        return "special"  # a link that leads nowhere or in a circle
    if stat.S_ISDIR(mode):
        return "linked"
    if not stat.S_ISREG(mode):
        return "special"
    return "file" if _is_form(entry.path) else "other"


def _is_form(path: str) -> bool:
    suffix = PurePath(path).suffix.lower()
    return suffix in SUFFIXES or _is_known(_head(path), has_suffix=bool(suffix))


def _head(path: str) -> bytes:
    # Non-blocking, for the file may have become a pipe since it was looked at.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""


def _is_known(head: bytes, *, has_suffix: bool) -> bool:
    """Running text counts only without a suffix: notes and programs speak of 绩效 too."""
    if head.startswith(b"%PDF-"):
        return True
    if head.startswith(b"PK\x03\x04"):
        return any(name in head for name in _OFFICE)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGE):
        return True
    return not has_suffix and any(
        _WORD in head.decode(code, "ignore") for code in ("utf-8", "gb18030", "utf-16")
    )


def _about(code: str, folder: str, **values: str) -> Diagnostic:
    return Diagnostic(code, Source("", Place(folder)), values={"file": folder, **values})
