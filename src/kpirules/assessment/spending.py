"""Spending during the year, and at its end whether points and money fit together."""

from fractions import Fraction

from attrs import frozen

from kpirules.assessment.elapsed import Elapsed
from kpirules.assessment.funds import Funds
from kpirules.assessment.light import Light
from kpirules.assessment.scored import Scored
from kpirules.assessment.thresholds import thresholds
from kpirules.diagnostics import Diagnostic
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.scoring.interval import Points, add

_ZERO = Fraction(0)


@frozen
class Spending:
    """The exact ``rate`` of spending and its ``progress`` (1 is on time); ``None`` where the sheet does not tell.

    ``warnings`` are those of the schedules for whole months.
    """

    light: Light | None = None
    rate: Fraction | None = None
    progress: Fraction | None = None
    warnings: tuple[Diagnostic, ...] = ()


@frozen
class CrossCheck:
    """The share of the points that indicators have, beside that of the points for spending, and the ``unspent`` share.

    ``lead`` is by how much of itself the first exceeds the second. ``light`` is ``None`` where open points decide it.
    """

    light: Light | None
    indicators: Points
    spending: Fraction
    lead: Points
    unspent: Fraction


def watch_spending(funds: Funds, elapsed: Elapsed) -> Spending:
    """The rate of spending over the share of the year that has gone by, and what the schedules say of it.

    >>> from kpirules.assessment.funds import read_funds
    >>> from kpirules.declaration.sheet import Entry
    >>> lines = [
    ...     Entry("预算执行", "全年预算数", "100万元"),
    ...     Entry("预算执行", "全年执行数", "35万元"),
    ... ]
    >>> watch_spending(read_funds(lines), Elapsed.of(month=6)).light.value
    'yellow'
    """
    budget, executed = funds.amounts
    if budget is None or executed is None or budget <= 0:
        return Spending()
    rate = executed / budget
    told = []
    for schedule in thresholds().schedules:
        due = schedule.due(elapsed.months)
        if due is not None and rate < due[1]:
            values = {"month": due[0], "least": _percent(due[1]), "rate": _percent(rate)}
            told.append(Diagnostic("KPI939", values=values))
    progress = rate / elapsed.share
    return Spending(thresholds().spending.light(progress), rate, progress, tuple(told))


def cross_check(scored: Scored) -> CrossCheck | None:
    """Whether good results on paper come with little money spent; ``None`` where there is no rate or no point to compare.

    Red where the share of the indicators' points leads that of spending by too much, else yellow where too much is left.
    """
    scores = [row.score for row in scored.rows if row.score is not None]
    counted = [one for one in scores if one.rule != "not_applicable"]
    weight = sum((one.weight for one in counted), _ZERO)
    points = add(one.points for one in counted)
    spent = scored.execution
    if not weight or not spent.weight or spent.rate is None or not points.high:
        return None
    share = points.times(1 / weight)
    spending = spent.points.low / spent.weight
    lead = Points(*(_lead(end, spending) for end in (share.low, share.high)))
    unspent = max(1 - spent.rate, _ZERO)
    bounds = thresholds().cross
    yellow = Light.YELLOW if unspent > bounds.unspent else Light.GREEN
    lights = {Light.RED if end > bounds.lead else yellow for end in (lead.low, lead.high)}
    return CrossCheck(lights.pop() if len(lights) == 1 else None, share, spending, lead, unspent)


def _lead(share: Fraction, spending: Fraction) -> Fraction:
    """Without any points nothing leads."""
    return (share - spending) / share if share else _ZERO


def _percent(share: Fraction) -> str:
    return Quantity(share * 100, unit("%")).shown()
