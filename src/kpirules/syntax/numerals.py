"""Chinese numerals in a text, put into Arabic digits where they stand for a number and nowhere else."""

import re
from fractions import Fraction
from functools import cache

from kpirules.quantity.number import Refusal, write_number
from kpirules.quantity.numerals import read_neighbours, read_numeral
from kpirules.quantity.unit import unit_pattern
from kpirules.source import Span
from kpirules.syntax.rewriting import Rewriting
from kpirules.syntax.spelling import Spelling

_DIGITS = "零〇一二俩三四五六七八九廿卅卌壹贰叁肆伍陆柒捌玖十拾"
_TIMES = "百千万亿佰仟"
_SOME = re.compile(
    f"[{_DIGITS}两半负]|分之|[0-9] *[成折]|[0-9][十百千万亿][0-9]|[百千万亿][余多]|近[百千万亿]"
    "|几|若干|数[十百千万亿个家人项次名位]|百分百"
)
_ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
# What mixed units are made of: 3斤五两, 两年三个月, 十块三毛.
_PARTS = (
    "(?:个小时|小时|个钟头|钟头|个星期|星期|刻钟|分钟|公斤|千克|毫克|公里|千米|分米|厘米|毫米|毫升|美元|美分|欧元|欧分"
    "|英镑|便士|港元|澳元|加元|个月|天|年|周|克|吨|斤|块|毛|角|元|圆|分|里|米|丈|尺|寸|升)[又零]?"
)
# 数百, 几十, 十几: several, and nobody says how many.
_SOME_OF = r"数(?![字码学据量值额控])|[好]?几|若干"
_COUNTS = "个名家次天年人项件场批户位种类条份所座处本篇期周月点块元小分公平立亩吨米"
# Each covers the words that end in it: 少于 stands for 不少于 and 不得少于 too.
_BEFORE = (
    "至少", "最少", "起码", "超过", "大于", "高于", "最低", "最高", "至少是", "最少是", "起码是", "最低是",
    "至多是", "最多是", "最高是", "多于", "突破", "至多", "最多", "小于", "低于", "少于", "不足", "不到", "不满", "未满",
    "等于", "控制在", "达到", "介于", "大约", "大概", "大致", "将近", "接近", "差不多", "共计", "累计", "合计", "摄氏", "华氏",
    "零下", "≥", "≤", ">", "<", "=", "≠", "±",
)  # fmt: skip
# Otherwise a number opens the text or stands behind a mark or a word of one character.
_FREE = r"(?:(?<![^ (,;~±\-¥£€$币超达约近为至到与和在且或并])|(?<=完成)|(?<=实现)|(?<=美元)|(?<=欧元))"
# 百分之五 is a share wherever it stands, and 8成 before a limit or the end, unless a numeral runs into it.
_SHARE = (
    rf"(?<![{_DIGITS}{_TIMES}两半0-9.])"
    r"(?=[百千万]分之|[0-9]{1,3} *成[半一二三四五六七八九]?(?:$|[,;)、]|[及或]?以[上下内]|左右))"
)
_LIMITS = (
    r"(?:及|或)?以[上下内外]|之[内间]|内(?![㐀-䶿一-鿿])|左右|上下"
    r"|不[少低高超大多小得足到满]|未满|[大小高低多少等]于|超过"
)
# What numerals rank or tell the kind of, rather than count.
_OF_KINDS = "[级类届等层星档年月日号代线度维]|季度|[^，,;]{1,2}制|轮[车驱]|节气|人[称民]|[人口]之家|点[一二三四五六七八九]线"
_SCALES = {"千": 1_000, "万": 10_000, "亿": 100_000_000}
_SHARES = {"百": "%", "千": "‰", "万": "‱"}
_HALF = Fraction(1, 2)
_WHOLE_PRICE = 100
_TENTHS = 10


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
    rewriting = Rewriting(spelling)
    for match in _pattern().finditer(text):
        if match["quoted"]:
            continue
        if match["minus"]:
            rewriting.replace(Span(match.start("minus"), match.end("minus")), "-")
        for span, digits in _render(match):
            if isinstance(digits, Refusal):
                rewriting.refuse(digits, span)
            else:
                rewriting.replace(span, digits)
        if match["price"]:
            rewriting.find("KPI333", Span(match.start("body"), match.end("body")), text=match["body"])
    return rewriting.done()


def _render(match: re.Match[str]) -> list[tuple[Span, str | Refusal]]:
    """The digits and, for shares, the sign that the parts of a number stand for, with their places."""
    body = Span(match.start("body"), match.end("body"))
    if match["mixed"]:
        start = body.start
        pieces = [(piece.start(), piece.end()) for piece in _piece().finditer(match["mixed"])]
        return [
            (
                Span(start + begin, start + end),
                _numeral(match["mixed"][begin:end].lstrip("又零") or "零", match),
            )
            for begin, end in pieces
        ]
    return [(body, _one(match))]


