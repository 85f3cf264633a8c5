"""The record of a published sheet computed again: what follows, what differs and under which rule it would not."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from kpirules.declaration import EvaluatedRow, FundsLine, SelfEvaluation
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.verdict import Verdict
from kpirules.scoring.execution import Execution
from kpirules.scoring.interval import Points
from kpirules.scoring.policy import Policy
from kpirules.scoring.score import Score


class Agreement(StrEnum):
    """Whether a printed number is the one that comes out."""

    FOLLOWS = "follows"
    DIFFERS = "differs"
    OPEN = "cannot be told"

    @classmethod
    def of(cls, printed: Fraction, computed: Points) -> "Agreement":
        """A number outside an interval differs from whatever it may be; one inside an open interval may be right.

        >>> Agreement.of(Fraction(11), Points(Fraction(0), Fraction(10)))
        <Agreement.DIFFERS: 'differs'>
        """
        if not computed.low <= printed <= computed.high:
            return cls.DIFFERS
        return cls.OPEN if computed.known is None else cls.FOLLOWS


@frozen
class RecheckedRow:
    """A row of the sheet with its verdict and the points that the policy gives it.

    ``variants`` name the changes of the policy under which printed points that differ would follow; ``reasons`` say why
    nothing can be told. ``score`` is ``None`` without a weight.
    """

    row: EvaluatedRow
    verdict: Verdict | None
    score: Score | None
    agreement: Agreement
    variants: tuple[str, ...] = ()
    reasons: tuple[Diagnostic, ...] = ()


@frozen
class RecheckedExecution:
    """The line of the funds that is scored: its rate and its points, each beside the printed one.

    ``rate_variants`` and ``variants`` name the ways of computing that give what is printed, where the policy's does not.
    """

    line: FundsLine | None
    computed: Execution
    points: Points
    rate_agreement: Agreement
    agreement: Agreement
    rate_variants: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


@frozen
class RecheckedTotal:
    """The printed total beside the sum of what is printed, and beside the total of what was computed.

    ``weights`` are those of the indicators and ``whole`` what they should come to with the points for spending, where
    ``counts_execution``; ``missing`` is what no row that was read accounts for. ``summed`` and ``computed`` are intervals
    where points are missing or open. ``grade`` is that of the printed total, empty where it has none.
    """

    weights: Fraction
    whole: Fraction
    missing: Fraction
    counts_execution: bool
    summed: Points
    computed: Points
    printed: Fraction | None
    agreement: Agreement
    grade: str
    grade_agreement: Agreement
    variants: tuple[str, ...] = ()
    reasons: tuple[Diagnostic, ...] = ()


@frozen
class Rechecked:
    """A self-evaluation sheet computed again by one policy, which is never bent to agree with it."""

    sheet: SelfEvaluation
    policy: Policy = field(repr=False)
    rows: tuple[RecheckedRow, ...]
    execution: RecheckedExecution
    total: RecheckedTotal

    @property
    def counts(self) -> Mapping[Agreement, int]:
        """How many rows follow, differ and stay open."""
        found = Counter(row.agreement for row in self.rows)
        return {agreement: found[agreement] for agreement in Agreement}
