"""``kpirules policy``: the list of the policies, and one of them as a file that is read as the same policy."""

from pathlib import Path

import pytest
from tests.cli.conftest import Run, Start

from kpirules import policy
from kpirules.reading.policy import parse_policy
from kpirules.scoring.policies import policies

OURS = Path("docs/examples/monitoring/ours.toml")


@pytest.mark.parametrize(
    "lang, words", [("zh", "凭一般了解，未核对原文"), ("en", "recalled, the text was not")]
)
def test_the_list_names_every_policy_and_its_sources(run: Run, lang: str, words: str) -> None:
    result = run("policy", "--lang", lang)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert [line for line in lines if not line.startswith(" ")] == list(policies())
    for one in policies().values():
        assert (one.title if lang == "zh" else one.title_en) in result.stdout
    assert words in result.stdout
    assert "财预〔2021〕101号" in result.stdout


@pytest.mark.parametrize("name", policies())
def test_what_is_printed_is_a_file(start: Start, name: str, tmp_path: Path) -> None:
    done = start("policy", name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert parse_policy(done.stdout.decode(), name=name) == (policy(name), ())
    copy = tmp_path / "ours.toml"
    copy.write_bytes(done.stdout)
    assert start("policy", copy).stdout == done.stdout


def test_a_file_is_printed_complete(run: Run) -> None:
    result = run("policy", OURS)
    assert result.exit_code == 0
    assert 'reverse = "inverse"' in result.stdout
    assert 'execution = "10"' in result.stdout
    assert '"群众满意度" = { kind = "tiers", bounds = [["90", "100%"]' in result.stdout


@pytest.mark.parametrize(
    "named, code, words",
    [
        ("mof-2022", "KPI934", "mof-2020"),
        ("nowhere.toml", "KPI801", "nowhere.toml"),
        ("docs", "KPI802", "docs"),
        ("LICENSE", "KPI930", "TOML"),
        ("x\x1b[31m", "KPI934", "<U+001B>"),
    ],
)
def test_what_is_no_policy(run: Run, named: str, code: str, words: str) -> None:
    result = run("policy", named)
    assert (result.exit_code, result.stdout) == (2, "")
    assert code in result.stderr
    assert words in result.stderr
    assert "\x1b" not in result.stderr


def test_an_empty_name(run: Run) -> None:
    assert run("policy", " ").exit_code == 2


def test_what_is_wrong_in_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text('base = "mof-2020"\nrevers = "inverse"\n', encoding="utf-8")
    result = run("policy", path, "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "ours.toml:2\n" in result.stderr
    assert "near to it is “reverse”" in " ".join(result.stderr.split())