def holds_number(text: str) -> bool:
    """Whether words hold a number in Chinese numerals with its unit, as the 五家 of 100t五家.

    One alone (一次性, 一批), ranks (三级医院) and kinds of things (五人制, 三轮车) are none.

    >>> [holds_number(text) for text in ("吨五家", "期共一百二十人", "人一组", "场五人制足球赛")]
    [True, True, False, False]
    """
    return _SOME.search(text) is not None and _counted().search(text) is not None


def _one(match: re.Match[str]) -> str | Refusal:  # noqa: C901, PLR0912 - one arm a form
    if match["fifty"]:
        return "50%"
    if match["all"]:
        return "100%"
    if match["vague"]:
        return _refusal(match["vague"])
    if match["part"]:
        return _share(match["share"], _SHARES[match["part"]])
    if match["below"]:
        return _fraction(match["whole"], match["below"], match["above"])
    if match["low"]:
        return _tenths_range(match["low"], match["high"], match["in"])
    if match["tenths"]:
        return _tenths(match["tenths"], match["and"] or "")
    if match["price"]:
        return _price(match["price"])
    if match["halved"]:
        number = _number(match["halved"])
        if isinstance(number, Refusal) or Fraction(number).denominator != 1:
            return _refusal(match["body"])
        return f"{write_number(Fraction(number) + _HALF)}{match['of'] or '个'}"
    if match["half"]:
        return "0.5"
    if match["round"]:
        return _number(f"一{match['round']}")
    if match["arabic"]:
        return match["arabic"]
    return _numeral(match["numeral"], match)


def _numeral(numeral: str, match: re.Match[str]) -> str | Refusal:
    """One number or the two of 三五百; 叁拾万元 is written in 万元, which a figure without a unit takes over."""
    scale = 1
    if numeral[-1] in _SCALES and match.string.startswith("元", match.end("body")):
        scale = _SCALES[numeral[-1]]
    sign = numeral[-1] if scale > 1 else ""
    if (both := read_neighbours(numeral)) is not None:
        low, high = both
        return f"{write_number(low / scale)}~{write_number(high / scale)}{sign}"
    number = _number(numeral)
    if isinstance(number, Refusal) or scale == 1:
        return number
    return f"{write_number(Fraction(number) / scale)}{sign}"


def _share(text: str, sign: str) -> str | Refusal:
    if text == "百":
        return f"100{sign}"
    if (both := read_neighbours(text)) is not None:
        return "~".join(f"{write_number(number)}{sign}" for number in both)
    number = _number(text.removeprefix("负"))
    return number if isinstance(number, Refusal) else f"{'-' * text.startswith('负')}{number}{sign}"


def _fraction(whole: str | None, below: str, above: str) -> str | Refusal:
    """三分之二 stays a fraction of two whole numbers, written 3分之2."""
    numbers = [_number(part or "零") for part in (whole, above, below)]
    if any(isinstance(number, Refusal) or Fraction(number).denominator != 1 for number in numbers):
        return _refusal(f"{below}分之{above}")
    ones, one, other = (Fraction(str(number)) for number in numbers)
    if other == 0:
        return _refusal(f"{below}分之{above}")
    return f"{other}分之{ones * other + one}"


def _tenths_range(low: str, high: str, word: str) -> str | Refusal:
    """七到八成 is 70% to 80%, and so is 七成到八成."""
    read = _tenths if word == "成" else _price
    one, other = read(low), read(high)
    return (
        _refusal(f"{low}到{high}{word}")
        if isinstance(one, Refusal) or isinstance(other, Refusal)
        else f"{one}~{other}"
    )


def _tenths(text: str, behind: str = "") -> str | Refusal:
    """三成半 and 三成五 are 35%, 半成 is 5%, 七八成 is 70% to 80%."""
    if not behind and (both := read_neighbours(text)) is not None:
        return "~".join(f"{write_number(number * _TENTHS)}%" for number in both)
    number = "0.5" if text == "半" else _number(text)
    if isinstance(number, Refusal) or (behind and Fraction(number).denominator != 1):
        return _refusal(f"{text}成{behind}")
    more = 5 if behind == "半" else Fraction(str(_number(behind))) if behind else 0
    return f"{write_number(Fraction(number) * _TENTHS + more)}%"


def _price(text: str) -> str | Refusal:
    """What a discount leaves of the price: 八折 is 80%, 八五折 and 75折 are 85% and 75%."""
    if read_neighbours(text) is not None:
        return _refusal(f"{text}折")  # 七八折 may be 78%, or 70% to 80%
    numbers = (
        [_number(digit) for digit in text] if len(text) == 2 and not text[0].isascii() else [_number(text)]
    )
    if any(isinstance(number, Refusal) for number in numbers):
        return _refusal(f"{text}折")
    first, *second = (Fraction(str(number)) for number in numbers)
    left = first * _TENTHS + second[0] if second else first if first > _TENTHS else first * _TENTHS
    if not 0 < left < _WHOLE_PRICE or (second and not 0 < first < _TENTHS):
        return _refusal(f"{text}折")
    return f"{write_number(left)}%"


