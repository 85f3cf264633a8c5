"""Brackets that hold a unit: 3（个）, 1200人（次）, 3个（套）."""

import re
from functools import cache

from attrs import evolve

from kpirules.diagnostics import Diagnostic
from kpirules.quantity.unit import find_unit, unit_pattern
from kpirules.source import Span
from kpirules.syntax.spelling import Spelling

_MARKS = re.compile(r"[、,/或 ]+")


def settle_alternatives(spelling: Spelling) -> Spelling:
    """The text without the brackets behind its numbers that hold a unit.

    One that stands alone or makes a unit of the one before it (人（次） is 人次) is read; one that only names another word
    to count by (个（套）) is left out, with a finding. Units that measure are none.

    >>> from kpirules.source import Source
    >>> from kpirules.syntax.spelling import spell
    >>> [
    ...     settle_alternatives(spell(Source(text))).text
    ...     for text in ("≥1200人（次）", "3个（套）", "3（个）以上")
    ... ]
    ['≥1200人次', '3个', '3个以上']
    """
    text = spelling.text
    if "(" not in text:
        return spelling
    kept: list[Span] = []
    told: list[Diagnostic] = []
    at = 0
    for match in _pattern().finditer(text):
        before, inside = match["unit"] or "", match["inside"].strip()
        if not before and find_unit(inside) is None:
            continue
        joined = not before or find_unit(before + inside) is not None
        if not joined and not _counts(before, inside):
            continue
        span = spelling.original(Span(match.start("unit") if before else match.start("bracket"), match.end()))
        read = before + inside if joined else before
        told.append(
            Diagnostic("KPI328", spelling.source, span, {"text": span.of(spelling.source.text), "unit": read})
        )
        kept.append(Span(at, match.start("bracket")))
        if joined:
            kept.append(Span(*match.span("inside")))
        at = match.end()
    if not told:
        return spelling
    settled = spelling.excerpt(*kept, Span(at, len(text)))
    return evolve(settled, findings=(*spelling.findings, *told))


def _counts(before: str, inside: str) -> bool:
    """Whether both count whole things, so that the words in the bracket say no other size."""
    found = [find_unit(word) for word in (before, *_MARKS.split(inside))]
    return all(unit is not None and unit.counted for unit in found)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[0-9十百千万亿]) *(?P<unit>{unit_pattern()})? *(?P<bracket>\()(?P<inside>[^()0-9]{{1,8}})\)"
    )
