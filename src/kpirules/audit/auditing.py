"""Every check on one declaration, and the ledger of how each ended."""

from collections.abc import Collection, Iterable

from kpirules.audit.audited import Audited, Entry, Finding, Status
from kpirules.audit.form import Form
from kpirules.audit.profile import Profile
from kpirules.audit.remark import Excuse, Remark, source_of
from kpirules.audit.table import TABLE
from kpirules.declaration import Declaration
from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.source import Span


def audit(
    declaration: Declaration,
    diagnostics: Iterable[Diagnostic] = (),
    *,
    profile: Profile | str = "standard",
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> Audited:
    """What a reviewer would say of a declaration, and how every check ended; the declaration itself is never changed.

    ``diagnostics`` are those of reading it. ``select`` and ``ignore`` are codes (C003) or their beginnings (C); nothing
    selected means every check, and what is ignored stands neither among the findings nor in the ledger. Of one check at
    most 1 000 findings are kept, the ledger counts all. Time is linear in the form. Raises ValueError for a code or
    profile that there is not.

    >>> from kpirules.declaration import Wording
    >>> found = audit(Declaration(overall_goal=Wording("服务科技工作者")), select=["C007"])
    >>> [str(finding.place or finding.code) for finding in found.findings], str(found.ledger[0].status)
    (['C007'], 'found')
    """
    chosen = Profile.named(profile) if isinstance(profile, str) else profile
    form = Form(declaration, tuple(diagnostics), chosen)
    findings: list[Finding] = []
    ledger: list[Entry] = []
    for code in _asked_for(select, ignore):
        kept, entry = _run(code, form)
        findings += kept
        ledger.append(entry)
    return Audited(declaration, tuple(sorted(findings, key=_position)), tuple(ledger))


def _asked_for(select: Collection[str], ignore: Collection[str]) -> list[str]:
    for beginning in (*select, *ignore):
        if not beginning or not any(code.startswith(beginning) for code in TABLE):
            message = f"no check has a code that begins with {beginning!r}; there are: {', '.join(TABLE)}"
            raise ValueError(message)
    wanted, left = tuple(select) or ("",), tuple(ignore)
    return [code for code in TABLE if code.startswith(wanted) and not (left and code.startswith(left))]


def _run(code: str, form: Form) -> tuple[list[Finding], Entry]:
    kept: list[Finding] = []
    count = 0
    excuse: Excuse | None = None
    for said in TABLE[code](form):
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
