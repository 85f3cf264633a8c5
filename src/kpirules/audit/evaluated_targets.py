"""Checks of the targets of a self-evaluation sheet: against the declaration, and against what was reached."""

from collections.abc import Iterator
from fractions import Fraction

from kpirules.assessment.rechecked import RecheckedRow
from kpirules.audit.evaluated import EvaluatedForm
from kpirules.audit.remark import Excuse, Remark, not_applicable, not_enough, source_of
from kpirules.declaration import Indicator
from kpirules.quantity.quantity import Quantity
from kpirules.rules.compare import Relation, compare
from kpirules.syntax.ast import Comparator

_MORE = {Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.EQUAL}


def changed(form: EvaluatedForm) -> Iterator[Remark | Excuse]:
    """The targets of the sheet are those that were declared, and none of these is left out.

    Why: points for a target that was lowered during the year say nothing; a change has to be approved.
    Source: 项目支出绩效自评 (年度指标值按批复的绩效目标填写), as generally known.
    Bad: declared ≥12场, evaluated as ≥10场.
    Good: both say ≥12场.
    """
    if form.declaration is None:
        yield not_applicable("declaration")
        return
    found: set[int] = set()
    for row, _ in form.rows:
        declared = form.declared(row)
        if declared is None:
            yield Remark(row.indicator, "added", {"name": row.indicator.name})
            continue
        found.add(id(declared))
        yield from _difference(row.indicator, declared)
        yield from _weight(row.indicator, declared)
    for indicator in form.declaration.indicators:
        if id(indicator) not in found:
            source = source_of(indicator)
            because = (source,) if source is not None else ()
            yield Remark(None, "dropped", {"name": indicator.name}, because=because)


def easy(form: EvaluatedForm) -> Iterator[Remark | Excuse]:
    """What was reached is not far above what was aimed at.

    Why: a target that is left behind by a fifth was set too low, or the figure is wrong.
    Source: a deployed fiscal system tells figures from 1.2 times the target on, seen.
    Bad: ≥100人 with 180人 reached.
    Good: ≥100人 with 108人 reached.
    """
    compared = [(one, limit) for _, one in form.rows for limit in _limits(one)]
    if not compared:
        yield not_enough("none")
    for one, (figure, limit) in compared:
        if limit > 0 and figure >= form.profile.easy * limit and one.row.actual is not None:
            percent = f"{Quantity(figure / limit * 100).shown()}%"
            target = one.row.indicator.target
            values = {
                "name": one.row.indicator.name,
                "text": one.row.actual.text.strip(),
                "target": target.text.strip() if target is not None else "",
                "percent": percent,
            }
            yield Remark(one.row.actual, "", values)


def _difference(now: Indicator, declared: Indicator) -> Iterator[Remark]:
    one, other = now.target, declared.target
    said, before = (target.text.strip() if target is not None else "" for target in (one, other))
    values = {"name": now.name, "now": said or "—", "before": before or "—"}
    source = source_of(other)
    because = (source,) if source is not None else ()
    anchor = one or now
    if one is None or other is None or one.rule is None or other.rule is None:
        if "".join(said.split()) != "".join(before.split()):
            yield Remark(anchor, "", values, because=because)
        return
    match compare(one.rule, other.rule):
        case Relation.EQUIVALENT:
            return
        case Relation.WEAKER:
            yield Remark(anchor, "weaker", values, because=because)
        case Relation.NOT_COMPARABLE if one.rule.condition == other.rule.condition or str(one) == str(other):
            return
        case _:
            yield Remark(anchor, "", values, because=because)


def _weight(now: Indicator, declared: Indicator) -> Iterator[Remark]:
    one, other = now.weight, declared.weight
    if one is not None and other is not None and one.value != other.value:
        values = {"name": now.name, "now": one.text.strip(), "before": other.text.strip()}
        yield Remark(now, "weight", values)


def _limits(one: RecheckedRow) -> Iterator[tuple[Fraction, Fraction]]:
    """The figures that were held against a lower limit; a range has two ends and nothing above it to be proud of."""
    for part in one.verdict.parts if one.verdict is not None else ():
        if len(part.links) == 1 and part.links[0].by in _MORE:
            yield part.links[0].figure, part.links[0].limit
