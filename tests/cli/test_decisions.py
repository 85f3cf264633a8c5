"""``kpirules check --decisions``: what is open prints the lines that settle it, and these lines settle it."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from tests.cli.conftest import TOP, Run, Start, WriteForm

from kpirules.reading.decisions import parse_decisions

ROWS = (
    ("抽检合格率", "292%"),
    ("景气值", "0"),
    ("办理天数", "约30天"),
    ("待定事项", "待填"),
    ("两项事", "0且0天"),
    ("讲坛场次", "≥5场"),
)
SHEET = (
    "指标,输入,数值\n抽检合格率,,95%\n景气值,,6\n办理天数,,31天\n待定事项,,3场\n两项事,,3天\n讲坛场次,,5场\n"
)
PRINTED = """
[decisions."产出指标/数量指标/抽检合格率"]
target = "≥92%"  # "29%", "22%"
[decisions."产出指标/数量指标/景气值"]
direction = "≥"  # "≤", "="
[decisions."产出指标/数量指标/办理天数"]
tolerance = "…"
[decisions."产出指标/数量指标/待定事项"]
target = "…"
[decisions."产出指标/数量指标/两项事"]
target = "…"
replaces = "0且0天"
"""


@pytest.fixture
def files(write_form: WriteForm, tmp_path: Path) -> tuple[Path, Path]:
    sheet = tmp_path / "actuals.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    return write_form(*ROWS), sheet


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    return tmp_path / "decisions.toml"


def printed(text: str) -> str:
    """The lines behind “或决定”, as a person copies them."""
    lines = re.findall(r"^ {4}(?:或决定  |or decide +| {8,10})(\[decisions.*|\w+ = .*)$", text, re.MULTILINE)
    return "\n" + "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_open_prints_its_lines(run: Run, files: tuple[Path, Path], lang: str) -> None:
    result = run("check", *files, "--lang", lang)
    assert printed(result.stdout) == PRINTED
    assert "--decisions" in result.stdout


def test_the_lines_settle_it(start: Start, files: tuple[Path, Path], decided: Path) -> None:
    copied = printed(start("check", *files).stdout.decode())
    filled = (
        copied.replace('tolerance = "…"', 'tolerance = "2天"')
        .replace('target = "…"\nreplaces', 'target = "≥0且≤3天"\nreplaces')
        .replace('target = "…"', 'target = "≥3场"')
    )
    decided.write_text(filled, encoding="utf-8")
    done = start("check", *files, "--decisions", decided)
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "达成 6，未达成 0，无法判定 0" in text
    assert "决定    decisions.toml" in text
    assert "依据决定：target = ≥92%" in text
    assert "依据决定：tolerance = 2天" in text
    assert "或决定" not in text


def test_lines_that_were_not_filled_in_are_refused(run: Run, files: tuple[Path, Path], decided: Path) -> None:
    decided.write_text(PRINTED, encoding="utf-8")
    result = run("check", *files, "--decisions", decided)
    assert result.exit_code == 2
    assert result.stderr.count("KPI762") == 3
    assert "有 3 处内容没有能够读入" in result.stdout
    assert "达成 3，未达成 0，无法判定 3" in result.stdout


def test_who_and_why_stand_in_the_report(run: Run, files: tuple[Path, Path], decided: Path) -> None:
    decided.write_text(
        '[decisions."讲坛场次"]\napplicable = false\nreason = "项目取消"\nby = "评价组"\n', encoding="utf-8"
    )
    result = run("check", *files, "--decisions", decided)
    assert result.exit_code == 0
    assert "【不适用 1】" in result.stdout
    assert "评价组决定：这个指标不适用（项目取消）" in result.stdout
    assert "KPI573" not in result.stdout
    assert "填报的数值没有用上" in result.stdout


def test_json_names_the_decision_and_the_lines(run: Run, files: tuple[Path, Path], decided: Path) -> None:
    decided.write_text(
        '[decisions."景气值"]\ndirection = "≤"\nby = "评价组"\n',
        encoding="utf-8",
    )
    document = json.loads(run("check", *files, "--decisions", decided, "--format", "json").stdout)
    assert document["decisions"] == {"file": str(decided)}
    rows = {row["name"]: row for row in document["indicators"]}
    decision = rows["景气值"]["decision"]
    assert decision == {"direction": "≤", "by": "评价组", "place": {"file": str(decided), "line": 1}}
    assert rows["景气值"]["outcome"] == "not met"
    assert rows["景气值"]["readings"][0]["rule"] == "decision"
    assert rows["景气值"]["settle"] is None
    assert tomllib.loads(rows["办理天数"]["settle"])["decisions"]
    assert rows["讲坛场次"]["decision"] is None


def test_decisions_may_be_json(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    path = tmp_path / "decisions.json"
    path.write_text(json.dumps({"decisions": {"景气值": {"direction": "≥"}}}), encoding="utf-8")
    assert "达成 2，" in run("check", *files, "--decisions", path).stdout


def test_a_decision_nobody_needs_is_told(run: Run, files: tuple[Path, Path], decided: Path) -> None:
    decided.write_text(
        '[decisions."讲坛场次"]\ndirection = "≤"\n[decisions."讲坛次数"]\ndirection = "≤"\n', encoding="utf-8"
    )
    result = run("check", *files, "--decisions", decided)
    assert result.exit_code == 0
    assert "【decisions.toml 的提示 2 条】" in result.stdout
    assert "KPI319" in result.stdout
    assert "KPI751" in result.stdout
    assert "decisions.toml:1" in result.stdout


@pytest.mark.parametrize(
    "content", ["[decisions", '{"decisions": ', "\x00", "decisions = 3\n", "[[[[" * 50_000]
)
def test_a_broken_file_is_told_and_the_rest_is_done(
    run: Run, files: tuple[Path, Path], decided: Path, content: str
) -> None:
    decided.write_text(content, encoding="utf-8")
    result = run("check", *files, "--decisions", decided)
    assert result.exit_code == 2
    assert "KPI76" in result.stderr or "KPI807" in result.stderr
    assert "达成 1，" in result.stdout


def test_the_example_of_the_page_is_read_whole() -> None:
    page = (TOP / "docs" / "cli.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    found = parse_decisions(example)
    assert found.diagnostics == ()
    assert len(found.by_indicator) == 4


def test_a_file_that_is_not_there(run: Run, files: tuple[Path, Path]) -> None:
    result = run("check", *files, "--decisions", "nowhere.toml")
    assert result.exit_code == 2
    assert "KPI801" in result.stderr
