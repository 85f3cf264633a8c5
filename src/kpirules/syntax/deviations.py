"""Deviations in phrases: what bounds one from above bounds it from below as well (误差不超过5%以内)."""

import re

from kpirules.source import Span
from kpirules.syntax.ast import Comparator, Comparison, Condition, Itself, Literal, Name, Tolerance
from kpirules.syntax.spelling import Spelling
from kpirules.syntax.words import Words

_UPPER = {Comparator.AT_MOST, Comparator.LESS_THAN}
_INCLUDING = re.compile(r" *(?:\( *含 *(?:本数)? *\))?")
_NAME = re.compile(r"[㐀-䶿一-鿿A-Za-z]+")


def deviating(condition: Condition, phrase: Spelling, taken: Spelling, words: Words) -> Condition | None:
    """The tolerance that a bound taken from a phrase means where a deviation stands before it.

    The bound itself where none stands in the phrase; ``None`` where one does, and not in front of the bound.
    """
    match condition:
        case Comparison((Itself(), Literal() as by), (sign,)) if sign in _UPPER:
            pass
        case _:
            return condition
    if not any(name in phrase.text for name in words.deviations):
        return condition
    before, found, behind = phrase.text.rstrip().partition(taken.text)
    name = before.strip()
    apart = (
        not found
        or not _INCLUDING.fullmatch(behind)
        or sign is not Comparator.AT_MOST
        or not _NAME.fullmatch(name)
    )
    if apart or by.quantity.number < 0 or not name.endswith(words.deviations):
        return None
    start = len(before) - len(before.lstrip())
    subject = Name(name, span=phrase.original(Span(start, start + len(name))))
    return Tolerance(by, subject=subject, span=phrase.original(Span(start, len(phrase.text.rstrip()))))
