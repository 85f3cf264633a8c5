"""``kpirules score``: a declaration and its figures, in points."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpirules.cli.console import CANNOT_WORK, complain, show, show_bytes, tell
from kpirules.cli.options import decisions, fail_on, language, policy_of, shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpirules.diagnostics import Diagnostic, Language
    from kpirules.evaluation.verdict import Outcome
    from kpirules.reporting.line import Line
    from kpirules.reporting.scored_record import ScoredRecord
    from kpirules.scoring.policy import Policy

_OUTCOME_OCCURRED = 1
# What each kind of report needs beside the core: the module, and the package and extra that bring it.
_NEEDS = {
    ".html": ("jinja2", "jinja2", "report"),
    ".xlsx": ("openpyxl", "openpyxl", "excel"),
    ".docx": ("docx", "python-docx", "docx"),
}
_SUFFIXES = (".html", ".xlsx", ".docx", ".json", ".txt")


@click.command(short_help="计分 Score every indicator, and the year.")
@click.argument("form", metavar="FORM")
@click.argument("actuals")
@click.option(
    "--policy",
    callback=policy_of,
    default=None,
    metavar="NAME|FILE",
    help="The policy that holds: mof-2020, hubei-2020 or a file of your own. 计分办法。",
)
@decisions
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FILE",
    help="Report to write, by its suffix: .html .xlsx .docx .json .txt; may be repeated. 写入的报告，可以有几个。",
)
@click.option("--date", default=None, metavar="TEXT", help="Date that the reports print. 报告上的日期。")
@shape
@fail_on
@language
def score(  # noqa: PLR0913 - the command's arguments and options
    *,
    form: str,
    actuals: str,
    policy: "Policy",
    decisions: str | None,
    reports: tuple[str, ...],
    date: str | None,
    shown: str,
    fail_on: "frozenset[Outcome] | None",
    lang: "Language",
) -> int:
    """计算绩效自评得分。 Score the indicators of FORM by the figures in ACTUALS."""
    from kpirules.assessment.assess import assess
    from kpirules.assessment.score import score as score_all
    from kpirules.reading import read, read_actuals, read_decisions
    from kpirules.reporting.record import lost
    from kpirules.reporting.scored_record import ScoredRecord

    _refuse(reports, [file for file in (form, actuals, decisions) if file is not None])
    lacking = tuple(_lacking(reports))
    if lacking:
        return tell(lacking, lang=lang)
    found, diagnostics = read(form)
    sheet = read_actuals(actuals)
    if found is None:
        return tell((*diagnostics, *lost(sheet.diagnostics)), lang=lang)
    decided = read_decisions(decisions) if decisions is not None else None
    scored = score_all(assess(found, sheet, decisions=decided), policy)
    record = ScoredRecord(scored, diagnostics, form=form, sheet=actuals, date=date)
    written, problems = _write(record, reports, lang)
    status = _show(record, shown, written, lang)
    if record.unread or problems:
        return tell((*record.unread, *problems), lang=lang)
    if status == CANNOT_WORK or fail_on is None:
        return status
    return _OUTCOME_OCCURRED if any(row.outcome in fail_on for row in scored.assessment.rows) else status


def _refuse(reports: tuple[str, ...], inputs: list[str]) -> None:
    """Told before anything is read or written: a report of an unknown kind, and one that would replace an input."""
    from kpirules.source import visible

    for report in reports:
        name = visible(report, longest=4_096)
        if Path(report).suffix.lower() not in _SUFFIXES:
            message = f"{name}: a report ends in {' '.join(_SUFFIXES)}. 报告的后缀应是其中之一。"
            raise click.UsageError(message)
        for file in inputs:
            if _is_same(report, file):
                message = f"{name} is one of the files to read. 这是要读取的文件之一。"
                raise click.UsageError(message)
    if len({Path(report).absolute() for report in reports}) < len(reports):
        message = "two reports have one name. 两份报告同名。"
        raise click.UsageError(message)


def _is_same(report: str, file: str) -> bool:
    try:
        return Path(report).samefile(file)
    except (OSError, ValueError):
        return False  # reading or writing will say what is wrong with it


def _lacking(reports: tuple[str, ...]) -> "Iterable[Diagnostic]":
    """Asked before the work and not after it."""
    from kpirules.diagnostics import Diagnostic

    for suffix in dict.fromkeys(Path(report).suffix.lower() for report in reports):
        if suffix in _NEEDS:
            module, package, extra = _NEEDS[suffix]
            if find_spec(module) is None:
                yield Diagnostic("KPI826", values={"package": package, "extra": extra})


def _write(
    record: "ScoredRecord", reports: tuple[str, ...], lang: "Language"
) -> "tuple[list[Line], tuple[Diagnostic, ...]]":
    """Every report in one step each; one that cannot be written does not keep the others back."""
    from kpirules.diagnostics import Diagnostic
    from kpirules.reporting import files
    from kpirules.reporting.line import Line
    from kpirules.reporting.phrases import phrase
    from kpirules.source import visible

    lines: list[Line] = []
    problems: tuple[Diagnostic, ...] = ()
    for report in reports:
        content = _content(record, Path(report).suffix.lower(), lang)
        told = (content,) if isinstance(content, Diagnostic) else files.write(report, content)
        problems += told
        if not told:
            lines.append(Line(phrase("report written", lang, file=visible(report, longest=4_096))))
    return lines, problems


def _content(record: "ScoredRecord", suffix: str, lang: "Language") -> "str | bytes | Diagnostic":
    match suffix:
        case ".html":
            from kpirules.reporting.scored_html import write_score_html

            return write_score_html(record, lang=lang)
        case ".xlsx":
            from kpirules.reporting.scored_xlsx import score_workbook

            return score_workbook(record)
        case ".docx":
            from kpirules.reporting.scored_docx import score_document

            return score_document(record, lang=lang)
        case ".json":
            from kpirules.reporting.scored_json import write_score_json

            return write_score_json(record).encode("utf-8", "backslashreplace")
        case _:
            from kpirules.reporting.scored_text import write_score_text

            return write_score_text(record, lang=lang).encode("utf-8", "backslashreplace")


def _show(record: "ScoredRecord", shown: str, written: "list[Line]", lang: "Language") -> int:
    """The report on standard output; what was written is told below it, and beside it where programs read it."""
    if shown == "json":
        from kpirules.reporting.scored_json import write_score_json

        status = show_bytes(write_score_json(record).encode("utf-8", "backslashreplace"))
        if written:
            complain(written)
        return status
    from kpirules.reporting.scored_text import score_report

    return show([*score_report(record, lang=lang), *written])
