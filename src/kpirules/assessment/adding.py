"""The total of a published sheet: of what it prints, and of what comes out."""

from collections.abc import Sequence
from fractions import Fraction

from kpirules.assessment.printed_spending import is_of_spending
from kpirules.assessment.rechecked import Agreement, RecheckedExecution, RecheckedRow, RecheckedTotal
from kpirules.assessment.variants import roundings
from kpirules.declaration import SelfEvaluation
from kpirules.diagnostics import Diagnostic
from kpirules.quantity.number import write_number
from kpirules.scoring.interval import Points, add
from kpirules.scoring.policies import policies
from kpirules.scoring.policy import Policy
from kpirules.source import Source

_ZERO, _HUNDRED = Fraction(0), Fraction(100)
_MISSING = "KPI949"


def add_up(
    sheet: SelfEvaluation, rows: Sequence[RecheckedRow], execution: RecheckedExecution, policy: Policy
) -> RecheckedTotal:
    """Both sums beside the printed total, the points for spending inside or outside of it, and the grade.

    Indicators that make the whole alone leave spending outside. Points that no row accounts for may be anything, so that a
    sheet of which rows are missing is still held against what it lost.

    >>> from kpirules.assessment.printed_spending import recheck_execution
    >>> from kpirules.scoring.policies import policy
    >>> found = add_up(SelfEvaluation(), (), recheck_execution(None, policy()), policy())
    >>> found.missing, found.agreement.value
    (Fraction(90, 1), 'cannot be told')
    """
    whole = _number(sheet.total_weight.value if sheet.total_weight is not None else None, _HUNDRED)
    weights = sum((one.score.weight for one in rows if one.score is not None), _ZERO)
    spending = _ZERO if _is_a_row(rows, execution) else execution.computed.weight
    counts = weights != whole and bool(spending)
    missing = max(whole - weights - (spending if counts else _ZERO), _ZERO)
    beyond = Points(_ZERO, missing)
    of_rows = add(map(_printed, rows))
    summed = of_rows + beyond
    computed = add(map(_computed, rows)) + beyond
    printed_spending = _of_spending(execution)
    if counts:
        summed += printed_spending
        computed += execution.computed.points if execution.computed.rate is not None else execution.points
    printed = sheet.total_score.value if sheet.total_score is not None else None
    agreement = Agreement.OPEN if printed is None else Agreement.of(printed, summed)
    variants: tuple[str, ...] = ()
    if agreement is Agreement.DIFFERS and printed is not None:
        other = of_rows + (Points() if counts else printed_spending)
        variants = _variants(printed, summed, other, "outside" if counts else "inside")
    exact = of_rows + (execution.computed.points if counts else Points())
    grade = _graded(printed, exact, policy) if printed is not None and whole == _HUNDRED else ""
    values = {"sum": write_number(weights + (spending if counts else _ZERO)), "whole": write_number(whole)}
    reasons = (Diagnostic(_MISSING, Source(""), values=values),) if missing else ()
    return RecheckedTotal(
        weights,
        whole,
        missing,
        counts,
        summed,
        computed,
        printed,
        agreement,
        grade,
        _grade(sheet, grade),
        variants,
        reasons,
    )


def _graded(printed: Fraction, exact: Points, policy: Policy) -> str:
    """The grade before printing, 良 for 89.996; where that is not known, of all that prints so, if they have one grade."""
    if exact.known is not None and policy.rounding.round(exact.known) == printed:
        return policy.grade(exact.known)
    below = policy.grade(printed - Fraction(1, 2 * 10**policy.rounding.decimals))
    return below if below == policy.grade(printed) else ""


def _is_a_row(rows: Sequence[RecheckedRow], execution: RecheckedExecution) -> bool:
    """Whether spending is scored as one of the indicators."""
    line = execution.line
    if line is not None and (line.score is not None or line.weight is not None):
        return False
    return any(is_of_spending(one.row.indicator) for one in rows)


def _printed(one: RecheckedRow) -> Points:
    """The printed points; where they cannot be read they are anything up to the weight."""
    if one.row.score is not None and one.row.score.value is not None:
        return Points.at(one.row.score.value)
    return Points(_ZERO, one.score.weight if one.score is not None else _ZERO)


def _computed(one: RecheckedRow) -> Points:
    return one.score.points if one.score is not None else Points()


def _of_spending(execution: RecheckedExecution) -> Points:
    line = execution.line
    if line is not None and line.score is not None and line.score.value is not None:
        return Points.at(line.score.value)
    return Points(_ZERO, execution.computed.weight)


def _variants(printed: Fraction, summed: Points, other: Points, where: str) -> tuple[str, ...]:
    """Whether rounding gives the printed total, or the points for spending taken the other way."""
    found = [
        name for name, way in roundings() if summed.known is not None and way.round(summed.low) == printed
    ]
    if other.low <= printed <= other.high:
        found.append(f"execution={where}")
    return tuple(found)


def _grade(sheet: SelfEvaluation, grade: str) -> Agreement:
    """优秀 and 优 are one word; a word that no policy has cannot be told."""
    if sheet.grade is None or not grade:
        return Agreement.OPEN
    said = "".join(sheet.grade.text.split())
    labels = {level.label for policy in policies().values() for level in policy.grades}
    meant = next(
        (label for label in sorted(labels | {grade}, key=len, reverse=True) if said.startswith(label)), ""
    )
    if not meant:
        return Agreement.OPEN
    return Agreement.FOLLOWS if meant == grade else Agreement.DIFFERS


def _number(value: Fraction | None, otherwise: Fraction) -> Fraction:
    return value if value is not None else otherwise
