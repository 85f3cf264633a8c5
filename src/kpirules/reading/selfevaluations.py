"""The self-evaluation sheets of a file of any format."""

from attrs import frozen

from kpirules.collector import paused_collector
from kpirules.declaration import SelfEvaluation
from kpirules.diagnostics import Diagnostic
from kpirules.reading.content import read_workbook
from kpirules.reading.file import PathLike, read_bytes
from kpirules.reading.forms import parts_of, skipped
from kpirules.reading.grid import filled
from kpirules.reading.json import looks_like_json
from kpirules.reading.selfevaluation import read_selfevaluation
from kpirules.reading.text import decode, opening
from kpirules.reading.workbook import Workbook
from kpirules.schema import selfevaluation_from_json
from kpirules.source import Place, Source

_NO_SHEET = "KPI940"


@frozen
class Evaluated:
    """One sheet of a file, with what there is to say about reading it."""

    sheet: SelfEvaluation
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class SelfEvaluations:
    """Every sheet of a file in order; ``diagnostics`` speak of the file and of what holds no sheet."""

    sheets: tuple[Evaluated, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@paused_collector()
def read_selfevaluations(path: PathLike) -> SelfEvaluations:
    """Every self-evaluation sheet in a file: text with tabs, csv, html, xlsx, xls, docx, pdf with ruled tables, and JSON.

    The content decides the format, and the columns 实际完成值 and 得分 tell a sheet from a declaration. Whatever a file
    holds, nothing raises; a file without a sheet is told (KPI940).

    >>> read_selfevaluations("/nowhere/sheet.xlsx").diagnostics[0].code
    'KPI801'
    """
    file = str(path)
    content = read_bytes(path)
    if isinstance(content, Diagnostic):
        return SelfEvaluations((), (content,))
    if looks_like_json(opening(content)):
        decoded, told = decode(content, file=file)
        if decoded is None:
            return SelfEvaluations((), told)
        sheet, found = selfevaluation_from_json(decoded.text.removeprefix("\ufeff"), file=file)
        if sheet is None:
            return SelfEvaluations((), (*told, *found))
        return SelfEvaluations((Evaluated(sheet, found),), told)
    return find_selfevaluations(read_workbook(content, file=file))


def find_selfevaluations(workbook: Workbook) -> SelfEvaluations:
    """The sheets in a workbook's grids; a piece without one is told (KPI632), and if there is none at all (KPI940).

    >>> find_selfevaluations(Workbook()).sheets
    ()
    """
    sheets: list[Evaluated] = []
    without: list[Diagnostic] = []
    for grid in workbook.grids:
        for part in parts_of(grid):
            sheet, told = read_selfevaluation(part)
            if sheet is not None:
                sheets.append(Evaluated(sheet, told))
            elif any(filled(row) for row in part):
                without.append(skipped(part))
    if workbook.grids and not sheets:
        without = [Diagnostic(_NO_SHEET, Source("", Place(workbook.grids[0].file)))]
    return SelfEvaluations(tuple(sheets), (*workbook.diagnostics, *without))
