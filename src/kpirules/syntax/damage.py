"""What scanning and typing do to a target: a sign taken for a character, a letter for a digit. Told, never repaired."""

import re
from functools import cache

from kpirules.diagnostics import Diagnostic
from kpirules.quantity.unit import unit_words
from kpirules.source import Span
from kpirules.syntax.spelling import Spelling

# Cheap to look for, and in no sound figure.
_SUSPECT = re.compile(r"^[A-Z]\.[0-9]|[OoIlZSB工乏之丨][0-9.%]|[0-9第][OoIl]|[\^`\\]$|^[?？]|[oO0]/[oO0]$")
_LIKE_AT_LEAST = "工乏之Z"
_DIGITS = str.maketrans("OoIlZSB", "0011258")
_SIGN = r"(?:[≥≤><=≠]|不[少低大小高多]于|不超过|至少|至多)? *"


def find_damage(spelling: Spelling) -> Diagnostic | None:
    """The damage of a text that is nothing but a damaged figure, with the repair that suggests itself.

    >>> from kpirules.source import Source
    >>> from kpirules.syntax.spelling import spell
    >>> dict(find_damage(spell(Source("9O%"))).values)["repair"]
    '90%'
    """
    text = spelling.source.text.strip()
    if not _SUSPECT.search(text):
        return None
    repair = _repair(text)
    if repair is None:
        return None
    whole = Span(0, len(spelling.source.text))
    code = "KPI134" if repair else "KPI135"
    return Diagnostic(code, spelling.source, whole, {"text": text, "repair": repair})


def _repair(text: str) -> str | None:
    """The text with its likely characters; empty where none suggests itself, ``None`` where nothing is damaged."""
    if (sign := _sign().fullmatch(text)) is not None:
        return f"≥{sign['figure']}"
    if (percent := _percent().fullmatch(text)) is not None:
        return f"{percent['figure']}%"
    if (tail := _tail().fullmatch(text)) is not None:
        return tail["figure"]
    letters = _letters().fullmatch(text)
    if letters is None or not re.search("[A-Za-z]", letters["digits"]):
        return None
    digits = letters["digits"].translate(_DIGITS)
    return "" if re.search(r"[A-Za-z]|^\.", digits) else f"{letters['sign']}{digits}{letters['unit']}"


@cache
def _unit() -> str:
    words = "|".join(map(re.escape, unit_words()))
    return rf" *(?:[%％‰]|{words})"


@cache
def _sign() -> re.Pattern[str]:
    """``工5%``: a character in place of a comparator."""
    return re.compile(rf"[{_LIKE_AT_LEAST}](?P<figure>[0-9][0-9.,]*(?:{_unit()})?)")


@cache
def _percent() -> re.Pattern[str]:
    """``95o/o``: a percent sign in three characters."""
    return re.compile(rf"(?P<figure>{_SIGN}[0-9][0-9.,]*) *[oO0]/[oO0]")


@cache
def _tail() -> re.Pattern[str]:
    """``80%^``: a sign of no meaning behind a figure."""
    return re.compile(rf"(?P<figure>{_SIGN}[0-9][0-9.,]*(?:{_unit()})?)[\^`\\~_]+")


@cache
def _letters() -> re.Pattern[str]:
    """``9O%``, ``第O份``, ``M.8万元``: letters where digits are due, and a unit behind them."""
    return re.compile(
        rf"(?P<sign>{_SIGN})第?(?=[0-9.,]*[A-Za-z])(?P<digits>[0-9OoIlZSB.,]+|[A-Z]\.[0-9]+)"
        rf"(?P<unit>(?:万|亿)?{_unit()}(?:以上|以下|以内)?)"
    )
