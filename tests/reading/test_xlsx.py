"""Workbooks as people and programs leave them: what is read, and what is said about it."""

import io
import time
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from tests.reading.workbooks import NAMESPACE, OFFICE, RELATIONS, sheet, workbook

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.grid import Grid
from kpirules.reading.shown import show, stored
from kpirules.reading.workbook import Workbook
from kpirules.reading.xlsx import read_xlsx


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid]


def codes(told: Sequence[Diagnostic]) -> list[str]:
    return [found.code for found in told]


def saved(book: openpyxl.Workbook) -> Workbook:
    made = io.BytesIO()
    book.save(made)
    return read_xlsx(made.getvalue(), file="form.xlsx")


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.Workbook()


@pytest.fixture
def page(book: openpyxl.Workbook) -> Worksheet:
    page = book.worksheets[0]
    page.title = "申报表"
    return page


def by_hand(rows: str, after: str = "", styles: str = "", strings: str = "") -> Workbook:
    """A workbook whose sheet, styles and shared strings are written out."""
    parts = {"styles": styles, "sharedStrings": strings}
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind, content in parts.items()
        if content
    )
    relations += f'<Relationship Id="s" Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
    others = {f"xl/{kind}.xml": content.encode() for kind, content in parts.items() if content}
    others["xl/_rels/workbook.xml.rels"] = RELATIONS.format(relations).encode()
    return read_xlsx(workbook(sheet(rows, after=after), others=others), file="form.xlsx")


def test_cells_have_places_and_rows_are_of_one_width(book: openpyxl.Workbook, page: Worksheet) -> None:
    page["B2"], page["D3"] = "产出指标", "≥2场"
    page["F9"], page["A8"] = " ", ""
    read = saved(book)
    [grid] = read.grids
    assert read.diagnostics == ()
    assert texts(grid) == [["", "", "", ""], ["", "产出指标", "", ""], ["", "", "", "≥2场"]]
    place = grid.rows[2][3].place
    assert (place.file, place.sheet, place.row, place.column) == ("form.xlsx", "申报表", 3, 4)
    assert grid.format == "xlsx"


def test_every_sheet_that_says_something_is_a_grid(book: openpyxl.Workbook, page: Worksheet) -> None:
    page["A1"] = "一"
    book.create_sheet("空")
    hidden = book.create_sheet("隐")
    hidden["A1"], hidden.sheet_state = "二", "veryHidden"
    read = saved(book)
    assert [texts(grid) for grid in read.grids] == [[["一"]], [["二"]]]
    assert [str(found) for found in read.diagnostics] == [
        "form.xlsx[隐]: KPI832: hidden parts were read too: [隐]"
    ]
    assert codes(saved(openpyxl.Workbook()).diagnostics) == ["KPI805"]


@pytest.mark.parametrize(
    "value, code, text",
    [
        ("0.9", "0%", "90%"),
        ("0.9", "0.00%", "90.00%"),
        ("0.90000000000000002", "0%", "90%"),
        ("0.28999999999999998", "General", "0.29"),
        ("0.30000000000000004", "General", "0.3"),
        ("1E-05", "General", "0.00001"),
        ("1.5E3", "0.00E+00", "1500"),
        ("123456789012345678", "General", "123456789012345678"),
        ("332", "0.00_ ", "332.00"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "0.00"),
        ("-5", "0.00_);[Red](0.00)", "-5.00"),
        ("-5", "0.00_ ;[Red]0.00", "-5.00"),
        ("15", '"≥"0"场"', "≥15场"),
        ("15", 'G/通用格式"次"', "15次"),
        ("7", "000", "007"),
        ("1200000", "#,##0,", "1,200"),
        ("45657", "yyyy/m/d", "2024-12-31"),
        ("45657", '[$-804]yyyy"年"m"月"d"日";@', "2024年12月31日"),
        ("45657", "[DBNum1]yyyy年m月", "2024年12月"),
        ("45657.5", "yyyy-m-d h:mm", "2024-12-31 12:00"),
    ],
)
def test_numbers_are_read_as_shown(value: str, code: str, text: str) -> None:
    number = stored(value)
    assert number is not None
    shown = show(number, code)
    assert (shown.text, shown.code) == (text, None)


@pytest.mark.parametrize(
    "value, code, text, said, seen",
    [
        ("0.896", "0%", "89.6%", "KPI827", "90%"),
        ("515.854", "0.00", "515.854", "KPI827", "515.85"),
        ("5", ";;;", "5", "KPI827", ""),
        ("0", "0;-0;", "0", "KPI827", ""),
        ("12345", '0\\.0,"万"', "12345", "KPI829", None),
        ("0.5", "# ?/?", "0.5", "KPI829", None),
        ("12", "[>=100]0;0.0", "12", "KPI829", None),
        ("60", "yyyy-m-d", "60", "KPI829", None),
        ("-3", "yyyy-m-d", "-3", "KPI829", None),
        ("1", "0" * 300, "1", "KPI829", None),
        ("45325", 'm"月"d"日"', "2月3日", "KPI828", None),
        ("45325", "d-mmm", "2月3日", "KPI828", None),
        ("45325", "mmm-yy", "2024年2月", "KPI828", None),
        ("0.0520833333333333", "h:mm", "01:15", "KPI828", None),
        ("1.5", "[h]:mm:ss", "36:00:00", "KPI828", None),
        ("0", "yyyy-m-d", "0", "KPI829", None),
    ],
)
def test_what_a_format_hides_is_said(value: str, code: str, text: str, said: str, seen: str | None) -> None:
    number = stored(value)
    assert number is not None
    shown = show(number, code)
    assert (shown.text, shown.code, shown.values.get("shown")) == (text, said, seen)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**10), max_value=10**10))
