"""What the words of the language mean, as data that can be replaced."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files

from attrs import evolve, field, frozen

from kpirules.syntax.ast import Comparator

# Behind these a figure is due; 突破 and 不足 may end an aim in words.
_LEADING = ("于", "超过", "至少", "最少", "起码", "至多", "最多")
_INCLUSIVE = {Comparator.MORE_THAN: Comparator.AT_LEAST, Comparator.LESS_THAN: Comparator.AT_MOST}

OPEN_ABOVE = "余"
"""The word of the comparison that ``3000余人`` makes: more than 3000, and nobody says how much more."""


@frozen
class Meaning:
    """The comparator a word stands for, and the ground for it."""

    comparator: Comparator
    source: str


@frozen
class Words:
    """The word table: comparators, names of deviations, and what opens and closes a checklist.

    >>> standard_words().comparator("以上").value
    '≥'
    """

    meanings: Mapping[str, Meaning] = field(hash=False)
    about: frozenset[str]
    deviations: tuple[str, ...]
    verbs: tuple[str, ...]
    endings: tuple[str, ...]
    none: re.Pattern[str] = field(eq=False, repr=False)

    @cached_property
    def leading(self) -> tuple[str, ...]:
        """The words that a figure must follow and that no other word ends in: 不少于, 至多."""
        return tuple(word for word in self.meanings if word.endswith(_LEADING))

    def comparator(self, written: str) -> Comparator:
        """The comparator that a sign or word stands for."""
        meaning = self.meanings.get(written)
        return meaning.comparator if meaning is not None else Comparator(written)

    def source(self, written: str) -> str:
        """The ground for a word's meaning; empty for a sign."""
        meaning = self.meanings.get(written)
        return meaning.source if meaning is not None else ""

    def with_meaning(self, word: str, comparator: Comparator, *, source: str) -> "Words":
        """A copy in which one word means something else, as another law may want it.

        >>> law = standard_words().with_meaning("以下", Comparator.LESS_THAN, source="刑法 art. 99")
        >>> law.comparator("以下").value
        '<'
        """
        return evolve(self, meanings={**self.meanings, word: Meaning(comparator, source)})


@cache
def standard_words() -> Words:
    """The table that ships with the library, read once from ``words.toml``."""
    table = tomllib.loads(files("kpirules.syntax").joinpath("words.toml").read_text(encoding="utf-8"))
    plain = {
        word: Meaning(Comparator(row["means"]), row["source"]) for word, row in table["comparator"].items()
    }
    return Words(
        meanings=plain | _derive(plain, table["derived"]),
        about=frozenset(table["about"]["words"]),
        deviations=tuple(table["deviation"]["names"]),
        verbs=tuple(table["checklist"]["verbs"]),
        endings=tuple(table["checklist"]["endings"]),
        none=_none(table["zero"]),
    )


def _none(zero: Mapping[str, list[str]]) -> re.Pattern[str]:
    """``零事故``, ``无重大安全责任事故发生``: what says that none of something bad may be."""
    openings, things, closings = ("|".join(zero[key]) for key in ("openings", "things", "closings"))
    return re.compile(rf"(?:{openings})(?P<thing>[㐀-䶿一-鿿]{{0,12}}?(?:{things}))(?:的?(?:{closings}))?")


def _derive(plain: Mapping[str, Meaning], derived: Mapping[str, list[str]]) -> dict[str, Meaning]:
    """The compound words: a negation turns a comparator round, 或等于 includes the number."""
    found: dict[str, Meaning] = {}
    for negation in derived["negations"]:
        for word in derived["turned"]:
            found[negation + word] = Meaning(plain[word].comparator.negated, plain[word].source)
    for word in derived["inclusive"]:
        meaning = Meaning(_INCLUSIVE[plain[word].comparator], "plain meaning")
        for joint in ("", "或", "者"):
            found[f"{word}{'或者' if joint == '者' else joint}等于"] = meaning
        found |= {f"等于或{word}": meaning, f"等于或者{word}": meaning}
    for word in derived["attained"]:
        found |= dict.fromkeys(
            (f"达到或{word}", f"达到或者{word}"), Meaning(Comparator.AT_LEAST, "plain meaning")
        )
    found |= dict.fromkeys(("超过或达到", "超过或者达到"), Meaning(Comparator.AT_LEAST, "plain meaning"))
    found |= {bound + filler: plain[bound] for bound in derived["bounds"] for filler in derived["fillers"]}
    return {word: meaning for word, meaning in found.items() if word not in plain}
