"""A published self-evaluation of a year: targets, what was reached, and the points a department gave itself."""

from fractions import Fraction

from attrs import field, frozen

from kpirules.declaration.budget import Amount
from kpirules.declaration.declaration import Fact, FormKind, Provenance
from kpirules.declaration.indicators import Indicator
from kpirules.declaration.repair import Repair
from kpirules.declaration.wording import Wording
from kpirules.source import Place


@frozen
class Printed:
    """A number of a sheet, exact, beside the cell it was read from; ``value`` is ``None`` where the cell is no number.

    Points are points; a rate is a fraction of one (98% is 49/50).

    >>> Printed(None, "IO").value
    """

    value: Fraction | None
    text: str
    place: Place | None = None


@frozen
class FundsLine:
    """A line of the funds: 年初预算数, 全年预算数 (A) and 全年执行数 (B) in 万元, 分值, 执行率 (B/A) and 得分.

    What the line leaves blank is ``None``.
    """

    label: Wording
    initial: Amount | None = None
    budget: Amount | None = None
    executed: Amount | None = None
    weight: Printed | None = field(default=None, kw_only=True)
    rate: Printed | None = field(default=None, kw_only=True)
    score: Printed | None = field(default=None, kw_only=True)
    reason: Wording | None = field(default=None, kw_only=True)


@frozen
class EvaluatedRow:
    """One indicator with the words of 实际完成值, its 得分, and 偏差原因分析及改进措施; the weight is the indicator's."""

    indicator: Indicator
    actual: Wording | None = None
    score: Printed | None = None
    reason: Wording | None = None


@frozen(kw_only=True)
class SelfEvaluation:
    """项目支出绩效自评表 or 部门整体绩效自评表, as read; what the sheet lacks is ``None`` or empty.

    ``expected_goal`` is 预期目标 and ``achieved_goal`` 实际完成情况; ``total_weight``, ``total_score`` and ``grade`` are
    those of the line 总分. ``repairs`` tell every row that is read otherwise than printed.

    >>> SelfEvaluation(funds=(FundsLine(Wording("年度资金总额")),)).total_funds.label.text
    '年度资金总额'
    """

    kind: FormKind = FormKind.PROJECT
    title: Wording | None = None
    department: Wording | None = None
    project: Wording | None = None
    supervisor: Wording | None = None
    implementer: Wording | None = None
    facts: tuple[Fact, ...] = ()
    year: int | None = None
    year_wording: Wording | None = None
    funds: tuple[FundsLine, ...] = ()
    expected_goal: Wording | None = None
    achieved_goal: Wording | None = None
    rows: tuple[EvaluatedRow, ...] = ()
    total_weight: Printed | None = None
    total_score: Printed | None = None
    grade: Wording | None = None
    repairs: tuple[Repair, ...] = ()
    provenance: Provenance = field(factory=Provenance)

    @property
    def total_funds(self) -> FundsLine | None:
        """The line that is scored: the one named 总额 or 合计, else the first that prints a score, else the first."""
        named = [line for line in self.funds if _is_total(line.label.text)]
        scored = [line for line in self.funds if line.score is not None]
        return next(iter((*named, *scored, *self.funds)), None)


def _is_total(label: str) -> bool:
    plain = "".join(label.split()).rstrip("：:")
    return any(word in plain for word in ("总额", "总金额", "合计", "总计")) and not plain.startswith("其中")
