"""Numbers and dates of a spreadsheet as its reader sees them, without losing what they are."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Context, Decimal

from attrs import field, frozen

from kpirules.limits import LIMITS
from kpirules.reading.formats import Kind, Section, sections

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]{1,3})?")
#  A spreadsheet keeps 15 digits; what a file holds beyond is the noise of binary fractions, 0.28999999999999998.
_KEPT = Context(prec=15, rounding=ROUND_HALF_UP, traps=[])
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP, traps=[])
_DAYS = 2_958_465  # 9999-12-31, the last day of a spreadsheet
_SECONDS = 86_400
_ZEROS = {"-", "–", "—", "0"}


@frozen
class Shown:
    """The text of a number, and the code and values of what there is to say about it."""

    text: str
    code: str | None = None
    values: dict[str, str] = field(factory=dict)


def stored(text: str) -> Decimal | None:
    """The number a file holds: whole ones as written, others to the 15 digits a spreadsheet keeps.

    >>> stored("0.28999999999999998"), stored("1E-05"), stored("0.30000000000000004"), stored("nan")
    (Decimal('0.29'), Decimal('0.00001'), Decimal('0.3'), None)
    """
    if len(text) > LIMITS.digits or not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    if not number:
        return Decimal(0)
    if abs(number.adjusted()) > LIMITS.magnitude:
        return None
    if text.lstrip("+-").isdecimal():
        return number
    return Decimal(_plain(_KEPT.plus(number)))


def show(number: Decimal, code: str, *, is_1904: bool = False) -> Shown:
    """``number`` under the format ``code``.

    Percent signs, thousands and words of the format are shown, trailing zeros too. Digits are never rounded away: where
    the format hides some, the text has them all and KPI827 tells both. A format that is not understood leaves the plain
    digits (KPI829). Negative numbers have a minus sign, whatever the format puts in its place.

    >>> (
    ...     show(Decimal("0.9"), "0%").text,
    ...     show(Decimal("1234.5"), "#,##0.00").text,
    ...     show(Decimal(15), '"≥"0"场"').text,
    ... )
    ('90%', '1,234.50', '≥15场')
    >>> show(Decimal("0.896"), "0%").text, show(Decimal(45657), "yyyy/m/d").text
    ('89.6%', '2024-12-31')
    """
    parts = sections(code)
    section = parts[0]
    if number < 0 and len(parts) > 1:
        section = parts[1]
    if number == 0 and len(parts) > 2 and parts[2].most < 1:
        return _show_zero(parts)
    match section.kind:
        case Kind.UNKNOWN:
            return Shown(_plain(number), "KPI829", {"format": code, "text": _plain(number)})
        case Kind.DATE:
            return _show_date(number, section, code, is_1904=is_1904)
        case Kind.GENERAL:
            return Shown(f"{section.before}{_plain(number)}{section.after}")
        case Kind.TEXT:
            return Shown(_plain(number))
        case Kind.NUMBER:
            return _show_number(number, section, parts[0])


def shown_text(text: str, code: str) -> str:
    """A text under a format, which may put words around it.

    >>> shown_text("15", '@"场"')
    '15场'
    """
    parts = sections(code)
    section = parts[3] if len(parts) == 4 else parts[0]
    return f"{section.before}{text}{section.after}" if section.kind is Kind.TEXT else text


def _show_zero(parts: tuple[Section, ...]) -> Shown:
    """Zero has a section of its own, mostly a dash; as a dash it would be taken for a figure that is missing."""
    first, zero = parts[0], parts[2]
    text = _digits(Decimal(0), first) if first.kind is Kind.NUMBER and first.most >= 0 else "0"
    text = f"{first.before.strip()}{text}{first.after.strip()}"
    seen = f"{zero.before}{'0' if zero.whole else ''}{zero.after}".strip()
    if seen in _ZEROS:
        return Shown(text)
    return Shown(text, "KPI827", {"shown": seen, "text": text})


def _show_number(number: Decimal, section: Section, first: Section) -> Shown:
    if section.most < 0:  # words alone, or nothing: the number itself is hidden
        seen = f"{section.before}{section.after}".strip()
        if first.kind is not Kind.NUMBER or first.most < 0:
            first = Section(Kind.GENERAL)
        text = _plain(number) if first.kind is Kind.GENERAL else _show_number(number, first, first).text
        return Shown(text, "KPI827", {"shown": seen, "text": text})
    scaled = _EXACT.scaleb(abs(number), 2 * section.percent - 3 * section.thousands)
    text = _digits(scaled, section)
    if -int(scaled.normalize(_EXACT).as_tuple().exponent) <= section.most:
        return Shown(_worded(text, number, section))
    rounded = scaled.quantize(Decimal(1).scaleb(-section.most, _EXACT), ROUND_HALF_UP, _EXACT)
    text, seen = (_worded(_digits(one, section), number, section) for one in (scaled, rounded))
    return Shown(text, "KPI827", {"shown": seen, "text": text})


def _worded(digits: str, number: Decimal, section: Section) -> str:
    """The words around; brackets and colours that mean minus become the sign itself."""
    before = section.before.strip()
    after = section.after.strip()
    if number >= 0:
        return f"{before}{digits}{after}"
    return f"-{before.replace('(', '').replace('-', '')}{digits}{after.replace(')', '')}"


def _digits(number: Decimal, section: Section) -> str:
    whole, _, decimals = _plain(number).partition(".")
    whole = whole.zfill(section.whole)
    decimals = decimals.ljust(section.fewest, "0")
    if section.is_grouped:
        whole = f"{int(whole):,}".zfill(len(whole))
    return f"{whole}.{decimals}" if decimals else whole


def _plain(number: Decimal) -> str:
    """Digits without an exponent and without zeros at the end."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _show_date(number: Decimal, section: Section, code: str, *, is_1904: bool) -> Shown:
    """A day counted from 1900 or 1904 as the parts its format shows; KPI828 where it may have been typed as a range.

    Typing 2-3 or 1/2 into a spreadsheet makes a day of this year, typing 1:15 a time.
    """
    moment = _moment(number, is_1904=is_1904)
    letters = {part[0] for part in section.parts}
    if moment is None or not letters & set("ymdehHMs["):
        return Shown(_plain(number), "KPI829", {"format": code, "text": _plain(number)})
    clock = _clock(number, moment, section)
    if not letters & set("ymde"):
        minutes = int(_EXACT.multiply(number, 1440).to_integral_value(ROUND_HALF_UP, _EXACT))
        typed = f"{minutes // 60}:{minutes % 60:02}"
        return Shown(clock, "KPI828", {"text": clock, "typed": typed})
    if number < 1 and not is_1904:  # a spreadsheet shows the day 0 of January 1900
        return Shown(_plain(number), "KPI829", {"format": code, "text": _plain(number)})
    day = _day(moment, letters, in_words="年" in section.before or "月" in section.before)
    text = f"{day} {clock}" if clock else day
    if not letters & set("ye"):
        return Shown(text, "KPI828", {"text": text, "typed": f"{moment.month}-{moment.day}"})
    if section.parts[0][0] == "m" and "d" not in letters:
        return Shown(text, "KPI828", {"text": text, "typed": f"{moment.month}-{moment.year % 100:02}"})
    return Shown(text)


