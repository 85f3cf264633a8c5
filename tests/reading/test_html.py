"""Pages of HTML become rows as their readers see them; what is left out is told."""

import time

import pytest

from kpirules.limits import LIMITS
from kpirules.reading.form import read_form
from kpirules.reading.html import declared_charset, read_html
from kpirules.reading.workbook import Workbook

FORM = """<html><head><title>x</title><style>.s {text-decoration:line-through} @media print {.p {display:none}}</style></head>
<body><h1>2024年度部门整体预算绩效目标申报表</h1><p>部门名称：科学技术协会<p>金额单位：万元
<table border=1><thead><tr><td colspan=5>绩效指标<tr><th>一级指标<th>二级指标<th>三级指标<th>实施周期指标值<th>年度指标值</thead>
<tr><td rowspan=2>产出指标<td rowspan=2>数量指标<td>举办联谊会<br>场次<td>≥3场<td>&ge;3场
<tr><td>举办<b>讲坛</b>场次<td>≥6场<td>&#8805;6场</tr></table></body></html>"""


def texts(book: Workbook) -> list[list[str]]:
    return [[cell.text for cell in row] for grid in book.grids for row in grid]


def told(book: Workbook) -> list[tuple[str, dict[str, str]]]:
    return [(found.code, dict(found.values)) for found in book.diagnostics]


def cell(markup: str) -> str:
    [[text]] = texts(read_html(f"<table><tr><td>{markup}</table>"))
    return text


def test_a_form_is_read() -> None:
    book = read_html(FORM, file="form.html")
    assert book.diagnostics == ()
    declaration, _ = read_form(book.grids[0])
    assert declaration is not None
    assert str(declaration.department) == "科学技术协会"
    assert declaration.year == 2024
    assert [one.annual_target and one.annual_target.text for one in declaration.indicators] == [
        "≥3场",
        "≥6场",
    ]
    assert [str(one.level2) for one in declaration.indicators] == ["数量指标"] * 2
    assert str(book.grids[0].rows[5][2].place) == "form.html:6"


def test_spans_cover_blank_cells() -> None:
    book = read_html(
        "<table><tr><td rowspan=2 colspan=2>甲<td>乙<tr><td>丙<tr><td rowspan=0>丁<td>戊<td>己<tr><td>庚"
    )
    assert texts(book) == [["甲", "", "乙"], ["", "", "丙"], ["丁", "戊", "己"], ["", "庚"]]
    assert [(one.height, one.width) for one in (book.grids[0].rows[0][0], book.grids[0].rows[2][0])] == [
        (2, 2),
        (2, 1),
    ]


@pytest.mark.parametrize(
    "markup,text,code,values",
    [
        ("≥<del>8</del><ins>6</ins>场", "≥6场", "KPI844", {"change": "≥[8→6]场"}),
        ("<s>≥8场</s>≥6场", "≥6场", "KPI845", {"struck": "≥8场", "text": "≥6场"}),
        ("<span style='text-decoration: line-through'>≥8场</span>≥6场", "≥6场", "KPI845", {"struck": "≥8场", "text": "≥6场"}),
        ("<p><s>a<p>b</s>c", "c", "KPI845", {"struck": "ab", "text": "c"}),
        ("6<i hidden>8</i>场", "6场", "KPI846", {"hidden": "8"}),
        ("6<span style='display:none'>8</span>场", "6场", "KPI846", {"hidden": "8"}),
        ("6<span style='mso-hide:all'>8</span>场", "6场", "KPI846", {"hidden": "8"}),
        ("10<sup>4</sup>人", "10⁴人", "KPI847", {"before": "10^4人", "text": "10⁴人"}),
        ("<font face=Symbol>³</font>90%", "≥90%", "KPI857", {"what": "symbol U+00B3", "text": "≥"}),
        ("<font face='Wingdings 3'>x</font>", "\ufffd", "KPI848", {"what": "wingdings3 U+0078", "text": "\ufffd"}),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1/2", "KPI850", {"text": "1/2"}),
        ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>", "(a+b)/2", "KPI850",
         {"text": "(a+b)/2"}),
        ("甲<table><tr><td>1<td>2</table>", "甲\n1 2", "KPI851", {"text": "1 2"}),
        ("<img src=x alt=印章>6场", "6场", "KPI856", {"what": "印章"}),
        ("<input value='≥6场'>", "≥6场", "KPI857", {"what": "input", "text": "≥6场"}),
        ("<input type=checkbox checked>是", "☑是", "KPI857", {"what": "checkbox", "text": "☑"}),
        ("<select><option>甲<option selected>乙</select>丙", "乙丙", "KPI857", {"what": "select", "text": "乙"}),
        ("<textarea>≥6场</textarea>", "≥6场", "KPI857", {"what": "textarea", "text": "≥6场"}),
    ],
)  # fmt: skip
def test_what_is_left_out_or_changed_is_told(
    markup: str, text: str, code: str, values: dict[str, str]
) -> None:
    outer = "" if code != "KPI851" else "<tr><td>x<tr><td>y"
    book = read_html(f"<table><tr><td>{markup}{outer}</table>")
    assert texts(book)[0] == [text]
    assert told(book) == [(code, values)]


