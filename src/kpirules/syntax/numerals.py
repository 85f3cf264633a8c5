"""Chinese numerals in a text, put into Arabic digits where they stand for a number and nowhere else."""

import re
from fractions import Fraction
from functools import cache

from attrs import evolve

from kpirules.diagnostics import Diagnostic
from kpirules.quantity.number import Refusal, write_number
from kpirules.quantity.numerals import read_numeral
from kpirules.quantity.unit import unit_words
from kpirules.source import Span
from kpirules.syntax.spelling import Spelling

_SIGNS = "零〇一二两俩三四五六七八九十百千万亿廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟"
_DIGITS = "零〇一二两俩三四五六七八九廿卅卌壹贰叁肆伍陆柒捌玖十拾"
_SOME = re.compile(f"[{_DIGITS}]|分之|[0-9]成|半|[0-9][十百千万亿][0-9]")
# Two digits side by side before a unit are a range: 三五百 is 300 to 500, 七八 is 7 to 8.
_PAIR = re.compile(r"(?P<low>[一二三四五六七八])(?P<high>[二三四五六七八九])(?P<times>[十百千万亿]*)")
_ARABIC = r"[0-9]+(?:\.[0-9]+)?"
# A Chinese digit among the signs, or digits on both sides of a unit: 500万 alone is a number already.
_NUMERAL = (
    rf"(?:{_ARABIC}[十百千万亿])*[{_SIGNS}]*[{_DIGITS}][{_SIGNS}]*(?:点[{_SIGNS}]+)?"
    rf"|{_ARABIC}[十百千万亿][0-9][0-9十百千万亿]*"
)
_ANY = rf"(?:{_NUMERAL}|{_ARABIC})"
_BODY = (
    rf"(?P<half>一半)|(?P<part>[百千万])分之(?P<share>百|{_ANY})|(?P<below>{_ANY})分之(?P<above>{_ANY})"
    rf"|(?P<tenths>{_ANY})成(?P<and_half>半)?|(?P<numeral>{_NUMERAL})"
)
_BEFORE = [
    "不少于",
    "不低于",
    "不小于",
    "不得少于",
    "至少",
    "最少",
    "起码",
    "超过",
    "大于",
    "高于",
    "多于",
    "突破",
    "不超过",
    "不高于",
    "不大于",
    "不多于",
    "至多",
    "最多",
    "小于",
    "低于",
    "少于",
    "不足",
    "不到",
    "不满",
    "未满",
    "等于",
    "控制在",
    "达到",
    "介于",
    "大约",
    "共计",
    "累计",
    "合计",
    "≥",
    "≤",
    ">",
    "<",
    "=",
    "≠",
    "±",
]
# Otherwise a number opens the text or stands behind a mark or a word of one character.
_FREE = r"(?:(?<![^ (,;~±\-超达约近为至到与和且或并])|(?<=完成)|(?<=实现))"
_LIMITS = (
    r"(?:及|或)?以[上下内外]|之[内间]|内(?![㐀-䶿一-鿿])|左右|上下"
    r"|不[少低高超大多小得足到满]|未满|[大小高低多少等]于|超过"
)
_SCALES = {"千": 1_000, "万": 10_000, "亿": 100_000_000}
_PARTS = {"百": "%", "千": "‰", "万": "‱"}


def settle_numerals(spelling: Spelling) -> Spelling:
    """The text with every Chinese number in digits, each still knowing the characters it came from.

    Numerals count beside a comparator, a unit or a limit (不少于两万三, 十天内, 八成以上); elsewhere they belong to a word
    (一级学科数, 第三方). One that says no single number is refused.

    >>> from kpirules.source import Source
    >>> from kpirules.syntax.spelling import spell
    >>> settle_numerals(spell(Source("不少于两万三千人"))).text
    '不少于23000人'
    """
    text = spelling.text
    if not _SOME.search(text):
        return spelling
    rewriting = _Rewriting(spelling)
    for match in _pattern().finditer(text):
        if match["quoted"]:
            continue
        digits = _digits(match)
        span = Span(match.start("body"), match.end("body"))
        if isinstance(digits, Refusal):
            rewriting.refuse(digits, span)
        else:
            rewriting.replace(span, digits)
    return rewriting.done()


