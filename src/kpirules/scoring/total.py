"""The total of a form: points and spending together, and the grade."""

from collections.abc import Iterable
from fractions import Fraction

from attrs import field, frozen

from kpirules.scoring.execution import Execution
from kpirules.scoring.interval import Points, add
from kpirules.scoring.policy import Policy
from kpirules.scoring.score import Score

_ZERO, _HUNDRED = Fraction(0), Fraction(100)


@frozen
class Total:
    """The sum of the rounded scores of the indicators and the exact points for spending, out of ``whole``.

    Indicators that do not apply drop out; where the policy says so the rest is brought to the ``whole`` again by
    ``factor``. Unscored indicators make it an interval.
    """

    points: Points
    whole: Fraction
    factor: Fraction
    policy: Policy = field(eq=False, repr=False)

    @property
    def printed(self) -> str:
        """With the policy's decimals; both ends where they differ."""
        ends = [self.policy.rounding.write(end) for end in (self.points.low, self.points.high)]
        return ends[0] if self.points.known is not None else "～".join(ends)

    @property
    def grade(self) -> str:
        """The word for the exact total; empty where its two ends have different ones, or where the whole is no hundred."""
        if self.whole != _HUNDRED:
            return ""
        low, high = (self.policy.grade(end) for end in (self.points.low, self.points.high))
        return low if low == high else ""


def total(scores: Iterable[Score], execution: Execution | None, policy: Policy) -> Total:
    """The total as a sheet has it.

    >>> from kpirules import Rule
    >>> from kpirules.scoring.execution import score_execution
    >>> from kpirules.scoring.policies import policy
    >>> from kpirules.scoring.score import score_verdict
    >>> row = score_verdict(Rule("≥15场").evaluate(14), Fraction(90), policy())
    >>> found = total([row], score_execution(Fraction(880), Fraction(880), policy()), policy())
    >>> found.printed, found.grade
    ('94.00', '优')
    """
    every = tuple(scores)
    counted = [score for score in every if score.rule != "not_applicable"]
    spending = execution.weight if execution is not None else _ZERO
    whole = sum((score.weight for score in every), spending)
    left = whole if len(counted) == len(every) else sum((score.weight for score in counted), spending)
    points = add(score.points for score in counted) + (
        execution.points if execution is not None else Points()
    )
    if not policy.rescale or not left:  # of a form where nothing applies there is no total
        return Total(points, left, Fraction(1), policy)
    return Total(points.times(whole / left), whole, whole / left, policy)
