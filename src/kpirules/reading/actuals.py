"""The sheet of actual figures that a department fills in."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping

from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.compound import SIGNATURE
from kpirules.reading.file import PathLike, read_bytes
from kpirules.reading.grid import filled, row_place
from kpirules.reading.labels import fold
from kpirules.reading.notes import about, kept
from kpirules.reading.text import decode
from kpirules.reading.workbook import Workbook
from kpirules.reading.xls import read_xls
from kpirules.reading.xlsx import read_xlsx
from kpirules.source import Place, Source
from kpirules.spreadsheet import unguarded

_COLUMNS = {
    "指标": "indicator", "输入": "input", "数值": "value", "单位": "unit", "备注": "note",
    **dict.fromkeys(("得分", "自评得分", "评分"), "score"),
    **dict.fromkeys(("偏差原因", "原因", "偏差原因及改进措施", "偏差原因分析及改进措施"), "reason"),
}  # fmt: skip
_NEEDED = ("指标", "数值")
_DELIMITERS = ",\t;"
_ZIP = b"PK\x03\x04"


def read_actuals(path: PathLike) -> ActualsSheet:
    """The entries of a CSV file or workbook with the columns 指标, 输入, 数值, 单位 and 备注 in any order.

    得分 and 偏差原因 may stand beside them: the points a person gave an aim in words, and why points are missing.

    CSV is parted by commas, tabs or semicolons; UTF-8 with or without mark, UTF-16 with its mark, or GB18030. A
    workbook (xlsx, xls) has them on its first sheet that says something, and its figures count as shown: 90% is 90%.
    What cannot be read is told in the sheet's diagnostics (KPI7xx, KPI8xx), never raised.

    >>> read_actuals("/nowhere/actuals.csv").diagnostics[0].code
    'KPI801'
    """
    file = str(path)
    content = read_bytes(path)
    if isinstance(content, Diagnostic):
        return ActualsSheet(diagnostics=(content,), file=file)
    if content.startswith((_ZIP, SIGNATURE)):
        reader = read_xlsx if content.startswith(_ZIP) else read_xls
        return _parse_workbook(reader(content, file=file), file)
    decoded, told = decode(content, file=file)
    if decoded is None:
        return ActualsSheet(diagnostics=told, file=file)
    sheet = parse_actuals(decoded.text, file=file)
    return ActualsSheet(sheet.entries, kept((*told, *sheet.diagnostics)), file=file)


def parse_actuals(text: str, *, file: str | None = None) -> ActualsSheet:
    r"""The entries in the text of such a file.

    >>> parse_actuals("数值,指标\n16,黄埔科普讲坛活动场次").entries[0].value
    '16'
    """
    diagnostics: list[Diagnostic] = []
    return _parse(_records(text.removeprefix("\ufeff"), file, diagnostics), diagnostics, file, unguarded)


def _parse_workbook(book: Workbook, file: str) -> ActualsSheet:
    """The first grid; what others say is told, and a text that a CSV file would guard stands in a cell as it is."""
    diagnostics: list[Diagnostic] = []
    if not book.grids:
        return ActualsSheet(diagnostics=book.diagnostics, file=file)
    first, *others = book.grids
    records = ((row_place(row), [cell.text for cell in row]) for row in first if filled(row))
    sheet = _parse(records, diagnostics, file, str)
    left = [
        Diagnostic("KPI837", Source("", place), values={"what": f"工作表/sheet {place.sheet}"})
        for place in (Place(file, sheet=other.rows[0][0].place.sheet) for other in others)
    ]
    return ActualsSheet(sheet.entries, kept((*book.diagnostics, *sheet.diagnostics, *left)), file=file)


def _parse(
    records: Iterator[tuple[Place, list[str]]],
    diagnostics: list[Diagnostic],
    file: str | None,
    meant: Callable[[str], str],
) -> ActualsSheet:
    columns: Mapping[str, int] | None = None
    for place, cells in records:
        columns = _columns(cells, place, diagnostics)
        break
    if columns is None:
        diagnostics = diagnostics or [Diagnostic("KPI701", Source("", Place(file)))]
        return ActualsSheet((), kept(diagnostics), file=file)
    entries = tuple(_entries(records, columns, diagnostics, meant))
    if not entries and not diagnostics:
        diagnostics.append(Diagnostic("KPI708", Source("", Place(file))))
    return ActualsSheet(entries, kept(diagnostics), file=file)


def _records(text: str, file: str | None, diagnostics: list[Diagnostic]) -> Iterator[tuple[Place, list[str]]]:
    """Records that are not blank, each with the line it begins on; a malformed one is told and left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    count = 0
    while True:
        place = Place(file, line=reader.line_num + 1)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            values = {"line": str(place.line), "reason": str(error)}
            diagnostics.append(Diagnostic("KPI706", Source("", place), values=values))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > LIMITS.rows:
            diagnostics.append(Diagnostic("KPI811", Source("", place), values=_limit(LIMITS.rows, place)))
            return
        if len(cells) > LIMITS.columns:
            diagnostics.append(Diagnostic("KPI812", Source("", place), values=_limit(LIMITS.columns, place)))
        yield place, cells[: LIMITS.columns]


def _limit(limit: int, place: Place) -> dict[str, str]:
    return {"limit": str(limit), "line": str(place.line)}


def _delimiter(text: str) -> str:
    """The sign that parts the most of the first line that says something."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _columns(cells: list[str], place: Place, diagnostics: list[Diagnostic]) -> Mapping[str, int] | None:
    columns: dict[str, int] = {}
    for number, text in enumerate(cells):
        role = _COLUMNS.get(fold(text)) if len(text) <= LIMITS.name else None
        if role is not None and role not in columns:
            columns[role] = number
        elif text.strip():
            diagnostics.append(about("KPI703", text, place, text=text.strip()))
    missing = [label for label in _NEEDED if _COLUMNS[label] not in columns]
    if not columns:
        diagnostics[:] = [Diagnostic("KPI701", Source("", place))]
    diagnostics.extend(
        Diagnostic("KPI702", Source("", place), values={"column": label}) for label in missing if columns
    )
    return None if missing else columns


def _entries(
    records: Iterator[tuple[Place, list[str]]],
    columns: Mapping[str, int],
    diagnostics: list[Diagnostic],
    meant: Callable[[str], str],
) -> Iterator[Entry]:
    seen: dict[tuple[str, str], Place] = {}
    for place, cells in records:
        found = {role: cells[number] if number < len(cells) else "" for role, number in columns.items()}
        strange = [
            cell for number, cell in enumerate(cells) if number not in columns.values() and cell.strip()
        ]
        if strange:
            diagnostics.append(about("KPI705", strange[0], place, text=" | ".join(strange)))
        indicator, asked = (meant(found.get(role, "")).strip() for role in ("indicator", "input"))
        entry = Entry(
            indicator,
            asked,
            found["value"],
            found.get("unit", "").strip(),
            found.get("note", ""),
            place,
            score=found.get("score", "").strip(),
            reason=found.get("reason", "").strip(),
        )
        if not indicator:
            diagnostics.append(
                about("KPI704", entry.value, place, text=" | ".join(cell for cell in cells if cell.strip()))
            )
            continue
        first = seen.setdefault((indicator, asked), place)
        if first is not place:
            values = {"indicator": indicator, "input": asked, "first": str(first.line or first.row)}
            diagnostics.append(about("KPI707", indicator, place, **values))
        yield entry
