"""Workbooks of Excel and WPS (xlsx, xlsm) as grids.

The parts are walked here and not by openpyxl, because what openpyxl gives has lost what decides a verdict: it yields
either formulas or their results, so that two passes are needed to know which result comes from a formula; numbers as
floats; merged cells and rich text (10⁴, struck words) only with the whole workbook in memory. One such pass
over a form takes half as long again as this reader.

A number is shown as its format shows it, but never rounded by it; see :mod:`kpirules.reading.shown`.
"""

import re
from collections.abc import Sequence

from attrs import frozen

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.archive import open_archive
from kpirules.reading.grid import Grid
from kpirules.reading.layout import extent, lay_out
from kpirules.reading.markup import local
from kpirules.reading.merges import Merges
from kpirules.reading.package import Package, Relation
from kpirules.reading.remarks import Remarks, ranges
from kpirules.reading.shown import show, shown_text, stored
from kpirules.reading.strings import Rich, SharedStrings, unescaped
from kpirules.reading.styles import PLAIN, Style, Styles
from kpirules.reading.workbook import Workbook
from kpirules.reading.worksheet import Worksheet, Written, name_of
from kpirules.source import Place, Source

_OFF = {"0", "false"}
_COMMENT = re.compile(rb"<(?:[A-Za-z0-9]+:)?(?:threadedC|c)omment[ >]")


@frozen
class _Sheet:
    """A sheet as the workbook lists it."""

    name: str
    id: str
    is_hidden: bool


@frozen
class _Book:
    """What all sheets of a workbook share."""

    package: Package
    file: str | None
    strings: Sequence[str | Rich]
    styles: Sequence[Style]
    is_1904: bool


def read_xlsx(content: bytes, *, file: str | None = None) -> Workbook:
    """Every worksheet that says something as a grid with places of sheet, row and column, and what is to be said.

    Results of formulas are read as stored. What is struck out is left out; what is hidden is read; both are told, and
    so is everything that is flattened or skipped (KPI82x, KPI83x). A sheet that cannot be read costs only itself.

    >>> read_xlsx(b"no workbook").diagnostics[0].code
    'KPI821'
    """
    archive = open_archive(content, file=file)
    if isinstance(archive, Diagnostic):
        return Workbook(diagnostics=(archive,))
    package = Package(archive)
    main = package.main_part(wanted=".main+xml")
    if isinstance(main, Diagnostic):
        return Workbook(diagnostics=(main,))
    relations = package.relations(main)
    if isinstance(relations, Diagnostic):
        return Workbook(diagnostics=(relations,))
    listed = _Listed()
    refused = package.walk(main, start=listed.start)
    if refused is not None or listed.root != "workbook":
        other = Diagnostic(
            "KPI825", Source("", Place(file)), values={"kind": listed.root or "?", "part": main}
        )
        return Workbook(diagnostics=(refused or other,))
    diagnostics: list[Diagnostic] = []
    book = _shared(package, relations, diagnostics, is_1904=listed.is_1904)
    grids = []
    for sheet in listed.sheets:
        part = next((one for one in relations if one.id == sheet.id), None)
        grid, told = _read_sheet(sheet, part, book)
        grids += [grid] if grid is not None else []
        diagnostics += told
    links = sum(one.kind == "externalLink" for one in relations)
    if links:
        values = {"what": f"外部链接/external links ×{links}"}
        diagnostics.append(Diagnostic("KPI837", Source("", Place(file)), values=values))
    if not grids and not diagnostics:
        diagnostics.append(Diagnostic("KPI805", Source("", Place(file))))
    return Workbook(tuple(grids), tuple(diagnostics))


