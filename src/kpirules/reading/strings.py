"""Texts of cells that may be rich: struck, raised and lowered runs are told apart."""

import re

from attrs import frozen

from kpirules.reading.markup import local

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RAISED = dict(zip("0123456789+-=()n−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ⁻", strict=True))
_LOWERED = dict(zip("0123456789+-=()−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋", strict=True))
_SIGNS = {"superscript": _RAISED, "subscript": _LOWERED}
_OFF = {"0", "false", "none"}


@frozen
class Rich:
    """A text as it is seen: ``text`` without what is struck, ``whole`` with it, ``small`` what is raised or lowered.

    Raised and lowered digits stand as the signs ⁴ and ₂; what has no such sign stands on the line.
    """

    text: str
    whole: str
    small: str = ""


class RichText:
    """Collects the runs of one ``si`` or ``is`` element as a walk meets them."""

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._whole: list[str] = []
        self._small: list[str] = []
        self._pieces: list[str] = []
        self._is_struck = self._is_reading = False
        self._script = ""
        self._phonetic = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self._is_reading = not self._phonetic
        elif name == "r":
            self._is_struck, self._script = False, ""
        elif name == "rPh":
            self._phonetic += 1
        elif name == "strike":
            self._is_struck = attributes.get("val", "1") not in _OFF
        elif name == "vertAlign":
            self._script = attributes.get("val", "") if attributes.get("val") in _SIGNS else ""

    def text(self, text: str) -> None:
        if self._is_reading:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "rPh":
            self._phonetic -= 1
        elif name == "t":
            self._close("".join(self._pieces))
            self._pieces.clear()
            self._is_reading = False
        elif name == "r":
            self._is_struck, self._script = False, ""

    def taken(self) -> str | Rich:
        """The text collected so far, :class:`Rich` where it is more than its characters; the next begins empty."""
        text, whole = "".join(self._kept), "".join(self._whole)
        found = Rich(text, whole, "".join(self._small)) if self._small or text != whole else text
        for pieces in (self._kept, self._whole, self._small, self._pieces):
            pieces.clear()
        self._is_struck = self._is_reading = False
        self._script = ""
        self._phonetic = 0
        return found

    def _close(self, text: str) -> None:
        text = unescaped(text)
        if self._script and text.strip():
            self._small.append(text)
            text = written_small(text, self._script)
        self._whole.append(text)
        if not self._is_struck:
            self._kept.append(text)


def written_small(text: str, script: str) -> str:
    """A raised or lowered text in signs of that kind, if there are such for all of it.

    >>> written_small("4", "superscript"), written_small("注4", "superscript")
    ('⁴', '注4')
    """
    signs = _SIGNS[script]
    return "".join(signs[sign] for sign in text) if all(sign in signs for sign in text) else text


def unescaped(text: str) -> str:
    r"""Characters that XML cannot hold are written as ``_x000D_``; a line has one kind of end.

    >>> unescaped("a_x000D__x000A_b")
    'a\nb'
    """
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _character(found: re.Match[str]) -> str:
    """What the escape stands for; one of a character that no text should hold stays as it is written."""
    character = chr(int(found[1], 16))
    return character if character.isprintable() or character in "\t\n\r" else found[0]


class SharedStrings:
    """The handlers of a walk through the table of texts that cells point into; ``texts`` is the table."""

    def __init__(self) -> None:
        self.texts: list[str | Rich] = []
        self._rich = RichText()
        self.text = self._rich.text

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._rich.start(local(name), attributes)

    def end(self, name: str) -> None:
        name = local(name)
        if name == "si":
            self.texts.append(self._rich.taken())
        else:
            self._rich.end(name)
