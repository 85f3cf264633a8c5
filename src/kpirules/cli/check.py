"""``kpirules check``: a declaration held against actual figures."""

from typing import TYPE_CHECKING

import click

from kpirules.cli.console import CANNOT_WORK, show, show_bytes, tell
from kpirules.cli.options import decisions, fail_on, language, shape

if TYPE_CHECKING:
    from kpirules.diagnostics import Language
    from kpirules.evaluation.verdict import Outcome

_OUTCOME_OCCURRED = 1


@click.command(short_help="核对 Judge every indicator by actual figures.")
@click.argument("declaration")
@click.argument("actuals")
@shape
@fail_on
@decisions
@language
def check(  # noqa: PLR0913 - the command's arguments and options
    *,
    declaration: str,
    actuals: str,
    shown: str,
    fail_on: "frozenset[Outcome] | None",
    decisions: str | None,
    lang: "Language",
) -> int:
    """逐条核对绩效指标。 Judge every indicator of DECLARATION by the figures in ACTUALS."""
    from kpirules.assessment.assess import assess
    from kpirules.reading import read, read_actuals, read_decisions
    from kpirules.reporting.record import Record, lost

    found, diagnostics = read(declaration)
    sheet = read_actuals(actuals)
    if found is None:
        return tell((*diagnostics, *lost(sheet.diagnostics)), lang=lang)
    decided = read_decisions(decisions) if decisions is not None else None
    record = Record(assess(found, sheet, decisions=decided), diagnostics, form=declaration, sheet=actuals)
    if shown == "json":
        from kpirules.reporting.json import write_json

        status = show_bytes(write_json(record).encode("utf-8", "backslashreplace"))
    else:
        from kpirules.reporting.text import report

        status = show(report(record, lang=lang))
    if record.unread:
        return tell(record.unread, lang=lang)
    if status == CANNOT_WORK or fail_on is None:
        return status
    return _OUTCOME_OCCURRED if any(row.outcome in fail_on for row in record.assessment.rows) else status