class _Rewriting:
    """A text on its way into digits, with the places of all its characters."""

    def __init__(self, spelling: Spelling) -> None:
        self.spelling = spelling
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.refused = list(spelling.refused)
        self.at = 0

    def replace(self, span: Span, digits: str) -> None:
        self.keep(span.start)
        place = self.spelling.original(span)
        self.pieces.append(digits)
        self.starts += [place.start] * len(digits)
        self.ends += [place.end] * len(digits)
        self.at = span.end

    def refuse(self, refusal: Refusal, span: Span) -> None:
        place = self.spelling.original(span)
        self.refused.append(Diagnostic(refusal.code, self.spelling.source, place, refusal.values))

    def keep(self, end: int) -> None:
        """Characters that stay, with the places they had."""
        start, spelling = self.at, self.spelling
        self.pieces.append(spelling.text[start:end])
        self.starts += spelling.starts[start:end] if spelling.starts is not None else range(start, end)
        self.ends += spelling.ends[start:end] if spelling.ends is not None else range(start + 1, end + 1)

    def done(self) -> Spelling:
        self.keep(len(self.spelling.text))
        return evolve(
            self.spelling,
            text="".join(self.pieces),
            starts=tuple(self.starts),
            ends=tuple(self.ends),
            refused=tuple(self.refused),
        )


def _digits(match: re.Match[str]) -> str | Refusal:
    """The digits and, for shares, the sign that a numeral stands for."""
    if match["half"]:
        return "50%"
    if match["part"]:
        return _share(match["share"], _PARTS[match["part"]])
    if match["below"]:
        return _fraction(match["below"], match["above"])
    if match["tenths"]:
        tenths = _number(match["tenths"])
        if isinstance(tenths, Refusal):
            return tenths
        halves = 5 if match["and_half"] else 0
        return f"{_times_ten(tenths, halves)}%"
    numeral = match["numeral"]
    pair = _PAIR.fullmatch(numeral)
    if pair is not None and pair["low"] < pair["high"] and _next(pair["low"], pair["high"]):
        low, high = (_number(pair[name] + pair["times"]) for name in ("low", "high"))
        return f"{low}~{high}" if isinstance(low, str) and isinstance(high, str) else _refusal(numeral)
    if numeral[-1] in _SCALES and match.string.startswith("元", match.end("body")):
        # 叁拾万元 is written in 万元, which a figure without a unit takes over.
        number = read_numeral(numeral)
        return (
            number
            if isinstance(number, Refusal)
            else write_number(number / _SCALES[numeral[-1]]) + numeral[-1]
        )
    return _number(numeral)


def _next(low: str, high: str) -> bool:
    order = "一二三四五六七八九"
    return 0 < order.index(high) - order.index(low) <= 2


def _share(text: str, sign: str) -> str | Refusal:
    if text == "百":
        return f"100{sign}"
    number = _number(text)
    return number if isinstance(number, Refusal) else f"{number}{sign}"


def _fraction(below: str, above: str) -> str | Refusal:
    one, other = _number(above), _number(below)
    if isinstance(one, Refusal) or isinstance(other, Refusal):
        return _refusal(f"{below}分之{above}")
    return f"{one}/{other}"


def _times_ten(tenths: str, halves: int) -> str:
    return write_number(Fraction(tenths) * 10 + halves)


def _number(text: str) -> str | Refusal:
    """Plain digits; Arabic ones pass as they are."""
    if text[0].isascii() and text.replace(".", "", 1).isdecimal():
        return text
    number = read_numeral(text)
    return number if isinstance(number, Refusal) else write_number(number)


def _refusal(text: str) -> Refusal:
    return Refusal("KPI115", (("number", text),))


@cache
def _pattern() -> re.Pattern[str]:
    """A number where one is due (behind a comparator), or where nothing but a number can stand."""
    due = "|".join(f"(?<={word})" for word in _BEFORE)
    units = "(?:" + "|".join(re.escape(word) for word in unit_words()) + ")"
    end = rf"(?:$|[%‰‱,;)~]|{_LIMITS}|且|或|并|[至到与和\-] *[0-9{_SIGNS}])"
    where_due = rf"(?= *(?:{units}|{end}))"
    # 三季度 is a part of the year, 3季度 as long as three of them.
    where_free = rf"(?! *季度)(?= *{units}? *{end})"
    number = rf"(?:(?P<due>(?:{due}) *)|{_FREE})(?P<body>{_BODY})(?(due){where_due}|{where_free})"
    return re.compile(rf"(?P<quoted>「[^「」]*」)|{number}")
