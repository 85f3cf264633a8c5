"""A scored form as words: one sheet of texts that the page, the workbook and the document are drawn from.

Every text of a file is made safe to show here and nowhere else: hidden characters are named, floods are cut. What a format
escapes besides is that format's own business.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from attrs import frozen

from kpirules.assessment.scored import LevelSum
from kpirules.collector import paused_collector
from kpirules.declaration import FormKind, Wording
from kpirules.diagnostics import Language
from kpirules.reporting.columns import clean
from kpirules.reporting.phrases import phrase
from kpirules.reporting.score_line import Remark, ScoreLine, remark, score_line
from kpirules.reporting.score_words import (
    bar_words,
    counted_levels,
    grade_words,
    interval,
    money,
    number,
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
    lines = (score_line(at, row, record, lang=lang) for at, row in enumerate(scored.rows, start=1))
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
        notes=tuple(remark(told, phrase("about score", lang), lang) for told in scored.notes),
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
    for level in counted_levels(scored):
        yield _level(level, scored.policy, lang, counts=True)


def _level(level: LevelSum, policy: Policy, lang: Language, *, counts: bool) -> LevelLine:
    label = clean(level.label, longest=_LONGEST_NAME) or phrase("no level", lang)
    whole = level.weight or 1
    low, high = (100 * end / whole for end in (level.points.low, level.points.high))
    return LevelLine(
        label,
        interval(level.points, policy, lang=lang) if level.weight else phrase("not in points", lang),
        number(level.weight) if level.weight else "",
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


def _words(wording: Wording | None, *, longest: int = 400) -> str:
    return clean(wording.text, longest=longest) if wording is not None else ""
