"""Old workbooks (xls) as grids.

The records are read here and not by python-calamine, for two reasons that were measured. It gives no number formats:
90% arrives as 0.9, and a mistyped 2-3 as any other day. And it believes what a damaged file claims: among some hundred
copies of a workbook with a few bytes changed, one ended the whole process by asking for 685 GB, which no caller can
catch.
"""

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.biff import Book, Locked, Sheet, read_book
from kpirules.reading.compound import Broken, streams
from kpirules.reading.grid import Grid
from kpirules.reading.layout import extent, lay_out
from kpirules.reading.merges import Merges
from kpirules.reading.remarks import Remarks, ranges
from kpirules.reading.shown import show, shown_text, stored
from kpirules.reading.strings import Rich
from kpirules.reading.styles import PLAIN, Style
from kpirules.reading.workbook import Workbook
from kpirules.reading.worksheet import name_of
from kpirules.source import Place, Source

_ENCRYPTED = {"EncryptedPackage", "EncryptionInfo"}


def read_xls(content: bytes, *, file: str | None = None) -> Workbook:
    """Every worksheet that says something as a grid with places of sheet, row and column, and what is to be said.

    Numbers, struck text and all else stand as in :func:`~kpirules.reading.xlsx.read_xlsx`. KPI821 says that the file is
    damaged, KPI823 that it is encrypted, KPI825 that it is no workbook.

    >>> read_xls(b"no workbook").diagnostics[0].code
    'KPI821'
    """
    try:
        found = streams(content)
        if _ENCRYPTED & set(found):
            return _refused("KPI823", file)
        stream = found.get("Workbook", found.get("Book"))
        if stream is None:
            return _refused("KPI825", file, part="Workbook", kind=", ".join(sorted(found)[:3]) or "?")
        book = read_book(stream)
    except Broken as error:
        return _refused("KPI821", file, reason=f"xls, {error}")
    except Locked:
        return _refused("KPI823", file)
    grids: list[Grid] = []
    diagnostics: list[Diagnostic] = []
    for sheet in book.sheets:
        grid, told = _Cells(sheet, book, Remarks(file, sheet.name)).read(file)
        grids += [grid] if grid is not None else []
        diagnostics += told
    if not grids and not diagnostics:
        return _refused("KPI805", file)
    return Workbook(tuple(grids), tuple(diagnostics))


def _refused(code: str, file: str | None, **values: str) -> Workbook:
    return Workbook(diagnostics=(Diagnostic(code, Source("", Place(file)), values=values),))


class _Cells:
    """Turns the values of one sheet into texts and says what was done to them."""

    def __init__(self, sheet: Sheet, book: Book, remarks: Remarks) -> None:
        self._sheet = sheet
        self._book = book
        self._remarks = remarks

    def read(self, file: str | None) -> tuple[Grid | None, tuple[Diagnostic, ...]]:
        sheet = self._sheet
        if not sheet.is_worksheet:
            self._remarks.say("KPI837", what=f"工作表/sheet {sheet.name}")
            return None, self._remarks.all()
        rows: dict[int, list[tuple[int, str]]] = {}
        for row, column in sorted(sheet.values):
            if column <= LIMITS.columns:
                rows.setdefault(row, []).append((column, self._text(row, column)))
        height, width = extent(rows)
        merges = Merges(sheet.merges, rows=height, columns=width)
        for row, cells in rows.items():
            for column, text in cells:
                if text.strip() and merges.covers(row, column):
                    self._remarks.say("KPI838", text, row=row, column=column, text=text)
        self._tell(merges, set(rows), width)
        grid = lay_out(rows, merges, file=file, sheet=sheet.name, format="xls") if height else None
        return grid, self._remarks.all()

    def _text(self, row: int, column: int) -> str:
        place = (row, column)
        number = self._sheet.styles.get(place, -1)
        styles = self._book.styles
        style = styles[number] if 0 <= number < len(styles) else PLAIN
        text = self._value(row, column, style)
        if text and style.is_small:
            self._remarks.say("KPI830", text, row=row, column=column, small=text, text=text)
        if text and style.is_struck:
            self._remarks.say("KPI831", text, row=row, column=column, before=text, after="")
            return ""
        return text

    def _value(self, row: int, column: int, style: Style) -> str:
        value = self._sheet.values[row, column]
        if (row, column) in self._sheet.errors:
            self._remarks.say("KPI833", str(value), row=row, column=column, text=str(value))
            return str(value)
        match value:
            case bool():
                return str(value).upper()
            case float():
                return self._number(value, row, column, style)
            case Rich():
                if value.small:
                    self._remarks.say(
                        "KPI830", value.text, row=row, column=column, small=value.small, text=value.text
                    )
                if value.whole != value.text:
                    self._remarks.say(
                        "KPI831", value.whole, row=row, column=column, before=value.whole, after=value.text
                    )
                return shown_text(value.text, style.format)
            case str():
                return shown_text(value.replace("\r\n", "\n").replace("\r", "\n"), style.format)

    def _number(self, value: float, row: int, column: int, style: Style) -> str:
        number = stored(repr(int(value) if value.is_integer() else value))
        if number is None:
            self._remarks.say("KPI836", str(value), row=row, column=column, reason=str(value))
            return str(value)
        shown = show(number, style.format, is_1904=self._book.is_1904)
        if shown.code is not None:
            self._remarks.say(shown.code, shown.text, row=row, column=column, at=None, **shown.values)
        return shown.text

    def _tell(self, merges: Merges, rows: set[int], width: int) -> None:
        sheet, say = self._sheet, self._remarks.say
        for (row, column), reason in sheet.damaged.items():
            say("KPI836", row=row, column=column, reason=reason)
        for reference in merges.refused:
            say("KPI836", cell=reference, reason="merged")
        if sheet.formulas:
            row, column = sheet.formulas[0]
            say("KPI834", row=row, column=column, count=str(len(sheet.formulas)))
        hidden = [f"[{sheet.name}]"] if sheet.is_hidden and rows else []
        if sheet.hidden_rows & rows:
            hidden.append(ranges(sheet.hidden_rows & rows))
        columns = sorted(column for column in sheet.hidden_columns if column <= width)
        if columns:
            hidden.append(", ".join(name_of(None, column) for column in columns))
        if hidden:
            say("KPI832", hidden=" · ".join(hidden))
        if sheet.beside:
            say(
                "KPI837",
                what=", ".join(f"{one} ×{sheet.beside.count(one)}" for one in sorted(set(sheet.beside))),
            )
