"""The file of decisions: TOML, or JSON of the same shape."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import fields_dict

from kpirules.declaration.decisions import Decisions
from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.file import PathLike, read_bytes
from kpirules.reading.keyed import load_keyed
from kpirules.reading.notes import kept
from kpirules.reading.text import decode
from kpirules.rules.decision import Decision
from kpirules.source import Place, Source, Span, visible
from kpirules.syntax.ast import Comparator
from kpirules.targets.decided import DIRECTIONS

_TABLE = "decisions"
_KEYS = [name for name in fields_dict(Decision) if name != "place"]
_UNFILLED = {"…", "...", "?"}
_EXPECTED = {
    "direction": ("“≥”“≤”或“=”", "≥, ≤ or ="),
    "applicable": ("true 或 false", "true or false"),
}
_TEXT = ("引号里的文字", "a text in quotes")
_REASON = (
    '不适用请写明理由，例如 reason = "项目取消"',
    'Say why it does not apply, as in reason = "项目取消"',
)
_QUOTED = ("请在 target 里写明成立的指标值", "Say under target what holds instead")


def read_decisions(path: PathLike) -> Decisions:
    """The decisions in a TOML or JSON file; what cannot be used is told in their diagnostics, never raised.

    >>> read_decisions("/nowhere/decisions.toml").diagnostics[0].code
    'KPI801'
    """
    file = str(path)
    content = read_bytes(path)
    if isinstance(content, Diagnostic):
        return Decisions(diagnostics=(content,), file=file)
    decoded, told = decode(content, file=file)
    if decoded is None:
        return Decisions(diagnostics=told, file=file)
    found = parse_decisions(decoded.text, file=file)
    return Decisions(found.by_indicator, kept((*told, *found.diagnostics)), file=file)


def parse_decisions(text: str, *, file: str | None = None) -> Decisions:
    r"""The decisions in the text of such a file; one that is wrong in any part is left out whole.

    >>> found = parse_decisions('[decisions."培训次数"]\ndirection = "≥"\nby = "评价组"')
    >>> found.by_indicator["培训次数"].direction.value
    '≥'
    """
    text = text.removeprefix("\ufeff")
    try:
        document = load_keyed(text)
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        told = Diagnostic("KPI760", Source("", Place(file)), values={"reason": reason})
        return Decisions(diagnostics=(told,), file=file)
    reading = _Reading(_lines(text, file), file)
    return Decisions(dict(reading.decisions(document)), kept(reading.diagnostics), file=file)


class _Reading:
    """One document on its way to decisions."""

    def __init__(self, places: Mapping[str, Place], file: str | None) -> None:
        self.places = places
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    def decisions(self, document: Mapping[str, Any]) -> Iterator[tuple[str, Decision]]:
        for key in sorted(document.keys() - {_TABLE}):
            self.tell("KPI761", "-", key=key, known=_TABLE)
        table = document.get(_TABLE, {})
        if not isinstance(table, dict):
            self.tell(
                "KPI762", "-", key=_TABLE, value=_shown(table), expected="一张表", expected_en="a table"
            )
            return
        for indicator, written in table.items():
            decision = self.decision(indicator, written)
            if decision is not None:
                yield indicator, decision

    def decision(self, indicator: str, written: object) -> Decision | None:
        if not isinstance(written, dict):
            self.wrong(indicator, indicator, written, ("一张表", "a table"))
            return None
        known = len(self.diagnostics)
        values = {key: self.value(indicator, key, value) for key, value in written.items()}
        if len(self.diagnostics) == known:
            self.whole(indicator, values)
        if len(self.diagnostics) > known:
            return None
        return Decision(**values, place=self.place(indicator))

    def value(self, indicator: str, key: str, value: object) -> Any:  # noqa: ANN401 - that of a file
        expected = _EXPECTED.get(key, _TEXT)
        if key not in _KEYS:
            self.tell("KPI761", indicator, key=key, known="、".join(_KEYS))
        elif key == "applicable":
            if isinstance(value, bool):
                return value
            self.wrong(indicator, key, value, expected)
        elif not isinstance(value, str) or not value.strip() or value.strip() in _UNFILLED:
            self.wrong(indicator, key, value, expected)
        elif len(value) > LIMITS.characters:
            self.wrong(
                indicator,
                key,
                value,
                (f"不超过 {LIMITS.characters} 字", f"at most {LIMITS.characters} characters"),
            )
        elif key == "direction":
            if value.strip() in DIRECTIONS:
                return Comparator(value.strip())
            self.wrong(indicator, key, value, expected)
        else:
            return value
        return None

    def whole(self, indicator: str, values: Mapping[str, Any]) -> None:
        """What the keys must be to each other."""
        settling = [key for key in _KEYS if key in values and key not in {"by", "reason", "applicable"}]
        if not values.get("applicable", True):
            if settling:
                self.tell("KPI764", indicator, key="applicable", other=settling[0])
            elif "reason" not in values:
                self.lacks(indicator, "reason", _REASON)
        elif not settling:
            self.tell("KPI765", indicator)
        elif "replaces" in values and "target" not in values:
            self.lacks(indicator, "target", _QUOTED)

    def lacks(self, indicator: str, key: str, expected: tuple[str, str]) -> None:
        self.tell("KPI763", indicator, key=key, expected=expected[0], expected_en=expected[1])

    def wrong(self, indicator: str, key: str, value: object, expected: tuple[str, str]) -> None:
        self.tell(
            "KPI762", indicator, key=key, value=_shown(value), expected=expected[0], expected_en=expected[1]
        )

    def tell(self, code: str, indicator: str, **values: str) -> None:
        source = Source(indicator, self.place(indicator))
        span = Span(0, len(indicator))
        self.diagnostics.append(Diagnostic(code, source, span, {"indicator": indicator, **values}))

    def place(self, indicator: str) -> Place:
        return self.places.get(indicator, Place(self.file))


def _lines(text: str, file: str | None) -> dict[str, Place]:
    """The line of every quoted word that stands on one line only, where decisions are looked up by their indicator."""
    lines: dict[str, Place] = {}
    twice: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        for mark in "\"'":
            for word in line.split(mark)[1::2]:
                twice |= {word} & lines.keys()
                lines[word] = Place(file, line=number)
    return {word: place for word, place in lines.items() if word not in twice}


def _shown(value: object) -> str:
    return visible(value) if isinstance(value, str) else type(value).__name__
