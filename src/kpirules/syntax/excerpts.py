"""Conditions that stand inside running text, and numbers there that stand in words."""

import re
from collections.abc import Callable

from attrs import evolve

from kpirules.quantity.number import Refusal, write_number
from kpirules.quantity.numerals import read_numeral
from kpirules.source import Source, Span
from kpirules.syntax.ast import Condition
from kpirules.syntax.grammar import UnexpectedInput, parse_condition
from kpirules.syntax.lowering import lower
from kpirules.syntax.spelling import Spelling
from kpirules.syntax.words import standard_words


def condition_of(excerpt: Spelling) -> Condition | None:
    """The condition that some characters of a text are, each node with its place there; ``None`` where they are none.

    >>> from kpirules.syntax.spelling import spell
    >>> text = spell(Source("共举办不少于3场讲座"))
    >>> condition_of(text.excerpt(Span(3, 8))).span
    Span(start=3, end=8)
    """
    try:
        return lower(parse_condition(excerpt.text), excerpt, standard_words()).condition
    except (UnexpectedInput, RecursionError):
        return None


def settle_counts(
    spelling: Spelling, pattern: re.Pattern[str], *, counts: Callable[[re.Match[str]], object]
) -> Spelling:
    """The text with the ``numeral`` or ``closing`` of every match that ``counts`` in digits, which know where it stood."""
    pieces: list[Spelling] = []
    at = 0
    for match in pattern.finditer(spelling.text):
        group = "numeral" if match["numeral"] else "closing"
        number = read_numeral(match[group]) if counts(match) else None
        if number is None or isinstance(number, Refusal):
            continue
        span = Span(match.start(group), match.end(group))
        digits, place = write_number(number), spelling.original(span)
        pieces += [
            spelling.excerpt(Span(at, span.start)),
            evolve(
                spelling, text=digits, starts=(place.start,) * len(digits), ends=(place.end,) * len(digits)
            ),
        ]
        at = span.end
    return (
        _joined(spelling, [*pieces, spelling.excerpt(Span(at, len(spelling.text)))]) if pieces else spelling
    )


def moved(spelling: Spelling, source: Source, offset: int) -> Spelling:
    """A line's spelling as that of the text it stands in, from ``offset`` on.

    >>> from kpirules.syntax.spelling import spell
    >>> moved(spell(Source("2场")), Source("讲座2场"), 2).original(Span(0, 2))
    Span(start=2, end=4)
    """
    whole = spelling.excerpt(Span(0, len(spelling.text)))
    return evolve(
        whole,
        source=source,
        starts=tuple(start + offset for start in whole.starts or ()),
        ends=tuple(end + offset for end in whole.ends or ()),
    )


def _joined(spelling: Spelling, pieces: list[Spelling]) -> Spelling:
    return evolve(
        spelling,
        text="".join(piece.text for piece in pieces),
        starts=tuple(start for piece in pieces for start in piece.starts or ()),
        ends=tuple(end for piece in pieces for end in piece.ends or ()),
    )
