"""The words that tell whether more or less of something is wanted: ``readings.toml``, ready to be asked."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from attrs import field, frozen

from kpirules.quantity.unit import Unit, find_unit
from kpirules.syntax.ast import Comparator

_READINGS = {"at_least": Comparator.AT_LEAST, "at_most": Comparator.AT_MOST, "open": None}
_MARKS = re.compile(r"[\s★☆*●■◆▲·\"'“”‘’「」『』《》〈〉]+")
_BRACKETS = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_FRONT = re.compile(
    r"(?:指标[0-9一二三四五六七八九十]{0,3}[:：.、]|[0-9]{1,2}(?:[.、:：](?![0-9])|[)）])|[①-⑳]|其中[:：,，]?|[:：.、,，;；\-—]"
    r"|(?:数量|质量|时效|成本|效益|满意度)指标[:：])+"
)
_POINTS = ":：.。、,，;；…-—≥≤>=<~"
_BACK = ("指标值", "指标", "目标值", "目标", "情况", "达到", "达", "为")
_BRACKETED = re.compile(r"[(（]([^()（）]*)[)）]")
_BLANKS = re.compile(r"[≥≤><=*＊Xx×_\s0-9.]+")
_TIMES = frozenset({"天", "工作日", "小时", "个月"})


@frozen
class Head:
    """A group of words that end names: ``of`` are the kinds of number they speak of, the flags those of the table."""

    reading: Comparator | None
    of: frozenset[str]
    checked: bool = field(default=False, kw_only=True)
    falls: bool = field(default=False, kw_only=True)
    half: bool = field(default=False, kw_only=True)
    limit: bool = field(default=False, kw_only=True)
    whole: bool = field(default=False, kw_only=True)
    event: bool = field(default=False, kw_only=True)


@frozen
class Work:
    """Verbs of work: ``measured`` ones speak only of a number with a unit, ``timed`` words make a plain one days."""

    of: frozenset[str]
    words: tuple[str, ...]
    measured: tuple[str, ...]
    timed: tuple[str, ...]
    negated: tuple[str, ...]


@frozen
class Evidence:
    """The table as it is asked: word by word, group by group."""

    heads: Mapping[str, Head]
    headings: Mapping[str, Head]
    work: Work
    units: frozenset[str]
    bad: tuple[str, ...]
    done: tuple[str, ...]
    answered: tuple[str, ...]
    dealt: tuple[str, ...]
    objects: tuple[str, ...]
    hunted: tuple[str, ...]
    happens: tuple[str, ...]
    reduced: tuple[str, ...]
    undone: tuple[str, ...]
    lapses: tuple[str, ...]
    less: tuple[str, ...]
    turned: tuple[str, ...]
    turned_undealt: tuple[str, ...]
    dear: tuple[str, ...]
    dear_whole: tuple[str, ...]
    wanted: tuple[str, ...]
    restrained: tuple[str, ...]
    counted: tuple[str, ...]
    measured: tuple[str, ...]

    @cached_property
    def longest(self) -> int:
        """The characters of the longest word that ends a name."""
        return max(map(len, self.heads))

    def head(self, name: str) -> tuple[str, Head | None]:
        """The longest word of the table that ``name`` ends in; empty where there is none."""
        for start in range(max(0, len(name) - self.longest), len(name)):
            if (head := self.heads.get(name[start:])) is not None:
                return name[start:], head
        return "", None


def plain_name(name: str) -> str:
    """A name without numbering, marks, brackets and what stands between it and its figure.

    >>> plain_name("★指标1：苗木成活率（≥**%）：")
    '苗木成活率'
    """
    plain = _BRACKETS.sub("", _MARKS.sub("", name))
    plain = plain[match.end() :] if (match := _FRONT.match(plain)) else plain
    # A loop, because a pattern tied to the end of a text takes quadratic time to find it.
    while plain != (shorter := _without_end(plain.rstrip(_POINTS))):
        plain = shorter
    return plain


def _without_end(name: str) -> str:
    return name.removesuffix(next((word for word in _BACK if name.endswith(word)), ""))


def kind_of(unit: Unit | None, name: str) -> str:
    """What sort of number it is: share, count, money, time, plain or other; a unit in the name's brackets counts.

    >>> kind_of(None, "项目总投入（≥**万元）"), kind_of(find_unit("元/人"), "培训成本")
    ('money', 'money')
    """
    for bracket in _BRACKETED.findall(name) if unit is None else ():
        unit = unit or find_unit(_BLANKS.sub("", bracket))
    if unit is None:
        return "plain"
    powers = dict(unit.dimension)
    if powers.get("元", 0) > 0:
        return "money"
    if unit.is_share:
        return "share"
    if len(powers) == 1 and powers.keys() <= _TIMES:
        return "time"
    return "count" if unit.counted else "other"


@cache
def evidence() -> Evidence:
    """The table of this installation."""
    table = tomllib.loads(files("kpirules.rules").joinpath("readings.toml").read_text(encoding="utf-8"))
    bad, dear, work = table["bad"], table["dear"], table["work"]
    every = frozenset({"share", "count", "plain", "other", "money", "time"})
    rates = Head(Comparator.AT_MOST, every - {"money", "time"})
    events = Head(Comparator.AT_MOST, every - {"money", "time"}, event=True)
    heads = {
        word + end: rates if end.endswith(("率", "比例", "占比")) else events
        for word in bad["counted"]
        for end in bad["ends"]
    }
    for group in table["head"]:
        heads.update(dict.fromkeys(group["words"], _head(group)))
    return Evidence(
        heads=heads,
        headings={row["word"]: _head(row) for row in table["heading"]},
        work=Work(
            frozenset(work["of"]),
            *(tuple(work[key]) for key in ("words", "measured", "timed", "negated")),
        ),
        units=frozenset(table["unit"]["at_least"]),
        bad=tuple(bad["words"]),
        done=tuple(bad["done"]),
        answered=tuple(bad["answered"]),
        dealt=tuple(bad["dealt"]),
        objects=tuple(bad["objects"]),
        hunted=tuple(bad["hunted"]),
        happens=tuple(bad["happens"]),
        reduced=tuple(bad["reduced"]),
        undone=tuple(bad["undone"]),
        lapses=tuple(bad["lapses"]),
        less=tuple(bad["less"]),
        turned=tuple(bad["turned"]),
        turned_undealt=tuple(bad["turned_undealt"]),
        dear=tuple(dear["words"]),
        dear_whole=tuple(dear["whole"]),
        wanted=tuple(table["wanted"]["words"]),
        restrained=tuple(table["restrained"]["words"]),
        counted=tuple(table["counted"]["ends"]),
        measured=tuple(table["counted"]["except"]),
    )


def _head(row: Mapping[str, Any]) -> Head:
    flags = {key: bool(row.get(key)) for key in ("checked", "event", "falls", "half", "limit", "whole")}
    return Head(_READINGS[row["reading"]], frozenset(row["of"]), **flags)
