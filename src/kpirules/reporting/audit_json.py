"""An audit as programs read it: one JSON document over all files, the same bytes for the same files."""

from typing import Any

from kpirules.audit.audited import Entry, Finding
from kpirules.diagnostics import Diagnostic, Severity
from kpirules.limits import LIMITS
from kpirules.reporting.audit_record import AuditedFile, AuditRecord
from kpirules.reporting.document import place_document, write_document

FORMAT = "kpirules/audit/1"
_Object = dict[str, Any]


def write_audit_json(record: AuditRecord) -> str:
    r"""The document as text, indented; characters that show nothing are escaped.

    >>> write_audit_json(AuditRecord())[:31]
    '{\n "format": "kpirules/audit/1"'
    """
    return write_document(to_document(record))


def to_document(record: AuditRecord) -> _Object:
    """The document as plain dicts, lists, strings, whole numbers, booleans and ``None``; every key is always there.

    >>> to_document(AuditRecord((AuditedFile("form.txt"),)))["files"]
    [{'file': 'form.txt', 'findings': [], 'ledger': [], 'diagnostics': []}]
    """
    return {
        "format": FORMAT,
        "files": [_file(file) for file in record.files],
        "diagnostics": [told_document(item, item.severity) for item in record.diagnostics],
    }


def _file(file: AuditedFile) -> _Object:
    return {
        "file": file.file,
        "findings": [finding_document(finding) for finding in file.findings],
        "ledger": [entry_document(entry) for entry in file.ledger],
        "diagnostics": [told_document(item, item.severity) for item in file.diagnostics],
    }


def finding_document(finding: Finding) -> _Object:
    """A finding with its place, its sentences and the texts it rests on."""
    return {
        **told_document(finding.told, finding.severity),
        "tentative": finding.tentative,
        "because": [
            {"place": place_document(source.place), "text": source.text[: LIMITS.characters]}
            for source in finding.because
        ],
    }


def entry_document(entry: Entry) -> _Object:
    """A line of the ledger."""
    reason = entry.reason
    return {
        "code": entry.code,
        "status": entry.status.value,
        "count": entry.count,
        "reason": told_document(reason, reason.severity) if reason is not None else None,
    }


def told_document(told: Diagnostic, severity: Severity) -> _Object:
    """A diagnostic with its sentences in both languages."""
    source, span = told.source, told.span
    return {
        "code": told.code,
        "severity": severity.value,
        "place": place_document(source.place) if source is not None else None,
        "message": {"zh": told.message("zh"), "en": told.message("en")},
        "hint": {"zh": told.hint("zh"), "en": told.hint("en")},
        "text": source.text[: LIMITS.characters] if source is not None else None,
        "span": [span.start, span.end] if span is not None else None,
    }
