"""A calculation with the reported figures in place of its names: 1795/2000."""

from fractions import Fraction

from kpirules.evaluation.verdict import Verdict
from kpirules.quantity.quantity import Quantity
from kpirules.syntax.ast import Expression, Growth, Itself, Literal, Name, Negation, Product, Sum
from kpirules.syntax.expression import times_hundred
from kpirules.syntax.unparse import format_tree

_HUNDRED = Literal(Quantity(Fraction(100)))


def filled_in(node: Expression, verdict: Verdict) -> str:
    """The expression with reported figures for names; a factor of 100 that was read as the percent sign is left out.

    >>> from kpirules import Rule
    >>> rule = Rule("a/b*100≥90%")
    >>> filled_in(rule.tree.operands[0], rule.evaluate({"a": 95, "b": 100}))
    '95/100'
    """
    amount = verdict.amounts.get(node)
    if isinstance(node, Product) and times_hundred(node) and amount is not None:
        calculated = _calculated(node, verdict)
        if calculated is not None and calculated == amount.magnitude * 100:
            node = _without_hundred(node)
    return format_tree(_fill(node, verdict))


def _calculated(node: Product, verdict: Verdict) -> Fraction | None:
    total = Fraction(1)
    for operand, divides in zip(node.operands, node.divides, strict=True):
        amount = verdict.amounts.get(operand)
        if amount is None:
            return None
        total = total / amount.magnitude if divides else total * amount.magnitude
    return total


def _without_hundred(node: Product) -> Expression:
    kept = [
        (operand, divides)
        for operand, divides in zip(node.operands, node.divides, strict=True)
        if divides or operand != _HUNDRED
    ]
    if len(kept) == len(node.operands) or not kept or kept[0][1]:
        return node
    if len(kept) == 1:
        return kept[0][0]
    operands, divides = zip(*kept, strict=True)
    return Product(tuple(operands), tuple(divides), span=node.span)


def _fill(node: Expression, verdict: Verdict) -> Expression:
    match node:
        case Name(name):
            answer = verdict.actuals.inputs.get(name)
        case Itself():
            answer = verdict.actuals.own
        case Negation(operand):
            return Negation(_fill(operand, verdict))
        case Sum(operands, negative):
            return Sum(tuple(_fill(operand, verdict) for operand in operands), negative)
        case Product(operands, divides):
            return Product(tuple(_fill(operand, verdict) for operand in operands), divides)
        case Growth():
            return _fill(verdict.rule.growing.spelled_out(node), verdict)
        case _:
            return node
    return Literal(answer) if isinstance(answer, Quantity) else node
