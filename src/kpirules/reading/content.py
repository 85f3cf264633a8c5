"""Which reader a file's bytes are for; the suffix says nothing."""

import re
from importlib import import_module

from kpirules.diagnostics import Diagnostic
from kpirules.reading.text import decode, opening, read_text
from kpirules.reading.workbook import Workbook
from kpirules.source import Place, Source

# What a format's reader is called, and the extra that brings what it stands on.
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_BINARY = {"xlsx": "excel", "xls": "excel", "docx": "word", "pdf": "pdf"}
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div|p)\b", re.IGNORECASE | re.DOTALL
)
_PDF_WITHIN = 1024  # bytes that may stand before the mark of a PDF


def read_workbook(content: bytes, *, file: str | None = None) -> Workbook:
    r"""Every table in ``content``, by the reader of its format.

    A format whose extra is not installed, or that no reader knows, leaves a diagnostic and no grid.

    >>> [grid.format for grid in read_workbook("部门名称\t科协".encode()).grids]
    ['text']
    """
    kind = _kind(content)
    if kind is not None:
        return _by_extra(kind, content, file=file)
    decoded, told = decode(content, file=file)
    if decoded is None:
        return Workbook((), told)
    if _HTML.match(opening(content)):
        return _with(told, _page(decoded.text, file=file, encoding=decoded.encoding))
    if "\t" not in decoded.text and "," in decoded.text:
        from kpirules.reading.csv import read_csv  # noqa: PLC0415 - only where commas part the cells

        return _with(told, read_csv(decoded.text, file=file, encoding=decoded.encoding))
    grid, beyond = read_text(decoded.text, file=file, encoding=decoded.encoding)
    return Workbook((grid,), (*told, *beyond))


def _kind(content: bytes) -> str | None:
    """The binary format by its first bytes; a zip that is no office file is told by :func:`decode`."""
    if content.startswith(_OLE):
        return "xls"
    if _PDF in content[:_PDF_WITHIN]:
        return "pdf"
    if not content.startswith(_ZIP):
        return None
    from kpirules.reading.archive import open_archive  # noqa: PLC0415 - only for archives

    archive = open_archive(content)
    if isinstance(archive, Diagnostic):
        return "xlsx"  # its reader says what is wrong with the archive
    names = set(archive.names)
    return "docx" if "word/document.xml" in names else "xlsx" if "xl/workbook.xml" in names else None


def _by_extra(kind: str, content: bytes, *, file: str | None) -> Workbook:
    try:
        reader = import_module(f"kpirules.reading.{kind}")
    except ImportError:
        return _missing(kind, _BINARY[kind], file=file)
    found: Workbook = getattr(reader, f"read_{kind}")(content, file=file)
    return found


def _page(text: str, *, file: str | None, encoding: str) -> Workbook:
    try:
        reader = import_module("kpirules.reading.html")
    except ImportError:
        return _missing("html", "html", file=file)
    found: Workbook = reader.read_html(text, file=file, encoding=encoding)
    return found


def _missing(kind: str, extra: str, *, file: str | None) -> Workbook:
    return Workbook(
        (), (Diagnostic("KPI814", Source("", Place(file)), values={"kind": kind, "extra": extra}),)
    )


def _with(told: tuple[Diagnostic, ...], workbook: Workbook) -> Workbook:
    return Workbook(workbook.grids, (*told, *workbook.diagnostics))
