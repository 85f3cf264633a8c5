"""What stands round a value and says nothing: quotation marks, brackets, the number of a list item."""

import re
from functools import cache

from attrs import evolve

from kpirules.diagnostics import Diagnostic
from kpirules.quantity.unit import unit_pattern
from kpirules.source import Span
from kpirules.syntax.grammar import terminal
from kpirules.syntax.spelling import Spelling

_QUOTED = re.compile(r"“[^“”]+”|\"[^\"]+\"|‘[^‘’]+’")
# 1、二季度 may be two quarters, so no numeral stands behind the mark.
_ITEM = re.compile(
    r"(?:^|(?<=[;, ]))(?P<mark>\( *(?P<a>[0-9]) *\)|(?P<b>[0-9]) *[.、)]) *(?=[≥≤><㐀-䶿一-鿿])(?![一二三四五六七八九十])"
)
_SEPARATED = (";", ",")


def unwrap(spelling: Spelling) -> Spelling:
    """The text without marks round the whole of it and without the numbers of its items, each with a finding.

    A bracket round a lone number is kept: it may be an accountant's minus sign.

    >>> from kpirules.source import Source
    >>> from kpirules.syntax.spelling import spell
    >>> [
    ...     unwrap(spell(Source(text))).text
    ...     for text in ("“≥5人”", "（≥5人）", "1.≥5人", "1、及时率≥95%；2、合格率≥98%")
    ... ]
    ['≥5人', '≥5人', '≥5人', '及时率≥95%;合格率≥98%']
    """
    text = spelling.text
    if text[:1] not in _OPENINGS:
        return spelling
    if _QUOTED.fullmatch(text) is not None:
        return _without(spelling, [Span(0, 1), Span(len(text) - 1, len(text))])
    if text[0] == "(" and _bracketed().fullmatch(text) is not None:
        return _without(spelling, [Span(0, 1), Span(len(text) - 1, len(text))])
    items = list(_ITEM.finditer(text))
    numbers = [int(item["a"] or item["b"]) for item in items]
    if (
        not items
        or text[: items[0].start()].strip()
        or numbers != list(range(1, len(items) + 1))
        or not _is_list(text, items)
    ):
        return spelling
    marks = [Span(*item.span("mark")) for item in items]
    # Items that only a blank or a line end keeps apart are separated where the number stood.
    blank = [mark.start for mark in marks[1:] if not text[: mark.start].rstrip().endswith(_SEPARATED)]
    apart = "".join(";" if at in blank else character for at, character in enumerate(text))
    dropped = [Span(mark.start + (mark.start in blank), mark.end) for mark in marks]
    return _without(evolve(spelling, text=apart), dropped)


_OPENINGS = frozenset('“"‘(1')


def _is_list(text: str, items: list[re.Match[str]]) -> bool:
    """``1、2项``: a number before a measure word is none of a list."""
    return all(_unit().match(text, item.end()) is None for item in items)


def _without(spelling: Spelling, marks: list[Span]) -> Spelling:
    at, kept, told = 0, [], []
    for mark in marks:
        kept.append(Span(at, mark.start))
        at = mark.end
        place = spelling.original(mark)
        told.append(Diagnostic("KPI329", spelling.source, place, {"text": place.of(spelling.source.text)}))
    settled = spelling.excerpt(*kept, Span(at, len(spelling.text)))
    return evolve(settled, findings=(*spelling.findings, *told))


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(unit_pattern())


@cache
def _bracketed() -> re.Pattern[str]:
    """A bracket round a comparator with its number, or a number with its limit."""
    return re.compile(
        rf"\( *(?:(?:[≥≤><=]|{terminal('WORD')}) *[^()]*|[0-9][^()]*(?:{terminal('LIMIT')})) *\)"
    )
