"""``kpirules check``: what it prints, and the status it leaves with."""

import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Run, WriteForm

from kpirules.evaluation.verdict import Outcome
from kpirules.reporting.columns import width

HUANGPU = Path("docs/examples/huangpu")
EXAMPLE = (HUANGPU / "declaration.txt", HUANGPU / "actuals.csv")


def sheet(folder: Path, *lines: str) -> Path:
    path = folder / "actuals.csv"
    path.write_text("\n".join(["指标,输入,数值,单位,备注", *lines]) + "\n", encoding="utf-8")
    return path


def test_the_example_could_be_done(run: Run) -> None:
    result = run("check", *EXAMPLE)
    assert (result.exit_code, result.stderr) == (0, "")


def test_what_matters_most_stands_first(run: Run) -> None:
    text = run("check", *EXAMPLE).stdout
    order = [
        "指标 15 项：",
        "【未达成 3】",
        "还差满意人数 5",
        "【无法判定 4】",
        "怎么办",
        "【达成 8】",
        "【读表时的修复 3 处】",
        "【declaration.txt 的提示",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_every_indicator_is_listed_once(run: Run) -> None:
    listed = re.findall(r"^[√×?-] (.*)（第 (\d+) 行）", run("check", *EXAMPLE).stdout, re.MULTILINE)
    assert sorted(int(line) for _, line in listed) == [*range(23, 36), 37, 38]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lines_fit_eighty_columns(run: Run, lang: str) -> None:
    lines = run("check", *EXAMPLE, "--lang", lang).stdout.splitlines()
    assert max(map(width, lines)) <= 80


def test_english_report(run: Run) -> None:
    text = run("check", *EXAMPLE, "--lang", "en").stdout
    assert "15 indicators: met 8, not met 3, undetermined 4, not applicable 0" in text
    assert "3 repaired in reading (1 to be confirmed)" in text
    assert "Confirm how this row is to be read" in text


@pytest.mark.parametrize(
    "fail_on, status",
    [
        ("not-met", 1),
        ("undetermined", 1),
        ("not-met,undetermined", 1),
        ("met", 1),
        ("not-applicable", 0),
    ],
)
def test_status_on_request(run: Run, fail_on: str, status: int) -> None:
    assert run("check", *EXAMPLE, "--fail-on", fail_on).exit_code == status
    assert run("check", *EXAMPLE, "--fail-on", fail_on, "--format", "json").exit_code == status


def test_an_unknown_outcome_is_a_usage_error(run: Run) -> None:
    result = run("check", *EXAMPLE, "--fail-on", "missed\x1b[31m")
    assert result.exit_code == 2
    assert "not-met" in result.stderr
    assert "\x1b" not in result.stderr


def test_a_form_that_is_not_there(run: Run) -> None:
    result = run("check", "nowhere.txt", EXAMPLE[1])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "KPI801" in result.stderr
    assert "nowhere.txt" in result.stderr


def test_both_files_are_complained_about_at_once(run: Run) -> None:
    result = run("check", "nowhere.txt", "neither.csv")
    assert result.exit_code == 2
    assert result.stderr.count("KPI801") == 2


def test_a_sheet_that_is_not_there_leaves_the_form_readable(run: Run) -> None:
    result = run("check", EXAMPLE[0], "nowhere.csv")
    assert result.exit_code == 2
    assert "KPI801" in result.stderr
    assert "达成 0，未达成 0，无法判定 15" in result.stdout
    assert "有 1 处内容没有能够读入" in result.stdout


def test_not_being_read_outweighs_a_request_to_fail(run: Run) -> None:
    assert run("check", EXAMPLE[0], "nowhere.csv", "--fail-on", "undetermined").exit_code == 2


def test_a_misspelt_name_is_told_with_the_nearest(run: Run, tmp_path: Path) -> None:
    result = run(
        "check", EXAMPLE[0], sheet(tmp_path, "科普讲谈活动场次,,6,场,", "科普大篷车服务场次,,16,场,")
    )
    assert result.exit_code == 0
    assert "KPI751" in result.stdout
    assert "科普讲坛活动场次" in result.stdout
    assert "达成 1，未达成 0，无法判定 14" in result.stdout


def test_not_applicable_has_a_section(run: Run, tmp_path: Path) -> None:
    result = run("check", EXAMPLE[0], sheet(tmp_path, "科普大篷车服务场次,,不适用,,"))
    assert "【不适用 1】\n产出指标 / 数量指标\n- 科普大篷车服务场次" in result.stdout


def test_figures_nobody_uses_are_marked(run: Run, tmp_path: Path) -> None:
    result = run("check", EXAMPLE[0], sheet(tmp_path, "公众对科普工作的满意度,满意人,1868,人,"))
    assert "满意人 1868（未使用）" in result.stdout
    assert "KPI754" in result.stdout


def test_a_target_without_a_meaning_is_told_in_its_own_words(run: Run, write_form: WriteForm) -> None:
    result = run("check", write_form(("讲坛场次", "≥≥2场")), EXAMPLE[1])
    assert result.exit_code == 0
    assert "“≥≥2场”（读不懂）" in result.stdout
    assert "多了一个比较符号" in result.stdout


@pytest.mark.parametrize(
    "name", ["[red]讲坛[/red]场次", "讲坛\u202e场次", "讲坛\x9b31m场次", "讲坛\u200b场次", "@讲坛场次"]
)
def test_hostile_names_are_shown_and_not_obeyed(run: Run, write_form: WriteForm, name: str) -> None:
    form = write_form((name, "≥2场"), department="区\u2066科协[bold]")
    result = run("check", form, EXAMPLE[1])
    assert result.exit_code == 0
    shown = "".join(f"<U+{ord(c):04X}>" if c in "\u202e\x9b\u200b" else c for c in name)
    assert f"? {shown}（第 3 行）" in result.stdout
    assert "区<U+2066>科协[bold]" in result.stdout
    assert not set(result.stdout) & set("\u202e\x9b\u200b\u2066\x1b")


def test_json_names_hidden_characters(run: Run, write_form: WriteForm) -> None:
    result = run(
        "check", write_form(("讲坛\u202e\x9b\U000e0041场次", "≥2场")), EXAMPLE[1], "--format", "json"
    )
    assert not set(result.stdout) & set("\u202e\x9b\U000e0041")
    assert json.loads(result.stdout)["indicators"][0]["name"] == "讲坛\u202e\x9b\U000e0041场次"


def test_json_is_the_same_record(run: Run) -> None:
    result = run("check", *EXAMPLE, "--format", "json")
    document = json.loads(result.stdout)
    totals = document["totals"]
    assert totals["indicators"] == len(document["indicators"]) == 15
    assert sum(totals[outcome.value] for outcome in Outcome) == 15
    for outcome in Outcome:
        found = [row for row in document["indicators"] if row["outcome"] == outcome.value]
        assert len(found) == totals[outcome.value]
    assert document["complete"] is True


def test_json_tells_what_was_lost(run: Run) -> None:
    result = run("check", EXAMPLE[0], "nowhere.csv", "--format", "json")
    assert result.exit_code == 2
    document = json.loads(result.stdout)
    assert document["complete"] is False
    assert [told["code"] for told in document["diagnostics"] if told["about"] == "actuals"] == ["KPI801"]
    assert "KPI801" in result.stderr
