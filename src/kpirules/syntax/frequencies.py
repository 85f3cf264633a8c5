"""So many in each period: ``每月不少于2次`` asks for twice a month, not for twice."""

import re

from attrs import evolve

from kpirules.quantity.unit import find_unit
from kpirules.source import Span
from kpirules.syntax.ast import Condition, Literal
from kpirules.syntax.quantities import quantities_in, replace_quantities
from kpirules.syntax.spelling import Spelling

_EACH = re.compile(
    r"每个?(?P<period>月|季度|周|天|日|年) *(?=[0-9≥≤><=]|不[少低超高大小多]|至[少多]|最[少多])"
)


def each_period(spelling: Spelling) -> tuple[Spelling, str] | None:
    """What a text asks for in each period, and the period; ``None`` where it speaks of none."""
    match = _EACH.match(spelling.text)
    if match is None:
        return None
    return spelling.excerpt(Span(match.end(), len(spelling.text))), match["period"]


def told_each(condition: Condition | None, period: str) -> Condition | None:
    """The condition in units per period; ``None`` where it has no unit of its own, or one that is none per period."""
    found = quantities_in(condition) if condition is not None else ()
    units = {literal.quantity.unit for literal in found}
    each = [None if unit is None else find_unit(f"{unit}/{period}") for unit in units]
    if condition is None or len(each) != 1 or each[0] is None:
        return None
    [unit] = each

    def per(literal: Literal) -> Literal:
        return evolve(literal, quantity=evolve(literal.quantity, unit=unit))

    return replace_quantities(condition, per)
