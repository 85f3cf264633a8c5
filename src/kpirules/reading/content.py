"""Which reader a file's bytes are for; the suffix says nothing."""

import re
from importlib import import_module

from kpirules.diagnostics import Diagnostic
from kpirules.reading.text import decode, opening, read_text
from kpirules.reading.workbook import Workbook

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|div|p)\b", re.IGNORECASE | re.DOTALL
)
_PDF_WITHIN = 1024  # bytes that may stand before the mark of a PDF


def read_workbook(content: bytes, *, file: str | None = None) -> Workbook:
    r"""Every table in ``content``, by the reader of its format.

    A format that no reader knows, or whose extra is not installed, leaves a diagnostic and no grid.

    >>> [grid.format for grid in read_workbook("部门名称\t科协".encode()).grids]
    ['text']
    """
    kind = _kind(content)
    if kind is not None:
        return _by_kind(kind, content, file=file)
    if _HTML.match(opening(content)):
        return _page(content, file=file)
    decoded, told = decode(content, file=file)
    if decoded is None:
        return Workbook((), told)
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


def _page(content: bytes, *, file: str | None) -> Workbook:
    """A page in the encoding that it declares, where that fits, for GB18030 would take Big5 without a complaint."""
    from kpirules.reading.html import declared_charset, read_html  # noqa: PLC0415 - only for pages

    declared = declared_charset(content)
    decoded, told = decode(content, file=file, declared=declared or "")
    if decoded is None:
        return Workbook((), told)
    return _with(told, read_html(decoded.text, file=file, encoding=decoded.encoding))


def _by_kind(kind: str, content: bytes, *, file: str | None) -> Workbook:
    """Each reader is loaded when its format is first met."""
    reader = import_module(f"kpirules.reading.{kind}")
    found: Workbook = getattr(reader, f"read_{kind}")(content, file=file)
    return found


def _with(told: tuple[Diagnostic, ...], workbook: Workbook) -> Workbook:
    return Workbook(workbook.grids, (*told, *workbook.diagnostics))
