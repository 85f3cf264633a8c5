"""The numbers that one figure may mean: a bare figure under a percentage, a ratio that was multiplied by 100 by hand."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve, frozen

from kpirules.evaluation.trace import Amount
from kpirules.evaluation.units import Pair
from kpirules.evaluation.values import Values
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit, unit
from kpirules.syntax.ast import Expression, Negation, Product, Sum
from kpirules.syntax.expression import times_hundred

_ONE_PERCENT = Fraction(1, 100)


@frozen
class Readings:
    """An operand of a comparison, its amount, and the numbers that it may be; one number where it is certain after all.

    ``place`` is where the operand stands in the chain, ``share`` the unit in which the numbers are told.
    """

    node: Expression
    place: int
    figure: Amount
    numbers: tuple[Fraction, ...]
    share: Unit

    def settled(self, pairs: Sequence[Pair | None], number: Fraction) -> list[Pair | None]:
        """The sides of every link with the operand read as ``number``."""
        read = self.read_as(number)
        found = list(pairs)
        for link, side in ((self.place, 0), (self.place - 1, 1)):
            pair = found[link] if 0 <= link < len(found) else None
            if pair is not None:
                found[link] = (read, pair[1]) if side == 0 else (pair[0], read)
        return found

    def read_as(self, number: Fraction) -> Amount:
        return evolve(self.figure, magnitude=number, ratio=None, written=self.share)

    def leave_open(self, values: Values) -> None:
        """No verdict where they come to different ones; nor does the trace tell one of them."""
        values.settle(self.node, None)
        if self.figure.ratio is not None:
            values.two_readings(self.figure)
        else:
            values.because("KPI308")

    def take(self, number: Fraction, values: Values) -> None:
        """One of them is shown: the only one, or the nearest to the limit of several that come to the same verdict."""
        values.settle(self.node, self.read_as(number))
        if self.figure.ratio is None:
            return
        shown = {"figure": str(Quantity(self.figure.ratio)), "one": self.shown(number)}
        if len(self.numbers) == 1:
            values.find("KPI509", **shown)
            return
        others = "、".join(self.shown(other) for other in self.numbers if other != number)
        values.find("KPI566", **shown, other=others)

    def shown(self, number: Fraction) -> str:
        return str(Quantity(number / self.share.scale, self.share))


def find_readings(pairs: Sequence[Pair | None], operands: tuple[Expression, ...]) -> Readings | None:
    """What the one operand that is not certain may be; ``None`` in the usual case, where every operand is.

    A bare figure under 1 beside percentages of at least 1 % is a ratio (0.96), else it stays open (0.5, or 1);
    ``x/y*100 ≥ 90%`` is read with and without the factor.
    """
    for link, pair in enumerate(pairs):
        if pair is None:
            continue
        for side in (0, 1):
            figure, limit, node = pair[side], pair[1 - side], operands[link + side]
            share = limit.written
            if figure.ratio is not None:
                limits = [abs(number) for number in _limits(pairs, link + side) if number]
                is_ratio = abs(figure.ratio) < 1 and bool(limits) and min(limits) >= _ONE_PERCENT
                numbers = (figure.ratio,) if is_ratio else (figure.magnitude, figure.ratio)
            elif (
                isinstance(node, Product | Sum | Negation)
                and share
                and share.is_share
                and times_hundred(node)
            ):
                numbers = (figure.magnitude, figure.magnitude / 100)
            else:
                continue
            share = share if share is not None and share.is_share else unit("%")
            return Readings(node, link + side, figure, numbers, share)
    return None


def _limits(pairs: Sequence[Pair | None], place: int) -> list[Fraction]:
    """The numbers that the operand at a place is compared with."""
    beside = ((place, 1), (place - 1, 0))
    found = [(pairs[link], side) for link, side in beside if 0 <= link < len(pairs)]
    return [pair[side].magnitude for pair, side in found if pair is not None]
