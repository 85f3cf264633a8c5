"""Rows of indicators that slipped: what is certain, what is not, and what cannot be told."""

import pytest

from kpirules.declaration import Certainty, Indicator
from kpirules.reading.form import read_form
from kpirules.reading.grid import Grid

HEADER = "绩效指标|一级指标|二级指标|三级指标|实施周期指标值|年度指标值"
FIRST = "|产出指标|数量指标|养护道路里程|≥30公里|≥30公里"


def rows(*lines: str) -> tuple[tuple[Indicator, ...], list[str]]:
    """The indicators below a sound first row, and the codes about the rows."""
    grid = Grid.from_rows([line.split("|") for line in (HEADER, FIRST, *lines)])
    declaration, diagnostics = read_form(grid)
    assert declaration is not None
    codes = [found.code for found in diagnostics if "KPI610" <= found.code <= "KPI629"]
    return declaration.indicators[1:], codes


def targets(indicator: Indicator) -> tuple[str | None, str | None]:
    return tuple(
        target.text if target else None for target in (indicator.period_target, indicator.annual_target)
    )  # type: ignore[return-value]


@pytest.mark.parametrize(
    "line, path",
    [
        ("||质量指标|合格率|≥95%|≥95%", "产出指标/质量指标/合格率"),
        ("||时效指标|完工时间|12月底前|12月底前", "产出指标/时效指标/完工时间"),
        ("||成本指标|每公里成本|≤3万元|≤3万元", "产出指标/成本指标/每公里成本"),
        ("|成本指标|经济成本指标|每公里成本|≤3万元|≤3万元", "成本指标/经济成本指标/每公里成本"),
        ("|成本指标|生态环境成本指标|排放量|≤3吨|≤3吨", "成本指标/生态环境成本指标/排放量"),
        ("|效益指标|经济效益指标|增收|≥3万元|≥3万元", "效益指标/经济效益指标/增收"),
        ("|效益指标|生态效益指标|绿化率|≥30%|≥30%", "效益指标/生态效益指标/绿化率"),
        ("|效益指标|可持续影响指标|使用年限|≥10年|≥10年", "效益指标/可持续影响指标/使用年限"),
        ("|满意度指标|服务对象满意度指标|居民满意度|≥90%|≥90%", "满意度指标/服务对象满意度指标/居民满意度"),
        ("|产出指标|数量指标|路灯|≥2盏|≥2盏", "产出指标/数量指标/路灯"),
        ("|||路灯|≥2盏|≥2盏", "产出指标/数量指标/路灯"),
        ("|||5G基站|≥2个|≥2个", "产出指标/数量指标/5G基站"),
        ("|产出|质量|合格率|≥95%|≥95%", "产出/质量/合格率"),
        ("|效益 指标（30分）|社会效益\u3000指标|投诉|≤5次|≤5次", "效益指标（30分）/社会效益指标/投诉"),
        ("|满意度指标|满意度指标|满意度指标|≥90%|≥90%", "满意度指标/满意度指标/满意度指标"),
        ("|||路灯|≥2盏", "产出指标/数量指标/路灯"),
        ("|||路灯||", "产出指标/数量指标/路灯"),
    ],
)
def test_sound_rows(line: str, path: str) -> None:
    (indicator,), codes = rows(line)
    assert indicator.path == path
    assert codes == []
    assert not indicator.is_tentative
    assert indicator.others == ()


def test_levels_hold_for_the_rows_below() -> None:
    found, codes = rows(
        "|效益指标|社会效益指标|",
        "|||投诉|≤5次|≤5次",
        "||可持续影响指标|年限|≥10年|≥10年",
        "|||故障|≤1次|≤1次",
    )
    assert [item.path for item in found] == [
        "效益指标/社会效益指标/投诉",
        "效益指标/可持续影响指标/年限",
        "效益指标/可持续影响指标/故障",
    ]
    assert codes == []


@pytest.mark.parametrize(
    "line, path, values",
    [
        ("||路灯|≥2盏|≥2盏|", "产出指标/数量指标/路灯", ("≥2盏", "≥2盏")),
        ("|路灯|≥2盏|≥2盏||", "产出指标/数量指标/路灯", ("≥2盏", "≥2盏")),
        ("|路灯|≥2盏|||≥2盏", "产出指标/数量指标/路灯", ("≥2盏", "≥2盏")),
        ("|路灯|完成安装|||完成安装", "产出指标/数量指标/路灯", ("完成安装", "完成安装")),
        ("产出指标|质量指标|合格率|≥95%|≥95%|", "产出指标/质量指标/合格率", ("≥95%", "≥95%")),
        ("||效益指标|社会效益指标|投诉|≤5次|≤5次", "效益指标/社会效益指标/投诉", ("≤5次", "≤5次")),
        ("|质量指标|合格率|≥95%|≥95%|", "产出指标/质量指标/合格率", ("≥95%", "≥95%")),
    ],
)
def test_a_row_with_one_reading_is_put_right(line: str, path: str, values: tuple[str, str]) -> None:
    (indicator,), codes = rows(line, "|||护栏|≥1处|≥1处")[0][:1], rows(line)[1]
    assert indicator.path == path
    assert targets(indicator) == values
    assert not indicator.is_tentative
    assert set(codes) <= {"KPI620", "KPI622"}
    assert codes


