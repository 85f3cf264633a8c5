"""The points of one indicator, with the rule they came by and everything between."""

from fractions import Fraction

from attrs import field, frozen

from kpirules.diagnostics import Diagnostic, Language
from kpirules.evaluation.verdict import Outcome, Verdict
from kpirules.quantity.number import write_number
from kpirules.quantity.quantity import Quantity
from kpirules.scoring.completion import FULL, NONE, OPEN, Completion, complete
from kpirules.scoring.interval import Points
from kpirules.scoring.method import Direct, Method, Steps, Tiers
from kpirules.scoring.policy import Ground, Policy, Ungraded
from kpirules.scoring.rounding import Rounding, RoundingMode

_ZERO, _ONE = Fraction(0), Fraction(1)


@frozen
class Score:
    """Points out of a weight: known, or an interval where something is open; ``exact`` are those before rounding.

    ``rule`` is the key of the policy's ground that they came by; ``notes`` say what was out of the ordinary.
    """

    weight: Fraction
    exact: Points
    points: Points
    completion: Completion
    policy: Policy = field(eq=False, repr=False)
    notes: tuple[Diagnostic, ...] = ()

    @property
    def rule(self) -> str:
        """The key of the rule that decided."""
        return self.completion.rule

    @property
    def ground(self) -> Ground | None:
        """Source and confidence of the rule."""
        return self.policy.grounds.get(self.rule)

    @property
    def is_full(self) -> bool:
        """Whether no point is missing; a weight of 3.333 prints 3.33 and is full."""
        return self.exact.known == self.weight

    def arithmetic(self, lang: Language = "zh") -> str:
        """How the points came about, in one line."""
        from kpirules.scoring.arithmetic import write_arithmetic  # noqa: PLC0415 - the writer imports Score

        return write_arithmetic(self, lang)


def score_verdict(  # noqa: PLR0913 - what a person may add to a verdict is named
    verdict: Verdict | None,
    weight: Fraction,
    policy: Policy,
    *,
    name: str = "",
    chosen: Fraction | None = None,
    applicable: bool = True,
) -> Score:
    """The points of an indicator named ``name``; ``chosen`` are those a person gave an aim in words.

    ``applicable`` is false for an indicator without a rule that somebody has set aside.

    0 ≤ points ≤ weight, whatever the signs of target and figure. Without a verdict, or with an undetermined one, the
    indicator is unscored: its points lie anywhere from nothing to the weight, and are never taken for zero.

    >>> from kpirules import Rule
    >>> from kpirules.scoring.policies import policy
    >>> missed = score_verdict(Rule("≥15场").evaluate(14), Fraction(10), policy("mof-2020"))
    >>> missed.points.known, missed.arithmetic()
    (Fraction(933, 100), '10 × 14场/15场 ≈ 9.3333，四舍五入到 2 位 → 9.33')
    """
    if not applicable or (verdict is not None and verdict.outcome is Outcome.NOT_APPLICABLE):
        return Score(weight, Points(), Points(), Completion(NONE, "not_applicable"), policy)
    if verdict is None:
        anything = Points(_ZERO, weight)
        return Score(weight, anything, anything, Completion(OPEN, "undetermined"), policy)
    method = policy.methods.get("".join(name.split()))
    found = complete(verdict, weight, policy) if method is None else _by(method, verdict, weight)
    exact = Points.at(weight) if found.share is FULL else found.share.times(weight)
    notes = found.notes
    if found.rule == "qualitative":
        exact, told = _in_band(found, weight, policy, chosen)
        notes += told
    elif chosen is not None:
        notes += (Diagnostic("KPI906", values={"points": write_number(chosen)}),)
    # Rounding up must not give more than there is to be had.
    points = exact.mapped(lambda number: min(policy.rounding.round(number), weight))
    return Score(weight, exact, points, found, policy, notes)


def _by(method: Method, verdict: Verdict, weight: Fraction) -> Completion:
    """By the way that the policy names for this indicator."""
    if isinstance(method, Direct):
        share = {Outcome.MET: Points.at(_ONE), Outcome.NOT_MET: NONE}.get(verdict.outcome, OPEN)
        return Completion(share, "direct")
    base = complete(verdict, weight, _PLAIN)
    if base.figure is None or base.limit is None or len(verdict.parts) != 1:
        return Completion(OPEN, "undetermined")
    figure = base.figure.number
    if isinstance(method, Tiers):
        return Completion(Points.at(method.share(figure)), "tiers", base.figure)
    assert isinstance(method, Steps)  # noqa: S101 - there is no other
    left = _ONE - method.off(figure) / weight if weight else _ONE
    notes = () if left >= 0 else (Diagnostic("KPI901"),)
    limit = Quantity(method.standard, base.figure.unit)
    return Completion(Points.at(max(left, _ZERO)), "steps", base.figure, limit, notes)


_PLAIN = Policy(name="")


def _in_band(
    found: Completion, weight: Fraction, policy: Policy, chosen: Fraction | None
) -> tuple[Points, tuple[Diagnostic, ...]]:
    """The points a person chose, if the band allows them; else what the policy says, or the whole band."""
    low, high = found.share.low * weight, found.share.high * weight
    # The upper end of a lower band belongs to the band above it: of 6 to 8 points grade 2 allows 7.99.
    if found.share.high < 1:
        below = Rounding(RoundingMode.TRUNCATE, policy.rounding.decimals).round(high)
        high = max(low, below if below < high else below - Fraction(1, 10**policy.rounding.decimals))
    band = Points(low, high)
    values = {"low": write_number(low), "high": write_number(high)}
    if chosen is not None:
        if low <= chosen <= high:
            return Points.at(chosen), ()
        return band, (Diagnostic("KPI905", values={"points": write_number(chosen), **values}),)
    match policy.ungraded:
        case Ungraded.TOP:
            return Points.at(high), ()
        case Ungraded.MIDDLE:
            return Points.at((found.share.low + found.share.high) / 2 * weight), ()
        case Ungraded.UNSCORED:
            return band, (Diagnostic("KPI907", values=values),)
