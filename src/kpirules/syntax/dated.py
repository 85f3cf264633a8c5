"""Numbers that the word behind them makes a date."""

from fractions import Fraction

from kpirules.quantity.calendar import FIRST_YEAR, LAST_YEAR
from kpirules.quantity.unit import find_unit


def is_date(number: Fraction, written: str) -> bool:
    """``2023年``, ``12月``, ``10月底前``: a year or month of the calendar is no quantity of years or months.

    >>> is_date(Fraction(2023), "年"), is_date(Fraction(3), "年")
    (True, False)
    """
    if written.startswith("年"):
        return written != "年" or FIRST_YEAR <= number <= LAST_YEAR
    return written.startswith(("月", "日前", "日底", "号", "前", "之前", "以前", "季度末", "季度底")) or (
        written.startswith(("日", "季度")) and find_unit(written) is None
    )
