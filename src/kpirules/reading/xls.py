"""Old workbooks (xls) as grids: texts by python-calamine, numbers and what is said of them by the records themselves.

python-calamine gives a percentage as 0.9 and a day without its format, so that 90% and a mistyped 2-3 would be lost.
"""

import contextlib
import io
from collections.abc import Mapping

from attrs import frozen

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.biff import Figures, Locked, Records, TooWide, read_records
from kpirules.reading.compound import Broken, streams
from kpirules.reading.grid import Grid
from kpirules.reading.layout import extent, lay_out
from kpirules.reading.merges import Merges
from kpirules.reading.remarks import Remarks, ranges
from kpirules.reading.shown import show, shown_text, stored
from kpirules.reading.styles import PLAIN
from kpirules.reading.workbook import Workbook
from kpirules.reading.worksheet import name_of
from kpirules.source import Place, Source

_ENCRYPTED = {"EncryptedPackage", "EncryptionInfo"}


@frozen
class _Area:
    """The texts of a sheet by row and column, and its merged areas as references."""

    name: str
    is_hidden: bool
    texts: Mapping[tuple[int, int], object]
    merges: tuple[str, ...]


def read_xls(content: bytes, *, file: str | None = None) -> Workbook:
    """Every worksheet that says something as a grid with places of sheet, row and column, and what is to be said.

    Numbers stand as their formats show them, as in :func:`~kpirules.reading.xlsx.read_xlsx`. KPI826 says that
    python-calamine is missing, KPI823 that the file is encrypted, KPI821 that it is damaged.

    >>> read_xls(b"no workbook").diagnostics[0].code
    'KPI821'
    """
    try:
        found = streams(content)
        if _ENCRYPTED & set(found):
            return _refused("KPI823", file)
        stream = found.get("Workbook", found.get("Book"))
        if stream is None:
            return _refused("KPI825", file, part="Workbook", kind="?")
        records = read_records(stream)
    except Broken as error:
        return _refused("KPI821", file, reason=f"xls, {error}")
    except Locked:
        return _refused("KPI823", file)
    except TooWide:
        return _refused("KPI822", file, limit="2 000 000 cells")
    areas = _areas(content)
    if isinstance(areas, str):
        code = "KPI826" if areas == "python-calamine" else "KPI821"
        return _refused(code, file, package=areas, extra="excel", reason=f"xls, {areas}")
    if len(areas) != len(records.sheets):
        return _refused("KPI821", file, reason="xls, sheets")
    grids: list[Grid] = []
    diagnostics: list[Diagnostic] = []
    for area, figures in zip(areas, records.sheets, strict=True):
        grid, told = _Sheet(area, figures, records, Remarks(file, area.name)).read(file)
        grids += [grid] if grid is not None else []
        diagnostics += told
    if not grids and not diagnostics:
        return _refused("KPI805", file)
    return Workbook(tuple(grids), tuple(diagnostics))


def _refused(code: str, file: str | None, **values: str) -> Workbook:
    return Workbook(diagnostics=(Diagnostic(code, Source("", Place(file)), values=values),))


def _areas(content: bytes) -> list[_Area] | str:
    """The sheets as python-calamine reads them, or in a word why not."""
    try:
        from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 - an extra
    except ImportError:
        return "python-calamine"
    try:
        with contextlib.closing(CalamineWorkbook.from_filelike(io.BytesIO(content))) as book:
            areas = []
            for number, about in enumerate(book.sheets_metadata):
                sheet = book.get_sheet_by_index(number)
                top, left = sheet.start or (0, 0)
                texts = {
                    (top + row, left + column): value
                    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=1)
                    for column, value in enumerate(values, start=1)
                    if value != ""
                }
                merges = tuple(
                    f"{name_of(first[0] + 1, first[1] + 1)}:{name_of(last[0] + 1, last[1] + 1)}"
                    for first, last in sheet.merged_cell_ranges or ()
                )
                areas.append(_Area(about.name, about.visible != SheetVisibleEnum.Visible, texts, merges))
            return areas
    except Exception as error:  # noqa: BLE001 - whatever a library makes of a damaged file
        return type(error).__name__
    except BaseException as error:
        # A panic of the library's Rust core is no Exception, and no reason to end the host.
        if type(error).__name__ != "PanicException":
            raise
        return "panic"


class _Sheet:
    """One sheet: texts of the library and numbers of the records joined."""

    def __init__(self, area: _Area, figures: Figures, records: Records, remarks: Remarks) -> None:
        self._area = area
        self._figures = figures
        self._records = records
        self._remarks = remarks

    def read(self, file: str | None) -> tuple[Grid | None, tuple[Diagnostic, ...]]:
        figures = self._figures
        rows: dict[int, list[tuple[int, str]]] = {}
        for row, column in sorted({*self._area.texts, *figures.numbers, *figures.errors}):
            if column <= LIMITS.columns:
                rows.setdefault(row, []).append((column, self._text(row, column)))
        height, width = extent(rows)
        merges = Merges(self._area.merges, rows=height, columns=width)
        for row, cells in rows.items():
            for column, text in cells:
                if text.strip() and merges.covers(row, column):
                    self._remarks.say("KPI838", text, row=row, column=column, text=text)
        self._tell(set(rows), width)
        grid = lay_out(rows, merges, file=file, sheet=self._area.name, format="xls") if height else None
        return grid, self._remarks.all()

    def _text(self, row: int, column: int) -> str:
        place = (row, column)
        number = self._figures.styles.get(place, -1)
        style = self._records.styles[number] if 0 <= number < len(self._records.styles) else PLAIN
        if place in self._figures.errors:
            text = self._figures.errors[place]
            self._remarks.say("KPI833", text, row=row, column=column, text=text)
        elif place in self._figures.numbers:
            text = self._number(row, column, style.format)
        else:
            value = self._area.texts[place]
            text = str(value).upper() if isinstance(value, bool) else shown_text(str(value), style.format)
        if text and style.is_small:
            self._remarks.say("KPI830", text, row=row, column=column, small=text, text=text)
        if text and style.is_struck:
            self._remarks.say("KPI831", text, row=row, column=column, before=text, after="")
            return ""
        return text

    def _number(self, row: int, column: int, code: str) -> str:
        value = self._figures.numbers[row, column]
        number = stored(repr(int(value) if value.is_integer() else value))
        if number is None:
            self._remarks.say("KPI836", str(value), row=row, column=column, reason=str(value))
            return str(value)
        shown = show(number, code, is_1904=self._records.is_1904)
        if shown.code is not None:
            self._remarks.say(shown.code, shown.text, row=row, column=column, at=None, **shown.values)
        return shown.text

    def _tell(self, rows: set[int], width: int) -> None:
        figures = self._figures
        if figures.formulas:
            row, column = figures.formulas[0]
            self._remarks.say("KPI834", row=row, column=column, count=str(len(figures.formulas)))
        hidden = [f"[{self._area.name}]"] if self._area.is_hidden and rows else []
        if figures.hidden_rows & rows:
            hidden.append(ranges(figures.hidden_rows & rows))
        columns = sorted(column for column in figures.hidden_columns if column <= width)
        if columns:
            hidden.append(", ".join(name_of(None, column) for column in columns))
        if hidden:
            self._remarks.say("KPI832", hidden=" · ".join(hidden))
        if figures.beside:
            what = ", ".join(f"{one} ×{figures.beside.count(one)}" for one in sorted(set(figures.beside)))
            self._remarks.say("KPI837", what=what)
