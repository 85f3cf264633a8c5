"""The indicators a department is to be measured by."""

from fractions import Fraction

from attrs import field, frozen

from kpirules.declaration.repair import Certainty
from kpirules.declaration.wording import Wording
from kpirules.rules.target import Target
from kpirules.source import Place


@frozen
class Weight:
    """The points (权重, 分值) an indicator carries, exact; ``text`` is the cell as written."""

    value: Fraction
    text: str
    place: Place | None = None


@frozen
class Indicator:
    """One row of the indicator table: where it stands in the tree, and what it must reach.

    ``period_target`` holds for the whole period (实施周期指标值), ``annual_target`` for the year
    (年度指标值); a blank cell is ``None``. ``comparator`` and ``unit`` are the words of their own columns
    where the form has them. A level printed once for a block of rows is the same wording in each of them; a
    level without a place was not printed but follows from the one below. ``others`` are the other readings of
    the same row, likeliest first, if it was damaged: there the indicator is tentative, or its levels rest on
    a tentative row.

    >>> Indicator(Wording("产出指标"), Wording("数量指标"), Wording("科普大篷车服务场次")).path
    '产出指标/数量指标/科普大篷车服务场次'
    """

    level1: Wording | None
    level2: Wording | None
    level3: Wording | None
    period_target: Target | None = None
    annual_target: Target | None = None
    comparator: Wording | None = field(default=None, kw_only=True)
    unit: Wording | None = field(default=None, kw_only=True)
    weight: Weight | None = field(default=None, kw_only=True)
    note: Wording | None = field(default=None, kw_only=True)
    certainty: Certainty = field(default=Certainty.CERTAIN, kw_only=True)
    others: tuple["Indicator", ...] = field(default=(), kw_only=True)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that are there, from the first, each without the blanks a form puts inside words."""
        return tuple(
            "".join(level.text.split()) for level in (self.level1, self.level2, self.level3) if level
        )

    @property
    def path(self) -> str:
        """The levels that are there, joined by a slash."""
        return "/".join(self.levels)

    @property
    def name(self) -> str:
        """The third level; empty in a reading that has none."""
        return self.levels[-1] if self.level3 else ""

    @property
    def place(self) -> Place | None:
        """Where the row stands."""
        targets = (target for target in (self.annual_target, self.period_target) if target)
        printed = (self.level3, *targets, self.level2, self.level1)
        return next((item.place for item in printed if item is not None and item.place is not None), None)

    @property
    def is_tentative(self) -> bool:
        """Whether the row allows a second reading, so that a person has to confirm this one."""
        return self.certainty is Certainty.TENTATIVE

    @property
    def target(self) -> Target | None:
        """What the year is judged by: the annual target, or that of the period where there is no other."""
        return self.annual_target or self.period_target
