"""A declaration held against the figures that were reported for it."""

from collections.abc import Iterator
from functools import partial

from attrs import evolve

from kpirules.assessment.answering import answered
from kpirules.assessment.assessed import Assessment, Row
from kpirules.assessment.funds import read_funds
from kpirules.assessment.matching import Matching
from kpirules.collector import paused_collector
from kpirules.declaration.decisions import Decisions
from kpirules.declaration.declaration import Declaration
from kpirules.declaration.indicators import Indicator
from kpirules.declaration.levels import in_column
from kpirules.declaration.sheet import ActualsSheet, Entry
from kpirules.diagnostics import Diagnostic
from kpirules.evaluation.evaluate import evaluate
from kpirules.rules.decision import Decision
from kpirules.rules.target import Target
from kpirules.targets.decided import decide
from kpirules.targets.read import read_target


@paused_collector()
def assess(
    declaration: Declaration, sheet: ActualsSheet, *, decisions: Decisions | None = None
) -> Assessment:
    """Match every figure and decision to its indicator by path or unique name, and judge every indicator.

    An entry or decision that fits no indicator or several is a diagnostic and is used for none; an indicator nobody
    reported is undetermined. A decision settles what its target leaves open, and one that does not fit is told. Nothing
    raises because of what a sheet or a decision holds.
    """
    matching, taken = Matching(declaration), decisions or Decisions()
    funds = read_funds(sheet.entries)
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
        diagnostics=(*sheet.diagnostics, *funds.diagnostics, *matching.diagnostics),
        decisions=evolve(taken, diagnostics=(*taken.diagnostics, *told)),
        funds=funds,
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


def _row(
    indicator: Indicator, entries: tuple[Entry, ...], diagnostics: list[Diagnostic], decision: Decision | None
) -> Row:
    target = indicator.target
    if target is None or target.rule is None:
        # A decision that is left for an indicator without a rule says that it does not apply.
        reason = Diagnostic("KPI524") if decision is None else decision.diagnostic("KPI571")
        return Row(indicator, entries, None, (reason,), decision)
    verdict = evaluate(target.rule, answered(entries, target.rule, diagnostics))
    return Row(indicator, entries, verdict, decision=decision)
