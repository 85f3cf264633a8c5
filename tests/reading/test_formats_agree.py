"""The same declaration in every format reads to equal models, and no cell of one is lost in silence."""

import json
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reading.written import WRITERS

from kpirules.declaration import Declaration, Provenance
from kpirules.reading import read
from kpirules.reading.content import read_workbook
from kpirules.reading.forms import find_forms
from kpirules.schema import from_json, to_json

NAMES = [
    "培训场次",
    "受益居民人数",
    "验收合格率",
    "设备采购数量",
    "补助发放时限",
    "群众满意度",
    "宣传报道篇数",
]
TARGETS = [
    "≥2场",
    "≥1500人",
    "100%",
    "不少于20台",
    "≤30天",
    "90%以上",
    "12月底前完成",
    "3~5场",
    "=100%",
    "完成设备采购、验收等工作",
    "满意人数/调查总人数≥90%",
]
SECONDS = ["数量指标", "质量指标", "时效指标", "社会效益指标", "服务对象满意度指标"]
FIRSTS = {"社会效益指标": "效益指标", "服务对象满意度指标": "满意度指标"}
amounts = st.decimals(0, 9999, places=2).map(str)
words = st.sampled_from(["群众文化活动", "馆舍维护", "科普宣传", "A区改造（一期）", "“两品一械”抽检"])
contents = st.sampled_from(["举办演出不少于12场", "屋面防水500平方米；外墙维修", "培训3期，每期不少于50人"])


@st.composite
def department_forms(draw: st.DrawFn) -> list[list[str]]:
    tasks = [["", draw(words), draw(contents), draw(amounts), "", ""] for _ in range(draw(st.integers(1, 3)))]
    return [
        [f"{draw(st.integers(2018, 2026))}年度部门整体绩效目标申报表", "", "", "", "", ""],
        ["部门名称", draw(words), "", "", "", ""],
        ["预算整体情况", "部门预算支出", "预算金额（万元）", "收入来源", "预算金额（万元）", ""],
        ["", "基本支出", draw(amounts), "财政拨款", draw(amounts), ""],
        ["", "项目支出", draw(amounts), "其他资金", draw(amounts), ""],
        ["总体绩效目标", draw(contents), "", "", "", ""],
        ["年度重点工作任务", "名称", "主要实施内容", "拟投入的资金（万元）", "期望达到的目标", ""],
        *tasks,
        ["绩效指标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"],
        *draw(indicators()),
    ]


@st.composite
def indicators(draw: st.DrawFn) -> list[list[str]]:
    seconds = draw(
        st.lists(st.sampled_from(SECONDS), min_size=1, max_size=3, unique=True).map(
            lambda found: sorted(found, key=SECONDS.index)
        )
    )
    rows, first = [], ""
    for second in seconds:
        label = FIRSTS.get(second, "产出指标")
        for at, name in enumerate(
            draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
        ):
            target = draw(st.sampled_from(TARGETS))
            rows.append(
                [
                    "",
                    label if label != first and at == 0 else "",
                    second if at == 0 else "",
                    name,
                    target,
                    target,
                ]
            )
            first = label
    return rows


def read_as(rows: list[list[str]], kind: str) -> Declaration:
    [form] = find_forms(read_workbook(WRITERS[kind](rows))).forms
    return form.declaration


def said(declaration: Declaration) -> object:
    """All that a declaration says, without the places, which are lines here and cells there."""
    return _placeless(json.loads(to_json(evolve(declaration, provenance=Provenance()))))


def _placeless(value: object) -> object:
    if isinstance(value, dict):
        return {key: _placeless(inner) for key, inner in value.items() if key != "place"}
    return [_placeless(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind != "text"])
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=20)
@given(department_forms())
def test_every_format_reads_to_the_same_model(kind: str, rows: list[list[str]]) -> None:
    expected = read_as(rows, "text")
    assert expected.indicators
    assert said(read_as(rows, kind)) == said(expected)


@given(department_forms())
def test_json_reads_to_the_same_model(rows: list[list[str]]) -> None:
    expected = read_as(rows, "text")
    assert from_json(to_json(expected)) == (expected, ())


def test_the_content_decides_and_not_the_suffix(tmp_path: Path) -> None:
    rows = [["部门名称", "区文化馆"], ["总体绩效目标", "丰富群众文化生活"]]
    for kind, write in WRITERS.items():
        path = tmp_path / f"{kind}.txt"
        path.write_bytes(write(rows))
        declaration, _ = read(path)
        assert declaration is not None, kind
        assert str(declaration.department) == "区文化馆"
        assert declaration.provenance.format == kind


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    rows = [["部門名稱", "區文化館"], ["总体绩效目标", "豐富群眾文化生活"]]
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    body = body.replace("总体绩效目标", "總體目標")
    page = f'<html><head><meta charset="big5"></head><body><table>{body}</table></body></html>'
    path = tmp_path / "page.html"
    path.write_bytes(page.encode("big5"))
    [grid] = read_workbook(path.read_bytes()).grids
    assert grid.encoding == "big5"
    assert grid.rows[0][1].text == "區文化館"


@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind not in {"text", "pdf"}])
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=15)
@given(department_forms(), st.data())
def test_no_cell_is_lost_in_silence(kind: str, rows: list[list[str]], data: st.DataObject) -> None:
    """Another word in one cell changes the model, or a diagnostic names the cell."""
    places = [(at, column) for at, row in enumerate(rows) for column, text in enumerate(row) if text]
    at, column = data.draw(st.sampled_from(places))
    changed = [list(row) for row in rows]
    changed[at][column] += "改动"
    before, after = (find_forms(read_workbook(WRITERS[kind](one))) for one in (rows, changed))
    told = [*after.diagnostics, *(diagnostic for form in after.forms for diagnostic in form.diagnostics)]
    known = [*before.diagnostics, *(diagnostic for form in before.forms for diagnostic in form.diagnostics)]
    models = [[said(form.declaration) for form in found.forms] for found in (before, after)]
    assert (
        models[0] != models[1]
        or len(told) > len(known)
        or {one.code for one in told} != {one.code for one in known}
    )
