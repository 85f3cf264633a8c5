"""Deadlines and periods of the raw tree: which days the pieces of a date mean, and by or between which of them."""

import re

from attrs import evolve, frozen
from lark import Token, Tree

from kpirules.quantity.calendar import FIRST_YEAR, LAST_YEAR, Day
from kpirules.quantity.number import Refusal
from kpirules.quantity.numerals import read_numeral
from kpirules.source import Span
from kpirules.syntax.ast import Comparator, Deadline, Period, Stretch
from kpirules.syntax.terms import Terms, tokens
from kpirules.syntax.words import Words

_NUMBER = re.compile(r"[0-9]+|[零〇一二两三四五六七八九十]+")
_SAYS_INCLUDED = re.compile("^[及或止为截]|含")
_IN_FIGURES = re.compile(r"^[0-9]{4}|[0-9]{1,2}")
# 完成时间: and 截止日期: before a date say what the name says elsewhere.
_OF_COMPLETION = re.compile("完成|竣工|交付|截止|开工|验收|时限|期限")
_ALONE = re.compile(" *[0-9]{1,2} *")
_NAMED_DAY = re.compile("[日号]")
_RATE = re.compile("(?:率|比例|比率|占比|满意度|知晓度|完成数|人数|人次|次数|场次|件数|户数|数量)$")
_CHANGES = re.compile(
    "[提降增减升]|公[布示开]|发布|[核测]|统计|确定|改善|稳定|优化|保持|压[减降]|上报|报|摸|汇总|登记|录入|清点|落实|明确"
)
_CENTURY = 100
_NOW_BELOW = 50  # 07年 is 2007, 98年 is 1998
_LATE = 21  # what 底 may begin with: nobody calls the 20th the end of a month
_YEAR = 12
_LENGTHS = {"MONTH": 1, "QUARTER": 3, "HALF": 6}
_TENTHS = {"上": 1, "中": 11, "下": _LATE}
_FROM = {"FROM_YEAR": "YEAR", "FROM_MONTH": "MONTH", "FROM_QUARTER": "QUARTER", "FROM_DAY": "DAY"}
_KINDS = {
    **_FROM,
    "HALF_OF_YEAR": "HALF",
    "QUARTER_OF_YEAR": "QUARTER",
    "LAST_QUARTER": "QUARTER",
    "LAST_MONTH": "ISO_MONTH",
}
_BEHIND = {"BY", "WORK", "WITHIN", "DONE_BY", "SINCE"}  # no part of the date itself
_NO_DAY = Day(1, 1)


@frozen
class _Days:
    """The days that a date means; ``late`` where it only says towards the end of them (12月底)."""

    first: Day
    last: Day
    kind: str
    late: bool = False


