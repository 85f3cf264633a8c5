"""A target as a person decided it, where the form leaves it open."""

from collections.abc import Callable
from typing import Literal as OneOf
from typing import NoReturn

from attrs import evolve

from kpirules.diagnostics import Diagnostic, Severity
from kpirules.quantity.unit import percentage_points
from kpirules.rules.check import check
from kpirules.rules.checked import CheckedRule, Reading
from kpirules.rules.decision import Decision
from kpirules.rules.target import Target
from kpirules.source import Source, Span
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Approximate,
    Bare,
    Comparator,
    Comparison,
    Condition,
    Growth,
    Itself,
    Literal,
    Name,
    Tolerance,
)
from kpirules.syntax.parse import parse

Read = Callable[[str], tuple[Target, tuple[Diagnostic, ...]]]
"""Reads a text with the cells beside the target."""

DIRECTIONS = (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EQUAL)
"""What a number without a comparator may be read as."""

_Key = OneOf["target", "replaces", "direction", "tolerance"]


def decide(target: Target, decision: Decision, *, read: Read) -> tuple[Target, tuple[Diagnostic, ...]]:
    """The target with what the decision settles; a decision is taken whole, or told why not and left out.

    What can be decided as it stands is changed only by a decision that quotes it (``replaces``). Never raises.

    >>> from kpirules.targets import read_target
    >>> target, _ = read_target("约30天")
    >>> decided, told = decide(target, Decision(tolerance="2天"), read=read_target)
    >>> str(decided), told
    ('30天 ± 2天', ())
    """
    return _Deciding(target, decision, read).run()


def approximates(node: Condition) -> tuple[Approximate, ...]:
    """The parts of a condition that state no tolerance."""
    match node:
        case AllOf(conditions) | AnyOf(conditions):
            return tuple(found for condition in conditions for found in approximates(condition))
        case Approximate():
            return (node,)
        case _:
            return ()


def undirected(rule: CheckedRule) -> tuple[Bare, ...]:
    """The numbers of a rule whose direction nothing tells, each once."""
    return tuple(dict.fromkeys(bare for bare, reading in rule.readings if reading.comparator is None))


