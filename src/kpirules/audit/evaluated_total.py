"""Checks of the total of a self-evaluation sheet, its grade, and its points beside the money spent."""

from collections.abc import Iterator
from fractions import Fraction

from kpirules.assessment.rechecked import Agreement, RecheckedTotal
from kpirules.audit.evaluated import EvaluatedForm, at, first_of
from kpirules.audit.indicators_weights import level_points
from kpirules.audit.remark import Excuse, Remark, not_enough, passed_with
from kpirules.quantity.number import write_number
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.scoring.interval import Points, add

_PERCENT = unit("%")


def total_and_grade(form: EvaluatedForm) -> Iterator[Remark | Excuse]:
    """The printed total is the sum of the printed points, the weights make the whole, and the grade is that of the total.

    Why: the total and its word are what is published and compared.
    Source: 项目支出绩效自评表 (90（含）以上优、80（含）以上良、60（含）以上中、60以下差), seen.
    Bad: points of 86 and 10 with a total of 98; 88 points and 优.
    Good: points of 86 and 10 with a total of 96; 96 points and 优.
    """
    total, sheet = form.rechecked.total, form.rechecked.sheet
    spending = form.rechecked.execution.computed.weight if total.counts_execution else Fraction(0)
    beyond = total.weights + spending
    if beyond > total.whole:
        values = {"sum": write_number(beyond), "whole": write_number(total.whole)}
        yield Remark(at(sheet.total_weight) if sheet.total_weight is not None else None, "weights", values)
    yield from level_points(tuple(row for row, _ in form.rows), missing=bool(total.missing))
    if sheet.total_score is not None and total.agreement is Agreement.DIFFERS:
        values = {
            "printed": sheet.total_score.text.strip(),
            "sum": _range(total.summed),
            "variants": first_of(total.variants),
        }
        yield Remark(at(sheet.total_score), _case(total), values)
    if sheet.grade is not None and total.grade_agreement is Agreement.DIFFERS:
        values = {
            "said": sheet.grade.text.strip(),
            "grade": total.grade,
            "total": write_number(total.printed or Fraction(0)),
        }
        yield Remark(sheet.grade, "grade", values)
    if total.agreement is Agreement.OPEN:
        case = "unread" if total.printed is not None else "none"
        yield not_enough(case, low=write_number(total.summed.low), high=write_number(total.summed.high))
    elif sheet.grade is None:
        yield passed_with("ungraded")


def little_spending(form: EvaluatedForm) -> Iterator[Remark | Excuse]:
    """Good points for the indicators do not stand beside money that was not spent.

    Why: all aims reached with much of the money left means that too much was asked for, or that the figures are too good.
    Source: the cross-warning of a fiscal system (unspent share above 20 %), seen; the points from 90 % on are ours.
    Bad: 90 of 90 points with 40 % of the budget spent.
    Good: 90 of 90 points with 96 % of the budget spent.
    """
    rate = form.rechecked.execution.computed.rate
    if rate is None:
        printed = form.rechecked.execution.line.rate if form.rechecked.execution.line is not None else None
        rate = printed.value if printed is not None else None
    scored = [one for _, one in form.rows if one.row.score is not None and one.row.score.value is not None]
    weights = sum((one.score.weight for one in scored if one.score is not None), Fraction(0))
    if rate is None or not weights:
        yield not_enough("rate" if rate is None else "points")
        return
    points = add(
        Points.at(one.row.score.value)
        for one in scored
        if one.score is not None and one.row.score is not None and one.row.score.value is not None
    ).low
    if points >= form.profile.good * weights and 1 - rate > form.profile.unspent:
        line = form.rechecked.execution.line
        values = {
            "points": write_number(points),
            "weights": write_number(weights),
            "rate": Quantity(rate * 100, _PERCENT).shown(),
        }
        yield Remark((line.executed or line.label) if line is not None else None, "", values)


def _case(total: RecheckedTotal) -> str:
    if total.missing:
        return "lost"
    return "variant" if total.variants else ""


def _range(points: Points) -> str:
    ends = dict.fromkeys(write_number(end) for end in (points.low, points.high))
    return "～".join(ends)
