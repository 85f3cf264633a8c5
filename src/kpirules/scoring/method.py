"""Ways to score a single indicator that a policy names for it: all or nothing, tiers, steps."""

from enum import StrEnum
from fractions import Fraction

from attrs import frozen


class Better(StrEnum):
    """Which way a figure is better; it decides which end of a tier is included."""

    MORE = "more"
    LESS = "less"


@frozen
class Direct:
    """All the points or none."""


@frozen
class Tiers:
    """Shares of the weight by half-open intervals of the figure, best first; beyond the last bound there is nothing.

    Of [80, 90) the lower end counts where more is better, of (80, 90] the upper one where less is (seen).

    >>> satisfaction = Tiers(((Fraction(90), Fraction(1)), (Fraction(80), Fraction("0.8"))))
    >>> [satisfaction.share(Fraction(figure)) for figure in (90, 80, 79)]
    [Fraction(1, 1), Fraction(4, 5), Fraction(0, 1)]
    """

    bounds: tuple[tuple[Fraction, Fraction], ...]
    better: Better = Better.MORE

    def share(self, figure: Fraction) -> Fraction:
        for bound, share in self.bounds:
            if figure >= bound if self.better is Better.MORE else figure <= bound:
                return share
        return Fraction(0)


@frozen
class Steps:
    """``minus`` points off for every ``per`` beyond ``standard``, parts of a step in proportion, down to none (seen)."""

    standard: Fraction
    per: Fraction
    minus: Fraction
    better: Better = Better.LESS

    def off(self, figure: Fraction) -> Fraction:
        """The points that are taken.

        >>> Steps(Fraction(5), Fraction(1), Fraction("0.5")).off(Fraction(7))
        Fraction(1, 1)
        """
        beyond = figure - self.standard if self.better is Better.LESS else self.standard - figure
        return self.minus * beyond / self.per if beyond > 0 else Fraction(0)


Method = Direct | Tiers | Steps
