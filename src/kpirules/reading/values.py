"""A target that stands in several cells of its row."""

import re

from kpirules.reading.alignment import Placed
from kpirules.reading.grid import Cell
from kpirules.reading.mending import COMPARATORS
from kpirules.reading.notes import Notes

_FIGURE = re.compile(r"[0-9０-９][0-9０-９,.，．]*")
_UNIT_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$")


def whole_value(placed: Placed, cell: Cell, *, notes: Notes) -> str:
    """The text of a value cell, with the comparator and unit of their own columns where it has none.

    A plain figure takes both; a cell that says more is read alone, and what is left aside is reported
    (KPI615).

    >>> from kpirules.source import Place
    >>> value, sign, unit = (Cell(text, Place()) for text in ("98", "≥", "%(百分比)"))
    >>> whole_value(Placed({"annual": value, "comparator": sign, "unit": unit}), value, notes=Notes())
    '≥98%'
    """
    text = cell.text.strip()
    # The column 指标性质 may also say 定量 or 正向, which is no comparator.
    comparator = placed.text("comparator") if placed.text("comparator") in COMPARATORS else ""
    unit = _UNIT_BRACKETS.sub("", placed.text("unit"))
    if not comparator and not unit:
        return cell.text
    if _FIGURE.fullmatch(text) is not None:
        return f"{comparator}{text}{unit}"
    says_comparator = not comparator or text.startswith(comparator)
    says_unit = not unit or text.endswith(unit)
    if not (says_comparator and says_unit):
        notes.say("KPI615", cell, text=text, aside=" ".join(part for part in (comparator, unit) if part))
    return cell.text
