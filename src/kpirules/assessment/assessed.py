"""The record of an assessment: every indicator with what was reported and the verdict."""

from collections import Counter
from collections.abc import Mapping

from attrs import field, frozen

from kpirules.assessment.funds import Funds
from kpirules.declaration.decisions import Decisions
from kpirules.declaration.declaration import Declaration
from kpirules.declaration.indicators import Indicator
from kpirules.declaration.sheet import Entry
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.verdict import Outcome, Verdict
from kpirules.rules.decision import Decision


@frozen
class Row:
    """One indicator with what was reported for it and the verdict; ``verdict`` is ``None`` where it has no rule.

    ``reasons`` say why an indicator without a rule cannot be decided. Where a person took a ``decision`` that fits, the
    indicator's target is the decided one.
    """

    indicator: Indicator
    entries: tuple[Entry, ...] = ()
    verdict: Verdict | None = None
    reasons: tuple[Diagnostic, ...] = ()
    decision: Decision | None = None

    @property
    def outcome(self) -> Outcome:
        if self.verdict is not None:
            return self.verdict.outcome
        applies = self.decision is None or self.decision.applicable
        return Outcome.UNDETERMINED if applies else Outcome.NOT_APPLICABLE


@frozen
class Assessment:
    """Every indicator of a declaration with its verdict, and what could not be matched.

    ``diagnostics`` are about the sheet of actuals, those of ``decisions`` about these; those of the form come with
    reading it. ``funds`` is what the sheet says of spending.
    """

    declaration: Declaration
    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=(), kw_only=True)
    decisions: Decisions = field(factory=Decisions, kw_only=True)
    funds: Funds = field(factory=Funds, kw_only=True)

    @property
    def totals(self) -> Mapping[Outcome, int]:
        """How many indicators ended in each outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in Outcome}
