"""The values of a policy's file: how each key is read, and what is expected where it cannot be."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeVar

from attrs import fields_dict

from kpirules.evaluation.actuals import Grade
from kpirules.scoring.method import Better, Direct, Method, Steps, Tiers
from kpirules.scoring.policy import (
    Band,
    Compound,
    Confidence,
    GradeLevel,
    Ground,
    Late,
    RateFrom,
    Reverse,
    Ungraded,
)
from kpirules.scoring.rounding import RoundingMode
from kpirules.source import is_hidden

_E = TypeVar("_E", bound=StrEnum)
_MOST = Fraction(1_000_000)
_MOST_DECIMALS = 10
_LONGEST = 30
_LONGEST_TEXT = 400
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:/0*[1-9][0-9]*)?")


class WrongError(Exception):
    """A value that cannot be used; its text says what was expected, and nobody but the reader of a policy sees it.

    ``path`` are the keys below that of the value which is read; ``known`` are the keys there are, where one is unknown.
    """

    def __init__(self, expected: str, *, path: tuple[str, ...] = (), known: tuple[str, ...] = ()) -> None:
        super().__init__(expected)
        self.path = path
        self.known = known

    def below(self, key: str) -> "WrongError":
        """The same, told of the table that holds the value under ``key``."""
        return WrongError(str(self), path=(key, *self.path), known=self.known)


def _number(value: object) -> Fraction:
    """A number in quotes, so that no decimal is lost on the way."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        message = '引号里的数，例如 "10" / a number in quotes such as "10"'
        raise WrongError(message)
    # A whole number of JSON may be too long to be written at all.
    text = value if isinstance(value, str) else str(value) if abs(value) <= _MOST else ""
    if len(text) > _LONGEST or _NUMBER.fullmatch(text) is None:
        message = '不小于 0 的数，例如 "10" / a number of 0 or more such as "10"'
        raise WrongError(message)
    above, _, below = text.partition("/")
    number = Fraction(above) / Fraction(below or 1)
    if number > _MOST:
        message = f"不大于 {_MOST} 的数 / a number of {_MOST} at most"
        raise WrongError(message)
    return number


def _percent(value: object) -> Fraction:
    if isinstance(value, str) and value.endswith("%"):
        return _number(value[:-1]) / 100
    return _number(value)


def _share(value: object) -> Fraction:
    share = _percent(value)
    if share > 1:
        message = "0% 到 100% / 0% to 100%"
        raise WrongError(message)
    return share


def one_of(kind: type[_E]) -> Callable[[object], _E]:
    """A reader of one of the words of ``kind``."""

    def read(value: object) -> _E:
        for item in kind:
            if item.value == value:
                return item
        raise WrongError(" | ".join(item.value for item in kind))

    return read


def _text(value: object) -> str:
    if not isinstance(value, str) or any(map(is_hidden, value)):
        message = "引号里的文字，没有控制字符 / a text in quotes, without control characters"
        raise WrongError(message)
    if len(value) > _LONGEST_TEXT:
        message = f"不超过 {_LONGEST_TEXT} 字 / at most {_LONGEST_TEXT} characters"
        raise WrongError(message)
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        message = "true | false"
        raise WrongError(message)
    return value


def _table(read: Callable[[Any], Any]) -> Callable[[object], dict[str, Any]]:
    def reader(value: object) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            message = "一个表 / a table"
            raise WrongError(message)
        return {"".join(_text(key).split()): _below(key, read, item) for key, item in value.items()}

    return reader


def _below(key: str, read: Callable[[Any], Any], value: object) -> Any:  # noqa: ANN401 - whatever is read
    try:
        return read(value)
    except WrongError as wrong:
        raise wrong.below(key) from None


def _pairs(one: Callable[[Any], Any], other: Callable[[Any], Any]) -> Callable[[object], tuple[Any, ...]]:
    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list) or not all(
            isinstance(item, list) and len(item) == 2 for item in value
        ):
            message = "成对的列表 / a list of pairs"
            raise WrongError(message)
        return tuple((one(item[0]), other(item[1])) for item in value)

    return read


