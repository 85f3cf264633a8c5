"""One sentence a verdict, in Chinese and in English."""

from collections.abc import Iterator
from fractions import Fraction

from kpirules.diagnostics import Language
from kpirules.evaluation.actuals import Affirmed, Done, Grade, Graded, Within, Words
from kpirules.evaluation.compare import holds, written_unit
from kpirules.evaluation.filled import filled_in
from kpirules.evaluation.lateness import say_date
from kpirules.evaluation.trace import Amount
from kpirules.evaluation.verdict import Change, Outcome, Part, Verdict
from kpirules.quantity.number import decimal_places
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit
from kpirules.rules.checked import Reading
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
    Tolerance,
)
from kpirules.syntax.expression import times_hundred
from kpirules.syntax.unparse import format_tree

_OUTCOMES = {
    Outcome.MET: ("达成", "met"),
    Outcome.NOT_MET: ("未达成", "not met"),
    Outcome.UNDETERMINED: ("无法判定", "undetermined"),
    Outcome.NOT_APPLICABLE: ("不适用", "not applicable"),
}


_GRADES = {
    Grade.REACHED: ("填报的等级是达成", "reported as reached"),
    Grade.PARTLY: ("填报的等级是部分达成", "reported as reached in part"),
    Grade.MISSED: ("填报的等级是未达成", "reported as not reached"),
}


def outcome_word(outcome: Outcome, lang: Language = "zh") -> str:
    """The outcome in the words of a report.

    >>> outcome_word(Outcome.NOT_MET)
    '未达成'
    """
    return _OUTCOMES[outcome][_which(lang)]


def write_sentence(verdict: Verdict, lang: Language) -> str:
    """What was compared and how it came out, then what is missing or would meet it, then how it was read."""
    which = _which(lang)
    comma, semicolon = ("，", "；") if lang == "zh" else (", ", "; ")
    if verdict.outcome in {Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE}:
        reasons = semicolon.join(reason.message(lang) for reason in verdict.reasons)
        return f"{outcome_word(verdict.outcome, lang)}{'：' if lang == 'zh' else ': '}{reasons}"
    # Only what decided: what is met where all is met, what is missed where something is.
    deciding = [part for part in verdict.parts if part.outcome is verdict.outcome]
    clauses = [_clause(part, verdict, lang) for part in deciding]
    text = semicolon.join(clauses)
    if verdict.shortfall:
        text += comma + _shortfall(verdict.shortfall, which)
    # Only the readings that decided: the direction of 100% has no part in a date that is late.
    used = [bare for part in deciding for bare in _bares(part.condition)]
    readings = [
        _reading(reading, lang)
        for bare, reading in verdict.rule.readings
        if reading.comparator is not None and bare in used
    ]
    if readings:
        text += f"（{'；'.join(readings)}）" if lang == "zh" else f" ({'; '.join(readings)})"
    return text


def _bares(condition: Condition) -> Iterator[Bare]:
    match condition:
        case AllOf(conditions) | AnyOf(conditions):
            for one in conditions:
                yield from _bares(one)
        case Bare():
            yield condition
        case _:
            return


def _clause(part: Part, verdict: Verdict, lang: Language) -> str:
    which = _which(lang)
    if part.by is not None:
        return _answered(part, part.by, which)
    match part.condition:
        case Comparison(operands, comparators):
            return _comparison(operands, comparators, part, verdict)
        case Between(low, high):
            return _comparison((low, Itself(), high), (Comparator.AT_MOST, Comparator.AT_MOST), part, verdict)
        case Bare(quantity, subject) as bare:
            comparator = verdict.rule.reading(bare).comparator or Comparator.EQUAL
            return _comparison((subject, quantity), (comparator,), part, verdict)
        case Approximate(quantity, subject):
            return _comparison((subject, quantity), (Comparator.EQUAL,), part, verdict)
        case Tolerance(subject=subject) as tolerance:
            inside = part.outcome is Outcome.MET
            word = (" 在 ", " 不在 ") if which == 0 else (" is within ", " is not within ")
            limits = format_tree(tolerance)
            shown = _side(subject, part.condition, verdict)
            return f"{shown}{word[0 if inside else 1]}{limits}{' 之内' if which == 0 else ''}"
        case Checklist() as checklist:
            return _checklist(checklist, verdict, which)
        case (Deadline() | Period()) as date:
            return say_date(date, part, verdict, lang)
        case _:
            return outcome_word(part.outcome, lang)


def _answered(part: Part, by: Within | Graded | Affirmed | Words, which: int) -> str:
    """What an answer that is no figure says to the target."""
    target = format_tree(part.condition)
    match by:
        case Within(figures):
            bound = by.text or str(figures)
            if part.outcome is Outcome.MET:
                return (f"“{bound}”的每个数都符合 {target}", f"every figure of “{bound}” meets {target}")[
                    which
                ]
            return (f"“{bound}”没有一个数符合 {target}", f"no figure of “{bound}” meets {target}")[which]
        case Graded(grade):
            return f"{_GRADES[grade][which]}{_quoted(by.text, which)}"
        case Affirmed(yes):
            said = by.text or ("是" if yes else "否")
            return (
                f"回答“{said}”，指标要求“{target}”",
                f"the answer is “{said}”, the target asks for “{target}”",
            )[which]
        case Words():
            return ("与指标文字一致", "the answer is that of the target")[which]


