"""The ways of scoring that are in use beside the chosen one, by name, to find the one that a sheet followed."""

from collections.abc import Callable, Iterator
from itertools import product

from attrs import evolve, frozen

from kpirules.scoring.policies import policies
from kpirules.scoring.policy import Compound, Policy, RateFrom, Reverse
from kpirules.scoring.rounding import Rounding, RoundingMode

_DECIMALS = (2, 1, 0)


@frozen
class Variant:
    """A change of a policy and its name: a shipped policy's, ``reverse=inverse``, ``rounding=truncate/2``."""

    name: str
    policy: Policy


def explaining(policy: Policy, agrees: Callable[[Policy], bool]) -> tuple[str, ...]:
    """The names of the variants that agree; two changes at once are tried only where no single one does.

    >>> from kpirules.scoring.policies import policy
    >>> explaining(policy(), lambda one: one.rounding.mode is RoundingMode.TRUNCATE)[0]
    'rounding=truncate/2'
    """
    single, double = _variants(policy)
    found = tuple(one.name for one in single if agrees(one.policy))
    return found or tuple(one.name for one in double if agrees(one.policy))


def roundings() -> Iterator[tuple[str, Rounding]]:
    """Every rounding with its name, the usual one first.

    >>> next(roundings())[0]
    'rounding=half-up/2'
    """
    for mode, decimals in product(RoundingMode, _DECIMALS):
        yield f"rounding={mode.value}/{decimals}", Rounding(mode, decimals)


def _variants(policy: Policy) -> tuple[list[Variant], list[Variant]]:
    """Single changes, and changes of formula and rounding together."""
    named = [Variant(name, shipped) for name, shipped in policies().items() if name != policy.name]
    formulas = [
        *(
            Variant(f"reverse={family.value}", evolve(policy, reverse=family))
            for family in Reverse
            if family is not policy.reverse
        ),
        *(
            Variant(f"compound={how.value}", evolve(policy, compound=how))
            for how in Compound
            if how is not policy.compound
        ),
        *(
            Variant(f"rate={rate.value}", evolve(policy, rate_from=rate))
            for rate in RateFrom
            if rate is not policy.rate_from
        ),
    ]
    rounded = [
        Variant(name, evolve(policy, rounding=rounding))
        for name, rounding in roundings()
        if rounding != policy.rounding
    ]
    both = [
        Variant(f"{one.name} {other.name}", evolve(one.policy, rounding=other.policy.rounding))
        for one, other in product((*named, *formulas), rounded)
    ]
    return [*named, *formulas, *rounded], both
