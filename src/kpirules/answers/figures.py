"""Answers to a target that figures decide: a figure, a bound or range, a statement of none, or why none could be had."""

import re
from fractions import Fraction

from attrs import evolve, frozen

from kpirules.answers.growth import read_grown
from kpirules.answers.phrases import doubt_beside, lone_figure
from kpirules.answers.vocabulary import doubt, folded, vocabulary, without_already
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Answer, Grade, Missing, Unusable, Within, Words
from kpirules.evaluation.counts import counts_things
from kpirules.evaluation.said import said_by
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, comparable, find_unit, unit
from kpirules.rules.check import check
from kpirules.rules.checked import CheckedRule, Input
from kpirules.rules.ranges import Range
from kpirules.rules.readings import names_bad
from kpirules.rules.solutions import range_of
from kpirules.source import Source, Span, visible
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Approximate,
    Bare,
    Between,
    Comparator,
    Comparison,
    Condition,
    Itself,
    Literal,
    Name,
    Placeholder,
    Tolerance,
)
from kpirules.syntax.figures import settle_figures
from kpirules.syntax.parse import Parsed, parse
from kpirules.syntax.spelling import spell
from kpirules.syntax.traditional import fold

# What a target may be taken for and an answer may not, unless nothing beside it speaks against it: 计划16场, 无重大事故.
_OF_TARGETS = frozenset({"KPI310", "KPI311", "KPI312"})
_DAMAGE = frozenset({"KPI132", "KPI134", "KPI135"})
# What a measure word is said to count is what the target counts too, and told by the evaluator.
_NOT_TOLD = frozenset({"KPI302"})
_MULTIPLIERS = "千万亿"
_MYRIAD = re.compile("[万亿萬億]")
_ABOUT = frozenset("约約")
_OPEN_ENDED = ("余", "多")
_Read = tuple[Answer, tuple[Diagnostic, ...]]


def read_figure(source: Source, rule: CheckedRule, item: Input) -> _Read:
    """What a text answers where the figure ``item`` of a rule is due."""
    said = folded(source.text)
    if not said or said in vocabulary().missing:
        return Missing(), ()
    reading = _Reading(source, rule, item)
    if not _ABOUT.isdisjoint(source.text) and vocabulary().no_about.search(fold(source.text)) is not None:
        found = reading.in_phrase(parse(source))
        return found if found is not None else reading.unread(parse(source))
    parsed = parse(source)
    if isinstance(parsed.condition, Placeholder):
        return Missing(), ()
    if not item.name and rule.growing.subjects and (growth := read_grown(source, parsed)) is not None:
        return growth, ()
    if _says_none(said, reading):
        return Quantity(Fraction(0), item.unit), (reading.about("KPI561"),)
    found = reading.settled(parsed) or reading.led(said) or reading.in_phrase(parsed)
    return found if found is not None else reading.unread(parsed)


def _says_none(said: str, reading: "_Reading") -> bool:
    """Whether none is said to have happened (未发生, 零事故), where the target sets an upper bound that zero meets."""
    table = vocabulary()
    bare = without_already(said)
    match = table.none_of.fullmatch(bare)
    if bare not in table.none:
        if match is None:
            return False
        of = match["of"]
        if of not in reading.rule.source.text and not names_bad(of):
            return False
    wanted = range_of(reading.rule)
    return wanted is not None and 0 in wanted and wanted.intervals[-1].high is not None


