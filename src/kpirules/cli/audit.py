"""``kpirules audit``: forms held against every check."""

import os
import sys
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpirules.cli.console import CANNOT_WORK, DONE, show, show_bytes, tell
from kpirules.cli.options import codes, language

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from kpirules.diagnostics import Diagnostic, Language
    from kpirules.reporting.audit_record import AuditedFile, AuditRecord

_FOUND = 1
LONG_WORK = 8
_GRAVITY = ("info", "warning", "error")


@click.command(short_help="审核 Hold forms against every check.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE_OR_FOLDER...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "sarif"]),
    default="text",
    show_default=True,
    help="Text, JSON or SARIF for programs, or a page in HTML. 文字、JSON、SARIF 或网页。",
)
@click.option("--out", metavar="PATH", default=None, help="File to write; else standard output. 写入的文件。")
@click.option(
    "--select",
    callback=codes,
    default=None,
    metavar="CODES",
    help="Only these checks, such as C002,C003. 只做这些检查。",
)
@click.option(
    "--ignore", callback=codes, default=None, metavar="CODES", help="All but these checks. 不做这些检查。"
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default=None,
    help="Leave with status 1 if a finding is as grave. 有这样严重的问题时以 1 退出。",
)
@click.option(
    "--profile", default=None, metavar="NAME", help="The tree of indicators that holds. 采用的指标体系。"
)
@language
def audit(  # noqa: PLR0913 - the command's arguments and options
    *,
    paths: tuple[str, ...],
    form: str,
    out: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    profile: str | None,
    lang: "Language",
) -> int:
    """审核绩效目标申报表。 Hold every form in the files and folders against the checks."""
    from kpirules.reporting.audit_record import AuditRecord

    lacking = _lacking(form)
    if lacking:
        return tell(lacking, lang=lang)
    files, passed_over = _files(paths)
    _refuse(out, files)
    asked: dict[str, Any] = {"select": select, "ignore": ignore}
    if profile is not None:
        asked["profile"] = profile
    _refuse_unknown(asked)
    with _watched(files) as watched:
        record = AuditRecord(tuple(_audited(file, asked) for file in watched), diagnostics=passed_over)
    status = _delivered(record, form, out, lang)
    if record.unread:
        return tell(record.unread, lang=lang)
    return status or (_FOUND if _is_grave(record, fail_on) else DONE)


def _audited(file: str, asked: dict[str, Any]) -> "AuditedFile":
    from kpirules.audit.auditing import audit as judge
    from kpirules.reading import read_forms
    from kpirules.reporting.audit_record import AuditedFile

    found = read_forms(file)
    forms = tuple(judge(form.declaration, form.diagnostics, **asked) for form in found.forms)
    told = (*found.diagnostics, *(diagnostic for form in found.forms for diagnostic in form.diagnostics))
    return AuditedFile(file, forms, told)


def _refuse_unknown(asked: dict[str, Any]) -> None:
    """Codes and profiles that there are not are told before the work, by asking for them of an empty form."""
    from kpirules.audit.auditing import audit as judge
    from kpirules.declaration import Declaration
    from kpirules.source import visible

    try:
        judge(Declaration(), **asked)
    except ValueError as problem:
        raise click.UsageError(visible(str(problem), longest=1_000)) from problem


def _lacking(form: str) -> "tuple[Diagnostic, ...]":
    """Asked before the work and not after it."""
    from kpirules.diagnostics import Diagnostic

    if form == "html" and find_spec("jinja2") is None:
        return (Diagnostic("KPI826", values={"package": "jinja2", "extra": "report"}),)
    return ()


def _files(paths: tuple[str, ...]) -> "tuple[tuple[str, ...], tuple[Diagnostic, ...]]":
    """Every file once, in the order in which they were named and, in a folder, in that of their names."""
    from kpirules.reading.folder import list_files

    folders = [list_files(path) for path in paths]
    found: dict[str, str] = {}
    for folder in folders:
        for file in folder.files:
            found.setdefault(os.path.abspath(file), file)  # noqa: PTH100 - resolve would follow links
    return tuple(found.values()), tuple(
        dict.fromkeys(told for folder in folders for told in folder.diagnostics)
    )


def _refuse(out: str | None, files: tuple[str, ...]) -> None:
    """A form is never written over by the report on it."""
    if out is None:
        return
    for file in files:
        try:
            same = Path(out).samefile(file)
        except (OSError, ValueError):
            continue  # reading or writing will say what is wrong with it
        if same:
            message = f"{_visible(out)} is one of the files to audit. 这是要审核的文件之一。"
            raise click.UsageError(message)


def _watched(files: tuple[str, ...]) -> "AbstractContextManager[Iterable[str]]":
    """A bar tells how far long work has come, on a terminal only."""
    if len(files) < LONG_WORK or sys.stderr is None or not sys.stderr.isatty():
        return nullcontext(files)
    return click.progressbar(files, label="审核 auditing", file=sys.stderr)


def _delivered(record: "AuditRecord", form: str, out: str | None, lang: "Language") -> int:
    """The report printed or written; the status is 2 where that cannot be done."""
    from kpirules.reporting import files
    from kpirules.reporting.audited import audit_report, totals
    from kpirules.reporting.line import Line
    from kpirules.reporting.phrases import phrase

    if out is not None:
        problems = files.write(out, _written(record, form, lang))
        if problems:
            return tell(problems, lang=lang)
        return show([Line(phrase("audit written", lang, file=_visible(out), told=totals(record, lang=lang)))])
    if form == "text":
        # Where nothing could be read, the diagnostics say it all.
        return show(audit_report(record, lang=lang)) if record.forms or not record.unread else CANNOT_WORK
    return show_bytes(_written(record, form, lang).encode())


def _written(record: "AuditRecord", form: str, lang: "Language") -> str:
    match form:
        case "json":
            from kpirules.reporting.audit_json import write_audit_json

            return write_audit_json(record)
        case "sarif":
            from kpirules.reporting.sarif import write_sarif

            return write_sarif(record, lang=lang)
        case "html":
            from kpirules.reporting.html import write_html

            return write_html(record, lang=lang)
        case _:
            from kpirules.reporting.audited import write_audit

            return write_audit(record, lang=lang)


def _is_grave(record: "AuditRecord", fail_on: str | None) -> bool:
    if fail_on is None:
        return False
    least = _GRAVITY.index(fail_on)
    return any(_GRAVITY.index(finding.severity) >= least for finding in record.findings)


def _visible(path: str) -> str:
    from kpirules.source import visible

    return visible(path, longest=4_096)
