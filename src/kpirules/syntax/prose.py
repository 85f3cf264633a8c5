"""Aims in words: a checklist where the words are a list of work, otherwise a qualitative aim."""

from fractions import Fraction

from lark import Token, Tree

from kpirules.diagnostics import Diagnostic
from kpirules.quantity.quantity import Quantity
from kpirules.source import Span
from kpirules.syntax.ast import Checklist, Comparator, Comparison, Item, Itself, Literal, Qualitative
from kpirules.syntax.spelling import Spelling
from kpirules.syntax.terms import tokens
from kpirules.syntax.words import Words


def lower_prose(
    tree: Tree[Token], spelling: Spelling, words: Words
) -> tuple[Checklist | Qualitative | Comparison, tuple[Diagnostic, ...]]:
    """``完成动员、推荐、宣传等工作`` is three pieces of work, ``零事故`` a bound on zero, ``有效提升`` an aim in words."""
    phrases = [token for token in tokens(tree) if token.type == "PHRASE"]
    whole = Span(_start(phrases[0]), _start(phrases[-1]) + len(phrases[-1].rstrip()))
    span = spelling.original(whole)
    if len(phrases) > 1 and (listed := _checklist(phrases, spelling, words, span)) is not None:
        return listed, ()
    text = spelling.text.strip()
    if (none := words.none.fullmatch(text)) is not None:
        told = Diagnostic("KPI310", spelling.source, span, {"text": text, "thing": none["thing"]})
        zero = Literal(Quantity(Fraction(0)), span=span)
        itself = Itself(span=Span(span.start, span.start))
        return Comparison((itself, zero), (Comparator.AT_MOST,), span=span), (told,)
    return Qualitative(text, span=span), ()


def _checklist(phrases: list[Token], spelling: Spelling, words: Words, span: Span) -> Checklist | None:
    texts = [str(phrase) for phrase in phrases]
    first, last = texts[0].lstrip(), texts[-1].rstrip()
    verb = next((verb for verb in words.verbs if first.startswith(verb) and len(first) > len(verb)), "")
    tail = next((tail for tail in words.endings if last.endswith(tail) and len(last) > len(tail)), "")
    if not verb or not all(text.strip() for text in texts):
        return None
    starts = [_start(phrase) + len(str(phrase)) - len(str(phrase).lstrip()) for phrase in phrases]
    starts[0] += len(verb)
    ends = [_start(phrase) + len(str(phrase).rstrip()) for phrase in phrases]
    ends[-1] -= len(tail)
    items = tuple(
        Item(spelling.text[start:end].strip(), span=spelling.original(Span(start, end)))
        for start, end in zip(starts, ends, strict=True)
    )
    if not all(item.text for item in items):
        return None
    return Checklist(items, verb=verb, tail=tail, span=span)


def _start(token: Token) -> int:
    return token.start_pos or 0
