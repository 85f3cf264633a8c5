"""Reading what was reported: the language of targets, read leniently, beside the target it answers."""

from collections.abc import Iterator

from kpirules.answers.aims import read_aim
from kpirules.answers.dates import read_date
from kpirules.answers.figures import read_figure
from kpirules.answers.questions import read_affirmed
from kpirules.answers.vocabulary import folded, vocabulary
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Answer, Inapplicable, Unusable, answer_of
from kpirules.limits import LIMITS
from kpirules.rules.checked import CheckedRule, Input
from kpirules.rules.solutions import HasRule
from kpirules.rules.target import Target
from kpirules.source import Place, Source, Span
from kpirules.syntax.ast import AllOf, AnyOf, Checklist, Condition, Qualitative, YesNo


def read_actual(
    text: object, target: CheckedRule | HasRule | Target, *, name: str = "", place: Place | None = None
) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """What ``text`` answers to a target, and how it was read where it was read leniently.

    ``name`` is the input that is answered, empty for the indicator itself. Never raises: what cannot be used is an
    answer that carries the reason, and what stands for nothing (空, /, —) is missing, not zero. A figure from Python is
    taken as :class:`~kpirules.Actuals` takes it.

    >>> from kpirules import Rule
    >>> answer, told = read_actual("共举办培训16场", Rule("≥15场"))
    >>> str(answer), told[0].message("en")
    ('16场', 'of “共举办培训16场” the figure “16场” was taken')
    """
    if not isinstance(text, str):
        return answer_of(text), ()
    source = Source(text, place)
    if len(text) > LIMITS.characters:
        return _too_long(source), ()
    if folded(text) in vocabulary().inapplicable:
        return Inapplicable(), ()
    rule = _rule(target)
    if rule is None:
        return Unusable(Diagnostic("KPI524")), ()
    match _asked(rule, name):
        case YesNo() as question:
            return read_affirmed(text, question), ()
        case Checklist() | Qualitative() as aim:
            return read_aim(source, aim)
        case Input() as item:
            dated = item.dated or (not name and any(known.dated for known in rule.by_name.values()))
            date = read_date(source, rule.condition) if dated else None
            return date if date is not None else read_figure(source, rule, item)


def _too_long(source: Source) -> Answer:
    span = Span(LIMITS.characters, len(source.text))
    values = {"length": len(source.text), "limit": LIMITS.characters}
    return Unusable(Diagnostic("KPI120", source, span, values))


def _rule(target: CheckedRule | HasRule | Target) -> CheckedRule | None:
    match target:
        case CheckedRule():
            return target
        case Target():
            return target.rule
        case _:
            return target.checked


def _asked(rule: CheckedRule, name: str) -> YesNo | Checklist | Qualitative | Input:
    """What the answer is asked for: words where a part of the condition takes nothing else, otherwise a figure."""
    if name:
        return rule.by_name.get(name, Input(name))
    if rule.own is not None:
        return rule.own
    in_words = next(_in_words(rule.condition), None)
    if in_words is not None:
        return in_words
    return rule.inputs[0] if len(rule.inputs) == 1 else Input("")


def _in_words(node: Condition) -> Iterator[YesNo | Checklist | Qualitative]:
    match node:
        case AllOf(conditions) | AnyOf(conditions):
            for condition in conditions:
                yield from _in_words(condition)
        case YesNo() | Checklist() | Qualitative():
            yield node
        case _:
            return
