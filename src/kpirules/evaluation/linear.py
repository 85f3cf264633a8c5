"""What can be moved in an expression, and the line it follows when one input moves."""

from kpirules.evaluation.verdict import Verdict
from kpirules.rules.linear import THE_INPUT, Linear, line_of
from kpirules.syntax.ast import Expression, Growth, Itself, Literal, Name, Negation, Product, Sum


def movable(node: Expression) -> tuple[str, ...]:
    """The inputs of an expression that are not themselves a whole denominator, in order."""
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
