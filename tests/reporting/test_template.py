"""The sheet to fill in, written and read back."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpirules.declaration import Declaration, Indicator, Wording
from kpirules.reading import read
from kpirules.reading.actuals import parse_actuals
from kpirules.reporting.template import template
from kpirules.spreadsheet import guarded, unguarded
from kpirules.targets import read_target

HUANGPU = Path(__file__).parents[2] / "docs" / "examples" / "huangpu"
LIVE = "=+-@\t\r\n＝＋－＠"


def one(name: str, target: str = "≥2场") -> Declaration:
    read_as = read_target(target, name=name)[0]
    return Declaration(indicators=(Indicator(None, None, Wording(name), None, read_as),))


def test_the_example() -> None:
    declaration, _ = read(HUANGPU / "declaration.txt")
    assert declaration is not None
    sheet = parse_actuals(template(declaration))
    assert sheet.diagnostics == ()
    assert all(entry.value == "" for entry in sheet.entries)
    lines = [(entry.indicator, entry.input, entry.unit) for entry in sheet.entries]
    assert len(lines) == 17
    assert lines[0] == ("产出指标/数量指标/科学老师、社区科普工作人员等培训场次", "", "场")
    assert [asked for _, asked, _ in lines[-4:]] == ["满意人数", "调查总人数"] * 2
    assert sheet.entries[0].note == "指标值：≥2场"
    assert sheet.entries[11].note == "没有指标值；本行读法待确认"
    filled = parse_actuals((HUANGPU / "actuals.csv").read_text(encoding="utf-8-sig"))
    *asked_for, _, _ = filled.entries  # the last two tell of the funds
    assert [(entry.indicator, entry.input) for entry in asked_for] == [line[:2] for line in lines]


def test_a_target_nobody_can_decide_says_so() -> None:
    assert parse_actuals(template(one("讲座", "**"))).entries[0].note == "指标值：**；不能判定"


@pytest.mark.parametrize(
    "name", ['=cmd|"/c calc"!A1', "+1", "-1", "@sum", "'=1", "''-1", "＝1+1", "'quoted'", 'a,"b"']
)
def test_no_cell_is_a_live_formula_and_paths_come_back(name: str) -> None:
    text = template(one(name, "=100%"))
    for row in csv.reader(io.StringIO(text)):
        assert all(not cell or cell[0] not in LIVE for cell in row)
    (entry,) = parse_actuals(text).entries
    assert entry.indicator == "".join(name.split())


@given(st.text(alphabet=f"{LIVE}'a甲 ", max_size=8))
def test_guarding_is_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in set(LIVE)
