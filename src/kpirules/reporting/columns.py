"""Text laid out in the columns of a terminal, where a Chinese character takes two."""

import re
from functools import lru_cache
from unicodedata import category, east_asian_width

from kpirules.source import visible

_LONGEST = 400
_OPENING, _CLOSING = "（［【《〈「『“‘([", "）］】》〉」』”’)]，。、；：！？…｜,.;:!?%"
# What stays on one line: a run of half-width characters or one full-width character, with the brackets and stops
# that may not end or begin a line.
_PIECE = re.compile(
    rf" +|[{re.escape(_OPENING)}]*(?:[!-~]+|[^ ])[{re.escape(_CLOSING)}]*", re.DOTALL | re.UNICODE
)


def clean(text: str, *, longest: int = _LONGEST) -> str:
    r"""Text of a file as one line that is safe to print: no control or bidi characters, the middle of a flood left out.

    >>> clean("科普\n讲坛\x1b[31m")
    '科普 讲坛<U+001B>[31m'
    """
    return visible(" ".join(text[: 4 * longest].split()), longest=longest)


def width(text: str) -> int:
    """The columns that ``text`` takes.

    >>> width("≥ 2场")
    5
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def pad(text: str, columns: int) -> str:
    """``text`` with blanks behind it up to so many columns.

    >>> pad("场次", 6) + "|"
    '场次  |'
    """
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most so many columns; a run of letters is broken only where it fits on no line.

    >>> wrap("满意人数 1795人，调查总人数 2000人", 18)
    ['满意人数 1795人，', '调查总人数 2000人']
    """
    if width(text) <= columns:
        return [text.strip(" ")]
    lines = [""]
    room = columns
    for piece in _pieces(text, columns):
        taken = width(piece)
        if taken > room and lines[-1]:
            lines.append("")
            room = columns
        if lines[-1] or not piece.isspace():
            lines[-1] += piece
            room -= taken
    return [line.rstrip() for line in lines if line.strip()] or [""]


def _pieces(text: str, columns: int) -> list[str]:
    pieces = []
    for piece in _PIECE.findall(text):
        if width(piece) <= columns:
            pieces.append(piece)
        else:
            pieces += list(piece)
    return pieces


@lru_cache(maxsize=8_192)
def _width(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1
