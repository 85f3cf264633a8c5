"""The table of indicators: levels printed once for a block, targets, and rows that have slipped."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from kpirules.declaration import Certainty, Indicator, Repair
from kpirules.declaration.levels import in_column, is_first, is_second
from kpirules.limits import LIMITS
from kpirules.reading.alignment import Fit, Placed, Segment, place, segments, texts
from kpirules.reading.columns import COLUMN_NAMES, Columns, find_columns
from kpirules.reading.figures import read_weight
from kpirules.reading.grid import Row, blanked, filled, row_place
from kpirules.reading.mending import Mended, fit, mend, shows_level
from kpirules.reading.notes import Notes
from kpirules.reading.printed import is_number
from kpirules.reading.standing import Standing
from kpirules.reading.totals import is_total
from kpirules.rules.target import Target
from kpirules.targets import read_target

_REGION = "绩效指标"
Rows = tuple[tuple[str, ...], ...]


@frozen
class _Read:
    """A row as mended, where it stands, and the table it is part of."""

    row: Row
    columns: Columns
    segment: Segment
    printed: Placed
    mended: Mended
    placed: Placed
    levels: Standing
    year: int | None

    @property
    def has_inferred(self) -> bool:
        """Whether this row's own second level told the first."""
        return self.levels.inferred and "level2" in self.placed.cells

    @property
    def is_doubted(self) -> bool:
        """Whether the row takes its levels from above, across a tentative row."""
        return self.levels.doubted is not None and not {"level1", "level2"} & self.placed.cells.keys()

    def repair(self, code: str, certainty: Certainty, others: tuple[Rows, ...] = ()) -> Repair:
        """What was done to the row, in the layout of the header."""
        after = (_row(self.placed, self.levels, self.columns),)
        before = (texts(self.row),)
        return Repair(code, certainty, row_place(self.row), before=before, after=after, others=others)


def read_indicators(rows: Sequence[Row], *, year: int | None = None, notes: Notes) -> tuple[Indicator, ...]:
    """The indicators in the rows of the region 绩效指标; a header repeated on a new page starts anew.

    Rows that have slipped are mended and reported (KPI620 to KPI624); those nobody can place stay unread
    (KPI626). ``year`` is the declaration's, for dates that write none.
    """
    return tuple(indicator for indicator, _ in read_rows(rows, year=year, notes=notes))


def read_rows(
    rows: Sequence[Row], *, more: str | None = None, year: int | None = None, notes: Notes
) -> tuple[tuple[Indicator, Placed], ...]:
    """As :func:`read_indicators`, each with the cells of its row; ``more`` is a table of further columns."""
    found: list[tuple[Indicator, Placed]] = []
    standing = Standing()
    for columns, body in _tables(rows, more, notes=notes):
        for segment in segments(body, columns, fit=fit, is_evidence=shows_level):
            _report_offset(segment, columns, notes=notes)
            for row, printed, sits in zip(segment.rows, segment.placed, segment.fits, strict=True):
                if len(found) >= LIMITS.indicators:
                    notes.say("KPI813", row_place(row), limit=str(LIMITS.indicators))
                    return tuple(found)
                mended = mend(printed, columns) if sits is Fit.MISFIT else Mended(printed)
                if mended.placed is None:
                    notes.leave("KPI626", row)
                    continue
                levels = standing.at(mended.placed)
                read = _Read(row, columns, segment, printed, mended, mended.placed, levels, year)
                _report(read, standing, notes=notes)
                if "level3" in read.placed.cells:
                    found.append((_with_others(read, standing, notes=notes), read.placed))
                else:
                    for cell in read.placed.cells.values():
                        notes.take(cell)
                standing = standing.doubting(levels) if mended.others else levels
    return tuple(found)


def _tables(rows: Iterable[Row], more: str | None, *, notes: Notes) -> Iterator[tuple[Columns, list[Row]]]:
    columns: Columns | None = None
    body: list[Row] = []
    for row in rows:
        header = find_columns(row, table="indicator_columns", more=more)
        if header is None:
            left = blanked(row, notes.is_taken)
            if is_total(left) and all(is_number(cell.text) for cell in filled(left)[1:]):
                notes.label(
                    filled(left)[0]
                )  # 合计 and the sum of the weights: no indicator; the sum is told as unread
            else:
                body.append(left)
            continue
        if columns is not None:
            yield columns, body
        columns, body = header, []
        columns.announce(notes)
        _report_missing(columns, row, notes=notes)
    if columns is not None:
        yield columns, body
    elif any(filled(row) for row in body):
        notes.say(
            "KPI606",
            row_place(next(row for row in body if filled(row))),
            column=COLUMN_NAMES["level3"],
            region=_REGION,
        )


def _report_missing(columns: Columns, row: Row, *, notes: Notes) -> None:
    has_values = bool({"period", "annual"} & columns.numbers.keys())
    for role, is_there in (("level3", "level3" in columns.numbers), ("annual", has_values)):
        if not is_there:
            notes.say("KPI606", row_place(row), column=COLUMN_NAMES[role], region=_REGION)


