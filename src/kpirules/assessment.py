"""A declaration held against the figures that were reported for it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property, lru_cache, partial, reduce

from attrs import evolve, field, frozen

from kpirules.answers.answer import read_actual
from kpirules.collector import paused_collector
from kpirules.declaration.decisions import Decisions
from kpirules.declaration.declaration import Declaration
from kpirules.declaration.indicators import Indicator
from kpirules.declaration.levels import in_column
from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.actuals import Actuals, Answer, Inapplicable, Missing, Unusable, Within
from kpirules.evaluation.evaluate import evaluate
from kpirules.evaluation.verdict import Outcome, Verdict
from kpirules.limits import LIMITS
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, unit
from kpirules.rules.checked import CheckedRule
from kpirules.rules.decision import Decision
from kpirules.rules.target import Target
from kpirules.source import Place, Source, Span, exact
from kpirules.syntax.spelling import spell
from kpirules.targets.decided import decide
from kpirules.targets.read import read_target

_NEAR = 0.6
_LOOKS = 200_000  # names that are compared for suggestions; a sheet of another form would ask for all of them
_NO_ACTUALS = Actuals()


@frozen
class Row:
    """One indicator with what was reported for it and the verdict; ``verdict`` is ``None`` where it has no rule.

    ``reasons`` say why an indicator without a rule cannot be decided. Where a person took a ``decision`` that fits, the
    indicator's target is the decided one.
    """

    indicator: Indicator
    entries: tuple[Entry, ...] = ()
    verdict: Verdict | None = None
    reasons: tuple[Diagnostic, ...] = ()
    decision: Decision | None = None

    @property
    def outcome(self) -> Outcome:
        if self.verdict is not None:
            return self.verdict.outcome
        applies = self.decision is None or self.decision.applicable
        return Outcome.UNDETERMINED if applies else Outcome.NOT_APPLICABLE


@frozen
class Assessment:
    """Every indicator of a declaration with its verdict, and what could not be matched.

    ``diagnostics`` are about the sheet of actuals, those of ``decisions`` about these; those of the form come with
    reading it.
    """

    declaration: Declaration
    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...] = field(default=(), kw_only=True)
    decisions: Decisions = field(factory=Decisions, kw_only=True)

    @property
    def totals(self) -> Mapping[Outcome, int]:
        """How many indicators ended in each outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in Outcome}


@paused_collector()
def assess(
    declaration: Declaration, sheet: ActualsSheet, *, decisions: Decisions | None = None
) -> Assessment:
    """Match every figure and decision to its indicator by path or unique name, and judge every indicator.

    An entry or decision that fits no indicator or several is a diagnostic and is used for none; an indicator nobody
    reported is undetermined. A decision settles what its target leaves open, and one that does not fit is told. Nothing
    raises because of what a sheet or a decision holds.
    """
    matching, taken = _Matching(declaration), decisions or Decisions()
    for entry in sheet.entries:
        matching.take(entry)
    decided, told = matching.decided(taken)
    rows = tuple(
        _row(indicator, tuple(matching.entries[at]), matching.diagnostics, decided.get(at))
        for at, indicator in enumerate(_settled(declaration, decided, told))
    )
    return Assessment(
        declaration,
        rows,
        diagnostics=(*sheet.diagnostics, *matching.diagnostics),
        decisions=evolve(taken, diagnostics=(*taken.diagnostics, *told)),
    )


def _settled(
    declaration: Declaration, decided: dict[int, Decision], told: list[Diagnostic]
) -> Iterator[Indicator]:
    """The indicators, each with its target as decided; a decision that does not fit is told and taken away."""
    for at, indicator in enumerate(declaration.indicators):
        decision = decided.get(at)
        if decision is None:
            yield indicator
            continue
        before = indicator.target or Target("")
        after, more = decide(before, decision, read=partial(_read, indicator, declaration.year, decision))
        told += more
        if after is before and decision.applicable:
            del decided[at]
            yield indicator
        elif indicator.annual_target is None and indicator.period_target is not None:
            yield evolve(indicator, period_target=after)
        else:
            yield evolve(
                indicator, annual_target=after if indicator.target is not None or after.rule else None
            )


def _read(
    indicator: Indicator, year: int | None, decision: Decision, text: str
) -> tuple[Target, tuple[Diagnostic, ...]]:
    """A decided text, in the unit of its row."""
    return read_target(
        text,
        unit=indicator.unit.text if indicator.unit is not None else None,
        name=indicator.name,
        heading=in_column(indicator.level2.text) if indicator.level2 is not None else None,
        year=year,
        place=decision.place,
    )


