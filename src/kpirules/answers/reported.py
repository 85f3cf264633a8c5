"""What a caller hands over for one rule, made into typed actuals."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from kpirules.answers.aims import pieces_done
from kpirules.answers.answer import read_actual
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Actuals, Answer, Done, Missing, Unusable
from kpirules.quantity.quantity import Quantity
from kpirules.rules.checked import CheckedRule
from kpirules.syntax.ast import Checklist

Reported = (
    str | int | Decimal | Fraction | Quantity | Answer | Actuals | Mapping[str, object] | Iterable[str] | None
)
"""One answer for the indicator itself, answers by name, the pieces of work done, or nothing."""


def actuals_for(rule: CheckedRule, reported: Reported) -> Actuals:
    """Texts are read beside the rule, everything else is taken as it is; whatever it is, nothing raises.

    >>> from kpirules import Rule
    >>> str(actuals_for(Rule("≥8支队伍").checked, "共9支").own)
    '9支'
    """
    try:
        return _actuals(rule, reported)
    except Exception as error:  # noqa: BLE001 - whatever a caller's own class raises while it is read
        reason = Diagnostic("KPI503", values={"figure": type(error).__name__})
        return Actuals(own=Unusable(reason), inputs={item.name: Unusable(reason) for item in rule.inputs})


def _actuals(rule: CheckedRule, reported: Reported) -> Actuals:
    if isinstance(reported, str):
        return _gathered(rule, {"": reported})
    if isinstance(reported, Mapping):
        # Copied first: what another thread does to the mapping meanwhile cannot mix two states of it.
        return _gathered(rule, {str(name): figure for name, figure in dict(reported).items()})
    actuals = Actuals.of(reported)
    if isinstance(actuals.own, Done) and isinstance(rule.condition, Checklist):
        return evolve(actuals, own=pieces_done(actuals.own.items, rule.condition))
    return actuals


def _gathered(rule: CheckedRule, figures: Mapping[str, object]) -> Actuals:
    answers: dict[str, Answer] = {}
    findings: tuple[Diagnostic, ...] = ()
    for name, figure in figures.items():
        answers[name], told = read_actual(figure, rule, name=name)
        findings += told
    return Actuals(own=answers.pop("", Missing()), inputs=answers, findings=findings)
