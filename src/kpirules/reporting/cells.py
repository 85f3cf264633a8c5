"""Cells and sheets of workbooks that are written: texts that stay texts, numbers, styles, paper."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import frozen

from kpirules.quantity.number import write_number

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TEXT = "@"
# A spreadsheet keeps so many digits of a number; what has more stays a text.
_DIGITS = 15
Value = str | Decimal


@frozen
class Looks:
    """The styles that cells share, made once a workbook."""

    border: Any
    bold: Any
    plain: Any
    title: Any
    centred: Any
    left: Any


def put(cell: Any, value: Value) -> None:  # noqa: ANN401 - a cell of openpyxl
    """Write a number with its decimals, or a text that stays one whatever it begins with."""
    if isinstance(value, Decimal):
        places = -min(int(value.as_tuple().exponent), 0)
        cell.value = value
        cell.number_format = f"0.{'0' * places}" if places else "0"
        return
    cell.number_format = _TEXT
    if value:
        cell.value = value
        cell.data_type = "s"  # openpyxl takes what begins with = for a formula


def set_up(page: "Worksheet", widths: tuple[int, ...]) -> None:
    """A4 across, as wide as the paper, as many sheets as it takes."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - an extra
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415 - an extra

    for column, columns in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = columns
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_options.horizontalCentered = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top = page.page_margins.bottom = 0.6
    page.HeaderFooter.oddFooter.center.text = "&P / &N"  # type: ignore[union-attr] # it is there on a new page


def looks() -> Looks:
    """The styles of one workbook."""
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415 - an extra

    thin = Side(style="thin", color="FF808080")
    name = "宋体"
    return Looks(
        border=Border(left=thin, right=thin, top=thin, bottom=thin),
        bold=Font(name=name, size=10, bold=True),
        plain=Font(name=name, size=10),
        title=Font(name=name, size=18, bold=True),
        centred=Alignment(horizontal="center", vertical="center", wrap_text=True),
        left=Alignment(horizontal="left", vertical="center", wrap_text=True),
    )


def decimal(number: Fraction, *, places: int | None = None) -> Value:
    """A number that a spreadsheet keeps whole, with so many places where they are given; else its text.

    >>> decimal(Fraction(1, 4)), decimal(Fraction(5), places=2), decimal(Fraction(1, 3))
    (Decimal('0.25'), Decimal('5.00'), '1/3')
    """
    text = write_number(number)
    if "/" in text or len(text) > _DIGITS:
        return text
    exact = Decimal(text)
    return exact if places is None else exact.quantize(Decimal(1).scaleb(-places))