def _report_offset(segment: Segment, columns: Columns, *, notes: Notes) -> None:
    """One repair for all the rows of a table that slipped."""
    if segment.offset == 0:
        return
    moved = tuple(placed.row(columns) for placed in segment.placed)
    printed = tuple(place(row, columns).row(columns) for row in segment.rows)
    is_certain = segment.other is None
    repair = Repair(
        "KPI622" if is_certain else "KPI623",
        Certainty.CERTAIN if is_certain else Certainty.TENTATIVE,
        row_place(segment.rows[0]),
        before=tuple(texts(row) for row in segment.rows),
        after=moved,
        others=() if is_certain else (printed,),
    )
    last = row_place(segment.rows[-1])
    found, expected = len(segment.rows[0]), columns.width
    notes.repair(repair, last=str(last.line or last.row), found=str(found), expected=str(expected))


def _report(read: _Read, standing: Standing, *, notes: Notes) -> None:
    """Say what was read otherwise than printed, or believed without being known."""
    placed, levels, mended = read.placed, read.levels, read.mended
    if mended.others:
        others = tuple((_row(other, standing.at(other), read.columns),) for other in mended.others)
        notes.repair(read.repair("KPI621", Certainty.TENTATIVE, others))
    elif placed != read.printed:
        notes.repair(read.repair("KPI620", Certainty.CERTAIN))
    elif read.has_inferred:
        others = ((_row(placed, levels.as_printed, read.columns),),)
        repair = read.repair("KPI624", Certainty.TENTATIVE, others)
        notes.repair(repair, level=str(levels.level1), below=placed.text("level2"))
    if read.is_doubted:
        notes.say("KPI625", placed.cells["level3"], levels=str(levels), doubted=str(levels.doubted))
    for role, is_known in (("level1", is_first), ("level2", is_second)):
        if role in placed.cells and not is_known(in_column(placed.text(role))):
            notes.say(
                "KPI627",
                placed.cells[role],
                text=placed.text(role),
                level="一级" if role == "level1" else "二级",
            )
    # Once for a block of rows: those below inherit what is missing.
    begins = levels.level1 is None or levels != standing
    if begins and "level3" in placed.cells and levels.level2 is None and "level2" in read.columns.numbers:
        notes.say("KPI628", placed.cells["level3"], text=placed.text("level3"))
    notes.set_aside(placed.extra)


def _row(placed: Placed, levels: Standing, columns: Columns) -> tuple[str, ...]:
    """The texts in the header's layout, an inferred first level filled in."""
    texts_ = list(placed.row(columns))
    number = columns.numbers.get("level1")
    if number is not None and levels.inferred and levels.level1 is not None and "level2" in placed.cells:
        texts_[number - 1] = levels.level1.text
    return tuple(texts_)


def _with_others(read: _Read, standing: Standing, *, notes: Notes) -> Indicator:
    """The indicator as read, with the other readings of its row beside it."""
    others = [
        _indicator(other, standing.at(other), year=read.year, notes=Notes()) for other in read.mended.others
    ]
    if read.levels.inferred and not others:
        others.append(_indicator(read.placed, read.levels.as_printed, year=read.year, notes=Notes()))
    if read.segment.other is not None:
        printed = place(read.row, read.columns, offset=read.segment.other)
        others.append(_indicator(printed, standing.at(printed), year=read.year, notes=Notes()))
    certainty = Certainty.TENTATIVE if others else Certainty.CERTAIN
    if read.is_doubted and read.levels.doubted is not None:
        others.append(_indicator(read.placed, read.levels.doubted, year=read.year, notes=Notes()))
    found = _indicator(read.placed, read.levels, year=read.year, notes=notes)
    return evolve(found, certainty=certainty, others=tuple(dict.fromkeys(others))) if others else found


def _indicator(placed: Placed, levels: Standing, *, year: int | None, notes: Notes) -> Indicator:
    words = {role: notes.take(cell) for role, cell in placed.cells.items()}
    weight = placed.cells.get("weight")
    # The same words in both cells call for the same remarks: they are made once, about the annual target.
    repeats = placed.text("period") == placed.text("annual")
    period = _target("period", placed, levels, year=year, notes=Notes() if repeats else notes)
    annual = _target("annual", placed, levels, year=year, notes=notes)
    return Indicator(
        levels.level1,
        levels.level2,
        words.get("level3"),
        period,
        annual,
        comparator=words.get("comparator"),
        unit=words.get("unit"),
        weight=read_weight(weight, notes=notes) if weight is not None else None,
        note=words.get("note"),
    )


def _target(role: str, placed: Placed, levels: Standing, *, year: int | None, notes: Notes) -> Target | None:
    cell = placed.cells.get(role)
    if cell is None:
        return None
    target, diagnostics = read_target(
        cell.text,
        comparator=placed.text("comparator"),
        unit=placed.text("unit"),
        name=placed.text("level3"),
        heading=in_column(levels.level2.text) if levels.level2 is not None else "",
        year=year,
        place=cell.place,
    )
    notes.diagnostics.extend(diagnostics)
    return target
