"""Scores as a person reads them in a terminal: every indicator with its arithmetic, the levels, spending, the total."""

from collections.abc import Iterator
from itertools import groupby

from kpirules.assessment.scored import Scored, ScoredRow
from kpirules.collector import paused_collector
from kpirules.diagnostics import Language
from kpirules.reporting.block import block
from kpirules.reporting.columns import clean, pad, width
from kpirules.reporting.line import Line, Tone, labelled, write_lines
from kpirules.reporting.phrases import phrase
from kpirules.reporting.score_words import (
    counted_levels,
    grade_words,
    interval,
    money,
    number,
    points_words,
    policy_words,
    rate_words,
    total_words,
)
from kpirules.reporting.scored_record import ScoredRecord
from kpirules.reporting.text import about_reading, head, heading, remarks, title

_LONGEST = 1_000
_LONGEST_LEVEL = 24


def write_score_text(record: ScoredRecord, *, lang: Language = "zh") -> str:
    """The whole report as plain text of at most 80 columns, quoted lines of the files aside.

    >>> from kpirules import Assessment, Declaration, score
    >>> print(write_score_text(ScoredRecord(score(Assessment(Declaration(), ())))).splitlines()[-1])
    不评等级：满分是 10 分，不是 100 分
    """
    return write_lines(score_report(record, lang=lang))


@paused_collector()
def score_report(record: ScoredRecord, *, lang: Language = "zh") -> list[Line]:
    """The lines of :func:`write_score_text` with their tones; the total stands last.

    >>> from kpirules import Assessment, Declaration, score
    >>> score_report(ScoredRecord(score(Assessment(Declaration(), ()))))[0].text
    '部门    未写明'
    """
    scored, gap = record.scored, _gap(lang)
    lines = [*head(record.check, lang=lang)]
    named = labelled(
        phrase("by policy", lang), policy_words(scored.policy, lang=lang), indent=0, gap=_head_gap(lang)
    )
    lines += named
    if record.date_text:
        lines += labelled(phrase("date", lang), record.date_text, indent=0, gap=_head_gap(lang))
    if record.unread:
        told = phrase("incomplete", lang, count=len(record.unread))
        lines += [Line(), *labelled("", told, indent=0, gap=0, tone=Tone.ALARM)]
    for levels, below in groupby(scored.rows, key=lambda found: heading(found.row)):
        lines += title(levels or phrase("no level", lang), lang, tone=Tone.HEADING)
        for found in below:
            lines += _row(found, record, lang)
    if any(record.check.settling(found.row) for found in record.unscored):
        lines += [Line(), *labelled("", phrase("how to decide", lang), indent=0, gap=0)]
    if not scored.rows:
        lines += [Line(), Line(phrase("no indicators", lang))]
    lines += about_reading(record.check, lang=lang)
    if scored.notes:
        lines += title(phrase("score findings", lang, count=len(scored.notes)), lang)
        lines += remarks(scored.notes, lang=lang)
    lines += title(phrase("total", lang), lang)
    lines += _spending(scored, gap, lang)
    lines += _levels(scored, lang)
    lines += labelled("", total_words(record, lang=lang), indent=0, gap=0, tone=Tone.TITLE)
    lines += labelled("", grade_words(record, lang=lang), indent=0, gap=0, tone=Tone.TITLE)
    return lines


def _row(found: ScoredRow, record: ScoredRecord, lang: Language) -> Iterator[Line]:
    """What the check says of an indicator, then its points and how they came about."""
    told, settling = record.check.about_target(found.row), record.check.settling(found.row)
    yield from block(found.row, told=told, settling=settling, lang=lang)
    gap = _gap(lang)
    is_open = found.score is None or found.score.points.known is None
    tone = Tone.UNDETERMINED if is_open else Tone.PLAIN
    yield from labelled(phrase("points", lang), _points(found, lang), gap=gap, tone=tone)
    if found.reason:
        yield from labelled(phrase("why", lang), clean(found.reason, longest=_LONGEST), gap=gap)
    for note in found.notes:
        yield from labelled(phrase("note", lang), f"{note.code} {clean(note.sentence(lang))}", gap=gap)


def _points(found: ScoredRow, lang: Language) -> str:
    """The points out of the weight with the arithmetic; open ones only with what they wait for."""
    score = found.score
    if score is None:
        return phrase("no weight", lang)
    if score.rule == "not_applicable":
        return phrase("not counted", lang)
    arithmetic = clean(score.arithmetic(lang), longest=_LONGEST)
    if score.rule == "undetermined":
        return arithmetic  # it says that there are no points
    colon = "：" if lang == "zh" else ": "
    if score.points.known is None:
        return phrase("unscored", lang) + colon + arithmetic
    points, weight = points_words(found, lang=lang), number(score.weight)
    return phrase("points of", lang, points=points, weight=weight) + colon + arithmetic


def _spending(scored: Scored, gap: int, lang: Language) -> Iterator[Line]:
    """The line of the funds: what there was, what was spent, and the points for it."""
    funds, execution = scored.assessment.funds, scored.execution
    colon = "：" if lang == "zh" else ": "
    outside = "" if scored.counts_execution else f"（{phrase('outside total', lang)}）"
    told = "  ".join(
        f"{phrase(key, lang)} {text}"
        for key, text in (
            ("budget", money(funds.budget, lang=lang)),
            ("executed", money(funds.executed, lang=lang)),
            ("rate", rate_words(scored, lang=lang)),
        )
    )
    yield from labelled("", f"{phrase('spending', lang)}{outside}{colon}{told}", indent=0, gap=0)
    yield from labelled("", clean(execution.arithmetic(lang)), indent=4, gap=0)
    if funds.reason:
        yield from labelled(phrase("why", lang), clean(funds.reason, longest=_LONGEST), gap=gap)


def _levels(scored: Scored, lang: Language) -> Iterator[Line]:
    """A line for spending and for each first level: its points, out of its weights."""
    named = [
        (phrase("spending", lang), scored.execution.points, scored.execution.weight),
        *(
            (clean(one.label, longest=_LONGEST_LEVEL) or phrase("no level", lang), one.points, one.weight)
            for one in counted_levels(scored)
        ),
    ]
    columns = max(width(label) for label, _, _ in named) + 2
    for label, points, weight in named:
        shown = (
            phrase(
                "points of", lang, points=interval(points, scored.policy, lang=lang), weight=number(weight)
            )
            if weight
            else phrase("not in points", lang)
        )
        yield from labelled("", pad(label, columns) + shown, indent=4, gap=0)


def _gap(lang: Language) -> int:
    return 8 if lang == "zh" else 10


def _head_gap(lang: Language) -> int:
    return 8 if lang == "zh" else 12
