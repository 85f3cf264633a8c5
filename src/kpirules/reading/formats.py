"""Number formats of spreadsheets: what one makes of a number, taken apart once."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from attrs import field, frozen

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0", 42: "#,##0;-#,##0",
    43: "#,##0.00;-#,##0.00", 44: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0",
    49: "@",
    # What a Chinese Excel writes without its code.
    27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy", 31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒",
    34: "h时mm分", 35: "h时mm分ss秒", 36: "yyyy年m月", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月",
    53: "m月d日", 54: "m月d日", 55: "h时mm分", 56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
"""The codes of formats that a file names by number alone; dates in the order of a Chinese system."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<unseen>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<exponent>[Ee][+-]0+)"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|a{3,4}|b{2,4}|g+)|(?P<digits>[0#?][0#?,.]*|\.[0#?]+)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|colou?r *[0-9]+|[黑蓝青绿红白黄]色?|洋红|紫",
    re.IGNORECASE,
)
_LONGEST = 255  # as long as a spreadsheet lets a format be


class Kind(StrEnum):
    """What a section of a format shows."""

    GENERAL = "general"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    UNKNOWN = "unknown"


@frozen
class Section:
    """One part of a format: words before and after, and how digits or a date stand between them.

    ``percent`` counts its signs, ``thousands`` the commas that divide by a thousand each, ``fewest`` and ``most`` are
    decimals, ``whole`` the least digits before the point. ``parts`` are the letters of a date, minutes as ``M``.
    """

    kind: Kind
    before: str = ""
    after: str = ""
    percent: int = field(default=0, kw_only=True)
    thousands: int = field(default=0, kw_only=True)
    is_grouped: bool = field(default=False, kw_only=True)
    whole: int = field(default=1, kw_only=True)
    fewest: int = field(default=0, kw_only=True)
    most: int = field(default=0, kw_only=True)
    parts: tuple[str, ...] = field(default=(), kw_only=True)


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format: for numbers from zero up, below zero, zero itself, and texts.

    >>> [one.kind.value for one in sections("0.00%;[Red]-0.00%;@")]
    ['number', 'number', 'text']
    """
    if len(code) > _LONGEST:
        return (Section(Kind.UNKNOWN),)
    parts: list[list[tuple[str, str]]] = [[]]
    for token in _tokens(code):
        if token == ("sign", ";"):
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_section(part) for part in parts[:4])


def _tokens(code: str) -> Iterator[tuple[str, str]]:
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup or "sign"
        yield kind, found[kind]


def _section(tokens: list[tuple[str, str]]) -> Section:
    kinds = {kind for kind, _ in tokens}
    brackets = [text for kind, text in tokens if kind == "bracket"]
    elapsed = [text for text in brackets if text.lower().strip("hms") == "" and text]
    is_date = ("date" in kinds or bool(elapsed)) and not kinds & {"general", "exponent"}
    if any(not _changes_nothing(text, is_date) for text in brackets if text not in elapsed):
        return Section(Kind.UNKNOWN)
    if is_date:
        return _date(tokens)
    around, digits = _parted(tokens)
    if digits is None:
        return Section(Kind.UNKNOWN)
    match digits:
        case []:
            return Section(Kind.NUMBER, *around, whole=0, most=-1)
        case [("general", _)]:
            return Section(Kind.GENERAL, *around)
        case [("sign", _)]:
            return Section(Kind.TEXT, *around)
        case [("digits", _), ("exponent", _)]:
            return Section(Kind.GENERAL)
        case [("digits", shape)] if "/" not in around[1][:1]:
            return _number(shape, around, tokens.count(("sign", "%")))
        case _:
            return Section(Kind.UNKNOWN)


def _parted(tokens: list[tuple[str, str]]) -> tuple[tuple[str, str], list[tuple[str, str]] | None]:
    """The words around the digits, and the digits; ``None`` where words stand between them for the eye alone."""
    around: tuple[list[str], list[str]] = ([], [])
    digits: list[tuple[str, str]] = []
    for kind, text in tokens:
        if kind in {"digits", "general", "exponent"} or (kind, text) == ("sign", "@"):
            if around[1]:
                return ("", ""), None
            digits.append((kind, text))
        else:
            around[bool(digits)].append(_literal(kind, text))
    return ("".join(around[0]), "".join(around[1])), digits


def _changes_nothing(bracket: str, is_date: bool) -> bool:  # noqa: FBT001 - private, and a fact about the format
    """Colours and languages; Chinese numerals count among them in a date, whose digits are ours."""
    if bracket.startswith("$") or _COLOUR.fullmatch(bracket):
        return True
    return is_date and bracket.lower().startswith("dbnum")


def _literal(kind: str, text: str) -> str:
    if kind == "bracket":
        return text[1:].split("-", 1)[0] if text.startswith("$") else ""
    return "" if kind == "unseen" else text


def _number(shape: str, around: tuple[str, str], percent: int) -> Section:
    bare = shape.rstrip(",")
    whole, _, decimals = bare.partition(".")
    if "." in decimals or "," in decimals:
        return Section(Kind.UNKNOWN)
    return Section(
        Kind.NUMBER,
        *around,
        percent=percent,
        thousands=len(shape) - len(bare),
        is_grouped="," in whole,
        whole=whole.count("0"),
        fewest=decimals.count("0"),
        most=len(decimals),
    )


def _date(tokens: list[tuple[str, str]]) -> Section:
    """Which parts of a date or time are shown; an m beside hours or seconds is a minute."""
    letters = [
        (text.lower(), kind == "bracket")
        for kind, text in tokens
        if kind == "date" or (kind == "bracket" and text.lower().strip("hms") == "" and text)
    ]
    parts = []
    for number, (text, is_elapsed) in enumerate(letters):
        before = letters[number - 1][0][0] if number else ""
        after = letters[number + 1][0][0] if number + 1 < len(letters) else ""
        if text[0] == "m" and len(text) < 3 and (before == "h" or after == "s" or is_elapsed):
            text = text.upper()  # noqa: PLW2901 - told apart here, once
        parts.append(f"[{text}]" if is_elapsed else text)
    words = "".join(text for kind, text in tokens if kind in {"quoted", "escaped", "sign"})
    return Section(Kind.DATE, before=words, parts=tuple(parts))
