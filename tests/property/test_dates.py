"""Laws of dates: every day reads back, earlier is never worse for a deadline, and no text of dates breaks the reader."""

from datetime import date, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st
from tests.strategies import dates, known_days, simple

from kpirules import Outcome, Rule, RuleError
from kpirules.evaluation.actuals import Dated
from kpirules.quantity.calendar import Day
from kpirules.schema.wellformed import fault
from kpirules.source import Source
from kpirules.syntax.ast import AllOf, Condition, Deadline, Period
from kpirules.syntax.parse import parse
from kpirules.syntax.unparse import format_tree

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
PIECES = (
    "2023", "23", "07", "12", "2", "30", "31", "0", "年", "年度", "月", "月份", "日", "号", "底", "末", "前", "之前",
    "以前", "及以前", "起", "之后", "止", "至", "-", "—", "~", ".", "/", "第", "一", "三", "十二", "二〇二三", "季度",
    "上半年", "下半年", "全年", "年底", "年内", "当年", "次年", "上旬", "从", "于", "截至", "不晚于", "完成", "到位", "验收",
    "长期", "，", "且", "或", "≥", "≤", "100%", "3场", " ", "00:00",
)  # fmt: skip
pieced = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


def test_every_day_of_the_calendar_reads_back() -> None:
    day = FIRST
    while day <= LAST:
        known = Day.of(day)
        assert known.date == day
        assert known.isoformat() == day.isoformat()
        deadline, period = Deadline(known), Period(known, known)
        assert parse(Source(format_tree(deadline))).condition == deadline
        assert parse(Source(day.isoformat())).condition == period
        day += timedelta(days=1 if day.day > 26 or day.month == 2 else 5)


@given(
    known_days,
    st.sampled_from(
        ["{y}年{m}月{d}日", "{y}.{m}.{d}", "{y}/{m:02}/{d:02}", "{y}-{m}-{d} 08:30:00", "{y}年{m}月{d}号"]
    ),
)
def test_spellings_of_a_day_are_one_day(day: Day, form: str) -> None:
    text = form.format(y=day.year, m=day.month, d=day.day)
    assert Rule(text).tree == Period(day, day)
    assert Rule(f"{text}前").tree == Deadline(day)


@given(dates)
def test_a_date_is_checked_into_a_sound_rule(tree: Condition) -> None:
    rule = Rule(format_tree(tree))
    assert rule.tree == tree
    assert fault(rule.checked) == ""


@given(dates, simple)
def test_a_date_beside_a_bound_takes_answers_of_its_own(date_: Condition, bound: Condition) -> None:
    try:
        rule = Rule(format_tree(AllOf((bound, date_))))
    except RuleError:
        return
    assert [item.name for item in rule.inputs if item.dated] == ["完成时间"]
    assert fault(rule.checked) == ""
    assert rule.evaluate("2023年5月").outcome is not Outcome.MET
    assert rule.evaluate(5).outcome is not Outcome.MET


@given(known_days, st.dates(FIRST, LAST), st.dates(FIRST, LAST))
def test_earlier_is_never_worse_for_a_deadline(by: Day, one: date, other: date) -> None:
    early, late = sorted((one, other))
    rule = Rule(f"{by}前")
    verdict = rule.evaluate(late)
    assert verdict.outcome is Outcome.of(by.date is not None and late <= by.date)
    if verdict.outcome is Outcome.MET:
        assert rule.evaluate(early).outcome is Outcome.MET


@given(dates, st.dates(FIRST, LAST), st.dates(FIRST, LAST), st.integers(1900, 2100))
def test_a_coarse_answer_decides_only_what_all_its_days_decide(
    tree: Condition, one: date, other: date, year: int
) -> None:
    assume(tree != Period())
    try:
        rule = Rule(format_tree(tree), year=year)
    except RuleError:
        return
    first, last = sorted((one, other))
    coarse = rule.evaluate(Dated(Day.of(first), Day.of(last))).outcome
    assert coarse in {Outcome.MET, Outcome.NOT_MET, Outcome.UNDETERMINED}
    if coarse is not Outcome.UNDETERMINED:
        assert rule.evaluate(first).outcome is rule.evaluate(last).outcome is coarse


@given(dates, st.one_of(st.none(), st.integers(1900, 2100)), pieced)
@example(Deadline(Day(2)), 2023, "2月29日")
def test_any_answer_ends_in_one_verdict(tree: Condition, year: int | None, answer: str) -> None:
    try:
        rule = Rule(format_tree(tree), year=year)
    except RuleError:
        return
    verdict = rule.evaluate(answer)
    assert bool(verdict.reasons) == (verdict.outcome is Outcome.UNDETERMINED)
    assert verdict.explain("zh")
    assert verdict.explain("en")


@given(pieced)
def test_texts_of_dates_are_read_or_refused(text: str) -> None:
    tree = parse(Source(text)).condition
    if tree is not None:
        assert parse(Source(format_tree(tree))).condition == tree
    try:
        rule = Rule(text)
    except RuleError:
        return
    assert Rule(str(rule)).tree == rule.tree
    assert fault(rule.checked) == ""
