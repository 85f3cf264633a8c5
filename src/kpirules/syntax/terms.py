"""Expressions of the raw tree: sums, products, quantities and names, with their places in the original text."""

import re
from fractions import Fraction

from attrs import evolve
from lark import Token, Tree

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.quantity.mixed import add_up
from kpirules.quantity.number import Refusal, number_scale, read_number
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import find_unit, measure_word, unit
from kpirules.source import Span
from kpirules.syntax.ast import Expression, Literal, Name, Negation, Product, Sum
from kpirules.syntax.dated import is_date
from kpirules.syntax.numerals import holds_number
from kpirules.syntax.periods import standard_periods
from kpirules.syntax.spelling import Spelling
from kpirules.syntax.spoken import hides_growth, hides_operator, is_number
from kpirules.syntax.unparse import lacks_number

# A limit behind the unit that is no word of the language: 5人不到, 50人有余.
_LIMITING = re.compile(
    r"不[到足满]|^不?(?:超过|[低高少多大小等]于)|(?<=.)余$|(?<=.)(?:未满|之外|开外|有余|出头|挂零|之多)"
)
_SCALED_TWICE = re.compile("[kKwW][十百千万亿]|[kKw]$")  # 6W万, 6万w
_CLOCK = re.compile(r"点[钟半整]?")