@frozen
class _Reading:
    """One text beside the figure it answers."""

    source: Source
    rule: CheckedRule
    item: Input

    def settled(self, parsed: Parsed, *, taken: str = "") -> _Read | None:
        """A text that is a figure or a bound as it stands; ``None`` where it is neither."""
        told = tuple(found for found in parsed.diagnostics if found.code not in _NOT_TOLD)
        if parsed.condition is None or not _OF_TARGETS.isdisjoint(found.code for found in parsed.diagnostics):
            return None
        condition, beside = self.chosen(parsed.condition)
        read = self.read(condition)
        if read is None:
            return None
        answer, subject = read
        if isinstance(answer, Unusable):
            return answer, told
        if isinstance(subject, Name) and subject.name != self.item.name:
            if self.item.name:
                return self.doubted(answer, subject.name), told
            words, beside = subject.name, True
        else:
            words = self.source.text
        if beside and (doubtful := doubt_beside(words, self.rule.year)) is not None:
            return self.doubted(answer, doubtful), told
        literal = _literal(condition)
        # 78万 beside a target in 万元 is so much in 元.
        lent = self.base is not None and _writes_no_unit(condition)
        if lent:
            text = visible((taken or self.source.text).strip())
            told = (*told, self.about("KPI507", figure=text, unit=str(self.base)))
        changed = isinstance(answer, Quantity) and literal is not None and answer != literal.quantity
        if taken or beside or (changed and not lent):
            told = (*told, self.about("KPI555", figure=said_by(answer)))
        return answer, told

    def chosen(self, condition: Condition) -> tuple[Condition, bool]:
        """Of several figures the one in the target's unit; ``True`` where something was left beside it."""
        if not isinstance(condition, AllOf):
            return condition, False
        fitting = [part for part in condition.conditions if self.fits(part)]
        if len(fitting) == 1 and _has_figure(condition):
            return fitting[0], True
        return condition, False

    def fits(self, part: Condition) -> bool:
        """Whether a part of an answer is a figure in the unit that is due, or in none."""
        literal = _literal(part)
        if literal is None:
            return isinstance(part, Comparison | Between | Tolerance | Approximate)
        written, wanted = literal.quantity.unit, self.item.unit
        if written is None or wanted is None:
            return True
        return written.dimension == wanted.dimension or comparable(written.dimension, wanted.dimension)

    def read(self, condition: Condition) -> tuple[Answer, object] | None:
        match condition:
            case Bare(Literal(quantity), (Itself() | Name()) as subject):
                return self.figure(quantity), subject
            case Comparison(((Itself() | Name()) as subject, Literal(quantity)), (Comparator.EQUAL,)):
                return self.figure(quantity), subject
            case Approximate() if condition == self.rule.condition:
                return Words(visible(self.source.text.strip()), repeats=True), None
            case Approximate(subject=subject):
                return Unusable(self.about("KPI560")), subject
            case Comparison((Itself() | Name() as subject, *_)) | Tolerance(subject=subject):
                return self.within(condition), subject
            case AllOf() | AnyOf() if _has_figure(condition):
                return Unusable(self.about("KPI557")), None
            case Between() | Comparison() | AllOf() | AnyOf():
                return self.within(condition), None
            case _:
                return None

    def figure(self, quantity: Quantity) -> Answer:
        """A quantity, unless what stands behind its unit takes it back (3个未完成)."""
        written, number = quantity.unit, quantity.number
        if number < 0 and counts_things(self.item, self.rule):
            return Unusable(self.about("KPI565", figure=str(quantity)))
        if written is None:
            return evolve(quantity, unit=self.base) if self.base is not None else quantity
        if written == self.item.unit and quantity.of == self.item.of:
            return quantity
        if not written.known and written.name.startswith(_OPEN_ENDED):
            bound = unit(written.name[1:]) if len(written.name) > 1 else None
            figures = Range.where(">", number if bound is None else number * bound.scale)
            return Within(figures, bound, text=visible(self.source.text.strip()))
        behind = quantity.of or ("" if written.known else written.name)
        grade = vocabulary().grade(behind)
        if grade is Grade.REACHED:
            return evolve(quantity, of="")
        if grade is not None or doubt(behind) is not None:
            return self.doubted(quantity, behind)
        # 16个场次 counts 场.
        beside = find_unit(quantity.of) if quantity.of else None
        return Quantity(number, beside) if beside is not None else quantity

    @property
    def base(self) -> Unit | None:
        """``98万`` beside a target in 万元 is written in 元, not in 万元 again."""
        target = self.item.unit
        if target is None or target.name[0] not in _MULTIPLIERS or not target.multiplies:
            return None
        said = self.source.text
        return target.plain if _MYRIAD.search(said) or target.name[0] in said else None

    def within(self, condition: Condition) -> Answer:
        """The figures of a bound or range on one thing."""
        text = visible(self.source.text.strip())
        rule = check(condition, source=self.source).rule
        figures = range_of(rule) if rule is not None else None
        if rule is None or figures is None or figures.is_empty:
            return Unusable(Diagnostic("KPI520", values={"answer": text}))
        [item] = rule.by_name.values()
        return Within(figures, item.unit or self.base, text=text)

    def led(self, said: str) -> _Read | None:
        """A figure behind words that add nothing: 共举办十六场."""
        rest = said
        while (match := vocabulary().lead.match(rest)) is not None:
            rest = rest[match.end() :]
        if rest == said or not rest:
            return None
        return self.settled(parse(Source(rest)), taken=rest)

    def in_phrase(self, parsed: Parsed) -> _Read | None:
        """The one figure of a phrase in the unit that is due."""
        damage = next((found for found in parsed.diagnostics if found.code in _DAMAGE), None)
        if damage is not None:
            return Unusable(damage), ()
        spelling = settle_figures(spell(self.source))
        if spelling.refused or not any(character.isdigit() for character in spelling.text):
            return None
        found = lone_figure(spelling.text, self.item.unit, year=self.rule.year)
        if isinstance(found, str):
            read = self.settled(parse(Source(found)), taken=found)
            return read if read is not None else (Unusable(self.about("KPI559")), ())
        return Unusable(evolve(found, source=self.source, span=self.whole)), ()

    def unread(self, parsed: Parsed) -> _Read:
        """Words, or characters that say nothing."""
        if parsed.condition is not None:
            values = {"answer": self.source.text, "target": str(self.rule)}
            return Unusable(Diagnostic("KPI516", values=values)), ()
        return Unusable(Diagnostic("KPI503", values={"figure": self.source.text})), parsed.diagnostics

    def doubted(self, answer: Answer, word: str) -> Unusable:
        return Unusable(self.about("KPI558", figure=said_by(answer), word=word))

    def about(self, code: str, **values: object) -> Diagnostic:
        return Diagnostic(code, self.source, self.whole, {"answer": self.source.text, **values})

    @property
    def whole(self) -> Span:
        return Span(0, len(self.source.text))


def _has_figure(condition: AllOf | AnyOf) -> bool:
    """Whether a number stands among several conditions: 16场，17场 is no bound."""
    return any(
        _has_figure(part) if isinstance(part, AllOf | AnyOf) else isinstance(part, Bare)
        for part in condition.conditions
    )


def _writes_no_unit(condition: Condition) -> bool:
    match condition:
        case Bare(literal) | Between(literal):
            return literal.quantity.unit is None
        case Comparison(operands):
            return all(part.quantity.unit is None for part in operands if isinstance(part, Literal))
        case _:
            return False


def _literal(part: Condition) -> Literal | None:
    match part:
        case Bare(literal, Itself() | Name()):
            return literal
        case Comparison((Itself() | Name(), Literal() as literal), _):
            return literal
        case _:
            return None
