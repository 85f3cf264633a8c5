"""Text as converters leave it: one row a line, cells parted by tabs."""

import codecs
import re

from attrs import frozen

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.grid import Grid
from kpirules.source import Place, Source

_KINDS = (
    (b"PK\x03\x04", "xlsx / docx (zip)"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "xls / doc"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "gzip"),
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OPENING = 65_536
_NOT_IN_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
#  A cell that a spreadsheet wrote in quotes because it holds a line break; a quote that opens a word is left
# alone.
_QUOTED = re.compile(r'"((?:[^"\t]|"")*)"(?=\t|\n|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")


@frozen
class Decoded:
    """The characters of a file and the encoding they were in."""

    text: str
    encoding: str


def decode(
    content: bytes, *, file: str | None = None, declared: str = ""
) -> tuple[Decoded | None, tuple[Diagnostic, ...]]:
    """The text in ``content``: UTF-8 or UTF-16 by its mark, else as ``declared``, else UTF-8, else GB18030, each strictly.

    An encoding other than UTF-8 is reported; bytes that are no text are refused.

    >>> decode("绩效指标".encode("gb18030"))[0].encoding
    'gb18030'
    """
    source = Source("", Place(file))
    kind = next((name for magic, name in _KINDS if content.startswith(magic)), None)
    if kind is not None:
        return None, (Diagnostic("KPI806", source, values={"kind": kind}),)
    if not content.strip():
        return None, (Diagnostic("KPI805", source),)
    mark = _marked(content)
    bad_byte = 0
    guesses = dict.fromkeys((declared, "utf-8", "gb18030") if declared else ("utf-8", "gb18030"))
    for encoding in (mark,) if mark else guesses:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            bad_byte = max(bad_byte, error.start + 1)
            continue
        found = _NOT_IN_TEXT.search(text)
        if found is not None:
            values = {"character": f"U+{ord(found.group()):04X}", "at": str(found.start() + 1)}
            return None, (Diagnostic("KPI807", source, values=values),)
        told = (
            ()
            if encoding.startswith("utf-8")
            else (Diagnostic("KPI809", source, values={"encoding": encoding}),)
        )
        return Decoded(text, encoding), told
    return None, (Diagnostic("KPI808", source, values={"at": str(bad_byte)}),)


def opening(content: bytes) -> str:
    """The first characters of a file, for telling what it is; whatever cannot be decoded stands as a question mark.

    >>> opening('{"format": 1}'.encode("utf-16"))
    '{"format": 1}'
    """
    return content[:_OPENING].decode(_marked(content) or "utf-8", "replace")


def _marked(content: bytes) -> str | None:
    """The encoding that a byte order mark tells."""
    return next((encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark)), None)


def read_text(
    text: str, *, file: str | None = None, encoding: str = ""
) -> tuple[Grid, tuple[Diagnostic, ...]]:
    r"""The grid in tab-separated ``text``; rows and columns beyond the limits are left out with a diagnostic.

    >>> grid, _ = read_text('部门名称\t"科学技术\n协会"')
    >>> [cell.text for cell in grid.rows[0]]
    ['部门名称', '科学技术\n协会']
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = [[]]
    lines = [1]
    position, line, wide = 0, 1, 0
    diagnostics: list[Diagnostic] = []
    while True:
        cell, position = _cell(text, position)
        line += cell.count("\n")
        if len(rows[-1]) < LIMITS.columns:
            rows[-1].append(cell)
        elif cell.strip():
            wide = wide or lines[-1]
        if position >= len(text):
            break
        if text[position] == "\n":
            line += 1
            if len(rows) == LIMITS.rows:
                rest = {"limit": str(LIMITS.rows), "line": str(line)}
                diagnostics.append(Diagnostic("KPI811", Source("", Place(file, line=line)), values=rest))
                break
            rows.append([])
            lines.append(line)
        position += 1
    if wide:
        values = {"limit": str(LIMITS.columns), "line": str(wide)}
        diagnostics.append(Diagnostic("KPI812", Source("", Place(file, line=wide)), values=values))
    return Grid.from_rows(rows, file=file, lines=lines, format="text", encoding=encoding), tuple(diagnostics)


def _cell(text: str, position: int) -> tuple[str, int]:
    """The cell that begins at ``position``, and where it ends."""
    quoted = _QUOTED.match(text, position)
    if quoted is not None and "\n" in quoted[1]:
        return quoted[1].replace('""', '"'), quoted.end()
    plain = _PLAIN.match(text, position)
    assert plain is not None  # the pattern matches the empty cell too  # noqa: S101
    return plain.group(), plain.end()
