"""Chinese numerals in all their forms, read exactly: 三万五, 壹佰贰拾, 二〇二三, 三点五亿, 1万3千."""

import re
from fractions import Fraction

from kpirules.limits import LIMITS
from kpirules.quantity.number import Refusal

_DIGITS = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    **dict(zip("两俩貳參陸兩", (2, 2, 2, 3, 6, 2), strict=True)),
}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_SECTIONS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_ZERO = "零〇"
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|.")
_POINT = re.compile(
    r"(?P<whole>[^点0-9]*)点(?P<part>[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖]+|[0-9]+)(?P<times>[十百千万亿拾佰仟萬億]*)"
)
_PLACES_OF_A_YEAR = 3
# Neighbours that say a range: 七八, and 三五 for a few.
_NEIGHBOURS = re.compile(
    r"(?P<before>(?:.*[十百千万亿拾佰仟廿卅卌]零?)?)(?P<pair>一[二两]|[二两]三|三四|三五|四五|五六|六七|七八|八九)"
    r"(?P<behind>(?:[十百千万亿拾佰仟].*)?)"
)


def read_numeral(text: str) -> Fraction | Refusal:
    """The exact number that Chinese numerals write, Arabic digits among them allowed.

    An omitted last unit is supplied (三万五 is 35000, 一百二 is 120; 零 blocks it); digits alone are read by position
    (二〇二三). 万三 and 三五百 say no one number and are refused.

    >>> read_numeral("三万五"), read_numeral("一百零二"), read_numeral("叁仟壹佰万零伍拾肆")
    (Fraction(35000, 1), Fraction(102, 1), Fraction(31000054, 1))
    """
    if len(text) > LIMITS.digits:
        return Refusal("KPI113", (("digits", str(len(text))), ("limit", str(LIMITS.digits))))
    with_point = _POINT.fullmatch(text)
    if with_point is None:
        return _read_whole(text)
    whole = _read_whole(with_point["whole"]) if with_point["whole"] else Fraction(0)
    if isinstance(whole, Refusal):
        return whole
    part = "".join(str(_DIGITS.get(digit, digit)) for digit in with_point["part"])
    number = whole + Fraction(int(part), 10 ** len(part))
    for sign in with_point["times"]:
        number *= _UNITS.get(sign) or _SECTIONS[sign]
    return number


def read_neighbours(text: str) -> tuple[Fraction, Fraction] | None:
    """The two numbers of a range that neighbouring digits say, or ``None``.

    >>> read_neighbours("四十五六万")
    (Fraction(450000, 1), Fraction(460000, 1))
    >>> read_neighbours("三五百"), read_neighbours("三六百")
    ((Fraction(300, 1), Fraction(500, 1)), None)
    """
    match = _NEIGHBOURS.fullmatch(text) if len(text) <= LIMITS.digits else None
    if match is None:
        return None
    low, high = (read_numeral(f"{match['before']}{digit}{match['behind']}") for digit in match["pair"])
    return None if isinstance(low, Refusal) or isinstance(high, Refusal) else (low, high)


def _read_whole(text: str) -> Fraction | Refusal:
    if text and all(character in _DIGITS for character in text):
        return _by_position(text)
    return _Reader(text).read()


def _by_position(text: str) -> Fraction | Refusal:
    """二〇二三 is 2023; two digits side by side (七八) are a range, not a number."""
    if len(text) == 1 or len(text) >= _PLACES_OF_A_YEAR or any(zero in text for zero in _ZERO):
        return Fraction(int("".join(str(_DIGITS[digit]) for digit in text)))
    return _refused(text)


class _Reader:
    """One pass from left to right: 亿 and 万 close what stands before them, 千 百 十 multiply one digit."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closed = Fraction(0)  # settled by 亿
        self.upper = Fraction(0)  # settled by 万
        self.section = Fraction(0)  # settled by 千, 百, 十
        self.digit: Fraction | None = None
        self.last = 0  # the unit that stands directly before, for an omitted one
        self.lowest = 10_000  # units fall within a section
        self.spoken = False  # whether the pending digit is a Chinese one

    def read(self) -> Fraction | Refusal:
        if not self.text:
            return _refused(self.text)
        for token in _TOKEN.findall(self.text):
            if not self.take(token):
                return _refused(self.text)
        if self.digit is not None and self.last > 10:
            if self.spoken:
                self.digit *= self.last // 10
            elif not self.last // 10 <= self.digit < self.last:
                return _refused(self.text)  # 1万3 may be 10003 or 13000, but 1万3000 is 13000
        return self.closed + self.upper + self.section + (self.digit or 0)

    def take(self, token: str) -> bool:
        if token[0].isascii():
            return self.pend(Fraction(token), spoken=False)
        if token in _ZERO:
            return self.zero()
        if token in _DIGITS:
            return self.pend(Fraction(_DIGITS[token]), spoken=True)
        if token in _TENS:
            return self.tens(_TENS[token])
        if token in _UNITS:
            return self.unit(_UNITS[token])
        return token in _SECTIONS and self.close(_SECTIONS[token])

    def pend(self, digit: Fraction, *, spoken: bool) -> bool:
        if self.digit is not None:
            return False
        self.digit, self.spoken = digit, spoken
        return True

    def zero(self) -> bool:
        """零 says that a place is empty, so no unit is omitted behind it."""
        if self.digit is not None:
            return False
        self.last = 0
        return True

    def tens(self, number: int) -> bool:
        if self.digit is not None or self.lowest <= 10:
            return False
        self.section += number
        self.last, self.lowest = 0, 10
        return True

    def unit(self, unit: int) -> bool:
        if self.digit is None and unit == 10:
            self.digit = Fraction(1)  # 十五, 一百零十五
        if self.digit is None or unit >= self.lowest:
            return False
        self.section += self.digit * unit
        self.digit, self.last, self.lowest = None, unit, unit
        return True

    def close(self, size: int) -> bool:
        """万 or 亿 multiplies everything smaller before it; 万三 has nothing before it."""
        below = self.section + (self.digit or 0)
        if size == 10_000:
            if not below and not self.upper:
                return False
            self.upper = (self.upper + below) * size
        else:
            inner = self.upper + below
            if bool(inner) == bool(self.closed):
                return False
            self.closed, self.upper = (self.closed + inner) * size, Fraction(0)
        self.section, self.digit, self.last, self.lowest = Fraction(0), None, size, 10_000
        return True


def _refused(text: str) -> Refusal:
    return Refusal("KPI115", (("number", text[: LIMITS.unit]),))
