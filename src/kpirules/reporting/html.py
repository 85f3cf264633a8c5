"""An audit as a page: one file that needs no network and no script, for the screen and for paper."""

from collections.abc import Iterator
from functools import partial

from attrs import frozen

from kpirules.audit.audited import Audited, Entry, Finding
from kpirules.diagnostics import Language, Severity
from kpirules.reporting.audit_record import AuditedFile, AuditRecord, by_status, counted, unlisted
from kpirules.reporting.audited import place_of, totals
from kpirules.reporting.columns import clean
from kpirules.reporting.page import write_page
from kpirules.reporting.phrases import phrase
from kpirules.reporting.quotation import quoted
from kpirules.source import visible

_LONGEST_PATH = 4_096


@frozen
class Sheet:
    """One form of the page, or a file without any: its number on the page, and its file's name and remarks."""

    number: int
    file: AuditedFile
    form: Audited | None
    is_first: bool

    @property
    def name(self) -> str:
        return visible(self.file.file, longest=_LONGEST_PATH)

    @property
    def department(self) -> str:
        wording = self.form.declaration.department if self.form is not None else None
        return clean(wording.text) if wording is not None else ""

    @property
    def year(self) -> str:
        year = self.form.declaration.year if self.form is not None else None
        return str(year) if year is not None else ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.form.findings if self.form is not None else ()

    @property
    def unlisted(self) -> int:
        return unlisted(self.form) if self.form is not None else 0

    @property
    def groups(self) -> tuple[tuple[Severity, tuple[Finding, ...]], ...]:
        """The findings by severity, the gravest first, in each the order of the form."""
        every = (
            (severity, tuple(one for one in self.findings if one.severity is severity))
            for severity in Severity
        )
        return tuple((severity, found) for severity, found in every if found)

    @property
    def ledger(self) -> tuple[Entry, ...]:
        """The checks by how they ended: what found something first, then what could not run."""
        entries = by_status(self.form.ledger if self.form is not None else ())
        return tuple(entry for found in entries.values() for entry in found)


def write_html(record: AuditRecord, *, lang: Language = "zh") -> str:
    """The page as text, to be written as UTF-8; every word of a form is escaped, and hidden characters are named.

    >>> write_html(AuditRecord()).splitlines()[0]
    '<!doctype html>'
    """
    return write_page(
        "audit.html.j2",
        ("audit.css",),
        record=record,
        sheets=list(_sheets(record)),
        totals=totals(record, lang=lang),
        counted=counted,
        by_status=by_status,
        quoted=quoted,
        place_of=partial(place_of, lang=lang),
        say=partial(_say, lang),
        shown=partial(visible, longest=_LONGEST_PATH),
        lang=lang,
    )


def _sheets(record: AuditRecord) -> Iterator[Sheet]:
    number = 0
    for file in record.files:
        for at, form in enumerate(file.forms or (None,)):
            number += 1
            yield Sheet(number, file, form, at == 0)


def _say(lang: Language, key: str, **values: object) -> str:
    return phrase(key, lang, **values)
