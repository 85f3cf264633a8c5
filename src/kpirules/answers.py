"""Reading what was reported: the language of targets, read leniently, beside the rule it answers."""

import re

from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Answer, Done, Missing, Unusable, Words
from kpirules.rules.checked import CheckedRule
from kpirules.source import Place, Source, visible
from kpirules.syntax.ast import (
    Bare,
    Checklist,
    Comparator,
    Comparison,
    Condition,
    Itself,
    Literal,
    Qualitative,
)
from kpirules.syntax.parse import parse

_PLACEHOLDER, _EMPTY = "KPI130", "KPI101"
_LISTING = re.compile(r"[、,，;；\n]")


def read_actual(
    text: str, rule: CheckedRule, *, place: Place | None = None
) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """What ``text`` answers to ``rule``: a quantity, words, pieces of work done, nothing, or something unusable.

    Never raises; a bound or range is no figure, and what stands for nothing (空, /, —) is missing, not zero.

    >>> from kpirules import Rule
    >>> read_actual("=98%", Rule("≥90%").checked)[0].number
    Fraction(98, 1)
    """
    parsed = parse(Source(text, place))
    found = parsed.condition
    if found is None:
        codes = {diagnostic.code for diagnostic in parsed.diagnostics}
        if codes & {_PLACEHOLDER, _EMPTY}:
            return Missing(), ()
        return Unusable(Diagnostic("KPI503", values={"figure": text})), parsed.diagnostics
    condition = rule.condition
    if isinstance(condition, Checklist | Qualitative):
        return _words(text, found, condition), ()
    quantity = _quantity(found)
    if quantity is not None:
        told = tuple(d for d in parsed.diagnostics if d.code in {"KPI303", "KPI321", "KPI322"})
        return quantity.quantity, told
    if isinstance(found, Checklist | Qualitative):
        return Unusable(Diagnostic("KPI516", values={"answer": text, "target": str(rule)})), ()
    return Unusable(Diagnostic("KPI520", values={"answer": text})), ()


def _quantity(condition: Condition) -> Literal | None:
    """A number alone, or one behind an equals sign."""
    match condition:
        case Bare(quantity, Itself()):
            return quantity
        case Comparison((Itself(), Literal() as quantity), (Comparator.EQUAL,)):
            return quantity
        case _:
            return None


def _words(text: str, found: Condition, condition: Checklist | Qualitative) -> Answer:
    """An answer in words; for a checklist the items it lists, with or without the words around them."""
    if found == condition:
        return Words(visible(text), repeats=True)
    if isinstance(condition, Qualitative):
        return Words(visible(text))
    if isinstance(found, Checklist):
        return Done(frozenset(item.text for item in found.items))
    listed = frozenset(item.strip() for item in _LISTING.split(text) if item.strip())
    wanted = {item.text for item in condition.items}
    return Done(listed) if listed & wanted else Words(visible(text))
