"""A published declaration of performance targets."""

from enum import StrEnum

from attrs import field, frozen

from kpirules.declaration.budget import Amount, BudgetOverview
from kpirules.declaration.indicators import Indicator
from kpirules.declaration.repair import Repair
from kpirules.declaration.tasks import Task
from kpirules.declaration.wording import Wording


@frozen
class Provenance:
    """Where a declaration was read: file, format, encoding, the labels recognised, the cells left unread."""

    file: str | None = None
    format: str = field(default="", kw_only=True)
    encoding: str = field(default="", kw_only=True)
    labels: tuple[Wording, ...] = field(default=(), kw_only=True)
    unread: tuple[Wording, ...] = field(default=(), kw_only=True)


@frozen
class Fact:
    """A label of the head and the words beside it: 项目属性 and 新增项目."""

    label: Wording
    value: Wording


class FormKind(StrEnum):
    """What a form declares: a department's whole budget (部门整体) or one project (项目支出)."""

    DEPARTMENT = "department"
    PROJECT = "project"


@frozen(kw_only=True)
class Declaration:
    """部门整体预算绩效目标申报表 or 项目支出绩效目标表, as read; ``year`` is ``None`` where the form states none or several.

    A project has a name, its ``supervisor`` (主管部门) and its ``implementer`` (实施单位), and its funds are the budget's
    ``income`` for the year and ``period_income`` for the whole period. ``facts`` are the further labels of the head with
    what stands beside them. What the form lacks is ``None`` or empty, and ``repairs`` tell every row that is read
    otherwise than printed.

    >>> Declaration(department=Wording("黄埔区科学技术协会")).find("科普讲坛")
    ()
    """

    kind: FormKind = FormKind.DEPARTMENT
    title: Wording | None = None
    department: Wording | None = None
    project: Wording | None = None
    supervisor: Wording | None = None
    implementer: Wording | None = None
    facts: tuple[Fact, ...] = ()
    year: int | None = None
    year_wording: Wording | None = None
    budget: BudgetOverview = field(factory=BudgetOverview)
    overall_goal: Wording | None = None
    period_goal: Wording | None = None
    key_tasks: tuple[Task, ...] = ()
    key_tasks_total: Amount | None = None
    other_tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    repairs: tuple[Repair, ...] = ()
    provenance: Provenance = field(factory=Provenance)

    def find(self, name: str) -> tuple[Indicator, ...]:
        """The indicators whose path or, failing that, whose name is ``name``, blanks aside."""
        wanted = "".join(name.split())
        by_path = tuple(indicator for indicator in self.indicators if indicator.path == wanted)
        return by_path or tuple(indicator for indicator in self.indicators if indicator.name == wanted)
