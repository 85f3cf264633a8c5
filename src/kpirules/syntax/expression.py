"""Questions about a tree: what goes into it, what it writes, and whether it makes a ratio."""

from fractions import Fraction

from attrs import evolve

from kpirules.quantity.calendar import FIRST_YEAR, LAST_YEAR
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, percentage_points
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Bare,
    Condition,
    Deadline,
    Expression,
    Extent,
    Growth,
    Itself,
    Literal,
    Name,
    Negation,
    Period,
    Product,
    Sum,
)

_BY_HAND = (Fraction(100), Fraction(1, 100))


def has_input(node: Expression) -> bool:
    """Whether anything reported goes into an expression."""
    match node:
        case Name() | Itself() | Growth():
            return True
        case Negation(operand):
            return has_input(operand)
        case Sum(operands) | Product(operands):
            return any(has_input(operand) for operand in operands)
        case _:
            return False


def inputs_of(node: Expression) -> tuple[str, ...]:
    """The names of what is reported for an expression, the indicator itself under the empty name."""
    match node:
        case Name(name):
            return (name,)
        case Itself():
            return ("",)
        case Growth(base):
            return ("本年", base)
        case Negation(operand):
            return inputs_of(operand)
        case Sum(operands) | Product(operands):
            return tuple(name for operand in operands for name in inputs_of(operand))
        case _:
            return ()


def told_in(growth: Growth, beside: Unit | None) -> Growth:
    """The growth as the unit of the figure beside it tells it: a rate in %, a difference in 个百分点 or in any other unit.

    >>> told_in(Growth(), percentage_points()).extent.value
    'points'
    """
    if beside is None or growth.extent is Extent.MULTIPLE:
        return growth
    if beside.is_share:
        return evolve(growth, extent=Extent.RATE)
    is_points = beside.dimension == percentage_points().dimension
    return evolve(growth, extent=Extent.POINTS if is_points else Extent.AMOUNT)


def written_literals(node: Expression) -> tuple[Quantity, ...]:
    """Every quantity that an expression writes."""
    match node:
        case Literal(quantity):
            return (quantity,)
        case Negation(operand):
            return written_literals(operand)
        case Sum(operands) | Product(operands):
            return tuple(quantity for operand in operands for quantity in written_literals(operand))
        case _:
            return ()


def written_numbers(node: Expression) -> tuple[Fraction, ...]:
    """The numbers without a unit that an expression writes."""
    return tuple(quantity.number for quantity in written_literals(node) if quantity.unit is None)


def writes_share(node: Expression) -> bool:
    """Whether an expression writes a percentage: ``a/b × 100%``."""
    return any(quantity.unit is not None and quantity.unit.is_share for quantity in written_literals(node))


def is_quotient(node: Expression) -> bool:
    """Whether something reported divides somewhere, so that a plain number may be a ratio; a growth of 150% is one."""
    match node:
        case Product(operands, divides):
            divided = any(
                divide and has_input(operand) for operand, divide in zip(operands, divides, strict=True)
            )
            return divided or any(is_quotient(operand) for operand in operands)
        case Sum(operands):
            return any(is_quotient(operand) for operand in operands)
        case Negation(operand):
            return is_quotient(operand)
        case Growth():
            return True
        case _:
            return False


def times_hundred(node: Expression) -> bool:
    """Whether a ratio is turned into a percentage by hand: ``x/y*100``, ``100*(x/y)``."""
    return _divides(node) and any(abs(number) in _BY_HAND for number in written_numbers(node))


def _divides(node: Expression) -> bool:
    match node:
        case Product(operands, divides):
            return any(divides) or any(_divides(operand) for operand in operands)
        case Sum(operands):
            return any(_divides(operand) for operand in operands)
        case Negation(operand):
            return _divides(operand)
        case _:
            return False


def has_several_dates(condition: Condition) -> bool:
    """Whether conditions joined in one rule speak of different days, so that one answer cannot be for all of them."""
    if not isinstance(condition, AllOf | AnyOf):
        return False
    waiting: list[Condition] = [condition]
    found: set[Condition] = set()
    years: set[Condition] = set()
    while waiting:
        match waiting.pop():
            case AllOf(conditions) | AnyOf(conditions):
                waiting += conditions
            case Deadline() | Period() as node:
                found.add(node)
            case Bare(Literal(Quantity(number, None))) as node if _is_year(number):
                years.add(node)  # 2022、2023年
            case _:
                pass
    return len(found) > 1 or bool(found and years)


def _is_year(number: Fraction) -> bool:
    return number.denominator == 1 and FIRST_YEAR <= number <= LAST_YEAR
