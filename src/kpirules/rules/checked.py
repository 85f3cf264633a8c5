"""The checked rule: what evaluation, ranges and batches work on."""

from collections.abc import Mapping
from functools import cached_property, lru_cache

from attrs import field, frozen

from kpirules.diagnostics import Language
from kpirules.limits import LIMITS
from kpirules.quantity.unit import Unit
from kpirules.rules.decision import Decision
from kpirules.rules.growing import Growing
from kpirules.source import Source
from kpirules.syntax.ast import Bare, Comparator, Condition
from kpirules.syntax.unparse import format_tree

_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_DIRECTIONS = {
    Comparator.AT_LEAST: ("至少", "at least"),
    Comparator.AT_MOST: ("至多", "at most"),
    Comparator.EQUAL: ("正好", "exactly"),
}
_GROUNDS = {
    "head": ("名称以“{}”结尾", "the name ends in {}"),
    "without": ("名称要求“{}”", "the name asks for {}"),
    "work": ("名称说的是要做的工作“{}”", "the name tells of work to do: {}"),
    "heading": ("“{}”", "the heading {}"),
    "unit": ("单位“{}”", "the unit {}"),
    "zero": ("零“{}”", "none of {}"),
    "growth": ("要求的是{}", "what is asked for is {}"),
    "none": ("没有依据", "no evidence"),
    "decision": ("由人决定", "a person decided it"),
}
# Many indicators of a form have one and the same target.
_remembered = lru_cache(LIMITS.remembered)(format_tree)


@frozen
class Input:
    """A figure that a rule needs: ``name`` as written, empty for the indicator's own actual.

    ``unit`` is the one that a figure reported without a unit takes; ``None`` where the rule fixes none.
    ``counted`` inputs are whole numbers; ``of`` names what their measure word counts, where the target says so;
    ``dated`` inputs are answered with a date.
    """

    name: str
    unit: Unit | None = None
    counted: bool = field(default=False, kw_only=True)
    of: str = field(default="", kw_only=True)
    dated: bool = field(default=False, kw_only=True)


@frozen
class Reading:
    """How a number without a comparator is read, and on what evidence.

    ``rule`` is ``head`` (the end of the name), ``without`` (what it wants none of), ``work`` (a verb in it), ``heading``
    (the level-2 label), ``unit``, ``zero`` (none of something bad), ``growth`` (the verb), ``decision`` (a person's) or
    ``none``; ``evidence`` is the word that decided.
    ``comparator`` is ``None`` where nothing decides.
    """

    rule: str
    evidence: str = ""
    comparator: Comparator | None = None

    def direction(self, lang: Language) -> str:
        """The direction in words; empty where there is none.

        >>> Reading("head", "次数", Comparator.AT_LEAST).direction("zh")
        '至少'
        """
        return _DIRECTIONS[self.comparator][_LANGUAGES.index(lang)] if self.comparator is not None else ""

    def ground(self, lang: Language) -> str:
        """What the direction rests on, in words.

        >>> Reading("head", "次数", Comparator.AT_LEAST).ground("en")
        'the name ends in 次数'
        """
        return _GROUNDS[self.rule][_LANGUAGES.index(lang)].format(self.evidence)


@frozen
class CheckedRule:
    """A condition that a person, a file or a program can be judged by.

    ``own`` is the indicator's own figure where the condition speaks of it; ``inputs`` are those it names.
    ``year`` is the declaration's, which dates without a year take; ``decision`` is the one that the rule
    rests on. Equality and hashing ignore where the text stood.
    """

    condition: Condition
    inputs: tuple[Input, ...] = ()
    own: Input | None = None
    readings: tuple[tuple[Bare, Reading], ...] = ()
    source: Source = field(default=Source(""), eq=False, repr=False)
    year: int | None = field(default=None, kw_only=True)
    decision: Decision | None = field(default=None, kw_only=True)

    @cached_property
    def by_name(self) -> Mapping[str, Input]:
        """The inputs by name, the indicator's own under the empty name."""
        return {item.name: item for item in (*self.inputs, *((self.own,) if self.own is not None else ()))}

    @cached_property
    def growing(self) -> Growing:
        """What the growths of the rule are computed from."""
        return Growing.of(self.condition)

    def __str__(self) -> str:
        return self._text

    def standing_in(self, source: Source) -> "CheckedRule":
        """The same rule, read in another place."""
        return CheckedRule(
            self.condition,
            self.inputs,
            self.own,
            self.readings,
            source,
            year=self.year,
            decision=self.decision,
        )

    def reading(self, bare: Bare) -> Reading:
        """How a bare number of this rule is read."""
        return self._by_bare.get(bare, Reading("none"))

    @cached_property
    def _text(self) -> str:
        return _remembered(self.condition)

    @cached_property
    def _by_bare(self) -> Mapping[Bare, Reading]:
        return dict(self.readings)
