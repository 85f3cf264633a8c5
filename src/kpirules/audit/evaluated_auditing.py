"""Every check on one self-evaluation sheet, and the ledger of how each ended."""

from collections.abc import Collection

from kpirules.assessment.rechecked import Rechecked
from kpirules.audit.evaluated import AuditedSheet, EvaluatedForm
from kpirules.audit.evaluated_table import EVALUATED_TABLE
from kpirules.audit.profile import Profile
from kpirules.audit.running import run
from kpirules.declaration import Declaration


def audit_sheet(
    rechecked: Rechecked,
    declaration: Declaration | None = None,
    *,
    profile: Profile | str = "standard",
    select: Collection[str] = (),
    ignore: Collection[str] = (),
) -> AuditedSheet:
    """What a reviewer would say of a self-evaluation sheet that was computed again; nothing of it is changed.

    ``declaration`` is that of the same year, against which targets are held. ``select`` and ``ignore`` are codes (S003) or
    their beginnings. Raises ValueError for a code or profile that there is not.

    >>> from kpirules.assessment.recheck import recheck
    >>> from kpirules.declaration import SelfEvaluation
    >>> [str(entry.status) for entry in audit_sheet(recheck(SelfEvaluation()), select=["S001"]).ledger]
    ['not enough data']
    """
    chosen = Profile.named(profile) if isinstance(profile, str) else profile
    findings, ledger = run(EVALUATED_TABLE, EvaluatedForm(rechecked, declaration, chosen), select, ignore)
    return AuditedSheet(rechecked, findings, ledger)
