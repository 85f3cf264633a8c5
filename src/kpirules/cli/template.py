"""``kpirules template``: the sheet of actual figures to fill in."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpirules.cli.console import DONE, show, show_bytes, tell
from kpirules.cli.options import language

if TYPE_CHECKING:
    from kpirules.diagnostics import Language


@click.command(short_help="导出填报表 Write the sheet to fill in.")
@click.argument("declaration")
@click.option(
    "--out",
    metavar="FILE",
    default=None,
    help="File to write, .xlsx or .csv; else CSV to standard output. 写入的文件。",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there. 覆盖已有的文件。")
@language
def template(*, declaration: str, out: str | None, force: bool, lang: "Language") -> int:
    """导出填报表。 Write the sheet that answers DECLARATION, for Excel to open."""
    from kpirules.diagnostics import Diagnostic
    from kpirules.reading import read
    from kpirules.reporting import files
    from kpirules.reporting.line import Line
    from kpirules.reporting.phrases import phrase
    from kpirules.reporting.record import lost
    from kpirules.reporting.template import template as write_template
    from kpirules.reporting.xlsx import template_workbook

    if out is not None:
        _refuse(out, declaration, force=force)
    found, diagnostics = read(declaration)
    if found is None:
        return tell(diagnostics, lang=lang)
    unread = lost(diagnostics)
    if out is None:
        status = show_bytes(write_template(found).encode(files.CSV_ENCODING, "backslashreplace"))
    else:
        is_workbook = Path(out).suffix.lower() == ".xlsx"
        sheet = template_workbook(found) if is_workbook else write_template(found)
        if isinstance(sheet, Diagnostic):
            return tell((*unread, sheet), lang=lang)
        problems = files.write(out, sheet, encoding=files.CSV_ENCODING)
        if problems:
            return tell((*unread, *problems), lang=lang)
        told = phrase("sheet written", lang, file=_shown(out), count=len(found.indicators))
        status = show([Line(told)])
    return tell(unread, lang=lang) if unread else status or DONE


def _refuse(out: str, declaration: str, *, force: bool) -> None:
    """What people have filled in is not lost by asking twice, and the form is never written over."""
    target = Path(out)
    try:
        if target.exists() and target.samefile(declaration):
            message = f"{_shown(out)} is the declaration itself. 这是申报表本身。"
            raise click.UsageError(message)
        there = target.is_symlink() or target.exists()
    except (OSError, ValueError):
        return  # reading or writing will say what is wrong with it
    if there and not force:
        message = f"{_shown(out)} exists; --force overwrites it. 文件已存在，--force 覆盖。"
        raise click.UsageError(message)


def _shown(path: str) -> str:
    from kpirules.source import visible

    return visible(path, longest=4096)
