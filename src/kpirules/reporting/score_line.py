"""One indicator of a scored form, as words."""

from functools import lru_cache

from attrs import frozen

from kpirules.assessment.scored import ScoredRow
from kpirules.declaration import Wording
from kpirules.diagnostics import Diagnostic, Language
from kpirules.evaluation.sentence import outcome_word
from kpirules.evaluation.verdict import Outcome
from kpirules.limits import LIMITS
from kpirules.reporting.block import differs_as_written, remarks_on, says_all, sentence, written_target
from kpirules.reporting.columns import clean
from kpirules.reporting.phrases import phrase
from kpirules.reporting.reported import reported, signed
from kpirules.reporting.score_words import interval, number, points_words
from kpirules.reporting.scored_record import ScoredRecord

_LONGEST_NAME = 120
_LONGEST_SENTENCE = 1_000


@frozen
class Remark:
    """Something to say about a row or the form: what it is about, and a sentence."""

    label: str
    text: str
    code: str = ""


@frozen
class ScoreLine:
    """One indicator. ``points`` is a number or says why there is none, ``between`` what it must lie between then.

    ``score`` is the exact row behind the words.
    """

    number: int
    levels: tuple[str, str, str]
    name: str
    place: str
    outcome: Outcome
    verdict: str
    target: str
    written: str
    actual: str
    margin: str
    weight: str
    points: str
    between: str
    arithmetic: str
    sentence: str
    reason: str
    rule: str
    remarks: tuple[Remark, ...]
    score: ScoredRow

    @property
    def is_open(self) -> bool:
        """Whether its points are not one number."""
        return self.score.score is None or self.score.score.points.known is None


def score_line(at: int, found: ScoredRow, record: ScoredRecord, *, lang: Language = "zh") -> ScoreLine:
    """The words of the indicator that is the ``at``-th of its form.

    >>> from kpirules.assessment.assessed import Assessment, Row
    >>> from kpirules.declaration import Declaration, Indicator, Wording
    >>> from kpirules import score
    >>> rows = (Row(Indicator(None, None, Wording("讲座场次"))),)
    >>> record = ScoredRecord(score(Assessment(Declaration(), rows)))
    >>> score_line(1, record.scored.rows[0], record).points
    '没有分值，未评分'
    """
    row, score = found.row, found.score
    indicator, verdict, told = row.indicator, row.verdict, record.check.about_target(row)
    target, place = indicator.target, indicator.place
    rule = target.rule if target is not None else None
    is_said = row.outcome is Outcome.MET and says_all(row)
    plainly = says_all(row) and row.outcome is not Outcome.UNDETERMINED
    line = (place.line or place.row) if place is not None else None
    name = clean(indicator.name, longest=_LONGEST_NAME) or phrase("unnamed", lang)
    return ScoreLine(
        number=at,
        levels=(_level_text(indicator.level1), _level_text(indicator.level2), name),
        name=name + (phrase("tentative", lang) if indicator.is_tentative else ""),
        place=phrase("line", lang, line=line).strip() if line is not None else "",
        outcome=row.outcome,
        verdict=outcome_word(row.outcome, lang),
        target=written_target(indicator, lang=lang),
        written=clean(target.text, longest=_LONGEST_SENTENCE)
        if target is not None and (rule is None or differs_as_written(target.text, rule))
        else "",
        actual=reported(row, lang=lang),
        margin=signed(verdict.margin) if verdict is not None and verdict.margin is not None else "",
        weight=number(found.weight) if found.weight is not None else "",
        points=points_words(found, lang=lang),
        between=interval(score.points, score.policy, lang=lang)
        if score is not None and score.points.known is None
        else "",
        arithmetic=clean(score.arithmetic(lang), longest=_LONGEST_SENTENCE)
        if score is not None and score.rule != "not_applicable"
        else "",
        sentence="" if is_said or plainly else _sentence(found, told, lang),
        reason=clean(found.reason, longest=_LONGEST_SENTENCE),
        rule=score.rule if score is not None else "",
        remarks=(
            *(Remark(phrase(key, lang), clean(text)) for key, text in remarks_on(row, told, lang=lang)),
            *(remark(note, phrase("score note", lang), lang) for note in found.notes),
        ),
        score=found,
    )


def _sentence(found: ScoredRow, told: tuple[Diagnostic, ...], lang: Language) -> str:
    return clean(sentence(found.row, told, lang=lang), longest=_LONGEST_SENTENCE)


def remark(told: Diagnostic, label: str, lang: Language) -> Remark:
    """A diagnostic in one sentence.

    >>> remark(Diagnostic("KPI910"), "计分", "en").code
    'KPI910'
    """
    return Remark(label, clean(told.sentence(lang), longest=_LONGEST_SENTENCE), told.code)


@lru_cache(LIMITS.remembered)
def _level_text(wording: Wording | None) -> str:
    return clean("".join(wording.text.split()), longest=_LONGEST_NAME) if wording is not None else ""
