"""What the words of the language mean, as data that can be replaced."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from attrs import evolve, field, frozen

from kpirules.syntax.ast import Comparator


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
    deviations: frozenset[str]
    verbs: tuple[str, ...]
    endings: tuple[str, ...]

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
    return Words(
        meanings={
            word: Meaning(Comparator(row["means"]), row["source"])
            for word, row in table["comparator"].items()
        },
        deviations=frozenset(table["deviation"]["names"]),
        verbs=tuple(table["checklist"]["verbs"]),
        endings=tuple(table["checklist"]["endings"]),
    )
