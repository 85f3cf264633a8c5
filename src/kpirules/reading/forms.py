"""The forms of a workbook: several sheets, and several forms below each other in one."""

from collections.abc import Iterator

from attrs import evolve, frozen

from kpirules.declaration import Declaration
from kpirules.diagnostics import Diagnostic
from kpirules.reading.form import read_form
from kpirules.reading.grid import Cell, Grid, Row, filled
from kpirules.reading.labels import meaning
from kpirules.reading.workbook import Workbook
from kpirules.source import Place, Source, visible

_TITLE_ENDS = ("申报表", "目标表", "自评表", "监控表", "目标表(部门整体)", "绩效表")
_LONGEST_TITLE = 80
_NO_FORM = "KPI601"


@frozen
class Form:
    """One form of a file, with what there is to say about reading it."""

    declaration: Declaration
    diagnostics: tuple[Diagnostic, ...] = ()


@frozen
class Forms:
    """Every form of a file in order; ``diagnostics`` speak of the file and of sheets that hold no form."""

    forms: tuple[Form, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def find_forms(workbook: Workbook) -> Forms:
    """The forms in a workbook's grids; a sheet or piece without one is told (KPI632), and if there is none at all (KPI601).

    >>> rows = [["部门名称", "区科协"], ["总体绩效目标", "服务科技工作者"]]
    >>> [form.declaration.department.text for form in find_forms(Workbook((Grid.from_rows(rows),))).forms]
    ['区科协']
    """
    forms: list[Form] = []
    without: list[Diagnostic] = []
    waiting = list(workbook.diagnostics)
    for grid in workbook.grids:
        parts = list(parts_of(grid))
        found = [read_form(part) for part in parts]
        is_alone = len(workbook.grids) == len(parts) == 1
        for part, (declaration, told) in zip(parts, found, strict=True):
            if declaration is not None:
                within = [one for one in waiting if _is_within(one, part)]
                waiting = [one for one in waiting if one not in within]
                forms.append(Form(declaration, (*within, *told)))
            elif any(filled(row) for row in part):
                without.append(told[0] if is_alone else skipped(part))
    if workbook.grids and not forms and all(told.code != _NO_FORM for told in without):
        without.insert(0, Diagnostic(_NO_FORM, Source("", Place(workbook.grids[0].file))))
    return Forms(tuple(forms), (*waiting, *without))


def _is_within(told: Diagnostic, part: Grid) -> bool:
    """Whether a remark of reading the file speaks of a cell of this form."""
    place = told.source.place if told.source is not None else None
    first, last = (next((row[0].place for row in rows if row), None) for rows in (part.rows, part.rows[::-1]))
    if place is None or first is None or last is None or place.sheet != first.sheet:
        return False
    return (first.row or 0) <= (place.row or -1) <= (last.row or 0)


def _even(grid: Grid) -> Grid:
    """Where columns are real, every row is as wide as the widest, so that no row looks as if it had lost a cell.

    Text has no columns but those between its tabs, and there a short row is a sign.
    """
    if grid.format == "text":
        return grid
    width = max((len(row) for row in grid), default=0)
    return evolve(grid, rows=tuple(_padded(row, width) for row in grid))


def _padded(row: Row, width: int) -> Row:
    if not row or len(row) == width:
        return row
    last = row[-1].place
    more = range(len(row) + 1, width + 1)
    return (*row, *(Cell("", evolve(last, column=column)) for column in more))


def parts_of(grid: Grid) -> Iterator[Grid]:
    """The grid cut above every title that follows a table of indicators, every row as wide as the widest."""
    grid = _even(grid)
    start, seen = 0, False
    for at, row in enumerate(grid.rows):
        cells = filled(row)
        if seen and len(cells) == 1 and _is_title(cells[0]):
            yield evolve(grid, rows=grid.rows[start:at])
            start, seen = at, False
        seen = seen or any(meaning(cell.text, table="region") == "indicators" for cell in cells)
    yield evolve(grid, rows=grid.rows[start:])


def _is_title(cell: Cell) -> bool:
    text = "".join(cell.text.split()).replace("（", "(").replace("）", ")")
    return len(text) <= _LONGEST_TITLE and (
        text.endswith(_TITLE_ENDS) or text.split("(")[0].endswith(_TITLE_ENDS)
    )


def skipped(grid: Grid) -> Diagnostic:
    """That a sheet or piece holds none of the forms looked for (KPI632)."""
    place = next((cell.place for row in grid for cell in row), Place(grid.file))
    values = {"sheet": visible(place.sheet) if place.sheet else str(place), "rows": str(len(grid.rows))}
    return Diagnostic("KPI632", Source("", evolve(place, column=None)), values=values)
