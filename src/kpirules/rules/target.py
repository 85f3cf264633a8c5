"""An indicator's target: the text of its cell and the rule that was read from it."""

from attrs import field, frozen

from kpirules.rules.checked import CheckedRule
from kpirules.source import Place
from kpirules.syntax.ast import Placeholder, Scale


@frozen
class Target:
    """What an indicator must reach: the text as written, and the rule, or ``None`` where the text could not be read."""

    text: str
    rule: CheckedRule | None = None
    place: Place | None = field(default=None, eq=False)

    @property
    def is_decidable(self) -> bool:
        """Whether some answer decides it: it was read, and is neither a placeholder nor a scale of answers."""
        return self.rule is not None and not isinstance(self.rule.condition, Placeholder | Scale)
