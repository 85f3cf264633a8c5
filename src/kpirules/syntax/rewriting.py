"""A text on its way into another spelling, with the places of all its characters."""

from attrs import evolve

from kpirules.diagnostics import Diagnostic
from kpirules.quantity.number import Refusal
from kpirules.source import Span
from kpirules.syntax.spelling import Spelling


class Rewriting:
    """Replaces pieces of a text from left to right; what is put in stands where the piece stood."""

    def __init__(self, spelling: Spelling) -> None:
        self.spelling = spelling
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.findings = list(spelling.findings)
        self.refused = list(spelling.refused)
        self.at = 0

    def replace(self, span: Span, text: str) -> None:
        """Put ``text`` in place of the characters of ``span``."""
        self.keep(span.start)
        place = self.spelling.original(span)
        self.pieces.append(text)
        self.starts += [place.start] * len(text)
        self.ends += [place.end] * len(text)
        self.at = span.end

    def refuse(self, refusal: Refusal, span: Span) -> None:
        """Say that the characters of ``span`` cannot be read."""
        place = self.spelling.original(span)
        self.refused.append(Diagnostic(refusal.code, self.spelling.source, place, refusal.values))

    def find(self, code: str, span: Span, **values: str) -> None:
        """Say how the characters of ``span`` were read."""
        self.findings.append(Diagnostic(code, self.spelling.source, self.spelling.original(span), values))

    def keep(self, end: int) -> None:
        """Characters that stay, with the places they had."""
        start, spelling = self.at, self.spelling
        self.pieces.append(spelling.text[start:end])
        self.starts += spelling.starts[start:end] if spelling.starts is not None else range(start, end)
        self.ends += spelling.ends[start:end] if spelling.ends is not None else range(start + 1, end + 1)

    def done(self) -> Spelling:
        """The whole text in its new spelling."""
        self.keep(len(self.spelling.text))
        return evolve(
            self.spelling,
            text="".join(self.pieces),
            starts=tuple(self.starts),
            ends=tuple(self.ends),
            findings=tuple(self.findings),
            refused=tuple(self.refused),
        )
