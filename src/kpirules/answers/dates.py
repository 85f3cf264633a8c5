"""Reading when something was done."""

from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Answer, Dated, Words
from kpirules.source import Source, visible
from kpirules.syntax.ast import Checklist, Condition, Deadline, Period, Qualitative, Scale, YesNo
from kpirules.syntax.parse import parse

# What may be said of a date however it was written: two digits of a year, a full stop.
_TOLD = {"KPI321", "KPI322", "KPI341", "KPI342", "KPI344", "KPI346"}


def read_date(source: Source, condition: Condition) -> tuple[Answer, tuple[Diagnostic, ...]] | None:
    """The days a text tells; words (已完成) tell none, 长期 says its target again; ``None`` for a figure."""
    parsed = parse(source)
    told = tuple(found for found in parsed.diagnostics if found.code in _TOLD)
    match parsed.condition:
        case Deadline(by):
            return Dated(None, by), told
        case Period(None, None):
            return Words(visible(source.text), repeats=parsed.condition == condition), told
        case Period(first, last):
            return Dated(first, last), told
        case Checklist() | Qualitative() | YesNo() | Scale():
            return Words(visible(source.text)), told
        case _:
            return None
