"""Equations, whose parts are told by their place, written out in a line."""

import re
from collections.abc import Mapping

from attrs import Factory, define

from kpirules.reading.passage import PLAIN, Passage
from kpirules.reading.wordlooks import attribute

_OPERATOR = re.compile(r"[-+−×÷·*/=<>≤≥,，、\s]")
_SIGNS = {"m:den": "/", "m:sup": "^", "m:sub": "_", "m:deg": "_", "m:lim": "_"}
_GROUPS = frozenset(_SIGNS) | {"m:num"}


@define
class Formula:
    """The parts of an equation that are open, and where in its passage each began."""

    opened: list[tuple[str, int]] = Factory(list)
    begins: list[str] = Factory(list)
    ends: list[str] = Factory(list)

    def start(self, name: str, attributes: Mapping[str, str], passage: Passage) -> None:
        """A part begins."""
        value = attribute(attributes, "val")
        match name:
            case "m:d":
                self.begins.append("(")
                self.ends.append(")")
            case "m:begChr" if self.begins:
                self.begins[-1] = value or ""
            case "m:endChr" if self.ends:
                self.ends[-1] = value or ""
            case "m:chr" if value:
                passage.add(value)
            case "m:rad":
                passage.add("√(")
            case _:
                pass
        if name == "m:e" and self.opened and self.opened[-1][0] == "m:d":
            passage.add(self.begins[-1])
        if name in _SIGNS:
            passage.add(_SIGNS[name])
        self.opened.append((name, len(passage.pieces)))

    def end(self, name: str, passage: Passage) -> None:
        """A part is over: bracketed if it is more than one number or word, told if it is the whole equation."""
        _, start = self.opened.pop()
        if name in _GROUPS:
            bracket(passage, start)
        elif name == "m:rad":
            passage.add(")")
        elif name == "m:e" and self.opened and self.opened[-1][0] == "m:d":
            passage.add(self.ends[-1])
        elif name == "m:d":
            self.begins.pop()
            self.ends.pop()
        elif name == "m:oMath":
            passage.remark("KPI850", text=_words(passage, start))


def bracket(passage: Passage, start: int) -> None:
    """Brackets around what was added since ``start``, if it is more than one number or word.

    >>> passage = Passage([("a+b", PLAIN)])
    >>> bracket(passage, 0)
    >>> passage.text
    '(a+b)'
    """
    if _OPERATOR.search(_words(passage, start)):
        passage.pieces.insert(start, ("(", PLAIN))
        passage.add(")")


def _words(passage: Passage, start: int) -> str:
    return "".join(words for words, look in passage.pieces[start:] if look.is_kept).strip()
