"""The one figure of a phrase (共举办培训16场), and what stands in the way of taking it."""

import re
from functools import cache

from attrs import frozen

from kpirules.answers.vocabulary import doubt, vocabulary
from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.quantity.unit import Unit, comparable, unit, unit_words
from kpirules.syntax.words import standard_words

_DATE = re.compile(
    r"(?:[0-9]{4}年度?)?[0-9]{1,2}月(?:份|底|初|末|[上中下]旬|[0-9]{1,2}[日号])?前?|[0-9]{4}(?:年度?|[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?(?![0-9]))"
    r"|第?[一二三四1-4]季度"
)
_JOINED = "-~+×*/÷.±:第"
_UP_TO = re.compile(r"[0-9][^0-9,;]{0,8}[至到]$")
_LIMIT = re.compile(r"(?:及|或)?以[上下内外]|之内|左右|上下|余|多|\+")
_WORDS_BEFORE = ("约", "大约", "近", "接近", "将近", "±")
_BRACKET_OF_UNIT = re.compile(r"(?P<number>.*[0-9十百千万亿]) *\((?P<unit>[^()0-9]{1,8})\)")


@frozen
class Taken:
    """The characters of a phrase that say its figure, with a comparator or limit that stands beside it."""

    text: str


def lone_figure(text: str, wanted: Unit | None) -> Taken | Diagnostic:
    """The only figure of a phrase in the unit that is wanted, or why there is no such figure.

    ``text`` is in normal spelling. A part that is told of the figure (其中线上3场) is left aside.

    >>> lone_figure("共举办培训16场(其中线上3场)", unit("场")).text
    '16场'
    >>> lone_figure("上年16场", unit("场")).code
    'KPI558'
    """
    whole = text[: LIMITS.characters]
    bracketed = _BRACKET_OF_UNIT.fullmatch(whole)
    if bracketed is not None and bracketed["unit"] in unit_words():
        whole = bracketed["number"] + bracketed["unit"]
    undated = _DATE.sub(lambda match: " " * len(match.group()), whole)
    part = vocabulary().part.search(undated)
    main = undated[: part.start()] if part is not None else undated
    found = [match for match in _figures().finditer(main) if _stands_alone(match)]
    fitting = [match for match in found if _fits(match["unit"], wanted)]
    numbers = len(re.findall(r"[0-9]+(?:[.,][0-9]+)*", main))
    if not fitting:
        return Diagnostic("KPI559", values={"answer": text})
    [first, *others] = fitting
    if others or numbers > len(found):
        return Diagnostic("KPI557", values={"answer": text})
    start, end = _with_comparator(main, first)
    beside = undated[:start] + " " + undated[end:]
    if (doubtful := doubt(beside)) is not None:
        return Diagnostic("KPI558", values={"answer": text, "figure": main[start:end], "word": doubtful})
    return Taken(main[start:end])


def _stands_alone(match: re.Match[str]) -> bool:
    """No sign or letter joins the number to something else: 3:1, 5-8, FM16, 16场/年."""
    text = match.string
    lead = text[: match.start()].rstrip()
    before = lead[-1:]
    after = text[match.end() :].lstrip()[:1]
    if before and (before in _JOINED or (before.isascii() and before.isalnum()) or _UP_TO.search(lead[-12:])):
        return False
    return not after or (after not in "-~+×*/÷±:至到" and not (after.isascii() and after.isalpha()))


def _fits(written: str | None, wanted: Unit | None) -> bool:
    """Whether a figure in ``written`` can answer a target in ``wanted``."""
    if not written:
        return False
    if wanted is None:
        return True
    dimension = unit(written).dimension
    return dimension == wanted.dimension or comparable(dimension, wanted.dimension)


def _with_comparator(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The figure with the comparator in front of it (超过100场) or the limit behind it (100场以上)."""
    start, end = match.span()
    lead = text[:start].rstrip()
    words = (*standard_words().meanings, "≥", "≤", ">", "<", "=", "≠", *_WORDS_BEFORE)
    word = max((word for word in words if lead.endswith(word)), key=len, default="")
    if lead.endswith("节约"):
        word = ""
    limit = _LIMIT.match(text, end)
    return len(lead) - len(word) if word else start, limit.end() if limit is not None else end


@cache
def _figures() -> re.Pattern[str]:
    """A number and the unit of the table that stands behind it."""
    units = "|".join(map(re.escape, unit_words()))
    number = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:[十百千]|万(?!元)|亿(?!元))*"
    return re.compile(rf"{number} *(?:[余多]|(?={units}))(?:(?P<unit>{units})) *")