def _number(text: str) -> str | Refusal:
    """Plain digits; Arabic ones pass as they are."""
    plain = text.replace(",", "")
    if plain[0].isascii() and plain.replace(".", "", 1).isdecimal():
        return plain
    number = read_numeral(plain)
    return number if isinstance(number, Refusal) else write_number(number)


def _refusal(text: str) -> Refusal:
    return Refusal("KPI115", (("number", text),))


@cache
def _any() -> str:
    """A number with a Chinese digit, with digits on both sides of a unit (1万3千), or of Arabic digits alone."""
    # 两 is a digit in front (两个), before a unit (一百两千) and in 一两个; behind digits it weighs (五两).
    two = rf"(?:(?<![{_DIGITS}{_TIMES}两0-9])两|两(?=[百千万亿零])|(?<=一)两(?= *[{_COUNTS}]))"
    sign = rf"(?:[{_DIGITS}]|(?!千(?:[克米瓦伏卡帕焦赫]|字节))[{_TIMES}]|{two}|(?<=[十百千万亿]){_ARABIC})"
    point = rf"(?:点(?:[{_DIGITS[:-2]}]+|[0-9]+)[十百千万亿]*)?"
    return (
        rf"(?>(?:{_ARABIC}[十百千万亿])*[{_TIMES}]*(?:[{_DIGITS}]|{two}){sign}*{point}"
        rf"|{_ARABIC}[十百千万亿](?:[0-9]+(?:\.[0-9]+)?[十百千万亿]*)+)"
    )


@cache
def _counted() -> re.Pattern[str]:
    unit = unit_pattern()
    one = rf"(?!一(?![{_DIGITS}{_TIMES}两]))(?:{_any()}|[百千万亿]{{1,2}}(?=[余多]))"
    return re.compile(
        rf"(?<![{_DIGITS}{_TIMES}两第每0-9]){one}(?!{_OF_KINDS})(?=[余多来]?[百千万亿]* *{unit})"
        rf"|(?:{_SOME_OF})[十{_TIMES}]+(?= *{unit})|(?<=个)半(?= *{unit})"
    )


@cache
def _piece() -> re.Pattern[str]:
    return re.compile(rf"[又零]?(?:{_any()}|{_ARABIC}[十百千万亿]*)")


@cache
def _pattern() -> re.Pattern[str]:
    """A number where one is due (behind a comparator), or where nothing but a number can stand."""
    unit, numeral = unit_pattern(), _any()
    number = rf"(?:{numeral}|{_ARABIC})"
    body = (
        r"(?P<fifty>一半|半数)|(?P<all>百分之?百)"
        rf"|(?P<part>[百千万])分之(?P<share>百|负?{number})"
        rf"|(?:(?P<whole>{number})又)?(?P<below>{number})分之(?P<above>{number})"
        rf"|(?P<low>{number}) *(?:成|折)? *[至到~\-] *(?P<high>{number}) *(?P<in>[成折])(?![㐀-䶿一-鿿]*[0-9])"
        rf"|(?P<tenths>{number}|半) *成(?P<and>半|[一二三四五六七八九])?"
        rf"|(?P<price>{number}) *折"
        rf"|(?P<halved>{number})(?:个半(?={unit})|(?P<of>{unit})半(?! *{unit}))"
        rf"|(?P<half>半)(?= *{unit})"
        rf"|(?P<mixed>(?:{numeral}|{_ARABIC}[十百千万亿]*) *(?:{_PARTS}(?:{numeral}|{_ARABIC}))+)"
        rf"|(?P<round>[百千万亿]{{1,2}}(?=[余多])|(?<=近)[百千万亿]{{1,2}})"
        rf"|(?P<vague>(?:{_SOME_OF})[十{_TIMES}]+|(?:[{_DIGITS}{_TIMES}两]+几|{_SOME_OF})[{_TIMES}]*(?= *{unit}))"
        rf"|(?P<numeral>{numeral})|(?<=负)(?P<arabic>{_ARABIC}[十百千万亿]*)"
    )
    # 减少三倍, 上年的两倍: so many times, and nothing else.
    times = rf"(?<![{_DIGITS}{_TIMES}两0-9.])(?={numeral} *倍(?![增数率频镜速体]))"
    due = "|".join(f"(?<={word})" for word in _BEFORE)
    end = rf"(?:$|[%‰‱,;)~]|(?<=[成折])、|{_LIMITS}|且|或|并|[至到与和\-] *[0-9¥£€$负{_DIGITS}两百])"
    where_due = rf"(?= *(?:{unit}|[余多来]|{end}))"
    # 三季度 is a part of the year.
    where_free = rf"(?! *季度)(?= *(?:[余多来][百千万亿]*)? *(?:个多{unit}|{unit}(?:/{unit})*多?)? *{end})"
    return re.compile(
        rf"(?P<quoted>「[^「」]*」)"
        rf"|(?:(?P<due>(?:{due}) *)|{_FREE}|{_SHARE}|{times})(?P<minus>负 *)?(?P<body>{body})"
        rf"(?(due){where_due}|{where_free})"
    )