def _bands(value: object) -> tuple[Band, ...]:
    bands = tuple(Band(low, high) for low, high in _pairs(_share, _share)(value))
    ends = [end for band in bands for end in (band.high, band.low)]
    broken = ends != sorted(ends, reverse=True) or any(
        one.low != other.high for one, other in pairwise(bands)
    )
    if broken or (bands and (len(bands) != len(Grade) or ends[0] != 1 or ends[-1] != 0)):
        message = "从 100% 到 0% 相接的三档 / three bands that meet, from 100% down to 0%"
        raise WrongError(message)
    return bands


def _grades(value: object) -> tuple[GradeLevel, ...]:
    grades = tuple(GradeLevel(label, least) for label, least in _pairs(_text, _number)(value))
    least = [grade.least for grade in grades]
    if not grades or least != sorted(least, reverse=True) or least[-1] != 0:
        message = "从高到低的等级，最后一级从 0 起 / grades from the highest, the last from 0"
        raise WrongError(message)
    return grades


def _late(value: object) -> Late:
    return Late() if value == "none" else Late(_number(value))


def _overfulfil(value: object) -> dict[str, Any]:
    readers: dict[str, Callable[[Any], Any]] = {
        "flag": lambda item: None if item == "none" else _number(item),
        "explain": _flag,
        "bands": _pairs(_number, _share),
    }
    return _record(value, readers)


def _rounding(value: object) -> dict[str, Any]:
    readers: dict[str, Callable[[Any], Any]] = {
        "mode": one_of(RoundingMode),
        "decimals": _decimals,
        "rate": one_of(RateFrom),
    }
    found = _record(value, readers)
    found.pop("rate", None)
    return found


def _decimals(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_DECIMALS:
        message = f"0～{_MOST_DECIMALS}"
        raise WrongError(message)
    return value


def _record(value: object, readers: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    message = f"一个表，可用的键：{'、'.join(readers)} / a table with the keys {', '.join(readers)}"
    if not isinstance(value, Mapping):
        raise WrongError(message)
    for key in value:
        if key not in readers:
            raise WrongError(message, path=(key,), known=tuple(readers))
    return {key: _below(key, readers[key], item) for key, item in value.items()}


def _ground(value: object) -> Ground:
    found = _record(value, {"source": _text, "confidence": one_of(Confidence)})
    if found.keys() != {"source", "confidence"}:
        message = "source + confidence"
        raise WrongError(message)
    return Ground(**found)


def _method(value: object) -> Method:
    found = _record(
        value,
        {
            "kind": _text,
            "bounds": _pairs(_number, _share),
            "better": one_of(Better),
            "standard": _number,
            "per": _number,
            "minus": _number,
        },
    )
    kinds: dict[Any, type[Direct | Tiers | Steps]] = {"direct": Direct, "tiers": Tiers, "steps": Steps}
    kind = kinds.get(found.pop("kind", None))
    if (
        kind is None
        or not found.keys() <= fields_dict(kind).keys()
        or (kind is Steps and not found.get("per"))
    ):
        message = "kind = direct | tiers: bounds, better | steps: standard, per > 0, minus, better"
        raise WrongError(message)
    try:
        method: Method = kind(**found)
    except TypeError:
        message = "缺少键 / a key is missing"
        raise WrongError(message) from None
    if isinstance(method, Tiers) and not _are_in_order(method):
        message = "最好的一档在前，比例不升 / the best tier first, and no share above the one before"
        raise WrongError(message)
    return method


def _are_in_order(tiers: Tiers) -> bool:
    """Whether every tier can be reached: the best first, and nobody gets more for doing worse."""
    bounds, shares = zip(*tiers.bounds, strict=True) if tiers.bounds else ((), ())
    falls = tiers.better is Better.MORE
    return all(a != b and (a > b) == falls for a, b in pairwise(bounds)) and all(
        a >= b for a, b in pairwise(shares)
    )


READERS: Mapping[str, Callable[[Any], Any]] = {
    "title": _text,
    "title_en": _text,
    "execution": _number,
    "shares": _table(_number),
    "absent": _table(_text),
    "reverse": one_of(Reverse),
    "compound": one_of(Compound),
    "late": _late,
    "ungraded": one_of(Ungraded),
    "bands": _bands,
    "overfulfil": _overfulfil,
    "rounding": _rounding,
    "rescale": _flag,
    "reason_below": _share,
    "grades": _grades,
    "methods": _table(_method),
    "grounds": _table(_ground),
}
"""The keys of a policy's file, each with what reads it."""
