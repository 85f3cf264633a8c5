"""An assessment scored by a policy."""

from collections.abc import Iterable
from fractions import Fraction

from kpirules.assessment.assessed import Assessment, Row
from kpirules.assessment.scored import LevelSum, Scored, ScoredRow
from kpirules.assessment.weights import first_level, weigh
from kpirules.collector import paused_collector
from kpirules.declaration.sheet import Entry
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.verdict import Outcome
from kpirules.quantity.number import Refusal, read_number, write_number
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.scoring.execution import Execution, score_execution
from kpirules.scoring.interval import Points, add
from kpirules.scoring.policies import policy_meant
from kpirules.scoring.policy import Policy
from kpirules.scoring.score import score_verdict
from kpirules.scoring.total import total
from kpirules.source import Source, Span

_EXPLAIN = "KPI904"
_PERCENT = unit("%")


@paused_collector()
def score(assessment: Assessment, policy: Policy | str | None = None) -> Scored:
    """Points for every verdict, for spending, and the total, by a policy or the name of a shipped one (mof-2020).

    Being met and being worth points are two questions: a verdict is never changed by its score. An undetermined indicator
    is unscored and makes the total an interval. Raises ValueError for a name that no shipped policy has.

    >>> from kpirules.declaration import Declaration
    >>> score(Assessment(Declaration(), ())).total.whole
    Fraction(10, 1)
    """
    chosen = policy_meant(policy)
    weights = weigh([row.indicator for row in assessment.rows], chosen)
    rows = tuple(
        _row(row, weight, chosen) for row, weight in zip(assessment.rows, weights.values, strict=True)
    )
    execution = score_execution(*assessment.funds.amounts, chosen)
    scores = [row.score for row in rows if row.score is not None]
    whole = total(scores, execution if weights.counts_execution else None, chosen)
    notes = [*weights.notes, *execution.notes, *_reason_for(execution, assessment, chosen)]
    if whole.factor != 1:
        values = {"factor": Quantity(whole.factor).shown(), "whole": Quantity(whole.whole).shown()}
        notes.append(Diagnostic("KPI920", values=values))
    return Scored(
        assessment,
        chosen,
        rows,
        execution,
        weights.counts_execution,
        _levels(rows),
        whole,
        weights.given,
        tuple(notes),
    )


def _row(row: Row, weight: Fraction | None, policy: Policy) -> ScoredRow:
    reason = next((entry.reason for entry in row.entries if entry.reason), "")
    if weight is None:
        return ScoredRow(row, None, None, reason)
    chosen, told = _chosen(row.entries, weight)
    if row.verdict is None and row.outcome is Outcome.NOT_APPLICABLE:
        found = score_verdict(None, weight, policy, applicable=False)
    else:
        found = score_verdict(row.verdict, weight, policy, name=row.indicator.name, chosen=chosen)
    notes = told + tuple(note for note in found.notes if not (reason and note.code == _EXPLAIN))
    applies = row.outcome is not Outcome.NOT_APPLICABLE
    needs = applies and not reason and found.points.known is not None and not found.is_full
    if needs:
        values = {
            "name": row.indicator.name,
            "points": write_number(found.points.low),
            "weight": write_number(weight),
        }
        notes += (Diagnostic("KPI921", Source(row.indicator.name, row.indicator.place), values=values),)
    return ScoredRow(row, weight, found, reason, needs, notes)


def _chosen(entries: Iterable[Entry], weight: Fraction) -> tuple[Fraction | None, tuple[Diagnostic, ...]]:
    """The points a person gave, if the sheet has some: a number from 0 to the weight."""
    for entry in entries:
        if not entry.score:
            continue
        number = read_number(entry.score.removesuffix("分").strip())
        if isinstance(number, Refusal) or number > weight:
            source = Source(entry.score, entry.place)
            values = {"text": entry.score, "weight": write_number(weight)}
            return None, (Diagnostic("KPI922", source, Span(0, len(entry.score)), values),)
        return number, ()
    return None, ()


def _reason_for(execution: Execution, assessment: Assessment, policy: Policy) -> tuple[Diagnostic, ...]:
    """A word is owed where little was spent."""
    if execution.rate is None or execution.rate >= policy.reason_below or assessment.funds.reason:
        return ()
    values = {
        "rate": Quantity(execution.rate * 100, _PERCENT).shown(),
        "least": Quantity(policy.reason_below * 100, _PERCENT).shown(),
    }
    return (Diagnostic("KPI923", values=values),)


def _applies(row: ScoredRow) -> bool:
    return row.row.outcome is not Outcome.NOT_APPLICABLE


def _levels(rows: Iterable[ScoredRow]) -> tuple[LevelSum, ...]:
    groups: dict[str, list[ScoredRow]] = {}
    for row in rows:
        groups.setdefault(first_level(row.row.indicator), []).append(row)
    return tuple(
        LevelSum(
            label,
            sum((row.weight for row in group if row.weight is not None and _applies(row)), Fraction(0)),
            add(row.score.points if row.score is not None else Points() for row in group),
        )
        for label, group in groups.items()
    )
