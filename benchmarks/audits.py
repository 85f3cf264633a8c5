"""A thousand forms as workbooks, each the real one with other figures, read and audited: ``python benchmarks/audits.py``.

Prints the processor seconds of reading and of auditing, and those for one declaration of many indicators.
"""

import io
import random
import sys
import tempfile
from pathlib import Path
from time import process_time

import openpyxl

from kpirules import assess
from kpirules.audit.auditing import audit
from kpirules.declaration import Declaration
from kpirules.declaration.sheet import ActualsSheet
from kpirules.reading import read_forms

EXAMPLE = Path(__file__).parents[1] / "docs" / "examples" / "huangpu" / "declaration.txt"
Rows = list[list[str]]


def varied(rows: Rows, chance: random.Random) -> Rows:
    """The form with every number of its tables changed a little."""
    found = []
    for row in rows:
        cells = [
            cell.replace("场", f"{chance.choice(['场', '场次'])}") if cell.startswith("≥") else cell
            for cell in row
        ]
        found.append(
            [
                f"{float(cell) + chance.randint(0, 3):.2f}" if cell.replace(".", "", 1).isdigit() else cell
                for cell in cells
            ]
        )
    return found


def workbook(rows: Rows) -> bytes:
    """The rows as a worksheet of strings."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                sheet.cell(number, column, text).data_type = "s"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def many_forms(folder: Path, count: int) -> None:
    """Write so many forms, then read and audit them all."""
    rows = [line.split("\t") for line in EXAMPLE.read_text(encoding="utf-8").split("\n")]
    chance = random.Random(1)  # noqa: S311 - the same forms on every run
    paths = [folder / f"{number}.xlsx" for number in range(count)]
    for path in paths:
        path.write_bytes(workbook(varied(rows, chance)))
    begun = process_time()
    forms = [form for path in paths for form in read_forms(path).forms]
    read = process_time()
    found = sum(len(audit(form.declaration, form.diagnostics).findings) for form in forms)
    done = process_time()
    assert len(forms) == count
    print(f"{count} forms: read {read - begun:.1f} s, audited {done - read:.1f} s, {found} findings")


def one_large_form(folder: Path, indicators: int) -> None:
    """One declaration of so many indicators, as a workbook and as text: read, audited, and assessed without figures."""
    rows = [["部门名称", "某局"], ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值"]]
    rows += [
        ["", "产出指标", "数量指标", f"第{number}类培训场次", f"≥{number % 90 + 2}场"]
        for number in range(indicators)
    ]
    for suffix, content in (
        ("xlsx", workbook(rows)),
        ("txt", "\n".join("\t".join(row) for row in rows).encode()),
    ):
        path = folder / f"large.{suffix}"
        path.write_bytes(content)
        begun = process_time()
        [form] = read_forms(path).forms
        read = process_time()
        audited = audit(form.declaration, form.diagnostics)
        done = process_time()
        _assessed(form.declaration)
        judged = process_time()
        print(
            f"{suffix} of {len(form.declaration.indicators)} indicators: read {read - begun:.1f} s, audited"
            f" {done - read:.1f} s ({len(audited.findings)} findings), assessed {judged - done:.1f} s"
        )


def _assessed(declaration: Declaration) -> None:
    assert assess(declaration, ActualsSheet()).rows


def main() -> None:
    """Both, in one temporary folder."""
    forms, indicators = (
        int(argument) for argument in (*sys.argv[1:3], *("1000", "100000")[len(sys.argv) - 1 :])
    )
    with tempfile.TemporaryDirectory() as folder:
        if forms:
            many_forms(Path(folder), forms)
        if indicators:
            one_large_form(Path(folder), indicators)


if __name__ == "__main__":
    main()
