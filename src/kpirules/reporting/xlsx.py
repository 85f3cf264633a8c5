"""Workbooks written with openpyxl, every cell a text and formatted as one."""

import io

from kpirules.declaration import Declaration
from kpirules.diagnostics import Diagnostic
from kpirules.reporting.template import HEADER, lines

_WIDTHS = (56, 24, 16, 10, 56)
_TEXT = "@"
#  Lines prepared for typing below the last one are text too: a spreadsheet would else make a day of 2-3.
_SPARE = 20


def template_workbook(declaration: Declaration) -> bytes | Diagnostic:
    """The sheet of actual figures as an xlsx file, with the lines of :func:`~kpirules.reporting.template.template`.

    Cells hold texts, also where they begin with ``=``, and are formatted as text, so that 90% typed into one stays 90%
    and does not become 0.9. The header stays in view. KPI826 says that openpyxl is not installed.

    >>> template_workbook(Declaration())[:2]
    b'PK'
    """
    try:
        from openpyxl import Workbook  # noqa: PLC0415 - an extra
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - as above
        from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above
    except ImportError:
        return Diagnostic("KPI826", values={"package": "openpyxl", "extra": "excel"})
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "填报表"
    wrapped = Alignment(wrap_text=True, vertical="top")
    rows = [HEADER, *lines(declaration), *[("",) * len(HEADER)] * _SPARE]
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.number_format = _TEXT
            cell.alignment = wrapped
            if text:
                cell.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)
                cell.data_type = "s"  # openpyxl takes what begins with = for a formula
            if number == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
