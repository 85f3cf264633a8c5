"""What a sheet of figures says of spending: the adjusted budget and what was spent of it."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache

from attrs import field, frozen

from kpirules.assessment.answering import about, answer_of
from kpirules.declaration.sheet import Entry
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Missing
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.rules.checked import CheckedRule
from kpirules.targets.read import read_target

_LABELS = frozenset(
    {"预算执行", "预算执行率", "预算执行情况", "年度资金总额", "资金总额", "预算资金", "项目资金"}
)
_BUDGET = frozenset({"全年预算数", "全年预算数(A)", "全年预算", "调整预算数", "调整后预算数"})
_EXECUTED = frozenset({"全年执行数", "全年执行数(B)", "全年执行", "执行数", "全年支出数"})
_HALF_WIDTH = str.maketrans("（）", "()")
_YUAN = unit("元").dimension


@frozen
class Funds:
    """全年预算数 and 全年执行数; ``None`` where the sheet does not tell. ``reason`` is why little was spent."""

    budget: Quantity | None = None
    executed: Quantity | None = None
    reason: str = ""
    diagnostics: tuple[Diagnostic, ...] = field(default=(), eq=False)

    @property
    def amounts(self) -> tuple[Fraction | None, Fraction | None]:
        """Both in one unit, their own where it is one; neither where only one has a unit: nobody can tell the other's."""
        budget, executed = self.budget, self.executed
        if budget is not None and executed is not None:
            if (budget.unit is None) != (executed.unit is None):
                return None, None
            if budget.unit == executed.unit:
                return budget.number, executed.number
        return (
            budget.magnitude if budget is not None else None,
            executed.magnitude if executed is not None else None,
        )


def is_of_funds(entry: Entry) -> bool:
    """Whether a line of the sheet tells of the funds and of no indicator.

    >>> is_of_funds(Entry("年度资金总额", "全年执行数（B）", "880"))
    True
    """
    return _plain(entry.indicator) in _LABELS and _plain(entry.input) in _BUDGET | _EXECUTED


def read_funds(entries: Iterable[Entry]) -> Funds:
    """The funds that the entries tell; what is no amount of money is a diagnostic, and two that differ cancel each other.

    >>> read_funds([Entry("预算执行", "全年预算数", "880万元")]).budget.magnitude
    Fraction(8800000, 1)
    """
    found: dict[bool, Quantity | None] = {}
    told: list[Diagnostic] = []
    reasons: list[str] = []
    for entry in entries:
        if not is_of_funds(entry):
            continue
        reasons.append(entry.reason)
        answer, findings = answer_of(entry, _money(), "")
        told += findings
        if isinstance(answer, Missing):
            continue
        which = _plain(entry.input) in _BUDGET
        amount = answer if isinstance(answer, Quantity) and _is_money(answer) else None
        if amount is None:
            told.append(
                about("KPI913", entry.value, entry.place, answer=entry.value.strip(), name=entry.input)
            )
        elif which in found and found[which] != amount:
            told.append(about("KPI755", entry.value, entry.place, name=entry.input))
            amount = None
        found[which] = amount
    reason = next((one for one in reasons if one), "")
    return Funds(found.get(True), found.get(False), reason, tuple(told))


@cache
def _money() -> CheckedRule:
    """A rule that money answers."""
    rule = read_target("≥0元")[0].rule
    assert rule is not None  # noqa: S101 - the text is ours
    return rule


def _is_money(amount: Quantity) -> bool:
    """Whether an amount is of money, or of no unit, which the other line may tell; 95% and 880人 are neither."""
    return amount.unit is None or amount.unit.dimension == _YUAN


def _plain(text: str) -> str:
    return "".join(text.split()).translate(_HALF_WIDTH)