class Terms:
    """Lowers expressions of one text and gathers what is to be said of it; it goes on after a problem."""

    def __init__(self, spelling: Spelling) -> None:
        self.spelling = spelling
        self.diagnostics: list[Diagnostic] = []
        self.failed = False
        self.growing: list[tuple[str, Span]] = []

    def expression(self, tree: Tree[Token]) -> Expression:
        match tree.data:
            case "sum":
                return self.sum(tree)
            case "product":
                return self.product(tree)
            case "negation":
                return self.negation(tree)
            case "bracket":
                return self.expression(subtrees(tree)[0])
            case "figure":
                return self.figure(tree)
            case "fraction":
                return self.fraction(tree)
            case _:
                return self.name(tree)

    def sum(self, tree: Tree[Token]) -> Expression:
        operands = tuple(self.expression(child) for child in subtrees(tree))
        if len(operands) == 1:
            return operands[0]
        span = self.span(tree)
        self.bound_operands(len(operands), span)
        return Sum(operands, (False, *(sign.type == "MINUS" for sign in tokens(tree))), span=span)

    def product(self, tree: Tree[Token]) -> Expression:
        operands = [self.expression(child) for child in subtrees(tree)]
        divides = [False, *(sign.type == "OVER" for sign in tokens(tree))]
        span = self.span(tree)
        if len(operands) == 1:
            return operands[0]
        fraction = _fraction(operands, divides)
        if fraction is not None:
            return Literal(Quantity(fraction), span=span)
        self.bound_operands(len(operands), span)
        match operands:
            case [Literal(Quantity(_, None)), Name(name) as below] if divides[1] and self.is_unit(below):
                self.refuse("KPI226", span, unit=name)
        return Product(tuple(operands), tuple(divides), span=span)

    def negation(self, tree: Tree[Token]) -> Expression:
        child = subtrees(tree)[0]
        operand = self.expression(child)
        span = self.span(tree)
        if child.data == "figure" and isinstance(operand, Literal):
            return Literal(evolve(operand.quantity, number=-operand.quantity.number), span=span)
        return Negation(operand, span=span)

    def figure(self, tree: Tree[Token]) -> Literal:
        """A number and its unit, or several of them that add up."""
        words = [token for token in tokens(tree) if token.type != "MORE"]
        number_token, *rest = words
        span = self.span(tree)
        number = self.number(number_token)
        if not rest:
            return Literal(Quantity(number), span=span)
        if len(rest) > 1:
            return Literal(self.mixed(words, span), span=span)
        return Literal(self.quantity(number, rest[0], span), span=span)

    def number(self, token: Token) -> Fraction:
        number = read_number(str(token))
        if isinstance(number, Fraction):
            return number
        self.refuse(number.code, self.token_span(token), **dict(number.values))
        return Fraction(0)

    def mixed(self, words: list[Token], span: Span) -> Quantity:
        numbers, units = words[::2], [str(word) for word in words[1::2]]
        units += [""] * (len(numbers) - len(units))
        found = add_up([(self.number(number), unit) for number, unit in zip(numbers, units, strict=True)])
        if found is None:
            one, other = (f"{number}{unit}" for number, unit in zip(numbers[:2], units[:2], strict=True))
            second = self.token_span(words[2]).join(self.token_span(words[min(3, len(words) - 1)]))
            self.refuse("KPI206", second, before=one, found=other)
            return Quantity(Fraction(0))
        self.tell("KPI335", span, figure=str(found))
        return found

    def quantity(self, number: Fraction, word: Token, span: Span) -> Quantity:  # noqa: C901 - one arm a refusal
        written = str(word)
        if len(written) > LIMITS.unit:
            self.refuse("KPI122", self.token_span(word), length=str(len(written)), limit=str(LIMITS.unit))
            return Quantity(number)
        text = span.of(self.spelling.source.text)
        if is_date(number, written):
            self.refuse("KPI131", span, text=text)
            return Quantity(number)
        if _SCALED_TWICE.match(written):
            self.refuse("KPI111", span, number=text)
            return Quantity(number)
        if (known := find_unit(written)) is not None:
            return Quantity(number, known)
        if written[0] in "OoIl" and len(written) > 1:
            self.refuse("KPI132", span, text=text)
            return Quantity(number)
        if written.startswith(("几", "半")) or written == "来" or _CLOCK.fullmatch(written):
            self.refuse("KPI115", span, number=text)
            return Quantity(number)
        if written == "M" or written.startswith("兆"):
            self.refuse("KPI117", span, text=text)
            return Quantity(number)
        if _LIMITING.search(written):
            self.refuse("KPI119", span, text=text)
            return Quantity(number)
        counted = measure_word(written)
        if holds_number(written):
            before = Quantity(number) if counted is None else Quantity(number, counted[0])
            self.refuse("KPI206", span, before=str(before), found=written if counted is None else counted[1])
            return Quantity(number)
        if counted is not None and len(counted[1]) > 1:
            self.tell("KPI302", self.token_span(word), unit=counted[0].name, of=counted[1])
            return Quantity(number, counted[0], of=counted[1])
        self.tell("KPI303", self.token_span(word), unit=written)
        return Quantity(number, unit(written))

    def owed(self, tree: Tree[Token], span: Span) -> Literal:
        """``(3万)`` is minus 30000 in accounts."""
        literal = self.figure(tree)
        owed = evolve(literal.quantity, number=-literal.quantity.number)
        self.tell("KPI326", span, figure=str(owed))
        return Literal(owed, span=span)

    def fraction(self, tree: Tree[Token]) -> Literal:
        """``1/3`` as one number."""
        above, below = (read_number(part) for part in str(tokens(tree)[0]).split("/"))
        span = self.span(tree)
        if isinstance(above, Refusal) or isinstance(below, Refusal) or below == 0:
            self.refuse("KPI111", span, number=str(tokens(tree)[0])[: LIMITS.unit])
            return Literal(Quantity(Fraction(0)), span=span)
        return Literal(Quantity(above / below), span=span)

    def name(self, tree: Tree[Token]) -> Name:
        token = tokens(tree)[0]
        span = self.token_span(token)
        if len(token) > LIMITS.name:
            self.refuse("KPI123", span, length=str(len(token)), limit=str(LIMITS.name))
        found = Name(str(token).strip("「」"), span=span)
        if token.type == "YEAR_LEVEL":
            return evolve(found, name=standard_periods().period(found.name))
        if token.type == "NAME":
            self.no_operator(found.name, span)
        return found

    def no_operator(self, name: str, span: Span) -> None:
        """A name that holds what is left of a comparator, connective or growth hides one."""
        if hides_operator(name):
            self.refuse("KPI221", span, name=name)
        elif hides_growth(name):
            self.growing.append((name, span))
        elif is_number(name):
            self.refuse("KPI217", span)

    def no_growth(self) -> None:
        """A growth that a name swallowed (同比不下降5%以上); without a comparator the words are an aim (与上年基本持平)."""
        if all(found.code != "KPI210" for found in self.diagnostics):
            for name, span in self.growing:
                self.refuse("KPI221", span, name=name)

    def is_unit(self, name: Name) -> bool:
        """Whether an unquoted name is a unit: the 株 of 28.4/株."""
        return not self.is_quoted(name) and find_unit(name.name) is not None

    def is_no_name(self, name: Name) -> bool:
        """What stands behind a comparator where a number is missing: ≥场, ≥XX场."""
        return not self.is_quoted(name) and lacks_number(name.name)

    def is_quoted(self, name: Name) -> bool:
        """Whether a name stands in 「」, where its characters mean nothing else."""
        return self.spelling.source.text.startswith("「", name.span.start)

    def span(self, tree: Tree[Token]) -> Span:
        first: Tree[Token] | Token = tree
        while isinstance(first, Tree):
            first = first.children[0]
        last: Tree[Token] | Token = tree
        while isinstance(last, Tree):
            last = last.children[-1]
        start, end = first.start_pos or 0, (last.start_pos or 0) + len(last)
        if self.spelling.starts is None:
            return Span(start, end)
        return self.token_span(first).join(self.token_span(last))

    def written(self, tree: Tree[Token]) -> str:
        """The characters of a tree in normal spelling."""
        found = list(tree.scan_values(lambda value: isinstance(value, Token)))
        return self.spelling.text[found[0].start_pos : found[-1].end_pos]

    def token_span(self, token: Token) -> Span:
        start = token.start_pos or 0
        return self.spelling.original(Span(start, start + len(token)))

    def bound_operands(self, count: int, span: Span) -> None:
        if count > LIMITS.operands:
            self.refuse("KPI124", span, count=str(count), limit=str(LIMITS.operands))

    def refuse(self, code: str, span: Span, **values: str) -> None:
        self.failed = True
        self.tell(code, span, **values)

    def withdraw(self, code: str, span: Span) -> None:
        """Take back what was said of characters that turn out to mean something else."""
        self.diagnostics = [
            found
            for found in self.diagnostics
            if found.code != code or found.span is None or not span.start <= found.span.start < span.end
        ]

    def tell(self, code: str, span: Span, **values: str) -> None:
        self.diagnostics.append(Diagnostic(code, self.spelling.source, span, values))


