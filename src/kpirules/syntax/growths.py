"""Growth of the raw tree: what has grown, over which base, and in what its growth is told."""

import re
from fractions import Fraction
from functools import cache

from attrs import evolve, frozen
from lark import Token, Tree

from kpirules.quantity.number import Refusal
from kpirules.quantity.numerals import read_numeral
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.source import Span
from kpirules.syntax.ast import (
    NOTHING,
    Approximate,
    Bare,
    Comparator,
    Comparison,
    Condition,
    Expression,
    Extent,
    Growth,
    Literal,
    Name,
    Product,
)
from kpirules.syntax.expression import told_in
from kpirules.syntax.extents import Extents
from kpirules.syntax.grammar import terminal
from kpirules.syntax.periods import standard_periods
from kpirules.syntax.terms import Terms, subtrees, tokens
from kpirules.syntax.words import Words

_TIMES = "倍"
_DOUBLINGS = re.compile("翻了?(?P<count>.*)番")
_MOST_DOUBLINGS = 20
_SIDES = (Comparator.AT_MOST, Comparator.AT_MOST)
# Ends of the verb that say a rate (增长率, 增速), and those that say one where no unit does (增幅).
_RATES = ("率", "速", "速度", "比例", "百分比")
_WIDTHS = (*_RATES, "幅", "幅度")
_STILL = {
    "持平": Comparator.EQUAL,
    "下降": Comparator.AT_LEAST,
    "降低": Comparator.AT_LEAST,
    "减少": Comparator.AT_LEAST,
}


@frozen
class _Told:
    """A growth as its words tell it, before a figure says in what."""

    node: Growth
    verb: str = ""
    hedge: str = ""
    reaches: bool = False  # 增加到: what it comes to, not what is added


