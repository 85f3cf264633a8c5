"""``kpirules explain``: one target, how it is understood, and what figures make of it."""

import pytest
from tests.cli.conftest import Run

RATIO = "满意人数/调查总人数不低于90%"


def test_a_formula_with_figures(run: Run) -> None:
    result = run("explain", RATIO, "满意人数=1795", "调查总人数=2000")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "规范写法  满意人数/调查总人数 ≥ 90%\n"
        "原文      满意人数/调查总人数不低于90%\n"
        "\n"
        "【结构】\n"
        "满意人数/调查总人数 ≥ 90%  比较      未达成\n"
        "├─ 满意人数/调查总人数     乘除      89.75%\n"
        "│  ├─ 满意人数             填报的数  1795\n"
        "│  └─ / 调查总人数         填报的数  2000\n"
        "└─ ≥ 90%                   写定的数\n"
        "\n"
        "【需要的数】\n"
        "满意人数    整数，没有规定单位\n"
        "调查总人数  整数，没有规定单位\n"
        "\n"
        "【结论：未达成】\n"
        "1795/2000 = 89.75% < 90%，还差满意人数 5\n"
        "1795/2000 = 89.75% < 90%, 满意人数 short by 5\n"
        "差距    -0.25个百分点\n"
    )


def test_without_figures_nothing_is_judged(run: Run) -> None:
    result = run("explain", RATIO)
    assert result.exit_code == 0
    assert "结论" not in result.stdout


def test_a_bare_figure_answers_the_indicator(run: Run) -> None:
    assert "【结论：达成】" in run("explain", "≥8支队伍", "9支").stdout
    assert "【结论：达成】" in run("explain", "≥90%", "=98%").stdout
    assert "【结论：未达成】" in run("explain", "≥0", "-5").stdout


def test_the_reading_rule_is_named(run: Run) -> None:
    by_name = run("explain", "2次", "--name", "科普宣传栏更新维护次数").stdout
    assert "“2次”按“≥ 2次”理解：名称以“次数”结尾" in by_name
    by_heading = run("explain", "5", "--heading", "成本指标").stdout
    assert "“5”按“≤ 5”理解：二级指标是“成本指标”" in by_heading
    assert "看不出方向" in run("explain", "5").stdout


def test_a_checklist_shows_each_piece_of_work(run: Run) -> None:
    result = run("explain", "完成动员、推荐、宣传等工作", "动员、宣传", "--lang", "en")
    assert "├─ 推荐                     piece of work  not met" in result.stdout
    assert "answered in words" in result.stdout


def test_names_with_an_equals_sign(run: Run) -> None:
    assert "【结论：达成】" in run("explain", "「a=b」 ≥ 2", "「a=b」=3").stdout
    assert "【结论：达成】" in run("explain", "合格数 ≥ 2", "合格数＝3").stdout


def test_a_range_shows_the_figure_it_speaks_of(run: Run) -> None:
    assert "├─ （指标本身）  填报的数  4场" in run("explain", "3~5场", "4").stdout


def test_what_is_missing_is_undetermined(run: Run) -> None:
    result = run("explain", RATIO, "满意人数=1795")
    assert result.exit_code == 0
    assert "【结论：无法判定】" in result.stdout
    assert "怎么办  请填报“调查总人数”" in result.stdout


def test_two_answers_to_one_question_are_a_usage_error(run: Run) -> None:
    assert run("explain", "≥2场", "3", "4").exit_code == 2
    assert run("explain", "a ≥ 2", "a=3", "a=4").exit_code == 2


def test_a_misspelt_option_is_not_a_figure_unnoticed(run: Run) -> None:
    assert run("explain", "≥2场", "--lnag", "en").exit_code == 2


@pytest.mark.parametrize(
    "text, code",
    [
        ("(a+b ≥ 3", "KPI201"),
        ("a ≥≥ 3", "KPI203"),
        ("≥3☃场", "KPI102"),
        ("≥", "KPI202"),
        ("", "KPI101"),
        ("好" * 2_000_000, "KPI120"),
        ("(" * 100_000, "KPI120"),
        ("(" * 100 + "a" + ")" * 100 + " ≥ 3", "KPI121"),
        ("≥ 9e999999999", "KPI114"),
        ("\udce9 ≥ 3", "KPI102"),
    ],
    ids=lambda value: value[:12] if value.startswith("KPI") else None,
)
def test_a_text_without_a_meaning(run: Run, text: str, code: str) -> None:
    result = run("explain", text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert code in result.stderr
    if text and code != "KPI101":
        assert "^" in result.stderr
