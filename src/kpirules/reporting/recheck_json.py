"""Sheets computed again as programs read them: one JSON document over all files, the same bytes for the same files."""

from fractions import Fraction
from typing import Any

from kpirules.assessment.rechecked import Rechecked, RecheckedExecution, RecheckedRow, RecheckedTotal
from kpirules.audit.evaluated import AuditedSheet
from kpirules.declaration import Printed, Wording
from kpirules.limits import LIMITS
from kpirules.quantity.number import write_number
from kpirules.reporting.audit_json import entry_document, finding_document, told_document
from kpirules.reporting.document import place_document, write_document
from kpirules.reporting.recheck_record import RecheckedFile, RecheckRecord
from kpirules.scoring.interval import Points

FORMAT = "kpirules/recheck/1"
_Object = dict[str, Any]


def write_recheck_json(record: RecheckRecord) -> str:
    r"""The document as text, indented; exact numbers are strings, and characters that show nothing are escaped.

    >>> write_recheck_json(RecheckRecord())[:33]
    '{\n "format": "kpirules/recheck/1"'
    """
    return write_document(to_document(record))


def to_document(record: RecheckRecord) -> _Object:
    """The document as plain dicts, lists, strings and ``None``; every key is always there.

    >>> to_document(RecheckRecord((RecheckedFile("sheet.txt"),)))["files"]
    [{'file': 'sheet.txt', 'sheets': [], 'diagnostics': []}]
    """
    return {
        "format": FORMAT,
        "files": [_file(file) for file in record.files],
        "declaration": [told_document(told, told.severity) for told in record.declaration],
    }


def _file(file: RecheckedFile) -> _Object:
    return {
        "file": file.file,
        "sheets": [_sheet(sheet) for sheet in file.sheets],
        "diagnostics": [told_document(told, told.severity) for told in file.diagnostics],
    }


def _sheet(audited: AuditedSheet) -> _Object:
    one: Rechecked = audited.rechecked
    sheet = one.sheet
    return {
        "title": _text(sheet.title),
        "department": _text(sheet.department),
        "project": _text(sheet.project),
        "year": sheet.year,
        "policy": one.policy.name,
        "counts": {agreement.value: count for agreement, count in one.counts.items()},
        "rows": [_row(row) for row in one.rows],
        "execution": _execution(one.execution),
        "total": _total(one.total, sheet.grade),
        "findings": [finding_document(finding) for finding in audited.findings],
        "ledger": [entry_document(entry) for entry in audited.ledger],
    }


def _row(one: RecheckedRow) -> _Object:
    row, score = one.row, one.score
    target = row.indicator.target
    return {
        "path": row.indicator.path[: LIMITS.characters],
        "place": place_document(row.indicator.place),
        "target": target.text[: LIMITS.characters] if target is not None else None,
        "actual": _text(row.actual),
        "reason": _text(row.reason),
        "printed": _printed(row.score),
        "weight": _number(score.weight) if score is not None else None,
        "points": _points(score.points) if score is not None else None,
        "outcome": one.verdict.outcome.value if one.verdict is not None else None,
        "agreement": one.agreement.value,
        "arithmetic": {"zh": score.arithmetic("zh"), "en": score.arithmetic("en")}
        if score is not None
        else None,
        "variants": list(one.variants),
        "reasons": [told_document(told, told.severity) for told in one.reasons],
    }


def _execution(one: RecheckedExecution) -> _Object:
    line, computed = one.line, one.computed
    return {
        "budget": _number(computed.budget),
        "executed": _number(computed.executed),
        "rate": _number(computed.rate),
        "printed_rate": _printed(line.rate) if line is not None else None,
        "rate_agreement": one.rate_agreement.value,
        "rate_variants": list(one.rate_variants),
        "weight": _number(computed.weight),
        "points": _points(one.points),
        "printed": _printed(line.score) if line is not None else None,
        "agreement": one.agreement.value,
        "variants": list(one.variants),
        "arithmetic": {"zh": computed.arithmetic("zh"), "en": computed.arithmetic("en")},
    }


def _total(one: RecheckedTotal, grade: Wording | None) -> _Object:
    return {
        "weights": _number(one.weights),
        "whole": _number(one.whole),
        "missing": _number(one.missing),
        "counts_execution": one.counts_execution,
        "summed": _points(one.summed),
        "points": _points(one.computed),
        "printed": _number(one.printed),
        "agreement": one.agreement.value,
        "variants": list(one.variants),
        "grade": one.grade or None,
        "printed_grade": _text(grade),
        "grade_agreement": one.grade_agreement.value,
    }


def _text(words: Wording | None) -> str | None:
    return words.text[: LIMITS.characters] if words is not None else None


def _printed(printed: Printed | None) -> _Object | None:
    return {"text": printed.text, "value": _number(printed.value)} if printed is not None else None


def _number(number: Fraction | None) -> str | None:
    return write_number(number) if number is not None else None


def _points(points: Points) -> list[str]:
    return [write_number(points.low), write_number(points.high)]
