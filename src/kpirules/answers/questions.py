"""Answers to a question: yes or no, in the words and signs people use."""

import re

from kpirules.answers.vocabulary import doubt, folded, vocabulary, without_already
from kpirules.evaluation.actuals import Affirmed, Answer, Missing, Words
from kpirules.source import visible
from kpirules.syntax.ast import YesNo

_PLAIN = frozenset({"是", "否", "有", "无"})
_REMARK = re.compile(r"(?P<answer>[是否有无])[,;:(](?P<remark>.+)", re.DOTALL)
_NEGATIVE = frozenset({"否", "无"})


def read_affirmed(text: str, question: YesNo) -> Answer:
    """Yes, no, or nothing that could be told.

    That work is done (完成, √) says yes; where the wanted answer is 否 or 无 it might also say that the aim is reached,
    and stays words.

    >>> read_affirmed("已完成", YesNo("是"))
    Affirmed(yes=True, text='已完成')
    >>> read_affirmed("完成", YesNo("否"))
    Words(text='完成', repeats=False)
    """
    table = vocabulary()
    said = _without_remark(folded(text))
    forms = {said, without_already(said)}
    shown = visible(text.strip())
    if forms & table.yes:
        return Affirmed(yes=True, text=said if said in _PLAIN and said == folded(text) else shown)
    if forms & table.no:
        return Affirmed(yes=False, text=said if said in _PLAIN and said == folded(text) else shown)
    if said in table.missing or not said:
        return Missing()
    if question.wanted in _NEGATIVE:
        return Words(shown)
    if forms & table.done:
        return Affirmed(yes=True, text=shown)
    if forms & table.undone:
        return Affirmed(yes=False, text=shown)
    return Words(shown)


def _without_remark(said: str) -> str:
    """``是(已公示)`` is 是; a remark that takes it back (是，尚未公示) stays."""
    match = _REMARK.fullmatch(said)
    if match is None:
        return said
    taken_back = doubt(match["remark"]) is not None if match["answer"] in "是有" else "已" in match["remark"]
    return said if taken_back else match["answer"]
