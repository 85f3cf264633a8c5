"""A published declaration of performance targets."""

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


@frozen(kw_only=True)
class Declaration:
    """部门整体预算绩效目标申报表, as read; ``year`` is ``None`` where the form states none or several.

    What the form lacks is ``None`` or empty, and ``repairs`` tell every row that is read otherwise than
    printed.

    >>> Declaration(department=Wording("黄埔区科学技术协会")).find("科普讲坛")
    ()
    """

    title: Wording | None = None
    department: Wording | None = None
    year: int | None = None
    year_wording: Wording | None = None
    budget: BudgetOverview = field(factory=BudgetOverview)
    overall_goal: Wording | None = None
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
