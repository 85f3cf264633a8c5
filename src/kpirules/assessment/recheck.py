"""A published self-evaluation sheet computed again, row by row."""

from collections.abc import Sequence
from fractions import Fraction

from kpirules.answers.answer import read_actual
from kpirules.assessment.adding import add_up
from kpirules.assessment.printed_spending import is_of_spending, recheck_execution
from kpirules.assessment.rechecked import Agreement, Rechecked, RecheckedRow
from kpirules.assessment.variants import Variant, explaining, formulas_beside
from kpirules.collector import paused_collector
from kpirules.declaration import EvaluatedRow, Indicator, SelfEvaluation
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Actuals
from kpirules.evaluation.evaluate import evaluate
from kpirules.evaluation.verdict import Verdict
from kpirules.quantity.number import read_number, write_number
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.rules.checked import CheckedRule
from kpirules.scoring.policies import policy_meant
from kpirules.scoring.policy import Policy
from kpirules.scoring.score import Score, score_verdict
from kpirules.source import Source, Span
from kpirules.targets.read import read_target

_NO_TARGET, _NO_SCORE, _NO_NUMBER, _NO_WEIGHT = "KPI524", "KPI944", "KPI945", "KPI946"
_PERCENT = unit("%")
_INSIDE, _OUTSIDE, _NOT_APPLICABLE = "KPI947", "KPI948", "KPI943"


@paused_collector()
def recheck(sheet: SelfEvaluation, policy: Policy | str | None = None) -> Rechecked:
    """Judge every row of a sheet, score it with its printed weight, and hold the printed points against that.

    ``policy`` is a policy or the name of a shipped one (mof-2020). A printed number follows, differs or cannot be told;
    where it differs, the shipped variants that would give it are named, and none of them is taken. Raises ValueError for
    a name that no shipped policy has.

    >>> recheck(SelfEvaluation()).counts[Agreement.DIFFERS]
    0
    """
    chosen = policy_meant(policy)
    beside = formulas_beside(chosen)
    rows = tuple(recheck_row(row, chosen, beside) for row in sheet.rows)
    execution = recheck_execution(sheet.total_funds, chosen)
    return Rechecked(sheet, chosen, rows, execution, add_up(sheet, rows, execution, chosen))


def recheck_row(row: EvaluatedRow, policy: Policy, beside: Sequence[Variant] = ()) -> RecheckedRow:
    """One row; a row without a target, an answer, a weight or points stays open and says which.

    ``beside`` are the other formulas to look for an explanation among.

    >>> from kpirules import read_target
    >>> from kpirules.declaration import Indicator, Printed, Weight, Wording
    >>> from kpirules.scoring.policies import policy
    >>> indicator = Indicator(None, None, Wording("讲座场次"), annual_target=read_target("≥15场")[0])
    >>> weighed = Indicator(
    ...     None, None, Wording("讲座场次"), annual_target=indicator.target, weight=Weight(Fraction(10), "10")
    ... )
    >>> row = EvaluatedRow(weighed, Wording("14场"), Printed(Fraction("9.3"), "9.3"))
    >>> found = recheck_row(row, policy())
    >>> found.agreement.value, found.variants[0]
    ('differs', 'rounding=half-up/1')
    """
    verdict = _verdict(row)
    weight = row.indicator.weight
    if weight is None:
        return RecheckedRow(row, verdict, None, Agreement.OPEN, reasons=(_about(row, _NO_WEIGHT),))
    score = score_verdict(verdict, weight.value, policy, name=row.indicator.name)
    printed = row.score.value if row.score is not None else None
    if printed is None:
        return RecheckedRow(row, verdict, score, Agreement.OPEN, reasons=(_unprinted(row),))
    if score.rule == "not_applicable":
        return RecheckedRow(row, verdict, score, Agreement.OPEN, reasons=(_about(row, _NOT_APPLICABLE),))
    agreement = Agreement.of(printed, score.points)
    if score.rule == "qualitative":
        return _in_words(row, verdict, score, printed)
    if agreement is Agreement.OPEN:
        return RecheckedRow(row, verdict, score, agreement, reasons=_reasons(row, verdict))
    variants = _variants(row, verdict, printed, policy, beside) if agreement is Agreement.DIFFERS else ()
    return RecheckedRow(row, verdict, score, agreement, variants)


