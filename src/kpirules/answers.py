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
    Placeholder,
    Qualitative,
)
from kpirules.syntax.parse import parse
from kpirules.syntax.words import standard_words

NOT_APPLICABLE = "不适用"
"""What whoever reports writes for an indicator that does not apply."""

_EMPTY = "KPI101"
# An answer that denies anything (宣传没做, 均未完成) does not tell which pieces it denies.
_DENIED = re.compile(r"[未没无不]")
_ALREADY = re.compile(r"^(?:均|都|全部)?已?经?")
_AROUND = " \t\n\r\u3000。．."
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
    if isinstance(found, Placeholder):
        return Missing(), ()
    if found is None:
        if any(diagnostic.code == _EMPTY for diagnostic in parsed.diagnostics):
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
    if _DENIED.search(text):
        return Words(visible(text))
    wanted = {item.text for item in condition.items}
    listed = frozenset(_item(piece, wanted) for piece in _LISTING.split(text) if piece.strip(_AROUND))
    return Done(listed) if listed & wanted else Words(visible(text))


def _item(piece: str, wanted: set[str]) -> str:
    """A listed piece without the words round it (已完成动员, 宣传等工作), where that makes it one of those wanted."""
    words = standard_words()
    bare = _ALREADY.sub("", piece.strip(_AROUND))
    forms = [bare, *(bare.removeprefix(verb) for verb in words.verbs)]
    forms += [form.removesuffix(ending) for form in forms for ending in words.endings]
    return next((form for form in forms if form in wanted), bare)
