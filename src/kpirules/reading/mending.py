"""Rows of the indicator table whose cells have slipped into other columns."""

import re
from typing import TYPE_CHECKING

from attrs import frozen

from kpirules.declaration import Certainty
from kpirules.declaration.levels import in_column, is_first, is_level, is_second, level_label
from kpirules.quantity.unit import find_unit
from kpirules.reading.alignment import Fit, Placed, placements
from kpirules.reading.columns import Columns
from kpirules.reading.figures import points

if TYPE_CHECKING:
    from kpirules.reading.grid import Cell

VALUES = ("period", "annual")
_SIGNS = ("≥", ">", "≤", "<", "=", "≠", "＞", "＜", "＝", "≧", "≦", ">=", "<=", "==", "=>", "=<")
_WORDS = ("大于等于", "小于等于", "大于", "小于", "等于", "不低于", "不高于", "不少于", "不超过")
COMPARATORS = frozenset((*_SIGNS, *_WORDS))
_MOST_OTHERS = 3
_LONGEST_UNIT = 12
_LONGEST_SCORE = 24
_LONGEST_VALUE = 200
_COMPARED = re.compile(r"\$?(?:[≥≤><=≧≦≮≯＞＜＝]|\\(?:geq?|leq?)).*", re.DOTALL)
_FIGURE = re.compile(r"[0-9０-９][0-9０-９,.，．]*(?P<unit>.*)", re.DOTALL)


@frozen
class Mended:
    """How a row is read: its cells in columns, ``None`` if no reading can be told, and the other readings."""

    placed: Placed | None
    certainty: Certainty = Certainty.CERTAIN
    others: tuple[Placed, ...] = ()


def fit(placed: Placed) -> Fit:
    """How well a row of indicators sits: labels in their columns, a name in the third, values behind it.

    A word in a level column that no tree knows is believed only if nothing else speaks against it (LOOSE).
    """
    first, second, name = placed.text("level1"), placed.text("level2"), placed.text("level3")
    values = [placed.text(role) for role in VALUES if placed.text(role)]
    misplaced = _is_plain_value(name) or any(is_level(level_label(value)) for value in values)
    # A name may be the word of a level (满意度指标) where that level and a value stand beside it.
    misplaced = misplaced or (is_level(level_label(name)) and not (second and values))
    if placed.outside or misplaced or not _levels_agree(first, second) or not _columns_agree(placed):
        return Fit.MISFIT
    levels = ((first, is_first), (second, is_second))
    strange = [label for label, known in levels if label and not known(in_column(label))]
    if not strange:
        return Fit.STRICT if name or _is_heading(placed) else Fit.MISFIT
    believable = name or (_is_heading(placed) and all(label.endswith("指标") for label in strange))
    return Fit.LOOSE if believable else Fit.MISFIT


def _is_heading(placed: Placed) -> bool:
    """Whether a row holds nothing but levels."""
    return placed.cells.keys() <= {"level1", "level2"}


def shows_level(placed: Placed) -> Fit:
    """STRICT if the row has a known label in the column of its own level, which proves its columns right."""
    first, second = in_column(placed.text("level1")), in_column(placed.text("level2"))
    return Fit.STRICT if is_first(first) or is_second(second) else Fit.MISFIT


def mend(printed: Placed, columns: Columns) -> Mended:
    """The reading of a row that does not fit as printed: the one other way, else the likeliest.

    With several ways the likeliest is tentative and the others stand beside it. A label of a level in another
    level's column is worth more than the columns: what is then left without a value is tentative too.
    """
    cells = tuple(sorted((*printed.cells.values(), *printed.outside), key=lambda cell: cell.column))
    ways = [
        _beside(way, printed)
        for way in placements(cells, columns)
        if fit(way) is Fit.STRICT and way.text("level3")
    ]
    whole = [way for way in ways if any(way.text(role) for role in VALUES)]
    if len(whole) == 1:
        return Mended(whole[0])
    if whole:
        return Mended(whole[0], Certainty.TENTATIVE, tuple(whole[1 : 1 + _MOST_OTHERS]))
    nameless = _labels_moved(printed)
    beside = (nameless,) if nameless is not None else ()
    if ways:
        return Mended(ways[0], Certainty.TENTATIVE, (*beside, *ways[1:_MOST_OTHERS]))
    if beside and printed.text("level3") and not printed.outside:
        return Mended(printed, Certainty.TENTATIVE, beside)
    return Mended(None)


def _beside(way: Placed, printed: Placed) -> Placed:
    return Placed(way.cells, (), printed.extra)


def _labels_moved(printed: Placed) -> Placed | None:
    """The row with its labels in their own columns, if these are free, and the rest where it is printed."""
    moved: dict[str, Cell] = {}
    for role, cell in printed.cells.items():
        label = level_label(cell.text)
        home = "level2" if is_second(label) else "level1" if is_first(label) else role
        if home in moved:
            return None
        moved[home] = cell
    return None if printed.outside or moved == dict(printed.cells) else Placed(moved, (), printed.extra)


def _levels_agree(first: str, second: str) -> bool:
    """Neither level holds a value, nor a label that belongs to the other level only."""
    if _is_plain_value(first) or _is_plain_value(second):
        return False
    one, two = in_column(first), in_column(second)
    return not (is_second(one) and not is_first(one)) and not (is_first(two) and not is_second(two))


def _columns_agree(placed: Placed) -> bool:
    """The narrow columns hold what they are for; prose in them has slipped."""
    comparator, unit, weight = placed.text("comparator"), placed.text("unit"), placed.text("weight")
    if (
        comparator
        and comparator not in COMPARATORS
        and (len(comparator) > _LONGEST_UNIT or _is_plain_value(comparator))
    ):
        return False
    score = placed.text("score")  # 未评分（可能 0～10）says why there is no number
    return len(unit) <= _LONGEST_UNIT and all(
        points(number) is not None or len(number) <= longest
        for number, longest in ((weight, _LONGEST_UNIT), (score, _LONGEST_SCORE))
    )


def _is_plain_value(text: str) -> bool:
    """A comparator and anything, or a figure and a unit: a value wherever it stands (5G基站 is a name)."""
    if len(text) > _LONGEST_VALUE:
        return False
    figure = _FIGURE.fullmatch(text)
    is_figure = figure is not None and (not figure["unit"] or find_unit(figure["unit"].strip()) is not None)
    return is_figure or _COMPARED.fullmatch(text) is not None
