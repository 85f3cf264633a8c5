"""Bringing both sides of a comparison into one unit, or saying why they cannot be."""

from attrs import evolve

from kpirules.evaluation.trace import Amount
from kpirules.evaluation.values import Values, symbol
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import comparable
from kpirules.syntax.ast import (
    Expression,
    Itself,
    Literal,
    Name,
    Sum,
)
from kpirules.syntax.expression import inputs_of, is_quotient, times_hundred, writes_share, written_numbers

Pair = tuple[Amount, Amount]


def level(amounts: Pair, operands: tuple[Expression, Expression], values: Values) -> Pair | None:
    """Both amounts in base units of one dimension; ``None`` with a reason in ``values`` where units are in the way.

    A target lends its unit to a figure that has none; two reported figures never lend each other theirs.
    """
    one, other = amounts
    for target, figure, operand in ((one, other, operands[0]), (other, one, operands[1])):
        if (
            isinstance(operand, Literal)
            and _bare(target)
            and (figure.written is not None or figure.dimension)
        ):
            side = operands[1] if operand is operands[0] else operands[0]
            return _beside_bare_target(target, figure, side, amounts, values)
    targets = [isinstance(operand, Literal) for operand in operands]
    if not any(targets):
        return amounts if values.alike(one, other) else None
    if one.dimension == other.dimension and (one.stated == other.stated or not one.dimension):
        return amounts if _one_scale(amounts, operands, values) else None
    for figure, target in ((one, other), (other, one)):
        if _bare(figure) and target.stated and target.written is not None:
            side = operands[0] if figure is one else operands[1]
            if target.written.scale != 1 and any(number != 1 for number in written_numbers(side)):
                # 人数 × 300 beside 3万元: the written number fixes a scale that nobody states.
                values.because("KPI519", unit=str(target.written))
                return None
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
    reported = isinstance(operands[1] if targets[0] else operands[0], Name | Itself)
    values.because(
        "KPI506" if reported else "KPI568",
        figure=figure.shown_in(figure.written).shown(),
        one=symbol(figure),
        other=symbol(target),
    )
    return None


def _beside_bare_target(
    target: Amount, figure: Amount, side: Expression, amounts: Pair, values: Values
) -> Pair | None:
    """``31家`` for a target of 30 counts the same things; ``31万元`` or ``96%`` beside a bare number could be anything.

    A bare number up to one beside a share keeps both its readings (1 is 1% or all of it); zero is zero either way.
    """
    if target.magnitude == 0:
        return amounts
    shown = figure.shown_in(figure.written)
    unit = shown.unit
    if unit is None:
        return amounts
    if unit.is_share and abs(target.magnitude) <= 1:
        read = evolve(target, magnitude=target.magnitude / 100, ratio=target.magnitude)
        return (read, figure) if amounts[0] is target else (figure, read)
    if unit.scale == 1 and not unit.is_share and _is_in_base_units(side, values):
        values.find("KPI525", figure=shown.shown(), unit=str(unit))
        return amounts
    values.because("KPI522", figure=shown.shown(), unit=str(unit))
    return None


def _one_scale(amounts: Pair, operands: tuple[Expression, Expression], values: Values) -> bool:
    """Whether a calculated side and a written limit both are shares, or both plain numbers.

    ``a/b × 100`` is told apart in ``compare``; a sum of bare percentages (甲率 × 60% + 乙率 × 40%) cannot be.
    """
    for amount, limit, side in ((amounts[0], amounts[1], operands[0]), (amounts[1], amounts[0], operands[1])):
        if isinstance(side, Literal | Name | Itself) or amount.dimension:
            continue
        share = limit.written is not None and limit.written.is_share
        mixed = abs(amount.magnitude) > 1 and not is_quotient(side) and not times_hundred(side)
        if (share and mixed) or (not share and abs(limit.magnitude) > 1 and writes_share(side)):
            values.because("KPI308" if times_hundred(side) else "KPI569")
            return False
        if share and isinstance(side, Sum) and any(abs(number) > 1 for number in written_numbers(side)):
            values.because("KPI308" if times_hundred(side) else "KPI569")
            return False
    return True


def _is_in_base_units(side: Expression, values: Values) -> bool:
    """Whether everything reported for a side is in units that nothing is multiplied by: 2万元 + 1万元 is not."""
    answers = [values.answer(name) for name in inputs_of(side)]
    units = [answer.unit for answer in answers if isinstance(answer, Quantity)]
    return all(unit is None or unit.scale == 1 for unit in units)


def _bare(amount: Amount) -> bool:
    return not amount.stated and not amount.dimension
