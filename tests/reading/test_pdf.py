"""Ruled tables of PDF files become rows, page by page; what cannot be had is told."""

import io
import sys
import time
import zlib
from collections.abc import Callable

import pytest
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from kpirules.reading.form import read_form
from kpirules.reading.pdf import read_pdf
from kpirules.reading.workbook import Workbook

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
STYLE = ParagraphStyle("plain", fontName=FONT, fontSize=10)
HEADER = ["一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"]
RULED = [("GRID", (0, 0), (-1, -1), 0.5, black), ("FONT", (0, 0), (-1, -1), FONT, 10)]


def form(rows: list[list[object]], *spans: tuple[str, tuple[int, int], tuple[int, int]]) -> bytes:
    file = io.BytesIO()
    table = Table(rows, colWidths=[70, 70, 130, 90, 90])
    table.setStyle(TableStyle([*RULED, *spans]))
    head = [
        Paragraph("2024年度绩效目标申报表", STYLE),
        Paragraph("部门名称：科学技术协会", STYLE),
        Paragraph("金额单位：万元", STYLE),
    ]
    numbered = {"onFirstPage": number_of_page, "onLaterPages": number_of_page}
    SimpleDocTemplate(file, pagesize=A4).build([*head, table], **numbered)
    return file.getvalue()


def number_of_page(canvas: Canvas, _document: object) -> None:
    canvas.drawString(290, 20, f"- {canvas.getPageNumber()} -")


def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, **options)
    canvas.setFont(FONT, 10)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def boxed(draw: Callable[[Canvas], None]) -> Workbook:
    """A table whose first cell has what ``draw`` puts into it from (110, 705) on."""

    def both(canvas: Canvas) -> None:
        canvas.grid([100, 300, 400], [690, 730])
        draw(canvas)

    return read_pdf(drawn(both))


def texts(book: Workbook) -> list[list[str]]:
    return [[cell.text for cell in row] for grid in book.grids for row in grid]


def told(book: Workbook) -> list[tuple[str, dict[str, str]]]:
    return [(found.code, dict(found.values)) for found in book.diagnostics]


def test_a_form_is_read_over_two_pages() -> None:
    rows: list[list[object]] = [
        ["产出指标", "数量指标", f"活动{index}场次", "≥6场", "≥6场"] for index in range(50)
    ]
    book = read_pdf(form([list(HEADER), *rows]), file="form.pdf")
    assert told(book) == [("KPI853", {"count": "2", "what": "个页码", "what_en": "page numbers"})]
    assert texts(book)[:3] == [["2024年度绩效目标申报表"], ["部门名称：科学技术协会"], ["金额单位：万元"]]
    assert [str(book.grids[0].rows[at][0].place) for at in (0, -1)] == [
        "form.pdf[第1页]:1",
        "form.pdf[第2页]:54",
    ]
    declaration, _ = read_form(book.grids[0])
    assert declaration is not None
    assert len(declaration.indicators) == 50
    assert str(declaration.department) == "科学技术协会"


def test_merged_cells_and_folded_words() -> None:
    long = Paragraph("举办面向全区科技工作者的各类学术交流活动场次", STYLE)
    rows: list[list[object]] = [
        list(HEADER),
        ["产出指标", "数量指标", long, "≥6场", "≥6场"],
        ["", "质量指标", "参加人数", "", ""],
    ]
    book = read_pdf(form(rows, ("SPAN", (0, 1), (0, 2)), ("SPAN", (3, 2), (4, 2))))
    assert texts(book)[4:] == [
        ["产出指标", "数量指标", "举办面向全区科技工作者的各类学术交流活动场次", "≥6场", "≥6场"],
        ["", "质量指标", "参加人数", "", ""],
    ]
    assert (book.grids[0].rows[4][0].height, book.grids[0].rows[5][3].width) == (2, 2)


def test_a_row_that_may_have_been_cut_is_told() -> None:
    def draw(canvas: Canvas) -> None:
        for page in (("甲", "乙"), ("", "丙")):
            canvas.setFont(FONT, 10)
            canvas.grid([100, 200, 300], [700, 720])
            for at, text in enumerate(page):
                canvas.drawString(110 + 100 * at, 705, text)
            canvas.showPage()

    book = read_pdf(drawn(draw))
    assert texts(book) == [["甲", "乙"], ["", "丙"]]
    assert told(book) == [("KPI849", {"sheet": "第2页", "text": "丙"})]


