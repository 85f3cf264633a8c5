"""Deciding by a bound or range in place of a figure: met where every figure of it meets, not met where none does."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Within
from kpirules.evaluation.counts import counts_things
from kpirules.evaluation.said import said_by
from kpirules.evaluation.values import Values
from kpirules.evaluation.verdict import Outcome, Part
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, comparable
from kpirules.rules.checked import CheckedRule, Input
from kpirules.rules.ranges import Range
from kpirules.rules.solutions import range_of
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Approximate,
    Bare,
    Between,
    Comparison,
    Condition,
    Tolerance,
)
from kpirules.syntax.expression import inputs_of

_ONE = Fraction(1)
_ONE_PERCENT = Fraction(1, 100)


def decide_within(node: Condition, rule: CheckedRule, values: Values) -> Part | None:
    """The outcome of a condition on one input that was answered by a bound; ``None`` for every other condition."""
    names = set(_names(node))
    if len(names) != 1:
        return None
    [name] = names
    answer = values.answer(name)
    if not isinstance(answer, Within) or name not in values.inputs:
        return None
    item = values.inputs[name]
    wanted = range_of(_alone(node, rule, item))
    if wanted is None:
        if isinstance(node, AllOf | AnyOf):
            return None
        return _open(node, values, values.refusal(name, answer))
    known = len(values.reasons)
    figures = _in_units(answer, item, wanted, values)
    if figures is None:
        return Part(node, Outcome.UNDETERMINED, reasons=tuple(values.reasons[known:]))
    if any(end < 0 for end in figures.ends) and counts_things(item, rule):
        return _open(node, values, Diagnostic("KPI565", values={"figure": said_by(answer)}))
    repeats = figures == wanted
    # An answer without a whole number in it (0.5~0.9场) says no count: nothing would meet every target.
    if item.counted and not (whole := figures.whole()).is_empty:
        figures, wanted = whole, wanted.whole()
    if figures <= wanted or figures.isdisjoint(wanted):
        if repeats:
            values.find("KPI514")
        return Part(node, Outcome.of(figures <= wanted), by=answer)
    return _open(node, values, values.refusal(name, answer))


def _open(node: Condition, values: Values, reason: Diagnostic) -> Part:
    values.reasons.append(reason)
    return Part(node, Outcome.UNDETERMINED, reasons=(reason,))


def _alone(node: Condition, rule: CheckedRule, item: Input) -> CheckedRule:
    """The rule that is this condition by itself."""
    return evolve(rule, condition=node, inputs=(item,) if item.name else (), own=None if item.name else item)


def _in_units(answer: Within, item: Input, wanted: Range, values: Values) -> Range | None:
    """The figures of the answer in base units of the target; ``None`` with a reason where units are in the way."""
    unit, target = answer.unit, item.unit
    if unit is None and target is None:
        return answer.figures
    if unit is None and target is not None:
        return _share(answer, target, wanted, values) if target.is_share else _lent(answer, target, values)
    if unit is not None and target is None:
        if unit.is_share or unit.scale != 1:
            values.because("KPI522", figure=answer.text, unit=str(unit))
            return None
        values.find("KPI525", figure=answer.text, unit=str(unit))
        return answer.figures
    if unit is None or target is None or unit.dimension == target.dimension:
        return answer.figures
    if comparable(unit.dimension, target.dimension):
        values.find("KPI402", one=str(unit), other=str(target))
        return answer.figures
    values.because("KPI506", figure=answer.text, one=str(unit), other=str(target))
    return None


def _lent(answer: Within, target: Unit, values: Values) -> Range:
    values.find("KPI507", figure=answer.text, unit=str(target))
    return answer.figures.times(target.scale)


def _share(answer: Within, target: Unit, wanted: Range, values: Values) -> Range | None:
    """``≥96`` is 96%, ``≥0.96`` beside a percentage of at least 1% the ratio; what could be both decides nothing."""
    ends = answer.figures.ends
    if all(end == 0 or abs(end) > _ONE for end in ends):
        return _lent(answer, target, values)
    if all(0 < abs(end) < _ONE for end in ends) and all(abs(end) >= _ONE_PERCENT for end in wanted.ends):
        shown = "、".join(f"{Quantity(end * 100)}%" for end in ends)
        values.find("KPI509", figure=answer.text, one=shown)
        return answer.figures
    end = next(end for end in ends if 0 < abs(end) <= _ONE)
    values.because(
        "KPI508",
        figure=answer.text,
        one=f"{Quantity(end)}{target}",
        other=f"{Quantity(end / target.scale)}{target}",
    )
    return None


def _names(node: Condition) -> Iterator[str]:
    """The inputs that a condition speaks of, the indicator itself under the empty name; words speak of it too."""
    match node:
        case AllOf(conditions) | AnyOf(conditions):
            for condition in conditions:
                yield from _names(condition)
        case Comparison(operands):
            for operand in operands:
                yield from inputs_of(operand)
        case Tolerance(subject=subject) | Bare(subject=subject) | Approximate(subject=subject):
            yield from inputs_of(subject)
        case Between():
            yield ""
        case _:
            # Answered otherwise; two names keep it from being judged by a bound.
            yield from ("", "?")
