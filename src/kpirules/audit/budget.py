"""Checks of the money: whether the divisions of the budget close, and whether the tasks keep within it."""

from collections.abc import Iterator
from fractions import Fraction

from kpirules.audit.form import Form
from kpirules.audit.remark import Excuse, Remark, not_applicable, not_enough, passed_with
from kpirules.declaration import Amount, BudgetOverview, Split
from kpirules.quantity.number import decimal_places, round_number, write_number
from kpirules.quantity.unit import find_unit

_ZERO = Fraction(0)
_PART_OF_A_LINE = "其中"
_PLACES = 2
_WAN = 10_000


def splits_close(form: Form) -> Iterator[Remark | Excuse]:
    """The divisions of the budget by kind of expenditure, by source and by level come to the same.

    Why: it is the same money, divided three ways. Whether 事业发展性支出 stands inside or beside the expenditure differs
    between forms, so either may close.
    Source: 财预〔2013〕53号, as generally known; the tolerance of 0.01万元 is ours.
    Bad: 支出 847.85, 收入 846.85.
    Good: 515.85 + 332.00 = 847.85 = 847.85 + 0.00.
    """
    budget = form.declaration.budget
    sums = {
        name: found
        for name, split in (("收入来源", budget.income), ("按预算级次划分", budget.by_level))
        if (found := _sum(split)) is not None
    }
    expenditure, development = _sum(budget.expenditure), _sum(budget.development)
    if expenditure is None or not sums:
        have = "、".join([*(["部门预算支出"] if expenditure is not None else []), *sums])
        yield not_enough("splits", have=have or "无", have_en=have or "none")
        return
    ways = {"without": expenditure, "with": expenditure + (development or _ZERO)}
    tolerance = form.profile.tolerance
    closed = [
        way
        for way in form.profile.expenditure
        if max(ways[way], *sums.values()) - min(ways[way], *sums.values()) <= tolerance
    ]
    if not closed:
        told = "；".join(
            f"{name} {money(amount)}" for name, amount in {"部门预算支出": expenditure, **sums}.items()
        )
        values = {"sums": told, "development": money(development or _ZERO)}
        yield Remark(budget.expenditure.name if budget.expenditure is not None else None, "", values)
        return
    if not development:
        yield passed_with("either", total=money(expenditure))
    else:
        yield passed_with(closed[0], total=money(ways[closed[0]]))


def totals(form: Form) -> Iterator[Remark | Excuse]:
    """A printed total is the sum of its parts.

    Why: a part was changed and its total was not, or the other way round.
    Source: 财预〔2013〕53号, as generally known.
    Bad: 合计 0 above 财政拨款 90.00 and 其他资金 0.00.
    Good: 合计 90.00.
    """
    budget, printed = form.declaration.budget, 0
    without: list[str] = []
    for split in budget.splits:
        name = "".join(split.name.text.split())
        ways = _ways(split)
        if split.total is None or not ways:
            without.append(name)
            continue
        printed += 1
        yield from _total(split.total, ways, name, form)
    total, tasks = form.declaration.key_tasks_total, form.declaration.key_tasks
    if total is not None and tasks and all(task.funds is not None for task in tasks):
        printed += 1
        spent = sum((task.funds.value for task in tasks if task.funds is not None), _ZERO)
        yield from _total(total, (spent,), "年度重点工作任务", form)
    if not printed:
        yield not_enough("none")
    elif without:
        yield passed_with("partly", names="、".join(without))


def tasks_within(form: Form) -> Iterator[Remark | Excuse]:
    """The tasks cost no more than the money for projects.

    Why: tasks are paid from 项目支出 and 事业发展性支出; what is above cannot be paid from this budget.
    Source: 财预〔2015〕88号 (相应匹配), as generally known.
    Bad: tasks of 400.00 in all, 项目支出 332.00.
    Good: tasks of 199.72 in all, 项目支出 332.00.
    """
    limit = _for_projects(form.declaration.budget)
    funded = [task.funds for task in form.tasks if task.funds is not None]
    if limit is None or not funded:
        yield not_enough("limit" if limit is None else "funds")
        return
    spent = sum((amount.value for amount in funded), _ZERO)
    values = {"spent": money(spent), "limit": money(limit)}
    missing = sum(1 for task in form.declaration.key_tasks if task.funds is None)
    if spent > limit + form.profile.tolerance:
        yield Remark(
            form.declaration.key_tasks_total or funded[0], "", {**values, "over": money(spent - limit)}
        )
    elif missing:
        yield not_enough("missing", count=str(missing), **values)


