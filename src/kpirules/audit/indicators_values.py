"""Checks of a target beside its name: there, in figures, with a comparator, a unit and a sign that fit."""

import re
from collections.abc import Iterator
from fractions import Fraction

from kpirules.audit.form import Form
from kpirules.audit.remark import Excuse, Remark, not_applicable, not_enough
from kpirules.audit.row import Row, quantities, unit_of
from kpirules.quantity.unit import Unit, comparable, find_unit
from kpirules.rules.meaning import Kind, Meaning
from kpirules.rules.readings import read_bare
from kpirules.rules.target import Target
from kpirules.syntax.ast import Comparator
from kpirules.targets.cells import cell_unit

_IN_WORDS = {Kind.QUALITATIVE, Kind.CHECKLIST, Kind.SCALE}
_MORE = {Comparator.AT_LEAST, Comparator.MORE_THAN}
_LESS = {Comparator.AT_MOST, Comparator.LESS_THAN}
_PERCENT_IN_WORDS = re.compile(r"百分比|百分数")
_PERCENT = re.compile(r"(?P<sign>[-−－]?)(?P<number>[0-9０-９]{1,9}(?:[.．][0-9０-９]{1,6})?)\s*[%％]")
_HUNDRED = 100


def value_missing(form: Form) -> Iterator[Remark | Excuse]:
    """Every indicator has a value.

    Why: without one nothing can be judged, and the row is scored by whoever fills it in later.
    Source: 财预〔2015〕88号 (细化量化), as generally known.
    Bad: a blank cell, or / alone.
    Good: ≥ 2部.
    """
    if not form.rows:
        yield not_applicable("none")
    for row in form.rows:
        filled = [one for one in row.targets if one.text.strip() and one.kind is not Kind.PLACEHOLDER]
        if filled or any(form.profile.placeholder.search(one.text) for one in row.targets):
            continue
        values = {"name": row.indicator.name}
        yield Remark(row.indicator, "", values, tentative=row.is_tentative)


def not_quantified(form: Form) -> Iterator[Remark | Excuse]:
    """An aim in words has a standard or a deadline by which it can be judged.

    Why: 完成工作 is met by anything; what was to be done, how much and by when must be said.
    Source: 财预〔2015〕88号 (细化量化), as generally known.
    Bad: 完成动员、推荐、遴选发布、宣传等工作.
    Good: 遴选发布10人, 12月底前完成.
    """
    for row, target in _in_words(form):
        if not any(word in target.text for word in form.profile.words.vague):
            yield Remark(target, "", {"text": _short(target.text)}, tentative=row.is_tentative)
    if not form.rows:
        yield not_applicable("none")


def vague_words(form: Form) -> Iterator[Remark | Excuse]:
    """An aim does not rest on a vague word alone.

    Why: 进一步, 有效 and 不断 are met by anything and by nothing.
    Source: 财预〔2015〕88号 (细化量化), as generally known; the word list is ours.
    Bad: 进一步提升.
    Good: 较上年提高2个百分点以上.
    """
    for row, target in _in_words(form):
        found = [word for word in form.profile.words.vague if word in target.text]
        if found:
            values = {"words": "、".join(found[:4]), "text": _short(target.text)}
            yield Remark(target, "", values, tentative=row.is_tentative)
    if not form.rows:
        yield not_applicable("none")


def no_comparator(form: Form) -> Iterator[Remark | Excuse]:
    """A number has a comparator.

    Why: 2次 may mean at least, at most or exactly two; whoever judges it has to choose.
    Source: 财预〔2015〕88号 (指向明确), as generally known.
    Bad: 2次.
    Good: ≥ 2次, or = 2次 where exactly two are meant.
    """
    if not form.rows:
        yield not_applicable("none")
    for row in form.rows:
        for target in row.targets:
            if target.rule is None or not target.rule.readings:
                continue
            bare, reading = target.rule.readings[0]
            values = {
                "text": _short(target.text),
                "figure": str(bare.quantity.quantity),
                "read": reading.direction("zh"),
                "read_en": reading.direction("en"),
                "sign": str(reading.comparator or Comparator.AT_LEAST),
            }
            yield Remark(target, "" if reading.comparator else "open", values, tentative=row.is_tentative)


