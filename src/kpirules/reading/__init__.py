"""Files in, records out: declarations and the sheets of actual figures.

Comes in: a path. Goes out: ``(declaration, diagnostics)``, or the sheet of actuals or decisions with their diagnostics;
whatever a file holds, reading it raises nothing. Not its job: judging what was read.
"""

from kpirules.declaration import Declaration
from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.diagnostics import Diagnostic
from kpirules.reading.actuals import read_actuals
from kpirules.reading.decisions import read_decisions
from kpirules.reading.file import PathLike, read_bytes
from kpirules.reading.form import read_form
from kpirules.reading.grid import Cell, Grid
from kpirules.reading.json import looks_like_json, read_json
from kpirules.reading.text import decode, read_text

__all__ = ["ActualsSheet", "Cell", "Entry", "Grid", "read", "read_actuals", "read_decisions", "read_form"]


def read(path: PathLike) -> tuple[Declaration | None, tuple[Diagnostic, ...]]:
    """The declaration in a file of tab-separated text or JSON, and what there is to say about it.

    The content decides the format, not the suffix. ``None`` stands where the file cannot be read at all;
    whatever else is wrong is reported while the rest is read. UTF-8, UTF-16 with its mark and GB18030 are
    understood.

    >>> declaration, diagnostics = read("/nowhere/declaration.txt")
    >>> print(declaration, diagnostics[0].code)
    None KPI801
    """
    file = str(path)
    content = read_bytes(path)
    if isinstance(content, Diagnostic):
        return None, (content,)
    decoded, told = decode(content, file=file)
    if decoded is None:
        return None, told
    if looks_like_json(decoded.text):
        declaration, found = read_json(decoded.text, file=file)
        return declaration, (*told, *found)
    grid, beyond = read_text(decoded.text, file=file, encoding=decoded.encoding)
    declaration, found = read_form(grid)
    return declaration, (*told, *beyond, *found)
