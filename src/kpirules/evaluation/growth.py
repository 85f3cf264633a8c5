"""How far something stands above its base: a rate, a difference, or a multiple."""

from typing import TYPE_CHECKING

from kpirules.evaluation.actuals import Grown, Missing
from kpirules.evaluation.trace import Amount
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import percentage_points, unit
from kpirules.rules.growing import growths_of
from kpirules.syntax.ast import Extent, Growth, Itself, Name
from kpirules.syntax.periods import standard_periods
from kpirules.syntax.unparse import format_growth

if TYPE_CHECKING:
    from kpirules.evaluation.values import Values

_Sides = tuple[Amount, Amount]
_UNITS = {Extent.RATE: unit("%"), Extent.POINTS: percentage_points(), Extent.MULTIPLE: unit("倍")}


def grown(node: Growth, values: "Values") -> Amount | None:
    """The growth of the reported figure over its base, exact; ``None`` with a reason where there is none.

    A base of zero or less has no rate and no multiple. Where only the growth itself is reported, that is the growth.
    """
    own_name, base_name = values.rule.growing.names(node)
    own = values.actuals.own
    if isinstance(values.actuals.inputs.get(base_name, Missing()), Missing):
        if isinstance(own, Grown):
            return _reported(node, own, values)
        if isinstance(own, Quantity) and own_name:
            values.because(
                "KPI551",
                figure=str(own),
                base=base_name,
                growth=f"{format_growth(node)}{_as_growth(node, own)}",
                own=own_name,
            )
            return None
    now = values.value(Name(own_name, span=node.span) if own_name else Itself(span=node.span))
    before = values.value(Name(base_name, span=node.span))
    if now is None or before is None:
        return None
    amount = _computed(node, (now, before), values)
    return None if amount is None else values.bounded(amount)


def _as_growth(node: Growth, figure: Quantity) -> Quantity:
    """A bare figure as the growth itself is written: 106% for a rate, 3个百分点 for a difference of shares."""
    if figure.unit is not None or node.extent not in _UNITS:
        return figure
    return Quantity(figure.number, _UNITS[node.extent])


def _computed(node: Growth, sides: _Sides, values: "Values") -> Amount | None:
    now, before = sides
    if node.extent is Extent.POINTS:
        return _points(node, sides, values)
    both_bare = now.ratio is not None and before.ratio is not None
    for side in sides:
        # Two bare figures are shares in the same way, and how cancels out of a rate.
        if side.ratio is not None and not (both_bare and node.extent in {Extent.RATE, Extent.MULTIPLE}):
            values.two_readings(side)
            return None
    if not values.alike(now, before) or not _one_kind(sides, values):
        return None
    difference = before.magnitude - now.magnitude if node.falls else now.magnitude - before.magnitude
    if node.extent is Extent.AMOUNT:
        written = now.written if now.written == before.written else None
        return Amount(difference, now.dimension, now.stated and before.stated, written=written)
    if before.magnitude <= 0:
        values.because("KPI550", base=str(before.shown_in(before.written)))
        return None
    if _is_share(now) and _is_share(before) and node.extent is Extent.RATE:
        values.find("KPI353")
    return Amount((now.magnitude if node.extent is Extent.MULTIPLE else difference) / before.magnitude)


def _points(node: Growth, sides: _Sides, values: "Values") -> Amount | None:
    for side in sides:
        if side.dimension or (side.written is not None and not side.written.is_share):
            values.because("KPI554", figure=str(side.shown_in(side.written)))
            return None
        if side.ratio is not None:
            values.two_readings(side)
            return None
    now, before = (side.magnitude * 100 for side in sides)
    points = percentage_points()
    return Amount(before - now if node.falls else now - before, points.dimension, written=points)


def _one_kind(sides: _Sides, values: "Values") -> bool:
    """A percentage beside a plain number could be anything."""
    for one, other in (sides, sides[::-1]):
        if (
            _is_share(one)
            and not other.stated
            and not other.dimension
            and other.magnitude
            and not _taken(other)
        ):
            values.because("KPI519", unit=str(one.written))
            return False
    return True


def _is_share(side: Amount) -> bool:
    return side.written is not None and side.written.is_share


def _taken(side: Amount) -> bool:
    """Whether a bare figure has already taken the percent of its rule."""
    return side.ratio is not None


def _reported(node: Growth, told: Grown, values: "Values") -> Amount | None:
    """The growth itself as the answer, where it speaks of the same base in the same terms."""
    quantity, written = told.by, told.by.unit
    growths = list(growths_of(values.rule.condition))
    base = standard_periods().period(told.base) if told.base else node.base
    # What is said of one growth answers no other: several subjects or bases need to be told apart.
    apart = len({growth.subject for growth in growths}) > 1
    apart |= not told.base and len({growth.base for growth in growths}) > 1
    if base != node.base or apart:
        values.because("KPI553", answer=str(told), growth=format_growth(node))
        return None
    number = (
        -quantity.magnitude
        if told.falls != node.falls and told.extent is not Extent.MULTIPLE
        else quantity.magnitude
    )
    if told.extent is node.extent and node.extent is not Extent.AMOUNT:
        if node.extent is Extent.POINTS:
            return Amount(number, percentage_points().dimension, written=written)
        return Amount(number)
    if told.extent is node.extent:
        return Amount(
            number,
            written.dimension if written is not None else (),
            stated=written is not None,
            written=written,
        )
    if {told.extent, node.extent} == {Extent.RATE, Extent.MULTIPLE}:
        falls = -1 if node.falls else 1
        return Amount((number - 1) * falls if node.extent is Extent.RATE else 1 + number)
    values.because("KPI553", answer=str(told), growth=format_growth(node))
    return None