class _Listed:
    """The handlers of a walk through the workbook's own part."""

    def __init__(self) -> None:
        self.root = ""
        self.sheets: list[_Sheet] = []
        self.is_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        self.root = self.root or name
        if name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "0") not in _OFF
        elif name == "sheet" and len(self.sheets) < LIMITS.members:
            id_ = next((value for key, value in attributes.items() if local(key) == "id"), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(_Sheet(attributes.get("name", ""), id_, is_hidden))


def _shared(
    package: Package, relations: Sequence[Relation], diagnostics: list[Diagnostic], *, is_1904: bool
) -> _Book:
    """Texts and styles; where they cannot be read, cells that need them say so one by one."""
    strings, styles = SharedStrings(), Styles()
    names = {one.kind: one.target for one in relations}
    texts, formats = names.get("sharedStrings"), names.get("styles")
    if texts is not None:
        refused = package.walk(texts, start=strings.start, end=strings.end, text=strings.text)
        diagnostics += [refused] if refused is not None else []
    if formats is not None:
        refused = package.walk(formats, start=styles.start, end=styles.end)
        diagnostics += [refused] if refused is not None else []
    return _Book(package, package.archive.file, strings.texts, styles.cells(), is_1904)


def _read_sheet(
    sheet: _Sheet, part: Relation | None, book: _Book
) -> tuple[Grid | None, tuple[Diagnostic, ...]]:
    remarks = Remarks(book.file, sheet.name)
    if part is None or part.kind != "worksheet":
        kind = part.kind if part is not None else "?"
        remarks.say("KPI837", what=f"工作表/sheet {sheet.name} ({kind})")
        return None, remarks.all()
    cells = _Cells(book, remarks)
    raw = Worksheet(cells.shown)
    refused = book.package.walk(part.target, start=raw.start, end=raw.end, text=raw.text)
    if refused is not None:
        return None, (refused,)
    cells.tell_formulas()
    rows = raw.rows
    height, width = extent(rows)
    merges = Merges(raw.merges, rows=height, columns=width)
    for row, texts in rows.items() if merges.spans else ():
        for column, text in texts:
            if text.strip() and merges.covers(row, column):
                remarks.say("KPI838", text, row=row, column=column, text=text)
    _tell_damage(raw, merges, remarks)
    _tell_hidden(raw, sheet, set(rows), width, remarks)
    _tell_beside(raw, part, book, remarks)
    grid = lay_out(rows, merges, file=book.file, sheet=sheet.name, format="xlsx") if height else None
    return grid, remarks.all()


class _Cells:
    """Turns written cells into texts and says what was done to them."""

    def __init__(self, book: _Book, remarks: Remarks) -> None:
        self._book = book
        self._remarks = remarks
        self._styles: dict[str, Style] = {}  # by their numbers as cells write them
        self._formulas = 0
        self._first_formula: tuple[int, int] | None = None

    def shown(self, row: int, cell: Written) -> str:
        """The text of a cell, blank where it is struck out or has none."""
        if cell.formula is not None and cell.kind:
            self._formulas += 1
            self._first_formula = self._first_formula or (row, cell.column)
        style = self._style(cell, row)
        text = self._value(cell, row, style)
        if not text:
            return text
        if style.is_small:
            self._say("KPI830", cell, row, text, small=text, text=text)
        if style.is_struck:
            self._say("KPI831", cell, row, text, before=text, after="")
            return ""
        return text

    def tell_formulas(self) -> None:
        if self._first_formula is not None:
            row, column = self._first_formula
            self._remarks.say("KPI834", row=row, column=column, count=str(self._formulas))

    def _style(self, cell: Written, row: int) -> Style:
        style = self._styles.get(cell.style)
        if style is not None:
            return style
        styles, number = self._book.styles, cell.style
        if number == "0" and not styles:
            return PLAIN
        if number.isdecimal() and len(number) < 8 and int(number) < len(styles):
            style = self._styles[number] = styles[int(number)]
            return style
        self._say("KPI836", cell, row, reason=f"s={number}")
        return PLAIN

    def _value(self, cell: Written, row: int, style: Style) -> str:
        value = cell.value
        match cell.kind:
            case "s":
                return self._string(cell, row, style)
            case "inlineStr":
                return self._rich(value, cell, row, style)
            case "str":
                return shown_text(unescaped(str(value)), style.format)
            case "b" if value in {"0", "1"}:
                return "TRUE" if value == "1" else "FALSE"
            case "e":
                self._say("KPI833", cell, row, str(value), text=str(value))
                return str(value)
            case "d":
                return str(value).removesuffix("T00:00:00")
            case "n" if isinstance(value, str):
                return self._number(value, cell, row, style)
            case "":
                self._say("KPI835", cell, row, formula=f"={cell.formula}")
                return ""
            case _:
                text = value.text if isinstance(value, Rich) else value
                self._say("KPI836", cell, row, text, reason=f"t={cell.kind}")
                return text

    def _string(self, cell: Written, row: int, style: Style) -> str:
        strings, index = self._book.strings, str(cell.value).strip()
        if index.isdecimal() and len(index) < 10 and int(index) < len(strings):
            return self._rich(strings[int(index)], cell, row, style)
        self._say("KPI836", cell, row, reason=f"shared string {index} / {len(strings)}")
        return ""

    def _rich(self, value: str | Rich, cell: Written, row: int, style: Style) -> str:
        if isinstance(value, str):
            return shown_text(value, style.format)
        if value.small:
            self._say("KPI830", cell, row, value.text, small=value.small, text=value.text)
        if value.whole != value.text:
            self._say("KPI831", cell, row, value.whole, before=value.whole, after=value.text)
        return shown_text(value.text, style.format)

    def _number(self, value: str, cell: Written, row: int, style: Style) -> str:
        value = value.strip()
        if not value:
            return ""
        number = stored(value)
        if number is None:
            self._say("KPI836", cell, row, value, reason=value)
            return value
        shown = show(number, style.format, is_1904=self._book.is_1904)
        if shown.code is not None:
            self._say(shown.code, cell, row, shown.text, **shown.values)
        return shown.text

    def _say(self, code: str, cell: Written, row: int, about: str = "", /, **values: str) -> None:
        self._remarks.say(code, about, row=row, column=cell.column, at=None, **values)


def _tell_damage(raw: Worksheet, merges: Merges, remarks: Remarks) -> None:
    for reference in raw.misplaced:
        remarks.say("KPI836", cell=reference, reason="r")
    for reference in merges.refused:
        remarks.say("KPI836", cell=reference, reason="mergeCell")
    if raw.beyond_rows:
        remarks.say("KPI811", row=raw.beyond_rows, limit=str(LIMITS.rows), line=str(raw.beyond_rows))
    if raw.beyond_columns:
        remarks.say("KPI812", row=raw.beyond_columns, limit=str(LIMITS.columns), line=str(raw.beyond_columns))


def _tell_hidden(raw: Worksheet, sheet: _Sheet, rows: set[int], width: int, remarks: Remarks) -> None:
    columns = {column for first, last in raw.hidden_columns for column in range(first, min(last, width) + 1)}
    hidden = [f"[{sheet.name}]"] if sheet.is_hidden and rows else []
    if raw.hidden_rows & rows:
        hidden.append(ranges(raw.hidden_rows & rows))
    if columns:
        hidden.append(", ".join(name_of(None, column) for column in sorted(columns)))
    if hidden:
        remarks.say("KPI832", hidden=" · ".join(hidden))


def _tell_beside(raw: Worksheet, part: Relation, book: _Book, remarks: Remarks) -> None:
    """Comments, pictures and whatever else lies over the cells; a text box may hold words, which nobody reads here."""
    what = []
    if raw.beside & {"drawing", "picture", "oleObject", "control"}:
        what.append("图形/drawings")
    relations = book.package.relations(part.target)
    for relation in () if isinstance(relations, Diagnostic) else relations:
        if relation.kind not in {"comments", "threadedComment"}:
            continue
        content = book.package.archive.read(relation.target)
        count = 0 if isinstance(content, Diagnostic) else len(_COMMENT.findall(content))
        what.append(f"批注/comments ×{count}")
    if what:
        remarks.say("KPI837", what=", ".join(what))
