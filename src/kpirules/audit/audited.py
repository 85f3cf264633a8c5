"""What an audit found, and what each of its checks came to."""

from enum import StrEnum

from attrs import field, frozen

from kpirules.declaration import Declaration
from kpirules.diagnostics import Diagnostic, Severity
from kpirules.source import Place, Source


class Status(StrEnum):
    """How one check ended; a check that did not run is never one that passed."""

    PASSED = "passed"
    FOUND = "found"
    NOT_APPLICABLE = "not applicable"
    NOT_ENOUGH_DATA = "not enough data"


@frozen
class Finding:
    """One thing that a reviewer would say: where, what and what to do, as a diagnostic with the check's code.

    ``severity`` is that of this finding, for a check may tell an error here and a warning there; ``tentative`` where it
    rests on a repair that a person has not confirmed. ``because`` are the other texts it rests on, such as the promise that
    a target falls short of.
    """

    told: Diagnostic
    severity: Severity
    tentative: bool = field(default=False, kw_only=True)
    because: tuple[Source, ...] = field(default=(), kw_only=True)

    @property
    def code(self) -> str:
        """The check's code, such as C003."""
        return self.told.code

    @property
    def place(self) -> Place | None:
        """The cell that the finding speaks of; ``None`` where it speaks of the whole form."""
        return self.told.source.place if self.told.source is not None else None


@frozen
class Entry:
    """One line of the ledger: a check, how it ended, how often it found something, and why it could not run.

    ``count`` is 0 unless the status is found; ``reason`` is a diagnostic where data lacked or the check did not apply.
    """

    code: str
    status: Status
    count: int = 0
    reason: Diagnostic | None = None


@frozen
class Audited:
    """The findings of one declaration in the order of the form, and the ledger of every check that was asked for."""

    declaration: Declaration
    findings: tuple[Finding, ...] = ()
    ledger: tuple[Entry, ...] = ()
