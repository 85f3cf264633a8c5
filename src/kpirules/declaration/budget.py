"""The budget overview: what is spent, where it comes from, and who uses it."""

from collections.abc import Iterator
from fractions import Fraction

from attrs import field, frozen

from kpirules.declaration.wording import Wording
from kpirules.quantity.number import write_number
from kpirules.source import Place


@frozen
class Amount:
    """Money, exact, in 万元; ``text`` is the cell as written and ``unit`` the unit the form prints for it.

    ``unit`` is empty where the form prints none, and the figure was then taken for 万元 with a warning.

    >>> str(Amount(Fraction("515.85"), "5,158,500", unit="元"))
    '515.85万元'
    """

    value: Fraction
    text: str
    place: Place | None = None
    unit: str = field(default="", kw_only=True)

    def __str__(self) -> str:
        return f"{write_number(self.value)}万元"


@frozen
class BudgetLine:
    """One line of a split: 基本支出 and its amount; ``None`` where the cell is blank or unreadable."""

    name: Wording
    amount: Amount | None = None


@frozen
class Split:
    """One way to divide the budget: its name, its lines, and the total where the form prints one."""

    name: Wording
    lines: tuple[BudgetLine, ...] = ()
    total: Amount | None = None

    def amount(self, name: str) -> Amount | None:
        """The amount of the only line whose name holds ``name``; ``None`` if there is none or more than one.

        >>> Split(Wording("收入来源"), (BudgetLine(Wording("其他资金"), None),)).amount("财政拨款")
        """
        found = [line for line in self.lines if name in "".join(line.name.text.split())]
        return found[0].amount if len(found) == 1 else None


@frozen
class BudgetOverview:
    """预算整体情况: the four splits of the form, ``None`` where missing, and any further split it prints.

    A project prints its funds by source instead: ``income`` for the year, ``period_income`` for the whole period.

    >>> overview = BudgetOverview(
    ...     expenditure=Split(
    ...         Wording("部门预算支出"),
    ...         (BudgetLine(Wording("基本支出"), Amount(Fraction("515.85"), "515.85")),),
    ...     )
    ... )
    >>> str(overview.basic_expenditure)
    '515.85万元'
    """

    expenditure: Split | None = None
    income: Split | None = None
    development: Split | None = None
    by_level: Split | None = None
    period_income: Split | None = None
    further: tuple[Split, ...] = ()

    @property
    def splits(self) -> tuple[Split, ...]:
        """Every split the form prints."""
        known = (self.expenditure, self.income, self.development, self.by_level, self.period_income)
        return (*(split for split in known if split is not None), *self.further)

    @property
    def basic_expenditure(self) -> Amount | None:
        """基本支出."""
        return _amount(self.expenditure, "基本支出")

    @property
    def project_expenditure(self) -> Amount | None:
        """项目支出."""
        return _amount(self.expenditure, "项目支出")

    @property
    def fiscal_appropriation(self) -> Amount | None:
        """财政拨款."""
        return _amount(self.income, "财政拨款")

    @property
    def other_income(self) -> Amount | None:
        """其他资金."""
        return _amount(self.income, "其他")

    @property
    def special_funds(self) -> Amount | None:
        """财政专项资金."""
        return _amount(self.development, "财政专项资金")

    @property
    def other_development(self) -> Amount | None:
        """其他事业发展性支出."""
        return _amount(self.development, "其他")

    @property
    def own_level(self) -> Amount | None:
        """区本级使用资金, or that of whichever level the department belongs to."""
        return _amount(self.by_level, "本级使用资金")

    @property
    def transfers(self) -> Amount | None:
        """拟用于对下转移支付资金."""
        return _amount(self.by_level, "转移支付")

    def __iter__(self) -> Iterator[Amount]:
        """Every amount of the overview, in the order of the form's splits."""
        for split in self.splits:
            yield from (line.amount for line in split.lines if line.amount is not None)
            if split.total is not None:
                yield split.total


def _amount(split: Split | None, name: str) -> Amount | None:
    return split.amount(name) if split is not None else None
