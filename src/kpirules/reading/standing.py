"""The levels that hold for a row of indicators, printed in it or above it."""

from attrs import evolve, frozen

from kpirules.declaration import Wording
from kpirules.declaration.levels import in_column, is_first, parents
from kpirules.reading.alignment import Placed


@frozen
class Standing:
    """First and second level in force.

    Where the form lost the first level but the second stands under one only, it is ``inferred``, and
    ``passed_over`` is the level printed further up, which the row would otherwise belong to. ``doubted`` are
    the levels of a tentative row above: rows without levels of their own may belong to them instead.
    """

    level1: Wording | None = None
    level2: Wording | None = None
    inferred: bool = False
    passed_over: Wording | None = None
    doubted: "Standing | None" = None

    def at(self, placed: Placed) -> "Standing":
        """The levels of the row ``placed`` below this standing."""
        first, second = placed.cells.get("level1"), placed.cells.get("level2")
        below = Wording(second.text, second.place) if second is not None else None
        if first is not None:
            return Standing(Wording(first.text, first.place), below)
        if below is None:
            return self
        above = parents(in_column(below.text))
        inherited = self.level1
        lost = inherited is None or (
            is_first(in_column(inherited.text)) and in_column(inherited.text) not in above
        )
        if len(above) == 1 and lost:
            return Standing(Wording(next(iter(above))), below, inferred=True, passed_over=inherited)
        return evolve(self, level2=below, doubted=None)

    def doubting(self, levels: "Standing") -> "Standing":
        """This standing below a tentative row that claims ``levels``, if these are others."""
        return self if str(levels) == str(self) else evolve(self, doubted=evolve(levels, doubted=None))

    @property
    def as_printed(self) -> "Standing":
        """The same without what was inferred."""
        return Standing(self.passed_over, self.level2) if self.inferred else self

    def __str__(self) -> str:
        return "/".join(
            "".join(level.text.split()) for level in (self.level1, self.level2) if level is not None
        )
