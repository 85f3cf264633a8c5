"""What an audit measures by: thresholds, trees and word lists, as data."""

import re
import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen


@frozen
class Lexicon:
    """Words of names and prose; each list is explained where it stands, in ``profiles.toml``."""

    vague: tuple[str, ...]
    benefit: tuple[str, ...]
    output: tuple[str, ...]
    not_output: tuple[str, ...]
    share_ends: tuple[str, ...]
    not_share: tuple[str, ...]
    date_ends: tuple[str, ...]
    unwanted: tuple[str, ...]
    dealt: tuple[str, ...]
    wanted: tuple[str, ...]
    growing: tuple[str, ...]
    spending: tuple[str, ...]
    money: tuple[str, ...]
    sample: tuple[str, ...]
    openings: tuple[str, ...]
    modifiers: tuple[str, ...]
    tails: tuple[str, ...]
    measures: tuple[str, ...]


@frozen
class Profile:
    """One way to audit: which trees, sums and thresholds hold, and by which words names are read.

    Money is in 万元, shares are fractions of one; ``parents`` are the first levels a second one may stand under.

    >>> Profile.standard().weight_sums
    (Fraction(90, 1), Fraction(100, 1))
    """

    name: str
    parents: Mapping[str, frozenset[str]]
    weight_sums: tuple[Fraction, ...]
    tolerance: Fraction
    expenditure: tuple[str, ...]
    magnitude: Fraction
    pasted_rows: int
    satisfaction: Fraction
    easy: Fraction
    good: Fraction
    unspent: Fraction
    task_likeness: float
    verb: float
    promise_likeness: float
    stray_likeness: float
    rival: float
    flattened: tuple[str, ...]
    words: Lexicon
    units: Mapping[str, tuple[str, ...]]
    placeholder: re.Pattern[str]
    template_tail: re.Pattern[str]

    @classmethod
    def standard(cls) -> "Profile":
        """The profile that ships with the library."""
        return _profiles()["standard"]

    @classmethod
    def named(cls, name: str) -> "Profile":
        """The profile of that name; raises ValueError with the names there are.

        >>> Profile.named("standard") is Profile.standard()
        True
        """
        found = _profiles().get(name)
        if found is None:
            message = f"no profile is named {name!r}; there are: {', '.join(_profiles())}"
            raise ValueError(message)
        return found


@cache
def _profiles() -> Mapping[str, Profile]:
    table = tomllib.loads(files("kpirules.audit").joinpath("profiles.toml").read_text(encoding="utf-8"))
    trees = tomllib.loads(files("kpirules.declaration").joinpath("trees.toml").read_text(encoding="utf-8"))
    return {name: _profile(name, row, trees["tree"]) for name, row in table.items()}


def _profile(name: str, row: Mapping[str, Any], trees: Mapping[str, Mapping[str, list[str]]]) -> Profile:
    above: dict[str, set[str]] = {}
    for tree in row["trees"]:
        for first, seconds in trees[tree].items():
            for second in seconds:
                above.setdefault(second, set()).add(first)
    return Profile(
        name,
        parents={second: frozenset(firsts) for second, firsts in above.items()},
        weight_sums=tuple(map(Fraction, row["weight_sums"])),
        tolerance=Fraction(row["tolerance"]),
        expenditure=tuple(row["expenditure"]),
        magnitude=Fraction(row["magnitude"]),
        pasted_rows=row["pasted_rows"],
        satisfaction=_share(row["satisfaction"]),
        easy=Fraction(row["easy"]),
        good=_share(row["good"]),
        unspent=_share(row["unspent"]),
        task_likeness=row["task_likeness"],
        verb=row["verb"],
        promise_likeness=row["promise_likeness"],
        stray_likeness=row["stray_likeness"],
        rival=row["rival"],
        flattened=tuple(row["flattened"]),
        words=Lexicon(**{kind: tuple(words) for kind, words in row["words"].items()}),
        units={end: tuple(units) for end, units in row["units"].items()},
        placeholder=re.compile(row["placeholders"]["written"]),
        template_tail=re.compile(row["placeholders"]["tails"]),
    )


def _share(percent: str) -> Fraction:
    return Fraction(percent.removesuffix("%")) / 100
