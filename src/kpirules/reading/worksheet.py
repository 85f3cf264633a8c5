"""The cells of one worksheet as the file writes them, before they are shown."""

import re
from collections.abc import Callable

from attrs import frozen

from kpirules.limits import LIMITS
from kpirules.reading.markup import local
from kpirules.reading.strings import Rich, RichText

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_OFF = {"0", "false"}
#  What lies over or beside the cells and is no text of theirs, by the element that points to it.
_BESIDE = {"drawing", "legacyDrawing", "picture", "oleObject", "control"}


@frozen
class Written:
    """A cell as written: its kind (``s``, ``n``, ``str``, …), the number of its style, value and formula."""

    column: int
    kind: str
    style: str
    value: str | Rich
    formula: str | None


class Worksheet:
    """The handlers of a walk through a sheet; afterwards its rows, merges and what is hidden.

    ``shown`` makes the text of a cell in a row, at once, so that what is written never stands in memory as a whole.
    ``rows`` holds columns and texts by their row, within the limits; ``beyond_rows`` is the first row and
    ``beyond_columns`` the first row with a cell that did not fit.
    """

    def __init__(self, shown: Callable[[int, Written], str]) -> None:
        self._shown = shown
        self.rows: dict[int, list[tuple[int, str]]] = {}
        self.merges: list[str] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.beside: set[str] = set()
        self.misplaced: list[str] = []
        self.beyond_rows = self.beyond_columns = 0
        self._row = self._column = 0
        self._kind = self._style = ""
        self._pieces: list[str] | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._rich: RichText | None = None
        self._is_fitting = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = local(name)
        if self._rich is not None:
            self._rich.start(name, attributes)
        elif name == "c":
            self._open_cell(attributes)
        elif name in {"v", "f"}:
            self._pieces = []
        elif name == "is":
            self._rich = RichText()
        elif name == "row":
            self._open_row(attributes)
        else:
            self._note(name, attributes)

    def text(self, text: str) -> None:
        if self._rich is not None:
            self._rich.text(text)
        elif self._pieces is not None:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if ":" in name:
            name = local(name)
        if name == "v":
            self._value, self._pieces = "".join(self._pieces or ()), None
        elif name == "f":
            self._formula, self._pieces = "".join(self._pieces or ()), None
        elif name == "c":
            self._close_cell()
        elif self._rich is not None and name != "is":
            self._rich.end(name)

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        if name == "col":
            self._hide_columns(attributes)
        elif name == "mergeCell":
            self.merges.append(attributes.get("ref", ""))
        elif name in _BESIDE:
            self.beside.add(name)

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        written = int(number) if number.isdecimal() and len(number) < 8 else 0
        if written and written <= self._row:
            self.misplaced.append(f"row {written}")
        self._row = max(written, self._row + 1)
        self._column = 0
        if attributes.get("hidden", "0") not in _OFF and self._row <= LIMITS.rows:
            self.hidden_rows.add(self._row)

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden", "0") in _OFF or not (first.isdecimal() and last.isdecimal()):
            return
        if len(first) < 6 and len(last) < 6 and len(self.hidden_columns) < LIMITS.columns:
            self.hidden_columns.append((int(first), int(last)))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._value = self._formula = None
        self._column += 1
        written = attributes.get("r")
        if written is not None:
            place = cell_of(written)
            if place is not None and place[0] == self._row and place[1] >= self._column:
                self._column = place[1]
            else:
                self.misplaced.append(written)

    def _close_cell(self) -> None:
        rich, self._rich = self._rich, None
        value = rich.taken() if rich is not None else self._value
        if value == "" and self._kind != "str":
            value = None  # an empty v is how some programs write a formula that nobody has calculated
        if value is None and self._formula is None:
            return
        if self._row > LIMITS.rows:
            self.beyond_rows = self.beyond_rows or self._row
        elif self._column > LIMITS.columns:
            self.beyond_columns = self.beyond_columns or self._row
        else:
            kind = self._kind if value is not None else ""
            cell = Written(self._column, kind, self._style, value or "", self._formula)
            text = self._shown(self._row, cell)
            if text:
                self.rows.setdefault(self._row, []).append((self._column, text))


def cell_of(reference: str) -> tuple[int, int] | None:
    """Row and column that a reference such as ``C7`` names.

    >>> cell_of("C7"), cell_of("AA1"), cell_of("7C")
    ((7, 3), (1, 27), None)
    """
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def name_of(row: int | None, column: int | None) -> str:
    """The reference to a cell, a whole row or a whole column.

    >>> name_of(7, 28), name_of(7, None), name_of(None, 3)
    ('AB7', '7', 'C')
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row or ''}"
