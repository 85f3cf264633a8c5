"""An indicator as the checks look at it."""

from functools import cached_property

from attrs import frozen

from kpirules.declaration import Indicator
from kpirules.declaration.levels import in_column
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit
from kpirules.rules.evidence import plain_name
from kpirules.rules.meaning import Kind, Meaning
from kpirules.rules.target import Target
from kpirules.syntax.ast import Comparison, Condition, Literal
from kpirules.syntax.quantities import quantities_in

OUTPUT, BENEFIT, SATISFACTION, COST = "产出指标", "效益指标", "满意度指标", "成本指标"

_MEASURED = {Kind.BOUND, Kind.RANGE, Kind.EQUAL, Kind.BARE, Kind.TOLERANCE, Kind.GROWTH, Kind.FORMULA}
_MEASURED_BY_DATE = {Kind.DEADLINE, Kind.PERIOD}


@frozen(eq=False)
class Row:
    """An indicator, its number in the form from 0, and its levels in their usual words (数量 is 数量指标)."""

    number: int
    indicator: Indicator
    first: str = ""
    second: str = ""

    @classmethod
    def of(cls, number: int, indicator: Indicator) -> "Row":
        """The row of an indicator.

        >>> from kpirules.declaration import Wording
        >>> Row.of(0, Indicator(Wording("产出"), Wording("数量"), Wording("培训场次"))).second
        '数量指标'
        """
        one, two = indicator.level1, indicator.level2
        return cls(number, indicator, in_column(one.text) if one else "", in_column(two.text) if two else "")

    @cached_property
    def name(self) -> str:
        """The third level without numbering and brackets."""
        return plain_name(self.indicator.name)

    @property
    def is_tentative(self) -> bool:
        return self.indicator.is_tentative

    @property
    def target(self) -> Target | None:
        """What the year is judged by."""
        return self.indicator.target

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The targets of the row, one of two that say the same."""
        both = (self.indicator.annual_target, self.indicator.period_target)
        return tuple({"".join(one.text.split()): one for one in reversed(both) if one is not None}.values())[
            ::-1
        ]

    @property
    def is_satisfaction(self) -> bool:
        """Whether it asks how satisfied somebody is."""
        return (
            self.first == SATISFACTION or "满意度" in self.second or self.name.endswith(("满意度", "满意率"))
        )

    @cached_property
    def is_measured(self) -> bool:
        """Whether a figure or a date decides it."""
        return self.target is not None and measures(self.target.meaning)

    def shows(self, *others: str) -> bool:
        """Whether another reading of a damaged row stands under one of these first levels."""
        return any(Row.of(0, other).first in others for other in self.indicator.others)


def measures(meaning: Meaning) -> bool:
    """Whether what was understood of a target is decided by a figure or a date."""
    if meaning.kind is Kind.COMPOUND:
        return any(measures(part) for part in meaning.parts)
    return meaning.kind in _MEASURED or meaning.kind in _MEASURED_BY_DATE


def quantities(target: Target) -> tuple[Quantity, ...]:
    """Every quantity that a target writes beside a comparator or alone; a factor in a formula is none.

    >>> from kpirules import read_target
    >>> [str(found) for found in quantities(read_target("满意人数/调查总人数×100%≥90%")[0])]
    ['90%']
    """
    if target.rule is None:
        return ()
    return tuple(literal.quantity for literal in quantities_in(target.rule.condition))


def unit_of(target: Target) -> Unit | None:
    """The unit of the first quantity that has one."""
    return next((found.unit for found in quantities(target) if found.unit is not None), None)


def is_calculated(condition: Condition) -> bool:
    """Whether a comparison has a side that is neither a figure nor a single name.

    >>> from kpirules import Rule
    >>> is_calculated(Rule("满意人数/调查总人数≥90%").tree)
    True
    """
    if not isinstance(condition, Comparison):
        return False
    return any(
        not isinstance(operand, Literal) and hasattr(operand, "operands") for operand in condition.operands
    )
