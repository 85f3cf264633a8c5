"""A monitored form as programs read it: one JSON document, the same for the same input."""

from fractions import Fraction
from typing import Any

from kpirules.assessment.light import Light
from kpirules.assessment.monitored import Monitored, MonitoredRow
from kpirules.assessment.spending import CrossCheck, Spending
from kpirules.assessment.thresholds import thresholds
from kpirules.diagnostics import Diagnostic
from kpirules.quantity.number import write_number
from kpirules.quantity.quantity import Quantity
from kpirules.reporting.document import place_document, write_document
from kpirules.reporting.record import Record, reasons_of
from kpirules.scoring.interval import Points
from kpirules.scoring.policy import Ground

FORMAT = "kpirules/monitor/1"
_Object = dict[str, Any]


def write_monitored_json(monitored: Monitored, record: Record) -> str:
    r"""The document as text, indented; exact numbers are strings, as fractions where a decimal never ends.

    >>> from kpirules import Assessment, Declaration
    >>> from kpirules.assessment.monitoring import monitor
    >>> empty = Assessment(Declaration(), ())
    >>> write_monitored_json(monitor(empty, month=7), Record(empty))[:33]
    '{\n "format": "kpirules/monitor/1"'
    """
    return write_document(to_document(monitored, record))


def to_document(monitored: Monitored, record: Record) -> _Object:
    """The document as plain dicts, lists, strings, numbers of months and lines, and ``None``."""
    declaration, elapsed = monitored.assessment.declaration, monitored.elapsed
    department = declaration.department
    return {
        "format": FORMAT,
        "declaration": {
            "file": record.form,
            "department": department.text if department is not None else None,
            "year": declaration.year,
        },
        "actuals": {"file": record.sheet},
        "elapsed": {
            "share": write_number(elapsed.share),
            "months": elapsed.months,
            "by": elapsed.by.isoformat() if elapsed.by is not None else None,
        },
        "variant": {"name": monitored.variant.name, **_ground(monitored.variant.ground)},
        "complete": not record.unread,
        "totals": {
            "indicators": len(monitored.rows),
            **{_name(light) or "none": count for light, count in monitored.totals.items()},
        },
        "spending": _spending(monitored.spending),
        "cross": None if monitored.cross is None else _cross(monitored.cross),
        "indicators": [_row(row, record) for row in monitored.rows],
        "notes": [_diagnostic(told) for told in monitored.notes],
        "diagnostics": [
            *({"about": "declaration", **_diagnostic(told)} for told in record.diagnostics),
            *({"about": "actuals", **_diagnostic(told)} for told in monitored.assessment.diagnostics),
        ],
    }


def _row(monitored: MonitoredRow, record: Record) -> _Object:
    row, found = monitored.row, monitored.progress
    target, projection = row.indicator.target, monitored.projection
    reasons = found.reasons if row.verdict is not None else reasons_of(row, record.about_target(row))
    grounds = thresholds().grounds
    ground = thresholds().progress.ground if found.rule == "progress" else grounds.get(found.rule)
    return {
        "path": row.indicator.path,
        "name": row.indicator.name,
        "place": place_document(row.indicator.place),
        "tentative": row.indicator.is_tentative,
        "target": target.text if target is not None else None,
        "light": _name(monitored.light),
        "progress": write_number(found.value) if found.value is not None else None,
        "rule": {"name": found.rule, **_ground(ground)},
        "days": found.days,
        "outcome": row.outcome.value,
        "needed": [{"input": change.name, **_quantity(change.by)} for change in monitored.needed],
        "projection": {**_quantity(projection.figure), "outcome": projection.outcome.value}
        if projection is not None
        else None,
        "reasons": [_diagnostic(told) for told in reasons],
        "notes": [_diagnostic(told) for told in monitored.notes],
    }


def _spending(spending: Spending) -> _Object:
    return {
        "light": _name(spending.light),
        "rate": _number(spending.rate),
        "progress": _number(spending.progress),
        "warnings": [_diagnostic(told) for told in spending.warnings],
        **_ground(thresholds().spending.ground),
    }


def _cross(cross: CrossCheck) -> _Object:
    return {
        "light": _name(cross.light),
        "indicators": _points(cross.indicators),
        "spending": write_number(cross.spending),
        "lead": _points(cross.lead),
        "unspent": write_number(cross.unspent),
        **_ground(thresholds().cross.ground),
    }


def _points(points: Points) -> _Object:
    return {"low": write_number(points.low), "high": write_number(points.high)}


def _ground(ground: Ground | None) -> _Object:
    if ground is None:
        return {"source": None, "confidence": None}
    return {"source": ground.source, "confidence": ground.confidence.value}


def _diagnostic(told: Diagnostic) -> _Object:
    return {
        "code": told.code,
        "severity": told.severity.value,
        "place": place_document(told.source.place) if told.source is not None else None,
        "zh": told.message("zh"),
        "en": told.message("en"),
        "hint_zh": told.hint("zh"),
        "hint_en": told.hint("en"),
    }


def _quantity(quantity: Quantity) -> _Object:
    unit = f"{quantity.unit.name}{quantity.of}" if quantity.unit is not None else None
    return {"number": write_number(quantity.number), "unit": unit}


def _number(number: Fraction | None) -> str | None:
    return None if number is None else write_number(number)


def _name(light: Light | None) -> str | None:
    return None if light is None else light.value
