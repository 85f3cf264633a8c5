"""The words forms use for the first and second level of indicators, and which stands under which."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from attrs import frozen

from kpirules.limits import LIMITS

_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$")
_SUFFIX = "指标"
_LONGEST = 60


@frozen
class _Trees:
    parents: Mapping[str, frozenset[str]]
    firsts: frozenset[str]
    aliases: Mapping[str, str]


@lru_cache(LIMITS.remembered)
def level_label(text: str) -> str:
    """The label that ``text`` spells: blanks and a closing bracket (50分) dropped, aliases replaced.

    >>> level_label("产出 指标（50分）"), level_label("效果指标")
    ('产出指标', '效益指标')
    """
    if len(text) > _LONGEST:
        return text
    folded = _BRACKETS.sub("", "".join(text.split()))
    return _trees().aliases.get(folded, folded)


@lru_cache(LIMITS.remembered)
def in_column(text: str) -> str:
    """As :func:`level_label` for a cell of a level column, where 数量 stands for 数量指标.

    >>> in_column("数量")
    '数量指标'
    """
    label = level_label(text)
    full = level_label(label + _SUFFIX)
    return full if is_level(full) and not is_level(label) else label


def is_first(label: str) -> bool:
    """Whether some tree has ``label`` at its first level."""
    return label in _trees().firsts


def is_second(label: str) -> bool:
    """Whether some tree has ``label`` at its second level."""
    return label in _trees().parents


def is_level(label: str) -> bool:
    """Whether some tree has ``label`` at either level."""
    return is_first(label) or is_second(label)


def parents(label: str) -> frozenset[str]:
    """The first levels under which some tree has the second level ``label``.

    >>> sorted(parents("可持续影响指标"))
    ['效益指标']
    """
    return _trees().parents.get(label, frozenset())


@cache
def _trees() -> _Trees:
    table = tomllib.loads(files("kpirules.declaration").joinpath("trees.toml").read_text(encoding="utf-8"))
    above: dict[str, set[str]] = {}
    for tree in table["tree"].values():
        for first, seconds in tree.items():
            for second in seconds:
                above.setdefault(second, set()).add(first)
    return _Trees(
        parents={second: frozenset(firsts) for second, firsts in above.items()},
        firsts=frozenset(first for tree in table["tree"].values() for first in tree),
        aliases=table["alias"],
    )