class Dates:
    """Lowers deadlines and periods, through the terms of the same text."""

    def __init__(self, terms: Terms, words: Words) -> None:
        self.terms = terms
        self.words = words

    def deadline(self, tree: Tree[Token]) -> Deadline:
        found = {token.type: token for token in tokens(tree)}
        span = self.terms.span(tree)
        days = self.days(tokens(tree), None, span)
        before = found.get("BY")
        if before is not None and not _SAYS_INCLUDED.search(before):
            if days.kind == "YEAR" and not days.late:
                self.terms.refuse("KPI142", span, text=self.text(span), year=str(days.last.year or ""))
            elif days.kind != "DAY" and not days.late:
                self.terms.tell("KPI341", span, text=self.text(span), last=str(days.last))
        if "WORK" in found:
            self.work(found["WORK"])
        return Deadline(days.last, span=span)

    def period(self, tree: Tree[Token]) -> Period:
        pieces = tokens(tree)
        found = {token.type: token for token in pieces}
        span = self.terms.span(tree)
        if "LONG" in found:
            return Period(span=span)
        if "TO" in found:
            cut = pieces.index(found["TO"])
            period = self.between(pieces[:cut], pieces[cut + 1 :], span)
            if "前" in found.get("BY", ""):
                period = evolve(period, stretch=Stretch.COMPLETION)
        elif "SINCE" in found:
            return self.since(pieces, found["SINCE"], span)
        else:
            period = self.lone(self.days(pieces, None, span), span)
        if _OF_COMPLETION.search(found.get("LEAD", "")):
            period = evolve(period, stretch=Stretch.COMPLETION)
        if "DONE_BY" in found:
            self.work(found["DONE_BY"])
            period = evolve(period, stretch=Stretch.COMPLETION)
        return period

    def between(self, left: list[Token], right: list[Token], span: Span) -> Period:
        """What one end does not write it takes from the other: 2021年1月-12月, 8月11日至22日."""
        if len(right) == 1 and left[-1].type == "MONTH" and _ALONE.fullmatch(right[0]):
            # The 5 of 3月-5 may be a day or a month.
            self.terms.refuse("KPI119", span, text=self.text(span))
            return Period(_NO_DAY, _NO_DAY, stretch=Stretch.SPAN, span=span)
        closing = self.days(right, self.days(left, None, span, quiet=True), span)
        opening = self.days(left, None, span)
        if opening.first.year is None and closing.last.year is not None:
            opening = self.days(left, None, span, year=closing.last.year, quiet=True)
        first, last = opening.first, closing.last
        if opening.late or (closing.last.year is not None and first.year is None):
            self.terms.refuse("KPI145", span, text=self.text(span))
        elif first.order > last.order and not self.terms.failed:
            self.terms.refuse("KPI141", span, text=self.text(span), first=str(first), last=str(last))
        return Period(first, last, stretch=Stretch.SPAN, span=span)

    def since(self, pieces: list[Token], word: Token, span: Span) -> Period:
        days = self.days(pieces, None, span)
        for piece in pieces:
            if piece.type == "WORK":
                self.work(piece)
        if "后" not in word:
            if days.late:
                self.terms.refuse("KPI145", span, text=self.text(span))
            return Period(days.first, None, span=span)
        after = days.last.after
        if after is None:
            self.terms.refuse("KPI145", span, text=self.text(span))
            return Period(days.first, None, span=span)
        self.terms.tell("KPI344", span, text=self.text(span), first=str(after))
        return Period(after, None, span=span)

    def compared(self, tree: Tree[Token]) -> Deadline | Period:
        """≤2023年12月31日 is a deadline, and =2023年12月31日 the date alone; a date is not more or less than another."""
        span = self.terms.span(tree)
        sign, *pieces = tokens(tree)
        days = self.days(pieces, None, span)
        match self.words.comparator(str(sign)):
            case Comparator.AT_MOST:
                return Deadline(days.last, span=span)
            case Comparator.EQUAL:
                return self.lone(days, span)
            case _:
                self.terms.refuse("KPI144", span, sign=str(sign), text=self.text(span))
                return Deadline(days.last, span=span)

    def lone(self, days: _Days, span: Span) -> Period:
        stretch = Stretch.COMPLETION if days.late else Stretch.DATE
        stretch = Stretch.PERIOD if days.kind == "WHOLE" else stretch
        return Period(days.first, days.last, stretch=stretch, span=span)

    def days(
        self,
        pieces: list[Token],
        before: _Days | None,
        span: Span,
        *,
        year: int | None = None,
        quiet: bool = False,
    ) -> _Days:
        """The days of one date; ``before`` is the other end of a span, whose year and month it shares."""
        reading = _Reading(self, before, year, quiet=quiet)
        for piece in pieces:
            if piece.type not in _BEHIND:
                reading.take(piece)
        found = reading.days()
        if not found.first.is_real or not found.last.is_real:
            if not quiet:
                self.terms.refuse("KPI140", span, text=self.text(span))
            return _Days(_NO_DAY, _NO_DAY, "DAY")
        return found

    def work(self, token: Token) -> None:
        """What is done by then, told where it is long; a rate or count (12月底前完成率) is nothing that is done."""
        if _RATE.search(token) and not _CHANGES.match(token):
            self.terms.refuse("KPI202", self.terms.token_span(token), found=str(token))
        if len(token) > len("全部完成"):
            self.terms.tell("KPI345", self.terms.token_span(token), text=str(token))

    def text(self, span: Span) -> str:
        return span.of(self.terms.spelling.source.text)


