"""How a form is scored, as a record: every number and every choice that the rules leave open."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from kpirules.scoring.method import Method
from kpirules.scoring.rounding import Rounding

_ZERO, _ONE, _HUNDRED = Fraction(0), Fraction(1), Fraction(100)


class Reverse(StrEnum):
    """What is left of the points where less is better and more was reported: both families are in use."""

    LINEAR = "linear"  # w·(1 - (A - T)/T), nothing from 2T
    INVERSE = "inverse"  # w·T/A


class Ungraded(StrEnum):
    """What an aim in words gets where nobody chose its points inside the band."""

    UNSCORED = "unscored"
    TOP = "top"
    MIDDLE = "middle"


class Compound(StrEnum):
    """How the parts of one cell make its completion."""

    WEAKEST = "weakest"
    MEAN = "mean"


class RateFrom(StrEnum):
    """Whether the points for spending come from the exact rate or from the printed one."""

    EXACT = "exact"
    PRINTED = "printed"


class Confidence(StrEnum):
    """How well a rule is grounded: read where it is applied, or known and not looked up."""

    SEEN = "seen"
    RECALLED = "recalled"
    OURS = "ours"


@frozen
class Ground:
    """Where a rule comes from, and how sure that is."""

    source: str
    confidence: Confidence


@frozen
class Band:
    """The shares of the weight that one grade of an aim in words allows, from ``low`` to ``high``.

    The lower end belongs to the band and the upper one to the band above, but for the top band, which has both.
    """

    low: Fraction
    high: Fraction


@frozen
class Late:
    """What a missed day costs: all the points, or ``minus`` points for every day late, down to none."""

    minus: Fraction | None = None


@frozen
class Overfulfil:
    """From how many times the target a figure is told, and whether it needs an explanation; points are never taken.

    ``bands`` are for those who do take points: from so many times the target only such a share of the weight is left.
    """

    flag: Fraction | None = None
    explain: bool = False
    bands: tuple[tuple[Fraction, Fraction], ...] = ()


@frozen
class GradeLevel:
    """A word for a total that is at least ``least`` percent of the whole."""

    label: str
    least: Fraction


@frozen(kw_only=True)
class Policy:
    """One way to score; shipped ones are in ``policies.toml``, and anybody may copy one with changes.

    ``execution`` are the points for spending and ``shares`` those of each first level where a form prints no weights;
    ``absent`` tells which first level takes the points of one that a form lacks. ``methods`` are for indicators by name.
    ``grounds`` tell source and confidence of each rule by its key.

    >>> from kpirules.scoring.policies import policy
    >>> policy("mof-2020").execution
    Fraction(10, 1)
    """

    name: str
    title: str = ""
    title_en: str = ""
    execution: Fraction = Fraction(10)
    shares: Mapping[str, Fraction] = field(factory=dict)
    absent: Mapping[str, str] = field(factory=dict)
    reverse: Reverse = Reverse.LINEAR
    compound: Compound = Compound.WEAKEST
    late: Late = Late()
    ungraded: Ungraded = Ungraded.UNSCORED
    bands: tuple[Band, ...] = ()
    overfulfil: Overfulfil = Overfulfil()
    rounding: Rounding = field(factory=Rounding)
    rate_from: RateFrom = RateFrom.EXACT
    rescale: bool = True
    reason_below: Fraction = Fraction(9, 10)
    grades: tuple[GradeLevel, ...] = ()
    methods: Mapping[str, Method] = field(factory=dict)
    grounds: Mapping[str, Ground] = field(factory=dict)

    @property
    def whole(self) -> Fraction:
        """All the points there are."""
        return self.execution + sum(self.shares.values(), _ZERO)

    def grade(self, total: Fraction) -> str:
        """The word for an exact total, taken before any rounding: 89.996 prints 90.00 and is 良.

        >>> from kpirules.scoring.policies import policy
        >>> policy("mof-2020").grade(Fraction("89.996"))
        '良'
        """
        reached = (level.label for level in self.grades if total >= level.least)
        return next(reached, self.grades[-1].label if self.grades else "")
