"""Everything one scoring has to tell: the scores, and what reading the two files had to say."""

from functools import cached_property

from attrs import field, frozen

from kpirules.assessment.scored import Scored, ScoredRow
from kpirules.diagnostics import Diagnostic
from kpirules.reporting.columns import clean
from kpirules.reporting.record import Record

_LONGEST_DATE = 40


@frozen
class ScoredRecord:
    """A scored assessment with the diagnostics of reading its form; ``date`` is printed only where one is given.

    >>> from kpirules import Assessment, Declaration, score
    >>> ScoredRecord(score(Assessment(Declaration(), ())), sheet="data/actuals.csv").check.sheet_name
    'actuals.csv'
    """

    scored: Scored
    diagnostics: tuple[Diagnostic, ...] = ()
    form: str | None = field(default=None, kw_only=True)
    sheet: str | None = field(default=None, kw_only=True)
    date: str | None = field(default=None, kw_only=True)

    @cached_property
    def check(self) -> Record:
        """The record of the verdicts, which the scores rest on."""
        return Record(self.scored.assessment, self.diagnostics, form=self.form, sheet=self.sheet)

    @property
    def unread(self) -> tuple[Diagnostic, ...]:
        """What could not be read of any file; the scores are incomplete if there is any."""
        return self.check.unread

    @property
    def date_text(self) -> str:
        return clean(self.date, longest=_LONGEST_DATE) if self.date else ""

    @cached_property
    def unscored(self) -> tuple[ScoredRow, ...]:
        """The indicators whose points are not one number."""
        return tuple(row for row in self.scored.rows if row.score is None or row.score.points.known is None)

    @property
    def open_items(self) -> int:
        """How many items the total still waits for, spending among them."""
        waits = self.scored.counts_execution and self.scored.execution.points.known is None
        return len(self.unscored) + waits
