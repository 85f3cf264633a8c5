"""``kpirules monitor``: how far along every indicator is during the year."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from kpirules.cli.console import show, show_bytes, tell
from kpirules.cli.options import decisions, language, policy_of, shape

if TYPE_CHECKING:
    from kpirules.diagnostics import Language
    from kpirules.scoring.policy import Policy


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """A day as 2023-07-31."""
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no time
    except ValueError:
        message = "a day is due, such as 2023-07-31. 请写日期，例如 2023-07-31。"
        raise click.BadParameter(message, ctx=ctx, param=param) from None


@click.command(short_help="监控 Watch progress during the year.")
@click.argument("declaration")
@click.argument("actuals")
@click.option("--month", type=click.IntRange(1, 12), help="Up to the end of this month. 截至月底。")
@click.option("--day", callback=_day, metavar="YYYY-MM-DD", help="Up to and with this day. 截至日期。")
@click.option(
    "--variant",
    type=click.Choice(["all", "by-kind"]),
    default="all",
    show_default=True,
    help="Hold all figures against the share of the year, or those of some kinds. 折算范围。",
)
@click.option(
    "--policy",
    callback=policy_of,
    metavar="NAME|FILE",
    help="Policy for the points at the year's end. 年终计分的政策。",
)
@decisions
@shape
@language
def monitor(  # noqa: PLR0913 - the command's arguments and options
    *,
    declaration: str,
    actuals: str,
    month: int | None,
    day: date | None,
    variant: str,
    policy: "Policy",
    decisions: str | None,
    shown: str,
    lang: "Language",
) -> int:
    """绩效运行监控。 Show how far along every indicator of DECLARATION is, by the figures in ACTUALS."""
    from kpirules.assessment.assess import assess
    from kpirules.assessment.monitoring import monitor as watch
    from kpirules.reading import read, read_actuals, read_decisions
    from kpirules.reporting.record import Record, lost

    if (month is None) == (day is None):
        message = "give --month or --day. 请给出 --month 或 --day。"
        raise click.UsageError(message)
    found, diagnostics = read(declaration)
    sheet = read_actuals(actuals)
    if found is None:
        return tell((*diagnostics, *lost(sheet.diagnostics)), lang=lang)
    decided = read_decisions(decisions) if decisions is not None else None
    assessment = assess(found, sheet, decisions=decided)
    monitored = watch(assessment, month=month, day=day, variant=variant, policy=policy)
    record = Record(assessment, diagnostics, form=declaration, sheet=actuals)
    if shown == "json":
        from kpirules.reporting.monitored_json import write_monitored_json

        status = show_bytes(write_monitored_json(monitored, record).encode("utf-8", "backslashreplace"))
    else:
        from kpirules.reporting.monitored import monitoring_report

        status = show(monitoring_report(monitored, record, lang=lang))
    return tell(record.unread, lang=lang) if record.unread else status