def subtrees(tree: Tree[Token]) -> list[Tree[Token]]:
    """The children that are rules, in order."""
    return [child for child in tree.children if isinstance(child, Tree)]


def tokens(tree: Tree[Token]) -> list[Token]:
    """The children that are terminals, in order."""
    return [child for child in tree.children if isinstance(child, Token)]


def only(tree: Tree[Token], rule: str) -> Tree[Token] | None:
    """The single ``rule`` below a sum or product that holds nothing else."""
    while tree.data in {"sum", "product"} and len(tree.children) == 1:
        tree = subtrees(tree)[0]
    return tree if tree.data == rule else None


def parts_of(dated: Tree[Token]) -> list[Tree[Token]]:
    """The date and the figure of ``12月底前(100%)``, where brackets hold a remark and no amount that is owed."""
    return [_without_brackets(piece) if piece.data == "bare" else piece for piece in subtrees(dated)]


def _without_brackets(bare: Tree[Token]) -> Tree[Token]:
    bracket = only(subtrees(bare)[-1], "bracket")
    figure = only(subtrees(bracket)[0], "figure") if bracket is not None else None
    return bare if figure is None else Tree[Token]("bare", [figure])


def multiplier(figure: Tree[Token]) -> int:
    """What the 万, 亿 or k behind a number multiplies it by."""
    return number_scale(str(tokens(figure)[0]))


def _fraction(operands: list[Expression], divides: list[bool]) -> Fraction | None:
    """``2/3`` standing alone between two whole numbers is one number."""
    if len(operands) != 2 or not divides[1]:
        return None
    above, below = operands
    if not isinstance(above, Literal) or not isinstance(below, Literal):
        return None
    if above.quantity.unit is not None or below.quantity.unit is not None:
        return None
    whole = above.quantity.number.denominator == 1 and below.quantity.number.denominator == 1
    if not whole or below.quantity.number <= 0:
        return None
    return above.quantity.number / below.quantity.number
