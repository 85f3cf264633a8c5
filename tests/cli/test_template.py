"""``kpirules template``: the sheet to fill in, and what it never writes over."""

import csv
import io
import stat
import sys
from pathlib import Path

import openpyxl
import pytest
from tests.cli.conftest import TOP, Run, Start, WriteForm

from kpirules.declaration import Declaration, Indicator, Wording
from kpirules.diagnostics import Diagnostic
from kpirules.reading import read_actuals
from kpirules.reporting.xlsx import template_workbook
from kpirules.source import Place

FORM = Path("docs/examples/huangpu/declaration.txt")
BOM = b"\xef\xbb\xbf"


def test_the_sheet_opens_in_excel(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "actuals.csv"
    result = run("template", FORM, "--out", out)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"已写入 {out}，共 15 个指标。\n"
    assert out.read_bytes().startswith(BOM)
    rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["指标", "输入", "数值", "单位", "备注"]
    assert len(rows) == 18


def test_what_is_filled_in_can_be_checked(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "actuals.csv"
    run("template", FORM, "--out", out)
    filled = out.read_text(encoding="utf-8-sig").replace("科普大篷车服务场次,,,", "科普大篷车服务场次,,16,")
    out.write_text(filled, encoding="gb18030")
    result = run("check", FORM, out)
    assert result.exit_code == 0
    assert "达成 1，未达成 0，无法判定 14" in result.stdout


def test_a_workbook_is_written_where_its_name_says_so(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "actuals.xlsx"
    result = run("template", FORM, "--out", out)
    assert (result.exit_code, result.stdout) == (0, f"已写入 {out}，共 15 个指标。\n")
    book = openpyxl.load_workbook(out)
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == ["指标", "输入", "数值", "单位", "备注"]
    assert page.freeze_panes == "A2"
    assert {cell.number_format for row in page.iter_rows() for cell in row} == {"@"}
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value} == {"s"}
    page["C2"], page["C3"], page["C4"] = 16, 0.9, "95%"
    page["C3"].number_format = "0%"
    book.save(out)
    sheet = read_actuals(out)
    assert sheet.diagnostics == ()
    assert [entry.value for entry in sheet.entries][:4] == ["16", "90%", "95%", ""]
    assert len(sheet.entries) == 17
    assert sheet.entries[0].place == Place(str(out), sheet="填报表", row=2)
    assert run("check", FORM, out).exit_code in {0, 1}


def test_csv_and_workbook_hold_the_same_lines(run: Run, tmp_path: Path) -> None:
    for name in ("actuals.csv", "actuals.xlsx"):
        run("template", FORM, "--out", tmp_path / name)
    asked = [
        [(entry.indicator, entry.input, entry.unit, entry.note) for entry in read_actuals(path).entries]
        for path in sorted(tmp_path.iterdir())
    ]
    assert asked[0] == asked[1]


def test_a_live_text_is_a_text_in_the_workbook() -> None:
    row = Indicator(Wording("产出指标"), Wording("数量指标"), Wording("=1+1"))
    content = template_workbook(Declaration(indicators=(row,)))
    assert isinstance(content, bytes)
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("产出指标/数量指标/=1+1", "s")


def test_without_the_extra_it_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    refused = template_workbook(Declaration())
    assert isinstance(refused, Diagnostic)
    assert (refused.code, refused.hint("en")) == ("KPI826", "Run pip install 'kpirules[excel]'")


def test_without_out_it_goes_to_standard_output_as_the_same_bytes(start: Start, tmp_path: Path) -> None:
    out = tmp_path / "actuals.csv"
    start("template", FORM, "--out", out)
    assert start("template", FORM, env={"PYTHONIOENCODING": "ascii"}).stdout == out.read_bytes()


def test_a_filled_in_sheet_is_not_written_over(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "actuals.csv"
    out.write_text("ours", encoding="utf-8")
    result = run("template", FORM, "--out", out)
    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert out.read_text(encoding="utf-8") == "ours"
    assert run("template", FORM, "--out", out, "--force").exit_code == 0
    assert out.read_bytes().startswith(BOM)
    assert [path.name for path in tmp_path.iterdir()] == ["actuals.csv"]


def test_the_form_is_never_written_over(run: Run, write_form: WriteForm) -> None:
    form = write_form(("讲坛场次", "≥2场"))
    before = form.read_bytes()
    assert run("template", form, "--out", form, "--force").exit_code == 2
    assert form.read_bytes() == before


@pytest.mark.parametrize("out", ["nowhere/actuals.csv", "."])
def test_a_place_that_takes_no_file(run: Run, tmp_path: Path, out: str) -> None:
    result = run("template", FORM, "--out", tmp_path / out, "--force")
    assert result.exit_code == 2
    assert "KPI820" in result.stderr
    assert result.stdout == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_folder_that_may_not_be_written(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = start("template", FORM, "--out", folder / "actuals.csv")
    if done.returncode == 0:
        pytest.skip("this user may write everywhere")
    assert done.returncode == 2
    assert b"KPI820" in done.stderr


def test_a_form_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "actuals.csv"
    result = run("template", TOP / "LICENSE", "--out", out)
    assert result.exit_code == 2
    assert "KPI601" in result.stderr
    assert not out.exists()


def test_a_name_that_a_spreadsheet_would_run(run: Run, write_form: WriteForm) -> None:
    form = write_form(("@SUM(A1)场次", "≥2场"))
    written = run("template", form).stdout_bytes.decode("utf-8-sig")
    cells = [cell for row in csv.reader(written.splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
