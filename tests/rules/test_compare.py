"""How pairs of targets stand to each other: a table that needs no Python to be read."""

import pytest

from kpirules import Range, Relation, Rule, compare, range_of, read_target
from kpirules.rules.solutions import condition_of
from kpirules.syntax.unparse import format_tree

SAME, STRONGER, WEAKER = Relation.EQUIVALENT, Relation.STRONGER, Relation.WEAKER
AGAINST, OVERLAPPING, APART = Relation.CONTRADICTORY, Relation.OVERLAPPING, Relation.NOT_COMPARABLE

CASES = (
    # bounds
    ("≥2场", "≥2场", SAME),
    ("≥3场", "≥2场", STRONGER),
    ("≥20项", "≥25项", WEAKER),
    ("≥90%", ">90%", WEAKER),
    ("≤5天", "<5天", WEAKER),
    ("≥3天", "≤2天", AGAINST),
    ("≥3天", "<3天", AGAINST),
    ("≥3天", "≤3天", OVERLAPPING),
    ("=3天", "≥3天", STRONGER),
    ("≠3天", "=3天", AGAINST),
    ("≠3天", "≥3天", OVERLAPPING),
    ("≠3天", ">3天", WEAKER),
    # ranges and tolerances
    ("3~5天", "≥3天", STRONGER),
    ("3~5天", "≥3天 且 ≤5天", SAME),
    ("3~5天", "4~6天", OVERLAPPING),
    ("3~5天", "6~9天", AGAINST),
    ("200±10米", "190~210米", SAME),
    ("100±5%", "95~105", SAME),
    ("误差不超过5%", "-5% ~ 5%", SAME),
    # several conditions
    ("<3天 或 >5天", "≠4天", STRONGER),
    ("≥3天 或 ≤5天", "≥100天", WEAKER),
    ("≤3天 或 ≥3天", "≥0天 或 <1天", SAME),
    ("<3天 且 >5天", "≥3天", AGAINST),
    ("<3天 且 >5天", "<1天 且 >2天", SAME),
    # formulas of one input
    ("讲座场数 × 2 ≥ 10", "讲座场数 ≥ 5", SAME),
    ("10 - 天数 ≥ 4", "天数 ≤ 6", SAME),
    ("-x < 3", "x > -3", SAME),
    ("0 ≤ 超支额 ≤ 5万元", "超支额 ≤ 50000元", STRONGER),
    ("5万元 ≥ 超支额 ≥ 0万元", "0 ≤ 超支额 ≤ 5万元", SAME),
    ("100/x ≥ 5", "0 < x ≤ 20", SAME),
    ("x/(x+10) ≥ 0.5", "x < -10 或 x ≥ 10", SAME),
    ("讲座场数 ≥ 6场", "≥5场", STRONGER),
    ("讲座场数 ≥ 6场", "讲座场次 ≥ 6场", APART),
    ("满意人数/调查总人数 ≥ 90%", "≥90%", APART),
    ("x × x ≥ 4", "x ≥ 2", APART),
    ("x/5*100 ≥ 90%", "x ≥ 90%", APART),
    # units
    ("≤5万元", "≤50000元", SAME),
    ("≤5万元", "≤0.4亿元", STRONGER),
    ("≥3公里", "≥2999米", STRONGER),
    ("≥2场次", "≥2场", SAME),
    ("≥2名", "≥2位", SAME),
    ("≥2人", "≥2人次", APART),
    ("≥20个", "≥25项", WEAKER),
    ("≥20件", "≥25项", APART),
    ("≤5万元", "≥2场", APART),
    ("≥90%", "≥0.9", APART),
    ("≥3", "≥3场", APART),
    ("≥3路次", "≥2路次", STRONGER),
    ("≥3路次", "≥2车次", APART),
    ("≥9个百分点", "≥9%", APART),
    # what is counted is whole
    (">2场", "≥3场", SAME),
    ("<3场", "≤2场", SAME),
    (">2万元", "≥3万元", WEAKER),
    ("≥2.5场", "≥3场", SAME),
    ("≥2场 且 <4场", "2~3场", SAME),
    ("=2.5场", "≥3场", AGAINST),
    ("=2.5场", "=3.5场", SAME),
    ("≤3场 或 ≥4场", "≥0场 或 <0场", SAME),
    ("参加人数 > 2", "参加人数 ≥ 3", SAME),
    ("景气指数 > 2", "景气指数 ≥ 3", WEAKER),
    # nothing to compare by
    ("约30天", "≥30天", APART),
    ("2次", "≥2次", SAME),
    ("2", "≥2", APART),
    ("有效提升", "有效提升", APART),
    ("完成动员、推荐等工作", "完成动员、推荐等工作", APART),
    ("≥3天 且 约5天", "≥3天", APART),
)


