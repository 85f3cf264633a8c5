"""Figures whose words stand out of order, put in order: £100, 摄氏37度, 230余万, 十来个."""

import re
from functools import cache

from kpirules.quantity.number import Refusal
from kpirules.quantity.unit import find_unit, unit_pattern
from kpirules.source import Span
from kpirules.syntax.numerals import settle_numerals
from kpirules.syntax.rewriting import Rewriting
from kpirules.syntax.spelling import Spelling

_SOME = re.compile(
    r"[¥£€$氏下]|[0-9] *[余多来]|[多余]|(?:币|[美欧日港韩澳加镑]元?|RMB|CNY|USD|EUR|GBP|JPY|HKD) *[0-9]"
)
_CURRENCIES = {
    "US$": "美元",
    "HK$": "港元",
    "NT$": "新台币",
    "AU$": "澳元",
    "A$": "澳元",
    "CA$": "加元",
    "C$": "加元",
    "S$": "新加坡元",
    "NZ$": "新西兰元",
    "MOP$": "澳门元",
    "$": "美元",
    "£": "英镑",
    "€": "欧元",
    "¥": "元",
    "RMB¥": "元",
    "CN¥": "元",
    "JP¥": "日元",
    **{code: code for code in ("USD", "EUR", "GBP", "JPY", "HKD", "AUD", "CAD", "SGD", "KRW", "TWD", "CHF")},
    **dict.fromkeys(("人民币", "RMB", "CNY"), "元"),
    **{word: word for word in ("港币", "日币", "韩币", "新台币", "台币", "澳币", "加币", "澳门币")},
    **{word: word for word in ("美元", "美金", "欧元", "英镑", "日元", "港元", "韩元", "澳元", "加元")},
}
_DEGREES = {"摄氏": "℃", "华氏": "华氏度", "": "℃"}
# 港币500万元 counts in 港币, but $5元 says two currencies.
_TAKES_YUAN = re.compile(r"[币¥]$|^元$|人民币|RMB|CNY")
_PERCENT = ("%", "‰", "‱")
_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:[kKwW](?![A-Za-z]))?"
_SCALED = rf"{_NUMBER}[余多]?[十百千万亿]*"


def settle_figures(spelling: Spelling) -> Spelling:
    """The text with all numbers in digits, and before them what stands behind them elsewhere: signs of money, 摄氏, 余.

    >>> from kpirules.source import Source
    >>> from kpirules.syntax.spelling import spell
    >>> (
    ...     settle_figures(spell(Source("不少于人民币500万"))).text,
    ...     settle_figures(spell(Source("摄氏37度"))).text,
    ... )
    ('不少于500万元', '37℃')
    """
    spelling = settle_numerals(spelling)
    if not _SOME.search(spelling.text):
        return spelling
    rewriting = Rewriting(spelling)
    for match in _pattern().finditer(spelling.text):
        if match["quoted"]:
            continue
        span = Span(match.start(), match.end())
        if match["sign"]:
            _money(match, span, rewriting)
        elif match["degrees"]:
            minus = "-" if match["cold"] or match["below"] else ""
            rewriting.replace(span, f"{minus}{match['degrees']}{_DEGREES[match['scale'] or '']}")
        elif match["later"]:
            rewriting.replace(span, f"{match['later']}余{match['some'] or match['what']}")
        elif match["about"]:
            rewriting.replace(span, f"约{match['about']}")
        else:
            rewriting.replace(span, f"{match['more']}{match['times']}余")
    return rewriting.done()


def _money(match: re.Match[str], span: Span, rewriting: Rewriting) -> None:
    currency = _CURRENCIES[match["sign"]]
    behind = match.string[span.end :].lstrip()
    if behind.startswith(_PERCENT):  # 人民币90%: money, or a share?
        span = Span(span.start, len(match.string) - len(behind) + 1)
    if behind.startswith(_PERCENT) or (match["yuan"] and not _agree(match["sign"], match["yuan"])):
        rewriting.refuse(Refusal("KPI119", (("text", span.of(match.string)),)), span)
        return
    if match["sign"] == "$":
        rewriting.find("KPI332", span, text=span.of(match.string))
    rewriting.replace(span, f"{_ordered(match['amount'])}{currency}")


def _agree(sign: str, behind: str) -> bool:
    """Whether the currency in front and the one behind are one: 港币5元, 人民币5块, but not 人民币5美元."""
    one, other = find_unit(_CURRENCIES[sign]), find_unit(behind)
    if one is None or other is None or one.dimension == other.dimension:
        return True
    return other.dimension == (("元", 1),) and _TAKES_YUAN.search(sign) is not None


def _ordered(amount: str) -> str:
    """``230余万`` as ``230万余``, but not before 元, which 万元 needs."""
    return re.sub(rf"(?<![0-9.,])({_NUMBER})([余多])([十百千万亿]+)", r"\1\3余", amount)


@cache
def _pattern() -> re.Pattern[str]:
    sign = "|".join(re.escape(word) for word in sorted(_CURRENCIES, key=len, reverse=True))
    words = "|".join(word for word in sorted(_CURRENCIES, key=len, reverse=True) if word.isalpha())
    behind = r"(?= *(?:$|[^0-9A-Za-z㐀-䶿一-鿿.]|及?以|之|内|左右|上下|且|或|并|[至到与和每]|整))"
    return re.compile(
        rf"(?P<quoted>「[^「」]*」)"
        rf"|(?<![A-Za-z0-9十百千万亿])(?P<sign>{sign}) *(?P<amount>{_SCALED}(?: *[\-~至到] *{_SCALED})?)"
        rf"(?P<yuan>元整?|圆整?|块钱?|{words})?{behind}"
        rf"|(?:(?P<scale>摄氏|华氏) *(?P<cold>零下|-)?|(?P<below>零下)) *(?P<degrees>{_NUMBER}) *(?:℃|摄?氏?度)?"
        rf"|(?<![0-9.,])(?P<more>{_NUMBER}[十百千万亿]*)[余多](?P<times>[十百千万亿]+)(?!元)"
        rf"|(?<![0-9.,第])(?P<later>{_NUMBER}[十百千万亿]*)(?:(?P<some>个)多(?={unit_pattern()})|(?P<what>{unit_pattern()})[多余]{behind})"
        rf"|(?<![0-9.,第])(?P<about>{_NUMBER})来(?={unit_pattern()})"
    )
