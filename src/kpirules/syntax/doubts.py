"""Why the number of a phrase is not taken for its target: it orders, it tells of growth, or there are several."""

import re

from kpirules.syntax.numerals import holds_number
from kpirules.syntax.phrases import find_figures

_WHY = {
    "several": ("有几个数，看不出哪一个是", "there are several numbers"),
    "rank": ("说的是等级，看不出哪一头更好", "it is a rank, and either end may be the better"),
    "ordinal": ("说的是第几", "it is an ordinal"),
    "date": ("说的是日期", "it is part of a date"),
    "growth": ("说的是增减，不是水平", "it tells of a change, not of a level"),
    "multiple": ("说的是倍数，没有写明是什么的几倍", "it is a multiple of something that is not said"),
    "attribute": ("说的是事物的属性，或没有单位", "it belongs to a name, or has no unit"),
    "turned": ("旁边的词可能改变它的意思", "words beside it may turn its sense"),
}
_NUMBER = re.compile(r"[0-9]+(?:[.,:][0-9]+)*")
_ORDINAL = re.compile(r"第 *[0-9]")
_DATE = re.compile(r"[0-9] *(?:月|号|日(?:[之以]?前|起))|(?:19|20)[0-9]{2} *年|[0-9] *季度")
_GROWTH = re.compile(
    r"增|提[高升]|上升|下降|减少|降低|压[减缩]|缩减|[同环]比|[较比与同和](?:[上去前]|同期|基期|期初|年初)"
)


def why_no_target(text: str, *, is_rank: bool = False) -> tuple[str, str]:
    """The reason in Chinese and in English.

    >>> why_no_target("培训2期共120人")[1], why_no_target("参加第3届书展")[1]
    ('there are several numbers', 'it is an ordinal')
    """
    return _WHY["rank" if is_rank else _kind(text)]


def _kind(text: str) -> str:
    if len(_NUMBER.findall(text)) + holds_number(text) > 1:
        return "several"
    if _ORDINAL.search(text):
        return "ordinal"
    if _DATE.search(text):
        return "date"
    if _GROWTH.search(text):
        return "growth"
    figures = list(find_figures(text))
    if not figures:
        return "attribute"
    return "multiple" if figures[0].number.of(text).endswith("倍") else "turned"