@pytest.mark.parametrize("one,other,relation", CASES)
def test_relation(one: str, other: str, relation: Relation) -> None:
    assert compare(Rule(one), Rule(other)) is relation
    assert compare(Rule(other), Rule(one)) is relation.reversed


RANGES = (
    ("≥90%", "[9/10, ∞)"),
    ("≤5万元", "(-∞, 50000]"),
    ("≠0", "(-∞, 0) ∪ (0, ∞)"),
    ("3~5场", "[3, 5]"),
    ("=2场", "{2}"),
    (">2场", "(2, ∞)"),
    ("≥90% 或 =50%", "{1/2} ∪ [9/10, ∞)"),
    ("<3天 且 >5天", "∅"),
    ("≤3天 或 ≥3天", "(-∞, ∞)"),
    ("100±5%", "[95, 105]"),
    ("1 < 3 - 2×x ≤ 7", "[-2, 1)"),
    ("1/x ≠ 1", "(-∞, 0) ∪ (0, 1) ∪ (1, ∞)"),
    ("1/(1/x) ≥ 0", "(0, ∞)"),
    ("x - x ≥ 0", "(-∞, ∞)"),
    ("3元/x ≥ 1元", "(0, 3]"),
)


@pytest.mark.parametrize("text,shown", RANGES)
def test_range(text: str, shown: str) -> None:
    assert str(range_of(Rule(text))) == shown


UNRANGED = (
    "满意人数/调查总人数 ≥ 90%",
    "≥3场 且 参加人数 ≥ 5",
    "x × x ≥ 4",
    "x/0 ≥ 4",
    "x/5*100 ≥ 90%",
    "x + 3 ≥ 10场",
    "约30天",
    "2",
    "有效提升",
)


@pytest.mark.parametrize("text", UNRANGED)
def test_no_range(text: str) -> None:
    assert range_of(Rule(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "≥ 2场",
        "> 2万元",
        "3天 ~ 5天",
        "= 2次",
        "≠ 5%",
        "> 2% 且 ≤ 5%",
        "< 1天 或 3天 ~ 4天 或 > 5天 且 < 6天",
    ],
)
def test_the_canonical_condition_of_a_range(text: str) -> None:
    rule, figures = Rule(text), range_of(Rule(text))
    assert figures is not None
    assert rule.checked.own is not None
    condition = condition_of(figures, rule.checked.own.unit)
    assert condition is not None
    assert format_tree(condition) == text


def test_no_condition_says_everything_or_nothing() -> None:
    assert condition_of(Range.everything()) is None
    assert condition_of(Range.empty()) is None


def test_a_bare_number_is_compared_in_the_direction_it_is_read() -> None:
    good, _ = read_target("5%", name="投诉处置率")
    bad, _ = read_target("5%", name="群众投诉率")
    assert good.rule is not None
    assert bad.rule is not None
    assert compare(good.rule, Rule("≥5%")) is SAME
    assert compare(bad.rule, Rule("≤5%")) is SAME
    assert compare(good.rule, bad.rule) is OVERLAPPING


def test_implied_is_weaker_or_equivalent() -> None:
    assert [relation for relation in Relation if relation.implied] == [SAME, WEAKER]
    assert [relation for relation in Relation if relation.implies] == [SAME, STRONGER]
