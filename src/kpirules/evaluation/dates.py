"""Judging dates: whether something was done by a day, or happened in a stretch of days."""

from datetime import date
from fractions import Fraction

from attrs import frozen

from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Answer, Dated, Missing, Unusable, Words
from kpirules.evaluation.said import said_by
from kpirules.evaluation.values import Values
from kpirules.evaluation.verdict import Outcome, Part
from kpirules.quantity.calendar import Day
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.rules.checked import CheckedRule
from kpirules.rules.dates import date_input
from kpirules.syntax.ast import Deadline, Period
from kpirules.syntax.unparse import format_period


@frozen
class Window:
    """Days of the calendar from ``first`` to ``last``, both included; ``None`` where an end is open."""

    first: date | None
    last: date | None

    def holds(self, other: "Window") -> bool:
        """Whether all of the other window lies in this one."""
        begins = self.first is None or (other.first is not None and other.first >= self.first)
        ends = self.last is None or (other.last is not None and other.last <= self.last)
        return begins and ends

    def misses(self, other: "Window") -> bool:
        """Whether none of the other window lies in this one."""
        before = self.first is not None and other.last is not None and other.last < self.first
        after = self.last is not None and other.first is not None and other.first > self.last
        return before or after


def keep_date(node: Deadline | Period, rule: CheckedRule, values: Values) -> Part:
    """Whether a deadline or period was kept; an answer coarser than its target decides where all of it lies on one side."""
    name = date_input(rule.condition, node)
    answer = values.actuals.inputs.get(name, Missing()) if name else values.actuals.own
    if isinstance(node, Period) and node.first is None and node.last is None:
        return _without_dates(node, name, answer, values)
    wanted = window(node, rule.year)
    if isinstance(wanted, Diagnostic):
        return _open(node, wanted)
    if not isinstance(answer, Dated):
        return _open(node, _refusal(name, answer, values))
    told = window(answer, rule.year)
    if isinstance(told, Diagnostic):
        return _open(node, told)
    if not wanted.holds(told) and not wanted.misses(told):
        shown = {"answer": format_period(answer.first, answer.last), "target": _shown(node)}
        return _open(node, Diagnostic("KPI542", values=shown))
    if told.first is None and wanted.holds(told):
        values.find("KPI543", answer=format_period(answer.first, answer.last))
    outcome = Outcome.of(wanted.holds(told))
    return Part(node, outcome, _margin(wanted, told) if isinstance(node, Deadline) else None)


def window(told: Deadline | Period | Dated, year: int | None) -> Window | Diagnostic:
    """The days of the calendar that a date means, with ``year`` where it writes none; else why they are not known."""
    first, last = (None, told.by) if isinstance(told, Deadline) else (told.first, told.last)
    days = [day.within(year) for day in (first, last) if day is not None]
    for day in days:
        if day.year is None:
            return Diagnostic("KPI540", values={"text": str(day)})
        if day.date is None:
            return Diagnostic("KPI541", values={"text": str(day)})
    return Window(_date(first, year), _date(last, year))


def _date(day: Day | None, year: int | None) -> date | None:
    return None if day is None else day.within(year).date


def _margin(wanted: Window, told: Window) -> Quantity | None:
    """How many days before the deadline; of an answer that names no day, as many as are certain."""
    if wanted.last is None or told.last is None:
        return None
    late = told.first is not None and told.first > wanted.last
    nearest = told.first if late and told.first is not None else told.last
    return Quantity(Fraction((wanted.last - nearest).days), unit("天"))


def _without_dates(node: Period, name: str, answer: Answer, values: Values) -> Part:
    """长期 is judged by people; an answer that says it again is no evidence."""
    match answer:
        case Missing():
            return _open(node, values.missing(name))
        case Words(repeats=True):
            values.find("KPI514")
            return Part(node, Outcome.MET)
        case _:
            return _open(node, Diagnostic("KPI544"))


def _refusal(name: str, answer: Answer, values: Values) -> Diagnostic:
    """Why an answer tells no date."""
    match answer:
        case Missing():
            return values.missing(name)
        case Unusable(reason):
            return reason
        case _:
            return Diagnostic("KPI545", values={"answer": said_by(answer)})


def _open(node: Deadline | Period, reason: Diagnostic) -> Part:
    return Part(node, Outcome.UNDETERMINED, reasons=(reason,))


def _shown(node: Deadline | Period) -> str:
    return f"{node.by}前" if isinstance(node, Deadline) else format_period(node.first, node.last)
