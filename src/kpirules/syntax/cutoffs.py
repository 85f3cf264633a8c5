"""Cut-offs of one scale that stand in one cell: 90%以上、80%以上、60%以上."""

from collections.abc import Iterable
from itertools import pairwise

from kpirules.quantity.quantity import Quantity
from kpirules.syntax.ast import Bare, Comparator, Comparison, Condition, Itself, Literal

_LOWER = {Comparator.AT_LEAST, Comparator.MORE_THAN}
_UPPER = {Comparator.AT_MOST, Comparator.LESS_THAN}


def has_cut_offs(conditions: Iterable[Condition]) -> bool:
    """Whether several of the conditions bound the indicator itself from one side, each elsewhere.

    A number without a comparator stands on either side.

    >>> from kpirules import Rule
    >>> (
    ...     has_cut_offs([Rule("≥90%").tree, Rule("≥80%").tree]),
    ...     has_cut_offs([Rule("≥60").tree, Rule("≤80").tree]),
    ... )
    (True, False)
    """
    lower: list[Quantity] = []
    upper: list[Quantity] = []
    for condition in conditions:
        match condition:
            case Comparison((Itself(), Literal(quantity)), (comparator,)):
                lower += [quantity] * (comparator in _LOWER)
                upper += [quantity] * (comparator in _UPPER)
            case Bare(Literal(quantity), Itself()):
                lower.append(quantity)
                upper.append(quantity)
            case _:
                pass
    return _differ(lower) or _differ(upper)


def _differ(quantities: list[Quantity]) -> bool:
    """Whether two of them say how much of one thing; a number without a unit may share that of the one beside it."""
    return any(
        one != other
        and (one.unit is None or other.unit is None or one.unit.dimension == other.unit.dimension)
        for one, other in pairwise(quantities)
    )
