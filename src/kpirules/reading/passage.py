"""Words of a document with the looks that change what they say."""

import re
from collections.abc import Iterable, Iterator

from attrs import Factory, define, frozen

from kpirules.diagnostics import Diagnostic
from kpirules.reading.notes import about
from kpirules.reading.symbols import UNKNOWN, glyph, lowered, raised
from kpirules.source import Place

_DIGIT = re.compile("[0-9]")
_CONTEXT = 6
_LONGEST_CHANGE = 72


@frozen
class Look:
    """How a stretch of words is shown: removed or inserted by a tracked change, struck, hidden, raised, lowered.

    ``font`` is the name of a font of symbols, empty for every other font.
    """

    removed: bool = False
    inserted: bool = False
    struck: bool = False
    hidden: bool = False
    raised: bool = False
    lowered: bool = False
    font: str = ""

    @property
    def is_kept(self) -> bool:
        return not (self.removed or self.struck or self.hidden)


PLAIN = Look()


@define
class Passage:
    """A paragraph as it is gathered; what is kept of it is :attr:`text`, and the rest is told.

    >>> passage = Passage()
    >>> for words, look in [
    ...     ("≥", PLAIN),
    ...     ("8", Look(removed=True)),
    ...     ("6", Look(inserted=True)),
    ...     ("场", PLAIN),
    ... ]:
    ...     passage.add(words, look)
    >>> passage.text, [dict(found.values) for found in passage.diagnostics(None)]
    ('≥6场', [{'change': '≥[8→6]场'}])
    """

    pieces: list[tuple[str, Look]] = Factory(list)
    remarks: list[tuple[str, dict[str, str]]] = Factory(list)
    last: str = " "
    """The last character that was kept, a blank at first."""

    def add(self, words: str, look: Look = PLAIN) -> None:
        if words:
            self.pieces.append((words, look))
            self.last = words[-1] if look.is_kept else self.last

    def remark(self, code: str, **values: str) -> None:
        """Something to be told about the cell these words come to stand in."""
        self.remarks.append((code, values))

    def join(self, other: "Passage", *, gap: str) -> None:
        """Let ``other`` follow, parted by ``gap`` where both say something."""
        if self.is_empty:
            gap = ""
        self.pieces += [(gap, PLAIN), *other.pieces] if gap and other.pieces else other.pieces
        self.remarks += other.remarks

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a word, kept or not, nor a remark."""
        return not self.remarks and all(words.isspace() for words, _ in self.pieces)

    @property
    def text(self) -> str:
        """What is kept: without removed, struck and hidden words, raised digits as such, every line trimmed."""
        lines = "".join(_shown(words, look) for words, look in self.pieces if look.is_kept).split("\n")
        return "\n".join(line.strip() for line in lines).strip("\n")

    def diagnostics(self, place: Place | None) -> Iterator[Diagnostic]:
        """What there is to tell about these words, which stand in ``place``."""
        text = self.text
        if any(look.removed or look.inserted for _, look in self.pieces):
            yield about("KPI844", text, place, change=_change(self.pieces))
        unchanged = [(words, look) for words, look in self.pieces if not look.removed]
        struck = _joined(words for words, look in unchanged if look.struck and not look.hidden)
        if struck:
            yield about("KPI845", text, place, struck=struck, text=text)
        hidden = _joined(words for words, look in unchanged if look.hidden)
        if hidden:
            yield about("KPI846", text, place, hidden=hidden)
        kept = [(words, look) for words, look in unchanged if look.is_kept]
        if any((look.raised or look.lowered) and _DIGIT.search(words) for words, look in kept):
            yield about("KPI847", text, place, before=_levelled(kept), text=text)
        for shown, font in dict.fromkeys(_symbols(kept)):
            code = "KPI848" if glyph(shown, font=font) == UNKNOWN else "KPI857"
            named = f"{font or 'font ?'} U+{ord(shown):04X}"
            yield about(code, text, place, what=named, text=glyph(shown, font=font))
        for code, values in self.remarks:
            yield about(code, text, place, **values)


def joined(passages: Iterable[Passage], *, gap: str = "\n") -> Passage:
    """One passage of several, each on a line of its own."""
    whole = Passage()
    for passage in passages:
        whole.join(passage, gap=gap)
    return whole


def _shown(words: str, look: Look) -> str:
    if look.font or not words.isascii():
        words = "".join(glyph(character, font=look.font) for character in words)
    words = words.replace("\N{NO-BREAK SPACE}", " ")
    if look.raised:
        return raised(words)
    return lowered(words) if look.lowered else words


def _joined(words: Iterable[str]) -> str:
    return " ".join("".join(words).split())


def _symbols(pieces: Iterable[tuple[str, Look]]) -> Iterator[tuple[str, str]]:
    for words, look in pieces:
        if look.font or not words.isascii():
            for character in words:
                if glyph(character, font=look.font) != character:
                    yield character, look.font


def _levelled(pieces: Iterable[tuple[str, Look]]) -> str:
    """The words with raised digits behind ^ and lowered ones behind _."""
    parts = []
    for words, look in pieces:
        sign = ("^" if look.raised else "_" if look.lowered else "") if _DIGIT.search(words) else ""
        parts.append(f"{sign}{words}")
    return _joined(parts)


def _change(pieces: Iterable[tuple[str, Look]]) -> str:
    """Changes in brackets, before and after, with a few of the words around them."""
    parts: list[str] = []
    before, after, same = "", "", ""
    for words, look in [*pieces, ("", PLAIN)]:
        if look.removed or look.inserted:
            if same:
                parts.append(same)
                same = ""
            if look.removed:
                before += words
            else:
                after += words
            continue
        if before or after:
            parts.append(f"[{_joined([before])}→{_joined([after])}]")
            before, after = "", ""
        same += words if not look.hidden else ""
    parts.append(same)
    if sum(map(len, parts)) > _LONGEST_CHANGE:
        parts = [part if part.startswith("[") and "→" in part else _shortened(part) for part in parts]
    return _joined(parts)


def _shortened(words: str) -> str:
    return words if len(words) <= 2 * _CONTEXT else f"{words[:_CONTEXT]}…{words[-_CONTEXT:]}"
