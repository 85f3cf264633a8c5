"""Reading an answer beside its target, as callers do."""

from fractions import Fraction

import pytest

from kpirules import Actuals, Grade, Outcome, Quantity, Rule, read_actual, read_target
from kpirules.evaluation.actuals import Affirmed, Graded, Inapplicable, Missing, Unusable, Within, Words
from kpirules.quantity.unit import unit
from kpirules.rules.ranges import Range
from kpirules.source import Place


def test_a_rule_a_checked_rule_or_a_target_is_answered() -> None:
    target, _ = read_target("≥15场", name="培训场次")
    rule = Rule("≥15场")
    assert read_actual("16场", target) == read_actual("16场", rule) == read_actual("16场", rule.checked)


def test_a_target_that_says_nothing_takes_no_answer() -> None:
    target, _ = read_target("2月30日前")
    answer, _ = read_actual("16场", target)
    assert target.rule is not None or isinstance(answer, Unusable)


def test_what_is_no_text_is_taken_as_it_is() -> None:
    rule = Rule("≥15场")
    assert read_actual(None, rule) == (Missing(), ())
    assert read_actual(16, rule) == (Quantity(Fraction(16)), ())
    answer, _ = read_actual(0.5, rule)
    assert isinstance(answer, Unusable)
    assert answer.reason.code == "KPI502"


def test_how_it_was_read_is_told_with_its_place() -> None:
    place = Place("actuals.csv", line=3)
    _, told = read_actual("共举办16场", Rule("≥15场"), place=place)
    [taken] = told
    assert taken.source is not None
    assert taken.source.place == place
    assert taken.message("zh") == "从“共举办16场”中取“16场”"


def test_a_text_that_is_too_long_is_refused() -> None:
    for target in ("≥15场", "显著提升", "是"):
        answer, _ = read_actual("好" * 2001, Rule(target))
        assert isinstance(answer, Unusable)
        assert answer.reason.code == "KPI120"
        assert Rule(target).evaluate("好" * 2001).outcome is Outcome.UNDETERMINED


@pytest.mark.parametrize(
    "answer,outcome,grade",
    [
        ("达成年度指标", Outcome.MET, Grade.REACHED),
        ("部分达成", Outcome.NOT_MET, Grade.PARTLY),
        ("未达成", Outcome.NOT_MET, Grade.MISSED),
        ("显著提升", Outcome.MET, Grade.REACHED),
        ("好", Outcome.UNDETERMINED, None),
    ],
)
def test_a_verdict_keeps_the_grade(answer: str, outcome: Outcome, grade: Grade | None) -> None:
    verdict = Rule("显著提升").evaluate(answer)
    assert (verdict.outcome, verdict.grade) == (outcome, grade)
    assert Rule("≥2场").evaluate("3场").grade is None


def test_typed_answers_are_taken_and_explained() -> None:
    aim, question, bound = Rule("显著提升"), Rule("是"), Rule("≥15场")
    assert aim.evaluate(Graded(Grade.PARTLY)).explain("en") == "reported as reached in part"
    assert question.evaluate(Affirmed(yes=True)).outcome is Outcome.MET
    assert question.evaluate(Affirmed(yes=False)).explain("zh") == "回答“否”，指标要求“是”"
    assert (
        bound.evaluate(Within(Range.where("≥", 16), unit("场"))).explain() == "“[16, ∞)”的每个数都符合 ≥ 15场"
    )
    assert bound.evaluate(Inapplicable()).outcome is Outcome.NOT_APPLICABLE
    assert bound.evaluate(Words("好")).outcome is Outcome.UNDETERMINED


def test_grades_and_answers_are_no_figures() -> None:
    for answer in (Graded(Grade.REACHED), Affirmed(yes=True), Inapplicable(), Within(Range.where("≥", 1))):
        verdict = Rule("a/b ≥ 90%").evaluate({"a": answer, "b": 10})
        assert verdict.outcome is Outcome.UNDETERMINED
        assert verdict.explain()


def test_figures_of_another_year_are_not_used() -> None:
    rule = Rule("≥15场", year=2024)
    assert rule.evaluate("2024年举办16场").outcome is Outcome.MET
    assert [reason.code for reason in rule.evaluate("2023年举办16场").reasons] == ["KPI558"]


def test_findings_of_reading_do_not_make_actuals_differ() -> None:
    one, other = Rule("≥15场").evaluate("16场").actuals, Rule("≥15场").evaluate("共16场").actuals
    assert one == other == Actuals(own=Quantity(Fraction(16), unit("场")))


def test_a_list_of_work_takes_pieces_in_any_collection() -> None:
    rule = Rule("完成摸底、评审等工作")
    for pieces in ({"摸底", "评审"}, ["已完成摸底", "评审工作"], ("摸底", "评审", "总结")):
        assert rule.evaluate(pieces).outcome is Outcome.MET
    assert rule.evaluate([]).outcome is Outcome.NOT_MET
