"""What is said of one target, without what something else that is said of it makes untrue."""

from kpirules.diagnostics import Diagnostic

# By code, the codes that go: a bound that is advised and refused, a year that is no quantity, an amount that may be none.
_UNDONE_BY = {
    "KPI118": {"KPI334"},
    "KPI143": {"KPI306"},
    "KPI227": {"KPI326"},
    "KPI318": {"KPI303"},
}


def agreeing(told: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The diagnostics that do not contradict each other.

    >>> [one.code for one in agreeing((Diagnostic("KPI326"), Diagnostic("KPI227")))]
    ['KPI227']
    """
    gone = {code for one in told for code in _UNDONE_BY.get(one.code, ())}
    return tuple(one for one in told if one.code not in gone) if gone else told
