"""Numbers inside phrases and sentences: where they stand, and the one condition that a phrase may be taken for."""

import re
from collections.abc import Iterator
from functools import cache

from attrs import frozen

from kpirules.quantity.unit import unit_pattern
from kpirules.source import Span
from kpirules.syntax.grammar import terminal
from kpirules.syntax.numerals import holds_number
from kpirules.syntax.spelling import Spelling

# What turns the sense of a number that stands apart from it: growth, negations, limits, connectives.
_TURNS = re.compile(
    r"[≥≤><=≠±~×÷*+&|]|不(?!断)|未|没有|至[多少]|最[多少高低]|超|[低高大小少多]于|以[上下内外]|之[内间]|控制|左右|上下|(?<![签公节预违特续履合条制集契解邀毁赴])约|接近|且|或|倍|翻|每个?(?:月|季度?|周|天|日)"
)
_GROWS = re.compile(r"增[长加](?!率|幅|速)|提[高升]|上升|下降|减少|降低|压[减缩]|缩减|同比|环比")
# A number told over a base is no level, whatever its unit.
_OVER_A_BASE = re.compile(r"[同环]比|[较比与同和](?:[上去前]|同期|基期|期初|年初|(?:19|20)[0-9])")
# A share of a base is one of something else: 不超过上年产值的80%.
_BASE = (
    r"(?:[上去前]一?年度?|[往历]年|前[一两二三四五0-9]年|[上前]一?期|同期|基期|基准[期年]|期初"
    r"|年初(?!预算|计划|目标|批复|下达))"
)
_OF_A_BASE = re.compile(
    rf"{_BASE}[㐀-䶿一-鿿A-Za-z]{{0,20}}的 *$|(?:[是为占]|达到?|相当于){_BASE}[㐀-䶿一-鿿A-Za-z]{{0,20}}$"
)
_CHANGED = re.compile(r"(?:增[长加]|提[高升]|上升|下降|减少|降低|压[减缩]|缩减)了? *$")
_FALLS = re.compile(r"下降|减少|降低|压[减缩]|缩减")
_FAR_LOW, _FAR_HIGH = "至少|最少|起码|不少于|不低于", "至多|最多|不超过|不高于"
_PROSE = re.compile(r"[㐀-䶿一-鿿]")
_DIGITS = re.compile(r"[0-9]+(?:[.,:][0-9]+)*")
_SIGNS = re.compile(r"[≥≤><=≠±×÷*^&|]|[且或] *$")
# 12月, 每月15日前: no months and days to be counted.
_OF_DATES = r"[0-9]{1,2} *(?:月|号|日(?:[之以]?前|起))|(?<=月)[0-9]{1,2} *日"
_LEAST_WORDS = 2


@frozen
class Figure:
    """A quantity with its unit in running text: ``span`` with its comparator and limit, ``number`` without them."""

    span: Span
    number: Span
    has_comparator: bool


def find_figures(text: str) -> Iterator[Figure]:
    """Every quantity of a known unit in a text in normal spelling, in order, with the comparator beside it.

    Ordinals (第3届), names with digits (FM818) and years are none.

    >>> [
    ...     figure.span.of("举办不少于3场讲座，服务2万人次以上")
    ...     for figure in find_figures("举办不少于3场讲座，服务2万人次以上")
    ... ]
    ['不少于3场', '2万人次以上']
    """
    for match in _pattern().finditer(text):
        number = Span(match.start("number"), match.end("number"))
        start = (
            match.start("before")
            if match["before"]
            else match.start("attain")
            if match["attain"]
            else number.start
        )
        end = match.end("after") if match["after"] else number.end
        yield Figure(Span(start, end), number, bool(match["before"] or match["after"]))


def find_ranges(text: str) -> Iterator[Figure]:
    """Every range of a known unit in a text in normal spelling.

    >>> [figure.span.of("每月3-5场，共40至60场") for figure in find_ranges("每月3-5场，共40至60场")]
    ['3-5场', '40至60场']
    """
    for match in _ranges().finditer(text):
        span = Span(match.start(), match.end())
        yield Figure(span, span, has_comparator=False)


def find_plain_limits(text: str) -> Iterator[Figure]:
    """Every number without a unit that stands beside a comparator and before a mark or the end.

    >>> text = "新增融资不少于人民币500万;"
    >>> [figure.span.of(text) for figure in find_plain_limits(text)]
    ['不少于人民币500万']
    """
    for match in _plain_limits().finditer(text):
        number = Span(match.start("number"), match.end("number"))
        yield Figure(Span(match.start(), number.end), number, has_comparator=True)