def unit(form: Form) -> Iterator[Remark | Excuse]:
    """A number has a unit, and it fits the name and the unit column.

    Why: a rate in 场 or a sum of money beside % cannot both be meant, and nobody can tell which is.
    Source: 财预〔2015〕88号 (指向明确), as generally known; the word lists are ours.
    Bad: 28.8万元 beside the unit %, 合格率 ≥ 5场, ≥ 3 without a unit, ≥100百分比.
    Good: 28.8万元 beside 万元, 合格率 ≥ 95%.
    """
    if not form.rows:
        yield not_applicable("none")
    for row in form.rows:
        for target in row.targets:
            case, values = _unit_fault(row, target, form)
            if case:
                values = {"text": _short(target.text), "name": row.indicator.name, **values}
                yield Remark(target, case, values, tentative=row.is_tentative)


def sign_against_name(form: Form) -> Iterator[Remark | Excuse]:
    """A sign points the way the name does.

    Why: with the sign turned round, the worse the work the surer it is met.
    Source: 财预〔2015〕88号 (合理可行), as generally known; the word lists are ours.
    Bad: 设备正常运行率 ≤ 99%, 补贴逾期发放率 ≥ 100%.
    Good: 设备正常运行率 ≥ 99%, 补贴逾期发放率 ≤ 0%.
    """
    if not form.rows:
        yield not_applicable("none")
    for row in form.rows:
        for target in row.targets:
            signs = _signs(target.meaning)
            wanted, evidence = _wanted(row, target, form) if signs else (None, "")
            opposed = (
                _LESS if wanted is Comparator.AT_LEAST else _MORE if wanted is Comparator.AT_MOST else set()
            )
            if signs and signs <= opposed:
                values = {"text": _short(target.text), "name": row.indicator.name, "evidence": evidence}
                values["sign"] = str(wanted)
                yield Remark(target, "", values, tentative=row.is_tentative)


def percent_outside(form: Form) -> Iterator[Remark | Excuse]:
    """A percentage that is no growth lies between 0 and 100.

    Why: more than all cannot be reached; often a digit too many, or a sign that scanning took for one.
    Source: errors seen in published forms.
    Bad: 合格率 ≥ 292%.
    Good: 合格率 ≥ 92%.
    """
    if not form.rows:
        yield not_applicable("none")
    for row in form.rows:
        if any(word in row.name for word in form.profile.words.growing):
            continue
        for target in row.targets:
            figure = _outside(target)
            if figure and not any(word in target.text for word in form.profile.words.growing):
                values = {"text": _short(target.text), "figure": figure, "name": row.indicator.name}
                yield Remark(target, "", values, tentative=row.is_tentative)


def annual_and_period(form: Form) -> Iterator[Remark | Excuse]:
    """The target of the year goes with that of the whole period: one unit, one direction, and no more than it.

    Why: what is reached in one year is reached in the period too, so a year cannot ask for more than all of it.
    Source: the layout of the form (E7), as generally known.
    Bad: 实施周期指标值 ≥ 10场, 年度指标值 ≥ 12场.
    Good: ≥ 30场 for three years, ≥ 10场 for this one.
    """
    compared = False
    for row in form.rows:
        period, annual = row.indicator.period_target, row.indicator.annual_target
        if period is None or annual is None:
            continue
        compared = True
        case = _disagreement(annual, period)
        if case:
            values = {"annual": _short(annual.text), "period": _short(period.text)}
            yield Remark(annual, case, values, tentative=row.is_tentative)
    if not compared:
        yield not_enough("none")


def _in_words(form: Form) -> Iterator[tuple[Row, Target]]:
    """The targets that nothing but words decides."""
    for row in form.rows:
        for target in row.targets:
            numbers = any(character.isdigit() for character in target.text)
            if target.kind in _IN_WORDS and not numbers:
                yield row, target


