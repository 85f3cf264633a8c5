"""Bytes to characters to cells."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirules.limits import LIMITS
from kpirules.reading import read
from kpirules.reading.text import decode, read_text

FORM = "部门名称\t科学技术协会\n绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\n\t产出指标\t数量指标\t讲座\t≥2场\n"


@pytest.mark.parametrize(
    "content, encoding, codes",
    [
        (FORM.encode(), "utf-8", []),
        (codecs.BOM_UTF8 + FORM.encode(), "utf-8-sig", []),
        (codecs.BOM_UTF16_LE + FORM.encode("utf-16-le"), "utf-16", ["KPI809"]),
        (codecs.BOM_UTF16_BE + FORM.encode("utf-16-be"), "utf-16", ["KPI809"]),
        (FORM.encode("gb18030"), "gb18030", ["KPI809"]),
    ],
)
def test_encodings(content: bytes, encoding: str, codes: list[str], tmp_path: Path) -> None:
    decoded, told = decode(content)
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (FORM, encoding)
    assert [found.code for found in told] == codes
    path = tmp_path / "form.any"
    path.write_bytes(content)
    declaration, diagnostics = read(path)
    assert declaration is not None
    assert str(declaration.department) == "科学技术协会"
    assert [item.name for item in declaration.indicators] == ["讲座"]
    assert set(codes) <= {found.code for found in diagnostics}


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "KPI805"),
        (b" \r\n\t", "KPI805"),
        (b"PK\x03\x04rest", "KPI806"),
        (b"%PDF-1.7", "KPI806"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "KPI806"),
        (b"abc\x00def", "KPI807"),
        (b"\x1b[2J", "KPI807"),
        (b"\x80\xff\xff", "KPI808"),
        (codecs.BOM_UTF16_LE + b"\x00", "KPI808"),
        (codecs.BOM_UTF8 + b"\xff", "KPI808"),
    ],
)
def test_what_is_not_text_is_refused(content: bytes, code: str) -> None:
    decoded, told = decode(content)
    assert decoded is None
    assert [found.code for found in told] == [code]
    assert told[0].message("zh")
    assert told[0].message("en")


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_one_error(content: bytes) -> None:
    decoded, told = decode(content)
    assert (decoded is None) == any(found.severity == "error" for found in told)


# A quotation mark that opens a cell may hold tabs and lines, which the next test but one is about.
CELLS = st.text(alphabet="甲乙 \"a'=1", max_size=5).filter(lambda text: not text.startswith('"'))


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_tabs_and_lines_are_the_only_separators(rows: list[list[str]]) -> None:
    grid, told = read_text("\n".join("\t".join(row) for row in rows))
    assert told == ()
    assert [[cell.text for cell in row] for row in grid] == rows


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    grid, _ = read_text(f"甲\t乙{end}丙")
    assert [[cell.text for cell in row] for row in grid] == [["甲", "乙"], ["丙"]]
    assert grid.rows[1][0].place.line == 2


def test_a_quoted_cell_may_hold_lines() -> None:
    grid, _ = read_text('甲\t"一\n""二""\n三"\t乙\n"最美"活动\t丙')
    assert [[cell.text for cell in row] for row in grid] == [
        ["甲", '一\n"二"\n三', "乙"],
        ['"最美"活动', "丙"],
    ]
    assert [row[0].place.line for row in grid] == [1, 4]
    assert [row[0].place.row for row in grid] == [1, 2]


def test_limits_of_the_grid() -> None:
    grid, told = read_text("\n" * LIMITS.rows + "甲")
    assert (len(grid.rows), [found.code for found in told]) == (LIMITS.rows, ["KPI811"])
    grid, told = read_text("\n" * (LIMITS.rows - 1) + "甲")
    assert (len(grid.rows), told) == (LIMITS.rows, ())
    grid, told = read_text("甲\t" * LIMITS.columns + "乙")
    assert (len(grid.rows[0]), [found.code for found in told]) == (LIMITS.columns, ["KPI812"])
    grid, told = read_text("甲\t" * LIMITS.columns)
    assert told == ()
