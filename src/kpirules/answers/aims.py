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
_AROUND = " \t\n\r\u3000。．."
_LISTING = re.compile(r"[、,，;；\n]")
_DONE = "完成"


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
    return Words(shown, repeats=_says_done(said, aim))


def pieces_done(texts: frozenset[str], checklist: Checklist) -> Done:
    """Pieces that were handed in as a set, without the words round them."""
    wanted = {item.text for item in checklist.items}
    return Done(frozenset(_item(text, wanted) for text in texts if text.strip(_AROUND)))


def _repeats(said: str, aim: Checklist | Qualitative) -> bool:
    wanted = folded(format_tree(aim))
    return wanted in {said, without_already(said)}


def _says_all(said: str) -> bool:
    return not vocabulary().all_done.isdisjoint({said, without_already(said)})


def _says_done(said: str, aim: Qualitative) -> bool:
    """``已完成`` answers ``完成年度审计`` in its own word."""
    return aim.text.startswith(_DONE) and without_already(said) in vocabulary().just_done


def _done(text: str, checklist: Checklist) -> Done | None:
    """The items an answer lists, with or without the words around them."""
    if _DENIED.search(text):
        return None
    wanted = {item.text for item in checklist.items}
    listed = frozenset(_item(piece, wanted) for piece in _LISTING.split(text) if piece.strip(_AROUND))
    return Done(listed) if listed & wanted else None


def _item(piece: str, wanted: set[str]) -> str:
    """A listed piece without the words round it (已完成动员, 宣传等工作), where that makes it one of those wanted."""
    words = standard_words()
    bare = _ALREADY.sub("", piece.strip(_AROUND))
    forms = [bare, _FINISHED.sub("", bare)]
    forms += [form.removeprefix(verb) for form in forms for verb in words.verbs]
    forms += [form.removesuffix(ending) for form in forms for ending in words.endings]
    return next((form for form in forms if form in wanted), bare)
