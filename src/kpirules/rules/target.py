"""An indicator's target: the text of its cell and the rule that was read from it."""

from attrs import field, frozen

from kpirules.rules.checked import CheckedRule
from kpirules.source import Place


@frozen
class Target:
    """What an indicator must reach: the text as written, and the rule, or ``None`` where nothing could be decided by it."""

    text: str
    rule: CheckedRule | None = None
    place: Place | None = field(default=None, eq=False)
