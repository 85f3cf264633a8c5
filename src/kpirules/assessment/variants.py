"""The ways of scoring that are in use beside the chosen one, by name, to find the one that a sheet followed."""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import product

from attrs import evolve, frozen

from kpirules.scoring.policies import policies
from kpirules.scoring.policy import Compound, Policy, Reverse
from kpirules.scoring.rounding import Rounding, RoundingMode

_DECIMALS = (2, 1, 0)


@frozen
class Variant:
    """A change of a policy's formulas and its name: a shipped policy's, ``reverse=inverse``, ``compound=mean``."""

    name: str
    policy: Policy


def formulas_beside(policy: Policy) -> tuple[Variant, ...]:
    """The shipped policies, and the policy with one of its formulas changed.

    >>> from kpirules.scoring.policies import policy
    >>> [one.name for one in formulas_beside(policy())][-2:]
    ['reverse=inverse', 'compound=mean']
    """
    return (
        *(Variant(name, shipped) for name, shipped in policies().items() if name != policy.name),
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
    )


def explaining(
    printed: Fraction,
    policy: Policy,
    beside: Sequence[Variant],
    exact: Callable[[Policy], Fraction | None],
) -> tuple[str, ...]:
    """The names of the variants by which ``exact`` points, rounded, are the ``printed`` ones.

    A formula and a rounding together are tried only where neither alone explains them.

    >>> from kpirules.scoring.policies import policy
    >>> explaining(Fraction("9.3"), policy(), (), lambda _: Fraction("9.34"))[:2]
    ('rounding=half-up/1', 'rounding=half-even/1')
    """
    own = exact(policy)
    others = ((one.name, exact(one.policy), one.policy.rounding) for one in beside)
    # A formula that comes to the same points explains nothing that the rounding would not.
    found = [
        (name, points, usual)
        for name, points, usual in others
        if points is not None and (points != own or usual != policy.rounding)
    ]
    alone = [name for name, points, usual in found if usual.round(points) == printed]
    alone += [
        name
        for name, how in roundings()
        if own is not None and how != policy.rounding and how.round(own) == printed
    ]
    return tuple(alone) or tuple(
        f"{name} {rounded}"
        for (name, points, usual), (rounded, how) in product(found, roundings())
        if how != usual and how.round(points) == printed
    )


def roundings() -> Iterator[tuple[str, Rounding]]:
    """Every rounding with its name, the usual one first.

    >>> next(roundings())[0]
    'rounding=half-up/2'
    """
    return iter(_roundings())


@cache
def _roundings() -> tuple[tuple[str, Rounding], ...]:
    return tuple(
        (f"rounding={mode.value}/{decimals}", Rounding(mode, decimals))
        for mode, decimals in product(RoundingMode, _DECIMALS)
    )
