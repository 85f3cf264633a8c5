"""Checks of what a target asks: satisfaction as it is asked for, and aims that cannot be missed or met."""

from collections.abc import Iterator
from fractions import Fraction

from kpirules.audit.form import Form
from kpirules.audit.remark import Excuse, Remark, not_applicable
from kpirules.audit.row import Row, quantities, unit_of
from kpirules.rules.checked import CheckedRule
from kpirules.rules.meaning import Kind
from kpirules.rules.ranges import Range
from kpirules.rules.shares import is_part_of_whole
from kpirules.rules.solutions import range_of
from kpirules.rules.target import Target
from kpirules.syntax.ast import Comparison, Literal, Name, Product
from kpirules.targets import read_target

_SHARE = Range.between(0, 1)
_AMOUNT = Range.where("≥", 0)
_ALL = Fraction(1)


def satisfaction(form: Form) -> Iterator[Remark | Excuse]:
    """Satisfaction is asked for at 80 % or more but not at all of it, as satisfied of all asked, with how many were asked.

    Why: below 80 % is no aim; everybody is never satisfied; a share of three people asked says nothing.
    Source: 财预〔2020〕10号, as generally known; the threshold is ours.
    Bad: 满意度 ≥ 60%, = 100%, 调查总人数/满意人数 ≥ 90%.
    Good: 满意人数/调查总人数 ≥ 90%，样本不少于200份.
    """
    unwanted = form.profile.words.unwanted
    rows = [row for row in form.rows if row.is_satisfaction and not row.name.endswith(_rates(unwanted))]
    if not rows:
        yield not_applicable("none")
    for row in rows:
        for target in row.targets:
            values = {"text": " ".join(target.text.split())[:40], "name": row.indicator.name}
            case = _aim(target, form.profile.satisfaction)
            if case:
                yield Remark(target, case, values, tentative=row.is_tentative)
            if _is_upside_down(target):
                yield Remark(target, "upside_down", values, tentative=row.is_tentative)
        said = [target.text for target in row.targets] + [row.indicator.name]
        said += [row.indicator.note.text] if row.indicator.note is not None else []
        if row.targets and not any(word in text for text in said for word in form.profile.words.sample):
            yield Remark(
                row.target or row.indicator, "", {"name": row.indicator.name}, tentative=row.is_tentative
            )


def trivial(form: Form) -> Iterator[Remark | Excuse]:
    """A target can be missed and can be met.

    Why: ≥ 0 is met by doing nothing, and more than the whole of a share by nobody.
    Source: 财预〔2015〕88号 (合理可行), as generally known.
    Bad: 培训人数 ≥ 0人, 合格率 ≤ 100%, 合格率 ≥ 105%.
    Good: 培训人数 ≥ 200人, 合格率 ≥ 95%.
    """
    if not form.rows:
        yield not_applicable("none")
    for row in form.rows:
        for target in row.targets:
            case = _extreme(row, target, form)
            if case:
                values = {"text": " ".join(target.text.split())[:40], "name": row.indicator.name}
                yield Remark(target, case, values, tentative=row.is_tentative)


def _rates(words: tuple[str, ...]) -> tuple[str, ...]:
    """Ends of names that stand with satisfaction and are none: 投诉率, 投诉次数."""
    return tuple(word + end for word in words for end in ("率", "次数", "件数", "数量"))


def _aim(target: Target, least: Fraction) -> str:
    """Whether the share a target asks for is too low, or all of it."""
    shares = [
        found.magnitude for found in quantities(target) if found.unit is not None and found.unit.is_share
    ]
    if not shares or target.kind is Kind.GROWTH:
        return ""
    asked = min(shares)
    return "low" if asked < least else "full" if asked == _ALL and target.meaning.high is None else ""


def _is_upside_down(target: Target) -> bool:
    """Whether all that were asked stand above those that were satisfied."""
    if target.rule is None:
        return False
    match target.rule.condition:
        case Comparison((Product((Name(above), Name(below), *_), (False, True, *_)), Literal()), _):
            return "满意" in below and "满意" not in above
        case _:
            return False


def _extreme(row: Row, target: Target, form: Form) -> str:
    """Trivial where every figure there can be meets the rule, impossible where none does."""
    if _is_plainly_sound(target):
        return ""
    rule = target.rule or _as_written(target)
    if rule is None or rule.inputs:
        return ""
    figures = range_of(rule)
    unit = unit_of(target) if target.rule is not None else rule.own.unit if rule.own is not None else None
    growing = any(word in row.name or word in target.text for word in form.profile.words.growing)
    if figures is None or growing:
        return ""
    share = unit is not None and unit.is_share
    domain = _SHARE if share and (is_part_of_whole(row.name) or row.is_satisfaction) else _AMOUNT
    if figures.isdisjoint(domain):
        return "impossible"
    return "" if not domain <= figures else "trivial"


def _is_plainly_sound(target: Target) -> bool:
    """Most targets, told without solving them: one bound, above nothing and within the whole of a share."""
    meaning, written = target.meaning, quantities(target)
    if meaning.kind is not Kind.BOUND or len(written) != 1:
        return False
    [quantity] = written
    share = quantity.unit is not None and quantity.unit.is_share
    if meaning.low is not None:
        return quantity.magnitude > 0 and (not share or quantity.magnitude <= 1)
    return quantity.magnitude >= 0 and (not share or quantity.magnitude < 1)


def _as_written(target: Target) -> CheckedRule | None:
    """The rule of a text that was refused beside its name, such as ≥105%."""
    return read_target(target.text)[0].rule if "%" in target.text or "％" in target.text else None
