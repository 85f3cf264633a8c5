"""Every check on one declaration, and the ledger of how each ended."""

from collections.abc import Collection, Iterable

from kpirules.audit.audited import Audited
from kpirules.audit.form import Form
from kpirules.audit.profile import Profile
from kpirules.audit.running import run
from kpirules.audit.table import TABLE
from kpirules.declaration import Declaration
from kpirules.diagnostics import Diagnostic


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
    findings, ledger = run(TABLE, form, select, ignore)
    return Audited(declaration, findings, ledger)
