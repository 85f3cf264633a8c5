"""The labels of forms: how they are spelt, and what they stand for."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from kpirules.limits import LIMITS

_HALF_WIDTH = str.maketrans("（）：／［］【】", "():/[][]")
_QUALIFIER = re.compile(r"[(\[]([^()\[\]]*)[)\]]$")
_MONEY_UNIT = re.compile(r"(?:金额)?单位:(?:人民币)?((?:百|千|万|百万|千万|亿)?元)")
_MONEY = re.compile(r"(?:百|千|万|百万|千万|亿)?元")


def fold(text: str) -> str:
    """A label without blanks and closing colon, its brackets half-width.

    >>> fold("部门名称 ：")
    '部门名称'
    """
    return "".join(text.split()).translate(_HALF_WIDTH).rstrip(":")


def bare(text: str) -> str:
    """A folded label without the brackets at its end.

    >>> bare("拟投入的资金（万元）")
    '拟投入的资金'
    """
    return _QUALIFIER.sub("", fold(text)).rstrip(":")


@lru_cache(LIMITS.remembered)
def meaning(text: str, *, table: str) -> str | None:
    """What ``text`` stands for among the labels of ``table`` (a heading of ``labels.toml``).

    >>> meaning("总 体 绩 效 目 标：", table="region")
    'goal'
    """
    # Most cells are no labels, and the first character tells.
    if len(text) > _LONGEST or text.lstrip()[:1] not in _openings():
        return None
    words = _labels()[table]
    folded = fold(text)
    return words.get(folded) or words.get(bare(folded))


def labelled_value(text: str, *, table: str) -> tuple[str, str] | None:
    """The meaning of a label and the value behind its colon where one cell holds both.

    >>> labelled_value("部门名称：科学技术协会", table="region")
    ('department', '科学技术协会')
    """
    label, colon, value = text.translate(_HALF_WIDTH).partition(":")
    found = meaning(label, table=table) if colon else None
    return (found, text[-len(value) :].strip()) if found and value.strip() else None


GOALS = frozenset({"goal", "period_goal"})
_YEARS = re.compile(r"\((?:19|20)[0-9X×]{2}[^()]*\)$")


def goal_label(text: str) -> str | None:
    """Whose goal a label heads, the year's or the whole period's; ``None`` for a text that is no such label.

    >>> goal_label("实施期目标（2023年—2025年）"), goal_label("完成培训")
    ('period_goal', None)
    """
    found = meaning(_YEARS.sub("", fold(text)), table="region") if len(text) <= _LONGEST else None
    return found if found in GOALS else None


def money_unit(text: str) -> str:
    """The unit of money in the brackets of a header, empty if there is none.

    >>> money_unit("预算金额（万元）")
    '万元'
    """
    qualifier = _QUALIFIER.search(fold(text)) if len(text) <= _LONGEST else None
    if qualifier is None:
        return ""
    inside = qualifier[1].removeprefix("单位:")
    return inside if _MONEY.fullmatch(inside) else ""


def stated_unit(text: str) -> str:
    """The unit of money that a line such as 金额单位：万元 states for the whole form."""
    found = _MONEY_UNIT.search(fold(text)) if "元" in text and len(text) <= _LONGEST else None
    return found[1] if found else ""


_LONGEST = 60


@cache
def _openings() -> frozenset[str]:
    """The characters that labels begin with, in either width."""
    first = {word[0] for words in _labels().values() for word in words}
    return frozenset(first | {chr(wide) for wide, half in _HALF_WIDTH.items() if half in map(ord, first)})


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    table = tomllib.loads(files("kpirules.reading").joinpath("labels.toml").read_text(encoding="utf-8"))
    return {
        name: {word: meant for meant, words in group.items() for word in words}
        for name, group in table.items()
    }
