"""The value of every expression of a rule, from figures to sums and quotients, exact and bounded."""

from collections.abc import Set as AbstractSet
from fractions import Fraction

from attrs import evolve

from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Actuals, Answer, Dated, Missing, Unusable, Within
from kpirules.evaluation.counts import counts_things
from kpirules.evaluation.growth import grown
from kpirules.evaluation.said import said_by
from kpirules.evaluation.trace import Amount, Step
from kpirules.limits import LIMITS
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, comparable
from kpirules.rules.checked import CheckedRule
from kpirules.syntax.ast import Expression, Growth, Itself, Literal, Name, Negation, Product, Sum
from kpirules.syntax.unparse import format_tree

_ONE = Fraction(1)
_NOTHING_REPORTED = Diagnostic("KPI526")  # one for all the rows of a sheet that is still to be filled in


class Values:
    """Computes expressions of one rule from one set of actuals; ``None`` stands for a value that could not be had.

    Why it could not is in ``reasons``, how figures were read in ``findings``; every value is one of the ``steps``.
    """

    def __init__(self, rule: CheckedRule, actuals: Actuals, steps: list[Step]) -> None:
        self.actuals = with_lone_answer(rule, actuals)
        self.rule = rule
        self.inputs = rule.by_name
        self.steps = steps
        self.reasons: list[Diagnostic] = []
        self.findings: list[Diagnostic] = []
        unused = self.actuals.inputs.keys() - self.inputs.keys()
        if unused or (rule.own is None and not isinstance(self.actuals.own, Missing)):
            self.misfits(rule, unused)

    @property
    def has_bounds(self) -> bool:
        """Whether a bound or range stands where a figure is due."""
        answers = (self.actuals.own, *self.actuals.inputs.values())
        return any(isinstance(answer, Within) for answer in answers)

    def answer(self, name: str) -> Answer:
        """What was reported under a name; the empty one is the indicator's own."""
        return self.actuals.own if not name else self.actuals.inputs.get(name, Missing())

    def misfits(self, rule: CheckedRule, unused: AbstractSet[str]) -> None:
        """Figures that answer nothing the rule asks."""
        names = "、".join(item.name for item in rule.inputs) or "-"
        for name in sorted(unused):
            self.find("KPI518", name=name, names=names)
        several = len(rule.inputs) > 1 and rule.own is None and not rule.growing.subjects
        if several and not isinstance(self.actuals.own, Missing):
            self.find("KPI517", count=len(rule.inputs), names=names)

    def value(self, node: Expression) -> Amount | None:
        """The exact value of an expression."""
        amount = self.compute(node)
        self.steps.append(Step(node, amount))
        return amount

    def as_reported(self, node: Expression) -> Amount | None:
        """The value of an operand beside a limit without a unit: a bare figure is the bare number it is."""
        answer = self.answer(node.name if isinstance(node, Name) else "")
        if not isinstance(node, Name | Itself) or not isinstance(answer, Quantity) or answer.unit is not None:
            return self.value(node)
        amount = self.counted(answer, node.name if isinstance(node, Name) else "")
        self.steps.append(Step(node, amount))
        return amount

    def settle(self, node: Expression, amount: Amount | None) -> None:
        """Tell what a node was read as in the end; ``None`` where that stays open."""
        for at in range(len(self.steps) - 1, -1, -1):
            if self.steps[at].node is node:
                self.steps[at] = Step(node, amount)
                return

    def bounded(self, amount: Amount) -> Amount | None:
        """An intermediate result, unless it has grown beyond the bound."""
        if amount.is_bounded:
            return amount
        self.because("KPI504", limit=LIMITS.magnitude)
        return None

    def compute(self, node: Expression) -> Amount | None:
        match node:
            case Literal(quantity):
                return _amount(quantity)
            case Name(name):
                return self.figure(name)
            case Itself():
                return self.figure("")
            case Negation(operand):
                inner = self.settled(operand)
                return None if inner is None else evolve(inner, magnitude=-inner.magnitude)
            case Sum():
                return self.sum(node)
            case Product():
                return self.product(node)
            case Growth():
                return grown(node, self)

    def sum(self, node: Sum) -> Amount | None:
        amounts = [self.settled(operand) for operand in node.operands]
        total: Amount | None = None
        for amount, negative in zip(amounts, node.negative, strict=True):
            if amount is None:
                return None
            signed = evolve(amount, magnitude=-amount.magnitude) if negative else amount
            if total is None:
                total = signed
            elif not self.alike(total, signed):
                return None
            else:
                written = total.written if total.written == signed.written else None
                total = Amount(
                    total.magnitude + signed.magnitude, total.dimension, total.stated, written=written
                )
        return None if total is None else self.bounded(total)

    def product(self, node: Product) -> Amount | None:
        amounts = [self.factor(operand) for operand in node.operands]
        total: Amount | None = None
        for operand, amount, divide in zip(node.operands, amounts, node.divides, strict=True):
            if amount is None:
                return None
            if divide and amount.magnitude == 0:
                self.because("KPI505", text=format_tree(operand))
                return None
            if total is None:
                total = amount
                continue
            total = self.bounded(total.over(amount) if divide else total.times(amount))
            if total is None:
                return None
        return total

    def factor(self, node: Expression) -> Amount | None:
        """A written number without a unit only multiplies (上年 × 1.1): it leaves the unit of the product certain."""
        amount = self.settled(node)
        scalar = isinstance(node, Literal) and node.quantity.unit is None
        return evolve(amount, stated=True) if scalar and amount is not None else amount

    def settled(self, node: Expression) -> Amount | None:
        """An operand whose number is certain: a figure with two readings cannot go into a calculation."""
        amount = self.value(node)
        if amount is not None and amount.ratio is not None:
            self.settle(node, None)
            self.two_readings(amount)
            return None
        return amount

    def alike(self, one: Amount, other: Amount) -> bool:
        """Whether two amounts may be added."""
        if one.dimension == other.dimension == ():
            return self.both_shares(one, other)
        if one.dimension == other.dimension:
            return True  # 1.15元 × 100 is money although the 100 says no unit
        if not one.stated or not other.stated:
            unit = one.written or other.written
            self.because("KPI519", unit=str(unit) if unit else symbol(one if one.dimension else other))
            return False
        if comparable(one.dimension, other.dimension):
            self.find("KPI402", one=symbol(one), other=symbol(other))
            return True
        figure = one.shown_in(one.written).shown()
        self.because("KPI568", figure=figure, one=symbol(one), other=symbol(other))
        return False

    def both_shares(self, one: Amount, other: Amount) -> bool:
        """``95%`` beside a reported 90 is more likely a slip than a ratio of 90."""
        for share, number in ((one, other), (other, one)):
            unit = share.written
            if unit is not None and unit.is_share and number.written is None and abs(number.magnitude) > 1:
                self.because("KPI519", unit=str(unit))
                return False
        return True

    def figure(self, name: str) -> Amount | None:
        """What was reported under a name, in the unit it was reported in or else the target's."""
        answer = self.answer(name)
        if not isinstance(answer, Quantity):
            self.reasons.append(self.refusal(name, answer))
            return None
        if answer.number < 0 and self.counted(answer, name) is None:
            return None
        item = self.inputs[name]
        wanted = item.unit
        if item.of and answer.of and item.of != answer.of:
            self.find("KPI527", figure=str(answer), of=answer.of, wanted=item.of)
        if answer.unit is not None or wanted is None:
            return _amount(answer)
        if wanted.is_share:
            return self.share(answer, wanted)
        self.find("KPI507", figure=str(answer), unit=str(wanted))
        return Amount(answer.number * wanted.scale, wanted.dimension, written=wanted)

    def counted(self, answer: Quantity, name: str) -> Amount | None:
        """A figure as it stands, unless it is a count below zero."""
        item = self.inputs[name]
        if answer.number < 0 and counts_things(item, self.rule):
            shown = answer if answer.unit is not None else evolve(answer, unit=item.unit)
            self.because("KPI565", figure=str(shown))
            return None
        return _amount(answer)

    def share(self, answer: Quantity, wanted: Unit) -> Amount:
        """A bare figure under a percent target: 96 is 96%, but 0.96 may be the ratio, and 1 may be 1% or 100%."""
        number = answer.number
        amount = _amount(Quantity(number * wanted.scale))
        if number == 0 or abs(number) > _ONE:
            self.find("KPI507", figure=str(answer), unit=str(wanted))
            return amount
        return evolve(amount, ratio=number)

    def refusal(self, name: str, answer: Answer) -> Diagnostic:
        match answer:
            case Missing():
                return self.missing(name)
            case Unusable(reason):
                return reason
            case Within():
                return Diagnostic("KPI520", values={"answer": said_by(answer)})
            case _:
                return Diagnostic("KPI503", values={"figure": said_by(answer)})

    def missing(self, name: str) -> Diagnostic:
        if name:
            return Diagnostic("KPI501", values={"name": name})
        dated = any(isinstance(answer, Dated) for answer in self.actuals.inputs.values())
        own = self.rule.own
        if not dated or own is None or own.dated:
            return _NOTHING_REPORTED
        unit = "" if own.unit is None else f"（{own.unit}）"
        return Diagnostic("KPI528", values={"unit": unit, "unit_en": unit and f" in {own.unit}"})

    def two_readings(self, amount: Amount) -> None:
        ratio = amount.ratio if amount.ratio is not None else amount.magnitude
        self.because(
            "KPI508",
            figure=str(Quantity(ratio)),
            one=f"{Quantity(amount.magnitude * 100)}%",
            other=f"{Quantity(ratio * 100)}%",
        )

    def because(self, code: str, **values: object) -> None:
        self.reasons.append(Diagnostic(code, values=values))

    def find(self, code: str, **values: object) -> None:
        self.findings.append(Diagnostic(code, values=values))


def with_lone_answer(rule: CheckedRule, actuals: Actuals) -> Actuals:
    """What is reported without a name answers the one input of its kind: a date the dated one, all else the other."""
    own = actuals.own
    if isinstance(own, Missing):
        return actuals
    asked = [item for item in rule.inputs if item.dated is isinstance(own, Dated)]
    answered = rule.own is not None and rule.own.dated is isinstance(own, Dated)
    if answered or len(asked) != 1 or asked[0].name in actuals.inputs:
        return actuals
    if actuals.inputs and not asked[0].dated:
        return actuals
    return evolve(actuals, own=Missing(), inputs={**actuals.inputs, asked[0].name: own})


def _amount(quantity: Quantity) -> Amount:
    unit = quantity.unit
    if unit is None:
        return Amount(quantity.number, (), stated=False)
    return Amount(quantity.magnitude, unit.dimension, written=unit)


def symbol(amount: Amount) -> str:
    """The name of an amount's unit, for messages."""
    if amount.written is not None:
        return str(amount.written)
    shown = amount.shown_in(None)
    return str(shown.unit) if shown.unit is not None else "-"
