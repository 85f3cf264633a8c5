"""The points for spending the budget."""

from fractions import Fraction

from attrs import field, frozen

from kpirules.diagnostics import Diagnostic, Language
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.scoring.interval import Points
from kpirules.scoring.policy import Policy, RateFrom

_ZERO, _ONE = Fraction(0), Fraction(1)
_PERCENT = unit("%")


@frozen
class Execution:
    """What was spent of the adjusted budget (全年执行数 ÷ 全年预算数), both in one unit of money, and its points.

    The points are exact and not rounded; where the rate cannot be had they are anything from none to all.
    """

    budget: Fraction | None
    executed: Fraction | None
    weight: Fraction
    rate: Fraction | None
    points: Points
    policy: Policy = field(eq=False, repr=False)
    notes: tuple[Diagnostic, ...] = ()

    def arithmetic(self, lang: Language = "zh") -> str:
        """How the points came about, in one line."""
        which = 0 if lang == "zh" else 1
        if self.rate is None or self.budget is None or self.executed is None:
            return ("执行率无法计算，未评分", "the rate cannot be had: unscored")[which]
        spent, budget = Quantity(self.executed).shown(), Quantity(self.budget).shown()
        weight = Quantity(self.weight).shown()
        points = Quantity(self.points.low).shown()
        if not 0 <= self.executed <= self.budget:
            return f"{spent}/{budget}：{points}" if which == 0 else f"{spent}/{budget}: {points}"
        if self.policy.rate_from is RateFrom.PRINTED:
            rate = self.policy.rounding.write(self.rate * 100)
            return f"{spent}/{budget} ≈ {rate}% × {weight} = {points}"
        sign = " " if points.startswith("≈") else " = "
        return f"{spent}/{budget} × {weight}{sign}{points}"


def score_execution(
    budget: Fraction | None, executed: Fraction | None, policy: Policy, *, weight: Fraction | None = None
) -> Execution:
    """The rate times the points for spending, at most all of them; a budget of zero has no rate.

    >>> from kpirules.scoring.policies import policy
    >>> spent = score_execution(Fraction("4764453.11"), Fraction("4614453.11"), policy())
    >>> policy().rounding.write(spent.points.low)
    '9.69'
    """
    points = policy.execution if weight is None else weight
    if budget is None or executed is None:
        return Execution(
            budget, executed, points, None, Points(_ZERO, points), policy, (Diagnostic("KPI910"),)
        )
    if budget <= 0:
        values = {"budget": Quantity(budget).shown()}
        told = (Diagnostic("KPI911", values=values),)
        return Execution(budget, executed, points, None, Points(_ZERO, points), policy, told)
    rate = executed / budget
    counted = policy.rounding.round(rate * 100) / 100 if policy.rate_from is RateFrom.PRINTED else rate
    share = min(max(counted, _ZERO), _ONE)
    shown = {"percent": Quantity(rate * 100, _PERCENT).shown()}
    notes = () if share == counted else (Diagnostic("KPI912", values=shown),)
    return Execution(budget, executed, points, rate, Points.at(share * points), policy, notes)
