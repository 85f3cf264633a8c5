"""What was understood of a target, as data: its kind, its numbers with their ends, unit, dates, and parts."""

from enum import StrEnum
from fractions import Fraction

from attrs import evolve, frozen

from kpirules.quantity.calendar import Day
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit
from kpirules.rules.checked import CheckedRule
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Approximate,
    Bare,
    Between,
    Checklist,
    Comparator,
    Comparison,
    Condition,
    Deadline,
    Expression,
    Growth,
    Itself,
    Literal,
    Name,
    Period,
    Placeholder,
    Qualitative,
    Scale,
    Tolerance,
    YesNo,
)


class Kind(StrEnum):
    """What sort of thing a target is."""

    BOUND = "bound"
    RANGE = "range"
    EQUAL = "equal"
    BARE = "bare"
    TOLERANCE = "tolerance"
    YES_NO = "yesno"
    DEADLINE = "deadline"
    PERIOD = "period"
    QUALITATIVE = "qualitative"
    CHECKLIST = "checklist"
    SCALE = "scale"
    PLACEHOLDER = "placeholder"
    COMPOUND = "compound"
    GROWTH = "growth"
    FORMULA = "formula"
    DAMAGED = "damaged"
    NONE = "none"


@frozen
class Meaning:
    """A target as data; what does not apply to its kind is ``None`` or empty.

    Numbers count ``unit``, with 万, 千 and 亿 multiplied out (3万元 is 30000 元) and shares in percent as written.
    ``value`` is that of an equal or bare number; ``direction`` is how a bare one is read. ``first`` and ``last`` are days, both
    included.
    ``wanted`` is the answer to a question, ``base`` what growth is held against, ``connective`` how ``parts`` are joined.
    """

    kind: Kind
    low: Fraction | None = None
    high: Fraction | None = None
    low_included: bool = False
    high_included: bool = False
    value: Fraction | None = None
    unit: Unit | None = None
    direction: Comparator | None = None
    approximate: bool = False
    first: Day | None = None
    last: Day | None = None
    wanted: str = ""
    base: str = ""
    items: tuple[str, ...] = ()
    parts: tuple["Meaning", ...] = ()
    connective: str = ""


def meaning_of(rule: CheckedRule) -> Meaning:
    """The data of a rule.

    >>> from kpirules import Rule
    >>> found = meaning_of(Rule("不超过3万元").checked)
    >>> found.kind.value, found.high, found.high_included, str(found.unit)
    ('bound', Fraction(30000, 1), True, '元')
    """
    return _meaning(rule.condition, rule)


def _meaning(node: Condition, rule: CheckedRule) -> Meaning:  # noqa: C901, PLR0912 - one arm a kind of condition
    match node:
        case Comparison(operands, comparators):
            return _compared(operands, comparators)
        case Between(low, high):
            return _compared((low, Itself(), high), (Comparator.AT_MOST, Comparator.AT_MOST))
        case Tolerance():
            return _tolerance(node)
        case Bare(quantity, subject):
            return _bare(quantity.quantity, subject, rule.reading(node).comparator)
        case Approximate(quantity, subject):
            number, unit = _plain(quantity.quantity)
            if isinstance(subject, Growth):
                return Meaning(Kind.GROWTH, value=number, unit=unit, base=subject.base, approximate=True)
            return Meaning(Kind.EQUAL, value=number, unit=unit, approximate=True)
        case AllOf(conditions) | AnyOf(conditions):
            parts = tuple(_meaning(condition, rule) for condition in conditions)
            connective = "and" if isinstance(node, AllOf) else "or"
            return _joined(node, parts) or Meaning(Kind.COMPOUND, parts=parts, connective=connective)
        case Deadline(by):
            return Meaning(Kind.DEADLINE, high_included=True, last=by.within(rule.year))
        case Period(first, last):
            days = [day.within(rule.year) if day is not None else None for day in (first, last)]
            period = Meaning(Kind.PERIOD, low_included=True, high_included=True)
            return evolve(period, first=days[0], last=days[1])
        case YesNo(wanted):
            return Meaning(Kind.YES_NO, wanted=wanted)
        case Checklist(items):
            return Meaning(Kind.CHECKLIST, items=tuple(item.text for item in items))
        case Qualitative():
            return Meaning(Kind.QUALITATIVE)
        case Scale():
            return Meaning(Kind.SCALE)
        case Placeholder():
            return Meaning(Kind.PLACEHOLDER)


