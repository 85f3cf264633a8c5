"""Paragraphs and tables of a document in their order, before they become rows."""

from collections.abc import Iterator

from attrs import Factory, define, field

from kpirules.reading.passage import Passage


@define
class TableCell:
    """A cell as marked up: what stands in it, how many rows and columns it asks for.

    ``continues`` says that it goes on with the cell above, ``is_absent`` that it takes no room because it is hidden;
    ``after`` is how many columns are left free before it, ``at`` its column from 0 where the format tells it.
    """

    flow: "Flow" = Factory(list)
    width: int = field(default=1, kw_only=True)
    height: int = field(default=1, kw_only=True)
    continues: bool = field(default=False, kw_only=True)
    is_absent: bool = field(default=False, kw_only=True)
    after: int = field(default=0, kw_only=True)
    at: int | None = field(default=None, kw_only=True)


@define
class Table:
    """Rows of cells, and how many rows the tables inside its cells have."""

    rows: list[list[TableCell]] = Factory(list)
    inner_rows: int = 0

    @property
    def is_layout(self) -> bool:
        """Whether the table only arranges others: they have at least as many rows as it has itself."""
        return 0 < self.inner_rows >= len(self.rows)


Flow = list[Passage | Table]


def unwrapped(flow: Flow) -> Iterator[Passage | Table]:
    """Paragraphs and tables in their order, those inside layout tables among them.

    >>> inner, outer = Table([[TableCell()]]), Table()
    >>> outer.rows, outer.inner_rows = [[TableCell([Passage(), inner])]], 1
    >>> [type(block).__name__ for block in unwrapped([outer])]
    ['Passage', 'Table']
    """
    waiting: list[Iterator[Passage | Table]] = [iter(flow)]
    while waiting:
        block = next(waiting[-1], None)
        if block is None:
            waiting.pop()
        elif isinstance(block, Table) and block.is_layout:
            waiting.append(part for row in block.rows for cell in row for part in cell.flow)
        else:
            yield block


def words_of(cell: TableCell) -> Passage:
    """All that stands in a cell as one passage; a table in it becomes lines, and that is told (KPI851)."""
    whole = Passage()
    nested = Passage()
    waiting: list[Iterator[tuple[Passage | Table, str]]] = [((block, "\n") for block in cell.flow)]
    while waiting:
        found = next(waiting[-1], None)
        if found is None:
            waiting.pop()
            continue
        block, gap = found
        if isinstance(block, Table):
            waiting.append(_lines(block))
            continue
        whole.join(block, gap=gap)
        if len(waiting) > 1:
            nested.join(block, gap=gap)
    if not nested.is_empty:
        whole.remark("KPI851", text=" ".join(nested.text.split()))
    return whole


def _lines(table: Table) -> Iterator[tuple[Passage | Table, str]]:
    for row in table.rows:
        for index, cell in enumerate(row):
            for place, block in enumerate(cell.flow):
                yield block, "\n" if index == 0 or place else " "
