"""Sets of exact figures: unions of intervals with meet, join and complement."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from heapq import merge
from itertools import groupby
from math import ceil, floor
from operator import itemgetter

from attrs import evolve, field, frozen

from kpirules.rules.interval import Cut, Interval, exact
from kpirules.syntax.ast import Comparator

_Number = int | Decimal | Fraction


def _canonical(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Sorted, none empty, none touching its neighbour."""
    found: list[tuple[Cut, Cut]] = []
    for start, end in sorted((one.start, one.end) for one in intervals if not one.is_empty):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(Interval.from_cuts(start, end) for start, end in found)


@frozen
class Range:
    """A set of exact figures, in base units: a union of intervals that neither overlap nor touch.

    Any intervals may be handed in, in any order; equal sets are equal, hash alike and print alike. ``&`` is what lies
    in both, ``|`` in either, ``~`` in neither, ``<=`` tells a subset; each takes time linear in the intervals.

    >>> share = Range.where("≥", Fraction(9, 10)) | Range.where("=", Fraction(1, 2))
    >>> str(share), str(~share)
    ('{1/2} ∪ [9/10, ∞)', '(-∞, 1/2) ∪ (1/2, 9/10)')
    >>> Range.where("≥", 3) <= Range.where(">", 2)
    True
    """

    intervals: tuple[Interval, ...] = field(default=(), converter=_canonical)

    @classmethod
    def empty(cls) -> "Range":
        """No figure at all."""
        return cls()

    @classmethod
    def everything(cls) -> "Range":
        """Every figure."""
        return cls((Interval(),))

    @classmethod
    def where(cls, comparator: Comparator | str, bound: _Number) -> "Range":
        """The figures that stand to ``bound`` as the comparator's sign says.

        >>> str(Range.where("≠", 0))
        '(-∞, 0) ∪ (0, ∞)'
        """
        match Comparator(comparator):
            case Comparator.AT_LEAST:
                return cls((Interval(bound, low_included=True),))
            case Comparator.MORE_THAN:
                return cls((Interval(bound),))
            case Comparator.AT_MOST:
                return cls((Interval(None, bound, high_included=True),))
            case Comparator.LESS_THAN:
                return cls((Interval(None, bound),))
            case Comparator.EQUAL:
                return cls.between(bound, bound)
            case Comparator.NOT_EQUAL:
                return cls((Interval(None, bound), Interval(bound)))

    @classmethod
    def between(cls, low: _Number, high: _Number) -> "Range":
        """The figures from ``low`` to ``high``, both included; empty where ``low`` is the larger.

        >>> str(Range.between(3, 5))
        '[3, 5]'
        """
        return cls((Interval(low, high, low_included=True, high_included=True),))

    @property
    def is_empty(self) -> bool:
        """Whether no figure lies in it."""
        return not self.intervals

    @property
    def is_everything(self) -> bool:
        """Whether every figure lies in it."""
        return self == _EVERYTHING

    @property
    def ends(self) -> tuple[Fraction, ...]:
        """The finite bounds, ascending, each once.

        >>> Range.where("≠", 0).ends
        (Fraction(0, 1),)
        """
        bounds = (bound for one in self.intervals for bound in (one.low, one.high) if bound is not None)
        return tuple(dict.fromkeys(bounds))

    def whole(self) -> "Range":
        """The same among whole numbers only: ends are whole and included, runs without a gap are one interval.

        Two ranges hold the same whole numbers exactly where this makes them equal, and likewise for subsets.

        >>> str(Range.where(">", 2).whole()), str(Range.where("≠", 4).whole())
        ('[3, ∞)', '(-∞, 3] ∪ [5, ∞)')
        """
        found: list[Interval] = []
        for one in map(_whole, self.intervals):
            if one.is_empty:
                continue
            last = found[-1] if found else None
            # The last run goes on where the next one starts at its neighbour; both bounds are finite between two runs.
            if (
                last is not None
                and last.high is not None
                and one.low is not None
                and one.low <= last.high + 1
            ):
                found[-1] = Interval.from_cuts(last.start, one.end)
            else:
                found.append(one)
        return Range(found)

    def times(self, scale: Fraction) -> "Range":
        """Every figure so many times as large; ``scale`` is positive.

        >>> str(Range.between(3, 5).times(Fraction(10)))
        '[30, 50]'
        """
        return Range(
            evolve(
                one,
                low=None if one.low is None else one.low * scale,
                high=None if one.high is None else one.high * scale,
            )
            for one in self.intervals
        )

    def isdisjoint(self, other: "Range") -> bool:
        """Whether no figure lies in both.

        >>> Range.where("<", 3).isdisjoint(Range.where("≥", 3))
        True
        """
        return (self & other).is_empty

    def __contains__(self, figure: _Number) -> bool:
        number = exact(figure)
        return any(number in one for one in self.intervals)

    def __and__(self, other: "Range") -> "Range":
        return _swept(self, other, lambda one, two: one and two)

    def __or__(self, other: "Range") -> "Range":
        return _swept(self, other, lambda one, two: one or two)

    def __sub__(self, other: "Range") -> "Range":
        return _swept(self, other, lambda one, two: one and not two)

    def __invert__(self) -> "Range":
        return _EVERYTHING - self

    def __le__(self, other: "Range") -> bool:
        return (self - other).is_empty

    def __lt__(self, other: "Range") -> bool:
        return self != other and self <= other

    def __str__(self) -> str:
        return " ∪ ".join(map(str, self.intervals)) or "∅"


_EVERYTHING = Range.everything()


def _swept(one: Range, other: Range, keep: Callable[[bool, bool], bool]) -> Range:
    """Walk up the cuts of both, and keep the stretches that ``keep`` says, told in which of the two they lie."""
    inside = [False, False]
    kept: list[Cut] = []
    for cut, group in groupby(merge(_cuts(one, 0), _cuts(other, 1)), key=itemgetter(0)):
        for _, which in group:
            inside[which] = not inside[which]
        if keep(*inside) != len(kept) % 2:
            kept.append(cut)
    return Range(Interval.from_cuts(start, end) for start, end in zip(kept[::2], kept[1::2], strict=True))


def _cuts(range_: Range, which: int) -> list[tuple[Cut, int]]:
    return [(cut, which) for one in range_.intervals for cut in (one.start, one.end)]


def _whole(one: Interval) -> Interval:
    """From the least to the greatest whole number of an interval."""
    low, high = one.low, one.high
    if low is not None:
        low = Fraction(ceil(low) if one.low_included else floor(low) + 1)
    if high is not None:
        high = Fraction(floor(high) if one.high_included else ceil(high) - 1)
    return Interval(low, high, low_included=True, high_included=True)
