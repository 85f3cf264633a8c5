"""Comma-separated text as programs and people write it."""

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirules.limits import LIMITS
from kpirules.reading.csv import read_csv


def texts(text: str) -> list[list[str]]:
    [grid] = read_csv(text, file="form.csv").grids
    return [[cell.text for cell in row] for row in grid]


def codes(text: str) -> list[str]:
    return [found.code for found in read_csv(text, file="form.csv").diagnostics]


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("部门名称,科协\n", [["部门名称", "科协"]]),
        ("部门名称;科协\n一;2,5\n", [["部门名称", "科协"], ["一", "2,5"]]),
        ("部门名称\t科协、学会\n目标\t一,二,三;四\n", [["部门名称", "科协、学会"], ["目标", "一,二,三;四"]]),
        ("sep=;\na;b,c\n", [["a", "b,c"]]),
        ("\ufeff部门,科协\r\n年度,2024\r", [["部门", "科协"], ["年度", "2024"]]),
        ('讲座,"≥2场,\n每场50人"\n', [["讲座", "≥2场,\n每场50人"]]),
        ('讲座,"""科普""讲坛"\n', [["讲座", '"科普"讲坛']]),
        ("标题,,,\n\n一,二,,\n,,,\n", [["标题", ""], [""], ["一", "二"]]),
        ("只有一格", [["只有一格"]]),
    ],
)
def test_cells(text: str, wanted: list[list[str]]) -> None:
    assert texts(text) == wanted
    assert codes(text) == []


def test_places_are_the_lines_records_begin_on() -> None:
    [grid] = read_csv('"一\n二",x\n\n三,y\n', file="form.csv", encoding="gb18030").grids
    assert [(row[0].place.line, row[0].row) for row in grid] == [(1, 1), (3, 2), (4, 3)]
    assert str(grid.rows[2][1].place) == "form.csv:4"
    assert (grid.format, grid.encoding) == ("csv", "gb18030")


@pytest.mark.parametrize(
    "text, wanted",
    [
        ('a,"b\nc,d\n', [["a", '"b'], ["c", "d"]]),
        ('a,"b"x\nc,d\n', [["a", '"b"x'], ["c", "d"]]),
        ('a,"b\nc,"d"\n', [["a", '"b'], ["c", "d"]]),
    ],
)
def test_stray_quotation_marks_cost_one_line(text: str, wanted: list[list[str]]) -> None:
    assert texts(text) == wanted
    [told] = read_csv(text, file="form.csv").diagnostics
    assert (told.code, str(told.source and told.source.place)) == ("KPI839", "form.csv:1")


@pytest.mark.parametrize("text", ["", "\n\n", ",,\n,,\n", " , \n"])
def test_nothing_is_told(text: str) -> None:
    assert read_csv(text).grids == ()
    assert codes(text) == ["KPI805"]


def test_rows_and_columns_beyond_the_limits_are_told() -> None:
    wide = read_csv("a" + "," * LIMITS.columns + "b\nc")
    assert [len(row) for row in wide.grids[0]] == [1, 1]
    assert [found.code for found in wide.diagnostics] == ["KPI812"]
    long = read_csv("a\n" * (LIMITS.rows + 1))
    assert len(long.grids[0].rows) == LIMITS.rows
    assert [found.code for found in long.diagnostics] == ["KPI811"]


@pytest.mark.parametrize("line", ['"a', '"a' + "x" * 70, '"a"b', '"' * 3])
def test_broken_lines_by_the_thousand(line: str) -> None:
    begin = time.process_time()
    book = read_csv(f"{line}\n" * 50_001)
    assert time.process_time() - begin < 10
    assert book.grids
    assert len(book.diagnostics) <= LIMITS.diagnostics + 1


@given(
    st.lists(
        st.lists(st.text("场≥2 \",;\t\n'=", max_size=6), min_size=2, max_size=4), min_size=1, max_size=5
    ),
    st.sampled_from(",;\t"),
)
def test_what_a_program_writes_is_read(rows: list[list[str]], delimiter: str) -> None:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    book = read_csv(f"sep={delimiter}\n{made.getvalue()}")
    found = [[cell.text for cell in row] for row in book.grids[0]] if book.grids else []
    assert {(r, c): text for r, row in enumerate(found) for c, text in enumerate(row) if text.strip()} == {
        (r, c): text for r, row in enumerate(rows) for c, text in enumerate(row) if text.strip()
    }
    assert {found.code for found in book.diagnostics} <= {"KPI805"}


@given(st.text("场2\",;\t\n\r'= ", max_size=60))
def test_any_text_is_read(text: str) -> None:
    book = read_csv(text)
    kept = "".join(cell.text for grid in book.grids for row in grid for cell in row)
    assert kept.count("场") == text.count("场")
