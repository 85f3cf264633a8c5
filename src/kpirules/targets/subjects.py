"""What a condition speaks of: the indicator itself, or things it names."""

from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Approximate,
    Bare,
    Comparison,
    Condition,
    Itself,
    Name,
    Tolerance,
)


def speaks_of_others(condition: Condition) -> bool:
    """Whether several things are compared, so that no one unit belongs to all of them."""
    match condition:
        case AllOf(conditions) | AnyOf(conditions):
            return any(_names_something(one) for one in conditions)
        case _:
            return False


def _names_something(condition: Condition) -> bool:
    match condition:
        case Comparison(operands):
            return not any(isinstance(operand, Itself) for operand in operands)
        case Bare(_, subject) | Approximate(_, subject) | Tolerance(_, _, subject):
            return isinstance(subject, Name)
        case AllOf(conditions) | AnyOf(conditions):
            return any(_names_something(one) for one in conditions)
        case _:
            return False
