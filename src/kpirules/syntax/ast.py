"""The tree of a target: frozen nodes that know the characters they came from and compare by meaning alone."""

from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from kpirules.quantity.quantity import Quantity
from kpirules.source import Span

NOWHERE = Span(0, 0)
_BY_HAND = (Fraction(100), Fraction(1, 100))


class Comparator(StrEnum):
    """How two sides of a comparison must stand to each other."""

    AT_LEAST = "≥"
    MORE_THAN = ">"
    AT_MOST = "≤"
    LESS_THAN = "<"
    EQUAL = "="
    NOT_EQUAL = "≠"

    @property
    def flipped(self) -> "Comparator":
        """The same condition with its sides exchanged."""
        return _FLIPPED.get(self, self)

    @property
    def negated(self) -> "Comparator":
        """What holds where this does not."""
        return _NEGATED[self]


_FLIPPED = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.MORE_THAN: Comparator.LESS_THAN,
    Comparator.LESS_THAN: Comparator.MORE_THAN,
}
_NEGATED = {
    Comparator.AT_LEAST: Comparator.LESS_THAN,
    Comparator.LESS_THAN: Comparator.AT_LEAST,
    Comparator.AT_MOST: Comparator.MORE_THAN,
    Comparator.MORE_THAN: Comparator.AT_MOST,
    Comparator.EQUAL: Comparator.NOT_EQUAL,
    Comparator.NOT_EQUAL: Comparator.EQUAL,
}


@frozen
class _Node:
    """Where a node stands in the original text; positions never count when trees are compared."""

    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


# Expressions: what has a value.


@frozen
class Literal(_Node):
    """A quantity the target itself writes: ``90%``, ``8支队伍``."""

    quantity: Quantity


NOTHING = Literal(Quantity(Fraction(0)))
"""What stands in for a quantity that could not be read; a tree that holds it is never handed out."""


@frozen
class Name(_Node):
    """An input that is reported by name: 满意人数."""

    name: str


@frozen
class Itself(_Node):
    """The indicator's own actual, which a bound such as ``≥2场`` speaks of without naming it."""


@frozen
class Negation(_Node):
    """``-a``."""

    operand: "Expression"


@frozen
class Sum(_Node):
    """``a + b - c``: one node however long, ``negative`` tells which operands are taken away."""

    operands: tuple["Expression", ...]
    negative: tuple[bool, ...]


@frozen
class Product(_Node):
    """``a × b / c``: one node however long, read from the left; ``divides`` tells which operands divide."""

    operands: tuple["Expression", ...]
    divides: tuple[bool, ...]


Expression = Literal | Name | Itself | Negation | Sum | Product

# Conditions: what holds or does not.


@frozen
class Comparison(_Node):
    """``a ≥ b``, or a chain ``a ≤ x < b`` of which every link must hold; ``words`` are the comparators as written."""

    operands: tuple[Expression, ...]
    comparators: tuple[Comparator, ...]
    words: tuple[str, ...] = field(default=(), eq=False, repr=False, kw_only=True)


@frozen
class Between(_Node):
    """``3~5场``: the indicator itself lies in a closed range."""

    low: Literal
    high: Literal


@frozen
class Tolerance(_Node):
    """``200±10米``: the subject is no further from ``centre`` than ``by``; without a centre, from zero."""

    by: Literal
    centre: Literal | None = None
    subject: Name | Itself = Itself()


@frozen
class Bare(_Node):
    """``2次``, ``达到100%``: a quantity without a comparator, whose direction a reading rule decides."""

    quantity: Literal
    subject: Name | Itself = Itself()


@frozen
class Approximate(_Node):
    """``约30天``: equal up to a tolerance that nobody has stated."""

    quantity: Literal
    subject: Name | Itself = Itself()


@frozen
class AllOf(_Node):
    """Conditions that must all hold (且)."""

    conditions: tuple["Condition", ...]


@frozen
class AnyOf(_Node):
    """Conditions of which one must hold (或)."""

    conditions: tuple["Condition", ...]


@frozen
class Item(_Node):
    """One piece of work of a checklist."""

    text: str


@frozen
class Checklist(_Node):
    """``完成动员、推荐、宣传等工作``: pieces of work to be done; ``verb`` and ``tail`` are the words around them."""

    items: tuple[Item, ...]
    verb: str = ""
    tail: str = ""


@frozen
class Qualitative(_Node):
    """An aim in words (有效提升), which no figure decides."""

    text: str


Condition = Comparison | Between | Tolerance | Bare | Approximate | AllOf | AnyOf | Checklist | Qualitative
Node = Expression | Condition | Item


def has_input(node: Expression) -> bool:
    """Whether anything reported goes into an expression."""
    match node:
        case Name() | Itself():
            return True
        case Negation(operand):
            return has_input(operand)
        case Sum(operands) | Product(operands):
            return any(has_input(operand) for operand in operands)
        case _:
            return False


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
    """Whether something reported divides somewhere, so that a plain number may be a ratio."""
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
