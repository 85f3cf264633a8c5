"""What README and the documentation promise: commands, files, links. The examples run through conftest.py."""

import re
import shlex
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")
PAGES = [TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))]

FENCE = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?P<target>[^)#]+)(?:#[^)]*)?\)")


def shell_blocks() -> list[str]:
    return [block["body"] for block in FENCE.finditer(README) if block["kind"] == "sh"]


def test_first_command_makes_an_environment_and_does_the_main_job() -> None:
    (command,) = shell_blocks()[0].splitlines()
    made, installed, ran = command.split(" && ")
    assert made == "python3 -m venv .venv-run"
    assert installed == ".venv-run/bin/pip install -q '.[cli,report]'"
    program, verb, form, sheet, option, report = ran.split()
    assert (program, verb, option) == (".venv-run/bin/kpirules", "score", "--report")
    for file in (form, sheet):
        assert (TOP / file).is_file(), file
    assert report in (TOP / ".gitignore").read_text(encoding="utf-8").split()


def test_first_command_ends_with_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner  # noqa: PLC0415 - the other tests of this file need no extra

    from kpirules.cli.app import app  # noqa: PLC0415 - as above

    ran = shlex.split(shell_blocks()[0].split(" && ")[2])
    (shown,) = [
        block["body"] for block in FENCE.finditer(README) if block["body"].endswith("已写入 score.html\n")
    ]
    monkeypatch.chdir(tmp_path)
    for file in ran[2:4]:
        copied = tmp_path / file
        copied.parent.mkdir(parents=True, exist_ok=True)
        copied.write_bytes((TOP / file).read_bytes())
    result = CliRunner().invoke(app, ran[1:])
    assert result.exit_code == 0
    assert result.stdout.endswith(shown)
    assert (tmp_path / ran[-1]).read_text(encoding="utf-8").startswith("<!doctype html>")


def test_second_command_makes_an_environment_and_runs_all_tests() -> None:
    (command,) = shell_blocks()[1].splitlines()
    made, installed, ran = command.split(" && ")
    assert made == "python3 -m venv .venv-test"
    assert installed == ".venv-test/bin/pip install -q -e '.[test]'"
    assert ran == ".venv-test/bin/python -m pytest", "no selection: the command is to run everything"


def test_every_python_block_is_an_executed_example() -> None:
    """A block without a prompt would be compiled and run unseen; a page shows what comes out."""
    silent = [
        f"{page.name}: {block['body'].splitlines()[0]}"
        for page in PAGES
        for block in FENCE.finditer(page.read_text(encoding="utf-8"))
        if block["kind"] == "python" and not block["body"].startswith(">>> ")
    ]
    assert silent == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = {match["target"] for match in LINK.finditer(page.read_text(encoding="utf-8"))}
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []
