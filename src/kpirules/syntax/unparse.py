"""The one canonical text of a tree."""

import re

from kpirules.quantity.calendar import Day
from kpirules.quantity.number import decimal_places
from kpirules.quantity.unit import find_unit
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
from kpirules.syntax.connectives import find_joints
from kpirules.syntax.expression import has_input
from kpirules.syntax.periods import standard_periods
from kpirules.syntax.spoken import hides_growth, hides_operator, is_number

# A name that reads back as itself without 「」: letters, digits where a word may hold them, and no operator word.
_PLAIN_NAME = re.compile(
    r"(?:[㐀-䶿一-鿿]|[A-Za-z_][0-9]*(?:(?<=[0-9])\.[0-9]+)?)+(?P<digits>(?<=[㐀-䶿一-鿿])[0-9]+)?"
)
# What may be read as growth over a base, or as a multiple of it.
_OVER_A_BASE = re.compile(
    r"[同环]比|[较比与同和跟](?:[上去前]|同期|基|期初|年初|(?:19|20)[0-9])|(?:期|年|[上前]一?月|季|季度|线|初|[底末]|水平|数值)的$"
)
_MARKERS = {"上年": "同比", "上期": "环比"}
_BLANK = re.compile(r"[Xx]{2,}|[Oo0]+$|(?:几|若干|多少)$")
_SPOKEN = re.compile(
    r"(?:在|不|未|没有|[不]得|不[应能可]|等于|[大小高低多少]于|至[少多]|最[少多高低]|超过?|突破|不足|达到?|并|以及|控制在|介于)$|^(?:以及|及其|至[少多]|最[少多]|起码)|^(?:大?约|近|大概)$"
    r"|且|同时|或|(?:^|[^A-Za-z0-9_])(?:and|or|AND|OR)(?![A-Za-z0-9_])"
    r"|不得?少于|不得?低于|不小于|不得?超过|不得?高于|不大于|不得?多于|[大小]于或?等于"
    # Numerals that would be taken for a number: at the front, or behind the last character of an operator word.
    r"|(?:^|[于少多码过破足到满在间约计成现超达近为至与和并币元概致氏下])[半零〇一二两俩三四五六七八九十百千万亿廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟]"
    r"|负[0-9零〇一二两俩三四五六七八九十百千万亿廿卅卌壹贰叁肆伍陆柒捌玖拾]"
    r"|(?:至少|最少|起码|超过?|[大高多小低少]于|突破|至多|最多|不[足到满]|未满|等于|[为是达约近]|控制在|达到|完成|实现|[共累合]计|介于|在"
    r"|[币元镑氏下概致多负]|USD|EUR|GBP|JPY|HKD|AUD|CAD|SGD|KRW|TWD|CHF|RMB|CNY)[0-9]"
)


def format_tree(node: Condition | Expression) -> str:  # noqa: C901 - one arm a kind of node
    """The canonical text in half-width characters: reading it gives an equal tree.

    >>> format_tree(Sum((Name("优秀数"), Name("良好数")), (False, False)))
    '优秀数 + 良好数'
    """
    match node:
        case AnyOf(conditions):
            return " 或 ".join(_member(condition, AnyOf) for condition in conditions)
        case AllOf(conditions):
            return " 且 ".join(_member(condition, AllOf) for condition in conditions)
        case Comparison(operands, comparators):
            return _format_comparison(operands, comparators)
        case Between(low, high):
            return f"{format_tree(low)} ~ {format_tree(high)}"
        case Tolerance(by, centre, subject):
            around = format_tree(centre) if centre is not None else _subject(subject)
            return f"{around} ± {format_tree(by)}".strip()
        case Bare(quantity, subject):
            joint = "达到" if isinstance(subject, Name) or _is_ratio(subject) else ""
            lead = f"{_subject(subject, quantity)}{joint}"
            return f"{lead}{format_tree(quantity)}"
        case Approximate(quantity, subject):
            return f"{_subject(subject, quantity)}约{format_tree(quantity)}"
        case Checklist(items, verb, tail):
            return verb + "、".join(item.text for item in items) + tail
        case Deadline(by):
            return f"{by}前"
        case Period(first, last):
            return format_period(first, last)
        case Qualitative(text) | YesNo(text) | Scale(text) | Placeholder(text):
            return text
        case _:
            return _format_expression(node)


def format_period(first: Day | None, last: Day | None) -> str:
    """A stretch of days in words: from, to, both, or neither."""
    if first is None and last is None:
        return "长期"
    if last is None or first is None:
        return f"{first}起" if last is None else f"{last}前"
    return f"{first}至{last}" if first != last else str(first)


def _member(condition: Condition, inside: type[AllOf] | type[AnyOf]) -> str:
    """且 binds tighter than 或, so only 或 inside 且, and a like inside its like, stand in brackets."""
    loose = isinstance(condition, AnyOf) or (isinstance(condition, AllOf) and inside is AllOf)
    return f"({format_tree(condition)})" if loose else format_tree(condition)


