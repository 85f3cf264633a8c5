"""``kpirules monitor``: the report and the JSON of a year under way."""

import json
import re
import shlex
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import TOP, Run, WriteForm

FOLDER = Path("docs/examples/monitoring")
FILES = (FOLDER / "declaration.txt", FOLDER / "july.csv")
PAGE = (TOP / "docs" / "monitoring.md").read_text(encoding="utf-8")


def document(run: Run, *arguments: str | Path) -> dict[str, Any]:
    result = run("monitor", *FILES, *arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_page_shows_what_is_printed(run: Run) -> None:
    [(command, shown)] = re.findall(r"```text\n\$ kpirules ([^\n]*)\n(.*?)```", PAGE, re.DOTALL)
    assert shown.endswith("…\n")
    assert run(*shlex.split(command)).stdout.startswith(shown.removesuffix("…\n"))


def test_every_sign_of_the_page_is_one_of_the_report(run: Run) -> None:
    signs = re.findall(r"^\| (\S) \| (\S+) ([a-z ]+) \|", PAGE, re.MULTILINE)
    chinese, english = (
        run("monitor", *FILES, "--month", "7", "--lang", lang).stdout for lang in ("zh", "en")
    )
    assert len(signs) == 5
    assert [
        sign for sign, zh, en in signs if f"{sign} {zh} " not in chinese or f"{sign} {en} " not in english
    ] == []


def test_lights_are_words_and_signs_without_colours(run: Run) -> None:
    result = run("monitor", *FILES, "--month", "7", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "7 indicators: × red 1, ! yellow 2, · no light 1, √ green 1, + blue 2" in result.stdout
    assert "arithmetic, no forecast" in " ".join(result.stdout.split())
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_json_says_what_the_report_says(run: Run) -> None:
    found = document(run, "--month", "7")
    assert found["format"] == "kpirules/monitor/1"
    assert found["elapsed"] == {"share": "7/12", "months": 7, "by": "2025-07-31"}
    assert found["totals"] == {"indicators": 7, "red": 1, "yellow": 2, "green": 1, "blue": 2, "none": 1}
    rows = {row["name"]: row for row in found["indicators"]}
    shows = rows["公益演出场次"]
    assert (shows["light"], shows["progress"], shows["outcome"]) == ("yellow", "9/14", "not met")
    assert shows["needed"] == [{"input": "", "number": "15", "unit": "场"}]
    assert shows["projection"] == {"number": "108/7", "unit": "场", "outcome": "not met"}
    assert shows["rule"]["confidence"] == "seen"
    works = rows["场馆改造完成时间"]
    assert (works["light"], works["days"]) == (None, 61)
    assert [reason["code"] for reason in works["reasons"]] == ["KPI935"]
    assert rows["单场演出成本"]["projection"] is None
    assert (found["spending"]["light"], found["spending"]["rate"]) == ("yellow", "0.375")
    assert [warning["code"] for warning in found["spending"]["warnings"]] == ["KPI939"]
    assert found["cross"] is None


def test_a_day_and_the_other_variant(run: Run) -> None:
    found = document(run, "--day", "2025-07-31", "--variant", "by-kind")
    assert found["elapsed"]["share"] == "212/365"
    assert Fraction(found["indicators"][0]["progress"]) == Fraction(9) / (24 * Fraction(212, 365))
    assert found["indicators"][2]["light"] == "red"
    assert found["variant"]["name"] == "by-kind"


def test_the_end_of_the_year_by_a_policy_of_ones_own(run: Run) -> None:
    found = document(run, "--month", "12", "--policy", str(FOLDER / "ours.toml"))
    assert found["cross"]["light"] == "red"
    assert found["cross"]["unspent"] == "0.625"
    assert [row["projection"] for row in found["indicators"]] == [None] * 7
    works = next(row for row in found["indicators"] if row["name"] == "场馆改造完成时间")
    assert works["light"] == "red"
    text = run("monitor", *FILES, "--month", "12").stdout
    assert "绩效与支出  × 红" in text


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--month", "7", "--day", "2025-07-31"),
        ("--month", "0"),
        ("--month", "13"),
        ("--day", "2025-02-30"),
        ("--day", "7月"),
        ("--month", "7", "--variant", "none"),
        ("--month", "7", "--policy", ""),
    ],
)
def test_a_call_that_says_too_little_or_too_much(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("monitor", *FILES, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize(
    "form, sheet, policy, code",
    [
        ("LICENSE", FILES[1], "mof-2020", "KPI601"),
        (FILES[0], "nowhere.csv", "mof-2020", "KPI801"),
        (*FILES, "mof-1999", "KPI934"),
        (*FILES, "LICENSE", "KPI930"),
    ],
)
def test_an_input_that_cannot_be_read(run: Run, form: object, sheet: object, policy: str, code: str) -> None:
    result = run("monitor", str(form), str(sheet), "--month", "7", "--policy", policy)
    assert result.exit_code == 2
    assert code in result.stderr


def test_another_year_is_told(run: Run) -> None:
    assert "KPI937" in {note["code"] for note in document(run, "--day", "2024-07-31")["notes"]}
    assert "2024 年的" in run("monitor", *FILES, "--day", "2024-07-31").stdout


def test_what_a_form_hides_is_named(run: Run, write_form: WriteForm, tmp_path: Path) -> None:
    form = write_form(("演出\u202e场次", "≥2场"))
    sheet = tmp_path / "actuals.csv"
    sheet.write_text("指标,数值\n演出\u202e场次,1场\n", encoding="utf-8")
    text = run("monitor", form, sheet, "--month", "6").stdout
    assert "\u202e" not in text
    assert "演出<U+202E>场次" in text
    assert "还需  1场" in text


def test_decisions_count(run: Run, tmp_path: Path) -> None:
    decided = tmp_path / "decisions.toml"
    decided.write_text(
        '[decisions."公益演出场次"]\napplicable = false\nreason = "场馆改造"\n', encoding="utf-8"
    )
    found = document(run, "--month", "7", "--decisions", decided)
    assert found["indicators"][0]["rule"]["name"] == "not_applicable"
    assert found["totals"]["none"] == 2
