"""The tree of a rule, drawn: each node with its text, what it is, and what it came to."""

from collections.abc import Iterator

from attrs import evolve, frozen

from kpirules.diagnostics import Language
from kpirules.evaluation.compare import written_unit
from kpirules.evaluation.sentence import outcome_word
from kpirules.evaluation.trace import Amount
from kpirules.evaluation.verdict import Outcome, Verdict
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit
from kpirules.reporting.columns import clean, pad, width
from kpirules.reporting.line import Line
from kpirules.reporting.phrases import phrase
from kpirules.rules.checked import CheckedRule
from kpirules.rules.growing import growths_of
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Approximate,
    Bare,
    Between,
    Checklist,
    Comparison,
    Growth,
    Item,
    Itself,
    Literal,
    Name,
    Negation,
    Node,
    Product,
    Sum,
    Tolerance,
)
from kpirules.syntax.expression import times_hundred
from kpirules.syntax.unparse import format_tree

# A range does not write the figure it speaks of.
_OWN = Itself()
_LONGEST = 44
_GAP = 2
_Child = tuple[str, Node]


@frozen
class _Branch:
    """One node on its line: its text behind the lines of the tree, what it is, and its value."""

    text: str
    kind: str
    value: str


def draw_tree(rule: CheckedRule, *, verdict: Verdict | None = None, lang: Language = "zh") -> list[Line]:
    """A line a node, in three columns that stay aligned; the last one is there where figures were judged.

    >>> from kpirules import Rule
    >>> for line in draw_tree(Rule("合格数/总数≥9%").checked, lang="en"):
    ...     print(line.text)
    合格数/总数 ≥ 9%    comparison
    ├─ 合格数/总数      product
    │  ├─ 合格数        reported
    │  └─ / 总数        reported
    └─ ≥ 9%             written
    """
    branches = list(_Drawing(rule, verdict, lang).branches(rule.condition))
    first = max(width(branch.text) for branch in branches) + _GAP
    second = max(width(branch.kind) for branch in branches) + _GAP
    return [
        Line((pad(branch.text, first) + pad(branch.kind, second) + branch.value).rstrip())
        for branch in branches
    ]


class _Drawing:
    """The walk over one rule; its depth is bounded by that of the text the rule was read from."""

    def __init__(self, rule: CheckedRule, verdict: Verdict | None, lang: Language) -> None:
        self.rule = rule
        self.lang = lang
        steps = verdict.trace if verdict is not None else ()
        # A verdict's trace holds the very nodes of the rule, so that no two of them have to be compared.
        self.values = {id(step.node): step.value for step in steps}
        self.values |= {id(_OWN): step.value for step in steps if isinstance(step.node, Itself)}
        # A growth does not write the figures it is computed from; each of them is drawn by one node.
        self.written = {
            name: Name(name) for growth in growths_of(rule.condition) for name in rule.growing.names(growth)
        }
        named = {step.node.name: step.value for step in steps if isinstance(step.node, Name)}
        self.values |= {id(node): named[name] for name, node in self.written.items() if name in named}

    def branches(self, node: Node, sign: str = "", unit: Unit | None = None) -> Iterator[_Branch]:
        """The node and everything below it; its value is shown in ``unit`` where one is given."""
        text = f"{sign} {self.text(node)}".strip()
        yield _Branch(text, phrase(type(node).__name__, self.lang), self.value(node, unit))
        children = list(self.sides(node) if isinstance(node, Growth) else _children(node, self.rule))
        for at, (mark, child) in enumerate(children):
            first, below = ("└─ ", "   ") if at == len(children) - 1 else ("├─ ", "│  ")
            for depth, branch in enumerate(self.branches(child, mark, _unit(node, child))):
                yield evolve(branch, text=(below if depth else first) + branch.text)

    def sides(self, growth: Growth) -> Iterator[_Child]:
        for name in self.rule.growing.names(growth):
            yield "", self.written[name] if name else _OWN

    def text(self, node: Node) -> str:
        if isinstance(node, Itself):
            return phrase("itself", self.lang)
        return clean(node.text if isinstance(node, Item) else format_tree(node), longest=_LONGEST)

    def value(self, node: Node, unit: Unit | None) -> str:
        """Empty where nothing was judged; a number written in the target says itself what it is."""
        if id(node) not in self.values or isinstance(node, Literal):
            return ""
        value = self.values[id(node)]
        if value is None:
            return "?"
        if not isinstance(value, Amount):
            return outcome_word(Outcome(value), self.lang)
        if value.ratio is not None:
            return str(Quantity(value.ratio))
        return value.shown_in(unit or value.written).shown()


def _children(node: Node, rule: CheckedRule) -> Iterator[_Child]:
    """What a node is made of, each with the sign in front of it."""
    match node:
        case AllOf(conditions) | AnyOf(conditions):
            sign = "且" if isinstance(node, AllOf) else "或"
            yield from (("" if at == 0 else sign, condition) for at, condition in enumerate(conditions))
        case Checklist(items):
            yield from (("", item) for item in items)
        case Sum() | Product() | Negation():
            yield from _operands(node)
        case Comparison() | Between() | Tolerance() | Bare() | Approximate():
            yield from _sides(node, rule)
        case _:
            return


def _operands(node: Sum | Product | Negation) -> Iterator[_Child]:
    match node:
        case Sum(operands, negative):
            signs = ("-" if minus else "+" for minus in negative[1:])
            yield from zip(("-" if negative[0] else "", *signs), operands, strict=True)
        case Product(operands, divides):
            signs = ("/" if divide else "×" for divide in divides[1:])
            yield from zip(("1 /" if divides[0] else "", *signs), operands, strict=True)
        case Negation(operand):
            yield "-", operand


def _sides(
    node: Comparison | Between | Tolerance | Bare | Approximate, rule: CheckedRule
) -> Iterator[_Child]:
    match node:
        case Comparison(operands, comparators):
            yield from zip(("", *comparators), operands, strict=True)
        case Between(low, high):
            yield from (("", _OWN), ("≥", low), ("≤", high))
        case Tolerance(by, centre, subject):
            yield from (("", subject), *((("", centre),) if centre is not None else ()), ("±", by))
        case Bare(quantity, subject):
            comparator = rule.reading(node).comparator
            yield from (("", subject), (comparator.value if comparator is not None else "", quantity))
        case Approximate(quantity, subject):
            yield from (("", subject), ("≈", quantity))


def _unit(parent: Node, child: Node) -> Unit | None:
    """The sides of a comparison are shown in the unit it is written in: 89.75% and not 0.8975."""
    if not isinstance(parent, Comparison | Between | Tolerance | Bare | Approximate):
        return None
    return None if isinstance(child, Product) and times_hundred(child) else written_unit(parent)
