"""A whole year scored: weights, spending, levels, the total and its grade."""

from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from kpirules import Assessment, assess, policy, score
from kpirules.reading.actuals import parse_actuals
from kpirules.reading.form import read_form
from kpirules.reading.text import read_text
from kpirules.scoring.execution import score_execution
from kpirules.scoring.policies import policies
from kpirules.scoring.policy import RateFrom
from kpirules.scoring.rounding import Rounding, RoundingMode

HEAD = "绩效指标|一级指标|二级指标|三级指标|年度指标值"
WEIGHED = f"""{HEAD}|分值
|产出指标|数量指标|讲座场次|≥15场|30
|产出指标|质量指标|合格率|≥90%|20
|效益指标|社会效益指标|受益人数|≥1000人|30
|满意度指标|服务对象满意度指标|满意度|≥90%|10
"""
SPENT = "预算执行,全年预算数,880万元\n预算执行,全年执行数,880万元\n"
MET = "讲座场次,,15场\n合格率,,95%\n受益人数,,1000人\n满意度,,92%\n"


def year(form: str, figures: str) -> Assessment:
    declaration, _ = read_form(read_text(form.strip().replace("|", "\t"))[0])
    assert declaration is not None
    return assess(declaration, parse_actuals(f"指标,输入,数值\n{figures}"))


def test_all_met_and_all_spent_is_a_hundred() -> None:
    scored = score(year(WEIGHED, MET + SPENT))
    assert (scored.total.printed, scored.grade) == ("100.00", "优")
    assert [(level.label, level.weight) for level in scored.levels] == [
        ("产出指标", Fraction(50)), ("效益指标", Fraction(30)), ("满意度指标", Fraction(10)),
    ]  # fmt: skip
    assert scored.given
    assert scored.notes == ()


def test_an_open_indicator_makes_the_total_an_interval_and_no_zero() -> None:
    scored = score(year(WEIGHED, MET.replace("讲座场次,,15场", "讲座场次,,") + SPENT))
    assert scored.total.printed == "70.00～100.00"
    assert scored.grade == ""
    assert not scored.is_complete


def test_ends_with_one_grade_have_it() -> None:
    scored = score(year(WEIGHED, MET.replace("满意度,,92%", "满意度,,") + SPENT))
    assert (scored.total.printed, scored.grade) == ("90.00～100.00", "优")


def test_the_grade_is_that_of_the_exact_total() -> None:
    figures = MET.replace("15场", "10场") + "预算执行,全年预算数,10000万元\n预算执行,全年执行数,9996万元\n"
    scored = score(year(WEIGHED, figures))
    assert scored.total.points.known == Fraction("89.996")
    assert (scored.total.printed, scored.grade) == ("90.00", "良")


def test_what_does_not_apply_drops_out_and_the_rest_is_a_hundred_again() -> None:
    scored = score(year(WEIGHED, MET.replace("讲座场次,,15场", "讲座场次,,不适用") + SPENT))
    assert (scored.total.points.known, scored.total.factor) == (Fraction(100), Fraction(100, 70))
    assert [note.code for note in scored.notes] == ["KPI920"]
    assert scored.levels[0].weight == 20
    kept = score(
        year(WEIGHED, MET.replace("讲座场次,,15场", "讲座场次,,不适用") + SPENT),
        evolve(policy(), rescale=False),
    )
    assert (kept.total.points.known, kept.total.whole, kept.grade) == (Fraction(70), Fraction(70), "")


def test_where_nothing_applies_there_is_no_grade() -> None:
    none = "".join(f"{name},,不适用\n" for name in ("讲座场次", "合格率", "受益人数", "满意度"))
    scored = score(
        year(WEIGHED.replace("|30", "|40").replace("|20", "|10"), none),
        evolve(policy(), execution=Fraction(0)),
    )
    assert (scored.total.whole, scored.grade) == (Fraction(0), "")


def test_a_form_without_weights_gets_those_of_the_policy() -> None:
    rows = "".join(f"|产出指标|数量指标|第{number}场|≥1场\n" for number in range(13))
    scored = score(year(f"{HEAD}\n{rows}|效益指标|社会效益指标|受益人数|≥9人\n", ""))
    weights = [row.weight for row in scored.rows]
    assert sum(weight for weight in weights[:13] if weight is not None) == 50
    assert set(weights[:13]) == {Fraction("3.84"), Fraction("3.85")}
    assert [note.code for note in scored.notes] == ["KPI917", "KPI918", "KPI910"]
    assert (scored.total.whole, scored.grade) == (Fraction(90), "")


