"""Printed points held against computed ones: what follows, what differs and under which variant, what stays open."""

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kpirules import (
    Agreement,
    Rechecked,
    SelfEvaluation,
    assess,
    audit_sheet,
    policy,
    read,
    read_actuals,
    read_selfevaluations,
    read_target,
    recheck,
    score,
)
from kpirules.assessment.printed_spending import recheck_execution
from kpirules.assessment.recheck import recheck_row
from kpirules.assessment.variants import formulas_beside
from kpirules.declaration import Amount, EvaluatedRow, FundsLine, Indicator, Printed, Weight, Wording
from kpirules.reading.selfevaluation import read_selfevaluation
from kpirules.reading.text import read_text
from kpirules.reporting.scored_record import ScoredRecord
from kpirules.reporting.scored_xlsx import score_workbook
from kpirules.scoring.interval import Points
from kpirules.scoring.policies import policies

EXAMPLE = Path(__file__).parents[1] / "docs" / "examples" / "huangpu"
FOLLOWS, DIFFERS, OPEN = Agreement.FOLLOWS, Agreement.DIFFERS, Agreement.OPEN


def printed(text: str) -> Printed | None:
    try:
        return Printed(Fraction(text), text) if text else None
    except ValueError:
        return Printed(None, text)


def row(  # noqa: PLR0913 - the cells of a row
    target: str, actual: str, score: str, *, weight: str = "10", name: str = "讲座场次", column: str = ""
) -> EvaluatedRow:
    read, _ = read_target(target, name=name, unit=column)
    indicator = Indicator(
        None,
        None,
        Wording(name),
        annual_target=read if target else None,
        weight=Weight(Fraction(weight), weight) if weight else None,
        unit=Wording(column) if column else None,
    )
    return EvaluatedRow(indicator, Wording(actual) if actual else None, printed(score))


ROWS = [
    # target, actual, printed, agreement, the first variant or the reason's code
    ("≥15场", "15场", "10", FOLLOWS, ""),
    ("≥15场", "14场", "9.33", FOLLOWS, ""),
    ("≥15场", "14场", "9.3", DIFFERS, "rounding=half-up/1"),
    ("≥15场", "13场", "8.66", DIFFERS, "rounding=truncate/2"),
    ("≥15场", "14场", "9.8", DIFFERS, ""),
    ("≥15场", "15场", "7", DIFFERS, ""),
    ("≥15场", "3场", "10", DIFFERS, ""),
    ("≥266米", "≥266米", "10", FOLLOWS, ""),
    ("≤100元", "125元", "7.5", FOLLOWS, ""),
    ("≤100元", "125元", "8", DIFFERS, "hubei-2020"),
    ("≤100元", "130元", "7.6", DIFFERS, "hubei-2020 rounding=truncate/1"),
    ("≥15场", "15场", "11", DIFFERS, ""),
    ("≥15场", "完成", "10", OPEN, "KPI516"),
    ("≥15场", "", "10", OPEN, "KPI526"),
    ("", "15场", "10", OPEN, "KPI524"),
    ("≥15场", "15场", "IO", OPEN, "KPI945"),
    ("≥15场", "15场", "", OPEN, "KPI944"),
    ("≥15场", "不适用", "10", OPEN, "KPI943"),
    ("明显改善", "部分达成", "7", OPEN, "KPI947"),
    ("明显改善", "部分达成", "8", OPEN, "KPI948"),
    ("明显改善", "明显改善", "11", OPEN, "KPI948"),
    ("2024年11月底前", "2024年11月20日", "10", FOLLOWS, ""),
]


@pytest.mark.parametrize("target, actual, score, agreement, told", ROWS)
def test_a_row(target: str, actual: str, score: str, agreement: Agreement, told: str) -> None:
    found = recheck_row(row(target, actual, score), policy(), formulas_beside(policy()))
    said = (*found.variants, *(reason.code for reason in found.reasons), "")
    assert (found.agreement, said[0]) == (agreement, told)


def test_a_row_without_a_weight() -> None:
    [reason] = recheck_row(row("≥15场", "15场", "10", weight=""), policy()).reasons
    assert reason.code == "KPI946"


