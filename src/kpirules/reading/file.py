"""Opening what a path names, within bounds."""

import os
import stat
from pathlib import Path

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.source import Place, Source

PathLike = str | os.PathLike[str]


def read_bytes(path: PathLike) -> bytes | Diagnostic:
    """The content of a regular file of at most ``file_bytes``; a diagnostic for anything else.

    >>> read_bytes("/nowhere/declaration.txt").code
    'KPI801'
    """
    values: dict[str, str] = {}
    try:
        return _content(path)
    except FileNotFoundError:
        code = "KPI801"
    except (IsADirectoryError, _NotAFile):
        code = "KPI802"
    except _TooLarge as error:
        code, values = "KPI803", {"size": _mebibytes(error.size), "limit": _mebibytes(LIMITS.file_bytes)}
    except (OSError, ValueError) as error:
        code, values = "KPI804", {"reason": _reason(error)}
    return Diagnostic(code, Source("", Place(str(path))), values={"file": str(path), **values})


class _NotAFile(Exception):
    """A folder, pipe or device."""


class _TooLarge(Exception):
    """More bytes than are read."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


def _content(path: PathLike) -> bytes:
    # Non-blocking, so that a pipe nobody writes to cannot hang the reader before it is seen to be a pipe.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(Path(path), flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise _NotAFile
        if status.st_size > LIMITS.file_bytes:
            raise _TooLarge(status.st_size)
        # One byte more than allowed: the file may grow between the look at its size and the reading.
        content = file.read(LIMITS.file_bytes + 1)
    if len(content) > LIMITS.file_bytes:
        raise _TooLarge(len(content))
    return content


def _reason(error: OSError | ValueError) -> str:
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else str(error)


def _mebibytes(size: int) -> str:
    return f"{size / (1024 * 1024):.1f} MiB"
