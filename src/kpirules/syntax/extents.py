"""Ranges and tolerances of the raw tree: two quantities that share what one of them writes."""

import re
from collections.abc import Sequence

from attrs import evolve
from lark import Token, Tree

from kpirules.quantity.quantity import Quantity
from kpirules.source import Span
from kpirules.syntax.ast import (
    NOTHING,
    Bare,
    Between,
    Comparator,
    Comparison,
    Condition,
    Itself,
    Literal,
    Name,
    Tolerance,
)
from kpirules.syntax.dated import is_date
from kpirules.syntax.terms import Terms, multiplier, only, subtrees, tokens
from kpirules.syntax.words import Words

_INCLUDED = re.compile(r"[0-9][0-9.]*")
_SMALL = 100
_FAR_APART = 1000  # 100-50万 is no range from 100 on
_OPEN = ("余", "多")
_STAYING = re.compile(
    "(?<=.)(?:保持|维持|稳定|(?:严格)?控制)?在$"
)  # the 在 of 误差在±5% is no part of the name
_YEAR_AND_MONTH = re.compile(r"(?:19|20)[0-9]{2}\.(?:0?[1-9]|1[0-2])")


class Extents:
    """Lowers ranges and tolerances, through the terms of the same text."""

    def __init__(self, terms: Terms, words: Words) -> None:
        self.terms = terms
        self.words = words

    def hyphenated(self, tree: Tree[Token], span: Span) -> Condition | None:
        """``3-5天`` is no subtraction: two quantities and a hyphen, with nothing to compare the difference to."""
        products, signs = subtrees(tree), tokens(tree)
        if len(products) != 2 or signs[0].type not in {"MINUS", "PLUS"}:
            return None
        figures = [only(product, "figure") for product in products]
        if signs[0].type == "MINUS":
            return self.ends(products, span)
        negative = only(products[1], "negation")
        if negative is not None and figures[0] and (by := only(subtrees(negative)[0], "figure")):
            return self.around(self.terms.figure(figures[0]), multiplier(figures[0]), by, span)
        return None

    def between(self, tree: Tree[Token]) -> Condition:
        span = self.terms.span(tree)
        trees = subtrees(tree)
        named = trees[0].data == "name"
        sums = trees[1:] if named else trees
        hyphenated = self.hyphenated(sums[0], span) if len(sums) == 1 else self.ends(sums, span)
        if not isinstance(hyphenated, Between):
            self.terms.refuse("KPI219", span)
            return Bare(NOTHING, span=span)
        return self.about(hyphenated, self.terms.name(trees[0])) if named else hyphenated

    def about(self, range_: Between, subject: Name | Itself) -> Condition:
        """The range, said of something that has a name."""
        if isinstance(subject, Itself):
            return range_
        at_most = (Comparator.AT_MOST, Comparator.AT_MOST)
        operands = (range_.low, subject, range_.high)
        return Comparison(operands, at_most, words=("≤", "≤"), span=range_.span)

    def ends(self, trees: Sequence[Tree[Token]], span: Span) -> Between | None:
        """A range between two written numbers, of which either may be negative."""
        figures = [child if child.data == "figure" else only(child, "figure") for child in trees]
        if all(figures):
            return self.range(figures, span)
        if not all(figure or only(child, "negation") for figure, child in zip(figures, trees, strict=True)):
            return None
        low, high = (self.terms.expression(child) for child in trees)
        if not isinstance(low, Literal) or not isinstance(high, Literal):
            return None
        if self.is_open(low, span) or self.is_open(high, span):
            return Between(low, high, span=span)
        one, other = (multiplier(_figure_of(child)) for child in trees)
        lifted = self.lifted(low.quantity, high.quantity, (one, other), span)
        if lifted != low.quantity and high.quantity.unit is None:
            self.tell_shared(lifted, low.span)
        low = evolve(low, quantity=lifted)
        if low.quantity.unit is None and high.quantity.unit is not None:
            low = self.shared(low, high, times=one)
        elif high.quantity.unit is None and low.quantity.unit is not None:
            high = self.shared(high, low, times=other)
        return self.ordered(low, high, span)

    def both(self, low: Tree[Token], high: Tree[Token], span: Span) -> Between | None:
        """The quantities of two limits, 30以上40以下, which share units as those of a range do."""
        return self.ends((low, high), span)

    def range(self, figures: Sequence[Tree[Token] | None], span: Span) -> Between:
        """Both ends of a range: the first shares the 万 of the second, and an end without a unit shares the other's."""
        first, second = (figure for figure in figures if figure is not None)
        low, high = self.terms.figure(first), self.terms.figure(second)
        times = multiplier(second)
        one, other = low.quantity, high.quantity
        if all(_YEAR_AND_MONTH.fullmatch(str(tokens(figure)[0])) for figure in (first, second)):
            self.terms.refuse("KPI131", span, text=f"{tokens(first)[0]}-{tokens(second)[0]}")
        if self.is_open(low, span) or self.is_open(high, span):
            return Between(low, high, span=span)
        one = _counted_once(one, multiplier(first), other)
        other = _counted_once(other, times, one)
        one = self.lifted(one, other, (multiplier(first), times), span)
        if one.unit is None:
            one = evolve(one, unit=other.unit, of=other.of)
        elif other.unit is None:
            other = evolve(other, unit=one.unit, of=one.of)
        for literal, quantity in ((low, one), (high, other)):
            if quantity != literal.quantity:
                self.tell_shared(quantity, literal.span)
        return self.ordered(evolve(low, quantity=one), evolve(high, quantity=other), span)

    def lifted(self, low: Quantity, high: Quantity, times: tuple[int, int], span: Span) -> Quantity:
        """The first end of ``3-5万`` with the 万 of the second; 8-5万 runs backwards, and 500-1万 says a plain 500."""
        one, other = times
        if low.unit is not None or not other > one == 1:
            return low
        if low.number > high.number:
            return low  # backwards either way
        shared = evolve(low, number=low.number * other)
        if low.number < high.number / other and (low.number >= 0 or -low.number < _SMALL):
            return shared
        if abs(low.number) < _SMALL or abs(high.number) >= _FAR_APART * abs(low.number):
            if shared.number > high.number:
                backwards = evolve(shared, unit=high.unit, of=high.of)
                self.terms.refuse("KPI215", span, low=str(backwards), high=str(high))
            else:
                self.terms.refuse("KPI119", span, text=span.of(self.terms.spelling.source.text))
        elif high.unit is None:
            self.tell_shared(low, span)
        return low

    def is_open(self, end: Literal, span: Span) -> bool:
        """Whether one end of a range is left open, which is refused: how far beyond 5万 is 3~5万余?"""
        unit = end.quantity.unit
        if unit is None or not unit.name.startswith(_OPEN):
            return False
        self.terms.withdraw("KPI303", end.span)
        self.terms.refuse("KPI235", span, text=end.span.of(self.terms.spelling.source.text))
        return True

    def ordered(self, low: Literal, high: Literal, span: Span) -> Between:
        one, other = low.quantity.unit, high.quantity.unit
        if one is not None and other is not None and one.dimension != other.dimension:
            self.terms.refuse("KPI401", span, one=str(one), other=str(other))
        elif low.quantity.magnitude > high.quantity.magnitude:
            self.terms.refuse("KPI215", span, low=str(low.quantity), high=str(high.quantity))
        return Between(low, high, span=span)

    def tolerance(self, tree: Tree[Token]) -> Condition:
        span = self.terms.span(tree)
        *around, by = subtrees(tree)
        if by.data == "limited":
            by = self.within(by, span)
        if not around:
            return Tolerance(self.terms.figure(by), span=span)
        if (centre := only(around[0], "figure")) is not None:
            return self.around(self.terms.figure(centre), multiplier(centre), by, span)
        if (named := only(around[0], "name")) is not None:
            [token] = tokens(named)
            around[0] = Tree("name", [token.update(value=_STAYING.sub("", token))])
        value = self.terms.expression(around[0])
        if isinstance(value, Name):
            return Tolerance(self.terms.figure(by), subject=value, span=span)
        if isinstance(value, Literal) and only(around[0], "negation") is not None:
            return self.around(value, multiplier(_figure_of(around[0])), by, span)
        if isinstance(value, Literal):
            return Tolerance(self.terms.figure(by), value, span=span)
        self.terms.refuse("KPI220", span)
        return Bare(NOTHING, span=span)

    def within(self, limited: Tree[Token], span: Span) -> Tree[Token]:
        """The distance of ``±3%以内``, where 以内 says again that it is the most."""
        limit = next((str(token) for token in tokens(limited) if token.type == "LIMIT"), "")
        if limit and self.words.comparator(limit) is not Comparator.AT_MOST:
            self.terms.refuse("KPI225", span, one="±", other=limit)
        return subtrees(limited)[0]

    def including(self, limited: Tree[Token]) -> None:
        """The number that 含 repeats is the limit's: ``90%以上(含80%)`` says two."""
        written = str(tokens(subtrees(limited)[0])[0])
        for token in tokens(limited):
            if (
                token.type == "INCLUDING"
                and (number := _INCLUDED.search(token))
                and number.group() != written
            ):
                self.terms.refuse("KPI225", self.terms.span(limited), one=written, other=str(token))

    def around(self, middle: Literal, times: int, by: Tree[Token], span: Span) -> Tolerance:
        """Both quantities of ``200±10米``, the one without a unit sharing the other's; ``100±5%`` shares nothing."""
        distance, by_times = self.terms.figure(by), multiplier(by)
        one, other = middle.quantity.unit, distance.quantity.unit
        if one is None and by_times > times == 1 and abs(middle.quantity.number) < distance.quantity.number:
            # 200±10万 would reach far below zero: its 200 are 200万.
            middle = evolve(
                middle, quantity=evolve(middle.quantity, number=middle.quantity.number * by_times)
            )
            if other is None:
                self.tell_shared(middle.quantity, middle.span)
        elif one is None and other is None and times > by_times == 1:
            self.terms.refuse("KPI119", span, text=span.of(self.terms.spelling.source.text))
        if one is None and other is not None and not other.is_share:
            middle = self.shared(middle, distance, times=times)
        elif one is not None and other is None:
            distance = self.shared(distance, middle, times=by_times)
        return Tolerance(distance, middle, span=span)

    def shared(self, figure: Literal, beside: Literal, *, times: int) -> Literal:
        """A number without a unit in that of the one beside it; ``times`` is what its own 万 multiplies it by."""
        quantity = _counted_once(figure.quantity, times, beside.quantity)
        quantity = evolve(quantity, unit=beside.quantity.unit, of=beside.quantity.of)
        self.tell_shared(quantity, figure.span)
        return evolve(figure, quantity=quantity)

    def tell_shared(self, quantity: Quantity, span: Span) -> None:
        """A number that took the unit beside it; one that becomes a date by it (1900±2年) is refused."""
        self.terms.tell("KPI324", span, figure=str(quantity))
        if quantity.unit is not None and is_date(quantity.number, quantity.unit.name):
            self.terms.refuse("KPI131", span, text=str(quantity))


def includes(limited: Tree[Token]) -> bool:
    """Whether 含 stands beside the number."""
    return any(token.type == "INCLUDING" for token in tokens(limited))


def _counted_once(quantity: Quantity, times: int, beside: Quantity) -> Quantity:
    """``3万`` beside 5万元 is 3万元: its 万 is that of the unit it shares."""
    if quantity.unit is not None or times == 1 or beside.unit is None or beside.unit.plain is beside.unit:
        return quantity
    return evolve(quantity.counted_in(beside.unit), of=beside.of)


def _figure_of(side: Tree[Token]) -> Tree[Token]:
    """The written number of one side of a range, without its minus sign."""
    negative = only(side, "negation")
    figure = (
        side if side.data == "figure" else only(side if negative is None else subtrees(negative)[0], "figure")
    )
    return side if figure is None else figure
