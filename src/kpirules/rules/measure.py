"""What an expression measures, told from the text alone, before any figure is reported."""

from fractions import Fraction

from attrs import evolve, frozen

from kpirules.quantity.unit import Dimension, Unit, combine, comparable
from kpirules.syntax.ast import (
    Expression,
    Growth,
    Itself,
    Literal,
    Name,
    Negation,
    Product,
    Sum,
)
from kpirules.syntax.expression import times_hundred, writes_share


@frozen
class Measure:
    """The dimension of a value; ``stated`` is false where a number without a unit went in.

    ``written`` is the unit where the value stands in the text, or is reported, as a number of that unit.
    """

    dimension: Dimension = ()
    stated: bool = True
    written: Unit | None = None

    @classmethod
    def of(cls, unit: Unit | None) -> "Measure":
        """That of a figure in a unit, or in none.

        >>> Measure.of(None).stated
        False
        """
        return cls(stated=False) if unit is None else cls(unit.dimension, written=unit)

    def is_comparable(self, other: "Measure") -> bool:
        """Whether figures of the two stand to each other as they are: 场次 and 场, 个 and 项, but not 人 and 人次.

        >>> from kpirules.quantity.unit import unit
        >>> Measure.of(unit("人")).is_comparable(Measure.of(unit("人次")))
        False
        """
        if self.stated != other.stated:
            return False
        return self.dimension == other.dimension or (
            self.stated and comparable(self.dimension, other.dimension)
        )


def measure(node: Expression, figure: Measure) -> Measure | None:
    """The measure of an expression whose input has that of ``figure``; ``None`` where units do not add up."""
    match node:
        case Literal(quantity):
            return Measure.of(quantity.unit)
        case Name() | Itself():
            return figure
        case Negation(operand):
            return measure(operand, figure)
        case Sum(operands):
            terms = [measure(operand, figure) for operand in operands]
            first = terms[0]
            if first is None or any(term is None or not _adds(first, term) for term in terms):
                return None
            return evolve(first, written=None)
        case Product(operands, divides):
            return _product([_factor(operand, figure) for operand in operands], divides)
        case Growth():
            return None


def stand_together(one: Expression, other: Expression, figure: Measure) -> bool:
    """Whether two sides of a comparison can be compared as they are, in one way of reading them.

    A number without a unit beside a figure that has one is of that unit if it is the base unit.
    """
    first, second = measure(one, figure), measure(other, figure)
    if first is None or second is None or _may_be_percent(one, second) or _may_be_percent(other, first):
        return False
    if _mixes_shares(one, other, figure):
        return False
    for beside, node in ((second, one), (first, other)):
        if isinstance(node, Literal) and node.quantity.unit is None and beside.written is not None:
            return _takes_unit(target_number=node.quantity.number, unit=beside.written)
    if first.dimension == second.dimension and (first.stated == second.stated or not first.dimension):
        return True
    if first.is_comparable(second):
        return True
    return any(
        isinstance(node, Literal)
        and target.stated
        and not beside.stated
        and bool(beside.dimension)
        and set(beside.dimension) <= set(target.dimension)
        for node, target, beside in ((one, first, second), (other, second, first))
    )


def _mixes_shares(one: Expression, other: Expression, figure: Measure) -> bool:
    """Whether a calculated side meets percentages, where a figure's size decides if it may be a ratio."""
    calculated = not isinstance(one, Literal | Name | Itself) or not isinstance(
        other, Literal | Name | Itself
    )
    share = figure.written is not None and figure.written.is_share
    return calculated and (share or writes_share(one) or writes_share(other))


def _takes_unit(*, target_number: Fraction, unit: Unit) -> bool:
    if target_number == 0:
        return True
    return unit.scale == 1 and not unit.is_share


def _may_be_percent(node: Expression, beside: Measure) -> bool:
    """``x/5*100 ≥ 90%`` has two readings: the factor may be meant or may only write the share as a percentage."""
    return times_hundred(node) and beside.written is not None and beside.written.is_share


def _adds(one: Measure, other: Measure) -> bool:
    if one.dimension == other.dimension == ():
        return True
    return one.is_comparable(other)


def _factor(node: Expression, figure: Measure) -> Measure | None:
    """A written number without a unit only multiplies: it leaves the unit of the product certain."""
    found = measure(node, figure)
    scalar = isinstance(node, Literal) and node.quantity.unit is None
    return evolve(found, stated=True) if scalar and found is not None else found


def _product(factors: list[Measure | None], divides: tuple[bool, ...]) -> Measure | None:
    powers: list[tuple[str, int]] = []
    stated = True
    for factor, divide in zip(factors, divides, strict=True):
        if factor is None:
            return None
        powers += [(symbol, -power if divide else power) for symbol, power in factor.dimension]
        stated = stated and factor.stated
    return Measure(combine(powers), stated)
