"""From a tree to a checked rule: inputs, their units, and the direction of bare numbers."""

from fractions import Fraction
from itertools import pairwise

from attrs import frozen

from kpirules.diagnostics import Diagnostic
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, comparable, unit
from kpirules.rules.checked import CheckedRule, Input, Reading
from kpirules.rules.dates import date_input, settle_dates
from kpirules.rules.growing import ITSELF, Growing, growths_of
from kpirules.rules.readings import is_counted_name, read_bare, read_growth
from kpirules.source import Source, Span
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
    Extent,
    Growth,
    Itself,
    Literal,
    Name,
    Negation,
    Period,
    Placeholder,
    Product,
    Qualitative,
    Scale,
    Sum,
    Tolerance,
    YesNo,
)
from kpirules.syntax.expression import times_hundred
from kpirules.syntax.unparse import format_growth
from kpirules.syntax.words import OPEN_ABOVE

_ONE = Fraction(1)
_PRICE_LEFT = "折"  # 八五折 is 85% of a price: one side wants it low, the other high
# Points are told of shares; a rate or a multiple says nothing of the unit.
_SIDES = {Extent.POINTS: unit("%"), Extent.RATE: None, Extent.MULTIPLE: None}


@frozen
class Checked:
    """A rule, or ``None`` with the errors that say why not."""

    rule: CheckedRule | None
    diagnostics: tuple[Diagnostic, ...]


def check(
    condition: Condition, *, source: Source, name: str = "", heading: str = "", year: int | None = None
) -> Checked:
    """Find a condition's inputs and units and the direction of its bare numbers; units that never fit are errors.

    ``name`` and ``heading`` are the indicator's name and level-2 label, which bare numbers are read by; ``year`` is the
    declaration's, for dates that write none.
    """
    dates = settle_dates(condition, source=source, name=name, year=year)
    if dates.failed:
        return Checked(None, dates.diagnostics)
    condition = dates.condition
    checking = _Checking(condition, source, name, heading)
    checking.diagnostics += dates.diagnostics
    checking.condition(condition)
    for growth in growths_of(condition):
        checking.share_units(growth)
    if checking.failed:
        return Checked(None, tuple(checking.diagnostics))
    inputs = tuple(checking.input(found) for found in checking.units if found != ITSELF)
    own = checking.input(ITSELF) if ITSELF in checking.units else None
    rule = CheckedRule(condition, inputs, own, tuple(checking.readings), source, year=year)
    return Checked(rule, tuple(checking.diagnostics))


