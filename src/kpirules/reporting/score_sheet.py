"""A scored form as words: one sheet of texts that the page, the workbook and the document are drawn from.

Every text of a file is made safe to show here and nowhere else: hidden characters are named, floods are cut. What a format
escapes besides is that format's own business.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from attrs import frozen

from kpirules.assessment.scored import LevelSum, ScoredRow
from kpirules.collector import paused_collector
from kpirules.declaration import FormKind, Wording
from kpirules.diagnostics import Diagnostic, Language
from kpirules.evaluation.sentence import outcome_word
from kpirules.evaluation.verdict import Outcome
from kpirules.limits import LIMITS
from kpirules.reporting.block import differs_as_written, remarks_on, says_all, sentence, written_target
from kpirules.reporting.columns import clean
from kpirules.reporting.phrases import phrase
from kpirules.reporting.reported import reported, signed
from kpirules.reporting.score_words import (
    bar_words,
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
from kpirules.scoring.policy import Ground, Policy
from kpirules.scoring.rounding import Rounding

_LONGEST_PROSE = 4_000
_LONGEST_NAME = 120
_LONGEST_SENTENCE = 1_000
_OF_BAR = Rounding()
# Rules that hold for the whole form, told beside those that the rows came by.
_OF_FORM = ("weights", "execution", "rounding", "grades")


@frozen
class Remark:
    """Something to say about a row or the form: what it is about, and a sentence."""

    label: str
    text: str
    code: str = ""


@frozen
class ScoreLine:
    """One indicator. ``points`` is a number or says why there is none; ``score`` is the exact row behind the words."""

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


@frozen
class LevelLine:
    """One bar: the points of a first level or of spending, as words and as percents of its weight."""

    label: str
    points: str
    weight: str
    words: str
    low: str
    open: str
    counts: bool = True


@frozen
class RuleLine:
    """A rule that was used, where it comes from and how sure that is."""

    key: str
    label: str
    source: str
    confidence: str
    sure: str
    count: int


@frozen
class ScoreSheet:
    """The whole sheet; ``groups`` are the lines under the headings of their first two levels, in the form's order."""

    kind: FormKind
    facts: tuple[tuple[str, str], ...]
    department: str
    year: str
    goal: str
    policy: str
    source: str
    sure: str
    weights: str
    total: str
    printed: str
    whole: str
    grade: str
    grade_label: str
    levels: tuple[LevelLine, ...]
    budget: str
    executed: str
    rate: str
    spending: str
    spending_points: str
    spending_reason: str
    groups: tuple[tuple[str, tuple[ScoreLine, ...]], ...]
    rules: tuple[RuleLine, ...]
    notes: tuple[Remark, ...]
    files: tuple[tuple[str, str], ...]
    record: ScoredRecord

    @property
    def lines(self) -> Iterator[ScoreLine]:
        """Every indicator in the form's order."""
        for _, below in self.groups:
            yield from below


@paused_collector()
def score_sheet(record: ScoredRecord, *, lang: Language = "zh") -> ScoreSheet:
    """The sheet in one language; it holds no date but the record's, so that equal inputs make equal sheets.

    >>> from kpirules import Assessment, Declaration, score
    >>> score_sheet(ScoredRecord(score(Assessment(Declaration(), ())))).department
    '未写明'
    """
    scored, declaration = record.scored, record.scored.assessment.declaration
    policy, unstated = scored.policy, phrase("unstated", lang)
    ground = policy.grounds.get("weights")
    lines = (_line(at, row, record, lang) for at, row in enumerate(scored.rows, start=1))
    execution, funds = scored.execution, scored.assessment.funds
    return ScoreSheet(
        kind=declaration.kind,
        facts=tuple(_facts(record, lang)),
        department=_words(declaration.department or declaration.implementer) or unstated,
        year=str(declaration.year) if declaration.year is not None else unstated,
        goal=_words(declaration.overall_goal, longest=_LONGEST_PROSE),
        policy=policy_words(policy, lang=lang),
        source=clean(ground.source) if ground is not None else unstated,
        sure=phrase(ground.confidence.value, lang) if ground is not None else "",
        weights=phrase("weights printed" if scored.given else "weights assigned", lang),
        total=total_words(record, lang=lang),
        printed=scored.total.printed,
        whole=number(scored.total.whole),
        grade=grade_words(record, lang=lang),
        grade_label=clean(scored.grade),
        levels=tuple(_levels(record, lang)),
        budget=money(funds.budget, lang=lang),
        executed=money(funds.executed, lang=lang),
        rate=rate_words(scored, lang=lang),
        spending=execution.arithmetic(lang),
        spending_points=interval(execution.points, policy, lang=lang)
        if execution.rate is not None
        else phrase("unscored", lang),
        spending_reason=clean(funds.reason, longest=_LONGEST_SENTENCE),
        groups=tuple((heading, tuple(below)) for heading, below in groupby(lines, key=_heading)),
        rules=tuple(_rules(record, lang)),
        notes=tuple(_remark(told, phrase("about score", lang), lang) for told in scored.notes),
        files=tuple(_files(record, lang)),
        record=record,
    )


