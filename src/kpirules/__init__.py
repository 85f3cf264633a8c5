"""Reads the performance indicators public bodies declare with their budgets, and checks them exactly.

    text ──Rule──▶ rule × figures ──evaluate──▶ Verdict
    form ──read──▶ Declaration × sheet of actuals ──assess──▶ Assessment
    sheet ──read_selfevaluations──▶ SelfEvaluation ──recheck──▶ Rechecked

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpirules.answers.answer import read_actual
    from kpirules.assessment.assess import assess
    from kpirules.assessment.assessed import Assessment
    from kpirules.assessment.monitored import Monitored
    from kpirules.assessment.monitoring import monitor
    from kpirules.assessment.recheck import recheck
    from kpirules.assessment.rechecked import Agreement, Rechecked
    from kpirules.assessment.score import score
    from kpirules.assessment.scored import Scored
    from kpirules.audit.audited import Audited, Finding
    from kpirules.audit.auditing import audit
    from kpirules.audit.evaluated import AuditedSheet
    from kpirules.audit.evaluated_auditing import audit_sheet
    from kpirules.declaration.commitment import Commitment
    from kpirules.declaration.commitments import find_commitments
    from kpirules.declaration.decisions import Decisions
    from kpirules.declaration.declaration import Declaration
    from kpirules.declaration.indicators import Indicator
    from kpirules.declaration.selfevaluation import SelfEvaluation
    from kpirules.diagnostics import Diagnostic, Severity, draw
    from kpirules.errors import KpiError, LimitExceeded, RuleError
    from kpirules.evaluation.actuals import Actuals, Grade
    from kpirules.evaluation.verdict import Outcome, Verdict
    from kpirules.limits import Limits
    from kpirules.quantity.quantity import Quantity
    from kpirules.quantity.unit import Unit
    from kpirules.reading import read, read_forms
    from kpirules.reading.actuals import read_actuals
    from kpirules.reading.decisions import read_decisions
    from kpirules.reading.policy import read_policy
    from kpirules.reading.selfevaluations import read_selfevaluations
    from kpirules.rule import Rule
    from kpirules.rules.compare import Relation, compare
    from kpirules.rules.decision import Decision
    from kpirules.rules.ranges import Range
    from kpirules.rules.solutions import range_of
    from kpirules.rules.target import Target
    from kpirules.scoring.policies import policy
    from kpirules.scoring.policy import Policy
    from kpirules.source import Place, Source, Span
    from kpirules.targets import read_target

_HOMES = {
    "kpirules.answers.answer": ("read_actual",),
    "kpirules.assessment.assess": ("assess",),
    "kpirules.assessment.assessed": ("Assessment",),
    "kpirules.assessment.monitored": ("Monitored",),
    "kpirules.assessment.monitoring": ("monitor",),
    "kpirules.assessment.recheck": ("recheck",),
    "kpirules.assessment.rechecked": ("Agreement", "Rechecked"),
    "kpirules.assessment.score": ("score",),
    "kpirules.assessment.scored": ("Scored",),
    "kpirules.audit.audited": ("Audited", "Finding"),
    "kpirules.audit.auditing": ("audit",),
    "kpirules.audit.evaluated": ("AuditedSheet",),
    "kpirules.audit.evaluated_auditing": ("audit_sheet",),
    "kpirules.declaration.commitment": ("Commitment",),
    "kpirules.declaration.commitments": ("find_commitments",),
    "kpirules.declaration.decisions": ("Decisions",),
    "kpirules.declaration.declaration": ("Declaration",),
    "kpirules.declaration.indicators": ("Indicator",),
    "kpirules.declaration.selfevaluation": ("SelfEvaluation",),
    "kpirules.diagnostics": ("Diagnostic", "Severity", "draw"),
    "kpirules.errors": ("KpiError", "LimitExceeded", "RuleError"),
    "kpirules.evaluation.actuals": ("Actuals", "Grade"),
    "kpirules.evaluation.verdict": ("Outcome", "Verdict"),
    "kpirules.limits": ("Limits",),
    "kpirules.quantity.quantity": ("Quantity",),
    "kpirules.quantity.unit": ("Unit",),
    "kpirules.reading": ("read", "read_forms"),
    "kpirules.reading.actuals": ("read_actuals",),
    "kpirules.reading.decisions": ("read_decisions",),
    "kpirules.reading.policy": ("read_policy",),
    "kpirules.reading.selfevaluations": ("read_selfevaluations",),
    "kpirules.rule": ("Rule",),
    "kpirules.rules.compare": ("Relation", "compare"),
    "kpirules.rules.decision": ("Decision",),
    "kpirules.rules.ranges": ("Range",),
    "kpirules.rules.solutions": ("range_of",),
    "kpirules.rules.target": ("Target",),
    "kpirules.scoring.policies": ("policy",),
    "kpirules.scoring.policy": ("Policy",),
    "kpirules.source": ("Place", "Source", "Span"),
    "kpirules.targets": ("read_target",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__version__ = "0.1.0"
__all__ = [
    "Actuals",
    "Agreement",
    "Assessment",
    "Audited",
    "AuditedSheet",
    "Commitment",
    "Decision",
    "Decisions",
    "Declaration",
    "Diagnostic",
    "Finding",
    "Grade",
    "Indicator",
    "KpiError",
    "LimitExceeded",
    "Limits",
    "Monitored",
    "Outcome",
    "Place",
    "Policy",
    "Quantity",
    "Range",
    "Rechecked",
    "Relation",
    "Rule",
    "RuleError",
    "Scored",
    "SelfEvaluation",
    "Severity",
    "Source",
    "Span",
    "Target",
    "Unit",
    "Verdict",
    "assess",
    "audit",
    "audit_sheet",
    "compare",
    "draw",
    "find_commitments",
    "monitor",
    "policy",
    "range_of",
    "read",
    "read_actual",
    "read_actuals",
    "read_decisions",
    "read_forms",
    "read_policy",
    "read_selfevaluations",
    "read_target",
    "recheck",
    "score",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(_HOME[name]), name)
    # Importing a room sets its name here: that of the audits is called as its verb and stays what it is.
    return globals().setdefault(name, found)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
