"""The judgement of one rule against reported figures."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import frozen

from kpirules.diagnostics import Diagnostic, Language
from kpirules.evaluation.actuals import Actuals, Affirmed, Grade, Graded, Within, Words
from kpirules.evaluation.trace import Amount, Step
from kpirules.quantity.quantity import Quantity
from kpirules.rules.checked import CheckedRule
from kpirules.rules.decision import Decision
from kpirules.syntax.ast import Approximate, Comparator, Condition, Node


class Outcome(StrEnum):
    """Every evaluation ends in exactly one of these."""

    MET = "met"
    NOT_MET = "not met"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not applicable"

    @classmethod
    def of(cls, holds: object) -> "Outcome":
        """Met where a condition ``holds``, else not met.

        >>> Outcome.of(2 >= 3)
        <Outcome.NOT_MET: 'not met'>
        """
        return cls.MET if holds else cls.NOT_MET


@frozen
class Change:
    """The least change of one input that meets the target, all others as they are; ``name`` is empty for the own figure."""

    name: str
    by: Quantity


@frozen
class Link:
    """A figure and the limit that it was held against, in base units of one dimension; ``by`` is their comparator."""

    figure: Fraction
    by: Comparator
    limit: Fraction


@frozen
class Part:
    """One comparison of a condition: what it came to, and how far it stands from its limit.

    ``margin`` is positive on the good side and in the target's unit; shares differ by 个百分点. ``by`` is the answer
    that decided it, where that was no figure. ``links`` are the numbers that were compared, where all of them are known
    and allow one reading.
    """

    condition: Condition
    outcome: Outcome
    margin: Quantity | None = None
    reasons: tuple[Diagnostic, ...] = ()
    by: Within | Graded | Affirmed | Words | None = None
    links: tuple[Link, ...] = ()


@frozen
class Verdict:
    """Whether a rule is met, why, and what would meet it.

    ``reasons`` say why nothing could be decided, ``findings`` how figures were read.
    """

    outcome: Outcome
    rule: CheckedRule
    actuals: Actuals
    parts: tuple[Part, ...] = ()
    trace: tuple[Step, ...] = ()
    reasons: tuple[Diagnostic, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    @property
    def margin(self) -> Quantity | None:
        """How far the figure stands on the good side of a single comparison; ``None`` for several."""
        return self.parts[0].margin if len(self.parts) == 1 else None

    @property
    def grade(self) -> Grade | None:
        """The grade of an aim that no figure decides, where one was reported; the target said again is the top one."""
        aims = (part for part in self.parts if not isinstance(part.condition, Approximate))
        by = next((part.by for part in aims if isinstance(part.by, Graded | Words)), None)
        return by.grade if isinstance(by, Graded) else Grade.REACHED if by is not None else None

    @property
    def decision(self) -> Decision | None:
        """The decision of a person that the verdict rests on."""
        return self.rule.decision

    @cached_property
    def amounts(self) -> Mapping[Node, Amount]:
        """The value of every expression of the rule that could be had."""
        return {step.node: step.value for step in self.trace if isinstance(step.value, Amount)}

    def amount(self, node: Node) -> Amount | None:
        """The value of a node: of itself, where equal ones stand in several conditions (≥5 且 ≤7%)."""
        for step in self.trace:
            if step.node is node and isinstance(step.value, Amount):
                return step.value
        return self.amounts.get(node)

    @cached_property
    def shortfall(self) -> tuple[Change, ...]:
        """The least change of each single input that would meet a missed rule by doing better, where one exists."""
        from kpirules.evaluation.shortfall import find_shortfall  # noqa: PLC0415 - it judges again, verdict by verdict

        return find_shortfall(self)

    def explain(self, lang: Language = "zh") -> str:
        """The verdict in one sentence."""
        from kpirules.evaluation.sentence import write_sentence  # noqa: PLC0415 - the writer imports Verdict

        return write_sentence(self, lang)
