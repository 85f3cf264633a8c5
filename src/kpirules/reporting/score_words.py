"""Points, totals and grades in words."""

from fractions import Fraction

from attrs import evolve

from kpirules.assessment.scored import LevelSum, Scored, ScoredRow
from kpirules.assessment.weights import first_level
from kpirules.diagnostics import Language
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import unit
from kpirules.reporting.columns import clean
from kpirules.reporting.phrases import phrase
from kpirules.reporting.scored_record import ScoredRecord
from kpirules.scoring.interval import Points
from kpirules.scoring.policy import Policy

_PERCENT = unit("%")
_LONGEST_TITLE = 120


def total_words(record: ScoredRecord, *, lang: Language = "zh") -> str:
    """The total, or the interval it lies in and how much is open.

    >>> from kpirules import Assessment, Declaration, score
    >>> total_words(ScoredRecord(score(Assessment(Declaration(), ()))))
    '总分未定：在 0.00 分至 10.00 分之间，满分 10 分，有 1 项未评分'
    """
    total, policy = record.scored.total, record.scored.policy
    whole = number(total.whole)
    if total.points.known is not None and not record.open_items:
        return phrase("total known", lang, points=total.printed, whole=whole)
    low, high = (policy.rounding.write(end) for end in (total.points.low, total.points.high))
    return phrase("total open", lang, low=low, high=high, whole=whole, count=record.open_items)


def grade_words(record: ScoredRecord, *, lang: Language = "zh") -> str:
    """The grade, or why there is none.

    >>> from kpirules import Assessment, Declaration, score
    >>> grade_words(ScoredRecord(score(Assessment(Declaration(), ()))))
    '不评等级：满分是 10 分，不是 100 分'
    """
    scored = record.scored
    total, policy = scored.total, scored.policy
    if scored.grade:
        key = "grade known" if total.points.known is not None else "grade of both"
        return phrase(key, lang, grade=clean(scored.grade))
    if not policy.grades:
        return phrase("no grades", lang)
    without = sum(row.score is None for row in scored.rows)
    if without:
        return phrase("grade without weights", lang, count=without)
    low, high = (policy.grade(end) for end in (total.points.low, total.points.high))
    if low != high:
        return phrase("grade open", lang, low=clean(low), high=clean(high))
    return phrase("grade without hundred", lang, whole=number(total.whole))


def policy_words(policy: Policy, *, lang: Language = "zh") -> str:
    """The policy's title and name.

    >>> from kpirules import policy
    >>> policy_words(policy("hubei-2020"), lang="en")
    'Hubei (2020, 20 points for spending) (hubei-2020)'
    """
    title = policy.title if lang == "zh" else policy.title_en or policy.title
    name = clean(policy.name, longest=_LONGEST_TITLE)
    if not title:
        return name
    return phrase("policy name", lang, title=clean(title, longest=_LONGEST_TITLE), name=name)


def points_words(row: ScoredRow, *, lang: Language = "zh") -> str:
    """The points of an indicator, never zero where they are open."""
    if row.score is None:
        return phrase("no weight", lang)
    if row.score.rule == "not_applicable":
        return phrase("not counted", lang)
    points, policy = row.score.points, row.score.policy
    if points.known is not None:
        return policy.rounding.write(points.known)
    return phrase("unscored between", lang, **_ends(points, policy))


def interval(points: Points, policy: Policy, *, lang: Language = "zh") -> str:
    """Points with the policy's decimals; both ends where they differ.

    >>> from kpirules import policy
    >>> interval(Points(Fraction(1), Fraction(2)), policy())
    '1.00～2.00'
    """
    if points.known is not None:
        return policy.rounding.write(points.known)
    return phrase("between", lang, **_ends(points, policy))


def bar_words(label: str, level: LevelSum, policy: Policy, *, lang: Language = "zh") -> str:
    """What the bar of a level shows, for those who do not see it."""
    if not level.weight:
        return f"{label}{phrase('colon', lang)}{phrase('not in points', lang)}"
    key = "bar known" if level.points.known is not None else "bar open"
    values = {"points": policy.rounding.write(level.points.low), **_ends(level.points, policy)}
    return phrase(key, lang, label=label, weight=number(level.weight), **values)


def counted_levels(scored: Scored) -> tuple[LevelSum, ...]:
    """The first levels, each out of the weights that count: those of indicators that do not apply are left out.

    >>> from kpirules import Assessment, Declaration, score
    >>> counted_levels(score(Assessment(Declaration(), ())))
    ()
    """
    left = dict.fromkeys((level.label for level in scored.levels), Fraction(0))
    for row in scored.rows:
        if row.score is not None and row.score.rule != "not_applicable":
            left[first_level(row.row.indicator)] += row.score.weight
    return tuple(evolve(level, weight=left[level.label]) for level in scored.levels)


def rate_words(scored: Scored, *, lang: Language = "zh") -> str:
    """What was spent of the adjusted budget, in percent, rounded as sheets print it.

    >>> from kpirules import Assessment, Declaration, score
    >>> rate_words(score(Assessment(Declaration(), ())))
    '无法计算'
    """
    rate = scored.execution.rate
    return phrase("no rate", lang) if rate is None else f"{scored.policy.rounding.write(rate * 100)}%"


def money(amount: Quantity | None, *, lang: Language = "zh") -> str:
    """An amount as the sheet tells it.

    >>> money(None, lang="en")
    'not reported'
    """
    return phrase("not told", lang) if amount is None else amount.shown()


def number(value: Fraction) -> str:
    """A number as people read it; one that never ends is marked ≈.

    >>> number(Fraction(417, 100))
    '4.17'
    """
    return Quantity(value).shown()


def _ends(points: Points, policy: Policy) -> dict[str, str]:
    return {"low": policy.rounding.write(points.low), "high": policy.rounding.write(points.high)}
