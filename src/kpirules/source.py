"""Where a text came from and which of its characters are meant."""

from pathlib import PurePath
from unicodedata import category, east_asian_width

from attrs import field, frozen

_FULL_WIDTH_SPACE = "\N{IDEOGRAPHIC SPACE}"
_SNIPPET_CHARACTERS = 38  # full-width, they fill a line of 80 columns


@frozen(order=True)
class Span:
    """The characters from ``start`` up to but not including ``end`` of a text.

    >>> Span(1, 3).of("≥15场")
    '15'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def join(self, other: "Span") -> "Span":
        return Span(min(self.start, other.start), max(self.end, other.end))


@frozen
class Place:
    """A cell or line of a file; ``line``, ``row`` and ``column`` count from 1, ``sheet`` names a worksheet.

    >>> str(Place(file="declaration.txt", line=23))
    'declaration.txt:23'
    """

    file: str | None = None
    sheet: str | None = field(default=None, kw_only=True)
    line: int | None = field(default=None, kw_only=True)
    row: int | None = field(default=None, kw_only=True)
    column: int | None = field(default=None, kw_only=True)

    def __str__(self) -> str:
        name = visible(PurePath(self.file).name) if self.file else ""
        sheet = f"[{visible(self.sheet)}]" if self.sheet else ""
        line = self.line if self.line is not None else self.row
        where = f":{line}" if line is not None else ""
        return f"{name}{sheet}{where}" or "<text>"


@frozen
class Source:
    r"""A text as a person wrote it, and its place.

    >>> Source("满意人数≥≥90%").snippet(Span(5, 6)).split("\n")[1]
    '　　　　 ^'
    """

    text: str
    place: Place | None = None

    def snippet(self, span: Span) -> str:
        """The line of ``span`` with a caret below it that stays aligned under full-width characters."""
        start = min(max(span.start, 0), len(self.text))
        begin = max(self.text.rfind("\n", 0, start) + 1, start - _SNIPPET_CHARACTERS // 2)
        line = self.text[begin : begin + _SNIPPET_CHARACTERS].split("\n", 1)[0]
        marked = line[start - begin : max(span.end, start + 1) - begin]
        padding = "".join(_pad(character) for character in line[: start - begin])
        carets = "^" * max(1, sum(_width(character) for character in marked))
        shown = "".join(_printable(character) for character in line)
        return f"{shown}\n{padding}{carets}"


def exact(text: str) -> str:
    """The characters of ``text`` alone, whatever a caller's own class of strings does when it is compared or hashed.

    >>> class Loud(str):
    ...     def __str__(self):
    ...         return "!"
    >>> exact(Loud("2场"))
    '2场'
    """
    return text if type(text) is str else str.__str__(text)


def visible(text: str, *, longest: int = 80) -> str:
    r"""``text`` safe to print in a message: control and bidi characters named, the middle of a long text left out.

    >>> visible("2场\x1b]0;")
    '2场<U+001B>]0;'
    """
    if len(text) > longest:
        text = f"{text[: longest // 2]}…{text[-longest // 4 :]}"
    if text.isprintable():  # no character of it is hidden, and most texts are such
        return text
    return "".join(f"<U+{ord(c):04X}>" if is_hidden(c) else c for c in text)


def is_hidden(character: str) -> bool:
    r"""Whether a character is never printed raw: control, format (bidi, zero width), surrogate, private, line separators.

    >>> is_hidden("\u202e"), is_hidden("场")
    (True, False)
    """
    return category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _printable(character: str) -> str:
    """One column stays one column, so that the caret below stays where it is."""
    return "\N{REPLACEMENT CHARACTER}" if is_hidden(character) else character


def _width(character: str) -> int:
    return 2 if east_asian_width(character) in {"W", "F"} else 1


def _pad(character: str) -> str:
    return _FULL_WIDTH_SPACE if _width(character) == 2 else " "
