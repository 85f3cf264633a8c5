"""The words of a name or a promise, without a dictionary: pairs of characters, and how telling each is in one form."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from attrs import frozen

from kpirules.source import Source
from kpirules.syntax.spelling import spell

_RUN = re.compile(r"[㐀-䶿一-鿿]+|[A-Za-z0-9]+")
_JOINTS = "的和与及等"
_SPLIT = re.compile(f"[{_JOINTS}]")
_LONGEST = 4_000


def folded(text: str) -> str:
    """A name as it is compared: letters, digits and characters alone, small and half-width.

    >>> folded("科普 讲坛（场次）"), folded("FM 818")
    ('科普讲坛场次', 'fm818')
    """
    plain = text if text.isascii() else spell(Source(text[:_LONGEST])).text
    return "".join(_RUN.findall(plain)).lower()


def grams(text: str) -> tuple[str, ...]:
    """Pairs of neighbouring characters, each once and in order; letters and digits in a row are one.

    >>> grams("黄埔FM818系列")
    ('黄埔', 'fm818', '系列')
    """
    found: dict[str, None] = {}
    for run in _RUN.findall(text[:_LONGEST]):
        if run.isascii():
            found[run.lower()] = None
            continue
        for piece in _SPLIT.split(run):
            pairs = [piece[at : at + 2] for at in range(len(piece) - 1)] or [piece]
            found.update(dict.fromkeys(pair for pair in pairs if pair))
    return tuple(found)


def shared_words(text: str, common: Iterable[str]) -> str:
    """The longest stretches of ``text`` that are made of common pairs, as an explanation shows them.

    >>> shared_words("黄埔科普讲坛活动", ("科普", "普讲", "讲坛", "活动"))
    '“科普讲坛”“活动”'
    """
    known, found = frozenset(common), list[str]()
    at = 0
    while at < len(text) - 1:
        end = at
        while text[end : end + 2].lower() in known and len(text[end : end + 2]) == 2:
            end += 1
        if end > at:
            found.append(text[at : end + 1])
        at = end + 1
    return "".join(f"“{word}”" for word in dict.fromkeys(found)) or "".join(
        f"“{one}”" for one in sorted(known)
    )


@frozen(eq=False)
class Telling:
    """How telling a word is: the more names of the form have it, the less it tells one from another."""

    weights: Mapping[str, float]
    unknown: float

    @classmethod
    def of(cls, names: Iterable[Iterable[str]]) -> "Telling":
        """From the words of every name of the form.

        >>> Telling.of([("讲坛",), ("活动",), ("活动",)]).of_words(("讲坛",)) > 1
        True
        """
        listed = [tuple(words) for words in names]
        counts = Counter(word for words in listed for word in words)
        return cls(
            {word: log(1 + len(listed) / count) for word, count in counts.items()}, log(1 + len(listed))
        )

    def of_word(self, word: str) -> float:
        """What one word tells; a word that no name has tells as much as one that only one has."""
        return self.weights.get(word, self.unknown)

    def of_words(self, words: Iterable[str]) -> float:
        """What several words tell together."""
        return sum(map(self.of_word, words))
