"""A declaration held against the figures that were reported for it."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import reduce

from attrs import evolve, field, frozen

from kpirules.answers.answer import read_actual
from kpirules.declaration.declaration import Declaration
from kpirules.declaration.indicators import Indicator
from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Actuals, Answer, Inapplicable, Missing, Unusable, Within
from kpirules.evaluation.evaluate import evaluate
from kpirules.evaluation.verdict import Outcome, Verdict
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, unit
from kpirules.rules.checked import CheckedRule
from kpirules.source import Source, Span
from kpirules.syntax.spelling import spell

_NEAR = 0.6


@frozen
class Row:
    """One indicator with what was reported for it and the verdict; ``verdict`` is ``None`` where it has no rule.

    ``reasons`` say why an indicator without a rule cannot be decided.
    """

    indicator: Indicator
    entries: tuple[Entry, ...] = ()
    verdict: Verdict | None = None
    reasons: tuple[Diagnostic, ...] = ()

    @property
    def outcome(self) -> Outcome:
        return Outcome.UNDETERMINED if self.verdict is None else self.verdict.outcome


@frozen
class Assessment:
    """Every indicator of a declaration with its verdict, and what could not be matched.

    ``diagnostics`` are about the sheet of actuals; those of the form come with reading it.
    """

    declaration: Declaration
    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=(), kw_only=True)

    @property
    def totals(self) -> Mapping[Outcome, int]:
        """How many indicators ended in each outcome."""
        return {outcome: sum(row.outcome is outcome for row in self.rows) for outcome in Outcome}


def assess(declaration: Declaration, sheet: ActualsSheet) -> Assessment:
    """Match every figure to its indicator by path or unique name, and judge every indicator.

    An entry that fits no indicator or several is a diagnostic and is used for none; an indicator nobody reported is
    undetermined. Nothing raises because of what a sheet holds.
    """
    matching = _Matching(declaration)
    for entry in sheet.entries:
        matching.take(entry)
    rows = tuple(
        _row(indicator, tuple(matching.entries[at]), matching.diagnostics)
        for at, indicator in enumerate(declaration.indicators)
    )
    return Assessment(declaration, rows, diagnostics=(*sheet.diagnostics, *matching.diagnostics))


class _Matching:
    """Gathers the entries of each indicator."""

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.entries: list[list[Entry]] = [[] for _ in declaration.indicators]
        self.diagnostics: list[Diagnostic] = []
        self.by_path = _index(declaration.indicators, "path")
        self.by_name = _index(declaration.indicators, "name")

    def take(self, entry: Entry) -> None:
        wanted = "".join(entry.indicator.split())
        found = self.by_path.get(wanted) or self.by_name.get(wanted) or []
        if len(found) == 1:
            self.entries[found[0]].append(entry)
            return
        if found:
            paths = "、".join(self.declaration.indicators[at].path for at in found[:3])
            self.tell("KPI752", entry, name=entry.indicator, paths=paths)
            return
        near = get_close_matches(wanted, [*self.by_name, *self.by_path], n=1, cutoff=_NEAR)
        self.tell("KPI751" if near else "KPI753", entry, name=entry.indicator, near=near[0] if near else "")

    def tell(self, code: str, entry: Entry, **values: object) -> None:
        self.diagnostics.append(_about(code, entry, entry.indicator, **values))


def _index(indicators: Iterable[Indicator], attribute: str) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for at, indicator in enumerate(indicators):
        key = getattr(indicator, attribute)
        if key:
            index.setdefault(key, []).append(at)
    return index


def _row(indicator: Indicator, entries: tuple[Entry, ...], diagnostics: list[Diagnostic]) -> Row:
    target = indicator.target
    if target is None or target.rule is None:
        return Row(indicator, entries, None, (Diagnostic("KPI524"),))
    actuals = reduce(lambda sofar, entry: _with(sofar, entry, target.rule, diagnostics), entries, Actuals())
    return Row(indicator, entries, evaluate(target.rule, actuals))


def _with(actuals: Actuals, entry: Entry, rule: CheckedRule | None, diagnostics: list[Diagnostic]) -> Actuals:
    """The actuals with one more entry; two different answers to one question cancel each other."""
    if rule is None:
        return actuals
    name = entry.input.strip().strip("「」")
    if not name and rule.own is None and len(rule.inputs) == 1:
        name = rule.inputs[0].name  # a lone figure answers the only input
    if name and name not in {item.name for item in rule.inputs}:
        names = [item.name for item in rule.inputs]
        near = get_close_matches(name, names, n=1, cutoff=_NEAR)
        listed = "、".join(names) or "-"
        diagnostics.append(
            _about("KPI754", entry, entry.input, name=name, names=listed, near=near[0] if near else "")
        )
        return actuals
    answer, told = _answer(entry, rule, name)
    actuals = evolve(actuals, findings=actuals.findings + told)
    before = actuals.inputs.get(name, Missing()) if name else actuals.own
    if isinstance(answer, Missing):
        return actuals
    if not isinstance(before, Missing) and before != answer:
        set_aside = Inapplicable in {type(before), type(answer)}
        code = "KPI556" if set_aside else "KPI755"
        answer = Unusable(Diagnostic(code, values={"name": name or entry.indicator}))
    return actuals.with_input(name, answer)


def _answer(entry: Entry, rule: CheckedRule, name: str) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """The value cell with the unit cell beside it; where both name a unit they must agree."""
    answer, told = read_actual(entry.value, rule, name=name, place=entry.place)
    column = spell(Source(entry.unit.strip())).text.strip()
    if not column or not isinstance(answer, Quantity | Within):
        return answer, told
    beside = unit(column)
    if answer.unit is None:
        # 0.95 in a column of % is as open as without the column; the rule's own reading decides or asks.
        if isinstance(answer, Within):
            return (answer if beside.is_share else _bound_in(answer, beside)), told
        ratio = beside.is_share and 0 < abs(answer.number) <= 1
        return (answer if ratio else evolve(answer, unit=beside)), told
    if answer.unit.dimension == beside.dimension:
        return answer, told
    conflict = Diagnostic("KPI756", values={"value": entry.value, "unit": column})
    return Unusable(conflict), told


def _bound_in(answer: Within, beside: Unit) -> Within:
    return evolve(answer, unit=beside, figures=answer.figures.times(beside.scale))


def _about(code: str, entry: Entry, text: str, **values: object) -> Diagnostic:
    return Diagnostic(code, Source(text, entry.place), Span(0, len(text)), values)
