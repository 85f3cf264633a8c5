"""Checks of the rows of a self-evaluation sheet: points, reasons, and the kind of answer."""

import re
from collections.abc import Iterator
from fractions import Fraction

from kpirules.assessment.recheck import is_outside_band
from kpirules.assessment.rechecked import Agreement, RecheckedRow
from kpirules.audit.evaluated import EvaluatedForm, at, first_of
from kpirules.audit.remark import Excuse, Remark, not_applicable, not_enough, passed_with
from kpirules.audit.row import Row, measures
from kpirules.evaluation.actuals import Affirmed, Done, Graded, Unusable, Words
from kpirules.quantity.number import write_number
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit

_NO_FIGURE = {"KPI516", "KPI517"}
_LONGEST = 200
_DIGITS = r"(?P<{}>[0-9]{{1,12}})"
_RATIO = re.compile(_DIGITS.format("part") + r"[人份户]?[/／]" + _DIGITS.format("whole") + r"[人份户]?")
_SATISFIED = re.compile(
    r"(?<!不)满意(?![度率])[^0-9，,；;。]{0,8}" + _DIGITS.format("part") + r"(?![0-9.．%％分])"
)
_SURVEYED = re.compile(r"(?:调查|发放|回收|收回|样本|问卷|受访)[^0-9，,；;。]{0,8}" + _DIGITS.format("whole"))
_PERCENT = unit("%")


def row_score(form: EvaluatedForm) -> Iterator[Remark | Excuse]:
    """The printed points of an indicator follow from its target, its figure and its weight.

    Why: a target that is met has all its points, and one that is missed loses what it missed; anything else needs a word.
    Source: 项目支出绩效自评表 (达成得满分，未达到按完成比例计分), seen; variants of formula and rounding are named.
    Bad: ≥100%, 100% reached, 7 of 10 points.
    Good: ≥15场, 14场 held, 9.33 of 10 points.
    """
    compared = [one for _, one in form.rows if one.agreement is not Agreement.OPEN]
    if not compared:
        yield not_enough("none")
        return
    for one in compared:
        if one.agreement is not Agreement.DIFFERS or one.score is None or one.row.score is None:
            continue
        values = {
            "name": one.row.indicator.name,
            "printed": one.row.score.text.strip(),
            "arithmetic": one.score.arithmetic("zh"),
            "arithmetic_en": one.score.arithmetic("en"),
            "variants": first_of(one.variants),
            "weight": write_number(one.score.weight),
        }
        beyond = one.row.score.value is not None and not 0 <= one.row.score.value <= one.score.weight
        case = "beyond" if beyond else "variant" if one.variants else ""
        yield Remark(at(one.row.score), case, values, tentative=one.row.indicator.is_tentative)
    left = len(form.rows) - len(compared)
    if left:
        yield passed_with("partly", count=str(left))


def reason_missing(form: EvaluatedForm) -> Iterator[Remark | Excuse]:
    """Points that are missing have a reason in 偏差原因分析及改进措施.

    Why: the column asks for it wherever a score is below its weight, and a rate of spending below 90 % asks for it too.
    Source: 项目支出绩效自评表 (填表说明), seen; the 90 % as in Sichuan, seen.
    Bad: 7 of 10 points and a blank.
    Good: 9.33 of 10 points: 一场因台风取消，已改期.
    """
    scored = False
    for _, one in form.rows:
        printed = one.row.score.value if one.row.score is not None else None
        if printed is None or one.score is None or one.row.score is None:
            continue
        scored = True
        if printed < one.score.weight and one.row.reason is None:
            values = {
                "name": one.row.indicator.name,
                "printed": one.row.score.text.strip(),
                "weight": write_number(one.score.weight),
            }
            yield Remark(at(one.row.score), "", values)
    line, rate = form.rechecked.execution.line, form.rechecked.execution.computed.rate
    least = form.rechecked.policy.reason_below
    if line is not None and rate is not None and rate < least and line.reason is None:
        values = {"rate": _percent(rate), "least": _percent(least)}
        yield Remark(line.executed or line.label, "spending", values)
    if not scored:
        yield not_enough("none")


def wrong_type(form: EvaluatedForm) -> Iterator[Remark | Excuse]:
    """A target in figures is answered by a figure, and a survey counts no more satisfied people than it asked.

    Why: 完成 does not tell how much; a share of nobody, or of more than all, is no result.
    Source: ours, from errors seen in published sheets.
    Bad: ≤30万元 answered 完成; 满意 120人, 调查 100人; 95/0.
    Good: ≤30万元 answered 28.6万元; 满意 96人, 调查 100人.
    """
    answered = [(row, one) for row, one in form.rows if one.row.actual is not None]
    if not answered:
        yield not_enough("none")
    for row, one in answered:
        actual = one.row.actual
        if actual is None:
            continue
        values = {"name": row.indicator.name, "text": actual.text.strip()}
        if row.is_satisfaction and (case := _survey(actual.text, one)):
            yield Remark(actual, case, values)
        elif _is_in_words(row, one):
            target = row.target.text.strip() if row.target is not None else ""
            yield Remark(actual, "", {**values, "target": target})


def outside_band(form: EvaluatedForm) -> Iterator[Remark | Excuse]:
    """The points of an aim in words lie inside the band of the grade that was reported.

    Why: where in its band is a person's choice, the band is not.
    Source: 自评表填表说明 (100%-80%（含）、80%-60%（含）、60%-0%), seen.
    Bad: 部分达成 and 10 of 10 points.
    Good: 部分达成 and 7 of 10 points.
    """
    graded = [one for _, one in form.rows if one.score is not None and one.score.rule == "qualitative"]
    if not graded:
        yield not_applicable("none")
    for one in graded:
        if one.row.score is None or one.score is None or not is_outside_band(one):
            continue
        values = {
            "name": one.row.indicator.name,
            "printed": one.row.score.text.strip(),
            "low": write_number(one.score.points.low),
            "high": write_number(one.score.points.high),
        }
        yield Remark(at(one.row.score), "", values)


def _is_in_words(row: Row, one: RecheckedRow) -> bool:
    """Whether the answer to a target in figures is words."""
    if one.verdict is None or not row.is_measured or row.target is None or not measures(row.target.meaning):
        return False
    answers = (one.verdict.actuals.own, *one.verdict.actuals.inputs.values())
    return any(
        isinstance(answer, Words | Graded | Affirmed | Done)
        or (isinstance(answer, Unusable) and answer.reason.code in _NO_FIGURE)
        for answer in answers
    )


def _survey(text: str, one: RecheckedRow) -> str:
    """What is wrong with the figures of a survey: nobody was asked, more are satisfied than were asked, above 100 %."""
    plain = "".join(text.split())[:_LONGEST]
    ratio = _RATIO.search(plain)
    satisfied = ratio or _SATISFIED.search(plain)
    surveyed = ratio or _SURVEYED.search(plain)
    if surveyed is not None and int(surveyed["whole"]) == 0:
        return "nobody"
    if satisfied is not None and surveyed is not None and int(satisfied["part"]) > int(surveyed["whole"]):
        return "more"
    own = one.verdict.actuals.own if one.verdict is not None else None
    is_share = isinstance(own, Quantity) and own.unit is not None and own.unit.is_share
    return "above" if isinstance(own, Quantity) and is_share and own.magnitude > 1 else ""


def _percent(rate: Fraction) -> str:
    return Quantity(rate * 100, _PERCENT).shown()
