"""From the lines of a sheet to the answers of one rule."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from attrs import evolve

from kpirules.answers.answer import read_actual
from kpirules.declaration.sheet import Entry
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Actuals, Answer, Inapplicable, Missing, Unusable, Within
from kpirules.limits import LIMITS
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, unit
from kpirules.rules.checked import CheckedRule
from kpirules.source import Place, Source, Span, exact
from kpirules.syntax.spelling import spell

_NEAR = 0.6
_NO_ACTUALS = Actuals()


def answered(entries: Iterable[Entry], rule: CheckedRule, diagnostics: list[Diagnostic]) -> Actuals:
    """The answers that the entries of one indicator give to its rule; what fits nothing is told in ``diagnostics``."""
    actuals = _NO_ACTUALS
    for entry in entries:
        actuals = _with(actuals, entry, rule, diagnostics)
    return actuals


def _with(actuals: Actuals, entry: Entry, rule: CheckedRule, diagnostics: list[Diagnostic]) -> Actuals:
    """The actuals with one more entry; two different answers to one question cancel each other."""
    name = entry.input.strip().strip("「」")
    if not name and rule.own is None and len(rule.inputs) == 1:
        name = rule.inputs[0].name  # a lone figure answers the only input
    if name and all(item.name != name for item in rule.inputs):
        names = [item.name for item in rule.inputs]
        near = get_close_matches(name, names, n=1, cutoff=_NEAR)
        listed = "、".join(names) or "-"
        diagnostics.append(
            about("KPI754", entry.input, entry.place, name=name, names=listed, near=near[0] if near else "")
        )
        return actuals
    answer, told = answer_of(entry, rule, name)
    if told:
        actuals = evolve(actuals, findings=actuals.findings + told)
    before = actuals.inputs.get(name, Missing()) if name else actuals.own
    if isinstance(answer, Missing):
        return actuals
    if not isinstance(before, Missing) and before != answer:
        set_aside = Inapplicable in {type(before), type(answer)}
        code = "KPI556" if set_aside else "KPI755"
        answer = Unusable(Diagnostic(code, values={"name": name or entry.indicator}))
    return actuals.with_input(name, answer)


def answer_of(entry: Entry, rule: CheckedRule, name: str) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """The value cell with the unit cell beside it; where both name a unit they must agree."""
    answer, told = read_actual(entry.value, rule, name=name, place=entry.place)
    column = _spelt(exact(entry.unit))
    if not column or not isinstance(answer, Quantity | Within):
        return answer, told
    beside = unit(column)
    if answer.unit is None:
        # 0.95 in a column of % is as open as without the column; the rule's own reading decides or asks.
        if isinstance(answer, Within):
            return (answer if beside.is_share else _bound_in(answer, beside)), told
        ratio = beside.is_share and 0 < abs(answer.number) <= 1
        return (answer if ratio else Quantity(answer.number, beside, of=answer.of)), told
    if answer.unit.dimension == beside.dimension:
        return answer, told
    conflict = Diagnostic("KPI756", values={"value": entry.value, "unit": column})
    return Unusable(conflict), told


@lru_cache(LIMITS.remembered)
def _spelt(column: str) -> str:
    """A unit cell in normal spelling."""
    return spell(Source(column.strip())).text.strip()


def _bound_in(answer: Within, beside: Unit) -> Within:
    return evolve(answer, unit=beside, figures=answer.figures.times(beside.scale))


def about(code: str, text: str, place: Place | None, **values: object) -> Diagnostic:
    """A diagnostic about a cell of a sheet or of a file of decisions."""
    return Diagnostic(code, Source(text, place), Span(0, len(text)), values)
