"""Every kind of bad input the commands promise to survive: a diagnostic each, and everything else still read."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run, Start, WriteForm

EXAMPLE = Path("docs/examples/huangpu/declaration.txt")
ACTUALS = Path("docs/examples/huangpu/actuals.csv")
BAD_TARGETS = {
    "KPI201": "(a+b ≥ 3",
    "KPI203": "a ≥≥ 3",
    "KPI102": "≥3☃场",
    "KPI202": "≥",
    "KPI120": "(" * 100_000,
    "KPI114": "≥ 9e999999999",
}


def test_bad_targets_leave_the_rest_of_the_form_readable(
    run: Run, write_form: WriteForm, tmp_path: Path
) -> None:
    names = {code: f"第{at}类场次" for at, code in enumerate(BAD_TARGETS)}
    rows = [("首次活动场次", "≥2场"), *((names[code], text) for code, text in BAD_TARGETS.items())]
    form = write_form(*rows, ("末次活动场次", "≥2场"), ("长文字场次", "好" * 1_000_000))
    sheet = tmp_path / "actuals.csv"
    sheet.write_text("指标,数值\n首次活动场次,3\n末次活动场次,3\n", encoding="utf-8")
    result = run("check", form, sheet, "--format", "json")
    found = {row["name"]: row for row in json.loads(result.stdout)["indicators"]}
    assert result.exit_code == 0
    assert len(found) == len(BAD_TARGETS) + 3
    assert found["首次活动场次"]["outcome"] == found["末次活动场次"]["outcome"] == "met"
    for code, name in names.items():
        assert found[name]["outcome"] == "undetermined"
        assert [reason["code"] for reason in found[name]["reasons"]] == [code], name
        assert found[name]["target"]["canonical"] is None
    assert [reason["code"] for reason in found["长文字场次"]["reasons"]] == ["KPI120"]


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "KPI805"),
        (b"\x00\x01\x02binary", "KPI80"),
        (b"PK\x03\x04" + b"\x00" * 60, "KPI821"),
        (b"\xff\xff\xfe nothing", "KPI80"),
        ("只有几个字".encode(), "KPI601"),
        (b'{"format": "kpirules/declaration/1"}', "KPI64"),
        (b'{"a":' * 100_000, "KPI64"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_file_that_is_no_form(run: Run, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "form"
    path.write_bytes(content)
    for command in (("check", path, ACTUALS), ("template", path)):
        result = run(*command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert code in result.stderr


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "KPI805"),
        (b"\x00\x01\x02binary", "KPI80"),
        ("没有表头\n1,2\n".encode(), "KPI701"),
        ("指标,单位\na,b\n".encode(), "KPI702"),
        ('指标,数值\n"没有关上,3\n'.encode(), "KPI706"),
        ("指标,数值\n,3\n".encode(), "KPI704"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_file_that_is_no_sheet(run: Run, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "actuals.csv"
    path.write_bytes(content)
    result = run("check", EXAMPLE, path)
    assert result.exit_code == 2
    assert code in result.stderr
    assert "无法判定 15" in result.stdout


def test_rows_that_were_read_are_judged_beside_those_that_were_not(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "actuals.csv"
    path.write_text("指标,数值\n科普大篷车服务场次,16\n,3\n", encoding="utf-8")
    result = run("check", EXAMPLE, path)
    assert result.exit_code == 2
    assert "达成 1" in result.stdout
    assert "有 1 处内容没有能够读入" in result.stdout


def test_folders_and_strange_paths(run: Run, tmp_path: Path) -> None:
    for path in (str(tmp_path), "a\x00b", "x" * 5000, "\udce9.txt", "no\x1b[31mwhere"):
        for command in (("check", path, ACTUALS), ("check", EXAMPLE, path), ("template", path)):
            result = run(*command)
            assert result.exit_code == 2
            assert "KPI80" in result.stderr
            assert not set(result.stderr) & set("\x00\x1b\udce9")


def test_a_long_text_on_a_real_command_line(start: Start) -> None:
    done = start("explain", "(" * 100_000)
    assert done.returncode == 2
    assert "KPI120" in done.stderr.decode("utf-8")
