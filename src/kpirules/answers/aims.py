"""Answers to aims in words and to lists of work: grades, pieces done, and the target said again."""

import re

from kpirules.answers.vocabulary import folded, vocabulary, without_already
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Answer, Done, Graded, Missing, Words
from kpirules.source import Source, Span, visible
from kpirules.syntax.ast import Checklist, Placeholder, Qualitative
from kpirules.syntax.parse import parse
from kpirules.syntax.traditional import fold
from kpirules.syntax.unparse import format_tree
from kpirules.syntax.words import standard_words

# An answer that denies anything (宣传没做, 均未完成) does not tell which pieces it denies.
_DENIED = re.compile(r"[未没无不]")
_ALREADY = re.compile(r"^(?:均|都|全部)?已?经?")
_FINISHED = re.compile(r"(?:均|都|全部)?已?经?(?:完成|落实|办结|到位)$")
_AROUND = " \t\n\r\u3000。．.“”‘’\"'「」『』"
_CLAUSES = re.compile(r"[,，;；。\n]")
_PIECES = re.compile(r"、")


def read_aim(source: Source, aim: Checklist | Qualitative) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """A grade, the target said again, the pieces of a list that are done, or words that decide nothing.

    >>> read_aim(Source("部分达成年度指标"), Qualitative("显著提升"))[0].grade
    <Grade.PARTLY: 'partly reached'>
    """
    if isinstance(aim, Checklist) and _says_all(folded(source.text)):
        values = {"answer": source.text}
        told = Diagnostic("KPI564", source, Span(0, len(source.text)), values)
        return Done(frozenset(item.text for item in aim.items)), (told,)
    return _read(source, aim), ()


def _read(source: Source, aim: Checklist | Qualitative) -> Answer:
    text = source.text
    said, shown = folded(text), visible(text.strip())
    table = vocabulary()
    if said in table.missing or not said:
        return Missing()
    if _repeats(said, aim):
        return Words(shown, repeats=True)
    if (grade := table.grade(said)) is not None:
        return Graded(grade, text=shown)
    found = parse(source).condition
    if isinstance(found, Placeholder):
        return Missing()
    if found == aim:
        return Words(shown, repeats=True)
    if isinstance(aim, Checklist):
        return _done(fold(text), aim) or Words(shown)
    return Words(shown)


def pieces_done(texts: frozenset[str], checklist: Checklist) -> Done:
    """Pieces that were handed in as a set, without the words round them."""
    wanted = {item.text for item in checklist.items}
    return Done(frozenset(_item(text, wanted) for text in texts if text.strip(_AROUND)))


def _repeats(said: str, aim: Checklist | Qualitative) -> bool:
    wanted = folded(format_tree(aim))
    return wanted in {said, without_already(said)}


def _says_all(said: str) -> bool:
    return not vocabulary().all_done.isdisjoint({said, without_already(said)})


def _done(text: str, checklist: Checklist) -> Done | None:
    """The items an answer lists, with or without the words around them; those it says are not done are left out."""
    wanted = {item.text for item in checklist.items}
    listed: frozenset[str] = frozenset()
    denied = False
    for clause in _CLAUSES.split(text):
        pieces = [piece for piece in _PIECES.split(clause) if piece.strip(_AROUND)]
        if _DENIED.search(clause) is None:
            listed |= {_item(piece, wanted) for piece in pieces}
        elif _denies(pieces, wanted):
            denied = True
        else:
            return None
    return Done(listed) if denied or listed & wanted else None


def _denies(pieces: list[str], wanted: set[str]) -> bool:
    """Whether a clause says of wanted items, and of nothing else, that they are not done: 评审、公示未完成."""
    *others, last = pieces
    names = [piece.strip(_AROUND) for piece in others]
    undone = (
        last.strip(_AROUND).removesuffix(word)
        for word in vocabulary().not_done
        if last.strip(_AROUND).endswith(word)
    )
    return all(name in wanted for name in names) and any(name in wanted for name in undone)


def _item(piece: str, wanted: set[str]) -> str:
    """A listed piece without the words round it (已完成动员, 宣传等工作), where that makes it one of those wanted."""
    words = standard_words()
    bare = _ALREADY.sub("", piece.strip(_AROUND))
    forms = [bare, _FINISHED.sub("", bare)]
    forms += [form.removeprefix(verb) for form in forms for verb in words.verbs]
    forms += [form.removesuffix(ending) for form in forms for ending in words.endings]
    return next((form for form in forms if form in wanted), bare)
