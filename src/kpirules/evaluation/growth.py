"""How far the indicator stands above its base: a rate, a difference, or a multiple."""

from typing import TYPE_CHECKING

from kpirules.evaluation.trace import Amount
from kpirules.syntax.ast import Growth

if TYPE_CHECKING:
    from kpirules.evaluation.values import Values


def grown(node: Growth, values: "Values") -> Amount | None:
    """The growth of this year's figure over the base; ``None`` with a reason where either is missing or the base is no base."""
    raise NotImplementedError(node, values)