class _Checking:
    """The walk over one condition."""

    def __init__(self, whole: Condition, source: Source, name: str, heading: str) -> None:
        self.whole = whole
        self.source = source
        self.name = name
        self.heading = heading
        self.growing = Growing.of(whole)
        self.units: dict[str, Unit | None] = {}
        self.objects: dict[str, str] = {}
        self.dated: set[str] = set()
        self.counted: dict[str, bool] = {}
        self.readings: list[tuple[Bare, Reading]] = []
        self.diagnostics: list[Diagnostic] = []
        self.failed = False

    def input(self, name: str) -> Input:
        unit = self.units[name]
        by_name = self.counted.get(name)
        if by_name is None:
            by_name = is_counted_name(name or self.name)
        counted = unit.counted if unit is not None else by_name
        dated = name in self.dated
        return Input(name, unit, counted=counted and not dated, of=self.objects.get(name, ""), dated=dated)

    def share_units(self, growth: Growth) -> None:
        """A figure and its base are reported in one unit, and counted where the indicator is."""
        own, base = self.growing.names(growth)
        unit = self.units[own] or self.units[base]
        for name in (own, base):
            self.units[name] = self.units[name] or unit
            self.counted[name] = is_counted_name(growth.subject or self.name)

    def condition(self, node: Condition) -> None:  # noqa: C901 - one arm a kind of condition
        match node:
            case AllOf(conditions) | AnyOf(conditions):
                for condition in conditions:
                    self.condition(condition)
            case Comparison(operands):
                self.compared(operands, node.span)
                if node.words == (OPEN_ABOVE,):
                    self.open_above(operands, node.span)
                if any(times_hundred(operand) for operand in operands) and _has_share(operands):
                    self.tell("KPI308", node.span)
            case Between(low, high):
                self.compared((low, Itself(), high), node.span)
            case Tolerance(by, centre, subject):
                relative = by.quantity.unit is not None and by.quantity.unit.is_share and centre is not None
                self.compared((subject, centre or by) if relative else (subject, centre or by, by), node.span)
            case Bare(quantity, subject):
                self.compared((subject, quantity), node.span)
                self.direction(node)
            case Approximate(quantity, subject):
                self.compared((subject, quantity), node.span)
                self.tell("KPI307", node.span)
            case Qualitative():
                self.tell("KPI309", node.span)
            case Deadline() | Period():
                asked = date_input(self.whole, node)
                self.dated.add(asked)
                self.units.setdefault(asked, None)
            case Checklist() | YesNo() | Scale() | Placeholder():
                pass

    def open_above(self, operands: tuple[Expression, ...], span: Span) -> None:
        """``3000余`` has no upper end, which something that should be small needs."""
        subject, limit = operands
        name = subject.name if isinstance(subject, Name) else self.name
        if not isinstance(limit, Literal):
            return
        quantity = limit.quantity
        if read_bare(quantity, name=name, heading=self.heading).comparator is Comparator.AT_MOST:
            self.failed = True
            self.tell("KPI118", span, text=span.of(self.source.text), figure=str(quantity))

    def direction(self, bare: Bare) -> None:
        quantity, subject = bare.quantity.quantity, bare.subject
        name = subject.name if isinstance(subject, Name) else self.name
        if _PRICE_LEFT in bare.span.of(self.source.text):
            reading = Reading("none")
        elif isinstance(subject, Growth):
            reading = read_growth(subject, quantity, name=self.name, heading=self.heading)
        else:
            reading = read_bare(quantity, name=name, heading=self.heading)
        self.readings.append((bare, reading))
        shown = str(quantity)
        if reading.comparator is None:
            self.tell("KPI306", bare.span, quantity=shown)
            return
        self.tell(
            "KPI305",
            bare.span,
            reading=f"{reading.direction('zh')} {shown}",
            reading_en=f"{reading.direction('en')} {shown}",
            evidence=reading.ground("zh"),
            evidence_en=reading.ground("en"),
            quantity=shown,
        )

    def compared(self, operands: tuple[Expression, ...], span: Span) -> None:
        """Sides of one comparison are of one dimension; an input takes the unit that is written beside it."""
        written = [quantity for operand in operands if (quantity := _written(operand)) is not None]
        for one, other in pairwise(written):
            self.same(one, other, span)
        unit = next((quantity.unit for quantity in written if quantity.unit is not None), None)
        bare = next(
            (quantity for quantity in written if quantity.unit is None and quantity.number != 0), None
        )
        if unit is not None and bare is not None and len(written) == len(operands) - 1:
            # 60 ≤ 满意度 ≤ 80%: the one without a unit could be either.
            self.failed = True
            self.tell("KPI403", span, figure=str(bare), unit=str(unit))
        growth = next((operand for operand in operands if isinstance(operand, Growth)), None)
        if growth is not None and unit is None and bare is not None:
            self.bare_growth(growth, bare, span)
        of = next((quantity.of for quantity in written if quantity.of), "")
        for operand in operands:
            self.pin(operand, unit, span)
            if of and isinstance(operand, Name | Itself):
                self.objects[operand.name if isinstance(operand, Name) else ITSELF] = of

    def bare_growth(self, growth: Growth, bare: Quantity, span: Span) -> None:
        """A growth beside a number without a unit: a rate needs its percent sign, an amount could be meant as a rate."""
        if growth.extent is Extent.RATE:
            self.failed = True
            self.tell("KPI233", span, text=format_growth(growth, bare=True), figure=str(bare))
        elif growth.extent is Extent.AMOUNT:
            self.tell("KPI351", span, figure=str(bare))

    def same(self, one: Quantity, other: Quantity, span: Span) -> None:
        if one.unit is None or other.unit is None or one.unit.dimension == other.unit.dimension:
            return
        if comparable(one.unit.dimension, other.unit.dimension):
            self.tell("KPI402", span, one=str(one.unit), other=str(other.unit))
        else:
            self.failed = True
            self.tell("KPI401", span, one=str(one.unit), other=str(other.unit))

    def pin(self, node: Expression, unit: Unit | None, span: Span) -> None:  # noqa: C901 - one arm a kind of node
        """Every input below ``node`` is noted, with the unit where the form of the expression carries it down."""
        match node:
            case Name(name):
                self.note(name, unit, span)
            case Itself():
                self.note(ITSELF, unit, span)
            case Negation(operand):
                self.pin(operand, unit, span)
            case Sum(operands):
                inner = [quantity for operand in operands if (quantity := _written(operand)) is not None]
                inner += [Quantity(_ONE, unit)] if unit is not None else []
                # A share among the terms (上年 + 5%) is no unit of the others.
                units = [q.unit for q in inner if q.unit is not None and not q.unit.is_share]
                for one, other in pairwise(inner):
                    self.same(one, other, span)
                for operand in operands:
                    self.pin(operand, unit or next(iter(units), None), span)
            case Product(operands, divides):
                numbers = [
                    isinstance(operand, Literal) and operand.quantity.unit is None for operand in operands
                ]
                for operand, divide, number in zip(operands, divides, numbers, strict=True):
                    alone = not divide and not number and numbers.count(False) == 1
                    self.pin(operand, unit if alone else None, span)
            case Growth(extent=extent):
                for name in self.growing.names(node):
                    self.note(name, _SIDES[extent] if extent is not Extent.AMOUNT else unit, span)
            case Literal():
                pass

    def note(self, name: str, unit: Unit | None, span: Span) -> None:
        if unit is not None and not unit.counted and not unit.is_share and is_counted_name(name):
            unit = None  # 人数 × 300 ≤ 3万元: a number of people is no money
        known = self.units.setdefault(name, unit)
        if known is None:
            self.units[name] = unit
        elif unit is not None:
            self.same(Quantity(_ONE, known), Quantity(_ONE, unit), span)

    def tell(self, code: str, span: Span, **values: str) -> None:
        self.diagnostics.append(Diagnostic(code, self.source, span, values))


def _written(node: Expression) -> Quantity | None:
    """The quantity whose unit stands for a side without inputs."""
    match node:
        case Literal(quantity):
            return quantity
        case Negation(operand):
            return _written(operand)
        case Sum(operands):
            found = [_written(operand) for operand in operands]
            return found[0] if all(quantity is not None for quantity in found) else None
        case _:
            return None


def _has_share(operands: tuple[Expression, ...]) -> bool:
    written = [_written(operand) for operand in operands]
    return any(
        quantity is not None and quantity.unit is not None and quantity.unit.is_share for quantity in written
    )
