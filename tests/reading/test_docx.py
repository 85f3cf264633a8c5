"""Word documents become rows with pending changes as if accepted; what is left out is told."""

import io
import time
import zipfile

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import nsdecls

from kpirules.reading.docx import read_docx
from kpirules.reading.form import read_form
from kpirules.reading.workbook import Workbook

W = nsdecls("w")
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
MAIN = f"<w:document {W}><w:body>{{}}</w:body></w:document>"


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, part: str) -> bytes:
    """The archive with one of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, part if one == name else old.read(one))
    return made.getvalue()


def bare(body: str) -> bytes:
    return with_part(saved(docx.Document()), "word/document.xml", MAIN.format(body))


def texts(book: Workbook) -> list[list[str]]:
    return [[cell.text for cell in row] for grid in book.grids for row in grid]


def told(book: Workbook) -> list[tuple[str, dict[str, str]]]:
    return [(found.code, dict(found.values)) for found in book.diagnostics]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def cell(inside: str) -> Workbook:
    return read_docx(bare(f"<w:tbl><w:tr><w:tc><w:p>{inside}</w:p></w:tc></w:tr></w:tbl>"))


def test_a_form_is_read() -> None:
    document = docx.Document()
    document.add_paragraph("2024年度部门整体预算绩效目标申报表")
    document.add_paragraph("部门名称：科学技术协会\t金额单位：万元")
    table = document.add_table(3, 5)
    rows = [["一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"],
            ["产出指标", "数量指标", "举办讲坛场次", "≥6场", "≥6场"],
            ["", "", "联谊会场次", "≥3场", "≥3场"]]  # fmt: skip
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    for column in (0, 1):
        table.cell(1, column).merge(table.cell(2, column))
    book = read_docx(saved(document), file="form.docx")
    assert book.diagnostics == ()
    assert [(one.height, one.width) for one in book.grids[0].rows[3][:3]] == [(2, 1), (2, 1), (1, 1)]
    declaration, _ = read_form(book.grids[0])
    assert declaration is not None
    assert str(declaration.department) == "科学技术协会"
    assert [one.annual_target and one.annual_target.text for one in declaration.indicators] == [
        "≥6场",
        "≥3场",
    ]
    assert str(book.grids[0].rows[3][0].place) == "form.docx:4"


@pytest.mark.parametrize(
    "inside,text,code,values",
    [
        (run("≥") + f"<w:del><w:r><w:delText>8</w:delText></w:r></w:del><w:ins>{run('6')}</w:ins>" + run("场"),
         "≥6场", "KPI844", {"change": "≥[8→6]场"}),
        (f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>", "新", "KPI844", {"change": "[旧→新]"}),
        (run("≥8场", "<w:strike/>") + run("≥6场"), "≥6场", "KPI845", {"struck": "≥8场", "text": "≥6场"}),
        (run("≥8场", '<w:strike w:val="0"/>'), "≥8场", None, {}),
        (run("6") + run("8", "<w:vanish/>") + run("场"), "6场", "KPI846", {"hidden": "8"}),
        (run("10") + run("4", '<w:vertAlign w:val="superscript"/>'), "10⁴", "KPI847", {"before": "10^4", "text": "10⁴"}),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("90%"), "≥90%", "KPI857",
         {"what": "symbol U+F0B3", "text": "≥"}),
        ('<w:r><w:sym w:font="Foo" w:char="F0B3"/></w:r>', "\ufffd", "KPI848", {"what": "foo U+F0B3", "text": "\ufffd"}),
        (run("\uf0a3"), "≤", "KPI857", {"what": "font ? U+F0A3", "text": "≤"}),
        (f"<m:oMath {MATH}><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f></m:oMath>",
         "(a+b)/c", "KPI850", {"text": "(a+b)/c"}),
        ("<w:r><w:drawing><wp:docPr xmlns:wp='x' descr='印章'/></w:drawing></w:r>" + run("6"), "6", "KPI856",
         {"what": "印章"}),
        ('<w:fldSimple w:instr="REF x">' + run("6场") + "</w:fldSimple>", "6场", None, {}),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar>'
         '<w:instrText>FORMCHECKBOX</w:instrText><w:fldChar w:fldCharType="end"/></w:r>' + run("是"), "☑是", "KPI857",
         {"what": "checkbox", "text": "☑"}),
        ("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" + run("≥6场") + "</w:sdtContent></w:sdt>", "≥6场",
         None, {}),
        (run("6") + "<w:r><w:pict><w:txbxContent><w:p>" + run("框") + "</w:p></w:txbxContent></w:pict></w:r>" + run("场"), "6场",
         "KPI852", {"what": "文本框", "what_en": "text box", "text": "框"}),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>", "a\nb-c", None, {}),
        (run("场", "<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>"), "场", None, {}),
    ],
)  # fmt: skip
def test_what_is_left_out_or_changed_is_told(
    inside: str, text: str, code: str | None, values: dict[str, str]
) -> None:
    book = cell(inside)
    assert texts(book) == [[text]]
    assert told(book) == ([(code, values)] if code else [])


def test_a_removed_row_and_a_removed_end_of_paragraph() -> None:
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('旧行')}</w:p></w:tc></w:tr>"
    kept = f"<w:tr><w:tc><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('甲')}</w:p><w:p>{run('乙')}</w:p></w:tc></w:tr>"
    book = read_docx(bare(f"<w:tbl>{row}{kept}</w:tbl>"))
    assert texts(book) == [["甲乙"]]
    assert [values["change"] for _, values in told(book)] == ["[旧行→]", "甲[→]乙"]


def test_merged_cells() -> None:
    def td(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    rows = [
        td("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>') + td("乙"),
        td("藏", '<w:gridSpan w:val="2"/><w:vMerge/>') + td("丙"),
        td("丁", '<w:hMerge w:val="restart"/>') + td("", "<w:hMerge/>") + td("戊"),
    ]
    first = "<w:tr>" + "</w:tr><w:tr>".join(rows) + "</w:tr>"
    shifted = f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{td("己")}</w:tr>'
    book = read_docx(bare(f"<w:tbl>{first}{shifted}</w:tbl>"))
    assert texts(book) == [["甲", "", "乙"], ["", "", "丙"], ["丁", "", "戊"], ["", "", "己"]]
    assert (book.grids[0].rows[0][0].height, book.grids[0].rows[0][0].width) == (2, 2)
    assert told(book) == [("KPI846", {"hidden": "藏"})]


def test_words_beside_the_text_are_told() -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    document.add_paragraph("项", style="List Number")
    document.sections[0].header.paragraphs[0].text = "金额单位：元"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    document.styles["Normal"].font.name = "Arial"
    assert [
        (code, values["text"]) for code, values in told(read_docx(saved(document))) if code == "KPI852"
    ] == [("KPI852", "金额单位：元")]


def test_a_style_that_hides_or_strikes() -> None:
    document = docx.Document()
    style = document.styles.add_style("Gone", WD_STYLE_TYPE.CHARACTER)
    style.font.strike = True
    paragraph = document.add_paragraph("6")
    paragraph.add_run("8", style="Gone")
    book = read_docx(saved(document))
    assert texts(book) == [["6"]]
    assert told(book) == [("KPI845", {"struck": "8", "text": "6"})]


def test_a_table_in_a_cell_becomes_its_words() -> None:
    document = docx.Document()
    table = document.add_table(2, 1)
    table.cell(0, 0).add_table(1, 2).cell(0, 1).text = "内"
    table.cell(1, 0).text = "外"
    book = read_docx(saved(document))
    assert texts(book) == [["内"], ["外"]]
    assert told(book) == [("KPI851", {"text": "内"})]


def entities() -> str:
    lines = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 9))
    return f'<!DOCTYPE x [<!ENTITY e0 "x">{lines}]>' + MAIN.format("<w:p><w:r><w:t>&e8;</w:t></w:r></w:p>")


WHOLE = saved(docx.Document())
HOSTILE = {
    "cut": (WHOLE[: len(WHOLE) // 2], "KPI821"),
    "empty": (b"", "KPI805"),
    "no archive": (b"<html>", "KPI821"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "KPI843"),
    "encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "KPI823"),
    "entities": (with_part(WHOLE, "word/document.xml", entities()), "KPI824"),
    "deep": (bare("<w:sdt>" * 100_000), "KPI824"),
    "not well-formed": (bare("<w:p>"), "KPI824"),
    "many marks": (bare("<w:br/>" * 2_100_000), "KPI822"),
    "wide": (bare('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr></w:tc></w:tr></w:tbl>'), "KPI854"),
    "bad styles": (with_part(WHOLE, "word/styles.xml", "<w:styles>"), "KPI824"),
    "other format": (with_part(WHOLE, "_rels/.rels", '<R><R Type="x/officeDocument" Target="xl/workbook.xml"/></R>'), None),
    "fields never closed": (bare('<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>x</w:t></w:r></w:p>' * 5000), "KPI846"),
    "bidi": (bare(f"<w:p>{run(chr(0x202E) + '90%')}</w:p>"), None),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_read_or_refused_soon(name: str) -> None:
    content, code = HOSTILE[name]
    started = time.process_time()
    book = read_docx(content)
    # Not a measurement: a bound so wide that only quadratic work passes it.
    assert time.process_time() - started < 10
    assert code in {None, *(found.code for found in book.diagnostics)}
    assert all(str(found).isprintable() for found in book.diagnostics)
