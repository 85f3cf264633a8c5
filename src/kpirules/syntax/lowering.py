"""From lark's raw tree to our own conditions: one function a grammar rule, and the refusals that need its meaning."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import attrgetter

from attrs import evolve, frozen
from lark import Token, Tree

from kpirules.diagnostics import Diagnostic
from kpirules.source import Span
from kpirules.syntax.ast import (
    NOTHING,
    AllOf,
    AnyOf,
    Bare,
    Comparator,
    Comparison,
    Condition,
    Expression,
    Itself,
    Literal,
    Name,
    Scale,
    Tolerance,
    YesNo,
)
from kpirules.syntax.connectives import find_joints
from kpirules.syntax.cutoffs import has_cut_offs
from kpirules.syntax.cuts import Cuts
from kpirules.syntax.dates import Dates
from kpirules.syntax.expression import has_input, has_several_dates
from kpirules.syntax.extents import Extents, includes
from kpirules.syntax.growths import Growths
from kpirules.syntax.periods import standard_periods
from kpirules.syntax.spelling import Spelling
from kpirules.syntax.terms import Terms, only, parts_of, subtrees, tokens
from kpirules.syntax.words import Words

_STRICT = {Comparator.MORE_THAN, Comparator.LESS_THAN}
_DEVIATES = {Comparator.AT_MOST, Comparator.LESS_THAN}


@frozen
class Lowered:
    """A condition's tree with what was noticed on the way; ``condition`` is ``None`` where an error stands among it."""

    condition: Condition | None
    diagnostics: tuple[Diagnostic, ...]


def lower(tree: Tree[Token], spelling: Spelling, words: Words) -> Lowered:
    """The tree of a condition in our own nodes, its spans counting characters of the original text."""
    lowering = _Lowering(spelling, words)
    condition = lowering.condition(tree)
    lowering.terms.no_growth()
    if has_several_dates(condition):
        lowering.terms.tell("KPI143", lowering.terms.span(tree))
    return Lowered(None if lowering.terms.failed else condition, tuple(lowering.terms.diagnostics))


