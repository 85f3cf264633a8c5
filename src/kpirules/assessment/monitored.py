"""The record of a monitored form: every indicator with its light, what it still needs, and where its pace leads."""

from collections import Counter
from collections.abc import Mapping

from attrs import frozen

from kpirules.assessment.assessed import Assessment, Row
from kpirules.assessment.elapsed import Elapsed
from kpirules.assessment.light import Light
from kpirules.assessment.progress import Progress
from kpirules.assessment.projection import Projection
from kpirules.assessment.spending import CrossCheck, Spending
from kpirules.assessment.thresholds import Variant
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.verdict import Change


@frozen
class MonitoredRow:
    """An indicator with its progress; ``needed`` are ways to reach the target by the year's end, each alone enough.

    ``projection`` is where the present pace leads, ``None`` for what has no pace.
    """

    row: Row
    progress: Progress
    needed: tuple[Change, ...] = ()
    projection: Projection | None = None
    notes: tuple[Diagnostic, ...] = ()

    @property
    def light(self) -> Light | None:
        """``None`` where nothing can be said; ``progress.reasons`` say why."""
        return self.progress.light


@frozen
class Monitored:
    """A form during the year: rows in its order, spending, and at the year's end the check of points against money."""

    assessment: Assessment
    elapsed: Elapsed
    variant: Variant
    rows: tuple[MonitoredRow, ...]
    spending: Spending
    cross: CrossCheck | None = None
    notes: tuple[Diagnostic, ...] = ()

    @property
    def totals(self) -> Mapping[Light | None, int]:
        """How many indicators have each light, and how many none."""
        found = Counter(row.light for row in self.rows)
        return {light: found[light] for light in (*Light, None)}
