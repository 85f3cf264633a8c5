"""Scores as programs read them: the document of the check, with the policy in full and the points of everything."""

from fractions import Fraction
from typing import Any

from kpirules.assessment.scored import Scored, ScoredRow
from kpirules.collector import paused_collector
from kpirules.quantity.number import write_number
from kpirules.reporting.document import write_document
from kpirules.reporting.json import diagnostic_document, quantity_document
from kpirules.reporting.json import to_document as check_document
from kpirules.reporting.scored_record import ScoredRecord
from kpirules.scoring.interval import Points
from kpirules.scoring.plain import to_plain

FORMAT = "kpirules/score/1"
_Object = dict[str, Any]


@paused_collector()
def write_score_json(record: ScoredRecord) -> str:
    r"""The document as text, indented; exact numbers are strings, and characters that show nothing are escaped.

    >>> from kpirules import Assessment, Declaration, score
    >>> write_score_json(ScoredRecord(score(Assessment(Declaration(), ()))))[:31]
    '{\n "format": "kpirules/score/1"'
    """
    return write_document(to_document(record))


def to_document(record: ScoredRecord) -> _Object:
    """The document of the check, every indicator of it with a ``score``, and what else was scored.

    >>> from kpirules import Assessment, Declaration, score
    >>> to_document(ScoredRecord(score(Assessment(Declaration(), ()))))["total"]["high"]
    '10'
    """
    scored = record.scored
    document = check_document(record.check)
    scored_indicators = [
        {**indicator, "score": _score(found)}
        for indicator, found in zip(document["indicators"], scored.rows, strict=True)
    ]
    policy = {"name": scored.policy.name, **to_plain(scored.policy)}
    return {
        **document,
        "format": FORMAT,
        "date": record.date,
        "policy": policy,
        "weights": "printed" if scored.given else "assigned",
        "indicators": scored_indicators,
        "execution": _execution(scored),
        "levels": [
            {"label": level.label, "weight": write_number(level.weight), **_points(level.points)}
            for level in scored.levels
        ],
        "total": {
            **_points(scored.total.points),
            "printed": scored.total.printed,
            "whole": write_number(scored.total.whole),
            "factor": write_number(scored.total.factor),
            "grade": scored.grade or None,
            "unscored": record.open_items,
        },
        "notes": [diagnostic_document(note) for note in scored.notes],
    }


def _score(found: ScoredRow) -> _Object:
    score = found.score
    ground = score.ground if score is not None else None
    return {
        "weight": _number(found.weight),
        **(_points(score.points) if score is not None else {"low": None, "high": None}),
        "exact": _points(score.exact) if score is not None else None,
        "rule": score.rule if score is not None else None,
        "ground": {"source": ground.source, "confidence": ground.confidence.value}
        if ground is not None
        else None,
        "figure": quantity_document(score.completion.figure) if score is not None else None,
        "limit": quantity_document(score.completion.limit) if score is not None else None,
        "arithmetic": {"zh": score.arithmetic("zh"), "en": score.arithmetic("en")}
        if score is not None
        else None,
        "reason": found.reason,
        "needs_reason": found.needs_reason,
        "notes": [diagnostic_document(note) for note in found.notes],
    }


def _execution(scored: Scored) -> _Object:
    execution, funds = scored.execution, scored.assessment.funds
    return {
        "budget": quantity_document(funds.budget),
        "executed": quantity_document(funds.executed),
        "rate": _number(execution.rate),
        "weight": write_number(execution.weight),
        **_points(execution.points),
        "counted": scored.counts_execution,
        "arithmetic": {"zh": execution.arithmetic("zh"), "en": execution.arithmetic("en")},
        "reason": funds.reason,
        "notes": [diagnostic_document(note) for note in execution.notes],
    }


def _points(points: Points) -> _Object:
    """Both ends; equal where the points are known."""
    return {"low": write_number(points.low), "high": write_number(points.high)}


def _number(number: Fraction | None) -> str | None:
    return None if number is None else write_number(number)
