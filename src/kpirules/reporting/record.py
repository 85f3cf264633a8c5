"""Everything one check has to tell: the assessment, and what reading the two files had to say."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import PurePath

from attrs import field, frozen

from kpirules.assessment.assessed import Assessment, Row
from kpirules.declaration import Repair
from kpirules.diagnostics import Diagnostic, Severity
from kpirules.evaluation.verdict import Outcome
from kpirules.reporting.decisions import settling
from kpirules.source import Place

# Errors of reading files, forms and sheets; those before are about the text of one target or figure.
_FILES = ("KPI6", "KPI7", "KPI8")
# One cell that no verdict needs: an amount of the budget, a weight.
_ONE_CELL = {"KPI610", "KPI630"}
_NO_TARGET = "KPI524"


def lost(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics that report a file, a table or rows that could not be read.

    A target that cannot be understood is none of them: its indicator is there and undetermined.

    >>> [told.code for told in lost([Diagnostic("KPI704"), Diagnostic("KPI203"), Diagnostic("KPI608")])]
    ['KPI704']
    """
    return tuple(
        told
        for told in diagnostics
        if told.severity is Severity.ERROR and told.code.startswith(_FILES) and told.code not in _ONE_CELL
    )


def reasons_of(row: Row, told: tuple[Diagnostic, ...] = ()) -> tuple[Diagnostic, ...]:
    """Why nothing was decided; ``told`` is what reading said about the target.

    Where the target could not be understood, what is wrong with it stands instead of the general word.

    >>> from kpirules.declaration import Indicator
    >>> row = Row(Indicator(None, None, None), reasons=(Diagnostic("KPI524"),))
    >>> [reason.code for reason in reasons_of(row, (Diagnostic("KPI203"),))]
    ['KPI203']
    """
    if row.verdict is not None:
        return row.verdict.reasons
    if row.outcome is not Outcome.UNDETERMINED:
        return row.reasons
    wrong = tuple(item for item in told if item.severity is Severity.ERROR)
    return tuple(reason for reason in row.reasons if not wrong or reason.code != _NO_TARGET) + wrong


@frozen
class Record:
    """An assessment with the diagnostics of reading its form; those of the sheet are the assessment's own.

    >>> from kpirules.declaration import Declaration
    >>> Record(Assessment(Declaration(), ()), sheet="data/actuals.csv").sheet_name
    'actuals.csv'
    """

    assessment: Assessment
    diagnostics: tuple[Diagnostic, ...] = ()
    form: str | None = field(default=None, kw_only=True)
    sheet: str | None = field(default=None, kw_only=True)

    @property
    def form_name(self) -> str:
        return _name(self.form)

    @property
    def sheet_name(self) -> str:
        return _name(self.sheet)

    @property
    def decisions_name(self) -> str:
        return _name(self.assessment.decisions.file)

    @cached_property
    def unread(self) -> tuple[Diagnostic, ...]:
        """What could not be read of any file; the verdicts are incomplete if there is any."""
        assessment = self.assessment
        return lost((*self.diagnostics, *assessment.diagnostics, *assessment.decisions.diagnostics))

    @cached_property
    def remarks(self) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
        """What else there is to say about the form, the sheet and the decisions; repairs are told as such."""
        repaired = {(repair.code, repair.place) for repair in self.repairs}
        unread = set(self.unread)
        form = (item for item in self.diagnostics if (item.code, _place(item)) not in repaired)
        return (
            tuple(item for item in form if item not in unread),
            tuple(item for item in self.assessment.diagnostics if item not in unread),
            tuple(item for item in self.assessment.decisions.diagnostics if item not in unread),
        )

    @property
    def repairs(self) -> tuple[Repair, ...]:
        return self.assessment.declaration.repairs

    def about_target(self, row: Row) -> tuple[Diagnostic, ...]:
        """What reading had to say about the cell of a row's target."""
        target = row.indicator.target
        if target is None or target.place is None:
            return ()
        return self._by_cell.get((target.place, target.text), ())

    def settling(self, row: Row) -> tuple[str, ...]:
        """The lines of a file of decisions that would settle an open row; none where its path is not its own."""
        lines = settling(row)
        return lines if lines and self._paths[row.indicator.path] == 1 else ()

    @cached_property
    def _paths(self) -> Counter[str]:
        return Counter(row.indicator.path for row in self.assessment.rows)

    def about_repair(self, repair: Repair) -> Diagnostic | None:
        """The diagnostic that reports a repair."""
        told = (item for item in self.diagnostics if item.code == repair.code)
        return next((item for item in told if _place(item) == repair.place), None)

    @cached_property
    def _by_cell(self) -> Mapping[tuple[Place, str], tuple[Diagnostic, ...]]:
        cells: dict[tuple[Place, str], list[Diagnostic]] = {}
        for item in self.diagnostics:
            place = _place(item)
            if place is not None and item.source is not None:
                cells.setdefault((place, item.source.text), []).append(item)
        return {cell: tuple(told) for cell, told in cells.items()}


def _place(diagnostic: Diagnostic) -> Place | None:
    return diagnostic.source.place if diagnostic.source is not None else None


def _name(path: str | None) -> str:
    return str(Place(PurePath(path).name)) if path else "-"