def phrase_condition(spelling: Spelling) -> Spelling | None:
    """The one condition in a phrase, as a text of its own; ``None`` where it is not the only number or may mean more.

    >>> from kpirules.source import Source
    >>> from kpirules.syntax.spelling import spell
    >>> phrase_condition(spell(Source("至少全年完成2次宣传"))).text
    '至少2次'
    """
    text = spelling.text
    figures = list(find_figures(text))
    if len(figures) != 1:
        return None
    [figure] = figures
    if figure.number.of(text).endswith("倍"):  # so many times of what?
        return None
    before, behind = text[: figure.span.start], text[figure.span.end :]
    if _DIGITS.search(before + behind) or holds_number(before) or holds_number(behind):
        return None
    far = None if figure.has_comparator else _far().search(before)
    rest = f"{before[: far.start()]} {far['between']} {behind}" if far else f"{before} {behind}"
    share = figure.number.of(text).endswith(("%", "‰", "‱", "百分点"))
    if _TURNS.search(rest) or _OVER_A_BASE.search(rest) or (share and _GROWS.search(rest)):
        return None
    if _OF_A_BASE.search(before) or (far and re.search(_BASE, far["between"])):
        return None
    if _CHANGED.search(before) or (far and _FALLS.search(far["between"])):
        return None
    if far:
        return spelling.excerpt(Span(far.start("word"), far.end("word")), figure.number)
    return spelling.excerpt(figure.span)


def is_phrase(text: str) -> bool:
    """Whether a text that is no condition holds words beside its numbers, and no sign that only a condition may hold."""
    if _bracketed_unit().search(text):
        return False
    rest = text
    for figure in reversed(list(find_figures(text))):
        rest = rest[: figure.span.start] + " " + rest[figure.span.end :]
    rest = _DIGITS.sub(" ", rest)
    return (
        len(_PROSE.findall(rest)) >= _LEAST_WORDS and not _SIGNS.search(text) and not re.search(r"[+/]", rest)
    )


@cache
def _pattern() -> re.Pattern[str]:
    words = unit_pattern()
    unit = rf"{words}(?:[/每]{words}(?:·{words})*)?"
    before = "|".join(terminal(name) for name in ("WORD", "MAXIMUM", "ABOUT"))
    after = "|".join(terminal(name) for name in ("LIMIT", "AROUND"))
    number, percent = terminal("NUMBER"), terminal("PERCENT")
    return re.compile(
        rf"(?:(?P<before>{before}|[≥≤><=≠]) *|(?P<attain>{terminal('ATTAIN')}) *)?(?<![0-9A-Za-z.第+\-])"
        rf"(?<![0-9][, ])(?:人民币 *)?(?P<number>(?!(?:19|20)[0-9]{{2}}年|{_OF_DATES})"
        rf"(?:{number}) *(?:{percent}|{unit}))(?P<after>{after})?"
    )


@cache
def _ranges() -> re.Pattern[str]:
    number = r"[0-9]{1,9}(?:\.[0-9]{1,9})?[十百千万亿]?"
    unit = f"(?:{terminal('PERCENT')}|{unit_pattern()})"
    return re.compile(rf"(?<![0-9A-Za-z.第+\-]){number} *(?:{unit})? *[~至到\-] *{number} *{unit}")


@cache
def _plain_limits() -> re.Pattern[str]:
    before = "|".join(terminal(name) for name in ("WORD", "MAXIMUM"))
    return re.compile(
        rf"(?:{before}|[≥≤><]) *(?:人民币 *)?(?P<number>{terminal('NUMBER')})(?= *(?:$|[,;。、：]))"
    )


@cache
def _bracketed_unit() -> re.Pattern[str]:
    """``50元(万元)``: another unit in brackets leaves open which of them counts."""
    return re.compile(rf"[0-9] *{unit_pattern()} *\( *{unit_pattern()} *\)")


@cache
def _far() -> re.Pattern[str]:
    """A comparator apart from its number, with nothing but words between."""
    return re.compile(rf"(?P<word>{_FAR_LOW}|{_FAR_HIGH})(?P<between>[㐀-䶿一-鿿]{{1,12}})$")
