"""The explaining evaluator: exact, total and three-valued, outside the nodes."""

from collections.abc import Iterable

from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Actuals, Inapplicable, Missing
from kpirules.evaluation.compare import decide
from kpirules.evaluation.dates import keep_date
from kpirules.evaluation.periods import settle_periods
from kpirules.evaluation.trace import Step
from kpirules.evaluation.values import Values
from kpirules.evaluation.verdict import Outcome, Part, Verdict
from kpirules.evaluation.within import decide_within
from kpirules.evaluation.words import answer_in_words
from kpirules.rules.checked import CheckedRule
from kpirules.rules.decision import Decision
from kpirules.syntax.ast import (
    AllOf,
    AnyOf,
    Checklist,
    Condition,
    Deadline,
    Period,
    Placeholder,
    Qualitative,
    Scale,
    YesNo,
)
from kpirules.syntax.expression import has_several_dates


def evaluate(rule: CheckedRule, actuals: Actuals) -> Verdict:
    """Judge reported figures by a rule; every input ends in a verdict, whatever the figures are.

    Raises nothing because of figures: what is missing, not exact, too large or of another unit leaves the verdict
    undetermined, with the reason.
    """
    try:
        return _judge(rule, actuals)
    except RecursionError:
        return Verdict(Outcome.UNDETERMINED, rule, actuals, reasons=(Diagnostic("KPI521"),))


def _judge(rule: CheckedRule, actuals: Actuals) -> Verdict:
    decision = rule.decision
    if decision is not None and not decision.applicable:
        return _ruled_out(decision, rule, actuals)
    if isinstance(actuals.own, Inapplicable):
        return _set_aside(rule, actuals)
    if has_several_dates(rule.condition):
        return Verdict(Outcome.UNDETERMINED, rule, actuals, reasons=(Diagnostic("KPI546"),))
    actuals, told = settle_periods(rule, actuals)
    judging = _Judging(rule, actuals)
    outcome = judging.condition(rule.condition)
    reasons = judging.reasons if outcome is Outcome.UNDETERMINED else ()
    return Verdict(
        outcome,
        rule,
        actuals,
        tuple(judging.parts),
        tuple(judging.steps),
        reasons=_once(reasons),
        findings=_once((*_resting_on(decision), *actuals.findings, *told, *judging.values.findings)),
    )


def _set_aside(rule: CheckedRule, actuals: Actuals) -> Verdict:
    """Not applicable, unless something was reported all the same."""
    if all(isinstance(answer, Missing) for answer in actuals.inputs.values()):
        return Verdict(Outcome.NOT_APPLICABLE, rule, actuals, reasons=(Diagnostic("KPI523"),))
    return Verdict(
        Outcome.UNDETERMINED,
        rule,
        actuals,
        reasons=(Diagnostic("KPI556"),),
        findings=_once(actuals.findings),
    )


def _ruled_out(decision: Decision, rule: CheckedRule, actuals: Actuals) -> Verdict:
    """Not applicable because a person decided so; what was reported all the same is told."""
    answers = (actuals.own, *actuals.inputs.values())
    reported = any(not isinstance(answer, Missing | Inapplicable) for answer in answers)
    return Verdict(
        Outcome.NOT_APPLICABLE,
        rule,
        actuals,
        reasons=(decision.diagnostic("KPI571"),),
        findings=(decision.diagnostic("KPI573"),) if reported else (),
    )


def _resting_on(decision: Decision | None) -> tuple[Diagnostic, ...]:
    if decision is None:
        return ()
    return (decision.diagnostic("KPI570", settled=decision.settled),)


class _Judging:
    """The walk over one rule; it visits every part, so that the trace is complete and all reasons are told."""

    def __init__(self, rule: CheckedRule, actuals: Actuals) -> None:
        self.rule = rule
        self.actuals = actuals
        self.steps: list[Step] = []
        self.parts: list[Part] = []
        self.reasons: list[Diagnostic] = []
        self.values = Values(rule, actuals, self.steps)

    def condition(self, node: Condition) -> Outcome:
        bounded = decide_within(node, self.rule, self.values) if self.values.has_bounds else None
        match node:
            case _ if bounded is not None:
                outcome = self.part(bounded)
            case AllOf(conditions):
                outcome = _all([self.condition(condition) for condition in conditions])
            case AnyOf(conditions):
                outcome = _any([self.condition(condition) for condition in conditions])
            case Checklist() | Qualitative() | YesNo():
                outcome = self.part(answer_in_words(node, self.values))
            case Deadline() | Period():
                outcome = self.part(keep_date(node, self.rule, self.values))
            case Scale() | Placeholder():
                outcome = self.part(Part(node, Outcome.UNDETERMINED, reasons=(Diagnostic("KPI524"),)))
            case _:
                outcome = self.part(decide(node, self.rule, self.values))
        self.steps.append(Step(node, outcome))
        return outcome

    def part(self, part: Part) -> Outcome:
        self.parts.append(part)
        self.reasons += part.reasons
        return part.outcome


def _all(outcomes: list[Outcome]) -> Outcome:
    """Kleene: one miss decides, otherwise one unknown leaves it open."""
    if Outcome.NOT_MET in outcomes:
        return Outcome.NOT_MET
    return Outcome.UNDETERMINED if Outcome.UNDETERMINED in outcomes else Outcome.MET


def _any(outcomes: list[Outcome]) -> Outcome:
    if Outcome.MET in outcomes:
        return Outcome.MET
    return Outcome.UNDETERMINED if Outcome.UNDETERMINED in outcomes else Outcome.NOT_MET


def _once(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(dict.fromkeys(diagnostics)) if diagnostics else ()
