"""What there is to say about the cells of a sheet, bounded while it is collected."""

from collections.abc import Iterable

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.reading.worksheet import name_of
from kpirules.source import Place, Source, Span


class Remarks:
    """Diagnostics of one sheet, in the order they are made; beyond the limit they are counted alone (KPI699)."""

    def __init__(self, file: str | None, sheet: str | None = None) -> None:
        self._file = file
        self._sheet = sheet
        self._said: list[Diagnostic] = []
        self._left = 0

    def say(
        self,
        code: str,
        text: str = "",
        /,
        *,
        row: int | None = None,
        column: int | None = None,
        at: int | None = None,
        **values: str,
    ) -> None:
        """Say ``code`` about a cell with ``text``, about the line ``at``, or about the whole sheet."""
        if len(self._said) >= LIMITS.diagnostics:
            self._left += 1
            return
        place = Place(self._file, sheet=self._sheet, line=at, row=row, column=column)
        span = Span(0, len(text)) if text else None
        named = {"cell": name_of(row, column), **values} if row is not None else values
        self._said.append(Diagnostic(code, Source(text, place), span, named))

    def all(self) -> tuple[Diagnostic, ...]:
        left = (Diagnostic("KPI699", values={"count": str(self._left)}),) if self._left else ()
        return (*self._said, *left)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in order, neighbours drawn together, and only the first few.

    >>> ranges([3, 4, 5, 9])
    '3–5, 9'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:5]]
    return ", ".join([*shown, "…"] if len(runs) > 5 else shown)
