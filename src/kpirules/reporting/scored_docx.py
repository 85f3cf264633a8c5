"""Scores as a document of tables on A4, for those who file Word."""

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kpirules.collector import paused_collector
from kpirules.diagnostics import Diagnostic, Language
from kpirules.reporting.parts import timeless
from kpirules.reporting.phrases import MARKS, phrase
from kpirules.reporting.score_line import ScoreLine
from kpirules.reporting.score_sheet import ScoreSheet, score_sheet
from kpirules.reporting.scored_record import ScoredRecord

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_FONT = "宋体"
_WIDTHS_MM = (46, 38, 38, 24, 20, 14, 24, 61)
_A4_MM = (297, 210)
_MARGIN_MM = 16
_COLUMNS = ("indicator", "target", "actual", "margin", "verdict of row", "weight", "points", "arithmetic")


def score_document(record: ScoredRecord, *, lang: Language = "zh") -> bytes | Diagnostic:
    """The document as a docx file; KPI826 says that python-docx is not installed.

    >>> from kpirules import Assessment, Declaration, score
    >>> score_document(ScoredRecord(score(Assessment(Declaration(), ()))))[:2]
    b'PK'
    """
    try:
        from docx import Document as new_document  # noqa: N813, PLC0415 - an extra, and a function
    except ImportError:
        return Diagnostic("KPI826", values={"package": "python-docx", "extra": "docx"})
    with paused_collector():
        document = new_document()
        _set_up(document)
        _write(document, score_sheet(record, lang=lang), lang)
        made = io.BytesIO()
        document.save(made)
        return timeless(made.getvalue())


def _write(document: "Document", sheet: ScoreSheet, lang: Language) -> None:
    document.add_heading(phrase("score report", lang), level=0)
    document.add_heading(sheet.department, level=1)
    head = [
        (phrase("year", lang), sheet.year),
        *sheet.facts,
        (phrase("policy", lang), f"{sheet.policy}  {sheet.weights}"),
        (phrase("source", lang), f"{sheet.source}  {sheet.sure}"),
        *sheet.files,
    ]
    _table(document, (), head, (40, 225))
    for text in (sheet.total, sheet.grade):
        document.add_paragraph().add_run(text).bold = True
    document.add_heading(phrase("levels", lang), level=2)
    levels = [(one.label, one.points, one.weight) for one in sheet.levels]
    _table(document, _words(("level", "points", "weight"), lang), levels, (80, 50, 30))
    document.add_heading(phrase("spending", lang), level=2)
    spending = [(sheet.budget, sheet.executed, sheet.rate, sheet.spending_points, sheet.spending_reason)]
    _table(
        document,
        _words(("budget", "executed", "rate", "points", "deviation"), lang),
        spending,
        (45, 45, 35, 35, 105),
    )
    document.add_paragraph(sheet.spending)
    document.add_heading(phrase("rows", lang), level=2)
    for heading, lines in sheet.groups:
        document.add_heading(heading or phrase("no level", lang), level=3)
        _table(document, _words(_COLUMNS, lang), map(_row, lines), _WIDTHS_MM)
    if sheet.notes:
        document.add_heading(phrase("score findings", lang, count=len(sheet.notes)), level=2)
        _table(document, (), [(one.code, one.text) for one in sheet.notes], (25, 240))
    document.add_heading(phrase("rules used", lang), level=2)
    rules = [(one.label, one.source, one.sure) for one in sheet.rules]
    _table(document, _words(("rule", "source", "confidence"), lang), rules, (45, 155, 65))


def _row(line: ScoreLine) -> tuple[str, ...]:
    """How it came about stands in one cell, a line for each thing there is to say."""
    remarks = (f"{one.label} {one.code} {one.text}".replace("  ", " ") for one in line.remarks)
    how = "\n".join(filter(None, (line.arithmetic, line.sentence, line.reason, *remarks)))
    name = f"{line.number}. {line.name}{line.place}"
    verdict = f"{MARKS[line.outcome]} {line.verdict}"
    return (name, line.target, line.actual, line.margin, verdict, line.weight, line.points, how)


def _words(keys: Iterable[str], lang: Language) -> tuple[str, ...]:
    return tuple(phrase(key, lang) for key in keys)


def _table(
    document: "Document", header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]
) -> None:
    """A ruled table; its header is repeated on every page."""
    from docx.shared import Mm  # noqa: PLC0415 - an extra

    found = list(rows)
    every = [header, *found] if header else found
    if not every:
        return
    table = document.add_table(rows=len(every), cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    for row, texts in zip(_cells(table), every, strict=True):
        for cell, text, wide in zip(row, texts, widths, strict=True):
            cell.width = Mm(wide)
            cell.paragraphs[0].add_run(text).bold = texts is header
    if header:
        _repeat(table)


def _cells(table: "Table") -> Iterable[Sequence[Any]]:
    """The cells row by row: asked for at once, for the table counts them anew each time."""
    cells, columns = table._cells, len(table.columns)  # noqa: SLF001 - row.cells takes a time that grows with the table
    return (cells[at : at + columns] for at in range(0, len(cells), columns))


def _repeat(table: "Table") -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no other way to say it


def _set_up(document: "Document") -> None:
    """A4 across, one font that has Chinese, and no name or time of whoever made it."""
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415 - an extra
    from docx.oxml.ns import qn  # noqa: PLC0415 - an extra
    from docx.shared import Mm, Pt, RGBColor  # noqa: PLC0415 - an extra

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = map(Mm, _A4_MM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        style: Any = document.styles[name]
        style.font.name = _FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
        style.font.color.rgb = RGBColor(0, 0, 0)
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(9)
    document.core_properties.author = "kpirules"
    document.core_properties.comments = ""
