"""The exceptions of misuse; what is wrong with a text is told by the diagnostics they carry."""

from kpirules.diagnostics import Diagnostic

_LONGEST_MESSAGE = 500


class KpiError(Exception):
    """Base of every exception this library raises on purpose."""


class RuleError(KpiError):
    """A text that no answer can decide; ``diagnostics`` say what is wrong, where, and what to write instead.

    >>> raise RuleError((Diagnostic("KPI101"),))
    Traceback (most recent call last):
    ...
    kpirules.errors.RuleError: KPI101: the text is empty
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        told = "; ".join(str(diagnostic) for diagnostic in self.diagnostics[:5])
        return told if len(told) <= _LONGEST_MESSAGE else told[: _LONGEST_MESSAGE - 1] + "…"


class LimitExceeded(RuleError):
    """A text or figure beyond one of the :class:`~kpirules.Limits`: ``limit`` names it, ``value`` is what was met."""

    def __init__(self, limit: str, value: int, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(diagnostics)
        self.args = (limit, value, diagnostics)
        self.limit = limit
        self.value = value
