"""``kpirules recheck``: published self-evaluation sheets computed again."""

from typing import TYPE_CHECKING

import click

from kpirules.cli.console import CANNOT_WORK, DONE, show, show_bytes, tell
from kpirules.cli.options import language, policy_of, shape

if TYPE_CHECKING:
    from kpirules.declaration import Declaration
    from kpirules.diagnostics import Diagnostic, Language
    from kpirules.reporting.recheck_record import RecheckedFile, RecheckRecord
    from kpirules.scoring.policy import Policy

_FOUND = 1
_GRAVITY = ("info", "warning", "error")


@click.command(short_help="复算 Compute self-evaluation sheets again.")
@click.argument("sheets", nargs=-1, required=True, metavar="SHEET...")
@click.option(
    "--policy",
    callback=policy_of,
    default=None,
    metavar="NAME|FILE",
    help="The policy that holds: mof-2020, hubei-2020 or a file of your own. 计分办法。",
)
@click.option(
    "--declaration",
    default=None,
    metavar="FORM",
    help="The declaration of the year, to hold the targets against. 对应的申报表。",
)
@shape
@click.option(
    "--fail-on",
    type=click.Choice(["differs", "error", "warning"]),
    default=None,
    help="Leave with status 1 if a printed number differs, or a finding is as grave. 有不符或这样严重的问题时以 1 退出。",
)
@language
def recheck(  # noqa: PLR0913 - the command's arguments and options
    *,
    sheets: tuple[str, ...],
    policy: "Policy",
    declaration: str | None,
    shown: str,
    fail_on: str | None,
    lang: "Language",
) -> int:
    """复算绩效自评表。 Compute the points of self-evaluation SHEETs again, and audit them."""
    from kpirules.reporting.recheck_record import RecheckRecord

    declared, told = _declared(declaration)
    files = tuple(_rechecked(file, policy, declared) for file in dict.fromkeys(sheets))
    record = RecheckRecord(files, told)
    status = _shown(record, shown, lang)
    if record.unread:
        return tell(record.unread, lang=lang)
    if status == CANNOT_WORK or fail_on is None:
        return status
    return _FOUND if _fails(record, fail_on) else DONE


def _declared(file: str | None) -> "tuple[Declaration | None, tuple[Diagnostic, ...]]":
    from kpirules.reading import read

    return (None, ()) if file is None else read(file)


def _rechecked(file: str, policy: "Policy", declaration: "Declaration | None") -> "RecheckedFile":
    from kpirules.assessment.recheck import recheck as compute
    from kpirules.audit.evaluated_auditing import audit_sheet
    from kpirules.reading.selfevaluations import read_selfevaluations
    from kpirules.reporting.recheck_record import RecheckedFile

    found = read_selfevaluations(file)
    audited = tuple(audit_sheet(compute(one.sheet, policy), declaration) for one in found.sheets)
    told = (*found.diagnostics, *(diagnostic for one in found.sheets for diagnostic in one.diagnostics))
    return RecheckedFile(file, audited, told)


def _shown(record: "RecheckRecord", shown: str, lang: "Language") -> int:
    if shown == "json":
        from kpirules.reporting.recheck_json import write_recheck_json

        return show_bytes(write_recheck_json(record).encode("utf-8", "backslashreplace"))
    from kpirules.reporting.rechecked import recheck_report

    return show(recheck_report(record, lang=lang))


def _fails(record: "RecheckRecord", fail_on: str) -> bool:
    if fail_on == "differs":
        return record.differs
    least = _GRAVITY.index(fail_on)
    return any(_GRAVITY.index(finding.severity) >= least for finding in record.findings)
