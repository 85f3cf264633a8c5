"""Deadlines and periods of a rule: which of them the indicator's name asks for, and the years they do not write."""

import tomllib
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files

from attrs import evolve, frozen

from kpirules.diagnostics import Diagnostic
from kpirules.quantity.calendar import FIRST_YEAR, LAST_YEAR, Day
from kpirules.quantity.quantity import Quantity
from kpirules.source import Source, Span
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Bare,
    Condition,
    Deadline,
    Itself,
    Literal,
    Period,
    Stretch,
)

COMPLETED = "完成时间"
"""The input under which a date is reported where the rule asks for something else as well."""


@frozen
class Settled:
    """A condition whose dates are deadlines or periods; ``failed`` where one of them does not exist in its year."""

    condition: Condition
    diagnostics: tuple[Diagnostic, ...] = ()
    failed: bool = False


def settle_dates(condition: Condition, *, source: Source, name: str, year: int | None) -> Settled:
    """A date without 前 is a deadline where the name or the text speaks of completion, else a period."""
    settling = _Settling(source, name, year)
    settled = settling.condition(condition)
    return Settled(settled, tuple(settling.diagnostics), settling.failed)


def date_input(condition: Condition, node: Deadline | Period) -> str:
    """The name of the input that answers a date: that of the indicator itself (empty) where it stands alone."""
    return "" if condition is node else COMPLETED


def word_of_completion(name: str) -> str:
    """The word by which a name speaks of something being done by a day; empty if there is none.

    >>> word_of_completion("项目完成时间"), word_of_completion("项目实施时间")
    ('完成', '')
    """
    return _word_in(name, spans=False)


def asks_for_date(name: str) -> bool:
    """Whether a name asks when: 项目完成时间, 交付日期; 响应时间 asks how long.

    >>> asks_for_date("项目完成时间"), asks_for_date("响应时间")
    (True, False)
    """
    return name.endswith("日期") or (
        name.endswith(("时间", "时限", "期限", "年份")) and bool(word_of_completion(name))
    )


def _word_in(name: str, *, spans: bool) -> str:
    return next((word for word in _words_of_completion()["spans" if spans else "names"] if word in name), "")


@cache
def _words_of_completion() -> Mapping[str, tuple[str, ...]]:
    table = tomllib.loads(files("kpirules.rules").joinpath("dates.toml").read_text(encoding="utf-8"))
    return {key: tuple(words) for key, words in table["completion"].items()}


class _Settling:
    """The walk over one condition; what holds no date stays the very same node."""

    def __init__(self, source: Source, name: str, year: int | None) -> None:
        self.source = source
        self.name = name
        self.year = year
        self.diagnostics: list[Diagnostic] = []
        self.failed = False

    def condition(self, node: Condition) -> Condition:
        match node:
            case AllOf(conditions) | AnyOf(conditions):
                settled = tuple(self.condition(condition) for condition in conditions)
                same = all(one is other for one, other in zip(settled, conditions, strict=True))
                return node if same else evolve(node, conditions=settled)
            case Deadline() | Period():
                self.years(node)
                return self.settled(node)
            case Bare(Literal(Quantity(number, None)), Itself()) if self.is_year(number):
                self.failed = True
                self.tell("KPI146", node.span, text=node.span.of(self.source.text))
                return node
            case _:
                return node

    def is_year(self, number: Fraction) -> bool:
        """2023.1 under 完成时间 may be January or October; nobody means so many days or months."""
        return FIRST_YEAR <= number < LAST_YEAR + 1 and asks_for_date(self.name)

    def settled(self, node: Deadline | Period) -> Deadline | Period:
        if isinstance(node, Deadline) or node.stretch is Stretch.PERIOD or node.last is None:
            return node
        completes = node.stretch is Stretch.COMPLETION
        word = "" if completes else _word_in(self.name, spans=node.stretch is Stretch.SPAN)
        if not completes and not word:
            return evolve(node, stretch=Stretch.PERIOD)
        deadline = Deadline(node.last, span=node.span)
        shown = str(node.last)
        ground = ("", "") if completes else (f"（名称中有“{word}”）", f" (the name says {word})")
        self.tell("KPI343", node.span, last=shown, evidence=ground[0], evidence_en=ground[1])
        return deadline

    def years(self, node: Deadline | Period) -> None:
        for day in _days(node):
            if day.year is None and self.year is None:
                self.tell("KPI340", node.span, text=node.span.of(self.source.text))
                return
            if not day.within(self.year).is_real:
                self.failed = True
                self.tell("KPI140", node.span, text=f"{self.year}年{day}")
                return

    def tell(self, code: str, span: Span, **values: str) -> None:
        self.diagnostics.append(Diagnostic(code, self.source, span, values))


def _days(node: Deadline | Period) -> Iterator[Day]:
    days = (node.by,) if isinstance(node, Deadline) else (node.first, node.last)
    yield from (day for day in days if day is not None)
