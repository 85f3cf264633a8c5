"""A target that was read before, standing at another place."""

from attrs import evolve

from kpirules.diagnostics import Diagnostic
from kpirules.rules.target import Target
from kpirules.source import Source


def placed(
    target: Target, told: tuple[Diagnostic, ...], source: Source
) -> tuple[Target, tuple[Diagnostic, ...]]:
    """The same target and remarks at the place of ``source``; those about other cells keep their text and lose the column."""
    rule = target.rule.standing_in(source) if target.rule is not None else None
    there = Target(target.text, rule, source.place, choices=target.choices, damaged=target.damaged)
    return there, tuple(one.standing_in(_source(one, source)) for one in told)


def _source(told: Diagnostic, source: Source) -> Source:
    if told.source is None or told.source.text == source.text or source.place is None:
        return source
    return Source(told.source.text, evolve(source.place, column=None))
