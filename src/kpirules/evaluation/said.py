"""What an answer says, in the words of whoever gave it."""

from kpirules.evaluation.actuals import (
    Affirmed,
    Answer,
    Dated,
    Done,
    Grade,
    Graded,
    Inapplicable,
    Missing,
    Unusable,
    Within,
    Words,
)
from kpirules.syntax.unparse import format_period

_GRADES = {Grade.REACHED: "达成", Grade.PARTLY: "部分达成", Grade.MISSED: "未达成"}


def said_by(answer: Answer) -> str:
    """The answer as a person would write it; empty where nothing was said.

    >>> said_by(Done(frozenset({"推荐", "宣传"}))), said_by(Affirmed(yes=False))
    ('宣传、推荐', '否')
    """
    match answer:
        case Words(text):
            return text
        case Within(figures, text=text):
            return text or str(figures)
        case Graded(grade, text=text):
            return text or _GRADES[grade]
        case Affirmed(yes, text=text):
            return text or ("是" if yes else "否")
        case Done(items):
            return "、".join(sorted(items))
        case Dated(first, last):
            return format_period(first, last)
        case Inapplicable():
            return "不适用"
        case Missing():
            return ""
        case Unusable(reason):
            told = dict(reason.values)
            return (
                reason.source.text
                if reason.source is not None
                else told.get("answer", told.get("figure", ""))
            )
        case _:
            return str(answer)