def funds_missing(form: Form) -> Iterator[Remark | Excuse]:
    """A key task states the money it takes.

    Why: a task without money is either not one of the budget's, or its money is hidden elsewhere.
    Source: 财预〔2015〕88号 (相应匹配), as generally known.
    Bad: a key task with a blank or 0.00 under 拟投入的资金.
    Good: 20.00.
    """
    tasks = form.declaration.key_tasks
    if not tasks:
        yield not_applicable("tasks")
    for task in tasks:
        values = {"task": _name(task.name.text)}
        if task.funds is None:
            yield Remark(task, "", values)
        elif task.funds.value <= 0:
            yield Remark(task.funds, "not_positive", {**values, "text": task.funds.text.strip()})


def share_explained(form: Form) -> Iterator[Remark | Excuse]:
    """How much of the money for projects the key tasks explain.

    Why: it is the number a reviewer asks for first; what is left over has no task in this form.
    Source: ours. It is information, never a fault.
    Bad: none.
    Good: none.
    """
    limit = _for_projects(form.declaration.budget)
    funded = [task.funds for task in form.declaration.key_tasks if task.funds is not None]
    if not limit or not funded:
        yield not_enough("limit" if not limit else "funds")
        return
    spent = sum((amount.value for amount in funded), _ZERO)
    share = write_number(round_number(100 * spent / limit, places=_PLACES))
    values = {"spent": money(spent), "limit": money(limit), "share": share, "left": money(limit - spent)}
    yield Remark(form.declaration.key_tasks_total or funded[0], "", values)


def digits(form: Form) -> Iterator[Remark | Excuse]:
    """Amounts are told to two decimal places, and none is negative.

    Why: budgets are printed so; more places are a slip of 元 for 万元 or of a copied formula.
    Source: ours, by the usual layout of the form.
    Bad: 724.2318, -3.00.
    Good: 724.23.
    """
    amounts = tuple(form.amounts)
    if not amounts:
        yield not_enough("none")
    for amount in amounts:
        unit = find_unit(amount.unit or "万元")
        places = decimal_places(
            (amount.value * _WAN / (unit.scale if unit is not None else _WAN)).denominator
        )
        if amount.value < 0:
            yield Remark(amount, "negative", {"text": amount.text.strip()})
        if places is None or places > _PLACES:
            yield Remark(amount, "", {"text": amount.text.strip()})


def _total(total: Amount, ways: tuple[Fraction, ...], name: str, form: Form) -> Iterator[Remark]:
    """A total that none of the ways to add its parts comes to."""
    if all(abs(total.value - parts) > form.profile.tolerance for parts in ways):
        yield Remark(total, "", {"name": name, "total": money(total.value), "parts": money(ways[0])})


def _sum(split: Split | None) -> Fraction | None:
    """What a split comes to: its parts, or its total where they are not all there."""
    if split is None:
        return None
    if ways := _ways(split):
        return ways[0]
    return split.total.value if split.total is not None else None


def _ways(split: Split) -> tuple[Fraction, ...]:
    """What the lines come to, the likeliest first; empty where an amount is blank, because a blank is not zero.

    其中 before the first line opens the parts of the total. Before a later one it opens those of the line above, and
    nothing tells where these end: each end is one way.
    """
    amounts = [line.amount.value for line in split.lines if line.amount is not None]
    if not amounts or len(amounts) < len(split.lines):
        return ()
    inner = [at for at, line in enumerate(split.lines) if line.name.text.strip().startswith(_PART_OF_A_LINE)]
    if not inner or inner == [0]:
        return (sum(amounts, _ZERO),)
    at = next(one for one in inner if one > 0)
    apart = [amount for one, amount in enumerate(amounts) if one not in inner or one == 0]
    ends = [sum(amounts[:at] + amounts[end:], _ZERO) for end in range(at + 1, len(amounts) + 1)]
    return (sum(apart, _ZERO), *ends)


def _for_projects(budget: BudgetOverview) -> Fraction | None:
    if budget.project_expenditure is None:
        return None
    return budget.project_expenditure.value + (_sum(budget.development) or _ZERO)


def money(amount: Fraction) -> str:
    """An amount in 万元 with at least two places, as forms print it.

    >>> money(Fraction(60)), money(Fraction("724.2318"))
    ('60.00万元', '724.2318万元')
    """
    written = write_number(round_number(amount, places=4))
    whole, _, part = written.partition(".")
    return f"{whole}.{part.ljust(_PLACES, '0')}万元"


def _name(text: str) -> str:
    return "".join(text.split())
