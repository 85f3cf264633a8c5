"""Running a table of checks on whatever they speak of, and the ledger of how each ended."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

from kpirules.audit.audited import Entry, Finding, Status
from kpirules.audit.remark import Excuse, Remark, source_of
from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.source import Span

_Subject = TypeVar("_Subject")
_Check = Callable[[_Subject], Iterator[Remark | Excuse]]


def run(
    table: Mapping[str, _Check[_Subject]], subject: _Subject, select: Collection[str], ignore: Collection[str]
) -> tuple[tuple[Finding, ...], tuple[Entry, ...]]:
    """The findings of every check that is asked for, from the top of the form down, and one line of the ledger each.

    Raises ValueError for a code that the table has not.

    >>> run({}, None, (), ())
    ((), ())
    """
    findings: list[Finding] = []
    ledger: list[Entry] = []
    for code in _asked_for(table, select, ignore):
        kept, entry = _run(code, table[code](subject))
        findings += kept
        ledger.append(entry)
    return tuple(sorted(findings, key=_position)), tuple(ledger)


def _asked_for(table: Collection[str], select: Collection[str], ignore: Collection[str]) -> list[str]:
    for beginning in (*select, *ignore):
        if not beginning or not any(code.startswith(beginning) for code in table):
            message = f"no check has a code that begins with {beginning!r}; there are: {', '.join(table)}"
            raise ValueError(message)
    wanted, left = tuple(select) or ("",), tuple(ignore)
    return [code for code in table if code.startswith(wanted) and not (left and code.startswith(left))]


def _run(code: str, said_of_it: Iterator[Remark | Excuse]) -> tuple[list[Finding], Entry]:
    kept: list[Finding] = []
    count = 0
    excuse: Excuse | None = None
    for said in said_of_it:
        if isinstance(said, Excuse):
            excuse = excuse or said
            continue
        count += 1
        if len(kept) < LIMITS.diagnostics:
            kept.append(_finding(code, said))
    reason = Diagnostic(code, values={"case": excuse.case, **excuse.values}) if excuse is not None else None
    if count:
        return kept, Entry(code, Status.FOUND, count, reason)
    return kept, Entry(code, excuse.status if excuse is not None else Status.PASSED, reason=reason)


def _finding(code: str, remark: Remark) -> Finding:
    source = source_of(remark.at)
    span = remark.span or (Span(0, len(source.text)) if source is not None and source.text else None)
    values = {"case": remark.case, **remark.values} if remark.case else remark.values
    told = Diagnostic(code, source, span, values=dict(values))
    return Finding(told, told.severity, tentative=remark.tentative, because=remark.because)


def _position(finding: Finding) -> tuple[int, str, int, int, str]:
    """From the top of the form down, what concerns all of it first; a stable sort keeps what stands in one cell."""
    place = finding.place
    if place is None:
        return (-1, "", 0, 0, finding.code)
    row = place.line or place.row or 0
    return (0 if row else -1, place.sheet or "", row, place.column or 0, finding.code)
