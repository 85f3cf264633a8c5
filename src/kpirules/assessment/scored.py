"""The record of a scored year: the points of every indicator and of spending, and the total."""

from fractions import Fraction

from attrs import field, frozen

from kpirules.assessment.assessed import Assessment, Row
from kpirules.diagnostics import Diagnostic
from kpirules.scoring.execution import Execution
from kpirules.scoring.interval import Points
from kpirules.scoring.policy import Policy
from kpirules.scoring.score import Score
from kpirules.scoring.total import Total


@frozen
class ScoredRow:
    """An indicator with its verdict and its score, two answers to two questions; without a weight there is no score.

    ``reason`` is what the department says of missing points, ``needs_reason`` whether it owes such a word.
    """

    row: Row
    weight: Fraction | None
    score: Score | None
    reason: str = ""
    needs_reason: bool = False
    notes: tuple[Diagnostic, ...] = ()


@frozen
class LevelSum:
    """The points of all indicators of one first level, out of their weights."""

    label: str
    weight: Fraction
    points: Points


@frozen
class Scored:
    """A scored assessment: rows in the form's order, spending, the sums of the first levels, and the total.

    ``given`` tells whether the form prints the weights; ``notes`` are about the whole form, those about one indicator
    stand in its row. ``execution`` is ``None`` where its points stand outside the total.
    """

    assessment: Assessment
    policy: Policy = field(repr=False)
    rows: tuple[ScoredRow, ...]
    execution: Execution
    counts_execution: bool
    levels: tuple[LevelSum, ...]
    total: Total
    given: bool
    notes: tuple[Diagnostic, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every point is known, so that the total is one number."""
        return self.total.points.known is not None and all(row.score is not None for row in self.rows)

    @property
    def grade(self) -> str:
        """The word for the total; empty where open points leave more than one possible, or where a weight is missing."""
        return self.total.grade if all(row.score is not None for row in self.rows) else ""