def _quoted(text: str, which: int) -> str:
    return (f"：“{text}”", f": “{text}”")[which] if text else ""


def _comparison(
    operands: tuple[Expression, ...], comparators: tuple[Comparator, ...], part: Part, verdict: Verdict
) -> str:
    """``1795/2000 = 89.75% < 90%``: the first link that fails, or the whole chain."""
    amounts = [verdict.amount(operand) for operand in operands]
    unit = written_unit(part.condition)
    if part.outcome is Outcome.NOT_MET:
        for at, comparator in enumerate(comparators):
            one, other = amounts[at], amounts[at + 1]
            if one is not None and other is not None and not _stands(one, comparator, other, unit):
                operands, amounts = operands[at : at + 2], amounts[at : at + 2]
                comparators = (comparator.negated,)
                break
    limits = [amount.magnitude for amount in amounts if amount is not None]
    sides = [_side(operand, part.condition, verdict, limits) for operand in operands]
    text = sides[0]
    for comparator, side in zip(comparators, sides[1:], strict=True):
        text += f" {comparator} {side}"
    return text


def _stands(one: Amount, comparator: Comparator, other: Amount, unit: Unit | None) -> bool:
    """Whether a link holds, with both sides in the unit that was lent where one had none."""
    scale = unit.scale if unit is not None else Fraction(1)
    first, second = one.magnitude, other.magnitude
    if not one.stated and not one.dimension and other.dimension:
        first *= scale
    if not other.stated and not other.dimension and one.dimension:
        second *= scale
    return holds(first, comparator, second)


def _side(
    node: Expression, condition: Condition, verdict: Verdict, near: list[Fraction] | None = None
) -> str:
    """A side with its figures put in, and what it comes to; a lone figure or limit is shown as it is."""
    amount = verdict.amount(node)
    if isinstance(node, Literal) or amount is None:
        return format_tree(node)
    unit = written_unit(condition) or amount.written
    if amount.written is None and times_hundred(node):
        unit = None
    value = _value(amount, unit, near or [])
    if isinstance(node, Name):
        return f"{node.name} {value}"
    if isinstance(node, Itself):
        return value
    if isinstance(node, Growth) and verdict.rule.growing.names(node)[1] not in verdict.actuals.inputs:
        return f"{format_tree(node)} {value}"  # the growth itself was reported
    filled = filled_in(node, verdict)
    return f"{filled} ≈ {value.removeprefix('≈')}" if value.startswith("≈") else f"{filled} = {value}"


def _value(amount: Amount, unit: Unit | None, near: list[Fraction]) -> str:
    """In the target's unit; rounded only so far that it still differs from what it is compared with."""
    shown = amount.shown_in(unit)
    if not amount.stated and not amount.dimension and unit is not None and not unit.is_share:
        shown = Quantity(amount.magnitude, unit)
    text = shown.shown()
    if not text.startswith("≈"):
        return text
    scale = shown.unit.scale if shown.unit is not None else Fraction(1)
    others = {Quantity(number / scale, shown.unit).shown() for number in near if number != amount.magnitude}
    return str(shown) if text.removeprefix("≈") in {other.removeprefix("≈") for other in others} else text


def _checklist(node: Checklist, verdict: Verdict, which: int) -> str:
    own = verdict.actuals.own
    done = own.items if isinstance(own, Done) else frozenset()
    missing = [item.text for item in node.items if item.text not in done]
    count = f"{len(node.items) - len(missing)}/{len(node.items)}"
    if missing:
        return (
            f"完成 {count} 项，未完成：{'、'.join(missing)}",
            f"{count} done, not done: {', '.join(missing)}",
        )[which]
    return (f"{count} 项全部完成", f"all {len(node.items)} done")[which]


def _shortfall(changes: tuple[Change, ...], which: int) -> str:
    ways = [_change(change, which) for change in changes]
    return ("，或".join(ways), ", or ".join(ways))[which]


def _change(change: Change, which: int) -> str:
    rises = change.by.number > 0
    by = change.by if rises else Quantity(-change.by.number, change.by.unit, of=change.by.of)
    amount = str(by) if decimal_places(by.number.denominator) is not None else by.shown()
    if rises:
        return (f"还差{change.name} {amount}", f"{change.name} short by {amount}".strip())[which]
    return (f"{change.name}须减少 {amount}", f"{change.name} must fall by {amount}".strip())[which]


def _reading(reading: Reading, lang: Language) -> str:
    if lang == "zh":
        return f"没有比较符号，按“{reading.direction(lang)}”理解：{reading.ground(lang)}"
    return f"no comparator, read as {reading.direction(lang)}: {reading.ground(lang)}"


def _which(lang: Language) -> int:
    return 0 if lang == "zh" else 1