class _Lowering:
    """The walk over one raw tree; it goes on after a problem so that all of them are told."""

    def __init__(self, spelling: Spelling, words: Words) -> None:
        self.terms = Terms(spelling)
        self.extents = Extents(self.terms, words)
        self.cuts = Cuts(self.extents, words)
        self.dates = Dates(self.terms, words)
        self.growths = Growths(self.terms, self.extents, words)
        self.words = words

    def condition(self, tree: Tree[Token]) -> Condition:
        child = subtrees(tree)[0]
        if child.data == "answer":
            return YesNo(str(tokens(child)[0]), span=self.terms.span(child))
        if child.data == "scale":
            return self.scale(child)
        return self.joined(child)

    def joined(self, tree: Tree[Token]) -> Condition:
        """any_of, all_of and the brackets round them."""
        if tree.data == "group" or (tree.data in {"any_of", "all_of"} and len(tree.children) == 1):
            return self.joined(subtrees(tree)[0])
        if tree.data not in {"any_of", "all_of", "any_group", "all_group", "dated"}:
            return self.part(tree)
        span = self.terms.span(tree)
        children = subtrees(tree)
        if tree.data in {"all_of", "all_group"}:
            if (limits := self.cuts.limits(children, span)) is not None:
                return limits
            # 12月底前100%到位 is a part for the date and a part for the figure.
            children = [
                piece
                for child in children
                for piece in (parts_of(child) if child.data == "dated" else [child])
            ]
        elif tree.data == "dated":
            children = parts_of(tree)
        conditions = tuple(self.joined(child) for child in children)
        if len(conditions) == 1:
            return conditions[0]
        if any(token.type == "COMMA" for token in tokens(tree)) and has_cut_offs(conditions):
            return self.scale(tree)
        self.terms.bound_operands(len(conditions), span)
        if tree.data in {"any_of", "any_group"}:
            if any(
                isinstance(condition, AllOf) and not _is_bracketed(child)
                for condition, child in zip(conditions, subtrees(tree), strict=True)
            ):
                self.terms.tell("KPI323", span)
            return AnyOf(conditions, span=span)
        return AllOf(conditions, span=span)

    def scale(self, tree: Tree[Token]) -> Scale:
        """``90%以上、80%以上、60%以上``, ``优良中差``: grades to choose from, of which none is said to be wanted."""
        scale = Scale(self.terms.written(tree), span=self.terms.span(tree))
        whole = scale.text == self.terms.spelling.text.strip()
        (self.terms.tell if whole else self.terms.refuse)("KPI133", scale.span, text=scale.text)
        return scale

    def part(self, tree: Tree[Token]) -> Condition:
        """One condition, by the part of the lowering that knows its grammar rule."""
        lower_part: Callable[[Tree[Token]], Condition] = _PARTS[tree.data](self)
        return lower_part(tree)

    def chain(self, tree: Tree[Token]) -> Condition:
        first, sign = subtrees(tree)[0], tokens(tree)[0]
        if (named := only(first, "name")) is not None and str(tokens(named)[0]) in self.words.about:
            self.terms.refuse("KPI214", self.terms.span(tree), one=str(tokens(named)[0]), other=str(sign))
            return Bare(NOTHING, span=self.terms.span(tree))
        for child in subtrees(tree):
            self.no_range(child)
        if (range_ := self.cuts.chained(tree)) is not None:
            return range_
        operands = self.growths.chain(tree)
        if not operands:
            return Bare(NOTHING, span=self.terms.span(tree))
        written = tuple(str(child) for child in tree.children if isinstance(child, Token))
        return self.comparison(operands, written, self.terms.span(tree))

    def comparison(self, operands: tuple[Expression, ...], written: tuple[str, ...], span: Span) -> Condition:
        if (split := self.split_connective(operands, written, span)) is not None:
            return split
        comparators = tuple(self.words.comparator(word) for word in written)
        match operands, comparators:
            case (Name() as subject, Literal() as by), (comparator,) if comparator in _DEVIATES:
                if subject.name.endswith(self.words.deviations):
                    return self.deviation(subject, comparator, by, span)
        self.terms.bound_operands(len(operands), span)
        if not all(has_input(one) or has_input(other) for one, other in pairwise(operands)):
            self.terms.refuse("KPI217", span)
        if len(comparators) > 1 and not _one_way(comparators):
            self.terms.refuse("KPI216", span)
        return Comparison(operands, comparators, words=written, span=span)

    def deviation(self, subject: Name, comparator: Comparator, by: Literal, span: Span) -> Condition:
        """误差 is as large below as above, so its bound is one on both sides."""
        if by.quantity.number < 0:
            self.terms.refuse("KPI223", by.span, figure=str(by.quantity))
        if comparator is Comparator.AT_MOST:
            return Tolerance(by, subject=subject, span=span)
        below = evolve(by, quantity=evolve(by.quantity, number=-by.quantity.number))
        return Comparison((below, subject, by), (comparator, comparator), words=("<", "<"), span=span)

    def split_connective(
        self,
        operands: tuple[Expression, ...],
        written: tuple[str, ...],
        span: Span,
    ) -> Condition | None:
        """``本年≥上年且场次≥2``: 且 between complete conditions joins them; a lexer cannot see it inside the name 上年且场次."""
        for at, operand in enumerate(operands[1:-1], 1):
            is_free = any(has_input(side) for side in operands[:at])
            for joint in find_joints(operand, self.terms.is_quoted):
                name = joint.name
                if joint.node is None and name is operand and not is_free:
                    continue
                if joint.node is None or not is_free:
                    # 0 ≤ 违规或超标次数 ≤ 5 may be one range or two bounds.
                    self.terms.refuse("KPI224", name.span, word=joint.word, name=name.name)
                    return None
                cut = name.span.start + len(joint.before)
                left = Name(joint.before, span=Span(name.span.start, cut))
                right = Name(joint.behind, span=Span(cut + len(joint.word), name.span.end))
                first = self.comparison((*operands[:at], left), written[:at], Span(span.start, cut))
                second = self.comparison(
                    (right, *operands[at + 1 :]), written[at:], Span(right.span.start, span.end)
                )
                rest = second.conditions if isinstance(second, joint.node) else (second,)
                return joint.node((first, *rest), span=span)
        return None

    def before(self, tree: Tree[Token]) -> Condition:
        word, operand = tokens(tree)[0], subtrees(tree)[-1]
        if operand.data == "scaled":
            return self.growths.scaled_limit(tree)
        comparator = self.words.comparator(str(word))
        span = self.terms.span(tree)
        if operand.data == "limited":
            self.say_twice(comparator, operand, span)
            operand = subtrees(operand)[0]
        self.no_range(operand)
        limit = self.terms.expression(operand)
        if isinstance(limit, Name) and self.terms.is_no_name(limit):
            self.terms.refuse("KPI202", span, found=f"{word}")
        if word.type == "MAXIMUM" and len(subtrees(tree)) > 1:
            return self.comparison((self.terms.name(subtrees(tree)[0]), limit), (str(word),), span)
        itself = Itself(span=Span(span.start, span.start))
        if isinstance(limit, Name) and not self.terms.is_quoted(limit):
            limit = evolve(limit, name=standard_periods().period(limit.name))
        return Comparison((itself, limit), (comparator,), words=(str(word),), span=span)

    def say_twice(self, comparator: Comparator, limited: Tree[Token], span: Span) -> None:
        """``≥90%以上`` says one thing twice, ``不低于95%(含)`` too; ``≤90%以上`` and ``>5人(含)`` contradict themselves."""
        limit = next((str(token) for token in tokens(limited) if token.type == "LIMIT"), None)
        other = self.words.comparator(limit) if limit is not None else comparator
        self.extents.including(limited)
        if other is comparator and not (includes(limited) and comparator in _STRICT):
            self.terms.tell("KPI327", span, word=limit or "含")
        else:
            self.terms.refuse("KPI225", span, one=str(comparator), other=limit or "含")

    def no_range(self, side: Tree[Token]) -> None:
        """``≥80%-90%`` is no subtraction: a comparator and a range say two things."""
        products = subtrees(side) if side.data == "sum" else []
        figures = [only(product, "figure") for product in products]
        if len(figures) == 2 and all(figures) and tokens(side)[0].type == "MINUS":
            self.terms.refuse("KPI222", self.terms.span(side))

    def after(self, tree: Tree[Token]) -> Condition:
        limited = subtrees(tree)[-1]
        self.extents.including(limited)
        subject = self.subject(subtrees(tree)[:-1], self.terms.span(tree))
        quantity = self.terms.expression(subtrees(limited)[0])
        word = next((str(token) for token in tokens(limited) if token.type == "LIMIT"), None)
        if word is None or not isinstance(quantity, Literal):
            self.terms.refuse("KPI218" if word is not None else "KPI210", self.terms.span(tree))
            return Bare(NOTHING, span=self.terms.span(tree))
        if includes(limited) and self.words.comparator(word) in _STRICT:
            self.terms.refuse("KPI225", self.terms.span(tree), one=word, other="含")
        return self.comparison((subject, quantity), (word,), self.terms.span(tree))

    def bare(self, tree: Tree[Token]) -> Condition:
        span = self.terms.span(tree)
        *named, last = subtrees(tree)
        if last.data == "figure":
            return Bare(self.terms.figure(last), self.subject(named, span), span=span)
        if (range_ := self.extents.hyphenated(last, span)) is not None:
            return range_
        bracket = only(last, "bracket")
        if bracket is not None and (figure := only(subtrees(bracket)[0], "figure")) is not None:
            return Bare(self.terms.owed(figure, span), self.subject((), span), span=span)
        value = self.terms.expression(last)
        if isinstance(value, Literal):
            return Bare(value, Itself(span=Span(span.start, span.start)), span=span)
        self.terms.refuse("KPI210" if has_input(value) else "KPI218", span)
        return Bare(NOTHING, span=span)

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


# The method for each grammar rule of one condition, named as the rule is.
_PARTS = {
    path.rpartition(".")[2]: attrgetter(path)
    for path in (
        *("chain", "before", "after", "bare", "extents.between", "extents.tolerance"),
        *("cuts.approximate", "cuts.both", "cuts.above", "cuts.vague"),
        *("dates.deadline", "dates.compared", "dates.period"),
        *("growths.grown_by", "growths.grown_past", "growths.grown_within", "growths.grown_about"),
        *("growths.doubled", "growths.still", "growths.scaled_by", "growths.shrunk"),
    )
}
