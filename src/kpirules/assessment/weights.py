"""The points every indicator carries: those the form prints, or those that a policy assigns by first level."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from kpirules.declaration.indicators import Indicator
from kpirules.declaration.levels import in_column
from kpirules.diagnostics import Diagnostic
from kpirules.quantity.quantity import Quantity
from kpirules.scoring.policy import Policy
from kpirules.source import Place, Source

_HUNDRED = Fraction(100)


@frozen
class Weights:
    """One weight an indicator, ``None`` where there is none to be had; ``given`` where the form prints them.

    ``counts_execution`` is false where the indicators alone make a hundred: then the points for spending stand outside.
    """

    values: tuple[Fraction | None, ...]
    given: bool
    counts_execution: bool = True
    notes: tuple[Diagnostic, ...] = ()


def weigh(indicators: Sequence[Indicator], policy: Policy) -> Weights:
    """The printed weights; where the form prints none, the policy's points of each first level in equal parts.

    Equal parts are equal as far as the policy's decimals go, and add up exactly. A first level that the form lacks keeps
    its points to itself, and is told, unless the policy says who takes them.
    """
    if any(indicator.weight is not None for indicator in indicators):
        return _printed(indicators, policy)
    return _assigned(indicators, policy)


def first_level(indicator: Indicator) -> str:
    """The label of the first level, as trees spell it; empty where there is none."""
    return in_column(indicator.level1.text) if indicator.level1 is not None else ""


def _printed(indicators: Sequence[Indicator], policy: Policy) -> Weights:
    values = tuple(
        indicator.weight.value if indicator.weight is not None else None for indicator in indicators
    )
    notes = [_about("KPI914", one) for one, value in zip(indicators, values, strict=True) if value is None]
    whole = sum((value for value in values if value is not None), Fraction(0))
    counts = whole != _HUNDRED or not policy.execution
    shown = {"sum": Quantity(whole).shown(), "execution": Quantity(policy.execution).shown()}
    if not counts:
        notes.append(Diagnostic("KPI915", values=shown))
    elif whole + policy.execution != _HUNDRED:
        notes.append(Diagnostic("KPI916", values=shown))
    return Weights(values, given=True, counts_execution=counts, notes=tuple(notes))


def _assigned(indicators: Sequence[Indicator], policy: Policy) -> Weights:
    groups: dict[str, list[int]] = {}
    for at, indicator in enumerate(indicators):
        groups.setdefault(first_level(indicator), []).append(at)
    shares = dict(policy.shares)
    notes = [
        Diagnostic(
            "KPI917",
            values={"policy": policy.title or policy.name, "policy_en": policy.title_en or policy.name},
        )
    ]
    for label in policy.shares:
        if label in groups:
            continue
        taker = policy.absent.get(label, "")
        values = {"level": label, "points": Quantity(policy.shares[label]).shown(), "taker": taker}
        if taker in groups and taker in shares:
            shares[taker] += shares.pop(label)
            notes.append(Diagnostic("KPI919", values=values))
        elif indicators:
            notes.append(Diagnostic("KPI918", values=values))
    weights: list[Fraction | None] = [None] * len(indicators)
    for label, places in groups.items():
        if label not in shares:
            notes += [_about("KPI914", indicators[at]) for at in places]
            continue
        for at, part in zip(places, _parts(shares[label], len(places), policy), strict=True):
            weights[at] = part
    return Weights(tuple(weights), given=False, notes=tuple(notes))


def _parts(points: Fraction, count: int, policy: Policy) -> list[Fraction]:
    """Equal parts with the policy's decimals; what is left goes to the first ones, one last digit each."""
    unit = Fraction(1, 10**policy.rounding.decimals)
    units = points / unit
    each, left = divmod(units.__floor__(), count)
    parts = [(each + (at < left)) * unit for at in range(count)]
    parts[0] += points - sum(parts)
    return parts


def _about(code: str, indicator: Indicator) -> Diagnostic:
    source = Source(indicator.name, indicator.place)
    return Diagnostic(code, source, values={"name": indicator.name or str(indicator.place or Place())})