class _Reading:
    """One date, piece by piece, from the year down."""

    def __init__(self, dates: Dates, before: _Days | None, year: int | None, *, quiet: bool) -> None:
        self.dates = dates
        self.before = before
        self.quiet = quiet
        self.year = before.first.year if before is not None else year
        self.month: int | None = None
        self.months = _YEAR  # how many, from ``month`` on
        self.day: int | None = None
        self.until: int | None = None
        self.kind = "YEAR"
        self.late = False

    def take(self, piece: Token) -> None:
        kind = _KINDS.get(piece.type, piece.type)
        text = str(piece)
        match kind:
            case "YEAR":
                self.year = self.full_year(piece)
            case "NEXT_YEAR":
                self.next_year(piece)
            case "MONTH" | "QUARTER" | "HALF":
                self.months = _LENGTHS[kind]
                which = (2 if text.startswith("下") else 1) if kind == "HALF" else _number(text)
                self.month = (which - 1) * self.months + 1
                if text.startswith("前"):
                    self.months = _LENGTHS["QUARTER"] * _number(text)
            case "ISO_MONTH" | "ISO_DAY" | "MONTH_DAY":
                self.in_figures(text, kind)
            case "DAY":
                self.on_day(piece)
            case "TENTH":
                self.day = _TENTHS[text[0]]
                self.until = None if text[0] == "下" else self.day + 9
            case "YEAR_END" | "END":
                self.late = True
            case _:
                pass
        if kind not in {"END", "NEXT_YEAR"}:
            year = {"ALL_YEAR", "YEAR_END", "WHOLE"}
            self.kind = "WHOLE" if "全年" in text else "YEAR" if kind in year else kind

    def full_year(self, piece: Token) -> int | None:
        """Two digits are a year of our time, with a finding; 当年 is that of the declaration."""
        if _NUMBER.search(piece) is None:
            return None
        year = _number(str(piece))
        if year >= _CENTURY:
            return year
        year += 2000 if year < _NOW_BELOW else FIRST_YEAR
        if not self.quiet:
            terms = self.dates.terms
            terms.tell("KPI342", terms.token_span(piece), text=str(piece), year=str(year))
        return year

    def next_year(self, piece: Token) -> None:
        if self.year is not None:
            self.year += 1
            return
        terms = self.dates.terms
        terms.refuse("KPI145", terms.token_span(piece), text=str(piece))

    def in_figures(self, text: str, kind: str) -> None:
        numbers = [int(number) for number in _IN_FIGURES.findall(text)]
        if kind == "MONTH_DAY":
            self.month, self.day = numbers[:2]
        else:
            self.year, self.month = numbers[:2]
        self.months = 1
        if kind == "ISO_DAY":
            self.day = numbers[2]

    def on_day(self, piece: Token) -> None:
        self.day = _number(str(piece))
        if self.month is None and self.before is not None:
            self.month, self.months = self.before.first.month, 1
        if not _NAMED_DAY.search(piece) and piece.type == "DAY" and not self.quiet:
            terms = self.dates.terms
            terms.tell("KPI346", terms.token_span(piece), text=str(piece))

    def days(self) -> _Days:
        """The first and last day; one that the calendar lacks stays as it is, to be refused by whoever asked."""
        month = self.month if self.month is not None else 1
        closing = month + self.months - 1
        if not 1 <= month <= closing <= _YEAR or not _in_reach(self.year):
            bad = Day(0, 0, year=self.year)
            return _Days(bad, bad, self.kind)
        last = Day.last_of(closing, year=self.year)
        if self.day is not None and self.kind != "TENTH":
            day = Day(month, self.day, year=self.year)
            return _Days(day, day, "DAY")
        if self.until is not None:
            last = Day(month, self.until, year=self.year)
        first = Day(month, self.day or 1, year=self.year)
        if self.late:
            # The end of a year or quarter may be any day of its last month.
            first = Day(closing, _LATE if self.months == 1 else 1, year=self.year)
        return _Days(first, last, self.kind, self.late)


def _number(text: str) -> int:
    match = _NUMBER.search(text)
    if match is None:
        return 0
    number = read_numeral(match.group())
    return 0 if isinstance(number, Refusal) else int(number)


def _in_reach(year: int | None) -> bool:
    return year is None or FIRST_YEAR <= year <= LAST_YEAR
