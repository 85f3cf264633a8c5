"""Bringing both sides of a comparison into one unit, or saying why they cannot be."""

from kpirules.evaluation.trace import Amount
from kpirules.evaluation.values import Values, symbol
from kpirules.quantity.unit import comparable
from kpirules.syntax.ast import Expression, Literal

Pair = tuple[Amount, Amount]


def level(amounts: Pair, operands: tuple[Expression, Expression], values: Values) -> Pair | None:
    """Both amounts in base units of one dimension; ``None`` with a reason in ``values`` where units are in the way.

    A target lends its unit to a figure that has none; two reported figures never lend each other theirs.
    """
    one, other = amounts
    for target, figure, operand in ((one, other, operands[0]), (other, one, operands[1])):
        if figure.written is not None and _bare(target) and isinstance(operand, Literal):
            return _beside_bare_target(target, figure, amounts, values)
    if one.dimension == other.dimension and (one.stated == other.stated or not one.dimension):
        return amounts
    targets = [isinstance(operand, Literal) for operand in operands]
    if not any(targets):
        return amounts if values.alike(one, other) else None
    for figure, target in ((one, other), (other, one)):
        if _bare(figure) and target.stated and target.written is not None:
            values.find("KPI507", figure=str(figure.shown_in(None)), unit=str(target.written))
            lent = Amount(figure.magnitude * target.written.scale, target.dimension, written=target.written)
            return (lent, other) if figure is one else (one, lent)
        if not figure.stated and target.stated and set(figure.dimension) <= set(target.dimension):
            values.find("KPI507", figure=str(figure.shown_in(None)), unit=symbol(target))
            return amounts
    if one.stated and other.stated and comparable(one.dimension, other.dimension):
        values.find("KPI402", one=symbol(one), other=symbol(other))
        return amounts
    figure, target = (other, one) if targets[0] else (one, other)
    values.because(
        "KPI506", figure=str(figure.shown_in(figure.written)), one=symbol(figure), other=symbol(target)
    )
    return None


def _beside_bare_target(target: Amount, figure: Amount, amounts: Pair, values: Values) -> Pair | None:
    """``31家`` for a target of 30 counts the same things; ``31万元`` or ``96%`` beside a bare number could be anything.

    A share beside a number up to one is a ratio (0.9), beside zero it is zero.
    """
    unit = figure.written
    if unit is None or target.magnitude == 0 or (unit.is_share and abs(target.magnitude) <= 1):
        return amounts
    if unit.scale == 1 and not unit.is_share:
        values.find("KPI525", figure=str(figure.shown_in(unit)), unit=str(unit))
        return amounts
    values.because("KPI522", figure=str(figure.shown_in(unit)), unit=str(unit))
    return None


def _bare(amount: Amount) -> bool:
    return not amount.stated and not amount.dimension
