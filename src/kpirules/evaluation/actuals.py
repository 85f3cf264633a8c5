"""What was reported: quantities, bounds, words, grades, yes and no, pieces of work done, or nothing."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from kpirules.diagnostics import Diagnostic
from kpirules.quantity.calendar import Day
from kpirules.quantity.number import Refusal, number_of
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit
from kpirules.rules.ranges import Range
from kpirules.syntax.ast import Extent


@frozen
class Missing:
    """Nothing was reported; missing is never zero."""


@frozen
class Inapplicable:
    """Whoever reports declares that the indicator does not apply."""


@frozen
class Within:
    """A bound or range where a figure is due (≥266米): the figure is one of ``figures``, in base units of ``unit``.

    Without a unit they are plain numbers, which take the target's. ``text`` is how it was given.
    """

    figures: Range
    unit: Unit | None = None
    text: str = field(default="", kw_only=True)


@frozen
class Words:
    """An answer in words (良好); ``repeats`` tells that it only says the target again."""

    text: str
    repeats: bool = field(default=False, kw_only=True)


@frozen
class Done:
    """The pieces of work of a checklist that are done."""

    items: frozenset[str]


@frozen
class Unusable:
    """Something that is no figure (a float, NaN, a bound); ``reason`` says why and what to report instead."""

    reason: Diagnostic


class Grade(StrEnum):
    """The three grades of an aim that no figure decides."""

    REACHED = "reached"
    PARTLY = "partly reached"
    MISSED = "missed"


@frozen
class Graded:
    """A grade that was reported (部分达成年度指标), with the words it was reported in."""

    grade: Grade
    text: str = field(default="", kw_only=True)


@frozen
class Dated:
    """When something was done: a day, or some day from ``first`` to ``last`` where only a month is told.

    ``None`` where an end is not told (12月底前, 10月1日起).
    """

    first: Day | None
    last: Day | None


@frozen
class Affirmed:
    """An answer to a question: yes or no; ``text`` is how it was given (是, 有, 已完成)."""

    yes: bool
    text: str = field(default="", kw_only=True)


@frozen
class Grown:
    """The growth itself, where it was reported instead of the figures (同比增长9.2%); ``base`` is empty where none is said."""

    by: Quantity
    extent: Extent = Extent.RATE
    falls: bool = False
    base: str = ""

    def __str__(self) -> str:
        return f"{f'较{self.base}' if self.base else ''}{'下降' if self.falls else '增长'}{self.by}"


Answer = (
    Quantity | Grown | Within | Missing | Inapplicable | Words | Done | Graded | Dated | Affirmed | Unusable
)


@frozen
class Actuals:
    """The indicator's own answer, and the figures of a formula's inputs by name.

    ``findings`` say how answers were read from texts; the verdict passes them on.

    >>> Actuals.of({"满意人数": 1795, "调查总人数": 2000}).inputs["满意人数"].number
    Fraction(1795, 1)
    """

    own: Answer = Missing()
    inputs: Mapping[str, Answer] = field(factory=dict, hash=False)
    findings: tuple[Diagnostic, ...] = field(default=(), kw_only=True, eq=False)

    @classmethod
    def of(cls, figures: object) -> "Actuals":
        """A lone figure, a mapping of names to figures, or an iterable of pieces of work done; strings are not read here."""
        if isinstance(figures, Actuals):
            return figures
        if isinstance(figures, Mapping):
            # Copied at once: what another thread does to the mapping afterwards cannot change a verdict.
            return cls(inputs={str(name): answer_of(figure) for name, figure in dict(figures).items()})
        if isinstance(figures, Iterable) and not isinstance(figures, str | bytes):
            return cls(own=Done(frozenset(str(item).strip() for item in figures)))
        return cls(own=answer_of(figures))

    @classmethod
    def from_floats(cls, figures: Mapping[str, float] | float) -> "Actuals":
        """Take floats as the shortest decimals that print them (0.1 is 1/10), for callers who know theirs came from decimals.

        >>> Actuals.from_floats({"合格率": 0.95}).inputs["合格率"].number
        Fraction(19, 20)
        """
        if isinstance(figures, Mapping):
            return cls(inputs={str(name): _shortest(figure) for name, figure in figures.items()})
        return cls(own=_shortest(figures))

    @classmethod
    def not_applicable(cls) -> "Actuals":
        """Whoever reports declares that the indicator does not apply."""
        return cls(own=Inapplicable())

    def with_input(self, name: str, answer: Answer) -> "Actuals":
        """The same actuals with one figure replaced; an empty name stands for the indicator's own."""
        if not name:
            return Actuals(answer, self.inputs, findings=self.findings)
        return Actuals(self.own, {**self.inputs, name: answer}, findings=self.findings)


def answer_of(figure: object) -> Answer:
    """The typed answer for a figure handed in from Python.

    >>> answer_of(0.5).reason.code
    'KPI502'
    """
    if figure is None:
        return Missing()
    if isinstance(figure, Quantity):
        number = number_of(figure.number)
        return (
            figure
            if isinstance(number, Fraction)
            else Unusable(Diagnostic(number.code, values=number.values))
        )
    if isinstance(
        figure, Grown | Within | Missing | Inapplicable | Words | Done | Graded | Dated | Affirmed | Unusable
    ):
        return figure
    if isinstance(figure, str):
        return Words(figure)
    if isinstance(figure, date):
        day = Day.of(figure)
        return (
            Dated(day, day)
            if day.is_real
            else Unusable(Diagnostic("KPI541", values={"text": figure.isoformat()}))
        )
    number = number_of(figure)
    if isinstance(number, Refusal):
        return Unusable(Diagnostic(number.code, values=number.values))
    return Quantity(number)


def _shortest(figure: float) -> Answer:
    return answer_of(Decimal(repr(float(figure))))
