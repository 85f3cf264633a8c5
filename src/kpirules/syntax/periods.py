"""The periods that growth is told over: which words mean one period, as data."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import frozen

OWN = "本年"
"""The input for the figure that has grown, where the rule does not speak of the indicator itself."""

_YEAR = re.compile(r"(?P<year>(?:19|20)[0-9]{2})年(?:度|同期)?(?P<rest>.*)")
_YEAR_END = re.compile(r"[年]?[底末]")


@frozen
class Periods:
    """The table of periods: ``names`` from each word to its period, ``near`` what is taken for one with a finding."""

    names: Mapping[str, str]
    near: Mapping[str, tuple[str, ...]]
    levels: tuple[str, ...]
    fillers: tuple[str, ...]
    decreases: tuple[str, ...]

    def period(self, word: str) -> str:
        """The period that a word means; any other name means itself.

        >>> standard_periods().period("去年同期水平"), standard_periods().period("2023年度")
        ('上年', '2023年')
        """
        bare = self._bare(word)
        known = self.names.get(bare)
        if known is not None:
            return known
        year = _YEAR.fullmatch(bare)
        if year is None:
            return word
        rest = year["rest"]
        return f"{year['year']}年{'底' if _YEAR_END.fullmatch(rest) else rest}"

    def is_period(self, word: str) -> bool:
        """Whether a word means a period of the table or a year of the calendar."""
        bare = self._bare(word)
        return (
            bare in self.names or re.fullmatch(r"(?:19|20)[0-9]{2}年(?:度|同期|年?[底末])?", bare) is not None
        )

    def is_base(self, word: str) -> bool:
        """Whether a word means a period that something may have grown over.

        >>> standard_periods().is_base("上年"), standard_periods().is_base("本期")
        (True, False)
        """
        return self.is_period(word) and self.period(word) != OWN

    def subject(self, text: str) -> str:
        """What is said to grow, without the words that say nothing of it (实现, 的)."""
        text = text.strip(" ,")
        for filler in sorted(self.fillers, key=len, reverse=True):
            text = text.removesuffix(filler)
        return "" if text in self.fillers else text

    def _bare(self, word: str) -> str:
        """The word without what is said about its level (水平), unless the whole of it is in the table."""
        while word not in self.names:
            shorter = next((word.removesuffix(end) for end in self.levels if word.endswith(end)), word)
            if shorter == word or not shorter:
                break
            word = shorter
        return word


@cache
def standard_periods() -> Periods:
    """The table that ships with the library, read once from ``periods.toml``."""
    table = tomllib.loads(files("kpirules.syntax").joinpath("periods.toml").read_text(encoding="utf-8"))
    same = table["same"]
    return Periods(
        names={word: period for period, words in same.items() for word in (period, *words)},
        near={period: tuple(words) for period, words in table["near"].items()},
        levels=tuple(sorted(table["level"]["words"], key=len, reverse=True)),
        fillers=tuple(table["filler"]["words"]),
        decreases=tuple(table["decrease"]["ends"]),
    )
