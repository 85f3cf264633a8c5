"""Trees as they are drawn: one line a node, signs in front, values in their column."""

import pytest

from kpirules import Rule
from kpirules.reporting.line import write_lines
from kpirules.reporting.tree import draw_tree

CASES = {
    "-a + b ≥ 1": """\
-a + b ≥ 1  comparison
├─ -a + b   sum
│  ├─ -a    negation
│  │  └─ - a  reported
│  └─ + b   reported
└─ ≥ 1      written
""",
    "200±10米": """\
200米 ± 10米                 tolerance
├─ (the indicator itself)  reported
├─ 200米                    written
└─ ± 10米                   written
""",
    "约30天": """\
约30天                      about
├─ (the indicator itself)  reported
└─ ≈ 30天                   written
""",
    "a≥1或b≥2": """\
a ≥ 1 或 b ≥ 2  any of
├─ a ≥ 1      comparison
│  ├─ a       reported
│  └─ ≥ 1     written
└─ 或 b ≥ 2    comparison
   ├─ b       reported
   └─ ≥ 2     written
""",
    "有效提升": """\
有效提升  aim in words
""",
}


def words(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


@pytest.mark.parametrize("text", CASES)
def test_every_kind_of_node(text: str) -> None:
    assert words(write_lines(draw_tree(Rule(text).checked, lang="en"))) == words(CASES[text])


def test_values_stand_in_one_column() -> None:
    rule = Rule("(甲数 + 乙数)/总数 × 100 ≥ 90%")
    verdict = rule.evaluate({"甲数": 50, "乙数": 45, "总数": 100})
    drawn = write_lines(draw_tree(rule.checked, verdict=verdict, lang="en"))
    assert drawn == (
        "(甲数 + 乙数)/总数 × 100 ≥ 90%  comparison  met\n"
        "├─ (甲数 + 乙数)/总数 × 100     product     95%\n"
        "│  ├─ 甲数 + 乙数               sum         95\n"
        "│  │  ├─ 甲数                   reported    50\n"
        "│  │  └─ + 乙数                 reported    45\n"
        "│  ├─ / 总数                    reported    100\n"
        "│  └─ × 100                     written\n"
        "└─ ≥ 90%                        written\n"
    )


def test_a_ratio_is_shown_as_it_was_read() -> None:
    rule = Rule("合格率 ≥ 90%")
    drawn = write_lines(draw_tree(rule.checked, verdict=rule.evaluate({"合格率": "0.95"}), lang="en"))
    assert "├─ 合格率     reported    95%\n" in drawn


def test_the_deepest_rule_is_drawn() -> None:
    text = "(" * 60 + "a" + " + 1)" * 60 + " ≥ 3"
    assert len(draw_tree(Rule(text).checked)) > 3