def _moment(number: Decimal, *, is_1904: bool) -> dt.datetime | None:
    if not 0 <= number <= _DAYS:
        return None
    days = int(number)
    seconds = int(((number - days) * _SECONDS).to_integral_value(ROUND_HALF_UP, _EXACT))
    if is_1904:
        first = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a day of the calendar, in no zone
    elif days == 60:
        return None  # 1900-02-29, which spreadsheets count and the calendar has not
    else:
        first = dt.datetime(1899, 12, 31 if days < 60 else 30)  # noqa: DTZ001 - as above
    try:
        return first + dt.timedelta(days=days, seconds=seconds)
    except OverflowError:
        return None


def _day(moment: dt.datetime, letters: set[str], *, in_words: bool) -> str:
    has_year = bool(letters & set("ye"))
    if has_year and letters >= set("md") and not in_words:
        return f"{moment:%Y-%m-%d}" if moment.year > 999 else moment.date().isoformat()
    year = f"{moment.year}年" if has_year else ""
    month = f"{moment.month}月" if "m" in letters else ""
    day = f"{moment.day}日" if "d" in letters else ""
    return f"{year}{month}{day}"


def _clock(number: Decimal, moment: dt.datetime, section: Section) -> str:
    if any(part.startswith("[") for part in section.parts):
        seconds = int((number * _SECONDS).to_integral_value(ROUND_HALF_UP, _EXACT))
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    letters = {part[0] for part in section.parts}
    if "s" in letters:
        return f"{moment:%H:%M:%S}"
    return f"{moment:%H:%M}" if letters & set("hM") else ""
