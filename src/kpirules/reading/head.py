"""The head of a form: its title, whose it is, and for which year."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from attrs import frozen

from kpirules.declaration import Fact, FormKind, Wording
from kpirules.reading.grid import Cell, Row, filled
from kpirules.reading.labels import labelled_value, meaning, stated_unit
from kpirules.reading.notes import Notes
from kpirules.reading.regions import OF_HEAD, Region

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_FULL_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_ONLY_A_YEAR = re.compile(r"[(（]?(?:19|20)[0-9]{2}年?度?[)）]?")
_LONGEST_HEADING = 200


@frozen
class Head:
    """Title, department or project, and budget year as printed; ``year`` is ``None`` unless exactly one is stated."""

    title: Wording | None = None
    department: Wording | None = None
    year: int | None = None
    year_wording: Wording | None = None
    project: Wording | None = None
    supervisor: Wording | None = None
    implementer: Wording | None = None
    facts: tuple[Fact, ...] = ()

    @property
    def kind(self) -> FormKind:
        """A project's form names its project, and a department's has no use for one."""
        return FormKind.PROJECT if self.project is not None else FormKind.DEPARTMENT


def read_head(regions: Iterable[Region], *, notes: Notes) -> Head:
    """What stands above and beside the labels 部门名称 and 年度; a second answer is left unread (KPI603)."""
    title: Cell | None = None
    years: list[Cell] = []
    answers: dict[str, Wording] = {}
    facts: list[Fact] = []
    for row in (row for region in regions if region.kind in OF_HEAD for row in region.rows):
        _read_answers(row, answers, facts, notes=notes)
        for cell in filled(row):
            if notes.is_taken(cell) or len(cell.text) > _LONGEST_HEADING:
                continue
            if stated_unit(cell.text):
                notes.label(cell)
            elif _ONLY_A_YEAR.fullmatch("".join(cell.text.split()).translate(_FULL_WIDTH_DIGITS)):
                years.append(cell)
                notes.take(cell)
            elif title is None and "表" in cell.text:
                title = cell
                notes.take(cell)
    year, wording = _year(title, years, answers.get("year"), notes=notes)
    return Head(
        _wording(title),
        answers.get("department"),
        year,
        wording,
        answers.get("project"),
        answers.get("supervisor"),
        answers.get("implementer"),
        tuple(facts),
    )


def read_foot(rows: Iterable[Row], *, notes: Notes) -> tuple[Fact, ...]:
    """The labels below a table with what stands beside them, such as 填表人 and 联系电话.

    >>> from kpirules.reading.grid import Grid
    >>> [fact] = read_foot(Grid.from_rows([["填表人：某某"]]).rows, notes=Notes())
    >>> str(fact.value)
    '某某'
    """
    facts: list[Fact] = []
    for row in rows:
        for _, label, answer in _answers(row):
            if answer is None or notes.is_taken(label):
                continue
            notes.label(label)
            notes.take(label if answer.place == label.place else _cell_at(row, answer))
            facts.append(Fact(Wording(label.text, label.place), answer))
    return tuple(facts)


def _read_answers(row: Row, answers: dict[str, Wording], facts: list[Fact], *, notes: Notes) -> None:
    for kind, label, answer in _answers(row):
        notes.label(label)
        if answer is None:
            continue
        if kind in answers:
            notes.say("KPI603", label, label=label.text.strip())
            continue
        notes.take(label if answer.place == label.place else _cell_at(row, answer))
        if kind == "fact":
            facts.append(Fact(Wording(label.text, label.place), answer))
        else:
            answers[kind] = answer


def _answers(row: Row) -> Iterator[tuple[str, Cell, Wording | None]]:
    """Labels of the row, each with the words behind its colon or in the next cell."""
    cells = filled(row)
    for cell, right in zip_longest(cells, cells[1:]):
        kind = meaning(cell.text, table="region")
        both = labelled_value(cell.text, table="region")
        if kind in OF_HEAD:
            is_label = right is None or meaning(right.text, table="region") in OF_HEAD
            yield kind, cell, None if is_label or right is None else Wording(right.text, right.place)
        elif both is not None and both[0] in OF_HEAD:
            yield both[0], cell, Wording(both[1], cell.place)


def _cell_at(row: Row, wording: Wording) -> Cell:
    return next(cell for cell in row if cell.place == wording.place)


def _year(
    title: Cell | None, cells: Iterable[Cell], answer: Wording | None, *, notes: Notes
) -> tuple[int | None, Wording | None]:
    """The year under its own label goes before that of a line of its own, and that before the title's."""
    alone = [Wording(cell.text, cell.place) for cell in cells]
    for wording in (*([answer] if answer else []), *alone, *([_wording(title)] if title else [])):
        found = (
            set(_YEAR.findall(wording.text.translate(_FULL_WIDTH_DIGITS))) if wording is not None else set()
        )
        if len(found) == 1:
            return int(found.pop()), wording
        if found and wording is not None:
            notes.say("KPI609", wording.place, text=wording.text.strip())
            return None, wording
    if answer is not None:
        notes.say("KPI609", answer.place, text=answer.text.strip())
    else:
        notes.say("KPI608", title.place if title is not None else None)
    return None, answer


def _wording(cell: Cell | None) -> Wording | None:
    return Wording(cell.text, cell.place) if cell is not None else None
