"""Writing a file so that it is either the new one, whole, or the old one, untouched."""

import contextlib
import os
import secrets
import stat
from pathlib import Path

from kpirules.diagnostics import Diagnostic
from kpirules.source import Place, Source

PathLike = str | os.PathLike[str]

CSV_ENCODING = "utf-8-sig"
"""UTF-8 with the mark without which Excel takes a CSV file for the system's old encoding."""


def write(path: PathLike, content: str | bytes, *, encoding: str = "utf-8") -> tuple[Diagnostic, ...]:
    """Write text or bytes to ``path`` in one step; a diagnostic (KPI820) if that cannot be done.

    The content goes to a new file in the same folder, is forced to the disk and then takes the name of the old
    one. Folders, pipes and devices are refused; a link is followed to the file it names.

    >>> write("/nowhere/report.txt", "…")[0].code
    'KPI820'
    """
    try:
        target = Path(path).resolve()
        mode = _mode(target)
        _replace(target, content if isinstance(content, bytes) else content.encode(encoding), mode)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        values = {"file": str(path), "reason": reason}
        return (Diagnostic("KPI820", Source("", Place(str(path))), values=values),)
    return ()


def _mode(target: Path) -> int | None:
    """The permissions of the file that is there; a new file gets those the system gives."""
    try:
        found = target.stat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found):
        message = "not a regular file"
        raise ValueError(message)
    return stat.S_IMODE(found)


def _replace(target: Path, content: bytes, mode: int | None) -> None:
    # Not tempfile: its files are for the owner alone, and a report is for those who may read the folder.
    temporary = target.with_name(f".{target.name[:_LONGEST_STEM]}.{secrets.token_hex(8)}.part")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


_LONGEST_STEM = 40


def _sync_folder(folder: Path) -> None:
    """The new name is safe on the disk only when its folder is; not every system can open folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
