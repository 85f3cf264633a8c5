"""Everything one run of an audit has to tell: for each file its forms as audited, and what reading it had to say."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import field, frozen

from kpirules.audit.audited import Audited, Entry, Finding, Status
from kpirules.diagnostics import Diagnostic, Language, Severity
from kpirules.reporting.record import lost

# The status of a check over several forms of a file: what was found stands, and one form without data is never a pass.
_WEIGHTIEST = (Status.FOUND, Status.NOT_ENOUGH_DATA, Status.PASSED, Status.NOT_APPLICABLE)


@frozen
class AuditedFile:
    """One file: the forms in it as audited, none where it could not be read, and the diagnostics of reading it.

    >>> AuditedFile("forms/form.txt", diagnostics=(Diagnostic("KPI801"),)).unread[0].code
    'KPI801'
    """

    file: str
    forms: tuple[Audited, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def unread(self) -> tuple[Diagnostic, ...]:
        """What could not be read of the file; its audit is incomplete if there is any."""
        return lost(self.diagnostics)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those of all its forms, in the file's order."""
        return tuple(finding for form in self.forms for finding in form.findings)

    @property
    def ledger(self) -> tuple[Entry, ...]:
        """One entry a check over all forms of the file, with the sum of what was found.

        A check that lacked data in one form and passed in another is one that lacked data.
        """
        if len(self.forms) == 1:
            return self.forms[0].ledger
        together: dict[str, Entry] = {}
        for form in self.forms:
            for entry in form.ledger:
                known = together.get(entry.code)
                together[entry.code] = entry if known is None else _joined(known, entry)
        return tuple(together.values())


@frozen
class AuditRecord:
    """All files of a run in order; ``diagnostics`` tell what was passed over in looking for them."""

    files: tuple[AuditedFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=(), kw_only=True)

    @property
    def forms(self) -> int:
        """How many forms were audited."""
        return sum(len(file.forms) for file in self.files)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for file in self.files for finding in file.findings)

    @property
    def unread(self) -> tuple[Diagnostic, ...]:
        """What could not be read of any file or folder."""
        return (*lost(self.diagnostics), *(told for file in self.files for told in file.unread))


def counted(findings: Iterable[Finding]) -> Mapping[Severity, int]:
    """How many findings each severity has, the gravest first and none left out.

    >>> [f"{severity}: {count}" for severity, count in counted(()).items()]
    ['error: 0', 'warning: 0', 'info: 0']
    """
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in Severity}


def unlisted(form: Audited) -> int:
    """How many findings the ledger counts beyond those that are kept.

    >>> from kpirules.declaration import Declaration
    >>> unlisted(Audited(Declaration(), (), (Entry("I007", Status.FOUND, 3),)))
    3
    """
    return max(0, sum(entry.count for entry in form.ledger) - len(form.findings))


def by_status(ledger: Iterable[Entry]) -> Mapping[Status, tuple[Entry, ...]]:
    """The entries of a ledger by how their checks ended, none left out.

    >>> [len(entries) for entries in by_status(()).values()]
    [0, 0, 0, 0]
    """
    entries = tuple(ledger)
    order = (Status.FOUND, Status.NOT_ENOUGH_DATA, Status.NOT_APPLICABLE, Status.PASSED)
    return {status: tuple(entry for entry in entries if entry.status is status) for status in order}


def by_reason(entries: Iterable[Entry], *, lang: Language = "zh") -> Mapping[str, tuple[Entry, ...]]:
    """Entries by the sentence of their reason, empty where there is none, in the order of the first of each.

    >>> by_reason([Entry("B001", Status.PASSED), Entry("B003", Status.PASSED)])[""][1].code
    'B003'
    """
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        sentence = entry.reason.sentence(lang) if entry.reason is not None else ""
        grouped.setdefault(sentence, []).append(entry)
    return {sentence: tuple(found) for sentence, found in grouped.items()}


def _joined(one: Entry, other: Entry) -> Entry:
    status = min(one.status, other.status, key=_WEIGHTIEST.index)
    reasons = (entry.reason for entry in (one, other) if entry.status is status)
    return Entry(one.code, status, one.count + other.count, next(filter(None, reasons), None))
