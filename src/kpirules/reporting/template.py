"""The sheet of actual figures for a department to fill in."""

import csv
import io
from collections.abc import Iterator

from kpirules.declaration import Declaration, Indicator
from kpirules.rules.checked import Input
from kpirules.spreadsheet import guarded

HEADER = ("指标", "输入", "数值", "单位", "备注")
Line = tuple[str, str, str, str, str]


def template(declaration: Declaration) -> str:
    """CSV text with a line for each indicator, or for each input of its formula; 数值 is left to fill in.

    单位 is the target's unit where it has one, and 备注 tells the target. A cell that a spreadsheet would run
    as a formula stands behind an apostrophe, which :func:`~kpirules.read_actuals` takes away again.

    >>> from kpirules.declaration import Wording
    >>> row = Indicator(Wording("产出指标"), Wording("数量指标"), Wording("科普大篷车服务场次"))
    >>> print(template(Declaration(indicators=(row,))).splitlines()[1])
    产出指标/数量指标/科普大篷车服务场次,,,,没有指标值
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(HEADER)
    for line in lines(declaration):
        writer.writerow([guarded(cell) for cell in line])
    return sheet.getvalue()


def lines(declaration: Declaration) -> Iterator[Line]:
    """The cells of each line below the header, as they are and guarded against nothing.

    >>> list(lines(Declaration()))
    []
    """
    for indicator in declaration.indicators:
        yield from _lines(indicator)


def _lines(indicator: Indicator) -> Iterator[Line]:
    target = indicator.target
    rule = target.rule if target is not None else None
    #  A formula is decided by its inputs; its own value is asked for only where the condition speaks of it as
    # well.
    asked: list[Input] = [] if rule is None else [*([rule.own] if rule.own else []), *rule.inputs]
    for needed in asked or [Input("")]:
        unit = str(needed.unit) if needed.unit is not None else ""
        yield indicator.path, needed.name, "", unit, _remark(indicator)


def _remark(indicator: Indicator) -> str:
    target = indicator.target
    shown = f"指标值：{target.text.strip()}" if target is not None else "没有指标值"
    open_question = "；本行读法待确认" if indicator.is_tentative else ""
    undecidable = "；不能判定" if target is not None and not target.is_decidable else ""
    return f"{shown}{undecidable}{open_question}"
