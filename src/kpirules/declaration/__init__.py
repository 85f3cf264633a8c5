"""The declaration as published: budget, goal, tasks and indicators, each datum with its place and words.

Comes in: records that a reader has filled. Goes out: immutable, hashable values that compare by what they
say. Not its job: finding things in a file (``reading``), judging them (``assessment``) or criticising them.
"""

from kpirules.declaration.budget import Amount, BudgetLine, BudgetOverview, Split
from kpirules.declaration.declaration import Declaration, Fact, FormKind, Provenance
from kpirules.declaration.indicators import Indicator, Weight
from kpirules.declaration.repair import Certainty, Repair
from kpirules.declaration.selfevaluation import EvaluatedRow, FundsLine, Printed, SelfEvaluation
from kpirules.declaration.tasks import Task
from kpirules.declaration.wording import Wording

__all__ = [
    "Amount",
    "BudgetLine",
    "BudgetOverview",
    "Certainty",
    "Declaration",
    "EvaluatedRow",
    "Fact",
    "FormKind",
    "FundsLine",
    "Indicator",
    "Printed",
    "Provenance",
    "Repair",
    "SelfEvaluation",
    "Split",
    "Task",
    "Weight",
    "Wording",
]
