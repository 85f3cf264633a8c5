"""The library under the names that scorers of readers and evaluators ask for: nothing but public calls and field names."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kpirules import KpiError, Outcome, Rule, Target, read_target
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit as unit_named
from kpirules.rules.meaning import Meaning

NAME = "kpirules"
ERRORS = (KpiError,)
_DIRECTIONS = {"≥": "at_least", "≤": "at_most", "=": "equal"}
_FINDINGS = {
    "KPI305": "no_comparator",
    "KPI306": "no_comparator",
    "KPI314": "placeholder",
    "KPI311": "number_in_phrase",
    "KPI312": "number_in_phrase",
    "KPI321": "trailing_punctuation",
    "KPI317": "unit_conflict",
    "KPI302": "opaque_unit",
    "KPI303": "opaque_unit",
    "KPI318": "percent_as_ratio",
    "KPI322": "stray_space",
    "KPI133": "scale_not_aim",
    "KPI134": "ocr_damage",
    "KPI135": "ocr_damage",
    "KPI340": "year_missing",
    "KPI325": "direction_vs_name",
}


def target(
    target: str | None, comparator: str | None, unit: str | None, name: str | None
) -> dict[str, Any] | None:
    """What was understood of the cells of one row; ``None`` where nothing was."""
    found, findings = read_target(target, comparator=comparator, unit=unit, name=name)
    if found.rule is None and not found.damaged:
        return None
    told = [_FINDINGS[finding.code] for finding in findings if finding.code in _FINDINGS]
    return {**_fields(found.meaning), "repair": list(found.choices), "findings": told}


def quantity(text: str) -> dict[str, Any] | None:
    """The number, range or date that a text says; ``None`` where it says none."""
    found, _ = read_target(text)
    return None if found.rule is None else _quantity(found.meaning)


def formula(case: Mapping[str, Any]) -> str:
    """The outcome of a case, or ``refused``."""
    found, _ = read_target(
        case["text"],
        comparator=case.get("comparator"),
        unit=case.get("unit"),
        name=case.get("name"),
        year=int(case["year"]) if "year" in case else None,
    )
    if found.rule is None:
        return "refused"
    return Rule.of(found.rule).evaluate(case.get("actuals", case.get("actual"))).outcome.name.lower()


def parse(text: str) -> Target | Rule:
    """A rule, or the target that no figure decides."""
    found, _ = read_target(text)
    return (
        Rule(text)
        if found.is_decidable and found.kind not in {"qualitative", "checklist"}
        else _set_aside(text)
    )


def _set_aside(text: str) -> Target:
    found, _ = read_target(text)
    if found.rule is None:
        Rule(text)  # raises what is the matter
    return found


def is_rule(found: Target | Rule) -> bool:
    """Whether figures decide it."""
    return isinstance(found, Rule)


def evaluate(found: Rule, figures: Mapping[str, object] | None, actual: Decimal | Quantity | None) -> str:
    """The outcome in one word."""
    outcome = found.evaluate(figures if figures is not None else actual).outcome
    return {Outcome.MET: "met", Outcome.NOT_MET: "unmet"}.get(outcome, "undecided")


def format(found: Target | Rule) -> str:  # noqa: A001 - the name that is asked for
    """The canonical text."""
    return str(found)


def number(text: str) -> Decimal:
    """How a plain figure is handed in."""
    return Decimal(text)


def percent(ratio: Fraction) -> Quantity:
    """How a ratio is handed in."""
    return Quantity(ratio * 100, unit_named("%"))


def _quantity(found: Meaning) -> dict[str, Any]:
    fields = _fields(found)
    first, last = fields["date_low"], fields["date_high"]
    if first is None and last is None:
        return fields
    if first == last:
        return {**fields, "value": first}
    return {**fields, "low": first, "high": last, "low_inclusive": True, "high_inclusive": True}


def _fields(found: Meaning) -> dict[str, Any]:
    return {
        "kind": found.kind.value,
        "low": found.low,
        "high": found.high,
        "low_inclusive": found.low_included,
        "high_inclusive": found.high_included,
        "value": found.value,
        "unit": str(found.unit) if found.unit is not None else None,
        "date_low": found.first.isoformat() if found.first is not None else None,
        "date_high": found.last.isoformat() if found.last is not None else None,
        "approx": found.approximate,
        "wanted": found.wanted,
        "base": found.base,
        "items": list(found.items),
        "parts": [_fields(part) for part in found.parts],
        "connective": found.connective,
        "direction_if_bare": _DIRECTIONS.get(found.direction) if found.direction is not None else None,
    }
