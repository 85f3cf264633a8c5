"""A sheet of actuals against a declaration: every figure finds its indicator, or a diagnostic says why not."""

from pathlib import Path

import pytest

from kpirules import Outcome, assess, read, read_actuals
from kpirules.declaration.declaration import Declaration
from kpirules.declaration.indicators import Indicator
from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.declaration.wording import Wording
from kpirules.targets import read_target

EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "huangpu"
GOLDEN = Path(__file__).parent / "golden" / "huangpu.verdicts.txt"


def indicator(name: str, text: str, level1: str = "产出指标") -> Indicator:
    target, _ = read_target(text, name=name)
    return Indicator(Wording(level1), Wording("数量指标"), Wording(name), annual_target=target)


def declaration(*indicators: Indicator) -> Declaration:
    return Declaration(indicators=indicators)


FORM = declaration(
    indicator("培训场次", "≥2场"),
    indicator("满意度", "满意人数/调查总人数≥90%", "满意度指标"),
    indicator("宣传次数", "≥1次"),
    indicator("宣传次数", "≥5次", "效益指标"),
    indicator("待定事项", "**"),
)


def sheet(*entries: Entry) -> ActualsSheet:
    return ActualsSheet(entries)


def outcomes(*entries: Entry) -> list[Outcome]:
    return [row.outcome for row in assess(FORM, sheet(*entries)).rows]


def test_the_example_comes_out_as_kept() -> None:
    read_form, _ = read(EXAMPLE / "declaration.txt")
    assert read_form is not None
    assessment = assess(read_form, read_actuals(EXAMPLE / "actuals.csv"))
    lines = []
    for row in assessment.rows:
        told = row.verdict.explain() if row.verdict else "；".join(reason.message() for reason in row.reasons)
        lines.append(f"{row.indicator.name} | {row.outcome} | {told}")
    assert lines == GOLDEN.read_text(encoding="utf-8").splitlines()
    assert sum(assessment.totals.values()) == len(read_form.indicators)
    assert assessment.diagnostics == ()


def test_a_path_or_a_unique_name_finds_the_indicator() -> None:
    by_name = outcomes(Entry("培训场次", value="2"))
    assert by_name == outcomes(Entry("产出指标/数量指标/培训场次", value="2场"))
    assert by_name[0] is Outcome.MET


def test_blanks_in_a_name_do_not_matter() -> None:
    assert outcomes(Entry(" 培训 场次", value="2"))[0] is Outcome.MET


@pytest.mark.parametrize(
    "name,code",
    [("宣传次数", "KPI752"), ("培训场数", "KPI751"), ("完全不相干的事", "KPI753")],
)
def test_a_name_that_fits_none_or_several_is_told_and_used_for_none(name: str, code: str) -> None:
    assessment = assess(FORM, sheet(Entry(name, value="9"), Entry("培训场次", value="2场")))
    assert [diagnostic.code for diagnostic in assessment.diagnostics] == [code]
    assert assessment.rows[0].outcome is Outcome.MET
    assert all(row.outcome is Outcome.UNDETERMINED for row in assessment.rows[1:])


def test_a_formula_takes_its_inputs() -> None:
    found = outcomes(
        Entry("满意度", "满意人数", "1795", "人"), Entry("满意度", "「调查总人数」", "2000", "人")
    )
    assert found[1] is Outcome.NOT_MET


def test_a_misspelt_input_is_told_and_the_rest_is_read() -> None:
    entries = (Entry("满意度", "满意人", "1795"), Entry("培训场次", value="3"))
    assessment = assess(FORM, sheet(*entries))
    assert [diagnostic.code for diagnostic in assessment.diagnostics] == ["KPI754"]
    assert [row.outcome for row in assessment.rows[:2]] == [Outcome.MET, Outcome.UNDETERMINED]


def test_two_answers_to_one_question_cancel_each_other() -> None:
    verdict = assess(FORM, sheet(Entry("培训场次", value="1"), Entry("培训场次", value="3"))).rows[0].verdict
    assert verdict is not None
    assert [reason.code for reason in verdict.reasons] == ["KPI755"]


def test_the_same_answer_twice_is_one_answer() -> None:
    assert outcomes(Entry("培训场次", value="3"), Entry("培训场次", value="3"))[0] is Outcome.MET


def test_value_and_unit_cells_must_agree() -> None:
    assert outcomes(Entry("培训场次", value="3", unit="场次"))[0] is Outcome.MET
    assert outcomes(Entry("培训场次", value="3场", unit="场"))[0] is Outcome.MET
    verdict = assess(FORM, sheet(Entry("培训场次", value="3场", unit="人"))).rows[0].verdict
    assert verdict is not None
    assert [reason.code for reason in verdict.reasons] == ["KPI756"]


def test_not_applicable_is_said_by_whoever_reports() -> None:
    assert outcomes(Entry("培训场次", value="不适用"))[0] is Outcome.NOT_APPLICABLE


def test_an_indicator_without_a_target_is_undetermined_with_the_reason() -> None:
    row = assess(FORM, sheet(Entry("待定事项", value="3"))).rows[4]
    assert row.outcome is Outcome.UNDETERMINED
    assert row.verdict is not None
    assert [reason.code for reason in row.verdict.reasons] == ["KPI524"]