def test_who_takes_the_points_of_a_missing_level_is_the_policys_word() -> None:
    form = f"{HEAD}\n|成本指标|经济成本指标|单价|≤5元\n|产出指标|数量指标|场次|≥1场\n|效益指标|社会效益指标|受益人数|≥9人\n"
    scored = score(year(form, ""), "mof-2021")
    assert [row.weight for row in scored.rows] == [20, 40, 30]
    assert "KPI919" in [note.code for note in scored.notes]


def test_weights_of_a_hundred_leave_spending_outside() -> None:
    scored = score(year(WEIGHED.replace("|10\n", "|20\n"), MET + SPENT))
    assert (scored.total.printed, scored.counts_execution) == ("100.00", False)
    assert [note.code for note in scored.notes] == ["KPI915"]


def test_a_full_score_of_a_long_weight_owes_no_word() -> None:
    scored = score(year(WEIGHED.replace("≥15场|30", "≥15场|3.333"), MET + SPENT))
    [first, *_] = scored.rows
    assert first.score is not None
    assert (first.score.points.known, first.needs_reason) == (Fraction("3.33"), False)


def test_missing_points_need_a_word() -> None:
    form = year(WEIGHED, MET.replace("15场", "12场") + SPENT)
    assert [row.needs_reason for row in score(form).rows] == [True, False, False, False]
    told = assess(form.declaration, parse_actuals("指标,数值,原因\n讲座场次,12场,停办三场"))
    assert not score(told).rows[0].needs_reason


@pytest.mark.parametrize(
    "mode,source,printed",
    [("half-up", "exact", "9.69"), ("truncate", "exact", "9.68"), ("half-up", "printed", "9.69"), ("half-even", "exact", "9.69")],
)  # fmt: skip
def test_spending_is_rounded_as_the_policy_says(mode: str, source: str, printed: str) -> None:
    chosen = evolve(policy(), rounding=Rounding(RoundingMode(mode)), rate_from=RateFrom(source))
    spent = score_execution(Fraction("4764453.11"), Fraction("4614453.11"), chosen)
    assert chosen.rounding.write(spent.points.low) == printed


def test_spending_of_a_known_rate() -> None:
    spent = score_execution(Fraction(10000), Fraction(7927), policy())
    assert policy().rounding.write(spent.points.low) == "7.93"
    assert spent.arithmetic() == "7927/10000 × 10 = 7.927"


@given(st.fractions(0, 10**9), st.fractions(-(10**9), 10**9), st.sampled_from(sorted(policies())))
def test_points_for_spending_lie_between_nothing_and_all(
    budget: Fraction, executed: Fraction, name: str
) -> None:
    found = score_execution(budget, executed, policy(name))
    assert 0 <= found.points.low <= found.points.high <= policy(name).execution
    assert (found.points.known is None) == (budget == 0)


@given(
    st.lists(st.integers(0, 20), min_size=4, max_size=4),
    st.sampled_from(["mof-2020", "fiscal-system", "hubei-2020"]),
)
def test_the_total_is_the_sum_of_rounded_scores_and_exact_spending(figures: list[int], name: str) -> None:
    told = "".join(
        f"{indicator},,{figure}{unit}\n"
        for (indicator, unit), figure in zip(
            [("讲座场次", "场"), ("合格率", "%"), ("受益人数", "人"), ("满意度", "%")], figures, strict=True
        )
    )
    scored = score(year(WEIGHED, told + SPENT.replace("执行数,880", "执行数,777")), name)
    rows = [row.score.points.low for row in scored.rows if row.score is not None]
    assert scored.total.points.known == sum(rows) + scored.execution.points.low
    assert all(scored.policy.rounding.round(points) == points for points in rows)


@pytest.mark.parametrize("budget", ["880人", "100%", "全部", "约880万元", "≥880万元"])
def test_funds_are_money(budget: str) -> None:
    scored = score(year(WEIGHED, MET + SPENT.replace("880万元", budget, 1)))
    assert scored.execution.rate is None
    assert "KPI913" in [told.code for told in scored.assessment.diagnostics]
    assert [note.code for note in scored.notes] == ["KPI910"]


def test_two_indicators_of_one_name_are_told_beside_the_funds_as_well() -> None:
    rows = "|产出指标|质量指标|预算执行|≥90%|20\n|效益指标|社会效益指标|预算执行|≥90%|30\n"
    told = year(WEIGHED + rows, MET + SPENT).diagnostics
    assert [one.code for one in told] == ["KPI752", "KPI752"]
