"""The sheet of actual figures that answers a declaration."""

from attrs import field, frozen

from kpirules.diagnostics import Diagnostic
from kpirules.source import Place


@frozen
class Entry:
    """One line of the sheet as written: an indicator's path or name, the input, the figure, its unit, a note.

    ``input`` is empty where the figure is the indicator's own. ``score`` are the points a person gave an aim in words,
    ``reason`` is why points are missing (偏差原因分析及改进措施).
    """

    indicator: str
    input: str = ""
    value: str = ""
    unit: str = ""
    note: str = ""
    place: Place | None = None
    score: str = field(default="", kw_only=True)
    reason: str = field(default="", kw_only=True)


@frozen
class ActualsSheet:
    """The entries of a file in its order, and what reading it had to say.

    >>> ActualsSheet().entries
    ()
    """

    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    file: str | None = field(default=None, kw_only=True)
