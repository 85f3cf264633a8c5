"""Old workbooks: every cell as its format shows it, and nothing that ends the process."""

import datetime as dt
import io
import struct
from collections.abc import Sequence

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kpirules.diagnostics import Diagnostic
from kpirules.reading.compound import SIGNATURE
from kpirules.reading.grid import Grid
from kpirules.reading.workbook import Workbook
from kpirules.reading.xls import read_xls


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid]


def codes(told: Sequence[Diagnostic]) -> list[str]:
    return [found.code for found in told]


def content_of(book: xlwt.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def saved(book: xlwt.Workbook) -> Workbook:
    return read_xls(content_of(book), file="form.xls")


def styled(**about: str) -> xlwt.XFStyle:
    return xlwt.easyxf(about.get("font", ""), num_format_str=about.get("code", "General"))


@pytest.fixture
def book() -> xlwt.Workbook:
    return xlwt.Workbook()


@pytest.fixture
def page(book: xlwt.Workbook) -> xlwt.Worksheet:
    return book.add_sheet("申报表", cell_overwrite_ok=True)


def test_numbers_are_read_as_shown(book: xlwt.Workbook, page: xlwt.Worksheet) -> None:
    day = dt.date(2024, 12, 31)
    for column, (value, code) in enumerate(
        [
            (0.9, "0%"),
            (0.29, "General"),
            (1234.5, "#,##0.00"),
            (5, "General"),
            (-7, '0"场"'),
            (day, "yyyy-mm-dd"),
            (True, "General"),
            (12345.678901, "General"),
        ]
    ):
        page.write(0, column, value, styled(code=code))
    read = saved(book)
    assert texts(read.grids[0]) == [
        ["90%", "0.29", "1,234.50", "5", "-7场", "2024-12-31", "TRUE", "12345.678901"]
    ]
    assert read.diagnostics == ()
    assert str(read.grids[0].rows[0][0].place) == "form.xls[申报表]:1"
    assert read.grids[0].format == "xls"


def test_what_is_hidden_rounded_or_mistaken_is_told(book: xlwt.Workbook, page: xlwt.Worksheet) -> None:
    page.write(0, 0, dt.date(2024, 2, 3), styled(code='m"月"d"日"'))
    page.write(1, 0, 0.896, styled(code="0%"))
    page.write(2, 0, "作废", styled(font="font: struck_out on"))
    page.write(3, 0, xlwt.Formula("1+1"))
    page.row(1).hidden = True
    page.col(0).hidden = True
    hidden = book.add_sheet("隐")
    hidden.write(0, 0, "x")
    hidden.visibility = 1
    read = saved(book)
    assert [texts(grid) for grid in read.grids] == [[["2月3日"], ["89.6%"]], [["x"]]]
    assert codes(read.diagnostics) == ["KPI828", "KPI827", "KPI831", "KPI834", "KPI832", "KPI832"]
    assert dict(read.diagnostics[4].values) == {"hidden": "2 · A"}


def test_rich_text_and_merges(book: xlwt.Workbook, page: xlwt.Worksheet) -> None:
    raised, struck, plain = xlwt.Font(), xlwt.Font(), xlwt.Font()
    raised.escapement, struck.struck_out = xlwt.Font.ESCAPEMENT_SUPERSCRIPT, True
    page.write_merge(0, 0, 0, 3, "标题")
    page.write_rich_text(1, 0, ("10", ("4", raised), ("人", plain)))
    page.write_rich_text(1, 3, ("≥", ("8", struck), ("6场", plain)))
    read = saved(book)
    assert texts(read.grids[0]) == [["标题", "", "", ""], ["10⁴人", "", "", "≥6场"]]
    assert read.grids[0].rows[0][0].width == 4
    assert codes(read.diagnostics) == ["KPI830", "KPI831"]


def test_long_texts_run_over_records(book: xlwt.Workbook, page: xlwt.Worksheet) -> None:
    written = [f"{n}" + "目标x"[: n % 4] * (n * 37 % 3000) for n in range(60)]
    for row, text in enumerate(written):
        page.write(row, 0, text)
    assert [row[0] for row in texts(saved(book).grids[0])] == written


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.text("场a≥2é😀\n", min_size=1, max_size=9),
                st.integers(-(10**9), 10**9),
                st.floats(-1e9, 1e9).map(lambda number: round(number, 3)),
            ),
            min_size=1,
            max_size=4,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_values_are_those_another_reader_finds(rows: list[list[str | float]]) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("表")
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            page.write(row, column, value)
    content = content_of(book)
    other = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    found = read_xls(content).grids
    ours = {
        (cell.row, cell.column): cell.text for row in (found[0] if found else ()) for cell in row if cell.text
    }
    top, left = other.start or (0, 0)
    theirs = {
        (top + r, left + c): value
        for r, values in enumerate(other.to_python(skip_empty_area=True), start=1)
        for c, value in enumerate(values, start=1)
        if not isinstance(value, str) or value.strip()
    }
    assert {place: text for place, text in ours.items() if text.strip()}.keys() == theirs.keys()
    for place, other_value in theirs.items():
        is_text = isinstance(other_value, str)
        assert (ours[place] if is_text else float(ours[place])) == other_value


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "KPI821"),
        (SIGNATURE, "KPI821"),
        (SIGNATURE + b"\0" * 600, "KPI821"),
        (SIGNATURE + b"\xff" * 600, "KPI821"),
        (b"PK\3\4", "KPI821"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, code: str) -> None:
    read = read_xls(content)
    assert (codes(read.diagnostics), read.grids) == ([code], ())