@pytest.mark.parametrize(
    "markup,text",
    [
        ("a<br>b", "a\nb"), ("<p>a</p><div>b</div>", "a\nb"), ("&lt;6&nbsp;场&gt;", "<6 场>"), ("绩效\n  指标", "绩效指标"),
        ("a <!--[if gte mso 9]>x<![endif]--> b", "a b"), ("<![if !vml]>a<![endif]>", "a"), ("<o:p>a</o:p>", "a"),
        ("a<script>b</script><style>c</style>", "a"), ("<a href=javascript:x onclick='y>z'>a</a>", "a"), ("1 < 2", "1 < 2"),
        ("<pre>a\nb</pre>", "a\nb"), ("<bdo dir=rtl>09</bdo>%", "\u202e09\u202c%"), ("&#0;&#x110000;", "\ufffd\ufffd"),
        ("=1+1", "=1+1"),
    ],
)  # fmt: skip
def test_words_are_read_as_they_are_shown(markup: str, text: str) -> None:
    assert cell(markup) == text


def test_hidden_rows_take_no_room() -> None:
    book = read_html(
        "<table><tr><td>甲<tr style='display:none'><td>乙<td>丙<tr><td style='display:none'>丁<td>戊</table>"
    )
    assert texts(book) == [["甲"], ["戊"]]
    assert [values["hidden"] for code, values in told(book) if code == "KPI846"] == ["乙", "丙", "丁"]


def test_a_layout_table_is_taken_apart_and_a_table_in_a_form_is_not() -> None:
    layout = "<table><tr><td>题<td><table><tr><td>1<td>2<tr><td>3<td>4</table>注</table>"
    assert texts(read_html(layout)) == [["题"], ["1", "2"], ["3", "4"], ["注"]]


def test_rules_of_a_style_sheet_for_one_class_are_followed() -> None:
    sheet = (
        "<style>/* x */ .a, td.b {display:none} p .c {display:none} @media print {.d {display:none}}</style>"
    )
    assert texts(read_html(f"{sheet}<p class=a>a<p class=b>b<p class=c>c<p class=d>d")) == [["c"], ["d"]]


def test_wide_gaps_part_a_line_of_the_head() -> None:
    assert texts(read_html("<p>部门名称：科协&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;单位：万元")) == [
        ["部门名称：科协", "单位：万元"]
    ]


def test_numbers_and_pictures_outside_of_tables_are_counted() -> None:
    book = read_html("<ol><li>甲<li>乙</ol><img src=x>")
    assert [(code, values["count"]) for code, values in told(book)] == [("KPI853", "2"), ("KPI853", "1")]


@pytest.mark.parametrize(
    "text,code",
    [
        ("<table><tr><td colspan=1000000000 rowspan=99999999999999999999>x<td>y</table>", "KPI854"),
        ("<div>" * 100_000, "KPI855"),
        ("<table><tr><td>" * 100_000, "KPI855"),
        ("<p>" * (LIMITS.elements + 1), "KPI855"),
        ("x" * (LIMITS.document_characters + 1), "KPI855"),
        ("<" * 1_000_000, "KPI855"),
        ("<!--" * 300_000, "KPI805"),
        ("<a '" * 200_000, "KPI805"),
        ("<table>" + "<tr><td colspan=255>x<td>y" * 3000 + "</table>", "KPI855"),
        ("<script>while(1){}</script>", "KPI805"),
        ("", "KPI805"),
        ("\ud800\x00\u202e<table><tr><td>\u202e90</table>", None),
        ("&#" + "9" * 1_000_000 + ";", None),
        ("<p style='" + "a" * 1_000_000 + "'>x", None),
        ("<style>" + "a{" * 300_000 + "</style>x", None),
        ("<font size=1><s>" * 100 + "<p>x" * 20_000, "KPI845"),
        ("<p " + " ".join(f"a{i}" for i in range(200_000)) + ">x", None),
    ],
)  # fmt: skip
def test_hostile_pages_are_read_or_refused_soon(text: str, code: str | None) -> None:
    started = time.process_time()
    book = read_html(text)
    # Not a measurement: a bound so wide that only quadratic work passes it.
    assert time.process_time() - started < 10
    assert code in {None, *(found.code for found in book.diagnostics)}
    assert all(str(found).isprintable() for found in book.diagnostics)


@pytest.mark.parametrize(
    "content,name",
    [
        (b"<meta charset=utf-8>", "utf-8"), (b"<META Content='text/html; charset=GB2312'>", "gb18030"),
        (b"<meta charset='gbk'>", "gb18030"), (b"<meta charset=nonsense>", None), (b"<meta charset=rot13>", None),
        (b"<p>charset=utf-8", None), (b" " * 5000 + b"<meta charset=utf-8>", None), (b"<meta " * 5000, None),
    ],
)  # fmt: skip
def test_the_declared_encoding(content: bytes, name: str | None) -> None:
    assert declared_charset(content) == name