class _Deciding:
    """One target and one decision about it."""

    def __init__(self, target: Target, decision: Decision, read: Read) -> None:
        self.target = target
        self.decision = decision
        self.read = read
        self.told: list[Diagnostic] = []

    def run(self) -> tuple[Target, tuple[Diagnostic, ...]]:
        try:
            rule = self.settled()
        except _Refused as refused:
            return self.target, (refused.diagnostic,)
        if rule is None:
            return self.target, ()
        decided = Target(self.target.text, evolve(rule, decision=self.decision), self.target.place)
        return decided, tuple(self.told)

    def settled(self) -> CheckedRule | None:
        decision, rule = self.decision, self.target.rule
        if not decision.applicable:
            return rule
        if decision.target:
            rule = self.chosen()
        if decision.tolerance:
            rule = self.tolerated(rule)
        if decision.direction is not None:
            rule = self.directed(rule, decision.direction)
        return rule

    def chosen(self) -> CheckedRule:
        """The rule of the text that the decision puts in the target's place."""
        target, decision = self.target, self.decision
        if decision.replaces and _folded(decision.replaces) != _folded(target.text):
            self.refuse("KPI577", "replaces", text=target.text)
        if target.is_decidable and not decision.replaces:
            self.refuse("KPI575", "target", text=target.text)
        found, told = self.read(decision.target)
        if not found.is_decidable or found.rule is None:
            self.refuse("KPI578", "target", related=_errors(told))
        if target.choices and not decision.replaces:
            offered = [
                rule.condition for choice in target.choices if (rule := self.read(choice)[0].rule) is not None
            ]
            if found.rule.condition not in offered:
                self.refuse(
                    "KPI576", "target", text=target.text, choices="、".join(map(_quoted, target.choices))
                )
        self.told += told
        return found.rule

    def tolerated(self, rule: CheckedRule | None) -> CheckedRule:
        """The rule with 约 read as no further off than the tolerance."""
        if rule is None or not approximates(rule.condition):
            self.refuse("KPI320", "tolerance", text=self.target.text)
        by = _tolerance(self.decision.tolerance)
        if by is None:
            self.refuse("KPI578", "tolerance")
        condition = _within(rule.condition, by)
        checked = check(condition, source=Source(self.decision.tolerance, self.decision.place))
        if checked.rule is None:
            self.refuse("KPI578", "tolerance", related=_errors(checked.diagnostics))
        return evolve(rule, condition=condition)

    def directed(self, rule: CheckedRule | None, direction: Comparator) -> CheckedRule:
        """The rule with its only number without a comparator, or its only open one, read as decided."""
        bares = dict(rule.readings) if rule is not None else {}
        if rule is None or not bares:
            self.refuse("KPI319", "direction", text=self.target.text)
        if direction not in DIRECTIONS:
            self.refuse("KPI578", "direction")
        meant = undirected(rule) or tuple(bares)
        if len(meant) > 1:
            self.refuse("KPI574", "direction", text=self.target.text, count=str(len(meant)))
        [bare] = meant
        before = bares[bare]
        if before.comparator not in {None, direction}:
            told = self.about(
                "KPI572",
                "direction",
                text=str(bare.quantity.quantity),
                evidence=before.ground("zh"),
                evidence_en=before.ground("en"),
                reading=before.direction("zh"),
                reading_en=before.direction("en"),
            )
            self.told.append(told)
        bares[bare] = Reading("decision", "", direction)
        return evolve(rule, readings=tuple(bares.items()))

    def refuse(
        self, code: str, key: _Key, *, related: tuple[Diagnostic, ...] = (), **values: str
    ) -> NoReturn:
        raise _Refused(self.about(code, key, related=related, **values))

    def about(
        self, code: str, key: _Key, *, related: tuple[Diagnostic, ...] = (), **values: str
    ) -> Diagnostic:
        """About the value of one key, where the decision stands."""
        value = str(getattr(self.decision, key))
        source = Source(value, self.decision.place)
        return Diagnostic(code, source, Span(0, len(value)), {"key": key, "value": value, **values}, related)


class _Refused(Exception):
    """A decision that is left out."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic)
        self.diagnostic = diagnostic


def _tolerance(text: str) -> Literal | None:
    """``2天``, ``±2天`` or ``5%``: one quantity above zero."""
    match parse(Source(text)).condition:
        case Bare(quantity, Itself()) | Tolerance(quantity, None, Itself()) if quantity.quantity.number > 0:
            return quantity
        case _:
            return None


def _within(node: Condition, by: Literal) -> Condition:
    match node:
        case AllOf(conditions) | AnyOf(conditions):
            return evolve(node, conditions=tuple(_within(condition, by) for condition in conditions))
        case Approximate(centre, Growth() as growth):
            return _around(growth, centre, by)
        case Approximate(centre, (Name() | Itself()) as subject):
            bare = by.quantity.unit is None
            reach = evolve(by, quantity=evolve(by.quantity, unit=centre.quantity.unit)) if bare else by
            # The target's text does not write it, so it stands at no character of it.
            reach = evolve(reach, span=Span(node.span.end, node.span.end))
            return Tolerance(reach, centre, subject, span=node.span)
        case _:
            return node


def _around(growth: Growth, centre: Literal, by: Literal) -> Comparison:
    """``约8%`` of growth within one 个百分点 is a range; a tolerance of another kind leaves ends that do not fit."""
    one, other = centre.quantity, by.quantity
    if one.unit is not None and one.unit.is_share and other.unit == percentage_points():
        other = evolve(other, number=other.number / (one.unit.scale * 100), unit=one.unit)
    reach = evolve(other, unit=one.unit) if other.unit is None else other
    low, high = (
        Literal(evolve(reach, number=one.number + sign * reach.number, of=one.of)) for sign in (-1, 1)
    )
    if reach.unit != one.unit:
        high = centre
    ends = (Comparator.AT_MOST, Comparator.AT_MOST)
    return Comparison((low, growth, high), ends)


def _errors(told: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(item for item in told if item.severity is Severity.ERROR)


def _folded(text: str) -> str:
    return "".join(text.split())


def _quoted(text: str) -> str:
    return f"“{text}”"
