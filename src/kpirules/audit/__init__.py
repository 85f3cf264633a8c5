"""A declaration as a reviewer reads it: every check that was asked for, what it found, and what could not be checked.

Comes in: a declaration and the diagnostics of reading it. Goes out: findings with their places, and a ledger of all checks.
Not its job: judging figures that were reached, which is evaluation, and printing, which is reporting.
"""

import sys
from types import ModuleType


class _Room(ModuleType):
    """This room bears the name of its verb: whichever of the two is imported first, ``kpirules.audit(…)`` audits."""

    def __call__(self, *arguments: object, **named: object) -> object:
        from kpirules.audit.auditing import audit  # noqa: PLC0415 - loaded when it is first called

        return audit(*arguments, **named)  # type: ignore[arg-type] # the function says what it takes


sys.modules[__name__].__class__ = _Room
