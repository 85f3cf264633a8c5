"""A target's own text joined with the cells beside it, and what they disagree about."""

from attrs import evolve

from kpirules.diagnostics import Diagnostic
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit
from kpirules.source import Source, Span
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Approximate,
    Bare,
    Between,
    Comparator,
    Comparison,
    Condition,
    Literal,
    Placeholder,
    Tolerance,
)
from kpirules.syntax.quantities import quantities_in, replace_quantities
from kpirules.targets.cells import Cells
from kpirules.targets.damage import looks_like_date, repairs_of, set_apart
from kpirules.targets.ratios import RATIO_WORDS, as_percent, is_ratio
from kpirules.targets.subjects import speaks_of_others
from kpirules.targets.title import Title

_MYRIADS = ("万", "亿", "萬", "億", "w", "W")


class Joining:
    """One value with its cells; it goes on after a disagreement so that all of them are told."""

    def __init__(self, source: Source, cells: Cells, title: Title, name: str) -> None:
        self.source = source
        self.cells = cells
        self.title = title
        self.name = name
        self.diagnostics: list[Diagnostic] = []
        self.choices: tuple[str, ...] = ()

    def joined(self, condition: Condition) -> Condition | None:
        """The condition with what the cells add; ``None`` where somebody has to choose."""
        cells = self.cells
        self.diagnostics += (*cells.told, *self.title.told)
        if any(is_ratio(literal, beside=cells.unit) for literal in quantities_in(condition)):
            condition = replace_quantities(condition, self.ratio)
        if not speaks_of_others(condition):
            condition = self.with_unit(condition)
        compared = self.with_comparator(condition)
        if compared is None:
            return None
        if looks_like_date(compared, self.source.text, self.name):
            self.tell("KPI138", text=self.source.text.strip(), name=self.name.strip())
            return None
        repairs = repairs_of(compared, self.name)
        if repairs:
            text = self.source.text.strip()
            self.tell("KPI136", text=text, name=self.name.strip(), repair=repairs[0])
            self.choices = repairs
            return None
        return compared

    def bracketed(self, condition: Condition) -> Condition | None:
        """Brackets are a minus sign in accounts, and may only set a number of people or a percentage apart."""
        joined = self.joined(condition)
        if joined is None or (owed := set_apart(joined)) is None:
            return joined
        self.tell("KPI227", figure=str(evolve(owed, number=-owed.number)), owed=str(owed))
        return None

    def ratio(self, literal: Literal) -> Literal:
        if not is_ratio(literal, beside=self.cells.unit):
            return literal
        percent = as_percent(literal)
        figure = Quantity(literal.quantity.number)
        self.tell("KPI318", figure=str(figure), percent=str(percent.quantity))
        return percent

    def with_unit(self, condition: Condition) -> Condition:
        """A number without a unit takes that of the unit cell, else the name's, else the header's."""
        cells = self.cells
        found = quantities_in(condition)
        own = next((literal.quantity.unit for literal in found if literal.quantity.unit is not None), None)
        if cells.unit is not None:
            if (found or not isinstance(condition, Placeholder)) and (not found or own is not None):
                self.agree(own, cells.unit, self.cells.unit_text)
        elif cells.in_header is not None and own is not None:
            self.agree(own, cells.in_header, str(cells.in_header), of_header=True)
        if not found or own is not None:
            return condition
        unit = cells.unit or self.title.unit or cells.in_header
        if unit is None and cells.times > 1:
            both = isinstance(condition, Between | Tolerance)
            shared = both and any(self.multiplies(literal) for literal in found)
            return replace_quantities(condition, lambda literal: self.multiplied(literal, shared=shared))
        if unit is None or unit.name in RATIO_WORDS:
            return condition
        if cells.unit is None:
            self.tell("KPI316", unit=str(unit))
        elif not unit.known:
            self.tell("KPI303", unit=str(unit))
        return self.taken(condition, unit)

    def taken(self, condition: Condition, unit: Unit) -> Condition:
        """The condition in a unit it does not write; the ends of ``3-5万`` share their 万, and both count it once."""
        match condition:
            case AllOf(conditions) | AnyOf(conditions):
                return evolve(condition, conditions=tuple(self.taken(one, unit) for one in conditions))
            case Between() | Tolerance():
                shared = any(self.scales(literal, unit) for literal in quantities_in(condition))
                return replace_quantities(
                    condition, lambda literal: self.taking(literal, unit, shared=shared)
                )
            case _:
                return replace_quantities(condition, lambda literal: self.taking(literal, unit))

    def scales(self, literal: Literal, unit: Unit) -> bool:
        """Whether a number writes a 万 that its unit says again."""
        return unit.multiplies and self.written(literal).endswith((*_MYRIADS, unit.name[0]))

    def taking(self, literal: Literal, unit: Unit, *, shared: bool = False) -> Literal:
        """The number in a unit it does not write; ``5万`` beside 万元 says its 万 twice and counts it once: 5万元."""
        if not shared and not self.scales(literal, unit):
            return evolve(literal, quantity=evolve(literal.quantity, unit=unit))
        return self.told_once(literal, literal.quantity.counted_in(unit), str(unit))

    def multiplies(self, literal: Literal) -> bool:
        """Whether a number writes a 万 of its own."""
        return self.written(literal).endswith(_MYRIADS)

    def multiplied(self, literal: Literal, *, shared: bool = False) -> Literal:
        """A unit cell that holds 万 alone multiplies; a number that writes its own 万, or shares one, is left as it is."""
        times = 1 if shared or self.multiplies(literal) else self.cells.times
        quantity = evolve(literal.quantity, number=literal.quantity.number * times)
        return self.told_once(literal, quantity, self.cells.unit_text)

    def told_once(self, literal: Literal, quantity: Quantity, unit: str) -> Literal:
        self.tell("KPI330", figure=self.written(literal), unit=unit, read=str(quantity))
        return evolve(literal, quantity=quantity)

    def written(self, literal: Literal) -> str:
        return literal.span.of(self.source.text).rstrip()

    def agree(self, own: Unit | None, beside: Unit, text: str, *, of_header: bool = False) -> None:
        """The value's own unit wins over the unit cell and the header, and a disagreement is told."""
        if own is None or own.dimension != beside.dimension:
            where, where_en = (
                ("表头的单位", "the header's unit") if of_header else ("单位栏", "the unit cell")
            )
            self.tell("KPI317", value=self.source.text.strip(), unit=text, where=where, where_en=where_en)

    def with_comparator(self, condition: Condition) -> Condition | None:
        """A bare number takes the comparator cell; one that has a comparator of its own must agree with it."""
        cell = self.cells.comparator
        if cell is None:
            return condition
        match condition:
            case Bare(quantity, subject):
                return Comparison(
                    (subject, quantity), (cell,), words=(self.cells.written,), span=condition.span
                )
            case Comparison((one, other), (own,)):
                own = own.flipped if isinstance(one, Literal) else own
                if own is cell:
                    return condition
                self.contradict(one if isinstance(one, Literal) else other, own, cell)
                return None
            case Between() | Tolerance() | Approximate() if cell is Comparator.EQUAL:
                return condition
            case Comparison() | Between() | Tolerance() | Approximate():
                self.contradict(None, None, cell)
                return None
            case _:
                if cell is not Comparator.EQUAL:
                    self.tell("KPI315", comparator=self.cells.written)
                return condition

    def contradict(self, side: object, own: Comparator | None, cell: Comparator) -> None:
        """Comparator cell against value cell: somebody has to choose."""
        text = self.source.text.strip()
        if isinstance(side, Literal) and own is not None:
            self.choices = (f"{own}{side.quantity}", f"{cell}{side.quantity}")
        self.tell("KPI137", value=text, comparator=self.cells.written)

    def tell(self, code: str, **values: str) -> None:
        self.diagnostics.append(Diagnostic(code, self.source, Span(0, len(self.source.text)), values))
