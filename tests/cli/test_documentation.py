"""docs/cli.md shows what the commands print, and names every key of the JSON."""

import json
import re
import shlex

import pytest
from tests.cli.conftest import TOP, Run

PAGE = (TOP / "docs" / "cli.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"^```text\n\$ kpirules (?P<command>[^\n]*)\n(?P<shown>.*?)^```$", PAGE, re.MULTILINE | re.DOTALL
)
GOLDEN = TOP / "tests" / "golden"


def test_there_are_examples() -> None:
    assert [command.split()[0] for command, _ in EXAMPLES] == ["check", "score", "explain", "explain"]


@pytest.mark.parametrize("command, shown", EXAMPLES, ids=lambda text: text.split()[0])
def test_an_example_shows_what_is_printed(run: Run, command: str, shown: str) -> None:
    printed = run(*shlex.split(command)).stdout
    at = 0
    for piece in shown.removesuffix("…\n").split("\n…\n"):
        found = printed.find(piece.rstrip("\n"), at)
        assert found >= 0, piece
        at = found + len(piece.rstrip("\n"))
    assert shown.endswith("…\n") or at == len(printed.rstrip("\n"))


def test_the_report_on_the_page_is_the_golden_one(run: Run) -> None:
    golden = (GOLDEN / "huangpu.check.txt").read_text(encoding="utf-8")
    assert run(*shlex.split(EXAMPLES[0][0])).stdout == golden


def test_every_key_of_the_json_is_on_the_page() -> None:
    named = set(re.findall(r"`([a-z_]+)`", PAGE[PAGE.index("### JSON") : PAGE.index("## template")]))
    document = json.loads((GOLDEN / "huangpu.check.json").read_text(encoding="utf-8"))
    outcomes = {"met", "not met", "undetermined", "not applicable"}
    assert keys(document) - outcomes - named == set()


def test_every_key_of_the_scores_is_on_the_page() -> None:
    named = set(re.findall(r"`([a-z_]+)`", PAGE[PAGE.index("### JSON") : PAGE.index("## audit")]))
    document = json.loads((GOLDEN / "huangpu.score.json").read_text(encoding="utf-8"))
    for shares in ("shares", "absent", "grounds"):
        document["policy"][shares] = list(document["policy"][shares].values())
    outcomes = {"met", "not met", "undetermined", "not applicable"}
    assert keys(document) - outcomes - named == set()


def keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(keys(found) for found in value.values()))
    return set().union(*(keys(found) for found in value)) if isinstance(value, list) else set()
