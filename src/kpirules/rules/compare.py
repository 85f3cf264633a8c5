"""How two rules stand to each other, whatever is reported."""

from enum import StrEnum

from kpirules.rules.checked import CheckedRule, Input
from kpirules.rules.measure import Measure
from kpirules.rules.ranges import Range
from kpirules.rules.solutions import HasRule, checked_of, range_of


class Relation(StrEnum):
    """How the figures that meet one rule lie to those that meet another; exactly one holds.

    *Implied* is not one of them but a question to them: a rule is :attr:`implied` by another where every figure that
    meets the other meets it, which is so where it is weaker or equivalent. A rule that no figure can meet contradicts
    every rule that some figure can.
    """

    EQUIVALENT = "equivalent"
    """The same figures meet both."""
    STRONGER = "stronger"
    """The first asks for more: its figures are some, not all, of the second's."""
    WEAKER = "weaker"
    """The first asks for less: its figures are all of the second's and others."""
    CONTRADICTORY = "contradictory"
    """No figure meets both."""
    OVERLAPPING = "overlapping"
    """Some figures meet both, others only the one or only the other."""
    NOT_COMPARABLE = "not comparable"
    """They measure different things, or one of them has no range."""

    @property
    def implied(self) -> bool:
        """Whether the first rule is met whenever the second is.

        >>> Relation.WEAKER.implied, Relation.STRONGER.implied
        (True, False)
        """
        return self in {Relation.EQUIVALENT, Relation.WEAKER}

    @property
    def implies(self) -> bool:
        """Whether the second rule is met whenever the first is."""
        return self.reversed.implied

    @property
    def reversed(self) -> "Relation":
        """The relation of the second rule to the first."""
        return _REVERSED.get(self, self)


_REVERSED = {Relation.STRONGER: Relation.WEAKER, Relation.WEAKER: Relation.STRONGER}


def compare(one: CheckedRule | HasRule, other: CheckedRule | HasRule) -> Relation:
    """Whether the first rule asks for the same as the second, more, less, the opposite, or something else.

    Both speak of one quantity each: the indicator itself, or one input. Units of one dimension compare (万元 and 元),
    and so do the words of one unit (场次 and 场) and units whose figures may be compared (个 and 项); 人 and 人次 do not,
    nor does a number without a unit compare with one that has it, nor inputs of two names. What is counted, by its
    unit or its name, comes in whole numbers, so that more than 2场 is at least 3场.

    >>> from kpirules import Rule
    >>> compare(Rule("≥20项"), Rule("≥25个")).value, compare(Rule(">2场"), Rule("至少3场次")).value
    ('weaker', 'equivalent')
    """
    first, second = checked_of(one), checked_of(other)
    figures, others = range_of(first), range_of(second)
    if figures is None or others is None:
        return Relation.NOT_COMPARABLE
    left, right = _only_input(first), _only_input(second)
    if left.name and right.name and left.name != right.name:
        return Relation.NOT_COMPARABLE
    if not Measure.of(left.unit).is_comparable(Measure.of(right.unit)):
        return Relation.NOT_COMPARABLE
    if left.counted or right.counted:
        figures, others = figures.whole(), others.whole()
    return _relation(figures, others)


def _relation(figures: Range, others: Range) -> Relation:
    if figures == others:
        return Relation.EQUIVALENT
    if figures.isdisjoint(others):
        return Relation.CONTRADICTORY
    if figures <= others:
        return Relation.STRONGER
    return Relation.WEAKER if others <= figures else Relation.OVERLAPPING


def _only_input(rule: CheckedRule) -> Input:
    [item] = rule.by_name.values()
    return item
