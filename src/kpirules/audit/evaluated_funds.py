"""Checks of the funds of a self-evaluation sheet."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from kpirules.assessment.printed_spending import is_of_spending
from kpirules.assessment.rechecked import Agreement
from kpirules.audit.budget import money
from kpirules.audit.evaluated import EvaluatedForm, at, first_of
from kpirules.audit.remark import Excuse, Remark, not_enough, passed_with
from kpirules.declaration import Amount, FundsLine
from kpirules.evaluation.actuals import Actuals
from kpirules.quantity.number import write_number
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit

_PERCENT = unit("%")
_HUNDREDTH = Fraction(1, 100)
_SOURCES = ("财政拨款", "财政资金", "结转", "其他", "自筹", "单位资金")
# The three sources of the form, and what divides the first of them further.
_PARENT = re.compile("财政拨款|结转|其他")
_PART = re.compile("中央|[省市区县]级|上级|本级|一般公共|政府性|国有资本")
_COLUMNS: tuple[tuple[str, Callable[[FundsLine], Amount | None]], ...] = (
    ("年初预算数", lambda line: line.initial),
    ("全年预算数", lambda line: line.budget),
    ("全年执行数", lambda line: line.executed),
)


def funds_block(form: EvaluatedForm) -> Iterator[Remark | Excuse]:
    """The rate is 全年执行数 of 全年预算数, and in each column the whole is the sum of its sources.

    Why: the rate decides the points for spending; a column that does not add up has a wrong figure somewhere.
    Source: 项目支出绩效自评表 (执行率 B/A; 年度资金总额 = 当年财政拨款 + 上年结转资金 + 其他资金), seen in filled forms.
    Bad: 110.50 of 120.00 printed as 95%; 120.00 = 100.00 + 0.00.
    Good: 110.50 of 120.00 printed as 92.08%; 120.00 = 100.00 + 20.00.
    """
    line = form.rechecked.execution.line
    if line is None:
        yield not_enough("none")
        return
    yield from _rate(form, line)
    yield from _rate_row(form)
    if line.budget is not None and line.executed is not None and line.executed.value > line.budget.value:
        values = {"executed": money(line.executed.value), "budget": money(line.budget.value)}
        yield Remark(line.executed, "over", values)
    unchecked = []
    for name, column in _COLUMNS:
        total = column(line)
        if total is None:
            continue
        sums = tuple(_sums(form.rechecked.sheet.funds, line, column))
        if not sums:
            unchecked.append(name)
        elif all(abs(one - total.value) > _tolerance(total) for one in sums):
            values = {"column": name, "total": money(total.value), "parts": money(sums[0])}
            yield Remark(total, "sum", values)
    if unchecked:
        yield passed_with("parts", columns="、".join(unchecked))


def execution_score(form: EvaluatedForm) -> Iterator[Remark | Excuse]:
    """The points for spending are the rate times the points of the line, and no more than these.

    Why: these are points that nobody chooses.
    Source: 项目支出绩效自评表 (得分 = 全年执行数/全年预算数 × 分值，超过按满分), seen; rounding differs between places.
    Bad: 79.27% of 10 points printed as 9.
    Good: 79.27% of 10 points printed as 7.93.
    """
    found = form.rechecked.execution
    line = found.line
    if line is None or line.score is None or line.score.value is None:
        yield not_enough("score")
        return
    if found.agreement is Agreement.OPEN:
        yield not_enough("amounts")
        return
    if found.agreement is Agreement.FOLLOWS:
        if found.variants:
            yield passed_with("printed_rate")
        return
    values = {
        "printed": line.score.text.strip(),
        "points": write_number(found.points.low),
        "arithmetic": found.computed.arithmetic("zh"),
        "arithmetic_en": found.computed.arithmetic("en"),
        "variants": first_of(found.variants),
    }
    yield Remark(at(line.score), "variant" if found.variants else "", values)


def _rate(form: EvaluatedForm, line: FundsLine) -> Iterator[Remark]:
    found = form.rechecked.execution
    if found.rate_agreement is not Agreement.DIFFERS or line.rate is None or found.computed.rate is None:
        return
    values = {
        "printed": line.rate.text.strip(),
        "rate": _percent(found.computed.rate),
        "executed": money(found.computed.executed or Fraction(0)),
        "budget": money(found.computed.budget or Fraction(0)),
        "variants": first_of(found.rate_variants),
    }
    yield Remark(at(line.rate), "rounded" if found.rate_variants else "", values)


def _rate_row(form: EvaluatedForm) -> Iterator[Remark]:
    """A row 预算执行率 tells the rate that the funds have, to the last percent."""
    rate = form.rechecked.execution.computed.rate
    for row, one in form.rows:
        if rate is None or one.verdict is None or not is_of_spending(row.indicator):
            continue
        told = _figure(one.verdict.actuals)
        if told is not None and one.row.actual is not None and abs(told - rate) >= _HUNDREDTH:
            values = {"said": one.row.actual.text.strip(), "rate": _percent(rate)}
            yield Remark(one.row.actual, "row", values)


def _figure(actuals: Actuals) -> Fraction | None:
    """A reported rate as a fraction of one; a plain number above one is a percentage."""
    own = actuals.own
    if not isinstance(own, Quantity):
        return None
    if own.unit is None:
        return own.number / 100 if own.number > 1 else own.number
    return own.magnitude if own.unit.is_share else None


def _sums(
    funds: tuple[FundsLine, ...], whole: FundsLine, column: Callable[[FundsLine], Amount | None]
) -> Iterator[Fraction]:
    """What the lines come to: all of them, or the sources alone, whose own parts stand between them.

    A blank is not zero, so that a column with one is not added up.
    """
    lines = [line for line in funds if line is not whole]
    sources = [line for line in lines if any(word in line.label.text for word in _SOURCES)]
    parents = [
        line for line in lines if _PARENT.search(line.label.text) and not _PART.search(line.label.text)
    ]
    for way in (lines, sources, parents):
        amounts = [amount.value for line in way if (amount := column(line)) is not None]
        if way and len(amounts) == len(way):
            yield sum(amounts, Fraction(0))


def _tolerance(amount: Amount) -> Fraction:
    """One in the last of two places of the printed unit, in 万元."""
    return _HUNDREDTH / 10_000 if amount.unit == "元" else _HUNDREDTH


def _percent(rate: Fraction) -> str:
    return Quantity(rate * 100, _PERCENT).shown()
