"""The line of funds of a published sheet computed again: rate and points."""

import re
from collections.abc import Iterator
from fractions import Fraction

from kpirules.assessment.rechecked import Agreement, RecheckedExecution
from kpirules.assessment.variants import roundings
from kpirules.declaration import Amount, FundsLine, Indicator, Printed
from kpirules.quantity.number import read_number
from kpirules.scoring.execution import Execution, score_execution
from kpirules.scoring.interval import Points
from kpirules.scoring.policy import Policy, RateFrom
from kpirules.scoring.rounding import Rounding

_ZERO, _ONE = Fraction(0), Fraction(1)
_OF_SPENDING = ("预算执行率", "资金执行率", "预算资金执行率", "预算执行情况")
_DECIMALS = re.compile(r"[.．]([0-9０-９]+)")
_MOST_DECIMALS = 10


def recheck_execution(line: FundsLine | None, policy: Policy) -> RecheckedExecution:
    """Rate and points of a line of funds; without points of its own it has the policy's.

    Where the amounts are lost but the rate is printed, the points are computed from that.

    >>> from kpirules.declaration import Wording
    >>> from kpirules.scoring.policies import policy
    >>> rate, score = Printed(Fraction("0.7927"), "79.27%"), Printed(Fraction("7.93"), "7.93")
    >>> found = recheck_execution(FundsLine(Wording("年度资金总额"), rate=rate, score=score), policy())
    >>> found.agreement.value, found.variants
    ('follows', ('rate=printed',))
    """
    if line is None:
        computed = score_execution(None, None, policy)
        return RecheckedExecution(None, computed, computed.points, Agreement.OPEN, Agreement.OPEN)
    weight = _value(line.weight)
    computed = score_execution(_money(line.budget), _money(line.executed), policy, weight=weight)
    rate_agreement, rate_variants = _rate(line, computed, policy)
    points = _points(line, computed, policy)
    printed = _value(line.score)
    if printed is None:
        return RecheckedExecution(line, computed, points, rate_agreement, Agreement.OPEN, rate_variants)
    agreement = Agreement.of(printed, points)
    variants: tuple[str, ...] = ()
    if computed.rate is None and agreement is Agreement.FOLLOWS:
        variants = (f"rate={RateFrom.PRINTED.value}",)
    elif agreement is Agreement.DIFFERS:
        ways = dict.fromkeys(name for name, found in _ways(line, computed) if found == printed)
        variants = tuple(ways)
    return RecheckedExecution(line, computed, points, rate_agreement, agreement, rate_variants, variants)


def is_of_spending(indicator: Indicator) -> bool:
    """Whether a row of indicators scores the spending of the budget.

    >>> from kpirules.declaration import Wording
    >>> is_of_spending(Indicator(None, None, Wording("预算执行率")))
    True
    """
    return indicator.name.endswith(_OF_SPENDING)


def _points(line: FundsLine, computed: Execution, policy: Policy) -> Points:
    rate = _value(line.rate)
    exact = computed.points
    if computed.rate is None and rate is not None and (line.budget is None or line.executed is None):
        exact = Points.at(_share(rate) * computed.weight)
    return exact.mapped(policy.rounding.round)


def _rate(line: FundsLine, computed: Execution, policy: Policy) -> tuple[Agreement, tuple[str, ...]]:
    """The printed rate has as many decimals as it has; only how the last was rounded is asked."""
    printed = _value(line.rate)
    if printed is None or line.rate is None or computed.rate is None:
        return Agreement.OPEN, ()
    decimals = _decimals(line.rate)
    if Rounding(policy.rounding.mode, decimals).round(computed.rate * 100) == printed * 100:
        return Agreement.FOLLOWS, ()
    found = [name for name, rounding in roundings() if rounding.round(computed.rate * 100) == printed * 100]
    other = _initial_rate(line)
    if other is not None:
        found += [
            f"budget=initial {name}"
            for name, rounding in roundings()
            if rounding.round(other * 100) == printed * 100
        ]
    return Agreement.DIFFERS, tuple(found)


def _ways(line: FundsLine, computed: Execution) -> Iterator[tuple[str, Fraction]]:
    """Every way in use to the points: of which rate, rounded how."""
    rates = [
        ("", computed.rate),
        ("rate=printed ", _value(line.rate)),
        ("budget=initial ", _initial_rate(line)),
    ]
    for name, rate in rates:
        if rate is None:
            continue
        for rounded, rounding in roundings():
            yield f"{name}{rounded}", rounding.round(_share(rate) * computed.weight)
    if computed.rate is not None and line.rate is None:
        for rounded, rounding in roundings():
            printed = rounding.round(computed.rate * 100) / 100
            yield f"rate=printed {rounded}", rounding.round(_share(printed) * computed.weight)


def _initial_rate(line: FundsLine) -> Fraction | None:
    """What was spent of the first budget, by which some sheets compute."""
    initial, executed = _money(line.initial), _money(line.executed)
    return executed / initial if initial and executed is not None else None


def _decimals(rate: Printed) -> int:
    """How many decimals of a percentage are printed; a share that is printed as such (0.9208) has two fewer."""
    found = _DECIMALS.search(rate.text)
    digits = min(len(found[1]), _MOST_DECIMALS) if found else 0
    is_share = read_number(rate.text.strip()) == rate.value
    return max(digits - 2, 0) if is_share else digits


def _share(rate: Fraction) -> Fraction:
    return min(max(rate, _ZERO), _ONE)


def _money(amount: Amount | None) -> Fraction | None:
    return amount.value if amount is not None else None


def _value(printed: Printed | None) -> Fraction | None:
    return printed.value if printed is not None else None