def test_encrypted_and_foreign_files_are_refused(book: xlwt.Workbook, page: xlwt.Worksheet) -> None:
    page.write(0, 0, "x")
    content = content_of(book)
    name = "Workbook".encode("utf-16-le")
    foreign = content.replace(name, "WordDocs".encode("utf-16-le"))
    assert codes(read_xls(foreign).diagnostics) == ["KPI825"]
    first_font = content.find(struct.pack("<H", 0x31))
    locked = content[:first_font] + struct.pack("<H", 0x2F) + content[first_font + 2 :]
    assert codes(read_xls(locked).diagnostics) == ["KPI823"]


def test_a_chain_that_loops_ends(book: xlwt.Workbook, page: xlwt.Worksheet) -> None:
    page.write(0, 0, "x")
    content = bytearray(content_of(book))
    table = struct.unpack_from("<L", content, 76)[0] * 512 + 512
    struct.pack_into("<L", content, table + 4, 0)
    assert codes(read_xls(bytes(content)).diagnostics) == ["KPI821"]


def test_a_table_that_claims_too_much_is_refused(book: xlwt.Workbook, page: xlwt.Worksheet) -> None:
    page.write(0, 0, "场")
    content = bytearray(content_of(book))
    at = content.find(struct.pack("<HH", 0xFC, 8 + 3 + 2))
    struct.pack_into("<LL", content, at + 4, 0xFFFFFFF0, 0xFFFFFFF0)
    assert codes(read_xls(bytes(content)).diagnostics) == ["KPI821"]


@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=5), st.integers(0, 20_000))
def test_damaged_bytes_never_raise(changes: list[tuple[int, int]], length: int) -> None:
    content = bytearray(_SMALL[: length or None])
    for at, value in changes:
        if content:
            content[at % len(content)] = value
    read = read_xls(bytes(content))
    assert read.grids or read.diagnostics
    assert all(found.message("zh") and found.message("en") for found in read.diagnostics)


def _small() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("表")
    page.write(0, 0, "产出指标")
    page.write(1, 1, 0.9, styled(code="0%"))
    page.write_merge(2, 3, 0, 1, xlwt.Formula("A1"))
    return content_of(book)


_SMALL = _small()
