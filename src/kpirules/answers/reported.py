"""What a caller hands over for one rule, made into typed actuals."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from kpirules.answers.aims import pieces_done
from kpirules.answers.answer import read_actual
from kpirules.answers.dates import date_beside
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Actuals, Answer, Done, Missing, Unusable, Within, answer_of
from kpirules.quantity.quantity import Quantity
from kpirules.rules.checked import CheckedRule
from kpirules.source import Source
from kpirules.syntax.ast import Checklist
from kpirules.syntax.traditional import fold

Reported = (
    str
    | int
    | Decimal
    | Fraction
    | date
    | Quantity
    | Answer
    | Actuals
    | Mapping[str, object]
    | Iterable[str]
    | None
)
"""One answer for the indicator itself, answers by name, the pieces of work done, or nothing."""


def actuals_for(rule: CheckedRule, reported: Reported) -> Actuals:
    """Texts are read beside the rule, everything else is taken as it is; whatever it is, nothing raises.

    >>> from kpirules import Rule
    >>> str(actuals_for(Rule("≥8支队伍").checked, "共9支").own)
    '9支'
    """
    if type(reported) is str:
        return _gathered(rule, {"": reported})
    try:
        # Copied first: what another thread does to a mapping meanwhile cannot mix two states of it.
        taken = _texts(reported) if isinstance(reported, Mapping | str) else Actuals.of(reported)
    except Exception as error:  # noqa: BLE001 - whatever a caller's own class raises while it is read
        reason = Diagnostic("KPI503", values={"figure": type(error).__name__})
        return Actuals(own=Unusable(reason), inputs={item.name: Unusable(reason) for item in rule.inputs})
    if isinstance(taken, dict):
        return _gathered(rule, taken)
    if isinstance(taken.own, Done) and isinstance(rule.condition, Checklist):
        return evolve(taken, own=pieces_done(taken.own.items, rule.condition))
    return taken


def _texts(reported: Mapping[str, object] | str) -> dict[str, str | Answer]:
    """Answers by name: plain texts as they are, everything else typed."""
    named = dict(reported) if isinstance(reported, Mapping) else {"": reported}
    return {
        fold(str(name)): str.__str__(figure) if isinstance(figure, str) else answer_of(figure)
        for name, figure in named.items()
    }


def _gathered(rule: CheckedRule, figures: Mapping[str, str | Answer]) -> Actuals:
    answers: dict[str, Answer] = {}
    findings: tuple[Diagnostic, ...] = ()
    for name, figure in figures.items():
        answers[name], told = read_actual(figure, rule, name=name)
        if not name and isinstance(figure, str) and isinstance(answers[name], Quantity | Within):
            dated, all_used = _with_date(rule, figure)
            answers = dated | answers
            if all_used:  # the date was due too, so that the figure was not all there was to take
                told = tuple(found for found in told if found.code != "KPI555")
        findings += told
    return Actuals(own=answers.pop("", Missing()), inputs=answers, findings=findings)


def _with_date(rule: CheckedRule, text: str) -> tuple[dict[str, Answer], bool]:
    """The date beside a figure in one text (12月底完成16场), where the rule asks for one too, and whether that is all."""
    asked = [item.name for item in rule.inputs if item.dated]
    found = date_beside(Source(text)) if len(asked) == 1 else None
    return ({}, False) if found is None else ({asked[0]: found.date}, found.parts == 2)
