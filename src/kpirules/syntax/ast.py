"""The tree of a target: frozen nodes that know the characters they came from and compare by meaning alone."""

from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from kpirules.quantity.calendar import Day
from kpirules.quantity.quantity import Quantity
from kpirules.source import Span

NOWHERE = Span(0, 0)


class Comparator(StrEnum):
    """How two sides of a comparison must stand to each other."""

    AT_LEAST = "≥"
    MORE_THAN = ">"
    AT_MOST = "≤"
    LESS_THAN = "<"
    EQUAL = "="
    NOT_EQUAL = "≠"

    @property
    def flipped(self) -> "Comparator":
        """The same condition with its sides exchanged."""
        return _FLIPPED.get(self, self)

    @property
    def negated(self) -> "Comparator":
        """What holds where this does not."""
        return _NEGATED[self]


_FLIPPED = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.MORE_THAN: Comparator.LESS_THAN,
    Comparator.LESS_THAN: Comparator.MORE_THAN,
}
_NEGATED = {
    Comparator.AT_LEAST: Comparator.LESS_THAN,
    Comparator.LESS_THAN: Comparator.AT_LEAST,
    Comparator.AT_MOST: Comparator.MORE_THAN,
    Comparator.MORE_THAN: Comparator.AT_MOST,
    Comparator.EQUAL: Comparator.NOT_EQUAL,
    Comparator.NOT_EQUAL: Comparator.EQUAL,
}


@frozen
class _Node:
    """Where a node stands in the original text; positions never count when trees are compared."""

    span: Span = field(default=NOWHERE, eq=False, repr=False, kw_only=True)


# Expressions: what has a value.


@frozen
class Literal(_Node):
    """A quantity the target itself writes: ``90%``, ``8支队伍``."""

    quantity: Quantity


NOTHING = Literal(Quantity(Fraction(0)))
"""What stands in for a quantity that could not be read; a tree that holds it is never handed out."""


@frozen
class Name(_Node):
    """An input that is reported by name: 满意人数."""

    name: str


@frozen
class Itself(_Node):
    """The indicator's own actual, which a bound such as ``≥2场`` speaks of without naming it."""


@frozen
class Negation(_Node):
    """``-a``."""

    operand: "Expression"


@frozen
class Sum(_Node):
    """``a + b - c``: one node however long, ``negative`` tells which operands are taken away."""

    operands: tuple["Expression", ...]
    negative: tuple[bool, ...]


@frozen
class Product(_Node):
    """``a × b / c``: one node however long, read from the left; ``divides`` tells which operands divide."""

    operands: tuple["Expression", ...]
    divides: tuple[bool, ...]


class Extent(StrEnum):
    """In what growth over a base is told."""

    RATE = "rate"  # (own - base) / base: 同比增长5%
    POINTS = "points"  # own - base of two shares: 提高2个百分点
    AMOUNT = "amount"  # own - base: 增加3场
    MULTIPLE = "multiple"  # own / base: 增加到3倍, 翻一番


@frozen
class Growth(_Node):
    """``同比增长``: how far the indicator stands above its ``base`` (上年, 上期, 2023年); ``falls`` for how far below.

    ``subject`` is what the text says to grow (营业收入), for reading only: the inputs are 本年 and the base.
    """

    base: str = "上年"
    extent: Extent = Extent.RATE
    falls: bool = False
    subject: str = ""


Expression = Literal | Name | Itself | Negation | Sum | Product | Growth

# Conditions: what holds or does not.


@frozen
class Comparison(_Node):
    """``a ≥ b``, or a chain ``a ≤ x < b`` of which every link must hold; ``words`` are the comparators as written."""

    operands: tuple[Expression, ...]
    comparators: tuple[Comparator, ...]
    words: tuple[str, ...] = field(default=(), eq=False, repr=False, kw_only=True)


@frozen
class Between(_Node):
    """``3~5场``: the indicator itself lies in a closed range."""

    low: Literal
    high: Literal


@frozen
class Tolerance(_Node):
    """``200±10米``: the subject is no further from ``centre`` than ``by``; without a centre, from zero."""

    by: Literal
    centre: Literal | None = None
    subject: Name | Itself = Itself()


@frozen
class Bare(_Node):
    """``2次``, ``达到100%``: a quantity without a comparator, whose direction a reading rule decides."""

    quantity: Literal
    subject: Name | Itself | Growth = Itself()


@frozen
class Approximate(_Node):
    """``约30天``: equal up to a tolerance that nobody has stated."""

    quantity: Literal
    subject: Name | Itself | Growth = Itself()


@frozen
class AllOf(_Node):
    """Conditions that must all hold (且)."""

    conditions: tuple["Condition", ...]


@frozen
class AnyOf(_Node):
    """Conditions of which one must hold (或)."""

    conditions: tuple["Condition", ...]


@frozen
class Item(_Node):
    """One piece of work of a checklist."""

    text: str


@frozen
class Checklist(_Node):
    """``完成动员、推荐、宣传等工作``: pieces of work to be done; ``verb`` and ``tail`` are the words around them."""

    items: tuple[Item, ...]
    verb: str = ""
    tail: str = ""


@frozen
class Qualitative(_Node):
    """An aim in words (有效提升), which no figure decides."""

    text: str


@frozen
class Deadline(_Node):
    """``2023年12月底前``: done by the end of a day."""

    by: Day


class Stretch(StrEnum):
    """What the words of a period leave open until the indicator's name is known."""

    PERIOD = "period"  # 全年, 2021年起: something that goes on
    SPAN = "span"  # 2021年1月-12月: the same, unless the name asks when something is finished
    DATE = "date"  # 2021年12月: a deadline where the name speaks of completion
    COMPLETION = "completion"  # 2021年12月完成, 12月底: the last of the days is the deadline


@frozen
class Period(_Node):
    """``2021年1月-12月``: something that happens from a first to a last day, both included; 长期 has neither.

    ``stretch`` is for reading only: a checked rule holds deadlines where it said so, and otherwise plain periods.
    """

    first: Day | None = None
    last: Day | None = None
    stretch: Stretch = field(default=Stretch.PERIOD, eq=False, repr=False, kw_only=True)


@frozen
class YesNo(_Node):
    """``是``: the wanted answer to a question, as written (是, 否, 有 or 无)."""

    wanted: str


@frozen
class Scale(_Node):
    """``优良中低差``: the answers to choose from, where an aim is due."""

    text: str


@frozen
class Placeholder(_Node):
    """``**``, ``待填``, ``/``: nothing has been filled in."""

    text: str


Condition = (
    Comparison
    | Between
    | Tolerance
    | Bare
    | Approximate
    | AllOf
    | AnyOf
    | Deadline
    | Period
    | YesNo
    | Checklist
    | Qualitative
    | Scale
    | Placeholder
)
Node = Expression | Condition | Item
