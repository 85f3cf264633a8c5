"""A promise of a task as it is held against indicators, and what an indicator is measured by."""

from collections.abc import Iterable

from attrs import evolve, frozen

from kpirules.audit.profile import Lexicon
from kpirules.audit.row import Row, quantities, unit_of
from kpirules.audit.wordset import grams
from kpirules.declaration.commitment import Commitment
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Dimension, comparable, find_unit
from kpirules.rules.check import check
from kpirules.rules.checked import CheckedRule
from kpirules.rules.compare import Relation, compare
from kpirules.source import Source
from kpirules.syntax.ast import Bare, Comparator, Comparison
from kpirules.syntax.quantities import quantities_in
from kpirules.targets import read_target

_COUNTED_AS = ("个", "项")
_SHORTEST = 2


@frozen(eq=False)
class Promise:
    """A commitment with the number of its task, the rule it makes, and the words of what it counts.

    A number without a comparator is promised as at least so much: who promises 25 courses and gives 26 has kept it.
    """

    task: int
    commitment: Commitment
    rule: CheckedRule
    words: tuple[str, ...]
    verb: str = ""

    @classmethod
    def of(cls, task: int, commitment: Commitment, words: Lexicon) -> "Promise":
        """The promise of a task by its number; ``verb`` is what is done, where it tells something.

        >>> from kpirules import find_commitments
        >>> from kpirules.audit.profile import Profile
        >>> [commitment] = find_commitments("招募25个类别课程项目")
        >>> promise = Promise.of(0, commitment, Profile.standard().words)
        >>> str(promise.rule), promise.words
        ('≥ 25个', ('类别', '别课', '课程'))
        """
        metric = commitment.metric
        for word in words.modifiers:
            if metric.startswith(word) and len(metric) - len(word) >= _SHORTEST:
                metric = metric[len(word) :]
                break
        counted = grams(without_end(metric, words.tails))
        verb = "" if commitment.verb in words.openings else commitment.verb
        return cls(task, commitment, _at_least(commitment), counted, verb)

    @property
    def is_per_unit(self) -> bool:
        """Whether it is promised for each of something (每队, 每场)."""
        return bool(self.commitment.per)

    @property
    def quantity(self) -> Quantity | None:
        """The first figure of the promise."""
        found = quantities_in(self.rule.condition)
        return found[0].quantity if found else None

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """That of its unit, then those whose figures may be compared with it."""
        quantity = self.quantity
        if quantity is None or quantity.unit is None:
            return ()
        own = quantity.unit.dimension
        others = (((word, 1),) for word in _COUNTED_AS)
        return (own, *(other for other in others if other != own and comparable(own, other)))

    @property
    def source(self) -> Source:
        """The promise as written, at the place of its prose."""
        return Source(self.commitment.text, self.commitment.source.place)


def without_end(text: str, ends: Iterable[str]) -> str:
    """``text`` without the longest of the ends, if two characters are left.

    >>> without_end("科普讲座场次", ("场次", "次"))
    '科普讲座'
    """
    for end in sorted(ends, key=len, reverse=True):
        if text.endswith(end) and len(text) - len(end) >= _SHORTEST:
            return text[: -len(end)]
    return text


def measured_by(row: Row) -> tuple[Dimension, ...]:
    """The dimensions of an indicator's figures; that of its name's end (场次) where its target writes no unit."""
    rule = target_rule(row)
    if rule is None or rule.inputs:
        return ()
    units = [found.quantity.unit for found in quantities_in(rule.condition)]
    return tuple(dict.fromkeys(unit.dimension for unit in units if unit is not None))


def target_rule(row: Row) -> CheckedRule | None:
    """The rule of an indicator, its number taken in the unit that the end of its name says where it writes none."""
    target = row.target
    if target is None or target.rule is None:
        return None
    if unit_of(target) is not None or not quantities(target):
        return target.rule
    end = next((row.name[-length:] for length in (2, 1) if find_unit(row.name[-length:]) is not None), "")
    if not end:
        end = {"人数": "人", "次数": "次", "户数": "户", "期数": "期"}.get(row.name[-2:], "")
    if not end:
        return target.rule
    comparator = row.indicator.comparator.text if row.indicator.comparator is not None else ""
    return read_target(target.text, comparator=comparator, unit=end, name=row.name, heading=row.second)[
        0
    ].rule


def relation(row: Row, promise: Promise) -> Relation:
    """How the target of an indicator stands to a promise; a number promised without a comparator is kept by exactly it."""
    rule = target_rule(row)
    if rule is None:
        return Relation.NOT_COMPARABLE
    found = compare(rule, promise.rule)
    if found is Relation.STRONGER and promise.rule.condition != promise.commitment.rule.condition:
        exactly = _bound(promise.commitment, Comparator.EQUAL)
        return Relation.EQUIVALENT if compare(rule, exactly) is Relation.EQUIVALENT else found
    return found


def unit_word(quantity: Quantity | None) -> str:
    """The unit as written, without 万 and 亿.

    >>> from kpirules.quantity.unit import unit
    >>> unit_word(Quantity(2, unit("万人次")))
    '人次'
    """
    return "" if quantity is None or quantity.unit is None else f"{quantity.unit.plain}"


def _at_least(commitment: Commitment) -> CheckedRule:
    """The rule of a commitment, a bare number as a lower bound."""
    is_bare = isinstance(commitment.rule.condition, Bare)
    return _bound(commitment, Comparator.AT_LEAST) if is_bare else commitment.rule


def _bound(commitment: Commitment, comparator: Comparator) -> CheckedRule:
    """A bare number of a commitment with a comparator."""
    bare = commitment.rule.condition
    if not isinstance(bare, Bare):
        return commitment.rule
    bound = Comparison((bare.subject, bare.quantity), (comparator,), span=bare.span)
    checked = check(bound, source=commitment.source, name=commitment.metric).rule
    return checked if checked is not None else evolve(commitment.rule, condition=bound)
