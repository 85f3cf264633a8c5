"""Files of keys and values that people write by hand: TOML, or JSON of the same shape, and where a key stands."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from kpirules.limits import LIMITS
from kpirules.reading.json import looks_like_json
from kpirules.source import Place

# A key of many dotted parts costs tomllib the square of their number.
_LONGEST_LINE = LIMITS.characters
_KEY = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"\s*(?P<keys>{_KEY}(?:\s*\.\s*{_KEY})*)\s*"
_HEADER = re.compile(rf"\s*\[{_DOTTED}\]\s*(?:#.*)?")
_ASSIGNED = re.compile(rf"{_DOTTED}=")
_MEMBER = re.compile(r'(?P<key>"(?:[^"\\]|\\.)*")\s*:')


def load_keyed(text: str) -> dict[str, Any]:
    """The table that ``text`` writes; ValueError says why there is none, RecursionError that it is nested too deeply.

    >>> load_keyed('{"reverse": "linear"}') == load_keyed('reverse = "linear"')
    True
    """
    if len(text) > LIMITS.decisions:
        message = f"longer than {LIMITS.decisions} characters"
        raise ValueError(message)
    if looks_like_json(text):
        found: dict[str, Any] = json.loads(text, object_pairs_hook=_once)
        return found
    if max(map(len, text.splitlines()), default=0) > _LONGEST_LINE:
        message = f"a line is longer than {_LONGEST_LINE} characters"
        raise ValueError(message)
    return tomllib.loads(text)


@frozen
class KeyPlaces:
    """The line of every key, by the keys that lead to it; of JSON, where one key alone leads there, its last."""

    file: str | None
    lines: Mapping[tuple[str, ...], int]

    @classmethod
    def of(cls, text: str, file: str | None = None) -> "KeyPlaces":
        """Those of a text that :func:`load_keyed` reads."""
        found = _of_json(text) if looks_like_json(text) else _of_toml(text)
        lines: dict[tuple[str, ...], int] = {}
        twice = set()
        for path, line in found:
            twice |= {path} & lines.keys()
            lines[path] = line
        return cls(file, {path: line for path, line in lines.items() if path not in twice})

    def place(self, path: tuple[str, ...]) -> Place:
        r"""Where a key stands, or what holds it; the file alone where neither can be told.

        >>> KeyPlaces.of('[rounding]\nmode = "up"').place(("rounding", "mode")).line
        2
        """
        paths = [path[:end] for end in range(len(path), 0, -1)] + [(key,) for key in reversed(path)]
        return Place(self.file, line=next((self.lines[one] for one in paths if one in self.lines), None))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a key stands twice"
        raise ValueError(message)
    return found


def _of_toml(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.fullmatch(line.rstrip("\r"))
        if header is not None:
            table = _keys(header["keys"])
            yield table, number
            continue
        assigned = _ASSIGNED.match(line)
        if assigned is not None:
            yield (*table, *_keys(assigned["keys"])), number


def _of_json(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    for number, line in enumerate(text.split("\n"), 1):
        for match in _MEMBER.finditer(line):
            yield _keys(match["key"]), number


def _keys(dotted: str) -> tuple[str, ...]:
    return tuple(map(_plain, re.findall(_KEY, dotted)))


def _plain(key: str) -> str:
    """A key without its quotes; one with escapes is read as TOML reads it, or left as it is."""
    if key[0] not in "\"'":
        return key
    if "\\" not in key or key[0] == "'":
        return key[1:-1]
    try:
        return str(tomllib.loads(f"key = {key}")["key"])
    except ValueError:
        return key[1:-1]
