"""Finding the promises in figures that the prose of a task makes."""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import zip_longest

from attrs import evolve

from kpirules.declaration.brackets import inside_brackets
from kpirules.declaration.clauses import YUAN, Clause
from kpirules.declaration.commitment import Commitment
from kpirules.declaration.surroundings import look_around
from kpirules.declaration.words import prose_words
from kpirules.limits import LIMITS
from kpirules.quantity.unit import Unit, find_unit, unit_pattern
from kpirules.rules.check import check
from kpirules.source import Place, Source, Span
from kpirules.syntax.ast import Approximate, Bare, Between, Comparison, Condition, Itself, Literal, Tolerance
from kpirules.syntax.excerpts import condition_of, moved, settle_counts
from kpirules.syntax.numerals import settle_numerals
from kpirules.syntax.phrases import Figure, find_figures, find_plain_limits, find_ranges
from kpirules.syntax.quantities import quantities_in, replace_quantities
from kpirules.syntax.spelling import spell

_SENTENCE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029。；;！!？?]+")
_SIGNS = "零〇一二两三四五六七八九十百千万"
_NUMERAL = f"[{_SIGNS}]{{1,12}}"
_TIMES = "年|季度|季|月|周|天|日|学期|半年"
_SPELL_OF_TIME = re.compile(r"(?:年|月|日|天|周|星期|礼拜|小时|钟头|分钟|秒钟?|季度|(?<![课学])时)$")
_ABOUT = re.compile(r"大约|约|近|.*(?:左右|上下)$")
_ATTAINED = re.compile(r"(?:达到|达|完成|实现|共计|累计|合计) *")
# In a cell they are taken for misread comparators (》3场); in prose they stand round a title.
_TITLES = str.maketrans("《〈«》〉»", ",,,···")
_COMMAS = "，,、 "
_CURRENCY = "人民币"


def find_commitments(text: str, *, place: Place | None = None) -> tuple[Commitment, ...]:
    """Every promise in figures in running prose, in order; time and memory are linear in its length. Never raises.

    Numbers in names, in brackets and between quotation marks, dates, durations, growth, how things stand already, and
    what is spent are none.

    >>> [
    ...     (found.text, found.metric)
    ...     for found in find_commitments("面向5大产业邀请嘉宾不少于12位，讲坛不少于6场")
    ... ]
    [('不少于12位', '嘉宾'), ('不少于6场', '讲坛')]
    """
    source = Source(text, place)
    hidden = inside_brackets(text)
    return tuple(
        found for span in _sentences(text) for found in _Sentence(source, span, hidden).commitments()
    )


def _sentences(text: str) -> Iterator[Span]:
    """Sentences; one beyond the length of any condition is cut, at a comma where it has one."""
    for match in _SENTENCE.finditer(text):
        start = match.start()
        while match.end() - start > LIMITS.characters:
            window = text[start : start + LIMITS.characters]
            cut = start + (max(map(window.rfind, _COMMAS)) + 1 or len(window))
            yield Span(start, cut)
            start = cut
        yield Span(start, match.end())


class _Sentence:
    """One sentence of a text."""

    def __init__(self, source: Source, span: Span, hidden: bytes) -> None:
        settled = settle_numerals(spell(Source(span.of(source.text).translate(_TITLES))))
        counted = settle_counts(settled, _worded(), counts=_is_counted)
        self.spelling = moved(counted, source, span.start)
        self.text = self.spelling.text
        self.hidden = hidden
        self.source = source

    def commitments(self) -> Iterator[Commitment]:
        before: Commitment | None = None
        at = 0
        for figure, following in zip_longest(self.figures, self.figures[1:]):
            clause = Clause(self.text, figure, at, following)
            found = self.commitment(figure, clause, before)
            if found is not None:
                yield found
            before, at = found, figure.span.end

    @cached_property
    def figures(self) -> list[Figure]:
        """Ranges first, then quantities, then limits without a unit; what overlaps an earlier one is part of it."""
        taken = bytearray(len(self.text))
        kept: list[Figure] = []
        for figure in (*find_ranges(self.text), *find_figures(self.text), *find_plain_limits(self.text)):
            span = figure.span
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = b"\x01" * (span.end - span.start)
                limited = figure.has_comparator and not _ABOUT.match(span.of(self.text))
                if limited or not _SPELL_OF_TIME.search(figure.number.of(self.text)):
                    kept.append(self.without_verb(figure))
        return sorted(kept, key=lambda figure: figure.span)

    def without_verb(self, figure: Figure) -> Figure:
        """``完成3项`` is 3项: the verb is told by itself."""
        attained = _ATTAINED.match(self.text, figure.span.start, figure.number.start)
        return evolve(figure, span=Span(attained.end(), figure.span.end)) if attained else figure

    def commitment(self, figure: Figure, clause: Clause, last: Commitment | None) -> Commitment | None:
        span = self.spelling.original(figure.span)
        if any(self.hidden[span.start : span.end]) or not clause.is_promise():
            return None
        condition = self.condition(figure)
        if condition is None or not clause.is_promise_of(_unit_of(condition)):
            return None
        around = look_around(clause.before, clause.behind)
        if clause.is_joined and last is not None and not around.verb:
            around = evolve(around, verb=last.verb)
        rule = check(condition, source=self.source, name=around.metric).rule
        if rule is None or rule.inputs:
            return None
        return Commitment(self.source, span, rule, around.metric, around.verb, around.per)

    def condition(self, figure: Figure) -> Condition | None:
        """The figure as a bound, a range or a bare number of the thing itself; 人民币 gives its number the unit."""
        number = figure.number.of(self.text)
        comparator = self.text[figure.span.start : figure.number.start]
        spans: tuple[Span, ...] = (figure.span,)
        if _CURRENCY in comparator:
            at = figure.span.start + comparator.index(_CURRENCY)
            spans = (Span(figure.span.start, at), Span(figure.number.start, figure.span.end))
        found = condition_of(self.spelling.excerpt(*spans))
        match found:
            case (
                Comparison((Itself(), Literal()))
                | Bare(_, Itself())
                | Approximate(_, Itself())
                | Between()
                | Tolerance()
            ):
                pass
            case _:
                return None
        if _CURRENCY in comparator and not number.endswith(YUAN):
            found = replace_quantities(found, _in_yuan)
        return found


def _unit_of(condition: Condition | None) -> Unit | None:
    if condition is None:
        return None
    return next(
        (literal.quantity.unit for literal in quantities_in(condition) if literal.quantity.unit), None
    )


def _in_yuan(literal: Literal) -> Literal:
    return evolve(literal, quantity=evolve(literal.quantity, unit=find_unit(YUAN)))


def _is_counted(match: re.Match[str]) -> bool:
    """``举办三场`` counts, ``宣传片两部``; a lone 一 only of what happens (举办一场), for 一支队伍 names a thing."""
    if match["numeral"] is None:
        return match["closing"] != "一"
    return match["numeral"] != "一" or match["unit"] in prose_words().singles


@cache
def _worded() -> re.Pattern[str]:
    """A number in words behind what somebody does, or behind how often."""
    behind = rf"(?:(?:{prose_words().verbs})(?:了|共|约)?|每(?:{_TIMES}))(?P<numeral>{_NUMERAL})"
    alone = rf"(?<=[㐀-䶿一-鿿])(?<![第之{_SIGNS}])(?P<closing>[一二两三四五六七八九十][{_SIGNS}]{{0,11}})"
    unit = unit_pattern()
    return re.compile(rf"{behind}(?P<unit>{unit})|{alone}(?P<of>{unit})(?= *(?:[,;。、：]|$))")