class _Matching:
    """Gathers the entries of each indicator."""

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.entries: list[list[Entry]] = [[] for _ in declaration.indicators]
        self.diagnostics: list[Diagnostic] = []
        self.looks = _LOOKS

    @cached_property
    def by_path(self) -> dict[str, list[int]]:
        return _index(indicator.path for indicator in self.declaration.indicators)

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        return _index(indicator.name for indicator in self.declaration.indicators)

    def take(self, entry: Entry) -> None:
        found, wrong = self.find(entry.indicator, entry.place)
        if found is not None:
            self.entries[found].append(entry)
        if wrong is not None:
            self.diagnostics.append(wrong)

    def decided(self, decisions: Decisions) -> tuple[dict[int, Decision], list[Diagnostic]]:
        """The decision about each indicator that has one; two that differ cancel each other."""
        decided: dict[int, Decision] = {}
        told: list[Diagnostic] = []
        twice: set[int] = set()
        for name, decision in decisions.by_indicator.items():
            found, wrong = self.find(name, decision.place)
            if wrong is not None:
                told.append(wrong)
            elif found is not None and decided.setdefault(found, decision) != decision:
                twice.add(found)
                path = self.declaration.indicators[found].path
                told.append(_about("KPI766", name, decision.place, path=path))
        return {at: decision for at, decision in decided.items() if at not in twice}, told

    def find(self, name: str, place: Place | None) -> tuple[int | None, Diagnostic | None]:
        """The only indicator with a path or else a name, or what is wrong with it."""
        wanted = "".join(name.split())
        found = self.by_path.get(wanted) or self.by_name.get(wanted) or []
        if len(found) == 1:
            return found[0], None
        if found:
            paths = "、".join(self.declaration.indicators[at].path for at in found[:3])
            return None, _about("KPI752", name, place, name=name, paths=paths)
        near = self.near(wanted)
        code = "KPI751" if near else "KPI753"
        return None, _about(code, name, place, name=name, near=near)

    def near(self, wanted: str) -> str:
        """The likeliest path or name, empty where none is like it, or where a sheet has asked for too many already."""
        names = [*self.by_name, *self.by_path]
        self.looks -= len(names)
        if self.looks < 0 or len(wanted) > LIMITS.name:
            return ""
        return next(iter(get_close_matches(wanted, names, n=1, cutoff=_NEAR)), "")


def _index(keys: Iterable[str]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        if key:
            index.setdefault(key, []).append(at)
    return index


def _row(
    indicator: Indicator, entries: tuple[Entry, ...], diagnostics: list[Diagnostic], decision: Decision | None
) -> Row:
    target = indicator.target
    if target is None or target.rule is None:
        # A decision that is left for an indicator without a rule says that it does not apply.
        reason = Diagnostic("KPI524") if decision is None else decision.diagnostic("KPI571")
        return Row(indicator, entries, None, (reason,), decision)
    actuals = reduce(lambda sofar, entry: _with(sofar, entry, target.rule, diagnostics), entries, _NO_ACTUALS)
    return Row(indicator, entries, evaluate(target.rule, actuals), decision=decision)


def _with(actuals: Actuals, entry: Entry, rule: CheckedRule | None, diagnostics: list[Diagnostic]) -> Actuals:
    """The actuals with one more entry; two different answers to one question cancel each other."""
    if rule is None:
        return actuals
    name = entry.input.strip().strip("「」")
    if not name and rule.own is None and len(rule.inputs) == 1:
        name = rule.inputs[0].name  # a lone figure answers the only input
    if name and all(item.name != name for item in rule.inputs):
        names = [item.name for item in rule.inputs]
        near = get_close_matches(name, names, n=1, cutoff=_NEAR)
        listed = "、".join(names) or "-"
        diagnostics.append(
            _about("KPI754", entry.input, entry.place, name=name, names=listed, near=near[0] if near else "")
        )
        return actuals
    answer, told = _answer(entry, rule, name)
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


def _answer(entry: Entry, rule: CheckedRule, name: str) -> tuple[Answer, tuple[Diagnostic, ...]]:
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


def _about(code: str, text: str, place: Place | None, **values: object) -> Diagnostic:
    return Diagnostic(code, Source(text, place), Span(0, len(text)), values)