def test_a_raised_digit_is_no_digit_of_the_number() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(110, 705, "10")
        canvas.setFont(FONT, 6)
        canvas.drawString(120.2, 710, "4")
        canvas.setFont(FONT, 10)
        canvas.drawString(124, 705, "人")

    book = boxed(draw)
    assert texts(book) == [["10⁴人", ""]]
    assert told(book) == [("KPI847", {"before": "10^4人", "text": "10⁴人"})]


def test_struck_words_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(110, 705, "旧文新文")
        canvas.line(110, 708.5, 130, 708.5)

    book = boxed(draw)
    assert texts(book) == [["新文", ""]]
    assert told(book) == [("KPI845", {"struck": "旧文", "text": "新文"})]


def test_what_is_drawn_twice_for_bold_type_counts_once() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(110, 705, "90%")
        canvas.drawString(110.3, 705, "90%")

    assert texts(boxed(draw)) == [["90%", ""]]


def test_a_frame_around_a_table_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(50, 50, 500, 750)
        canvas.grid([100, 200, 300], [700, 720, 740])
        canvas.drawString(110, 705, "甲")
        canvas.drawString(60, 60, "注")

    assert texts(read_pdf(drawn(draw))) == [["", ""], ["甲", ""], ["注"]]


def test_scanned_pages_and_letters_are_told() -> None:
    scanned = drawn(lambda canvas: canvas.rect(50, 50, 400, 600, fill=1))
    assert told(read_pdf(scanned)) == [("KPI858", {"sheet": "第1页"})]
    letter = read_pdf(drawn(lambda canvas: canvas.drawString(100, 700, "此致")))
    assert (letter.grids, told(letter)) == ((), [("KPI859", {})])


def test_an_extra_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    assert told(read_pdf(b"%PDF-1.4")) == [("KPI826", {"package": "pdfplumber", "extra": "pdf"})]


def raw(*objects: bytes) -> bytes:
    """A file of these objects, numbered from 1, the first of them the catalogue."""
    body, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(body))  # fmt: skip


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def page_of(content: bytes, *others: bytes, resources: bytes = b"") -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>" % resources
    return raw(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, *others
    )


def laughing() -> bytes:
    """Forms that each draw the next one thirty times."""
    forms = [
        stream(
            b"/F Do " * 30,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>" % (at + 1),
        )
        for at in range(5, 15)
    ]
    return page_of(stream(b"/F Do"), *forms, stream(b"n"), resources=b"/XObject<</F 5 0 R>>")


WHOLE = form([list(HEADER)])
BOMB = zlib.compress(bytes(70 * 1024 * 1024), 9)
HOSTILE: dict[str, tuple[bytes, str | None]] = {
    "no pdf": (b"PK", "KPI841"),
    "nothing": (b"", "KPI841"),
    "cut": (WHOLE[: len(WHOLE) // 2], "KPI841"),
    "encrypted": (
        drawn(lambda canvas: canvas.drawString(9, 9, "x"), encrypt=StandardEncryption("secret")),
        "KPI823",
    ),
    "unpacks to too much": (page_of(stream(BOMB, b"/Filter/FlateDecode")), "KPI855"),
    "unpacks twice": (page_of(stream(zlib.compress(BOMB), b"/Filter[/FlateDecode/FlateDecode]")), "KPI855"),
    "draws itself": (page_of(stream(b"/F Do"), resources=b"/XObject<</F 4 0 R>>"), None),
    "draws without end": (laughing(), "KPI855"),
    "many lines": (page_of(stream(b"0 0 m 9 9 l S\n" * 5_000)), "KPI855"),
    "pages in a circle": (
        raw(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"),
        None,
    ),
    "many pages": (b"%PDF-1.4 " + b"/Page " * 3000, "KPI855"),
    "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 2000, "KPI841"),
    "brackets": (page_of(stream(b"[" * 200_000)), None),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_or_refused_soon(name: str) -> None:
    content, code = HOSTILE[name]
    started = time.process_time()
    book = read_pdf(content)
    # Not a measurement: a bound so wide that only work without end passes it.
    assert time.process_time() - started < 20
    assert code in {None, *(found.code for found in book.diagnostics)}
    assert book.grids or book.diagnostics
    assert all(str(found).isprintable() for found in book.diagnostics)
