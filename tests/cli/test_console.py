"""Streams as they come: narrow, closed, full, left by their reader; and being interrupted."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.cli.conftest import TOP, Run, Start

from kpirules import __version__
from kpirules.cli.app import Commands

HUANGPU = Path("docs/examples/huangpu")
CHECK = ("check", str(HUANGPU / "declaration.txt"), str(HUANGPU / "actuals.csv"))
posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell's redirections")


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "latin-1:strict"},
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX"},
    ],
    ids=str,
)
def test_no_encoding_stops_a_report(start: Start, env: dict[str, str]) -> None:
    for arguments in (
        CHECK,
        (*CHECK, "--lang", "en"),
        ("explain", "≥2场", "3"),
        ("--help",),
        ("check", "--help"),
    ):
        done = start(*arguments, env=env)
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_a_gbk_console_shows_every_character(start: Start) -> None:
    done = start(*CHECK, env={"PYTHONIOENCODING": "gbk"})
    text = done.stdout.decode("gbk")
    assert "× 举办“黄埔科协FM818”系列活动场次" in text
    assert "\\u" not in text
    assert done.stderr == b""
    assert text == start(*CHECK).stdout.decode("utf-8")


def test_a_console_without_chinese_is_told_so_once(start: Start) -> None:
    done = start(*CHECK, env={"PYTHONIOENCODING": "ascii"})
    (line,) = done.stderr.decode("ascii").splitlines()
    assert "PYTHONIOENCODING=utf-8" in line
    assert "\\u6307\\u6807 15" in done.stdout.decode("ascii")


def test_json_is_utf8_whatever_the_console(start: Start) -> None:
    narrow = start(*CHECK, "--format", "json", env={"PYTHONIOENCODING": "ascii"})
    assert narrow.stdout == start(*CHECK, "--format", "json").stdout
    assert json.loads(narrow.stdout.decode("utf-8"))["totals"]["met"] == 8


def test_errors_on_a_narrow_console(start: Start) -> None:
    done = start("explain", "(≥", env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 2
    assert b"KPI2" in done.stderr


def test_the_same_input_gives_the_same_bytes(start: Start) -> None:
    seen = {
        start(*CHECK, "--format", "json", env={"PYTHONHASHSEED": seed, "TZ": zone}).stdout
        for seed, zone in (("0", "UTC"), ("1", "Asia/Shanghai"), ("2", "UTC"))
    }
    assert len(seen) == 1


def test_no_colours_where_nobody_looks(start: Start) -> None:
    assert b"\x1b" not in start(*CHECK, env={"PYTHONIOENCODING": "utf-8", "FORCE_COLOR": "1"}).stdout


@posix
@pytest.mark.parametrize(
    "env, colours", [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False)]
)
def test_colours_on_a_terminal_unless_asked_not_to(env: dict[str, str], *, colours: bool) -> None:
    import pty  # noqa: PLC0415 - Windows has none

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kpirules", "explain", "≥2场", "1场"]
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | env
    done = subprocess.run(command, cwd=TOP, env=environment, stdout=theirs, check=False, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 65_536)
    os.close(ours)
    assert done.returncode == 0
    assert (b"\x1b[31m" in shown) is colours


@pytest.mark.parametrize("arguments", [CHECK, (*CHECK, "--format", "json"), ("--help",)], ids=len)
def test_a_reader_that_leaves_changes_nothing(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "kpirules", *arguments]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@posix
@pytest.mark.parametrize("redirection, status", [(">&-", 0), (">/dev/full", 2), (">&- 2>&-", 0)])
@pytest.mark.parametrize("extra", ["", " --format json", " --fail-on met"])
def test_standard_output_that_takes_nothing(redirection: str, status: int, extra: str) -> None:
    if "/dev/full" in redirection and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    command = f'exec "{sys.executable}" -m kpirules {" ".join(CHECK)}{extra} {redirection}'
    done = subprocess.run(["/bin/sh", "-c", command], cwd=TOP, capture_output=True, check=False, timeout=60)
    assert done.returncode == (1 if "--fail-on" in extra and status == 0 else status), done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert (b"KPI820" in done.stderr) is (status == 2)


def test_an_interruption_is_quiet() -> None:
    @click.group(cls=Commands)
    def interrupted() -> None:
        raise KeyboardInterrupt

    @interrupted.command()
    def now() -> None:
        """Never reached."""

    result = CliRunner().invoke(interrupted, ["now"])
    assert result.exit_code == 130
    assert result.output.strip() == ""


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"kpirules, version {__version__}\n"


@pytest.mark.parametrize("arguments", [(), ("check",), ("check", "--format", "xml", "a", "b"), ("nothing",)])
def test_a_wrong_call_is_status_two(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2