def _facts(record: ScoredRecord, lang: Language) -> Iterator[tuple[str, str]]:
    """The head of the form, as far as it is filled in."""
    declaration = record.scored.assessment.declaration
    for key, wording in (
        ("project", declaration.project),
        ("supervisor", declaration.supervisor),
        ("implementer", declaration.implementer),
    ):
        if wording is not None:
            yield phrase(key, lang), _words(wording)


def _files(record: ScoredRecord, lang: Language) -> Iterator[tuple[str, str]]:
    check = record.check
    yield phrase("form", lang), check.form_name
    yield phrase("sheet", lang), check.sheet_name
    if record.scored.assessment.decisions.file is not None:
        yield phrase("decisions", lang), check.decisions_name
    if record.date_text:
        yield phrase("date", lang), record.date_text


def _levels(record: ScoredRecord, lang: Language) -> Iterator[LevelLine]:
    scored = record.scored
    execution = scored.execution
    spending = LevelSum(phrase("spending", lang), execution.weight, execution.points)
    yield _level(spending, scored.policy, lang, counts=scored.counts_execution)
    for level in scored.levels:
        yield _level(level, scored.policy, lang, counts=True)


def _level(level: LevelSum, policy: Policy, lang: Language, *, counts: bool) -> LevelLine:
    label = clean(level.label, longest=_LONGEST_NAME) or phrase("no level", lang)
    whole = level.weight or 1
    low, high = (100 * end / whole for end in (level.points.low, level.points.high))
    return LevelLine(
        label,
        interval(level.points, policy, lang=lang),
        number(level.weight),
        bar_words(label, level, policy, lang=lang),
        _OF_BAR.write(low),
        _OF_BAR.write(high - low),
        counts,
    )


def _rules(record: ScoredRecord, lang: Language) -> Iterator[RuleLine]:
    scored = record.scored
    used = Counter(row.score.rule for row in scored.rows if row.score is not None)
    for key in (*_OF_FORM, *sorted(used)):
        ground = scored.policy.grounds.get(key)
        if ground is not None:
            yield _rule(key, ground, used[key], lang)


def _rule(key: str, ground: Ground, count: int, lang: Language) -> RuleLine:
    label, sure = phrase(f"rule {key}", lang), phrase(ground.confidence.value, lang)
    return RuleLine(key, label, clean(ground.source), ground.confidence.value, sure, count)


def _heading(line: ScoreLine) -> str:
    return " / ".join(level for level in line.levels[:2] if level)


def _line(at: int, found: ScoredRow, record: ScoredRecord, lang: Language) -> ScoreLine:
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
        arithmetic=clean(score.arithmetic(lang), longest=_LONGEST_SENTENCE) if score is not None else "",
        sentence="" if is_said or plainly else _sentence(found, told, lang),
        reason=clean(found.reason, longest=_LONGEST_SENTENCE),
        rule=score.rule if score is not None else "",
        remarks=(
            *(Remark(phrase(key, lang), clean(text)) for key, text in remarks_on(row, told, lang=lang)),
            *(_remark(note, phrase("score note", lang), lang) for note in found.notes),
        ),
        score=found,
    )


def _sentence(found: ScoredRow, told: tuple[Diagnostic, ...], lang: Language) -> str:
    return clean(sentence(found.row, told, lang=lang), longest=_LONGEST_SENTENCE)


def _remark(told: Diagnostic, label: str, lang: Language) -> Remark:
    return Remark(label, clean(told.sentence(lang), longest=_LONGEST_SENTENCE), told.code)


@lru_cache(LIMITS.remembered)
def _level_text(wording: Wording | None) -> str:
    return clean("".join(wording.text.split()), longest=_LONGEST_NAME) if wording is not None else ""


def _words(wording: Wording | None, *, longest: int = 400) -> str:
    return clean(wording.text, longest=longest) if wording is not None else ""
