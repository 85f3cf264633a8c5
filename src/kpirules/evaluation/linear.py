"""What can be moved in an expression, and the line it follows when one input moves."""

from fractions import Fraction

from kpirules.evaluation.verdict import Verdict
from kpirules.quantity.quantity import Quantity
from kpirules.rules.growing import Growing
from kpirules.rules.linear import THE_INPUT, Linear, line_of
from kpirules.syntax.ast import Expression, Extent, Growth, Itself, Literal, Name, Negation, Product, Sum

_HUNDRED = Literal(Quantity(Fraction(100)))


def movable(node: Expression, growing: Growing) -> tuple[str, ...]:
    """The inputs of an expression that are not themselves a whole denominator or a base, in order."""
    if isinstance(node, Growth):
        return growing.names(node)[:1]
    found: list[str] = []
    denominators: set[str] = set()
    _walk(node, found, denominators)
    return tuple(dict.fromkeys(name for name in found if name not in denominators))


def linear_in(name: str, node: Expression, verdict: Verdict) -> Linear | None:
    """``node`` as a function of the input ``name``, every other input at its reported value; ``None`` if it bends."""

    def leaf(node: Name | Itself) -> Linear | None:
        if (node.name if isinstance(node, Name) else "") == name:
            return THE_INPUT
        amount = verdict.amounts.get(node)
        return None if amount is None else Linear(amount.magnitude)

    if isinstance(node, Growth):
        spelled_out = verdict.rule.growing.spelled_out(node)
        # Shares differ by hundredths, and 个百分点 counts them.
        points = node.extent is Extent.POINTS
        node = Product((_HUNDRED, spelled_out), (False, False)) if points else spelled_out
    return line_of(node, leaf)


def _walk(node: Expression, found: list[str], denominators: set[str]) -> None:
    match node:
        case Name(name):
            found.append(name)
        case Itself():
            found.append("")
        case Negation(operand):
            _walk(operand, found, denominators)
        case Sum(operands):
            for operand in operands:
                _walk(operand, found, denominators)
        case Product(operands, divides):
            for operand, divide in zip(operands, divides, strict=True):
                if divide and isinstance(operand, Name):
                    denominators.add(operand.name)
                else:
                    _walk(operand, found, denominators)
        case Literal() | Growth():
            pass
