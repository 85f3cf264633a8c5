"""A sheet of actuals against a declaration: every figure finds its indicator, or a diagnostic says why not."""

from pathlib import Path

import pytest

from kpirules import Assessment, Decision, Decisions, Outcome, assess, read, read_actuals
from kpirules.declaration.declaration import Declaration
from kpirules.declaration.indicators import Indicator
from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.declaration.wording import Wording
from kpirules.syntax.ast import Comparator
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


OPEN = declaration(
    indicator("景气值", "5"),
    indicator("抽检合格率", "292%"),
    indicator("宣传次数", "≥1次"),
    indicator("宣传次数", "≥5次", "效益指标"),
    Indicator(Wording("产出指标"), Wording("数量指标"), Wording("宣传片")),
)


def decided(decisions: dict[str, Decision], *entries: Entry) -> Assessment:
    return assess(OPEN, sheet(*entries), decisions=Decisions(decisions))


def test_a_decision_finds_its_indicator_by_path_or_unique_name() -> None:
    at_least = Decision(direction=Comparator.AT_LEAST)
    for name in ("景气值", " 景气 值", "产出指标/数量指标/景气值"):
        row = decided({name: at_least}, Entry("景气值", value="6")).rows[0]
        assert row.outcome is Outcome.MET
        assert row.decision == at_least
        assert row.verdict is not None
        assert row.verdict.decision == at_least
        assert [finding.code for finding in row.verdict.findings] == ["KPI570"]


@pytest.mark.parametrize(
    "name,code", [("宣传次数", "KPI752"), ("景气的值", "KPI751"), ("完全不相干", "KPI753")]
)
def test_a_decision_that_fits_none_or_several_is_told_and_used_for_none(name: str, code: str) -> None:
    assessment = decided({name: Decision(applicable=False, reason="取消")})
    assert [told.code for told in assessment.decisions.diagnostics] == [code]
    assert all(row.decision is None and row.outcome is Outcome.UNDETERMINED for row in assessment.rows)


def test_two_decisions_about_one_indicator_cancel_each_other_unless_they_agree() -> None:
    one, other = Decision(direction=Comparator.AT_LEAST), Decision(direction=Comparator.AT_MOST)
    path = "产出指标/数量指标/景气值"
    assessment = decided({"景气值": one, path: other}, Entry("景气值", value="6"))
    assert [told.code for told in assessment.decisions.diagnostics] == ["KPI766"]
    assert assessment.rows[0].outcome is Outcome.UNDETERMINED
    assert decided({"景气值": one, path: one}, Entry("景气值", value="6")).rows[0].outcome is Outcome.MET


def test_an_indicator_without_a_target_takes_a_decided_one() -> None:
    row = decided({"宣传片": Decision(target="≥1部")}, Entry("宣传片", value="1部")).rows[4]
    assert row.outcome is Outcome.MET
    assert row.indicator.target is not None
    assert (row.indicator.target.text, str(row.indicator.target)) == ("", "≥ 1部")


def test_not_applicable_needs_no_target() -> None:
    no = Decision(applicable=False, reason="取消")
    for name, at in (("宣传片", 4), ("抽检合格率", 1), ("景气值", 0)):
        row = decided({name: no}).rows[at]
        assert row.outcome is Outcome.NOT_APPLICABLE
        reasons = row.verdict.reasons if row.verdict is not None else row.reasons
        assert [reason.code for reason in reasons] == ["KPI571"]


def test_a_decision_that_does_not_fit_leaves_the_row_as_it_was() -> None:
    assessment = decided({"抽检合格率": Decision(target="≥82%")}, Entry("抽检合格率", value="95%"))
    assert [told.code for told in assessment.decisions.diagnostics] == ["KPI576"]
    assert assessment.rows[1] == assess(OPEN, sheet(Entry("抽检合格率", value="95%"))).rows[1]


def test_without_decisions_nothing_changes() -> None:
    entries = sheet(Entry("景气值", value="6"))
    assert assess(OPEN, entries, decisions=Decisions()).rows == assess(OPEN, entries).rows


@pytest.mark.parametrize("values", [("不适用", "2场"), ("2场", "不适用")])
def test_not_applicable_beside_a_figure_hides_nothing(values: tuple[str, str]) -> None:
    row = assess(FORM, sheet(*(Entry("培训场次", value=value) for value in values))).rows[0]
    assert row.outcome is Outcome.UNDETERMINED
    assert row.verdict is not None
    assert [reason.code for reason in row.verdict.reasons] == ["KPI556"]


def test_not_applicable_beside_an_input_hides_nothing() -> None:
    entries = (Entry("满意度", value="不适用"), Entry("满意度", "满意人数", "10"))
    row = assess(FORM, sheet(*entries)).rows[1]
    assert row.verdict is not None
    assert [reason.code for reason in row.verdict.reasons] == ["KPI556"]


def test_how_an_answer_was_read_is_told_with_its_row() -> None:
    assessment = assess(FORM, sheet(Entry("培训场次", value="共举办培训2场（其中线上1场）")))
    assert assessment.diagnostics == ()
    verdict = assessment.rows[0].verdict
    assert verdict is not None
    assert verdict.outcome is Outcome.MET
    assert [finding.code for finding in verdict.findings] == ["KPI555"]


@pytest.mark.parametrize(
    "value,column,outcome",
    [
        ("≥3", "场", Outcome.MET),
        ("≥1", "场", Outcome.UNDETERMINED),
        ("≥3场", "人", Outcome.UNDETERMINED),
        ("共3场", "场次", Outcome.MET),
    ],
)
def test_a_bound_takes_the_unit_of_its_column(value: str, column: str, outcome: Outcome) -> None:
    assert outcomes(Entry("培训场次", value=value, unit=column))[0] is outcome