def test_spending_scored_as_an_indicator_asks_for_all_of_the_budget() -> None:
    found = recheck_row(row("", "98.5%", "9.85", name="预算执行率"), policy())
    assert found.agreement is FOLLOWS
    assert recheck_row(row("", "100%", "9", name="预算执行率"), policy()).agreement is DIFFERS


def test_bare_numbers_below_one_share_the_column_of_percent() -> None:
    found = recheck_row(row("0.4", "0.1", "10", name="成灾率", column="%"), policy())
    assert found.agreement is FOLLOWS
    assert recheck_row(row("95", "0.96", "10", name="合格率", column="%"), policy()).verdict is not None


@given(some.sampled_from(sorted(policies())), some.fractions(min_value=0, max_value=40, max_denominator=100))
def test_what_a_policy_gives_follows_under_it(name: str, figure: Fraction) -> None:
    chosen = policy(name)
    shown = f"{float(figure):.2f}"
    for target in (f"≥15.5{'米'}", "≤15.5米"):
        one = row(target, f"{shown}米", "0")
        points = recheck_row(one, chosen).score
        assert points is not None
        known = points.points.known
        assert known is not None
        same = EvaluatedRow(one.indicator, one.actual, Printed(known, str(known)))
        assert recheck_row(same, chosen).agreement is FOLLOWS