def _compared(operands: tuple[Expression, ...], comparators: tuple[Comparator, ...]) -> Meaning:
    """Bounds on one thing that is asked for; anything that has to be calculated is a formula."""
    asked = [operand for operand in operands if not isinstance(operand, Literal)]
    found = Meaning(Kind.BOUND)
    for at, comparator in enumerate(comparators):
        one, other = operands[at], operands[at + 1]
        match one, other:
            case (_, Literal(quantity)) if one in asked:
                found = _bounded(quantity, comparator, found)
            case (Literal(quantity), _) if other in asked:
                found = _bounded(quantity, comparator.flipped, found)
            case _:
                return Meaning(Kind.FORMULA)
    if len(asked) != 1 or found.kind is Kind.FORMULA:
        return evolve(found, kind=Kind.FORMULA)
    match asked[0]:
        case Growth(base):
            return evolve(found, kind=Kind.GROWTH, base=base)
        case Itself() | Name():
            ranged = found.low is not None and found.high is not None
            return evolve(found, kind=Kind.RANGE) if ranged else found
        case _:
            return evolve(found, kind=Kind.FORMULA)


def _bounded(quantity: Quantity, comparator: Comparator, found: Meaning) -> Meaning:
    number, unit = _plain(quantity)
    match comparator:
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            included = comparator is Comparator.AT_LEAST
            return evolve(found, low=number, low_included=included, unit=unit)
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            included = comparator is Comparator.AT_MOST
            return evolve(found, high=number, high_included=included, unit=unit)
        case Comparator.EQUAL:
            return Meaning(Kind.EQUAL, value=number, unit=unit)
        case Comparator.NOT_EQUAL:
            return Meaning(Kind.FORMULA)


def _tolerance(node: Tolerance) -> Meaning:
    reach, unit = _plain(node.by.quantity)
    middle = Fraction(0)
    if node.centre is not None:
        middle, around = _plain(node.centre.quantity)
        relative = unit is not None and unit.is_share and (around is None or not around.is_share)
        if relative and unit is not None:
            reach *= unit.scale * abs(middle)
        unit = around
    ends = Meaning(Kind.TOLERANCE, middle - reach, middle + reach, low_included=True, high_included=True)
    return evolve(ends, unit=unit)


def _bare(quantity: Quantity, subject: Expression, direction: Comparator | None) -> Meaning:
    number, unit = _plain(quantity)
    if isinstance(subject, Growth):
        return Meaning(Kind.GROWTH, value=number, unit=unit, base=subject.base, direction=direction)
    return Meaning(Kind.BARE, value=number, unit=unit, direction=direction)


def _joined(node: AllOf | AnyOf, parts: tuple[Meaning, ...]) -> Meaning | None:
    """A lower and an upper bound on the same thing are a range (≥60分且≤75分)."""
    match node:
        case AllOf((Comparison((one, _)), Comparison((other, _)))) if one == other:
            pass
        case _:
            return None
    if any(part.kind is not Kind.BOUND for part in parts):
        return None
    low, high = sorted(parts, key=lambda part: part.low is None)
    if low.low is None or high.high is None or low.unit != high.unit or low.low > high.high:
        return None
    return evolve(low, kind=Kind.RANGE, high=high.high, high_included=high.high_included)


def _plain(quantity: Quantity) -> tuple[Fraction, Unit | None]:
    """The number with 万, 千 and 亿 multiplied out."""
    if quantity.unit is None:
        return quantity.number, None
    plain = quantity.unit.plain
    return quantity.number * (quantity.unit.scale / plain.scale), plain
