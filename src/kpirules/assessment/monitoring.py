"""An assessment looked at during the year: lights, what is still needed, and where the pace leads."""

from datetime import date

from kpirules.assessment.assessed import Assessment, Row
from kpirules.assessment.elapsed import Elapsed
from kpirules.assessment.monitored import Monitored, MonitoredRow
from kpirules.assessment.progress import Progress, progress
from kpirules.assessment.projection import project, still_needed
from kpirules.assessment.score import score
from kpirules.assessment.spending import cross_check, watch_spending
from kpirules.assessment.thresholds import Variant
from kpirules.assessment.thresholds import variant as shipped
from kpirules.assessment.weights import first_level
from kpirules.collector import paused_collector
from kpirules.declaration.levels import in_column
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.verdict import Outcome
from kpirules.quantity.calendar import FIRST_YEAR, LAST_YEAR
from kpirules.scoring.policy import Policy

DEFAULT = "all"
"""The name of the variant that holds where nobody says another."""


@paused_collector()
def monitor(
    assessment: Assessment,
    *,
    month: int | None = None,
    day: date | None = None,
    variant: Variant | str = DEFAULT,
    policy: Policy | str | None = None,
) -> Monitored:
    """Progress and a light for every indicator, up to the end of a ``month`` or up to and with a ``day``; all of it exact.

    Progress is the figure over the target times the share of the year that has gone by. An undetermined indicator has no
    light and is never taken for red. ``variant`` says which indicators are held against that share; at the year's end the
    points by ``policy`` are held against spending. Raises ValueError unless a month from 1 to 12 or a day is given, and for
    names that nothing has.

    >>> from kpirules.declaration import Declaration
    >>> str(monitor(Assessment(Declaration(), ()), month=7).elapsed.share)
    '7/12'
    """
    year = assessment.declaration.year
    known = year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else None
    elapsed = Elapsed.of(month=month, day=day, year=known)
    chosen = variant if isinstance(variant, Variant) else shipped(variant)
    notes: tuple[Diagnostic, ...] = ()
    if day is not None and year is not None and day.year != year:
        notes = (Diagnostic("KPI937", values={"day": day.year, "year": year}),)
    return Monitored(
        assessment,
        elapsed,
        chosen,
        tuple(_row(row, elapsed, chosen) for row in assessment.rows),
        watch_spending(assessment.funds, elapsed),
        cross_check(score(assessment, policy)) if elapsed.is_whole else None,
        notes,
    )


def _row(row: Row, elapsed: Elapsed, variant: Variant) -> MonitoredRow:
    verdict, indicator = row.verdict, row.indicator
    if verdict is None:
        rule = "not_applicable" if row.outcome is Outcome.NOT_APPLICABLE else "undetermined"
        return MonitoredRow(row, Progress(None, rule, reasons=row.reasons))
    if row.outcome is Outcome.NOT_APPLICABLE:
        return MonitoredRow(row, Progress(None, "not_applicable", reasons=verdict.reasons))
    second = in_column(indicator.level2.text) if indicator.level2 is not None else ""
    found = progress(verdict, elapsed, prorated=variant.prorates(first_level(indicator), second))
    of_period = found.value is not None and indicator.annual_target is None
    return MonitoredRow(
        row,
        found,
        still_needed(verdict),
        None if elapsed.is_whole else project(verdict, elapsed.share, name=indicator.name),
        (Diagnostic("KPI938"),) if of_period else (),
    )