def _unit_fault(row: Row, target: Target, form: Form) -> tuple[str, dict[str, str]]:
    """What is wrong with the unit of a target, and the values of the sentence."""
    written = quantities(target)
    own, beside = unit_of(target), row.indicator.unit
    column = cell_unit("".join(beside.text.split())) if beside is not None and beside.text.strip() else None
    if own is not None and column is not None and not _fits(own, column):
        return "column", {"unit": beside.text.strip() if beside is not None else "", "own": str(own)}
    if not written or (row.is_satisfaction and target.rule is not None and target.rule.inputs):
        return "", {}
    if own is None:
        if any(
            row.name.endswith(end) for end in ("指数", "评分", "得分", "系数", "等级", "比例", "比率", "比")
        ):
            return "", {}
        return "missing", {}
    if own.is_share and _PERCENT_IN_WORDS.search(f"{target.text}{beside.text if beside is not None else ''}"):
        return "word", {}
    words = form.profile.words
    if row.name.endswith(words.share_ends) and not row.name.endswith(words.not_share):
        counted = own.counted or own.dimension == (("元", 1),)
        return ("name", {"unit": str(own), "expected": "%"}) if counted and not own.is_share else ("", {})
    for end, units in form.profile.units.items():
        if row.name.endswith(end):
            known = [found for found in map(find_unit, units) if found is not None]
            fits = any(found.dimension == own.dimension for found in known) or own.is_share
            return ("", {}) if fits else ("name", {"unit": str(own), "expected": units[0]})
    return "", {}


def _fits(one: Unit, other: Unit) -> bool:
    return one.dimension == other.dimension or comparable(one.dimension, other.dimension)


def _signs(meaning: Meaning) -> set[Comparator]:
    """The directions a target is bound in."""
    if meaning.kind is not Kind.BOUND:
        return set()
    return {Comparator.AT_LEAST if meaning.low is not None else Comparator.AT_MOST}


def _wanted(row: Row, target: Target, form: Form) -> tuple[Comparator | None, str]:
    """Which way the name points, and the word that says so."""
    words, name = form.profile.words, row.name
    written = quantities(target)
    if not written or written[0].number == 0 or any(word in name for word in words.growing):
        return None, ""
    dealt = any(word in name for word in words.dealt)
    reading = read_bare(written[0], name=name)
    bad = any(word in name for word in words.unwanted)
    trusted = reading.rule == "head" and (reading.comparator is Comparator.AT_MOST or not bad or dealt)
    if trusted and reading.comparator is not None:
        return reading.comparator, reading.evidence
    unwanted = next((word for word in words.unwanted if word in name), "")
    if unwanted and not dealt:
        return Comparator.AT_MOST, unwanted
    wanted = next((word for word in words.wanted if name.endswith(word)), "")
    return (Comparator.AT_LEAST, wanted) if wanted and not unwanted else (None, "")


def _outside(target: Target) -> str:
    """A percentage of the target that lies beyond 0 and 100; empty where there is none."""
    if target.kind is Kind.GROWTH:
        return ""
    for found in quantities(target):
        if found.unit is not None and found.unit.is_share and not 0 <= found.magnitude <= 1:
            return str(found)
    if target.rule is not None:
        return ""
    match = _PERCENT.search(target.text)
    outside = match is not None and (match["sign"] or Fraction(match["number"].replace("．", ".")) > _HUNDRED)
    return match.group() if match is not None and outside else ""


def _disagreement(annual: Target, period: Target) -> str:
    """How a year's target goes against that of the period; empty where it does not, or nothing can be told."""
    one, two = annual.meaning, period.meaning
    own, other = unit_of(annual), unit_of(period)
    if own is not None and other is not None and not _fits(own, other):
        return "unit"
    if one.kind is not Kind.BOUND or two.kind is not Kind.BOUND:
        return ""
    if _signs(one) != _signs(two):
        return "direction"
    year, whole = one.low or one.high, two.low or two.high
    if year is None or whole is None or own is None or other is None or one.unit != two.unit or year <= whole:
        return ""
    adds = own.counted or own.dimension == (("元", 1),)
    return "" if not adds and one.low is None else "above" if adds else "share"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else f"{plain[:39]}…"
