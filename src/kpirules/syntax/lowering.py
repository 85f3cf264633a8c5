"""From lark's raw tree to our own conditions: one function a grammar rule, and the refusals that need its meaning."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from attrs import evolve, frozen
from lark import Token, Tree

from kpirules.diagnostics import Diagnostic
from kpirules.quantity.quantity import Quantity
from kpirules.source import Span
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Approximate,
    Bare,
    Between,
    Comparator,
    Comparison,
    Condition,
    Expression,
    Itself,
    Literal,
    Name,
    Tolerance,
    has_input,
)
from kpirules.syntax.spelling import Spelling
from kpirules.syntax.terms import Terms, multiplier, only, subtrees, tokens
from kpirules.syntax.words import Words

_NOTHING = Literal(Quantity(Fraction(0)))


@frozen
class Lowered:
    """A condition's tree with what was noticed on the way; ``condition`` is ``None`` where an error stands among it."""

    condition: Condition | None
    diagnostics: tuple[Diagnostic, ...]


def lower(tree: Tree[Token], spelling: Spelling, words: Words) -> Lowered:
    """The tree of a condition in our own nodes, its spans counting characters of the original text."""
    lowering = _Lowering(spelling, words)
    condition = lowering.condition(tree)
    return Lowered(None if lowering.terms.failed else condition, tuple(lowering.terms.diagnostics))


