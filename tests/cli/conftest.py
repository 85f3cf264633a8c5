"""The command line as people use it: in this process for speed, as a process of its own for streams and statuses."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kpirules.cli.app import app

TOP = Path(__file__).parents[2]

Run = Callable[..., Result]
Start = Callable[..., "subprocess.CompletedProcess[bytes]"]
WriteForm = Callable[..., Path]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process, at the top of the checkout as the documentation does."""
    monkeypatch.chdir(TOP)

    def invoke(*arguments: str | Path) -> Result:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return invoke


@pytest.fixture
def start() -> Start:
    """Run ``python -m kpirules`` as a process, in an environment of which only what is named is changed."""

    def invoke(
        *arguments: str | Path, env: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[bytes]":
        known = {
            name: value
            for name, value in os.environ.items()
            if name == "PYTHONPATH" or not name.startswith(("PYTHON", "LC_"))
        }
        done = subprocess.run(
            [sys.executable, "-m", "kpirules", *map(str, arguments)],
            cwd=TOP,
            env={**known, **(env or {"PYTHONIOENCODING": "utf-8"})},
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert b"Traceback" not in done.stderr
        return done

    return invoke


@pytest.fixture
def write_form(tmp_path: Path) -> WriteForm:
    """A form with one indicator for each ``(name, target)``."""

    def write(*rows: tuple[str, str], department: str = "区科协") -> Path:
        lines = [
            f"部门名称\t{department}（2024年度）",
            "绩效指标\t一级指标\t二级指标\t三级指标\t实施周期指标值\t年度指标值",
        ]
        for at, (name, target) in enumerate(rows):
            levels = "产出指标\t数量指标" if at == 0 else "\t"
            lines.append(f"\t{levels}\t{name}\t{target}\t{target}")
        path = tmp_path / "form.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write