def test_no_format_changes_a_number(number: Decimal) -> None:
    for code in ("General", "0", "0.00", "#,##0.0", "0%", "0.000%", "0.0;[Red]-0.0", "@"):
        text = show(number, code).text.replace(",", "")
        value = Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        assert value == number


@given(st.text(max_size=12), st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_any_format_gives_a_text(code: str, number: Decimal) -> None:
    assert isinstance(show(number, code).text, str)


def test_the_values_of_typed_cells(book: openpyxl.Workbook, page: Worksheet) -> None:
    page.append([0.9, date(2024, 12, 31), date(2024, 2, 3), True, "=100%", "=A1"])
    page["A1"].number_format = "0%"
    page["C1"].number_format = "m月d日"
    page["E1"].data_type = "s"
    page["G1"] = "#DIV/0!"
    page["G1"].data_type = "e"
    read = saved(book)
    assert texts(read.grids[0]) == [["90%", "2024-12-31", "2月3日", "TRUE", "=100%", "", "#DIV/0!"]]
    assert codes(read.diagnostics) == ["KPI828", "KPI835", "KPI833"]
    assert "F1" in read.diagnostics[1].message("en")
    assert "=A1" in read.diagnostics[1].message("zh")


def test_results_of_formulas_are_read_and_told_once() -> None:
    rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"x"</f><v>x</v></c></row>'
    read = by_hand(rows)
    assert texts(read.grids[0]) == [["2", "x"]]
    [told] = read.diagnostics
    assert (told.code, dict(told.values)) == ("KPI834", {"cell": "A1", "count": "2"})


def test_raised_and_struck_type(book: openpyxl.Workbook, page: Worksheet) -> None:
    raised, struck = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
    page["A1"] = CellRichText("10", TextBlock(raised, "4"), "人")
    page["A2"] = CellRichText("≥", TextBlock(struck, "8"), "6场")
    page["A3"] = CellRichText("满意度", TextBlock(raised, "注"))
    page["A4"], page["A4"].font = "作废", Font(strike=True)
    page["A5"], page["A5"].font = "104", Font(vertAlign="superscript")
    page["A6"] = "完"
    read = saved(book)
    assert texts(read.grids[0]) == [["10⁴人"], ["≥6场"], ["满意度注"], [""], ["104"], ["完"]]
    assert codes(read.diagnostics) == ["KPI830", "KPI831", "KPI830", "KPI831", "KPI830"]
    assert dict(read.diagnostics[1].values) == {"cell": "A2", "before": "≥86场", "after": "≥6场"}


def test_merged_cells(book: openpyxl.Workbook, page: Worksheet) -> None:
    page["A1"], page["A2"], page["B2"], page["D3"] = "标题", "左", "盖住", "末"
    page.merge_cells("A1:Z1")
    page.merge_cells("A2:A5")
    [grid] = saved(book).grids
    assert [(cell.height, cell.width) for cell in grid.rows[0]] == [(1, 4), (1, 1), (1, 1), (1, 1)]
    assert grid.rows[1][0].height == 2


def test_text_under_a_merge_is_told() -> None:
    rows = "".join(
        f'<row r="{row}"><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>'
        for row in (1, 2)
    )
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A1:B1", "B1:B2", "nowhere", "B2:A1"))
    read = by_hand(rows, after=f"<mergeCells>{merges}</mergeCells>")
    assert texts(read.grids[0]) == [["a", ""], ["a", "b"]]
    assert codes(read.diagnostics) == ["KPI838", "KPI836", "KPI836", "KPI836"]


def test_hidden_rows_and_columns_are_read_and_told(book: openpyxl.Workbook, page: Worksheet) -> None:
    for row in range(1, 7):
        page.append([f"{row}", "x", "y"])
    for row in (2, 3, 5, 40):
        page.row_dimensions[row].hidden = True
    page.column_dimensions["B"].hidden = True
    read = saved(book)
    assert len(read.grids[0].rows) == 6
    [told] = read.diagnostics
    assert (told.code, dict(told.values)) == ("KPI832", {"hidden": "2–3, 5 · B"})


def test_what_lies_beside_the_cells_is_told_once(book: openpyxl.Workbook, page: Worksheet) -> None:
    for row in (1, 2):
        page.cell(row, 1, "x").comment = Comment("批注", "a")
    [told] = saved(book).diagnostics
    assert (told.code, dict(told.values)) == ("KPI837", {"what": "批注/comments ×2"})


def test_damaged_cells_cost_only_themselves() -> None:
    strings = (
        f'<sst xmlns="{NAMESPACE}"><si><t>好</t></si><si><r><t>一</t></r><rPh><t>yī</t></rPh></si></sst>'
    )
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>9</v></c><c r="C1" t="s"><v>-1</v></c>'
        '<c r="D1" t="s"><v>1</v></c><c r="E1"><v>1e999</v></c><c r="F1" t="q"><v>q</v></c>'
        '<c r="G1" s="7"><v>5</v></c><c r="B9"><v>6</v></c></row>'
        '<row r="1"><c><v>7</v></c></row>'
    )
    read = by_hand(rows, strings=strings)
    assert texts(read.grids[0]) == [
        ["好", "", "", "一", "1e999", "q", "5", "6"],
        ["7", "", "", "", "", "", "", ""],
    ]
    assert set(codes(read.diagnostics)) == {"KPI836"}
    reasons = [dict(found.values)["reason"] for found in read.diagnostics]
    assert reasons == ["shared string 9 / 2", "shared string -1 / 2", "1e999", "t=q", "s=7", "r", "r"]


