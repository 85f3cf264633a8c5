"""What reading and checking have to say: a code, a place in the original text, and what to do next."""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from attrs import field, frozen

from kpirules.source import Source, Span, visible

Language = Literal["zh", "en"]


class Severity(StrEnum):
    """How much a diagnostic matters: an error leaves something unread, a warning was read with care."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@frozen
class Entry:
    """One code of the catalogue: its severity and its sentences, with ``{fields}`` to fill in.

    ``cases`` are the sentences of a code that says several things; a diagnostic's value ``case`` tells which.
    A check of an audit has a short title besides.
    """

    code: str
    severity: Severity
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
    cases: Mapping[str, "Entry"] = field(factory=dict, hash=False)
    title_zh: str = ""
    title_en: str = ""


def _freeze(values: Mapping[str, object] | tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    if isinstance(values, tuple):
        return values
    return tuple((name, visible(str(value))) for name, value in values.items())


@frozen
class Diagnostic:
    """One thing to say about a text; the sentence is made from the catalogue when it is asked for.

    ``span`` counts characters of ``source.text``; ``values`` fill the fields of the sentence.

    >>> Diagnostic("KPI101", Source(""), Span(0, 0)).message("en")
    'the text is empty'
    """

    code: str
    source: Source | None = None
    span: Span | None = None
    values: tuple[tuple[str, str], ...] = field(default=(), converter=_freeze)
    related: tuple["Diagnostic", ...] = ()

    def standing_in(self, source: Source) -> "Diagnostic":
        """The same about an equal text in another place."""
        if self.source is None:
            return self
        related = tuple(one.standing_in(source) for one in self.related)
        return Diagnostic(self.code, source, self.span, self.values, related)

    @property
    def severity(self) -> Severity:
        return self._entry.severity

    def message(self, lang: Language = "zh") -> str:
        """What is the matter, in one sentence."""
        entry = self._entry
        return (entry.zh if lang == "zh" else entry.en).format_map(dict(self.values))

    def hint(self, lang: Language = "zh") -> str:
        """What to write or do next; empty where nothing is owed."""
        entry = self._entry
        return (entry.hint_zh if lang == "zh" else entry.hint_en).format_map(dict(self.values))

    def sentence(self, lang: Language = "zh") -> str:
        """Message and hint as one line of prose."""
        gap = "" if lang == "zh" else " "
        stop = "。" if lang == "zh" else "."
        parts = [part + stop for part in (self.message(lang), self.hint(lang)) if part]
        return gap.join(parts)

    @property
    def _entry(self) -> Entry:
        entry = catalogue()[self.code]
        return entry.cases.get(dict(self.values).get("case", ""), entry) if entry.cases else entry

    def __str__(self) -> str:
        where = ""
        if self.source is not None and self.source.place is not None:
            where = f"{self.source.place}: "
        at = f" at {self.span.start + 1}" if self.span is not None else ""
        return f"{where}{self.code}{at}: {self.message('en')}"


def draw(diagnostic: Diagnostic, *, lang: Language | None = None) -> str:
    """The diagnostic as a person sees it: place, the text with a caret, code, and the sentences in ``lang`` or both.

    >>> print(draw(Diagnostic("KPI101", Source(""), Span(0, 0)), lang="en"))
    <text>
        KPI101 the text is empty. Write a target such as “≥2场”.
    """
    source, span = diagnostic.source, diagnostic.span
    lines = [str(source.place) if source is not None and source.place is not None else "<text>"]
    if source is not None and span is not None and source.text:
        lines += source.snippet(span).split("\n")
    languages: tuple[Language, ...] = (lang,) if lang else ("zh", "en")
    first, *rest = languages
    lines.append(f"{diagnostic.code} {diagnostic.sentence(first)}")
    lines += [" " * 7 + diagnostic.sentence(other) for other in rest]
    return "\n    ".join(lines)


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every code with its severity and sentences, read once: reading's and evaluation's, then those of an audit."""
    tables = (
        files("kpirules").joinpath("diagnostics.toml"),
        files("kpirules").joinpath("audit", "findings.toml"),
    )
    rows = {
        code: row
        for table in tables
        for code, row in tomllib.loads(table.read_text(encoding="utf-8")).items()
    }
    return {code: _read_entry(code, row) for code, row in rows.items()}


def _read_entry(code: str, row: Mapping[str, Any]) -> Entry:
    """A case has the severity of its code unless it says its own."""
    cases = {name: {"severity": row["severity"], **case} for name, case in row.get("case", {}).items()}
    return Entry(
        code=code,
        severity=Severity(row["severity"]),
        zh=row["zh"],
        en=row["en"],
        hint_zh=row.get("hint_zh", ""),
        hint_en=row.get("hint_en", ""),
        title_zh=row.get("title_zh", ""),
        title_en=row.get("title_en", ""),
        cases={name: _read_entry(code, case) for name, case in cases.items()},
    )