@pytest.mark.parametrize(
    "line, path, others",
    [
        (
            "|||可持续影响指标||宣传片拍摄",
            "效益指标/可持续影响指标/宣传片拍摄",
            ["效益指标/可持续影响指标"],
        ),
        ("|||社会效益指标|≤5次|≤5次", "产出指标/数量指标/社会效益指标", ["效益指标/社会效益指标"]),
        ("||路灯|≥2盏||", "产出指标/数量指标/路灯", ["产出指标/数量指标/路灯"]),
        ("||||路灯|≥2盏", "产出指标/数量指标/路灯", ["产出指标/数量指标/路灯"]),
        (
            "||可持续影响指标|年限|≥10年|≥10年",
            "效益指标/可持续影响指标/年限",
            ["产出指标/可持续影响指标/年限"],
        ),
    ],
)
def test_a_row_with_several_readings_is_tentative(line: str, path: str, others: list[str]) -> None:
    (indicator,), codes = rows(line)
    assert indicator.path == path
    assert indicator.certainty is Certainty.TENTATIVE
    assert [other.path for other in indicator.others] == others
    assert codes in (["KPI621"], ["KPI624"])


@pytest.mark.parametrize("line", ["||||≥2盏|≥2盏", "|||≥2盏||", "|||||≥2盏", "|≥2盏|≥3盏|≥4盏|≥5盏|≥6盏"])
def test_a_row_nobody_can_place_is_quoted(line: str) -> None:
    found, codes = rows(line, "|||护栏|≥1处|≥1处")
    assert [item.name for item in found] == ["护栏"]
    assert codes == ["KPI626"]


def test_a_level_nobody_knows_is_read_as_printed() -> None:
    found, codes = rows("|履职效能|重点工作|办结率|≥95%|≥95%", "|||回复率|≥90%|≥90%")
    assert [item.path for item in found] == ["履职效能/重点工作/办结率", "履职效能/重点工作/回复率"]
    assert codes == ["KPI627", "KPI627"]


def test_a_table_that_lost_its_leading_column() -> None:
    found, codes = rows("", "效益指标|社会效益指标|投诉|≤5次|≤5次", "||事故|≤1次|≤1次")
    assert [item.path for item in found] == ["效益指标/社会效益指标/投诉", "效益指标/社会效益指标/事故"]
    assert codes == ["KPI622"]


def test_a_table_that_lost_its_leading_column_and_prints_no_level() -> None:
    found, codes = rows("", "||路灯|≥2盏|≥2盏", "||护栏|≥1处|≥1处")
    assert [item.path for item in found] == ["产出指标/数量指标/路灯", "产出指标/数量指标/护栏"]
    assert codes == ["KPI622"]
    words, told = rows("", "||路灯|完成安装|完成安装", "||护栏|完成修复|完成修复")
    assert [item.certainty for item in words] == [Certainty.TENTATIVE] * 2
    assert [item.others[0].path for item in words] == ["产出指标/路灯/完成安装", "产出指标/护栏/完成修复"]
    assert told == ["KPI623"]


def test_a_table_that_repeats_its_header() -> None:
    found, codes = rows(
        "", "一级指标|二级指标|三级指标|实施周期指标值|年度指标值", "效益指标|社会效益指标|投诉|≤5次|≤4次"
    )
    assert [item.path for item in found] == ["效益指标/社会效益指标/投诉"]
    assert targets(found[0]) == ("≤5次", "≤4次")
    assert codes == []


def test_a_damaged_row_in_a_table_that_slipped() -> None:
    lines = (
        "",
        "效益指标|社会效益指标|投诉|≤5次|≤5次",
        "事故|≤1次|≤1次||",
        "||故障|≤2次|≤2次",
        "||差错|≤3次|≤3次",
    )
    found, codes = rows(*lines)
    assert [item.name for item in found] == ["投诉", "事故", "故障", "差错"]
    assert codes == ["KPI622", "KPI620"]


def test_rows_below_a_tentative_row_tell_both_levels() -> None:
    found, codes = rows("|||可持续影响指标||宣传片拍摄", "|||路灯|≥2盏|≥2盏", "||质量指标|合格率|≥95%|≥95%")
    lamp, share = found[1:]
    assert (lamp.path, lamp.is_tentative) == ("产出指标/数量指标/路灯", False)
    assert [other.path for other in lamp.others] == ["效益指标/可持续影响指标/路灯"]
    assert share.others == ()
    assert codes == ["KPI621", "KPI625"]


@pytest.mark.parametrize("total", ["合计|||||100", "|总 分||||90", "总计：||||| "])
def test_the_line_of_the_sum_is_no_indicator(total: str) -> None:
    """Read as one it would have a target of 100, and its own weight of the whole."""
    form = f"""
绩效指标|一级指标|二级指标|三级指标|年度指标值|分值
|产出指标|数量指标|讲座场次|≥15场|60
|||合计拨付金额|≤20万元|40
{total}
"""
    grid = Grid.from_rows([line.split("|") for line in form.strip().split("\n")])
    declaration, diagnostics = read_form(grid)
    assert declaration is not None
    assert [indicator.name for indicator in declaration.indicators] == ["讲座场次", "合计拨付金额"]
    assert [told.code for told in diagnostics if told.code.startswith("KPI62")] == []
    numbers = [cell for cell in total.split("|") if cell.strip().isdigit()]
    assert [dict(told.values)["text"] for told in diagnostics if told.code == "KPI604"] == numbers
