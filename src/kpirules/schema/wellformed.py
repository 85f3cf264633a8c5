"""Whether a rule from a file has the shape that reading a text would have given it."""

from collections.abc import Iterator

from kpirules.limits import LIMITS
from kpirules.rules.checked import CheckedRule
from kpirules.rules.dates import date_input
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Approximate,
    Bare,
    Between,
    Checklist,
    Comparison,
    Condition,
    Deadline,
    Expression,
    Growth,
    Item,
    Itself,
    Literal,
    Name,
    Negation,
    Period,
    Product,
    Stretch,
    Sum,
    Tolerance,
)
from kpirules.syntax.expression import told_in

Node = Condition | Expression | Item
# A bracket of the text makes at most a sum and a product or sign of the tree.
_DEEPEST = 4 * LIMITS.nesting


def fault(rule: CheckedRule) -> str:
    """What is wrong with the shape of ``rule``, empty if nothing is.

    Evaluation relies on these shapes: as many operators as operands need, bounded width and depth, and an
    input for each name.
    """
    names: set[str] = set()
    has_own = has_date = False
    waiting: list[tuple[Node, int]] = [(rule.condition, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > _DEEPEST:
            return f"the condition is nested more than {_DEEPEST} levels deep"
        wrong = _misshapen(node)
        if wrong:
            return wrong
        match node:
            case Name(name):
                names.add(name)
            case Growth():
                has_own |= not rule.growing.names(node)[0]
                names.update(filter(None, rule.growing.names(node)))
            case Itself():
                has_own = True
            case Between():
                has_own = True
            case Deadline() | Period():
                asked = date_input(rule.condition, node)
                has_own, has_date = has_own or not asked, True
                names |= {asked} - {""}
            case Bare() if all(known != node for known, _ in rule.readings):
                return "a number without a comparator has no reading"
        waiting += [(child, depth + 1) for child in _children(node)]
    return _disagreement(rule, names, has_own=has_own, has_date=has_date)


def _disagreement(rule: CheckedRule, names: set[str], *, has_own: bool, has_date: bool) -> str:
    """What the inputs of a rule lack of those that its condition speaks of, or have beyond them."""
    if names != {found.name for found in rule.inputs} or len(names) != len(rule.inputs):
        return "the inputs are not the names of the condition"
    if has_own != (rule.own is not None):
        return "the indicator's own figure does not agree with the condition"
    if any(item.dated for item in rule.by_name.values()) != has_date:
        return "the inputs answered with a date are not those of the condition"
    return ""


def _misshapen(node: Node) -> str:
    if (wrong := _misplaced_growth(node)) is not None:
        return wrong
    match node:
        case Sum(operands, signs) | Product(operands, signs):
            fits = len(operands) == len(signs) and len(operands) > 1
            width = len(operands)
        case Comparison(operands, comparators):
            fits = len(operands) == len(comparators) + 1 and len(operands) > 1
            width = len(operands)
        case AllOf(conditions) | AnyOf(conditions):
            fits, width = len(conditions) > 1, len(conditions)
        case Checklist(items):
            fits, width = len(items) > 0, len(items)
        case Deadline(by):
            return "" if by.is_real else f"the calendar has no day {by}"
        case Period():
            return _misplaced(node)
        case _:
            return ""
    name = type(node).__name__
    if not fits:
        return f"the operands of {name} do not agree in number"
    return f"{name} has more than {LIMITS.operands} operands" if width > LIMITS.operands else ""


def _misplaced(period: Period) -> str:
    """A period ends on or after the day it begins, and writes the year of both days or of none."""
    days = [day for day in (period.first, period.last) if day is not None]
    if not all(day.is_real for day in days):
        return "the calendar has no such day"
    if len(days) == 2 and (
        (days[0].year is None) != (days[1].year is None)
        or days[0].order > days[1].order
        or days[0].day is None
    ):
        return "a period ends before it begins"
    if (len(days) == 1 and period.first is None) or period.stretch is not Stretch.PERIOD:
        return "a period is a deadline"
    return ""


def _misplaced_growth(node: Node) -> str | None:
    """A growth stands beside written figures, and is told in their unit; ``None`` where the node holds none."""
    match node:
        case Growth(base):
            return "" if base else "a growth has no base"
        case Bare(quantity, Growth() as growth) | Approximate(quantity, Growth() as growth):
            sides: tuple[Expression, ...] = (quantity, growth)
        case Comparison(sides) | Sum(sides) | Product(sides) if any(isinstance(one, Growth) for one in sides):
            pass
        case Negation(Growth()):
            return "a growth is no operand"
        case _:
            return None
    if isinstance(node, Sum | Product):
        return "a growth is no operand"
    growths = [one for one in sides if isinstance(one, Growth)]
    units = [one.quantity.unit for one in sides if isinstance(one, Literal)]
    if len(growths) != 1 or len(units) != len(sides) - 1:
        return "a growth stands beside something that is no written figure"
    beside = next((found for found in units if found is not None), None)
    if told_in(growths[0], beside) != growths[0]:
        return "a growth is told in another unit than the figure beside it"
    return None


def _children(node: Node) -> Iterator[Node]:
    match node:
        case Negation(operand):
            yield operand
        case Sum(operands) | Product(operands) | Comparison(operands):
            yield from operands
        case Between(low, high):
            yield from (low, high)
        case Tolerance(by, centre, subject):
            yield from (by, *((centre,) if isinstance(centre, Literal) else ()), subject)
        case Bare(quantity, subject) | Approximate(quantity, subject):
            yield from (quantity, subject)
        case AllOf(conditions) | AnyOf(conditions):
            yield from conditions
        case Checklist(items):
            yield from items
        case _:
            return
