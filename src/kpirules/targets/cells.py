"""The cells beside a target's value: a comparator, a unit, and the unit in the head of the value's column."""

import re
from functools import lru_cache

from attrs import frozen

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, find_unit
from kpirules.source import Source, Span
from kpirules.syntax.ast import Bare, Comparator, Itself, Literal
from kpirules.syntax.parse import parse
from kpirules.syntax.spelling import spell
from kpirules.syntax.words import Words, standard_words

# A unit cell that holds nothing else multiplies the number beside it.
_TIMES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
# 定性 and 正向 tell what sort of indicator it is and are no comparators; a dash or 无 says that there is none.
_NATURES = {
    "定性",
    "定量",
    "正向",
    "反向",
    "逆向",
    "正向指标",
    "反向指标",
    "逆向指标",
    "定性指标",
    "定量指标",
    "数值",
    "文本",
    "文字描述",
    "文字",
}
_NONE = re.compile(r"[\-*_/.~… ]*|无|暂无|[Nn]/?[Aa]")
AS_COMPARATOR, _AS_UNIT = ("比较符号", "comparator"), ("单位", "unit")
"""What a cell was read for, in both languages."""
_QUESTIONS = {"是/否", "是否", "有/无", "有无", "是或否", "有或无", "是、否", "有、无"}
_BRACKET = re.compile(r"\((?P<inside>[^()]*)\)")
# ≥**% stands in names that were copied from a template: the unit counts, the sign does not.
TEMPLATE = re.compile(r"(?P<sign>[≥≤><=]?) *(?:\*{2,}|_{2,}|[Xx×]{2,}) *(?P<unit>[^()*0-9]{0,10})")


@frozen
class Cells:
    """What the cells beside the value say; ``comparator`` and ``unit`` are ``None`` where they say nothing of use.

    ``times`` is the factor of a unit cell that holds 万 or 亿 alone. ``asks`` is true where the row asks a question;
    ``told`` is what is to be said of the cells themselves.
    """

    comparator: Comparator | None = None
    written: str = ""
    unit: Unit | None = None
    unit_text: str = ""
    in_header: Unit | None = None
    asks: bool = False
    times: int = 1
    told: tuple[Diagnostic, ...] = ()

    def figure_due(self, diagnostic: Diagnostic) -> Diagnostic:
        """What is missing beside a comparator that stands in its own cell is the figure."""
        if self.comparator is None or diagnostic.code != "KPI210":
            return diagnostic
        return Diagnostic("KPI202", diagnostic.source, diagnostic.span, {"found": self.written})


def read_cells(
    *, comparator: str = "", unit_text: str = "", header: str = "", words: Words | None = None
) -> Cells:
    """The cells in normal spelling.

    >>> cells = read_cells(comparator="大于等于", unit_text="%(百分比)")
    >>> cells.comparator.value, str(cells.unit)
    ('≥', '%')
    """
    sign, beside = normal(comparator), normal(unit_text).replace("百分数", "百分比")
    meaning = _comparator(sign, words or standard_words())
    told: list[Diagnostic] = []
    if not (meaning is not None or sign in _NATURES or _NONE.fullmatch(sign)):
        told.append(about("KPI313", comparator, comparator.strip(), AS_COMPARATOR))
    asked = beside in _QUESTIONS
    blank = bool(beside) and _NONE.fullmatch(beside) is not None
    is_unit = bool(beside) and not (asked or blank or beside in _NATURES or beside in _TIMES)
    beside_unit = cell_unit(beside) if is_unit and len(beside) <= LIMITS.unit else None
    if is_unit and beside_unit is None:
        told.append(about("KPI313", unit_text, unit_text.strip(), _AS_UNIT))
    if blank:
        told.append(about("KPI314", unit_text, unit_text.strip(), _AS_UNIT))
    return Cells(
        meaning,
        comparator.strip(),
        beside_unit,
        unit_text.strip(),
        _in_header(normal(header)),
        times=_TIMES.get(beside, 1),
        asks=asked,
        told=tuple(told),
    )


def about(code: str, cell: str, text: str, use: tuple[str, str]) -> Diagnostic:
    """Something to say of a piece of a cell, at its own characters."""
    at = cell.find(text)
    span = Span(at, at + len(text)) if at >= 0 else Span(0, len(cell))
    return Diagnostic(code, Source(cell), span, {"text": text, "use": use[0], "use_en": use[1]})


@lru_cache(LIMITS.remembered)
def normal(text: str) -> str:
    """A cell in half-width characters, without blanks; one that has no normal spelling is left as it is."""
    if not text.strip() or len(text) > LIMITS.characters:
        return ""
    spelled = spell(Source(text))
    return "".join((text if spelled.refused else spelled.text).split())


def _comparator(sign: str, words: Words) -> Comparator | None:
    if not sign:
        return None
    try:
        return words.comparator(sign)
    except ValueError:
        return None


def cell_unit(text: str) -> Unit | None:
    """The unit of a unit column, as it would be read behind a number; a remark in brackets is left aside: ``%(百分比)``."""
    known = unit_named(text)
    if known is not None:
        return known
    match parse(Source(f"1{text}")).condition:
        case Bare(Literal(Quantity(number, unit) as found), Itself()) if number == 1 and not found.of:
            return unit
        case _:
            return None


def unit_named(text: str) -> Unit | None:
    """The unit of the table that a text names, with or without its brackets; ``None`` where it names none."""
    bare = _BRACKET.sub("", text)
    inside = _BRACKET.search(text)
    joined = text.replace("(", "").replace(")", "")
    found = find_unit(text) or find_unit(joined) or (find_unit(bare) if bare else None)
    return found or (find_unit(inside["inside"]) if inside and not bare else None)


def in_brackets(text: str) -> Unit | None:
    """The unit in the last brackets of a text that hold one: 面积(亩), 投入(≥**万元).

    >>> str(in_brackets("面积(亩)"))
    '亩'
    """
    for bracket in reversed(list(_BRACKET.finditer(text))):
        inside = bracket["inside"].strip()
        template = TEMPLATE.fullmatch(inside)
        found = find_unit(template["unit"].strip() if template else inside.removeprefix("单位").lstrip(":："))
        if found is not None:
            return found
    return None


def _in_header(header: str) -> Unit | None:
    """The unit of a column: 指标值(单位:万元)."""
    stated = re.search(r"单位[:：]?(?P<unit>[^()（）]+)", header)
    return (find_unit(stated["unit"].strip()) if stated else None) or in_brackets(header)
