"""Checks of the form as printed: rows that slipped, tables that broke, residue, gaps and placeholders."""

import re
from collections.abc import Iterable, Iterator

from kpirules.audit.form import Form
from kpirules.audit.remark import Anchor, Excuse, Remark, not_applicable, not_enough, source_of
from kpirules.declaration import Amount
from kpirules.declaration.repair import Row as Cells
from kpirules.source import Span

_SHIFTED, _UNPLACED, _SPLIT = {"KPI620", "KPI621", "KPI624"}, "KPI626", {"KPI622", "KPI623"}
_TWO_YEARS = "KPI609"
_RESIDUE = re.compile(
    r"\$[^$\n]*[\\^_{][^$\n]*\$|\\[A-Za-z]{2,}|\\[%$&#_()\[\]]"
    r"|</?(?:br|p|div|span|b|i|u|em|strong|su[bp]|t[drh]|table|font|a|li|ul|ol|h[1-6]|img|o:p)(?:\s[^<>]{0,200})?/?>"
    r"|&(?:nbsp|lt|gt|amp|quot|ge|le|times|ldquo|rdquo|mdash|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,5});",
    re.IGNORECASE,
)
_SHOWN = 30
_TELLING = 4  # as many digits are not the same by chance


def row_shift(form: Form) -> Iterator[Remark | Excuse]:
    """A cell of the indicator table stands in a column that is not its own.

    Why: whoever reads the table by its columns takes a label for a value and loses the row's real one.
    Source: errors seen in published forms.
    Bad: 可持续影响指标 printed in the column 三级指标, the name behind it in 年度指标值.
    Good: each level in its own column, blank where the level above holds on.
    """
    for repair in form.declaration.repairs:
        if repair.code in _SHIFTED:
            case = "tentative" if repair.is_tentative else ""
            yield Remark(
                repair,
                case,
                {"before": _shown(repair.before), "after": _shown(repair.after)},
                tentative=repair.is_tentative,
            )
    for told in form.diagnostics:
        if told.code == _UNPLACED:
            yield Remark(told.source, "unplaced", {"text": dict(told.values).get("text", "")})
    if not form.declaration.indicators:
        yield not_applicable("none")


def split_table(form: Form) -> Iterator[Remark | Excuse]:
    """The table of indicators goes on with another number of columns.

    Why: after a page break a converter may drop the leading column, and every cell below then stands one too far left.
    Source: errors seen in published forms.
    Bad: six columns on the first page, five on the next.
    Good: the header's columns on every page.
    """
    for repair in form.declaration.repairs:
        if repair.code in _SPLIT:
            values = {
                "rows": str(len(repair.before)),
                "found": str(len(repair.before[0]) if repair.before else 0),
            }
            values["expected"] = str(len(repair.after[0]) if repair.after else 0)
            yield Remark(repair, "", values, tentative=repair.is_tentative)
    if not form.declaration.indicators:
        yield not_applicable("none")


def markup_residue(form: Form) -> Iterator[Remark | Excuse]:
    r"""Signs of a markup language stand in a name or a value.

    Why: what was a formula, a line break or an entity is printed raw, and the reader has to guess what it was.
    Source: errors seen in published forms.
    Bad: 满意人数/调查总人数 $\geq 90\%$.
    Good: 满意人数/调查总人数 ≥ 90%.
    """
    for cell in _cells(form):
        source = source_of(cell)
        found = _RESIDUE.search(source.text) if source is not None else None
        if found is not None:
            yield Remark(cell, "", {"residue": found.group()[:_SHOWN]}, Span(*found.span()))
    for told in form.diagnostics:
        if told.code in form.profile.flattened:
            values = {"said": told.message("zh"), "said_en": told.message("en")}
            yield Remark(told.source, "flattened", values, told.span)
    if next(_cells(form), None) is None:
        yield not_enough("none")


def header_gaps(form: Form) -> Iterator[Remark | Excuse]:
    """The form does not say for which year it is, or in what unit its money is told.

    Why: without the year no deadline can be judged, and without the unit an amount may be ten thousand times another.
    Source: 财预〔2015〕88号 (指向明确), as generally known.
    Bad: the title 部门整体绩效目标申报表 and a column 预算金额.
    Good: the title （2024年度） and a column 预算金额（万元）.
    """
    declaration = form.declaration
    if declaration.year is None:
        several = any(told.code == _TWO_YEARS for told in form.diagnostics)
        yield Remark(declaration.year_wording or declaration.title, "two_years" if several else "")
    amounts = tuple(form.amounts)
    unstated = [amount for amount in amounts if not amount.unit]
    if unstated:
        yield Remark(unstated[0], "unit", {"text": unstated[0].text.strip(), "count": str(len(unstated))})


