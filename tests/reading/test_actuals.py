"""Sheets of actual figures as people save them."""

import codecs
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from kpirules.declaration.sheet import Entry
from kpirules.limits import LIMITS
from kpirules.reading.actuals import parse_actuals, read_actuals

TEXT = "指标,输入,数值,单位,备注\n讲座场次,,14,场,按签到\n满意度,满意人数,1795,人,\n"


def bare(entries: tuple[Entry, ...]) -> list[tuple[str, str, str, str, str]]:
    return [(entry.indicator, entry.input, entry.value, entry.unit, entry.note) for entry in entries]


WANTED = [("讲座场次", "", "14", "场", "按签到"), ("满意度", "满意人数", "1795", "人", "")]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace("\n", "\n\n,,,,\n").encode(),
        TEXT.replace("指标", " 指 标 ：").encode(),
    ],
)
def test_however_it_is_saved(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "actuals.csv"
    path.write_bytes(content)
    sheet = read_actuals(path)
    assert bare(sheet.entries) == WANTED
    assert all(found.code == "KPI809" for found in sheet.diagnostics)


def test_columns_in_any_order() -> None:
    sheet = parse_actuals("数值,备注,指标\n14,按签到,讲座场次\n", file="a.csv")
    assert bare(sheet.entries) == [("讲座场次", "", "14", "", "按签到")]
    assert sheet.diagnostics == ()
    assert str(sheet.entries[0].place) == "a.csv:2"


@pytest.mark.parametrize(
    "text, codes, count",
    [
        ("", ["KPI701"], 0),
        ("讲座场次,14\n", ["KPI701"], 0),
        ("指标,单位\n讲座,场\n", ["KPI702"], 0),
        ("数值\n14\n", ["KPI702"], 0),
        ("指标,数值\n", ["KPI708"], 0),
        ("指标,数值,填报人\n讲座,14,张三\n", ["KPI703", "KPI705"], 1),
        ("指标,数值\n,14\n讲座,14\n", ["KPI704"], 1),
        ("指标,数值\n讲座,1,795\n", ["KPI705"], 1),
        ("指标,数值\n讲座,14\n讲座,15\n", ["KPI707"], 2),
        ('指标,数值\n"讲座"x,14\n比赛,3\n', ["KPI706"], 1),
        ('指标,数值\n比赛,3\n"讲座,14\n', ["KPI706"], 1),
        ("指标,指标,数值\n讲座,比赛,14\n", ["KPI703", "KPI705"], 1),
    ],
)
def test_what_is_wrong_is_told(text: str, codes: list[str], count: int) -> None:
    sheet = parse_actuals(text)
    assert [found.code for found in sheet.diagnostics] == codes
    assert len(sheet.entries) == count
    for found in sheet.diagnostics:
        assert found.sentence("zh")
        assert found.sentence("en")


def test_a_short_line_has_blank_cells() -> None:
    assert bare(parse_actuals("指标,数值,单位\n讲座\n").entries) == [("讲座", "", "", "", "")]


def test_lines_are_those_of_the_file() -> None:
    sheet = parse_actuals('指标,数值,备注\n讲座,14,"按\n签到"\n比赛,3,\n', file="a.csv")
    assert [entry.place.line for entry in sheet.entries if entry.place] == [2, 4]
    assert sheet.entries[0].note == "按\n签到"


def test_figures_stay_as_they_were_typed() -> None:
    sheet = parse_actuals("指标,数值\n讲座,'14\n比赛, =3 \n")
    assert [entry.value for entry in sheet.entries] == ["'14", " =3 "]


def test_more_lines_than_are_read() -> None:
    sheet = parse_actuals("指标,数值\n" + "".join(f"讲座{number},1\n" for number in range(LIMITS.rows)))
    assert len(sheet.entries) == LIMITS.rows - 1
    assert [found.code for found in sheet.diagnostics] == ["KPI811"]


@given(st.text(alphabet="指标,数值\n\"'=\t;1 \r甲", max_size=80))
def test_any_text_gives_a_sheet(text: str) -> None:
    sheet = parse_actuals(text)
    assert sheet.entries or sheet.diagnostics


def workbook_of(rows: list[list[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return book


def test_a_workbook_is_read_as_shown(tmp_path: Path) -> None:
    path = tmp_path / "actuals.bin"
    book = workbook_of(
        [[], ["指标", "数值", "单位", "备注"], ["讲座场次", 14, "场"], ["'=1", 0.9], ["讲座场次", 15]]
    )
    book.worksheets[0]["B4"].number_format = "0.0%"
    book.create_sheet("别的")["A1"] = "x"
    book.save(path)
    sheet = read_actuals(path)
    assert [(entry.indicator, entry.value) for entry in sheet.entries] == [
        ("讲座场次", "14"),
        ("'=1", "90.0%"),
        ("讲座场次", "15"),
    ]
    assert [found.code for found in sheet.diagnostics] == ["KPI707", "KPI837"]
    assert dict(sheet.diagnostics[0].values)["first"] == "3"


def test_an_old_workbook_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "actuals.xls"
    book = xlwt.Workbook()
    page = book.add_sheet("表")
    for row, (name, value) in enumerate([("指标", "数值"), ("满意度", 0.95)]):
        page.write(row, 0, name)
        page.write(row, 1, value, xlwt.easyxf(num_format_str="0%"))
    book.save(str(path))
    sheet = read_actuals(path)
    assert [(entry.indicator, entry.value) for entry in sheet.entries] == [("满意度", "95%")]
    assert sheet.diagnostics == ()


@pytest.mark.parametrize(
    "rows, code", [([], "KPI805"), ([["讲座", 14]], "KPI701"), ([["指标", "数值"]], "KPI708")]
)
def test_a_workbook_without_entries_says_why(tmp_path: Path, rows: list[list[object]], code: str) -> None:
    path = tmp_path / "actuals.xlsx"
    workbook_of(rows).save(path)
    sheet = read_actuals(path)
    assert ([found.code for found in sheet.diagnostics], sheet.entries) == ([code], ())
