"""The parts of a form, found by their labels wherever they stand."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from kpirules.reading.columns import find_columns
from kpirules.reading.grid import Cell, Row, filled
from kpirules.reading.labels import labelled_value, meaning
from kpirules.reading.overview import names_split

HEAD = "head"
_TABLES = {"budget", "tasks", "other_tasks", "indicators"}
_WITHIN_TABLES = {"year", "fact", "project", "supervisor", "implementer"}
OF_HEAD = frozenset({HEAD, "department", "year", "project", "supervisor", "implementer", "fact"})


@frozen
class Region:
    """Rows that belong to one label; ``label`` is ``None`` where only a table's header told the region."""

    kind: str
    label: Cell | None
    rows: tuple[Row, ...]


def find_regions(rows: Sequence[Row]) -> Iterator[Region]:
    """The regions of a form from top to bottom; what stands above the first label is the ``head``.

    >>> from kpirules.reading.grid import Grid
    >>> grid = Grid.from_rows([["2023年度申报表"], ["", "部门名称：", "科协"]])
    >>> [(region.kind, len(region.rows)) for region in find_regions(grid.rows)]
    [('head', 1), ('department', 1)]
    """
    kind: str = HEAD
    label: Cell | None = None
    body: list[Row] = []
    for row in rows:
        found, cell = _start(row, kind)
        if found is not None and (found != kind or found not in _TABLES):
            if body:
                yield Region(kind, label, tuple(body))
            kind, label, body = found, cell, []
        body.append(row)
    if body:
        yield Region(kind, label, tuple(body))


def _start(row: Row, kind: str) -> tuple[str | None, Cell | None]:
    """The kind of region that begins in ``row``, with its label if one is printed."""
    cells = filled(row)
    if not cells:
        return None, None
    first = cells[0]
    labelled = meaning(first.text, table="region")
    if labelled is None:
        both = labelled_value(first.text, table="region")
        labelled = both[0] if both is not None and both[0] not in _TABLES else None
    if labelled is not None and not (labelled in _WITHIN_TABLES and kind in _TABLES):
        return labelled, first
    if kind != "indicators" and find_columns(row, table="indicator_columns") is not None:
        return "indicators", None
    if kind not in {"tasks", "other_tasks"} and find_columns(row, table="task_columns") is not None:
        return "tasks", None
    if kind != "budget" and kind not in {"tasks", "other_tasks", "indicators"} and names_split(row):
        return "budget", None
    return None, None
