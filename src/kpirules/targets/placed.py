"""A target that was read before, standing at another place."""

from attrs import evolve

from kpirules.diagnostics import Diagnostic
from kpirules.rules.target import Target
from kpirules.source import Source


def placed(
    target: Target, told: tuple[Diagnostic, ...], source: Source
) -> tuple[Target, tuple[Diagnostic, ...]]:
    """The same target and remarks at the place of ``source``; those about other cells keep their text and lose the column."""
    rule = target.rule if target.rule is None else evolve(target.rule, source=source)
    beside = evolve(source.place, column=None) if source.place is not None else None
    return evolve(target, rule=rule, place=source.place), tuple(
        one.standing_in(
            source
            if one.source is None or one.source.text == source.text
            else Source(one.source.text, beside)
        )
        for one in told
    )
