"""A check as programs read it: one JSON document, the same for the same input, whatever the console is."""

from typing import Any

from kpirules.assessment.assessed import Row
from kpirules.declaration import Indicator, Repair
from kpirules.declaration.sheet import Entry
from kpirules.diagnostics import Diagnostic, Language
from kpirules.evaluation.actuals import (
    Affirmed,
    Dated,
    Done,
    Graded,
    Inapplicable,
    Missing,
    Unusable,
    Within,
    Words,
)
from kpirules.evaluation.sentence import outcome_word
from kpirules.limits import LIMITS
from kpirules.quantity.quantity import Quantity
from kpirules.reporting.document import place_document, write_document
from kpirules.reporting.record import Record, reasons_of
from kpirules.reporting.reported import answer_to, number_text, quantity_of
from kpirules.rules.decision import Decision

FORMAT = "kpirules/check/1"
_Object = dict[str, Any]
_KINDS: dict[type, str] = {
    Quantity: "figure",
    Within: "bound",
    Graded: "grade",
    Affirmed: "yes or no",
    Dated: "date",
    Done: "pieces of work",
    Words: "words",
    Inapplicable: "not applicable",
    Missing: "missing",
    Unusable: "unusable",
}


def write_json(record: Record) -> str:
    r"""The document as text, indented; exact numbers are strings, and characters that show nothing are escaped.

    >>> from kpirules import Assessment, Declaration
    >>> write_json(Record(Assessment(Declaration(), ())))[:31]
    '{\n "format": "kpirules/check/1"'
    """
    return write_document(to_document(record))


def to_document(record: Record) -> _Object:
    """The document as plain dicts, lists, strings, numbers of lines, and ``None``; every key is always there.

    >>> from kpirules import Assessment, Declaration
    >>> to_document(Record(Assessment(Declaration(), ())))["totals"]["indicators"]
    0
    """
    assessment, declaration = record.assessment, record.assessment.declaration
    return {
        "format": FORMAT,
        "declaration": {
            "file": record.form,
            "title": _text(declaration.title),
            "department": _text(declaration.department),
            "year": declaration.year,
        },
        "actuals": {"file": record.sheet},
        "decisions": {"file": assessment.decisions.file},
        "complete": not record.unread,
        "totals": {
            "indicators": len(assessment.rows),
            **{outcome.value: count for outcome, count in assessment.totals.items()},
        },
        "indicators": [_row(row, record) for row in assessment.rows],
        "repairs": [_repair(repair) for repair in record.repairs],
        "diagnostics": [
            *({"about": "declaration", **diagnostic_document(item)} for item in record.diagnostics),
            *({"about": "actuals", **diagnostic_document(item)} for item in assessment.diagnostics),
            *(
                {"about": "decisions", **diagnostic_document(item)}
                for item in assessment.decisions.diagnostics
            ),
        ],
    }


def diagnostic_document(diagnostic: Diagnostic) -> _Object:
    """Code, place, words and span of a diagnostic, and its sentences in both languages.

    >>> diagnostic_document(Diagnostic("KPI101"))["en"]
    'the text is empty'
    """
    source, span = diagnostic.source, diagnostic.span
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "place": place_document(source.place) if source is not None else None,
        "text": source.text[: LIMITS.characters] if source is not None else None,
        "span": [span.start, span.end] if span is not None else None,
        "zh": diagnostic.message("zh"),
        "en": diagnostic.message("en"),
        "hint_zh": diagnostic.hint("zh"),
        "hint_en": diagnostic.hint("en"),
    }


def quantity_document(quantity: Quantity | None) -> _Object | None:
    """The exact number and its unit; ``None`` for none.

    >>> from fractions import Fraction
    >>> quantity_document(Quantity(Fraction(1, 4)))
    {'number': '0.25', 'unit': None}
    """
    return None if quantity is None else {"number": number_text(quantity), "unit": _unit(quantity)}


def _row(row: Row, record: Record) -> _Object:
    verdict, told = row.verdict, record.about_target(row)
    reasons = reasons_of(row, told)
    findings = [item for item in told if item not in reasons] + list(verdict.findings if verdict else ())
    return {
        **_indicator(row.indicator),
        "actuals": [_entry(row, entry) for entry in row.entries],
        "outcome": row.outcome.value,
        "grade": verdict.grade.value if verdict is not None and verdict.grade is not None else None,
        "margin": quantity_document(verdict.margin) if verdict is not None else None,
        "shortfall": [
            {"input": change.name, "by": number_text(change.by), "unit": _unit(change.by)}
            for change in (verdict.shortfall if verdict is not None else ())
        ],
        "explanation": {"zh": _explanation(row, reasons, "zh"), "en": _explanation(row, reasons, "en")},
        "reasons": [diagnostic_document(item) for item in reasons],
        "findings": [diagnostic_document(item) for item in findings],
        "readings": [
            {
                "text": str(bare.quantity.quantity),
                "rule": reading.rule,
                "evidence": reading.evidence,
                "comparator": reading.comparator.value if reading.comparator is not None else None,
            }
            for bare, reading in (verdict.rule.readings if verdict is not None else ())
        ],
        "decision": _decision(row.decision),
        "settle": "\n".join(record.settling(row)) or None,
        "others": [_indicator(other) for other in row.indicator.others],
    }


def _decision(decision: Decision | None) -> _Object | None:
    return None if decision is None else {**decision.plain(), "place": place_document(decision.place)}


def _indicator(indicator: Indicator) -> _Object:
    target = indicator.target
    rule = target.rule if target is not None else None
    return {
        "path": indicator.path,
        "name": indicator.name,
        "levels": list(indicator.levels),
        "place": place_document(indicator.place),
        "tentative": indicator.is_tentative,
        "target": {
            "text": target.text,
            "canonical": str(rule) if rule is not None else None,
            "kind": type(rule.condition).__name__ if rule is not None else None,
            "column": "annual" if indicator.annual_target is not None else "period",
            "place": place_document(target.place),
        }
        if target is not None
        else None,
    }


def _entry(row: Row, entry: Entry) -> _Object:
    return {
        "input": entry.input,
        "value": entry.value,
        "unit": entry.unit,
        "note": entry.note,
        "answer": _KINDS.get(type(answer_to(row, entry))),
        "read": quantity_document(quantity_of(row, entry)),
        "place": place_document(entry.place),
    }


def _explanation(row: Row, reasons: tuple[Diagnostic, ...], lang: Language) -> str:
    if row.verdict is not None:
        return row.verdict.explain(lang)
    colon, semicolon = ("：", "；") if lang == "zh" else (": ", "; ")
    return f"{outcome_word(row.outcome, lang)}{colon}{semicolon.join(reason.message(lang) for reason in reasons)}"


def _repair(repair: Repair) -> _Object:
    return {
        "code": repair.code,
        "tentative": repair.is_tentative,
        "place": place_document(repair.place),
        "before": [list(row) for row in repair.before],
        "after": [list(row) for row in repair.after],
        "others": [[list(row) for row in other] for other in repair.others],
    }


def _unit(quantity: Quantity) -> str | None:
    return f"{quantity.unit.name}{quantity.of}" if quantity.unit is not None else None


def _text(wording: object) -> str | None:
    return None if wording is None else str(wording)
