"""What is shown, and where: streams of any encoding, open or closed, with colours or without."""

import contextlib
import os
import sys
from collections.abc import Iterable
from typing import IO, Any

import click

from kpirules.diagnostics import Diagnostic, Language
from kpirules.reporting.line import Line, Tone
from kpirules.source import Source

DONE, CANNOT_WORK, INTERRUPTED = 0, 2, 130
_COLOURS: dict[Tone, dict[str, Any]] = {
    Tone.TITLE: {"bold": True},
    Tone.HEADING: {"fg": "cyan"},
    Tone.MET: {"fg": "green"},
    Tone.NOT_MET: {"fg": "red", "bold": True},
    Tone.UNDETERMINED: {"fg": "yellow"},
    Tone.NOT_APPLICABLE: {"dim": True},
    Tone.QUIET: {"dim": True},
    Tone.ALARM: {"fg": "red", "bold": True},
}
_CHINESE = "指标"
_NARROW = "kpirules: the encoding of this console ({encoding}) has no Chinese; set PYTHONIOENCODING=utf-8\n"


def prepare() -> None:
    r"""Make both streams take every character: what the console's encoding lacks is written as ``\u6307``."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def show(lines: Iterable[Line]) -> int:
    """Print to standard output; the status is 2 where it takes nothing more, except that its reader may leave."""
    if _is_narrow(sys.stdout):
        _complain(_NARROW.format(encoding=sys.stdout.encoding))
    return _write(sys.stdout, _painted(lines, sys.stdout))


def show_bytes(content: bytes) -> int:
    """Print to standard output for programs: the same bytes whatever the console's encoding is."""
    return _write(sys.stdout.buffer if sys.stdout is not None else None, content)


def complain(lines: Iterable[Line]) -> int:
    """Print to standard error; the status is always 2."""
    _complain(_painted(lines, sys.stderr))
    return CANNOT_WORK


def tell(diagnostics: Iterable[Diagnostic], *, lang: Language) -> int:
    """Print diagnostics to standard error; the status is always 2."""
    from kpirules.reporting.text import remarks

    return complain(remarks(diagnostics, lang=lang))


def silence() -> None:
    """Give what is left in standard output's buffer nowhere to fail, now and when the process ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _complain(text: str) -> None:
    with contextlib.suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(text)
            sys.stderr.flush()


def _write(stream: IO[Any] | None, content: str | bytes) -> int:
    """Written and flushed here, so that no failure is left for the end of the process, where nobody can tell of it."""
    if stream is None:
        return DONE
    try:
        stream.write(content)
        stream.flush()
    except BrokenPipeError:
        silence()
    except OSError as error:
        silence()
        values = {"file": "stdout", "reason": error.strerror or type(error).__name__}
        return tell([Diagnostic("KPI820", Source(""), values=values)], lang="zh")
    return DONE


def _painted(lines: Iterable[Line], stream: IO[str] | None) -> str:
    colours = _COLOURS if _has_colours(stream) else {}
    texts = (
        click.style(line.text, **colours[line.tone]) if line.tone in colours else line.text for line in lines
    )
    return "".join(f"{text}\n" for text in texts)


def _has_colours(stream: IO[str] | None) -> bool:
    if stream is None or not stream.isatty() or os.environ.get("NO_COLOR"):
        return False
    # The old console of Windows prints the codes instead of obeying them.
    return "WT_SESSION" in os.environ if os.name == "nt" else os.environ.get("TERM", "dumb") != "dumb"


def _is_narrow(stream: IO[str] | None) -> bool:
    try:
        _CHINESE.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return True
    return False
