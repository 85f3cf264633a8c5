"""Reading when something was done."""

from attrs import frozen

from kpirules.answers.vocabulary import doubt_of_date, folded, vocabulary
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Answer, Dated, Missing, Unusable, Words
from kpirules.source import Source, Span, visible
from kpirules.syntax.ast import AllOf, Checklist, Condition, Deadline, Period, Qualitative, Scale, YesNo
from kpirules.syntax.parse import parse
from kpirules.syntax.unparse import format_tree

# What may be said of a date however it was written: two digits of a year, a full stop.
_TOLD = {"KPI321", "KPI322", "KPI341", "KPI342", "KPI344", "KPI346"}


def read_date(source: Source, condition: Condition) -> tuple[Answer, tuple[Diagnostic, ...]] | None:
    """The days a text tells; words (已完成) tell none, 长期 says its target again; ``None`` for a figure.

    >>> read_date(Source("2023年12月20日"), Period())[0].last.day
    20
    """
    said = folded(source.text)
    if not said or said in vocabulary().missing:
        return Missing(), ()
    parsed = parse(source)
    told = tuple(found for found in parsed.diagnostics if found.code in _TOLD)
    match parsed.condition:
        case Deadline() | Period() as date:
            if (word := doubt_of_date(source.text)) is not None:
                values = {"answer": source.text, "figure": format_tree(date), "word": word}
                whole = Span(0, len(source.text))
                return Unusable(Diagnostic("KPI567", source, whole, values)), told
            return dated(date) or Words(visible(source.text), repeats=date == condition), told
        case Checklist() | Qualitative() | YesNo() | Scale():
            return Words(visible(source.text)), told
        case _:
            return None


@frozen
class DateBeside:
    """The date in an answer of several ``parts``, itself one of them."""

    date: Dated
    parts: int


def date_beside(source: Source) -> DateBeside | None:
    """The only date of an answer that holds a figure too: 12月底完成16场.

    >>> found = date_beside(Source("12月20日前，16场"))
    >>> str(found.date.last), found.parts
    ('12月20日', 2)
    """
    if doubt_of_date(source.text) is not None:
        return None
    condition = parse(source).condition
    parts = condition.conditions if isinstance(condition, AllOf) else ()
    dates = [part for part in parts if isinstance(part, Deadline | Period)]
    date = dated(dates[0]) if len(dates) == 1 else None
    return DateBeside(date, len(parts)) if date is not None else None


def dated(node: Deadline | Period) -> Dated | None:
    """The days that a date written as a deadline or period tells; ``None`` for 长期."""
    match node:
        case Deadline(by):
            return Dated(None, by)
        case Period(None, None):
            return None
        case Period(first, last):
            return Dated(first, last)