class _Lowering:
    """The walk over one raw tree; it goes on after a problem so that all of them are told."""

    def __init__(self, spelling: Spelling, words: Words) -> None:
        self.terms = Terms(spelling)
        self.words = words

    def condition(self, tree: Tree[Token]) -> Condition:
        return self.joined(subtrees(tree)[0])

    def joined(self, tree: Tree[Token]) -> Condition:
        """any_of, all_of and the brackets round them."""
        if tree.data == "group":
            return self.joined(subtrees(tree)[0])
        if tree.data not in {"any_of", "all_of", "any_group", "all_group"}:
            return self.part(tree)
        conditions = tuple(self.joined(child) for child in subtrees(tree))
        if len(conditions) == 1:
            return conditions[0]
        span = self.terms.span(tree)
        self.terms.bound_operands(len(conditions), span)
        if tree.data in {"any_of", "any_group"}:
            if any(
                isinstance(condition, AllOf) and not _is_bracketed(child)
                for condition, child in zip(conditions, subtrees(tree), strict=True)
            ):
                self.terms.tell("KPI323", span)
            return AnyOf(conditions, span=span)
        return AllOf(conditions, span=span)

    def part(self, tree: Tree[Token]) -> Condition:
        lowerings: dict[str, Callable[[Tree[Token]], Condition]] = {
            "chain": self.chain,
            "before": self.before,
            "after": self.after,
            "bare": self.bare,
            "between": self.between,
            "tolerance": self.tolerance,
            "approximate": self.approximate,
        }
        return lowerings[tree.data](tree)

    def chain(self, tree: Tree[Token]) -> Condition:
        operands = tuple(self.terms.expression(child) for child in subtrees(tree))
        written = tuple(str(child) for child in tree.children if isinstance(child, Token))
        return self.comparison(operands, written, self.terms.span(tree))

    def comparison(self, operands: tuple[Expression, ...], written: tuple[str, ...], span: Span) -> Condition:
        if (split := self.split_connective(operands, written, span)) is not None:
            return split
        comparators = tuple(self.words.comparator(word) for word in written)
        subject, limit = operands[0], operands[-1]
        deviation = isinstance(subject, Name) and subject.name in self.words.deviations
        if deviation and comparators == (Comparator.AT_MOST,) and isinstance(limit, Literal):
            return Tolerance(limit, span=span)
        if not any(has_input(operand) for operand in operands):
            self.terms.refuse("KPI217", span)
        if len(comparators) > 1 and not _one_way(comparators):
            self.terms.refuse("KPI216", span)
        return Comparison(operands, comparators, words=written, span=span)

    def split_connective(
        self,
        operands: tuple[Expression, ...],
        written: tuple[str, ...],
        span: Span,
    ) -> Condition | None:
        """``本年≥上年且场次≥2``: 且 between complete conditions joins them; a lexer cannot see it inside the name 上年且场次."""
        for at, operand in enumerate(operands[1:-1], 1):
            if not isinstance(operand, Name) or self.terms.spelling.source.text[operand.span.start] == "「":
                continue
            for word, node in (
                ("或者", AnyOf),
                ("或", AnyOf),
                ("并且", AllOf),
                ("同时", AllOf),
                ("且", AllOf),
            ):
                before, found, behind = operand.name.partition(word)
                if not found or not before or not behind:
                    continue
                cut = operand.span.start + len(before)
                left = Name(before, span=Span(operand.span.start, cut))
                right = Name(behind, span=Span(cut + len(found), operand.span.end))
                first = self.comparison((*operands[:at], left), written[:at], Span(span.start, cut))
                second = self.comparison(
                    (right, *operands[at + 1 :]), written[at:], Span(right.span.start, span.end)
                )
                return node((first, second), span=span)
        return None

    def before(self, tree: Tree[Token]) -> Condition:
        word, operand = tokens(tree)[0], subtrees(tree)[0]
        comparator = self.words.comparator(str(word))
        span = self.terms.span(tree)
        return Comparison(
            (Itself(span=Span(span.start, span.start)), self.terms.expression(operand)),
            (comparator,),
            words=(str(word),),
            span=span,
        )

    def after(self, tree: Tree[Token]) -> Condition:
        limited = subtrees(tree)[-1]
        word = str(tokens(limited)[-1])
        subject = self.subject(subtrees(tree)[:-1], self.terms.span(tree))
        quantity = self.terms.figure(subtrees(limited)[0])
        comparator = self.words.comparator(word)
        return Comparison((subject, quantity), (comparator,), words=(word,), span=self.terms.span(tree))

    def bare(self, tree: Tree[Token]) -> Condition:
        span = self.terms.span(tree)
        *named, last = subtrees(tree)
        if last.data == "figure":
            return Bare(self.terms.figure(last), self.subject(named, span), span=span)
        if (range_ := self.hyphenated(last, span)) is not None:
            return range_
        value = self.terms.expression(last)
        if isinstance(value, Literal):
            return Bare(value, Itself(span=Span(span.start, span.start)), span=span)
        self.terms.refuse("KPI210" if has_input(value) else "KPI218", span)
        return Bare(_NOTHING, span=span)

    def hyphenated(self, tree: Tree[Token], span: Span) -> Condition | None:
        """``3-5天`` is no subtraction: two quantities and a hyphen, with nothing to compare the difference to."""
        products, signs = subtrees(tree), tokens(tree)
        if len(products) != 2 or signs[0].type not in {"MINUS", "PLUS"}:
            return None
        figures = [only(product, "figure") for product in products]
        if signs[0].type == "MINUS" and all(figures):
            return self.range(figures, span)
        negative = only(products[1], "negation")
        if (
            signs[0].type == "PLUS"
            and negative is not None
            and figures[0]
            and (by := only(subtrees(negative)[0], "figure"))
        ):
            return self.around(figures[0], by, span)
        return None

    def between(self, tree: Tree[Token]) -> Condition:
        span = self.terms.span(tree)
        trees = subtrees(tree)
        figures = [child if child.data == "figure" else only(child, "figure") for child in trees[-2:]]
        if all(figures):
            range_ = self.range(figures, span)
        else:
            low, high = (self.terms.expression(child) for child in trees[-2:])
            if not isinstance(low, Literal) or not isinstance(high, Literal):
                self.terms.refuse("KPI219", span)
                return Bare(_NOTHING, span=span)
            range_ = self.ordered(low, high, span)
        if trees[0].data != "name" or len(trees) < 3:
            return range_
        subject = self.terms.name(trees[0])
        at_most = (Comparator.AT_MOST, Comparator.AT_MOST)
        return Comparison((range_.low, subject, range_.high), at_most, words=("≤", "≤"), span=span)

    def range(self, figures: Sequence[Tree[Token] | None], span: Span) -> Between:
        """Both ends of a range: the first shares the 万 of the second, and an end without a unit shares the other's."""
        first, second = (figure for figure in figures if figure is not None)
        low, high = self.terms.figure(first), self.terms.figure(second)
        times = multiplier(second)
        one, other = low.quantity, high.quantity
        if one.unit is None and times > multiplier(first) == 1 and one.number < other.number / times:
            one = evolve(one, number=one.number * times)
        if one.unit is None:
            one = evolve(one, unit=other.unit, of=other.of)
        elif other.unit is None:
            other = evolve(other, unit=one.unit, of=one.of)
        for literal, quantity in ((low, one), (high, other)):
            if quantity != literal.quantity:
                self.terms.tell("KPI324", literal.span, figure=str(quantity))
        return self.ordered(evolve(low, quantity=one), evolve(high, quantity=other), span)

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
        if not around:
            return Tolerance(self.terms.figure(by), span=span)
        if (centre := only(around[0], "figure")) is not None:
            return self.around(centre, by, span)
        value = self.terms.expression(around[0])
        if isinstance(value, Name):
            return Tolerance(self.terms.figure(by), subject=value, span=span)
        if isinstance(value, Literal):
            return Tolerance(self.terms.figure(by), value, span=span)
        self.terms.refuse("KPI220", span)
        return Bare(_NOTHING, span=span)

    def around(self, centre: Tree[Token], by: Tree[Token], span: Span) -> Tolerance:
        """Both quantities of ``200±10米``, the one without a unit sharing the other's; ``100±5%`` shares nothing."""
        middle, distance = self.terms.figure(centre), self.terms.figure(by)
        one, other = middle.quantity.unit, distance.quantity.unit
        if one is None and other is not None and not other.is_share:
            middle = self.shared(middle, distance)
        elif one is not None and other is None:
            distance = self.shared(distance, middle)
        return Tolerance(distance, middle, span=span)

    def shared(self, figure: Literal, beside: Literal) -> Literal:
        quantity = evolve(figure.quantity, unit=beside.quantity.unit, of=beside.quantity.of)
        self.terms.tell("KPI324", figure.span, figure=str(quantity))
        return evolve(figure, quantity=quantity)

    def approximate(self, tree: Tree[Token]) -> Condition:
        span = self.terms.span(tree)
        child = subtrees(tree)[0]
        marks = tokens(tree)
        if child.data == "limited" or len(marks) > 1:
            words = [str(token) for token in (*marks, *tokens(child))]
            self.terms.refuse("KPI214", span, one=words[0], other=words[-1])
            return Bare(_NOTHING, span=span)
        return Approximate(self.terms.figure(child), span=span)

    def subject(self, named: Sequence[Tree[Token]], span: Span) -> Name | Itself:
        return self.terms.name(named[0]) if named else Itself(span=Span(span.start, span.start))


def _is_bracketed(tree: Tree[Token]) -> bool:
    """Whether brackets already say what the conditions below belong to."""
    while tree.data == "all_of" and len(tree.children) == 1:
        tree = subtrees(tree)[0]
    return tree.data == "group"


def _one_way(comparators: tuple[Comparator, ...]) -> bool:
    """A chain runs in one direction, so that 3 ≤ x ≥ 5 is not read as two bounds by accident."""
    up = {Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.EQUAL}
    down = {Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.EQUAL}
    return all(sign in up for sign in comparators) or all(sign in down for sign in comparators)