def _format_comparison(operands: tuple[Expression, ...], comparators: tuple[str, ...]) -> str:
    match operands:
        case (Itself(), Name(name)) if lacks_number(name):
            return f"{comparators[0]} 「{name}」"  # ≥ 场 has lost its number
        case (Itself(), Name(name)) if standard_periods().period(name) != name:
            return f"{comparators[0]} 「{name}」"  # ≥ 去年 names the period 上年
    bare = all(operand.quantity.unit is None for operand in operands if isinstance(operand, Literal))
    sides = [
        format_growth(operand, bare=bare) if isinstance(operand, Growth) else _format_side(operand)
        for operand in operands
    ]
    for at, operand in enumerate(operands[1:-1], 1):
        # 甲 ≥ 乙和丙 ≥ 1 may be two conditions.
        if isinstance(operand, Name) and not sides[at].startswith("「") and any(find_joints(operand)):
            sides[at] = f"「{operand.name}」" if any(map(has_input, operands[:at])) else sides[at]
    text = sides[0]
    for comparator, side in zip(comparators, sides[1:], strict=True):
        text += f" {comparator} {side}"
    return text.strip()


def lacks_number(name: str) -> bool:
    """Whether a name behind a comparator is what is left where a number is missing: ≥场, ≥XX场.

    >>> lacks_number("场"), lacks_number("上年")
    (True, False)
    """
    return find_unit(name) is not None or _BLANK.match(name) is not None


def _format_side(operand: Expression) -> str:
    """A difference of two written numbers stands in brackets, where 3 - 5 would be a range."""
    match operand:
        case Sum((Literal(one), Literal(other)), (_, True)) if one.number >= 0 and other.number >= 0:
            return f"({_format_expression(operand)})"
        case _:
            return _format_expression(operand)


def _format_expression(node: Expression) -> str:
    match node:
        case Literal(quantity):
            return str(quantity)
        case Name(name):
            return name if _reads_back(name) else f"「{name}」"
        case Itself():
            return ""
        case Growth():
            return format_growth(node)
        case Negation(operand):
            return f"-{_operand(operand, bracket=(Sum, Product, Literal))}"
        case Sum(operands, negative):
            signs = (" - " if minus else " + " for minus in negative[1:])
            texts = (_operand(operand, bracket=(Sum,)) for operand in operands[1:])
            lead = _operand(operands[0], bracket=(Sum,))
            return lead + "".join(sign + text for sign, text in zip(signs, texts, strict=True))
        case Product(operands, divides):
            text = _operand(operands[0], bracket=(Sum, Product))
            for before, operand, divide in zip(operands, operands[1:], divides[1:], strict=False):
                text += ("/" if divide else " × ") + _factor(before, operand)
            return text


def _reads_back(name: str) -> bool:
    if _PLAIN_NAME.fullmatch(name) is None or _SPOKEN.search(name):
        return False
    if hides_operator(name) or hides_growth(name) or is_number(name):
        return False
    return not _OVER_A_BASE.search(name)


def format_growth(growth: Growth, *, bare: bool = False) -> str:
    """The growth in words, as it stands before a comparator: 同比增长, 较2023年下降, 与上年之比.

    A rate beside a ``bare`` number says that it is one: 同比增长率.

    >>> format_growth(Growth("2023年", falls=True, subject="能耗"))
    '能耗较2023年下降'
    """
    subject = growth.subject if _reads_back(growth.subject) or not growth.subject else f"「{growth.subject}」"
    if growth.extent is Extent.MULTIPLE:
        return f"{subject}与{growth.base}之比"
    marker = _MARKERS.get(growth.base, f"较{growth.base}")
    rate = "率" if bare and growth.extent is Extent.RATE else ""
    return f"{subject}{marker}{'下降' if growth.falls else '增长'}{rate}"


def _is_ratio(subject: Itself | Name | Growth) -> bool:
    return isinstance(subject, Growth) and subject.extent is Extent.MULTIPLE


def _subject(subject: Name | Itself | Growth, beside: Literal | None = None) -> str:
    """The subject in front of a number; its own digits must not run into the number."""
    if isinstance(subject, Itself):
        return ""
    if isinstance(subject, Growth):
        return format_growth(subject, bare=beside is not None and beside.quantity.unit is None)
    plain = _PLAIN_NAME.fullmatch(subject.name)
    ends_in_digits = plain is not None and plain["digits"] is not None
    return f"「{subject.name}」" if ends_in_digits else _format_expression(subject)


def _factor(before: Expression, node: Expression) -> str:
    """An input named like a unit is quoted behind a quantity, where 5元/件 would be one unit."""
    if isinstance(node, Name) and isinstance(before, Literal) and find_unit(node.name) is not None:
        return f"「{node.name}」"
    return _operand(node, bracket=(Sum, Product))


def _operand(node: Expression, *, bracket: tuple[type, ...]) -> str:
    fraction = isinstance(node, Literal) and decimal_places(node.quantity.number.denominator) is None
    if isinstance(node, bracket) or (fraction and Product in bracket):
        return f"({_format_expression(node)})"
    return _format_expression(node)
