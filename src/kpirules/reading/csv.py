"""Comma-separated text, and its kin with semicolons or tabs, as a grid."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from kpirules.limits import LIMITS
from kpirules.reading.grid import Grid
from kpirules.reading.remarks import Remarks
from kpirules.reading.workbook import Workbook

_DELIMITERS = "\t;,"  # of two that part every line alike, the one that prose and amounts hold less often
_SAMPLE = 200


@frozen
class _Record:
    """The cells of one record, the line it begins on, and what was wrong with its quotation marks."""

    cells: list[str]
    line: int
    reason: str = ""


def read_csv(text: str, *, file: str | None = None, encoding: str = "") -> Workbook:
    r"""The grid in ``text``, each cell at the line its record begins on; rows and columns beyond the limits are told.

    The sign that parts the most lines, and each alike, parts the cells, unless a first line such as ``sep=;`` names it.
    A line with stray quotation marks is read without them (KPI839), and costs only itself.

    >>> book = read_csv('部门名称,"科学技术\n协会"\n年度,2024\n', file="form.csv")
    >>> [[cell.text for cell in row] for row in book.grids[0]], str(book.grids[0].rows[1][0].place)
    ([['部门名称', '科学技术\n协会'], ['年度', '2024']], 'form.csv:3')
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    named = lines[0].strip(" ").lower()
    is_named = len(named) == 5 and named.startswith("sep=") and named[4] in _DELIMITERS
    first = 1 if is_named else 0
    delimiter = named[4] if is_named else delimiter_of(lines)
    remarks = Remarks(file)
    records: list[_Record] = []
    wide = 0
    for record in _records(lines, first, delimiter):
        if len(records) == LIMITS.rows:
            remarks.say("KPI811", line=str(record.line), limit=str(LIMITS.rows), at=record.line)
            break
        if record.reason:
            remarks.say("KPI839", at=record.line, line=str(record.line), reason=record.reason)
        wide = wide or (record.line if any(map(str.strip, record.cells[LIMITS.columns :])) else 0)
        records.append(record)
    if wide:
        remarks.say("KPI812", at=wide, limit=str(LIMITS.columns), line=str(wide))
    rows = _trimmed([record.cells[: LIMITS.columns] for record in records])
    if not rows:
        remarks.say("KPI805")
        return Workbook(diagnostics=remarks.all())
    grid = Grid.from_rows(
        rows, file=file, lines=[record.line for record in records], format="csv", encoding=encoding
    )
    return Workbook((grid,), remarks.all())


def delimiter_of(lines: Sequence[str]) -> str:
    r"""The sign outside quotation marks that stands in the most lines and, of those, as often in each.

    >>> delimiter_of(["讲座场次;≥2,5场;a", "满意度;90%;b"]), delimiter_of(["一\t二、三,四", "五\t六"])
    (';', '\t')
    """
    counts: dict[str, Counter[int]] = {sign: Counter() for sign in _DELIMITERS}
    is_quoted = False
    seen = Counter[str]()
    for line in lines[:_SAMPLE]:
        for number, part in enumerate(line.split('"')):
            if number:
                is_quoted = not is_quoted
            if not is_quoted:
                seen.update({sign: part.count(sign) for sign in _DELIMITERS})
        if not is_quoted:
            for sign in _DELIMITERS:
                counts[sign][seen[sign]] += 1
            seen.clear()

    def strength(sign: str) -> tuple[int, int]:
        found = Counter({count: lines for count, lines in counts[sign].items() if count})
        return found.total(), max(found.values(), default=0)

    return max(_DELIMITERS, key=strength) if any(strength(sign)[0] for sign in _DELIMITERS) else ","


def _records(lines: Sequence[str], first: int, delimiter: str) -> Iterator[_Record]:
    """Every record; where one breaks off, its first line is taken as it stands and reading goes on at the next."""
    at, broken = first, 0
    while at < len(lines):
        reader = csv.reader(
            (f"{lines[i]}\n" for i in range(at, len(lines))), delimiter=delimiter, strict=True
        )
        begin = at
        try:
            for cells in reader:
                yield _Record(cells or [""], begin + 1)
                begin = at + reader.line_num
        except csv.Error as error:
            broken += 1
            yield _Record(lines[begin].split(delimiter), begin + 1, str(error))
            at = begin + 1
        else:
            return
        if broken > LIMITS.diagnostics:  # each costs a look at what follows, up to the longest cell
            yield from (
                _Record(lines[i].split(delimiter), i + 1, "…" if '"' in lines[i] else "")
                for i in range(at, len(lines))
            )
            return


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Without the blank rows at the end and the columns at the end that are blank in every row."""
    while rows and not any(map(str.strip, rows[-1])):
        rows.pop()
    width = max(
        (number for row in rows for number, cell in enumerate(row, start=1) if cell.strip()), default=1
    )
    return [row[:width] for row in rows]
