"""Everything one run over self-evaluation sheets has to tell: for each file its sheets, and what reading it had to say."""

from functools import cached_property

from attrs import frozen

from kpirules.assessment.rechecked import Agreement, Rechecked
from kpirules.audit.audited import Finding
from kpirules.audit.evaluated import AuditedSheet
from kpirules.diagnostics import Diagnostic
from kpirules.reporting.record import lost

_NO_SHEET = "KPI940"


@frozen
class RecheckedFile:
    """One file: its sheets as computed again and audited, none where it could not be read, and the remarks on reading it.

    >>> RecheckedFile("sheet.txt", diagnostics=(Diagnostic("KPI940"),)).unread[0].code
    'KPI940'
    """

    file: str
    sheets: tuple[AuditedSheet, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def unread(self) -> tuple[Diagnostic, ...]:
        """What could not be read of the file."""
        return (*lost(self.diagnostics), *(told for told in self.diagnostics if told.code == _NO_SHEET))


@frozen
class RecheckRecord:
    """All files of a run in order; ``declaration`` are the remarks on reading the declaration beside them."""

    files: tuple[RecheckedFile, ...] = ()
    declaration: tuple[Diagnostic, ...] = ()

    @property
    def unread(self) -> tuple[Diagnostic, ...]:
        """What could not be read of any file."""
        return (*lost(self.declaration), *(told for file in self.files for told in file.unread))

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for file in self.files for sheet in file.sheets for finding in sheet.findings)

    @property
    def differs(self) -> bool:
        """Whether any printed number is not the one that comes out."""
        return any(_differs(sheet.rechecked) for file in self.files for sheet in file.sheets)


def _differs(one: Rechecked) -> bool:
    spending, total = one.execution, one.total
    told = (spending.rate_agreement, spending.agreement, total.agreement, total.grade_agreement)
    return Agreement.DIFFERS in (*told, *(row.agreement for row in one.rows))
