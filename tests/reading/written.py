"""One table of texts, written by the libraries that people's programs use, in every format that is read."""

import csv
import io
from collections.abc import Callable, Sequence
from html import escape

import docx
import openpyxl
import xlwt
from reportlab.lib import colors, pagesizes
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

Rows = Sequence[Sequence[str]]


def as_text(rows: Rows) -> bytes:
    return "\n".join("\t".join(row) for row in rows).encode()


def as_csv(rows: Rows) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode("gb18030")


def as_html(rows: Rows) -> bytes:
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>'.encode()


def as_xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(number, column, text)
                cell.data_type = "s"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def as_xls(rows: Rows) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("申报表")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                sheet.write(number, column, text)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def as_docx(rows: Rows) -> bytes:
    document = docx.Document()
    table = document.add_table(len(rows), max(map(len, rows)))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=False):
            cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def as_pdf(rows: Rows) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=8, leading=10)
    width = max(map(len, rows))
    cells = [[Paragraph(escape(text), style) for text in (*row, *[""] * (width - len(row)))] for row in rows]
    ruled = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    written = io.BytesIO()
    page = pagesizes.landscape(pagesizes.A3)
    SimpleDocTemplate(written, pagesize=page).build([Table(cells, style=ruled)])
    return written.getvalue()


WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "text": as_text,
    "csv": as_csv,
    "html": as_html,
    "xlsx": as_xlsx,
    "xls": as_xls,
    "docx": as_docx,
    "pdf": as_pdf,
}
