"""Reports as people read them, on forms the example does not show."""

import json
from unicodedata import category

from hypothesis import given
from hypothesis import strategies as st

from kpirules import assess, read_target
from kpirules.assessment.assessed import Assessment
from kpirules.declaration import Certainty, Declaration, Indicator, Repair, Wording
from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.diagnostics import Diagnostic, Language
from kpirules.evaluation.verdict import Outcome
from kpirules.reporting.columns import pad, width, wrap
from kpirules.reporting.json import to_document, write_json
from kpirules.reporting.record import Record, lost
from kpirules.reporting.text import remarks, write_text
from kpirules.source import Place, Source

HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
ANY_TEXT = st.text(max_size=60)
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def indicator(name: str, target: str, *, heading: str = "数量指标") -> Indicator:
    found, _ = read_target(target, name=name, heading=heading)
    return Indicator(Wording("产出指标"), Wording(heading), Wording(name), None, found)


def record(*pairs: tuple[Indicator, str], repairs: tuple[Repair, ...] = ()) -> Record:
    rows = tuple(row for row, _ in pairs)
    entries = tuple(Entry(row.path, value=value) for row, value in pairs)
    return Record(assess(Declaration(indicators=rows, repairs=repairs), ActualsSheet(entries)))


def test_an_empty_declaration() -> None:
    text = write_text(Record(Assessment(Declaration(), ())))
    assert "指标 0 项：达成 0，未达成 0，无法判定 0，不适用 0" in text
    assert text.endswith("没有读到任何指标。\n")


def test_indicators_stand_under_their_heading() -> None:
    quality = indicator("合格率", "≥90%", heading="质量指标")
    text = write_text(record((indicator("培训场次", "≥2场"), "1场"), (quality, "80%")))
    lines = text.splitlines()
    assert lines.index("产出指标 / 数量指标") < lines.index("× 培训场次") < lines.index("产出指标 / 质量指标")
    assert "    80% < 90%，还差 10个百分点" in lines


def test_a_target_is_shown_as_written_only_where_it_says_it_otherwise() -> None:
    assert "原文" not in write_text(record((indicator("培训场次", "≥2场"), "1场")))
    assert "原文    不少于2场" in write_text(record((indicator("培训场次", "不少于2场"), "1场")))


def test_a_target_of_the_whole_period_says_so() -> None:
    found, _ = read_target("≥2场", name="培训场次")
    row = Indicator(Wording("产出指标"), Wording("数量指标"), Wording("培训场次"), found, None)
    assert "≥ 2场（实施周期指标值）" in write_text(record((row, "1场")))


def test_how_a_figure_was_read_is_told() -> None:
    assert "“3”没有单位，按指标的单位“场”理解" in write_text(record((indicator("培训场次", "≥2场"), "3")))


def test_every_outcome_has_its_section() -> None:
    text = write_text(
        record(
            (indicator("甲场次", "≥2场"), "3场"),
            (indicator("乙场次", "≥2场"), "1场"),
            (indicator("丙场次", "≥2场"), ""),
            (indicator("丁场次", "≥2场"), "不适用"),
        )
    )
    titles = ["【未达成 1】", "【无法判定 1】", "【达成 1】", "【不适用 1】"]
    assert [line for line in text.splitlines() if line.startswith("【")] == titles


def test_a_tentative_repair_shows_every_reading() -> None:
    place = Place("form.txt", line=7)
    before, after, other = (("甲", ""),), (("", "甲"),), (("甲", "甲"),)
    repair = Repair("KPI621", Certainty.TENTATIVE, place, before=before, after=after, others=(other,))
    text = write_text(record(repairs=(repair,)))
    assert "form.txt:7  KPI621  待确认\n    原为    甲｜·\n    读作    ·｜甲\n    也可能  甲｜甲\n" in text
    assert "读表时修复 1 处（1 处待确认）" in text


def test_a_long_repair_is_cut_with_its_length() -> None:
    rows = tuple((str(at),) for at in range(12))
    text = write_text(record(repairs=(Repair("KPI622", Certainty.CERTAIN, before=rows, after=rows),)))
    assert text.count("（另有 7 行）") == 2


def test_many_remarks_are_counted() -> None:
    lines = remarks([Diagnostic("KPI101")] * 130)
    assert "另有 30 条没有列出" in lines[-1].text
    assert len(lines) == 101


def test_what_cannot_be_read_is_lost_and_what_cannot_be_understood_is_not() -> None:
    codes = [
        "KPI101",
        "KPI203",
        "KPI524",
        "KPI604",
        "KPI610",
        "KPI626",
        "KPI630",
        "KPI702",
        "KPI751",
        "KPI801",
    ]
    assert [told.code for told in lost(map(Diagnostic, codes))] == ["KPI626", "KPI702", "KPI801"]


def test_what_was_lost_is_counted_at_the_top_and_told_elsewhere() -> None:
    told = Diagnostic("KPI626", Source("", Place("form.txt", line=3)), values={"text": "甲"})
    text = write_text(Record(Assessment(Declaration(), ()), (told,)))
    assert "有 1 处内容没有能够读入" in text
    assert "KPI626" not in text


@given(name=ANY_TEXT, target=ANY_TEXT, value=ANY_TEXT, unit=ANY_TEXT, department=ANY_TEXT)
def test_any_words_make_a_report(name: str, target: str, value: str, unit: str, department: str) -> None:
    row = indicator(name, target)
    entries = (Entry(row.path, value=value, unit=unit), Entry(row.path, input=name, value=value))
    declaration = Declaration(department=Wording(department), indicators=(row,))
    found = Record(assess(declaration, ActualsSheet(entries)), form=name, sheet=value)
    for lang in LANGUAGES:
        text = write_text(found, lang=lang)
        assert not [line for line in text.split("\n") if any(category(c) in HIDDEN for c in line)]
    document = to_document(found)
    assert sum(document["totals"][outcome.value] for outcome in Outcome) == 1
    assert json.loads(write_json(found)) == document


@given(text=st.text(alphabet="满意人数 /≥9%，。（）ab", max_size=80), columns=st.integers(4, 40))
def test_wrapping_loses_no_word_and_keeps_to_its_columns(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns for line in lines)


def test_wrapping_keeps_stops_off_the_start_of_a_line() -> None:
    assert wrap("一二三四，五六", 8) == ["一二三", "四，五六"]
    assert wrap("一二三（四）", 8) == ["一二三", "（四）"]


def test_padding_counts_columns() -> None:
    assert width(pad("场e\u0301", 6)) == 6
