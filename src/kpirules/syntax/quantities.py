"""The quantities a condition writes, replaced one by one."""

from collections.abc import Callable

from attrs import evolve

from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Approximate,
    Bare,
    Between,
    Comparison,
    Condition,
    Expression,
    Growth,
    Literal,
    Tolerance,
)
from kpirules.syntax.expression import told_in

Change = Callable[[Literal], Literal]


def replace_quantities(node: Condition, change: Change) -> Condition:
    """The same condition with ``change`` made to every quantity that stands as a side of its own.

    >>> from kpirules.syntax.ast import Bare
    >>> from kpirules.quantity.quantity import Quantity
    >>> replace_quantities(
    ...     Bare(Literal(Quantity(1))), lambda _: Literal(Quantity(2))
    ... ).quantity.quantity.number
    2
    """
    match node:
        case AllOf(conditions) | AnyOf(conditions):
            return evolve(node, conditions=tuple(replace_quantities(one, change) for one in conditions))
        case Comparison(operands):
            return _told_again(evolve(node, operands=tuple(_side(operand, change) for operand in operands)))
        case Between(low, high):
            return evolve(node, low=change(low), high=change(high))
        case Tolerance(by, centre):
            return evolve(node, by=change(by), centre=change(centre) if centre is not None else None)
        case Bare(quantity, Growth() as growth) | Approximate(quantity, Growth() as growth):
            changed = change(quantity)
            return evolve(node, quantity=changed, subject=told_in(growth, changed.quantity.unit))
        case Bare(quantity) | Approximate(quantity):
            return evolve(node, quantity=change(quantity))
        case _:
            return node


def quantities_in(node: Condition) -> tuple[Literal, ...]:
    """Every quantity that :func:`replace_quantities` would change, in order.

    >>> from kpirules.quantity.quantity import Quantity
    >>> from kpirules.syntax.ast import Between
    >>> [
    ...     literal.quantity.number
    ...     for literal in quantities_in(Between(Literal(Quantity(1)), Literal(Quantity(2))))
    ... ]
    [1, 2]
    """
    match node:
        case Bare(quantity) | Approximate(quantity):
            return (quantity,)
        case Comparison(operands):
            return tuple(operand for operand in operands if isinstance(operand, Literal))
        case AllOf(conditions) | AnyOf(conditions):
            return tuple(literal for one in conditions for literal in quantities_in(one))
        case Between(low, high):
            return (low, high)
        case Tolerance(by, centre):
            return (by,) if centre is None else (by, centre)
        case _:
            return ()


def _told_again(node: Comparison) -> Comparison:
    """A growth is told in the unit of the quantities beside it."""
    if not any(isinstance(side, Growth) for side in node.operands):
        return node
    units = [operand.quantity.unit for operand in node.operands if isinstance(operand, Literal)]
    beside = next((unit for unit in units if unit is not None), None)
    sides = (told_in(side, beside) if isinstance(side, Growth) else side for side in node.operands)
    return evolve(node, operands=tuple(sides))


def _side(node: Expression, change: Change) -> Expression:
    return change(node) if isinstance(node, Literal) else node
