"""The word lists of ``prose.toml``: what stands round a number in the prose of a task."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from attrs import frozen


@frozen
class ProseWords:
    """The lists as patterns, longest words first, and as sets."""

    verb: re.Pattern[str]
    filler: re.Pattern[str]
    modifier: re.Pattern[str]
    head: re.Pattern[str]
    growth: str
    background: re.Pattern[str]
    background_sentence: re.Pattern[str]
    strong: re.Pattern[str]
    opening: re.Pattern[str]
    each: re.Pattern[str]
    spending: re.Pattern[str]
    slogan: re.Pattern[str]
    verbs: str
    describing: frozenset[str]
    time: frozenset[str]
    singles: frozenset[str]


@cache
def prose_words() -> ProseWords:
    """The table that ships with the library, read once."""
    table = tomllib.loads(files("kpirules.declaration").joinpath("prose.toml").read_text(encoding="utf-8"))
    return ProseWords(
        verb=re.compile(_any(table["verbs"])),
        filler=re.compile(_any(table["fillers"])),
        modifier=re.compile(_any(table["modifiers"])),
        head=re.compile(_any(table["heads"])),
        growth=_any(table["growth"]),
        background=re.compile(table["background"]),
        background_sentence=re.compile(table["background_sentence"]),
        strong=re.compile(f".*(?:{_any(table['strong'])})"),
        opening=re.compile(table["openings"]),
        each=re.compile(table["each"]),
        spending=re.compile(_any(table["spending"])),
        slogan=re.compile(table["slogans"]),
        verbs=_any(table["verbs"]),
        describing=frozenset(table["describing"]),
        time=frozenset(table["time"]),
        singles=frozenset(table["singles"]),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
