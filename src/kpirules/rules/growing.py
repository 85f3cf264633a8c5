"""Which inputs a growth is computed from, and the expression that computes it."""

from collections.abc import Iterator

from attrs import frozen

from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Approximate,
    Bare,
    Between,
    Comparison,
    Condition,
    Expression,
    Extent,
    Growth,
    Itself,
    Name,
    Negation,
    Product,
    Sum,
    Tolerance,
)
from kpirules.syntax.periods import OWN

ITSELF = ""
"""The name of the indicator's own figure."""


@frozen
class Growing:
    """What the growths of one condition share: their subjects, and whether the condition speaks of the indicator itself.

    A rule with one subject asks for 本年 and the base; where it also bounds the indicator itself, the indicator's own
    figure is the one that has grown. Growths of several subjects never share a figure: theirs are named 本年利润, 上年利润.
    """

    subjects: frozenset[str] = frozenset()
    speaks_of_itself: bool = False

    @classmethod
    def of(cls, condition: Condition) -> "Growing":
        """Those of a condition."""
        growths = frozenset(growth.subject for growth in growths_of(condition))
        return cls(growths, _speaks_of_itself(condition)) if growths else _NOTHING_GROWS

    def names(self, growth: Growth) -> tuple[str, str]:
        """The inputs of a growth: the figure that has grown, empty for the indicator's own, and the base.

        >>> Growing(frozenset({"营收", "利润"})).names(Growth(subject="利润"))
        ('本年利润', '上年利润')
        """
        several = len(self.subjects | ({ITSELF} if self.speaks_of_itself else set())) > 1
        if several and growth.subject:
            return f"{OWN}{growth.subject}", f"{growth.base}{growth.subject}"
        return ITSELF if self.speaks_of_itself else OWN, growth.base

    def spelled_out(self, growth: Growth) -> Expression:
        """The growth as a calculation with its inputs: (本年 - 上年)/上年."""
        named, over = self.names(growth)
        own: Name | Itself = Name(named, span=growth.span) if named else Itself(span=growth.span)
        base = Name(over, span=growth.span)
        if growth.extent is Extent.MULTIPLE:
            return Product((own, base), (False, True), span=growth.span)
        sides = (base, own) if growth.falls else (own, base)
        difference = Sum(sides, (False, True), span=growth.span)
        if growth.extent is Extent.RATE:
            return Product((difference, base), (False, True), span=growth.span)
        return difference


# Nearly every rule has none, and all of them share this one.
_NOTHING_GROWS = Growing()


def growths_of(condition: Condition) -> Iterator[Growth]:
    """Every growth that a condition speaks of, in order."""
    match condition:
        case AllOf(conditions) | AnyOf(conditions):
            for part in conditions:
                yield from growths_of(part)
        case Comparison(operands):
            yield from (operand for operand in operands if isinstance(operand, Growth))
        case Bare(_, Growth() as growth) | Approximate(_, Growth() as growth):
            yield growth
        case _:
            pass


def _speaks_of_itself(condition: Condition) -> bool:
    match condition:
        case AllOf(conditions) | AnyOf(conditions):
            return any(map(_speaks_of_itself, conditions))
        case Between():
            return True
        case Comparison(operands):
            return any(map(_holds_itself, operands))
        case Bare(subject=subject) | Approximate(subject=subject) | Tolerance(subject=subject):
            return isinstance(subject, Itself)
        case _:
            return False


def _holds_itself(node: Expression) -> bool:
    match node:
        case Itself():
            return True
        case Negation(operand):
            return _holds_itself(operand)
        case Sum(operands) | Product(operands):
            return any(map(_holds_itself, operands))
        case _:
            return False