def _verdict(row: EvaluatedRow) -> Verdict | None:
    rule = _rule(row.indicator)
    if rule is None:
        return None
    if row.actual is None:
        return evaluate(rule, Actuals())
    # The column of units stands for both cells, and the rule has it already.
    name = rule.inputs[0].name if rule.own is None and len(rule.inputs) == 1 else ""
    answer, told = read_actual(row.actual.text, rule, name=name, place=row.actual.place)
    if isinstance(answer, Quantity) and _shares_scale(row.indicator, answer):
        answer = Quantity(answer.number, _PERCENT, of=answer.of)
    return evaluate(rule, Actuals(findings=told).with_input(name, answer))


def _rule(indicator: Indicator) -> CheckedRule | None:
    """The rule of a row; spending that is scored as an indicator asks for all of the budget where it asks for nothing."""
    target = indicator.target
    if target is None and is_of_spending(indicator):
        target, _ = read_target("≥100%", name=indicator.name)
    return target.rule if target is not None else None


def _shares_scale(indicator: Indicator, answer: Quantity) -> bool:
    """Whether 0.1 is 0.1 %: target and answer are bare numbers below one, and one column says % for both."""
    if answer.unit is not None or indicator.unit is None or indicator.target is None:
        return False
    limit = read_number(indicator.target.text.strip())
    is_percent = indicator.unit.text.strip().startswith(("%", "％"))
    return is_percent and isinstance(limit, Fraction) and abs(limit) <= 1


def _variants(
    row: EvaluatedRow, verdict: Verdict | None, printed: Fraction, policy: Policy, beside: Sequence[Variant]
) -> tuple[str, ...]:
    weight = row.indicator.weight
    if weight is None or not 0 <= printed <= weight.value:
        return ()

    def exact(other: Policy) -> Fraction | None:
        return score_verdict(verdict, weight.value, other, name=row.indicator.name).exact.known

    return explaining(printed, policy, beside, exact)


def _in_words(row: EvaluatedRow, verdict: Verdict | None, score: Score, printed: Fraction) -> RecheckedRow:
    """Points for an aim in words are a person's choice: they stand inside their band or outside of it."""
    inside = Agreement.of(printed, score.points) is not Agreement.DIFFERS
    values = {
        "points": write_number(printed),
        "low": write_number(score.points.low),
        "high": write_number(score.points.high),
    }
    reason = _about(row, _INSIDE if inside else _OUTSIDE, **values)
    return RecheckedRow(row, verdict, score, Agreement.OPEN, reasons=(reason,))


def is_outside_band(row: RecheckedRow) -> bool:
    """Whether the printed points of an aim in words lie outside the band of its grade."""
    return any(reason.code == _OUTSIDE for reason in row.reasons)


def _reasons(row: EvaluatedRow, verdict: Verdict | None) -> tuple[Diagnostic, ...]:
    if verdict is None or not verdict.reasons:
        return (_about(row, _NO_TARGET),)
    return verdict.reasons


def _unprinted(row: EvaluatedRow) -> Diagnostic:
    if row.score is None:
        return _about(row, _NO_SCORE)
    text = row.score.text.strip()
    source = Source(row.score.text, row.score.place)
    return Diagnostic(_NO_NUMBER, source, Span(0, len(row.score.text)), {"text": text})


def _about(row: EvaluatedRow, code: str, **values: str) -> Diagnostic:
    return Diagnostic(code, Source(row.indicator.name, row.indicator.place), values=values)
