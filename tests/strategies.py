"""Hypothesis strategies for texts, trees and figures: the one place where test data is made up."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from kpirules.quantity.calendar import Day
from kpirules.quantity.number import decimal_places
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.rules.interval import Interval
from kpirules.rules.ranges import Range
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
    Item,
    Itself,
    Literal,
    Name,
    Negation,
    Period,
    Product,
    Qualitative,
    Sum,
    Tolerance,
)
from kpirules.syntax.expression import has_input

UNITS = (
    None, "%", "‰", "场", "场次", "人", "人次", "名", "支队伍", "家", "个", "项",
    "元", "万元", "亿元", "千元", "天", "工作日", "小时",
    "个月", "年", "平方米", "亩", "公里", "吨", "个百分点", "分", "元/人", "万元/台", "元/人·月", "人次/年", "谷次",
    "英镑", "美分", "倍", "℃", "岁", "分钟", "元/100公里", "例/10万人", "元/人·天", "毫克/升", "家庭",
)  # fmt: skip
OBJECTS = ("", "基层单位", "示范点")
# Characters and words that tempt the lexer to cut a name in two.
PIECES = (
    "满意", "人数", "总", "以上", "以下", "超", "达", "约", "且", "或", "并",
    "不低于", "至少", "到账", "为", "内", "左右", "和", "与", "至",
    "率", "场", "元", "件", "a", "B2", "FM818", "or", "and", "xor", "1", "65", "2.5", "完成", "k", "w", "万",
    "一", "三", "十", "三成", "百分之", "零", "余", "多", "半", "八折", "在", "之间", "分之", "两", "块", "负", "大概", "美元",
    "同比", "较上年", "增长", "下降", "上年的", "比2023年", "与", "翻", "去年",
)  # fmt: skip

numbers = st.one_of(
    st.integers(0, 30),
    st.integers(0, 10**12),
    st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False, allow_infinity=False),
).map(Fraction)
signed_numbers = st.builds(lambda number, minus: -number if minus else number, numbers, st.booleans())
units = st.sampled_from(UNITS).map(lambda name: None if name is None else unit(name))
comparators = st.sampled_from(Comparator)
names = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5)
    .map("".join)
    .filter(lambda name: name not in {"误差", "偏差"})
)


@st.composite
def quantities(draw: st.DrawFn, *, number: st.SearchStrategy[Fraction] = numbers) -> Quantity:
    """A number with a unit or without; measure words may say what they count."""
    found = draw(units)
    counted = draw(st.one_of(number, st.fractions(0, 9, max_denominator=9)) if found is not None else number)
    if found is not None and found.name == "年":
        counted %= 1900  # 1900年 is a date
    of = (
        draw(st.sampled_from(OBJECTS)) if found is not None and found.counted and found.name in "个家" else ""
    )
    return Quantity(counted, found, of=of)


# Chinese numerals, written apart from the code that reads them.

LOWER = ("零一二三四五六七八九", "十百千")
FORMAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")


def write_numeral(number: int, *, forms: tuple[str, str] = LOWER, short: bool = False) -> str:
    """A whole number below 10^16 in characters; ``short`` leaves out a last unit (三万五) where that may be left out."""
    if number == 0:
        return "零"
    digits, units = forms
    text = ""
    for at, group in enumerate(f"{number:016}"[start : start + 4] for start in range(0, 16, 4)):
        if int(group):
            if text and (group[0] == "0" or text.endswith("零")):
                text = text.rstrip("零") + "零"
            text += _write_group(group.lstrip("0"), digits, units) + ("" if at in {1, 3} else "万")
        if at == 1 and text:
            text += "亿"
        elif text and not int(group) and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    if forms is LOWER and text.startswith("一十"):
        text = text[1:]
    if (
        short
        and len(text) > 2
        and text[-1] in units
        and text[-2] in digits
        and _drops(text[-1], text[-3], units)
    ):
        return text[:-1]
    return text


def _write_group(group: str, digits: str, units: str) -> str:
    text = ""
    for place, digit in zip(range(len(group) - 1, -1, -1), group, strict=True):
        if digit != "0":
            text += digits[int(digit)] + (units[place - 1] if place else "")
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")


def _drops(unit: str, before: str, units: str) -> bool:
    """Only the unit directly below the one before is left out: 一百二, 三万五, never 三万零五十."""
    order = f"{units}万"
    return before in order and order.index(before) == order.index(unit) + 1


numerals = st.one_of(st.integers(0, 10**6), st.integers(0, 10**16 - 1)).flatmap(
    lambda number: st.builds(
        lambda forms, short: (number, write_numeral(number, forms=forms, short=short)),
        st.sampled_from([LOWER, FORMAL]),
        st.booleans(),
    )
)

figures = quantities().map(Literal)
signed_figures = quantities(number=signed_numbers).map(Literal)
fractions = (
    st.fractions(max_denominator=60)
    .filter(lambda number: decimal_places(number.denominator) is None)
    .map(lambda number: Literal(Quantity(number)))
)
leaves: st.SearchStrategy[Expression] = st.one_of(names.map(Name), signed_figures, fractions)


def _sum(operands: list[Expression], signs: list[bool]) -> Expression:
    return Sum(tuple(operands), (False, *(signs * len(operands))[: len(operands) - 1]))


def _product(operands: list[Expression], signs: list[bool]) -> Expression:
    return Product(tuple(operands), (False, *(signs * len(operands))[: len(operands) - 1]))


def _is_normal(node: Expression) -> bool:
    """Two whole numbers and a stroke are one number, not a product."""
    if not isinstance(node, Product) or len(node.operands) != 2:
        return True
    return not all(
        isinstance(operand, Literal) and operand.quantity.unit is None for operand in node.operands
    )


def _grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(inner, min_size=2, max_size=4)
    signs = st.lists(st.booleans(), min_size=1, max_size=3)
    return st.one_of(
        st.builds(_sum, several, signs),
        st.builds(_product, several, signs).filter(_is_normal),
        inner.map(Negation),
    )


expressions: st.SearchStrategy[Expression] = st.recursive(leaves, _grown, max_leaves=8)
with_input = expressions.filter(has_input)


@st.composite
def comparisons(draw: st.DrawFn) -> Condition:
    """A bound on the indicator itself, a comparison of two sides, or a chain in one direction."""
    kind = draw(st.sampled_from(["bound", "two", "chain"]))
    if kind == "bound":
        return Comparison((Itself(), draw(expressions)), (draw(comparators),))
    if kind == "two":
        sides = (draw(with_input), draw(expressions))
        return Comparison(sides if draw(st.booleans()) else sides[::-1], (draw(comparators),))
    way = draw(st.sampled_from([("≤", "<", "="), ("≥", ">", "=")]))
    signs = tuple(Comparator(draw(st.sampled_from(way))) for _ in range(2))
    return Comparison((draw(expressions), draw(with_input), draw(expressions)), signs)


def _ordered(one: Quantity, number: Fraction) -> Between:
    low, high = sorted((one.number, number % 1900 if one.unit == unit("年") else number))
    return Between(Literal(Quantity(low, one.unit, of=one.of)), Literal(Quantity(high, one.unit, of=one.of)))


def _centred(by: Quantity, number: Fraction) -> Tolerance:
    number = number % 1900 if by.unit == unit("年") else number
    return Tolerance(Literal(by), Literal(Quantity(number, by.unit, of=by.of)))


BASES = ("上年", "上期", "上月", "基期", "2023年", "2020年底")
SUBJECTS = ("", "", "营业收入", "PM2.5浓度", "满意人数", "万元产值", "2024年营收")
GROWTH_UNITS = {
    Extent.RATE: ("%", "‰"),
    Extent.POINTS: ("个百分点",),
    Extent.AMOUNT: (None, "场", "人次", "万元", "吨", "天"),
    Extent.MULTIPLE: ("%",),
}


@st.composite
def growths(draw: st.DrawFn) -> Condition:
    """Growth over a base beside figures in a unit that tells it: bounded, within a range, bare, or about."""
    extent = draw(st.sampled_from(Extent))
    falls = draw(st.booleans()) and extent is not Extent.MULTIPLE
    growth = Growth(draw(st.sampled_from(BASES)), extent, falls, draw(st.sampled_from(SUBJECTS)))
    name = draw(st.sampled_from(GROWTH_UNITS[extent]))
    told = None if name is None else unit(name)
    low, high = sorted(draw(st.tuples(numbers, numbers)))
    literal, other = Literal(Quantity(low, told)), Literal(Quantity(high, told))
    match draw(st.sampled_from(["bound", "turned", "range", "bare", "about"])):
        case "bound":
            return Comparison((growth, literal), (draw(comparators),))
        case "turned":
            return Comparison((literal, growth), (draw(comparators),))
        case "range":
            return Comparison((literal, growth, other), (Comparator.AT_MOST, Comparator.LESS_THAN))
        case "bare":
            return Bare(literal, growth)
        case _:
            return Approximate(literal, growth)


simple: st.SearchStrategy[Condition] = st.one_of(
    comparisons(),
    growths(),
    st.builds(_ordered, quantities(number=signed_numbers), signed_numbers),
    st.builds(_centred, quantities(), signed_numbers),
    st.builds(Tolerance, figures),
    st.builds(Tolerance, figures, subject=names.map(Name)),
    st.builds(Bare, st.one_of(signed_figures, fractions)),
    st.builds(Bare, figures, names.map(Name)),
    st.builds(Approximate, figures),
)


def _joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(several.map(AllOf), several.map(AnyOf))


words = st.sampled_from(["动员", "推荐", "遴选发布", "宣传", "督导检查", "总结"])
checklists = st.builds(
    lambda items, tail: Checklist(tuple(Item(item) for item in items), verb="完成", tail=tail),
    st.lists(words, min_size=2, max_size=5),
    st.sampled_from(["等工作", "", "等活动"]),
)
qualitative = st.lists(words, min_size=1, max_size=2).map(
    lambda found: Qualitative("有效" + "、".join(found))
)

known_days = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(Day.of)
yearless_days = st.one_of(known_days.map(lambda day: Day(day.month, day.day)), st.just(Day(2)))


def _period(one: Day, other: Day) -> Period:
    first, last = sorted((one, other), key=lambda day: day.order)
    return Period(Day(first.month, first.day or 28, year=first.year), last)


dates: st.SearchStrategy[Condition] = st.one_of(
    st.one_of(known_days, yearless_days).map(Deadline),
    st.builds(_period, known_days, known_days),
    st.builds(_period, yearless_days, yearless_days),
    known_days.map(Period),
    st.just(Period()),
)

decidable: st.SearchStrategy[Condition] = st.recursive(simple, _joined, max_leaves=4)
"""Conditions that figures decide."""
conditions: st.SearchStrategy[Condition] = st.one_of(
    decidable, st.recursive(st.one_of(simple, dates), _joined, max_leaves=3), checklists, qualitative
)

SIGNS = (
    "≥≤><=≠±+-×÷*/()（）%％,，。.0123456789一二三十百千万亿以上下内不低少于超过约且或满意人数场次元「」\\{}$ "
)

# Anything a person or a program might hand in.
texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=SIGNS, max_size=40),
    st.lists(
        st.sampled_from([*PIECES, "≥", "≤", "(", ")", "+", "-", "/", "90%", "5场", "、", "，", "~", "±"])
    ).map("".join),
)
reported = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.fractions(),
    st.decimals(),
    st.text(max_size=12),
    st.just(Decimal("sNaN")),
    st.just(10**80),
    st.just(object()),
    quantities(number=signed_numbers),
)

# Rules of one input, and the sets of figures that meet them.

FAMILIES = (
    (None,), ("%", "‰"), ("场", "场次"), ("个", "项"), ("人",), ("元", "千元", "万元"), ("天", "周"), ("公斤", "吨"),
    ("个百分点",),
)  # fmt: skip
NAMED = ("", "讲座人数", "投诉率", "培训场次", "覆盖率")
small = st.one_of(st.integers(-6, 6), st.fractions(-6, 6, max_denominator=4)).map(Fraction)
bounds = st.none() | small
intervals = st.builds(Interval, bounds, bounds, low_included=st.booleans(), high_included=st.booleans())
ranges = st.lists(intervals, max_size=5).map(Range)


@st.composite
def lines(draw: st.DrawFn, literal: st.SearchStrategy[Literal]) -> Expression:
    """The indicator's own figure, moved, turned and stretched."""
    node: Expression = Itself()
    number = small.map(lambda found: Literal(Quantity(found)))
    for step in draw(st.lists(st.sampled_from(["+", "-", "from", "×", "/", "under", "minus"]), max_size=3)):
        match step:
            case "+":
                node = Sum((node, draw(literal)), (False, False))
            case "-":
                node = Sum((node, draw(literal)), (False, True))
            case "from":
                node = Sum((draw(literal), node), (False, True))
            case "×":
                node = Product((draw(number), node), (False, False))
            case "/":
                node = Product((node, draw(number)), (False, True))
            case "under":
                node = Product((draw(literal), node), (False, True))
            case _:
                node = Negation(node)
    return node


