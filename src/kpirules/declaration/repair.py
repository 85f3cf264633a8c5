"""What reading a broken form changed."""

from enum import StrEnum

from attrs import field, frozen

from kpirules.source import Place

Row = tuple[str, ...]
"""The texts of a row's cells, from the left."""


class Certainty(StrEnum):
    """Whether a reading is the only one the form allows."""

    CERTAIN = "certain"
    TENTATIVE = "tentative"


@frozen
class Repair:
    """Rows as printed (``before``) and as read (``after``), in the columns of the table's header.

    ``place`` is the first row; ``code`` is that of the diagnostic that reports the repair. A tentative repair
    holds the other readings of the same rows in ``others``, likeliest first; a certain one has none.

    >>> repair = Repair("KPI622", Certainty.CERTAIN, before=(("产出指标",),), after=(("", "产出指标"),))
    >>> repair.is_tentative
    False
    """

    code: str
    certainty: Certainty
    place: Place | None = None
    before: tuple[Row, ...] = field(default=(), kw_only=True)
    after: tuple[Row, ...] = field(default=(), kw_only=True)
    others: tuple[tuple[Row, ...], ...] = field(default=(), kw_only=True)

    @property
    def is_tentative(self) -> bool:
        return self.certainty is Certainty.TENTATIVE