def test_escapes_and_line_ends() -> None:
    rows = (
        '<row r="1"><c t="inlineStr"><is><t>一_x000D_\n二_x005F_x0041_</t></is></c>'
        '<c t="inlineStr"><is><t>_x0000_三</t></is></c></row>'
    )
    assert texts(by_hand(rows).grids[0]) == [["一\n二_x0041_", "_x0000_三"]]


def test_prefixed_names_are_read() -> None:
    content = (
        f'<x:worksheet xmlns:x="{NAMESPACE}"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>场</x:t></x:is>'
        "</x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert texts(read_xlsx(workbook(content.encode())).grids[0]) == [["场"]]


def test_days_counted_from_1904(book: openpyxl.Workbook, page: Worksheet) -> None:
    page["A1"] = 1
    page["A1"].number_format = "yyyy-mm-dd"
    book.epoch = CALENDAR_MAC_1904
    assert texts(saved(book).grids[0]) == [["1904-01-02"]]


def test_a_claimed_dimension_costs_nothing() -> None:
    begin = time.process_time()
    read = read_xlsx(
        workbook(
            f'<worksheet xmlns="{NAMESPACE}"><dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" '
            'hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row></sheetData>'
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'.encode()
        )
    )
    assert time.process_time() - begin < 1
    assert texts(read.grids[0]) == [["1"]]


def test_rows_and_columns_beyond_the_limits_are_told() -> None:
    rows = (
        f'<row r="1"><c r="A1"><v>1</v></c><c r="IW1"><v>2</v></c></row>'
        f'<row r="{LIMITS.rows}"><c><v>3</v></c></row><row r="{LIMITS.rows + 1}"><c><v>4</v></c></row>'
    )
    read = by_hand(rows)
    assert len(read.grids[0].rows) == LIMITS.rows
    assert codes(read.diagnostics) == ["KPI811", "KPI812"]


def test_far_cells_do_not_cost_the_blanks_between() -> None:
    rows = "".join(f'<row r="{row}"><c r="IV{row}"><v>1</v></c></row>' for row in range(1, 20_001))
    [grid] = by_hand(rows).grids
    assert len(grid.rows) == 20_000
    assert [cell.column for cell in grid.rows[0]] == [256]


def test_a_bad_sheet_does_not_cost_the_others(book: openpyxl.Workbook, page: Worksheet) -> None:
    page["A1"] = "一"
    book.create_sheet("二")["A1"] = "二"
    made = io.BytesIO()
    book.save(made)
    read = read_xlsx(_with_part(made.getvalue(), "xl/worksheets/sheet1.xml", b"<worksheet>"))
    assert [texts(grid) for grid in read.grids] == [[["二"]]]
    assert codes(read.diagnostics) == ["KPI824"]


def test_remarks_are_bounded() -> None:
    rows = "<row>" + '<c t="e"><v>#REF!</v></c>' * 200 + "</row>"
    told = by_hand(rows * 10).diagnostics
    assert len(told) == LIMITS.diagnostics + 1
    assert told[-1].code == "KPI699"
    assert dict(told[-1].values) == {"count": "1000"}


@given(st.binary(max_size=60), st.integers(0, 10_000), st.integers(0, 60))
def test_damaged_bytes_never_raise(noise: bytes, at: int, cut: int) -> None:
    content = workbook(sheet('<row><c t="inlineStr"><is><t>场</t></is></c><c><v>0.5</v></c></row>'))
    at %= len(content)
    read = read_xlsx(content[:at] + noise + content[at + cut :])
    assert read.grids or read.diagnostics
    for found in read.diagnostics:
        assert found.message("zh")
        assert found.message("en")


def _with_part(content: bytes, name: str, part: bytes) -> bytes:
    import zipfile  # noqa: PLC0415 - for this one test

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, part if entry.filename == name else old.read(entry))
    return made.getvalue()
