"""The bounds by which progress during the year is judged, each with where it comes from."""

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from kpirules.assessment.light import Light
from kpirules.quantity.unit import Unit
from kpirules.scoring.policy import Confidence, Ground


@frozen
class Bounds:
    """From which progress a light holds, the best first; below the last it is red. Exact shares: 4/5 for 80 %.

    >>> thresholds().progress.light(Fraction(4, 5))
    <Light.GREEN: 'green'>
    """

    lights: tuple[tuple[Fraction, Light], ...]
    ground: Ground

    def light(self, progress: Fraction) -> Light:
        """That of a progress."""
        return next((light for bound, light in self.lights if progress >= bound), Light.RED)


@frozen
class Variant:
    """Which indicators are held against the share of the year that has gone by; of none said, all of them.

    ``prorated`` are labels of the first or second level.
    """

    name: str
    prorated: frozenset[str]
    ground: Ground

    def prorates(self, *labels: str) -> bool:
        """Whether an indicator under these labels is one of them."""
        return not self.prorated or not self.prorated.isdisjoint(labels)


@frozen
class Schedule:
    """What should be spent by the end of which month, told where it is not."""

    name: str
    least: tuple[tuple[int, Fraction], ...]
    ground: Ground

    def due(self, month: int) -> tuple[int, Fraction] | None:
        """The last of its months that have ended, with the share that was due by then.

        >>> thresholds().schedules[0].due(7)
        (6, Fraction(2, 5))
        """
        return max((step for step in self.least if step[0] <= month), default=None)


@frozen
class Cross:
    """By how much the share of points may lead that of spending, and how much money may be left."""

    lead: Fraction
    unspent: Fraction
    ground: Ground


@frozen
class Thresholds:
    """All of them; ``grounds`` are those of the rules without a bound, by name."""

    progress: Bounds
    spending: Bounds
    variants: Mapping[str, Variant]
    schedules: tuple[Schedule, ...]
    cross: Cross
    grounds: Mapping[str, Ground]
    also: frozenset[str]
    never: frozenset[str]
    names: tuple[str, ...]

    def accumulates(self, unit: Unit | None, name: str = "") -> bool:
        """Whether figures in a unit, of an indicator so named, add up over the year.

        >>> from kpirules.quantity.unit import unit
        >>> [thresholds().accumulates(unit(name)) for name in ("场", "万元", "%", "天", "元/人")]
        [True, True, False, False, False]
        >>> thresholds().accumulates(unit("万元"), "单场演出成本")
        False
        """
        if unit is None or len(unit.dimension) != 1 or any(word in name for word in self.names):
            return False
        [(symbol, power)] = unit.dimension
        return power == 1 and symbol not in self.never and (unit.counted or symbol in self.also)


def variant(name: str) -> Variant:
    """The variant of that name; raises ValueError with the names there are.

    >>> variant("by-kind").prorates("产出指标", "质量指标")
    False
    """
    found = thresholds().variants.get(name)
    if found is None:
        message = f"no variant is named {name!r}; there are: {', '.join(thresholds().variants)}"
        raise ValueError(message)
    return found


@cache
def thresholds() -> Thresholds:
    """Those that ship."""
    text = files("kpirules.assessment").joinpath("monitoring.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    cross = table["cross"]
    return Thresholds(
        progress=_bounds(table["progress"]),
        spending=_bounds(table["spending"]),
        variants={
            name: Variant(name, frozenset(row["prorated"]), _ground(row))
            for name, row in table["variant"].items()
        },
        schedules=tuple(
            Schedule(
                row["name"], tuple((month, _share(share)) for month, share in row["least"]), _ground(row)
            )
            for row in table["schedule"]
        ),
        cross=Cross(_share(cross["lead"]), _share(cross["unspent"]), _ground(cross)),
        grounds={name: _ground(row) for name, row in table["rule"].items()},
        also=frozenset(table["accumulates"]["also"]),
        never=frozenset(table["accumulates"]["never"]),
        names=tuple(table["accumulates"]["names"]),
    )


def _bounds(row: Mapping[str, Any]) -> Bounds:
    lights = [(_share(row[light]), light) for light in reversed(Light) if light.value in row]
    return Bounds(tuple(lights), _ground(row))


def _ground(row: Mapping[str, Any]) -> Ground:
    return Ground(row["source"], Confidence(row["confidence"]))


def _share(text: str) -> Fraction:
    return Fraction(text.removesuffix("%")) / 100
