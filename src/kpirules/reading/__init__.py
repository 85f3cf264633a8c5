"""Files in, records out: declarations and the sheets of actual figures.

Comes in: a path. Goes out: ``(declaration, diagnostics)``, or the sheet of actuals or decisions with their diagnostics;
whatever a file holds, reading it raises nothing. Not its job: judging what was read.
"""

from kpirules.collector import paused_collector
from kpirules.declaration import Declaration
from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.diagnostics import Diagnostic
from kpirules.reading.actuals import read_actuals
from kpirules.reading.content import read_workbook
from kpirules.reading.decisions import read_decisions
from kpirules.reading.file import PathLike, read_bytes
from kpirules.reading.form import read_form
from kpirules.reading.forms import Form, Forms, find_forms
from kpirules.reading.grid import Cell, Grid
from kpirules.reading.json import looks_like_json, read_json
from kpirules.reading.policy import find_policy, parse_policy, read_policy
from kpirules.reading.text import decode, opening
from kpirules.source import Place, Source

__all__ = [
    "ActualsSheet",
    "Cell",
    "Entry",
    "Form",
    "Forms",
    "Grid",
    "find_policy",
    "parse_policy",
    "read",
    "read_actuals",
    "read_decisions",
    "read_form",
    "read_forms",
    "read_policy",
]


_LARGE = 1024 * 1024  # bytes


def read(path: PathLike) -> tuple[Declaration | None, tuple[Diagnostic, ...]]:
    """The declaration in a file of any format that is read, and what there is to say about it.

    The content decides the format, not the suffix: text with tabs, csv, html, xlsx, xls, docx, pdf with ruled tables, and
    JSON. ``None`` stands where the file cannot be read at all; whatever else is wrong is reported while the rest is read.
    A file of several forms gives its first and says so (KPI631); :func:`read_forms` gives them all.

    >>> declaration, diagnostics = read("/nowhere/declaration.txt")
    >>> print(declaration, diagnostics[0].code)
    None KPI801
    """
    found = read_forms(path)
    if not found.forms:
        return None, found.diagnostics
    first, *more = found.forms
    told = (*found.diagnostics, *first.diagnostics)
    if more:
        source = Source("", Place(str(path)))
        told = (Diagnostic("KPI631", source, values={"count": str(len(found.forms))}), *told)
    return first.declaration, told


def read_forms(path: PathLike) -> Forms:
    """Every form in a file: those of all worksheets of a workbook, and those below each other in one table or document.

    >>> read_forms("/nowhere/declaration.xlsx").diagnostics[0].code
    'KPI801'
    """
    file = str(path)
    content = read_bytes(path)
    if isinstance(content, Diagnostic):
        return Forms((), (content,))
    if len(content) < _LARGE:
        return _forms(content, file)
    with paused_collector():
        return _forms(content, file)


def _forms(content: bytes, file: str) -> Forms:
    if looks_like_json(opening(content)):
        decoded, told = decode(content, file=file)
        if decoded is None:
            return Forms((), told)
        declaration, found = read_json(decoded.text, file=file)
        return Forms((), (*told, *found)) if declaration is None else Forms((Form(declaration, found),), told)
    return find_forms(read_workbook(content, file=file))