def placeholder(form: Form) -> Iterator[Remark | Excuse]:
    """Words of the template stand where an answer was due.

    Why: the cell was not filled in, or was filled in beside the words that say what belongs there.
    Source: errors seen in published forms.
    Bad: 科学技术协会（部门）, 培训≥**人, 待填.
    Good: 科学技术协会, 培训≥200人.
    """
    department = form.declaration.department
    if department is not None:
        tail = form.profile.template_tail.search(department.text.rstrip())
        if tail is not None:
            yield Remark(department, "tail", {"text": tail.group()}, Span(*tail.span()))
    for cell in _cells(form):
        source = source_of(cell)
        found = form.profile.placeholder.search(source.text) if source is not None else None
        if found is not None:
            yield Remark(cell, "", {"text": found.group()[:_SHOWN]}, Span(*found.span()))
    if next(_cells(form), None) is None:
        yield not_enough("none")


def magnitude(form: Form) -> Iterator[Remark | Excuse]:
    """An amount is a hundred times as large as every other beside it.

    Why: a decimal point was lost, or 元 was written in a column of 万元. Real money of that size stands in two divisions
    of the budget at once.
    Source: errors seen in published forms; the factor is ours.
    Bad: 7242318 in a column of 万元, for 724.2318.
    Good: 724.23.
    """
    budget = tuple(amount for amount in form.declaration.budget if amount.value > 0)
    funds = [task.funds for task in form.tasks if task.funds is not None and task.funds.value > 0]
    compared = False
    for group in (budget, funds):
        if len(group) < 2:
            continue
        first, second = sorted(group, key=lambda amount: amount.value)[:-3:-1]
        # Of two alone one may well be a hundred times the other, unless they have the same digits.
        if len(group) == 2 and (_digits(first) != _digits(second) or len(_digits(first)) < _TELLING):
            continue
        compared = True
        if first.value >= form.profile.magnitude * second.value:
            yield _too_large(first, second, tuple(form.amounts))
    largest = max((amount for amount in budget), key=lambda amount: amount.value, default=None)
    for row in form.rows if largest is not None else ():
        costs = (
            row.second.endswith("成本指标")
            or row.first == "成本指标"
            or row.name.endswith(form.profile.words.money)
        )
        low = row.target.meaning if row.target is not None and costs else None
        bounds = (low.low, low.high, low.value) if low is not None and str(low.unit) == "元" else ()
        money = [bound / 10_000 for bound in bounds if bound is not None]
        if row.target is None or largest is None or not money:
            continue
        compared = True
        if max(money) >= form.profile.magnitude * largest.value:
            values = {"text": row.target.text.strip(), "other": largest.text.strip()}
            yield Remark(row.target, "target", values, tentative=row.is_tentative)
    if not compared:
        yield not_enough("few")


def _too_large(amount: Amount, other: Amount, amounts: Iterable[Amount]) -> Remark:
    """The amount, with the figure it may stand for where another amount has the same digits."""
    digits = _digits(amount)
    twin = next(
        (
            one
            for one in amounts
            if one is not amount and one.value != amount.value and _digits(one) == digits
        ),
        None,
    )
    values = {
        "text": amount.text.strip(),
        "other": other.text.strip(),
        "twin": twin.text.strip() if twin else "",
    }
    return Remark(amount, "twin" if twin else "", values)


def _digits(amount: Amount) -> str:
    """The significant digits of an amount, wherever its point stands."""
    return "".join(one for one in amount.text if one.isdigit()).strip("0")


def _cells(form: Form) -> Iterator[Anchor]:
    """Every name and value of the form as printed; its prose is left aside."""
    declaration = form.declaration
    yield from (wording for wording in (declaration.title, declaration.department) if wording is not None)
    for task in form.tasks:
        yield task.name
        if task.funds is not None:
            yield task.funds
    for indicator in declaration.indicators:
        if indicator.level3 is not None:
            yield indicator.level3
        yield from (one for one in (indicator.period_target, indicator.annual_target) if one is not None)
        yield from (one for one in (indicator.comparator, indicator.unit) if one is not None)


def _shown(rows: tuple[Cells, ...]) -> str:
    """The first row with its blanks as a dot."""
    cells = (" ".join(cell.split()) or "·" for cell in rows[0]) if rows else ()
    return "｜".join(cell if len(cell) <= _SHOWN else f"{cell[: _SHOWN - 1]}…" for cell in cells)