@st.composite
def speaking_of_one(draw: st.DrawFn, *, family: tuple[str | None, ...]) -> Condition:
    """A condition on the indicator itself in the units of one family."""
    literal = st.builds(
        lambda number, name: Literal(Quantity(number, None if name is None else unit(name))),
        small,
        st.sampled_from(family),
    )
    sides = st.one_of(st.just(Itself()), lines(literal))
    way = draw(st.sampled_from([("≤", "<", "="), ("≥", ">", "=", "≠")]))
    signs = st.sampled_from(way).map(Comparator)
    share = st.integers(0, 50).map(lambda number: Literal(Quantity(Fraction(number), unit("%"))))
    plain: st.SearchStrategy[Condition] = st.one_of(
        st.builds(
            lambda one, sign, other: Comparison((one, other), (sign,)), sides, comparators, sides | literal
        ),
        st.builds(lambda a, x, b, s, t: Comparison((a, x, b), (s, t)), literal, sides, literal, signs, signs),
        st.builds(lambda sign, limit: Comparison((Itself(), limit), (sign,)), comparators, literal),
        st.builds(Between, literal, literal),
        st.builds(Tolerance, literal, st.none() | literal),
        st.builds(Tolerance, share, literal),
        st.builds(Bare, literal),
    )
    return draw(st.recursive(plain, _joined, max_leaves=4))
