"""Two limits run together, and numbers that are left open above: 30岁以上40岁以下, 3000余人."""

from collections.abc import Sequence

from lark import Token, Tree

from kpirules.source import Span
from kpirules.syntax.ast import (
    NOTHING,
    AllOf,
    Approximate,
    Bare,
    Between,
    Comparator,
    Comparison,
    Condition,
    Itself,
    Name,
)
from kpirules.syntax.extents import Extents
from kpirules.syntax.terms import only, subtrees, tokens
from kpirules.syntax.words import OPEN_ABOVE, Words

_UP = {Comparator.AT_LEAST, Comparator.MORE_THAN}
_DOWN = {Comparator.AT_MOST, Comparator.LESS_THAN}
_CLOSED = (Comparator.AT_LEAST, Comparator.AT_MOST)


class Cuts:
    """Lowers limits that stand together, through the extents of the same text."""

    def __init__(self, extents: Extents, words: Words) -> None:
        self.extents = extents
        self.terms = extents.terms
        self.words = words

    def both(self, tree: Tree[Token]) -> Condition:
        """Two limits in opposite directions, the lower first, are a range; any others are refused."""
        span = self.terms.span(tree)
        named = subtrees(tree)[0].data == "name"
        subject = self.terms.name(subtrees(tree)[0]) if named else Itself(span=Span(span.start, span.start))
        sides = _sides(tree)
        if len(sides) != 2:
            self.terms.refuse("KPI210", span)
            return Bare(NOTHING, span=span)
        (first, low), (second, high) = sides
        self.no_strict_including(tree)
        one, other = self.words.comparator(str(first)), self.words.comparator(str(second))
        if one not in _UP or other not in _DOWN:
            if second.type == "LIMIT":
                one_, other_ = (self.terms.written(child) for child in subtrees(tree)[-2:])
                self.terms.refuse("KPI206", span, before=one_, found=other_)
            else:
                self.terms.refuse(
                    "KPI203", self.terms.token_span(second), before=str(first), found=str(second)
                )
            return Bare(NOTHING, span=span)
        range_ = self.extents.ends((low, high), span)
        if range_ is None:
            self.terms.refuse("KPI219", span)
            return Bare(NOTHING, span=span)
        return self.joined(range_, (one, other), (str(first), str(second)), subject)

    def no_strict_including(self, tree: Tree[Token]) -> None:
        """``5人(含)以外`` says two things."""
        for limited in subtrees(tree):
            words = {token.type: str(token) for token in tokens(limited)} if limited.data == "limited" else {}
            if "INCLUDING" in words and self.words.comparator(words["LIMIT"]) not in _CLOSED:
                self.terms.refuse("KPI225", self.terms.span(limited), one=words["LIMIT"], other="含")

    def joined(
        self,
        range_: Between,
        comparators: tuple[Comparator, Comparator],
        words: tuple[str, str],
        subject: Name | Itself,
    ) -> Condition:
        if comparators == _CLOSED:
            return self.extents.about(range_, subject)
        if isinstance(subject, Name):
            signs = (comparators[0].flipped, comparators[1])
            return Comparison((range_.low, subject, range_.high), signs, words=words, span=range_.span)
        bounds = tuple(
            Comparison((subject, limit), (sign,), words=(word,), span=limit.span)
            for limit, sign, word in zip((range_.low, range_.high), comparators, words, strict=True)
        )
        return AllOf(bounds, span=range_.span)

    def chained(self, tree: Tree[Token]) -> Condition | None:
        """``年龄≥60≤75``: two limits behind the name of what they limit."""
        words, sides = tokens(tree), subtrees(tree)
        if len(words) != 2 or (named := only(sides[0], "name")) is None:
            return None
        comparators = tuple(self.words.comparator(str(word)) for word in words)
        one, other = comparators
        if one not in _UP or other not in _DOWN or only(sides[1], "name") or only(sides[2], "name"):
            return None
        range_ = self.extents.ends(sides[1:], self.terms.span(tree))
        if range_ is None:
            return None
        return self.joined(range_, (one, other), (str(words[0]), str(words[1])), self.terms.name(named))

    def limits(self, parts: Sequence[Tree[Token]], span: Span) -> Between | None:
        """``15年以上,30年以下``: the same with a comma between; ``None`` where it is no range."""
        after = [subtrees(part)[0] for part in parts if part.data == "after" and len(part.children) == 1]
        sides = [side for limited in after for side in _limit(limited)]
        if len(parts) != 2 or len(sides) != 2:
            return None
        (first, low), (second, high) = sides
        if (self.words.comparator(str(first)), self.words.comparator(str(second))) != _CLOSED:
            return None
        return self.extents.ends((low, high), span)

    def above(self, tree: Tree[Token]) -> Condition:
        """``3000余人`` is more than 3000, and nobody says how much more."""
        span = self.terms.span(tree)
        *named, more = subtrees(tree)
        subject = self.terms.name(named[0]) if named else Itself(span=Span(span.start, span.start))
        literal = self.terms.figure(more)
        self.terms.tell(
            "KPI334",
            literal.span,
            text=literal.span.of(self.terms.spelling.source.text),
            figure=str(literal.quantity),
        )
        return Comparison((subject, literal), (Comparator.MORE_THAN,), words=(OPEN_ABOVE,), span=span)

    def approximate(self, tree: Tree[Token]) -> Condition:
        """``约30天``, ``30天左右``; with a bound beside it (约60家以上) it says two things."""
        span = self.terms.span(tree)
        child = subtrees(tree)[0]
        marks = tokens(tree)
        limits = [token for token in tokens(child) if token.type == "LIMIT"]
        if limits or marks[0].type not in {"ABOUT", "AROUND"}:
            words = [str(token) for token in (*marks, *limits)]
            self.terms.refuse("KPI214", span, one=words[0], other=words[-1])
            return Bare(NOTHING, span=span)
        return Approximate(self.terms.figure(child), span=span)

    def vague(self, tree: Tree[Token]) -> Condition:
        """``超过50余家``, ``约50余家``: a bound, or nearness, of a number that is left open itself."""
        span = self.terms.span(tree)
        [more] = subtrees(tree)
        [word] = tokens(tree)
        open_ = next(token for token in tokens(more) if token.type == "MORE")
        self.terms.refuse("KPI214", span, one=str(word), other=str(open_))
        return Bare(NOTHING, span=span)


def _sides(tree: Tree[Token]) -> list[tuple[Token, Tree[Token]]]:
    """Each comparator with its quantity: behind a word or sign, before a limit."""
    found: list[tuple[Token, Tree[Token]]] = []
    word: Token | None = None
    for child in tree.children:
        if isinstance(child, Token):
            word = child
        elif child.data == "limited":
            found += _limit(child)
        elif child.data != "name" and word is not None:
            found.append((word, child))
    return found


def _limit(limited: Tree[Token]) -> list[tuple[Token, Tree[Token]]]:
    """The word and the quantity of a limit; nothing where it lacks its word."""
    return [(token, subtrees(limited)[0]) for token in tokens(limited) if token.type == "LIMIT"]