@given(*[some.fractions(min_value=-20, max_value=20)] * 3)
def test_an_agreement_is_about_an_interval(number: Fraction, one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    found = Agreement.of(number, Points(low, high))
    assert (found is DIFFERS) == (number < low or number > high)
    assert (found is FOLLOWS) == (low == number == high)


def line(executed: str, budget: str, *, rate: str = "", score: str = "", initial: str = "") -> FundsLine:
    def amount(text: str) -> Amount | None:
        return Amount(Fraction(text), text, unit="万元") if text else None

    share = Printed(Fraction(rate.rstrip("%")) / 100, rate) if rate else None
    return FundsLine(
        Wording("年度资金总额"),
        amount(initial),
        amount(budget),
        amount(executed),
        rate=share,
        score=printed(score),
    )


SPENDING = [
    # spent, budget, printed rate, agreement, variant; printed score, agreement, variant
    ("880", "880", "100%", FOLLOWS, "", "10", FOLLOWS, ""),
    ("461.445311", "476.445311", "96.85%", FOLLOWS, "", "9.69", FOLLOWS, ""),
    ("461.445311", "476.445311", "", OPEN, "", "9.68", DIFFERS, "rounding=truncate/2"),
    ("", "", "79.27%", OPEN, "", "7.93", FOLLOWS, "rate=printed"),
    ("", "", "79.27%", OPEN, "", "9", DIFFERS, ""),
    ("299.97", "300", "99%", DIFFERS, "rounding=truncate/0", "", OPEN, ""),
    ("86.4", "100", "86%", FOLLOWS, "", "8.6", DIFFERS, "rounding=half-up/1"),
    ("66.66", "100", "67%", FOLLOWS, "", "6.7", DIFFERS, "rounding=half-up/1"),
    ("64.44", "100", "64%", FOLLOWS, "", "6.40", DIFFERS, "rounding=half-up/1"),
    ("64.56", "100", "65%", FOLLOWS, "", "6.4", DIFFERS, "rounding=truncate/1"),
    ("110", "100", "110%", FOLLOWS, "", "10", FOLLOWS, ""),
    ("10", "0", "", OPEN, "", "10", OPEN, ""),
]


@pytest.mark.parametrize("case", SPENDING, ids=str)
def test_spending(case: tuple[str, str, str, Agreement, str, str, Agreement, str]) -> None:
    executed, budget, rate, rate_agrees, rate_variant, score, agrees, variant = case
    found = recheck_execution(line(executed, budget, rate=rate, score=score), policy())
    assert (found.rate_agreement, found.agreement) == (rate_agrees, agrees)
    assert (*found.rate_variants, "")[0] == rate_variant
    assert (*found.variants, "")[0] == variant


def test_a_rate_of_the_first_budget_is_named() -> None:
    found = recheck_execution(line("84.5", "120", initial="100", rate="84.5%", score="8.45"), policy())
    assert found.rate_variants[0] == "budget=initial rounding=half-up/2"
    assert found.variants[0].startswith("rate=printed")


def sheet(*rows: EvaluatedRow, total: str = "", grade: str = "", spent: str = "10") -> Rechecked:
    funds = (line("100", "100", score=spent),) if spent else ()
    return recheck(
        SelfEvaluation(
            rows=rows, funds=funds, total_score=printed(total), grade=Wording(grade) if grade else None
        )
    )


def test_spending_stands_inside_a_total_of_ninety_and_ten() -> None:
    found = sheet(row("≥15场", "15场", "90", weight="90"), total="100", grade="优").total
    assert (found.counts_execution, found.agreement, found.grade_agreement) == (True, FOLLOWS, FOLLOWS)


def test_spending_stands_outside_where_indicators_make_a_hundred() -> None:
    found = sheet(row("≥15场", "15场", "100", weight="100"), total="100").total
    assert (found.counts_execution, found.agreement) == (False, FOLLOWS)


def test_a_total_that_leaves_spending_out_is_explained() -> None:
    found = sheet(row("≥15场", "15场", "90", weight="90"), total="90").total
    assert (found.agreement, found.variants) == (DIFFERS, ("execution=outside",))


def test_rows_that_are_missing_leave_the_total_open_but_not_what_was_lost() -> None:
    lost = row("≥15场", "15场", "45", weight="50")
    assert sheet(lost, total="95").total.agreement is OPEN
    found = sheet(lost, total="98").total
    assert (found.missing, found.agreement) == (Fraction(40), DIFFERS)


@pytest.mark.parametrize(
    "total, grade, agreement",
    [
        ("96", "优", FOLLOWS),
        ("96", "优秀", FOLLOWS),
        ("88", "优", DIFFERS),
        ("61", "中", FOLLOWS),
        ("60", "中", OPEN),  # 59.995 prints so, and is 差
        ("88", "B", OPEN),
    ],
)
def test_the_grade_is_that_of_the_total(total: str, grade: str, agreement: Agreement) -> None:
    found = sheet(row("≥15场", "15场", "90", weight="90"), total=total, grade=grade)
    assert found.total.grade_agreement is agreement


def test_a_policy_is_never_bent() -> None:
    found = recheck(SelfEvaluation(rows=(row("≤100元", "125元", "8"),)), "hubei-2020")
    assert [one.agreement for one in found.rows] == [FOLLOWS]
    with pytest.raises(ValueError, match="no policy is named"):
        recheck(SelfEvaluation(), "nowhere")


@pytest.mark.parametrize("policy_name", ["mof-2020", "hubei-2020"])
def test_a_year_that_was_scored_here_follows_when_it_is_computed_again(
    policy_name: str, tmp_path: Path
) -> None:
    declaration, diagnostics = read(EXAMPLE / "declaration.txt")
    assert declaration is not None
    scored = score(assess(declaration, read_actuals(EXAMPLE / "actuals.csv")), policy_name)
    written = score_workbook(ScoredRecord(scored, diagnostics))
    assert isinstance(written, bytes)
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(written)
    [found] = read_selfevaluations(path).sheets
    again = recheck(found.sheet, policy(policy_name))
    assert len(again.rows) == len(scored.rows)
    assert {row.agreement for row in again.rows} == {Agreement.FOLLOWS, Agreement.OPEN}
    assert again.execution.agreement is Agreement.FOLLOWS
    assert again.execution.rate_agreement is Agreement.FOLLOWS


HEAD = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施"
CAREFUL = tomllib.loads((Path(__file__).parent / "evaluations" / "careful.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CAREFUL["sheet"], ids=lambda case: case["why"])
def test_a_sheet_is_computed_as_a_careful_reader_would(case: dict[str, Any]) -> None:
    lines = ["项目支出绩效自评表（2023年度）", *(HEAD if line == "HEAD" else line for line in case["lines"])]
    sheet, _ = read_selfevaluation(read_text("\n".join(lines).replace("|", "\t"))[0])
    assert sheet is not None
    found = recheck(sheet)
    assert [one.agreement for one in found.rows] == case["rows"]
    assert found.execution.rate_agreement == case.get("rate", found.execution.rate_agreement)
    assert found.execution.agreement == case.get("spending", found.execution.agreement)
    assert found.total.agreement == case.get("total", found.total.agreement)
    assert found.total.grade_agreement == case.get("grade", found.total.grade_agreement)
    assert sorted({finding.code for finding in audit_sheet(found, None).findings}) == case["checks"]
