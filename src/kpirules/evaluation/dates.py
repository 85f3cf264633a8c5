"""Judging dates: whether something was done by a day, or happened in a stretch of days."""

from kpirules.evaluation.values import Values
from kpirules.evaluation.verdict import Part
from kpirules.rules.checked import CheckedRule
from kpirules.syntax.ast import Deadline, Period


def keep_date(node: Deadline | Period, rule: CheckedRule, values: Values) -> Part:
    """Whether a deadline or period was kept; an answer coarser than its target decides where all of it lies on one side."""
    raise NotImplementedError(node, rule, values)
