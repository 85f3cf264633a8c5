"""The file of a policy: TOML, or JSON of the same shape, that starts from a shipped policy or says everything itself."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

from kpirules.diagnostics import Diagnostic, Severity
from kpirules.limits import LIMITS
from kpirules.reading.file import PathLike, read_bytes
from kpirules.reading.keyed import KeyPlaces, load_keyed
from kpirules.reading.notes import kept
from kpirules.reading.text import decode
from kpirules.scoring.plain import BASE, NEEDED, Wrong, from_plain
from kpirules.scoring.policies import policies
from kpirules.scoring.policy import Policy
from kpirules.source import Place, Source, Span, visible

_NEAR = 0.6
_LONGEST_NAME = 100
_LONG = 10**12

Found = tuple[Policy | None, tuple[Diagnostic, ...]]


def read_policy(path: PathLike) -> Found:
    """The policy in a TOML or JSON file, named as the file is; ``None`` where any part of it is wrong, which is told.

    Nothing raises because of what the file holds, or because there is none.

    >>> read_policy("/nowhere/ours.toml")[1][0].code
    'KPI801'
    """
    file = str(path)
    content = read_bytes(path)
    if isinstance(content, Diagnostic):
        return None, (content,)
    decoded, told = decode(content, file=file)
    if decoded is None:
        return None, told
    found, more = parse_policy(decoded.text, name=PurePath(file).stem, file=file)
    return found, kept((*told, *more))


def parse_policy(text: str, *, name: str = "", file: str | None = None) -> Found:
    r"""The policy in the text of such a file, under a ``name``.

    ``base`` names the shipped policy it starts from. Without one every key is needed that a score may depend on, and
    those that lack are told: nothing is taken from a policy that nobody named.

    >>> parse_policy('base = "mof-2020"\nreverse = "inverse"')[0].reverse.value
    'inverse'
    >>> parse_policy('base = "mof-2020"\nrevers = "inverse"')[1][0].message("en")
    'no key of a policy is called “revers”; near to it is “reverse”'
    """
    text = text.removeprefix("\ufeff")
    try:
        document = load_keyed(text)
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        return None, (Diagnostic("KPI930", Source("", Place(file)), values={"reason": reason}),)
    reading = _Reading(text, document, file)
    found = reading.policy(visible(name, longest=_LONGEST_NAME))
    usable = all(told.severity is not Severity.ERROR for told in reading.diagnostics)
    return found if usable else None, kept(reading.diagnostics)


def find_policy(named: str) -> Found:
    """The shipped policy of that name, or the policy in the file that is named.

    >>> find_policy("hubei-2020")[0].execution
    Fraction(20, 1)
    """
    shipped = policies().get(named)
    if shipped is not None:
        return shipped, ()
    if _is_path(named):
        return read_policy(named)
    return None, (_unknown(named, Place()),)


def _is_path(named: str) -> bool:
    if any(mark in named for mark in "./\\"):
        return True
    try:
        return Path(named).exists()
    except (OSError, ValueError):
        return True  # reading will say what is wrong with it


def _unknown(named: object, place: Place) -> Diagnostic:
    text = named[: LIMITS.name] if isinstance(named, str) else ""
    near = get_close_matches(text, policies(), n=1, cutoff=_NEAR)
    values = {"name": _shown(named), "known": "、".join(policies())}
    values |= {"case": "near", "near": near[0]} if near else {}
    return Diagnostic("KPI934", Source(text, place), Span(0, len(text)), values)


class _Reading:
    """One document on its way to a policy."""

    def __init__(self, text: str, document: Mapping[str, Any], file: str | None) -> None:
        self.text = text
        self.document = document
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    @cached_property
    def places(self) -> KeyPlaces:
        """Looked for only where something is wrong."""
        return KeyPlaces.of(self.text, self.file)

    def policy(self, name: str) -> Policy:
        base = self.base()
        if base is None:
            self.lacking()
        return from_plain(name, self.document, base=base or Policy(name=name), tell=self.wrong)

    def base(self) -> Policy | None:
        """The shipped policy that the file names, if it names one."""
        if BASE not in self.document:
            return None
        named = self.document[BASE]
        found = policies().get(named) if isinstance(named, str) else None
        if found is None:
            self.diagnostics.append(_unknown(named, self.places.place((BASE,))))
            return Policy(name="")
        return found

    def lacking(self) -> None:
        for path in NEEDED:
            if not _has(self.document, path):
                self.diagnostics.append(self.about("KPI933", (), {"key": ".".join(path)}))

    def wrong(self, wrong: Wrong) -> None:
        """An unknown key with the one that is near to it, or a value with what was expected instead."""
        if wrong.known:
            key = wrong.path[-1]
            short = key[: LIMITS.name]
            few = len(self.diagnostics) < LIMITS.diagnostics  # what is cut off needs no suggestion
            near = get_close_matches(short, wrong.known, n=1, cutoff=_NEAR) if few else []
            values = {"key": key, "known": "、".join(wrong.known)}
            if near:
                values |= {"case": "near", "near": near[0]}
            elif len(wrong.path) == 1:
                values["case"] = "top"
            self.diagnostics.append(self.about("KPI931", wrong.path, values))
            return
        expected, _, expected_en = wrong.expected.partition(" / ")
        values = {
            "key": ".".join(wrong.path),
            "value": _shown(_at(self.document, wrong.path)),
            "expected": expected,
            "expected_en": expected_en or expected,
        }
        self.diagnostics.append(self.about("KPI932", wrong.path, values))

    def about(self, code: str, path: tuple[str, ...], values: Mapping[str, str]) -> Diagnostic:
        key = path[-1] if path else ""
        source = Source(key, self.places.place(path) if path else Place(self.file))
        return Diagnostic(code, source, Span(0, len(key)), values)


def _has(document: Mapping[str, Any], path: tuple[str, ...]) -> bool:
    """Whether the file has the key; a table that is none is told as a wrong value."""
    first, *below = path
    if first not in document:
        return bool(below)  # told of the whole table
    held = document[first]
    return not below or not isinstance(held, Mapping) or below[0] in held


def _at(document: object, path: tuple[str, ...]) -> object:
    """The value under the keys; keys of a table are compared without their blanks."""
    for key in path:
        held = document if isinstance(document, Mapping) else {}
        document = next((value for name, value in held.items() if name == key), None)
    return document


def _shown(value: object) -> str:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, int):
        return str(value) if abs(value) < _LONG else type(value).__name__
    return str(value) if isinstance(value, float) else type(value).__name__