class Growths:
    """Lowers growth over a base, through the terms of the same text."""

    def __init__(self, terms: Terms, extents: Extents, words: Words) -> None:
        self.terms = terms
        self.extents = extents
        self.words = words

    def chain(self, tree: Tree[Token]) -> tuple[Expression, ...]:
        """The sides of a chain; a growth among them stands beside written figures only."""
        span = self.terms.span(tree)
        growths = [child for child in subtrees(tree) if child.data == "growth"]
        sides = [
            self.scaled_base(child) if child.data == "scaled" else self.terms.expression(child)
            for child in subtrees(tree)
            if child.data != "growth"
        ]
        if not growths:
            return tuple(sides)
        literals = tuple(side for side in sides if isinstance(side, Literal))
        if len(growths) > 1 or len(literals) != len(sides):
            self.terms.refuse("KPI232", span)
            return ()
        told = self.told(growths[0])
        if told.hedge:
            self.terms.refuse("KPI234", span, one=told.hedge, other=str(tokens(tree)[0]))
        node, settled = self.settle(told, literals, span)
        at = subtrees(tree).index(growths[0])
        return (*settled[:at], node, *settled[at:])

    def grown_by(self, tree: Tree[Token]) -> Condition:
        """``同比增长8%``: bare, unless a word before the verb compares (至少增长8%)."""
        span = self.terms.span(tree)
        told = self.told(subtrees(tree)[0])
        literal = self.terms.figure(subtrees(tree)[1])
        if any(token.type == "MINUS" for token in tokens(tree)):
            literal = evolve(literal, quantity=evolve(literal.quantity, number=-literal.quantity.number))
        node, (literal,) = self.settle(told, (literal,), span)
        if told.hedge:
            return self.compared(node, told.hedge, literal, span)
        return Bare(literal, node, span=span)

    def grown_past(self, tree: Tree[Token]) -> Condition:
        span = self.terms.span(tree)
        told = self.told(subtrees(tree)[0])
        behind = subtrees(tree)[1]
        words = [str(t) for t in (*tokens(tree), *tokens(behind)) if t.type in {"MAXIMUM", "LIMIT"}]
        figure = behind if behind.data == "figure" else subtrees(behind)[0]
        node, (literal,) = self.settle(told, (self.terms.figure(figure),), span)
        if told.hedge:
            self.terms.refuse("KPI234", span, one=told.hedge, other=words[-1])
        return self.compared(node, words[-1], literal, span)

    def grown_within(self, tree: Tree[Token]) -> Condition:
        span = self.terms.span(tree)
        first, *figures = subtrees(tree)
        told = self.told(first)
        if told.hedge:
            self.terms.refuse("KPI234", span, one=told.hedge, other=str(tokens(tree)[0]))
        range_ = self.extents.range(figures, span)
        node, (low, high) = self.settle(told, (range_.low, range_.high), span)
        return Comparison((low, node, high), _SIDES, words=("≤", "≤"), span=span)

    def grown_about(self, tree: Tree[Token]) -> Condition:
        span = self.terms.span(tree)
        told = self.told(subtrees(tree)[0])
        if told.hedge:
            self.terms.refuse("KPI214", span, one=told.hedge, other=str(tokens(tree)[-1]))
        node, (literal,) = self.settle(told, (self.terms.figure(subtrees(tree)[1]),), span)
        return Approximate(literal, node, span=span)

    def doubled(self, tree: Tree[Token]) -> Condition:
        """``翻两番`` is twice doubled: four times the base."""
        span = self.terms.span(tree)
        told = self.told(subtrees(tree)[0])
        word, *limits = tokens(tree)
        count = _doublings(str(word))
        if count is None:
            self.terms.refuse("KPI115", self.terms.token_span(word), number=str(word))
            return Bare(NOTHING, span=span)
        literal = Literal(_share(Fraction(2**count)), span=self.terms.token_span(word))
        self.tell_times(str(word), Fraction(2**count), span, added=False)
        node = evolve(told.node, extent=Extent.MULTIPLE)
        if limits:
            return self.compared(node, str(limits[0]), literal, span)
        return Bare(literal, node, span=span)

    def still(self, tree: Tree[Token]) -> Condition:
        """``与上年持平``, ``同比不下降``: the difference to the base is zero, or at least or at most zero."""
        span = self.terms.span(tree)
        word = tokens(tree)[0]
        node = evolve(self.told(subtrees(tree)[0]).node, extent=Extent.AMOUNT)
        nothing = Literal(Quantity(Fraction(0)), span=self.terms.token_span(word))
        comparator = _STILL.get(str(word).removeprefix("不"), Comparator.AT_MOST)
        return Comparison((node, nothing), (comparator,), words=(str(word),), span=span)

    def scaled_by(self, tree: Tree[Token]) -> Condition:
        """``是上年的1.2倍以上``."""
        span = self.terms.span(tree)
        node, literal = self.ratio(subtrees(tree)[0])
        limits = [str(token) for token in tokens(tree)]
        if limits:
            return self.compared(node, limits[0], literal, span)
        return Bare(literal, node, span=span)

    def shrunk(self, tree: Tree[Token]) -> Condition:
        """``减少2倍`` has no meaning, over whatever base."""
        span = self.terms.span(tree)
        self.terms.refuse("KPI230", span, text=str(self.terms.figure(subtrees(tree)[0]).quantity))
        return Bare(NOTHING, span=span)

    def scaled_limit(self, tree: Tree[Token]) -> Condition:
        """``不低于上年的1.2倍``."""
        node, literal = self.ratio(subtrees(tree)[0])
        return self.compared(node, str(tokens(tree)[0]), literal, self.terms.span(tree))

    def scaled_base(self, tree: Tree[Token]) -> Expression:
        """``上年的1.2倍`` beside another input is a product with the base."""
        span = self.terms.span(tree)
        node, literal = self.ratio(tree)
        if node.subject:
            self.terms.refuse("KPI232", span)
        factor = Literal(Quantity(literal.quantity.magnitude), span=literal.span)
        return Product((factor, Name(node.base, span=node.span)), (False, False), span=span)

    def ratio(self, tree: Tree[Token]) -> tuple[Growth, Literal]:
        token = tokens(tree)[0]
        match = self.match(token)
        subject = self.subject(match["of"] or "", token)
        span = self.terms.token_span(token)
        node = Growth(standard_periods().period(match["over"]), Extent.MULTIPLE, subject=subject, span=span)
        figure = self.terms.figure(subtrees(tree)[0])
        node, (literal,) = self.settle(_Told(node, reaches=True), (figure,), self.terms.span(tree))
        return node, literal

    def told(self, tree: Tree[Token]) -> _Told:
        """What the words before the figure say."""
        token = tokens(tree)[0]
        match = self.match(token)
        periods = standard_periods()
        base = (
            periods.period(match["base"]) if match["base"] else "上期" if match["same"] == "环比" else "上年"
        )
        # Quotation marks round the one belong to no name made of both.
        subject = self.subject(f"{match['whose'].strip('「」')}{periods.subject(match['what'] or '')}", token)
        node = Growth(
            base,
            Extent.MULTIPLE if match["ratio"] else Extent.RATE,
            match["fall"] is not None,
            subject,
            span=self.terms.token_span(token),
        )
        verb = f"{match['rise'] or match['fall'] or ''}{match['noun'] or ''}"
        return _Told(node, verb, match["hedge"] or "", match["to"] is not None or match["ratio"] is not None)

    def match(self, token: Token) -> re.Match[str]:
        """The parts of a terminal, told apart by the grammar's own pattern where it stands in the text."""
        found = _pattern(token.type).match(self.terms.spelling.text, token.start_pos or 0)
        if found is None:  # the lexer has matched the same pattern at the same place
            raise AssertionError(token)
        return found

    def subject(self, text: str, token: Token) -> str:
        bare = standard_periods().subject(text.strip()).strip("「」")
        self.terms.no_operator(bare, self.terms.token_span(token))
        return bare

    def settle(
        self, told: _Told, literals: tuple[Literal, ...], span: Span
    ) -> tuple[Growth, tuple[Literal, ...]]:
        """In what the growth is told, by the unit of the figures beside it; 倍 is written as a share of the base."""
        node = told.node
        units = [literal.quantity.unit for literal in literals]
        beside = next((found for found in units if found is not None), None)
        if beside is not None and beside.name == _TIMES:
            # 倍 is no unit of its own here, known or not.
            self.terms.withdraw("KPI303", span)
            if node.falls:
                figure = str(literals[0].quantity)
                if told.reaches:  # 减少到0.5倍 is a level of the base
                    self.terms.refuse("KPI231", span, figure=figure)
                else:
                    self.terms.refuse("KPI230", span, text=figure)
                return node, literals
            if told.reaches and told.verb.endswith(_WIDTHS):
                # 增长率至1.2倍: to 120% of the base, or by 120% of it?
                self.terms.refuse("KPI119", span, text=span.of(self.terms.spelling.source.text))
                return node, literals
            extent = Extent.MULTIPLE if told.reaches else Extent.RATE
            shares = tuple(evolve(one, quantity=_share(one.quantity.number)) for one in literals)
            for one in literals:
                number = one.quantity.number
                self.tell_times(
                    str(one.quantity), number if told.reaches else number + 1, span, added=not told.reaches
                )
            return evolve(node, extent=extent), shares
        is_share = beside is not None and beside.is_share
        if told.reaches:
            if node.extent is not Extent.MULTIPLE or not is_share:
                self.terms.refuse("KPI231", span, figure=str(literals[-1].quantity))
            return node, literals
        if (
            beside is not None
            and told.verb.endswith(_RATES)
            and told_in(node, beside).extent is Extent.AMOUNT
        ):
            self.terms.refuse("KPI233", span, text=told.verb, figure=str(literals[-1].quantity))
        if beside is None and not told.verb.endswith(_WIDTHS):
            node = evolve(node, extent=Extent.AMOUNT)
        return told_in(node, beside), literals

    def tell_times(self, text: str, times: Fraction, span: Span, *, added: bool) -> None:
        share, more = _share(times), _share(times - 1)
        reading = f"基期的 {share}" + (f"，即多出 {more}" if added else "")
        english = f"{share} of the base" + (f", {more} more than it" if added else "")
        self.terms.tell("KPI350", span, text=text, reading=reading, reading_en=english)

    def compared(self, node: Growth, word: str, literal: Literal, span: Span) -> Comparison:
        return Comparison((node, literal), (self.words.comparator(word),), words=(word,), span=span)


def _share(times: Fraction) -> Quantity:
    return Quantity(times * 100, unit("%"))


def _doublings(text: str) -> int | None:
    match = _DOUBLINGS.fullmatch(text)
    count = match["count"] if match is not None else ""
    if not count:
        return 1
    number = read_numeral(count)
    if isinstance(number, Refusal) or number.denominator != 1 or not 0 < number <= _MOST_DOUBLINGS:
        return None
    return int(number)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(terminal(name))
