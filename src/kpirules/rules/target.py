"""An indicator's target: the text of its cell and the rule that was read from it."""

from functools import cached_property

from attrs import field, frozen

from kpirules.rules.checked import CheckedRule
from kpirules.rules.meaning import Kind, Meaning, meaning_of
from kpirules.source import Place
from kpirules.syntax.ast import Placeholder, Scale
from kpirules.syntax.expression import has_several_dates


@frozen
class Target:
    """What an indicator must reach: the text as written, and the rule, or ``None`` where it could not be read.

    ``choices`` are the texts that it may stand for, where it is damaged or its cells contradict each other; somebody has
    to choose. ``damaged`` tells the first from the second.
    """

    text: str
    rule: CheckedRule | None = None
    place: Place | None = field(default=None, eq=False)
    choices: tuple[str, ...] = field(default=(), kw_only=True)
    damaged: bool = field(default=False, kw_only=True)

    @property
    def is_decidable(self) -> bool:
        """Whether some answer decides it: it was read, and is no placeholder, no scale of answers, no row of dates."""
        if self.rule is None or has_several_dates(self.rule.condition):
            return False
        return not isinstance(self.rule.condition, Placeholder | Scale)

    @cached_property
    def meaning(self) -> Meaning:
        """What was understood, as data."""
        if self.rule is not None:
            return meaning_of(self.rule)
        return Meaning(Kind.DAMAGED if self.damaged else Kind.NONE)

    @property
    def kind(self) -> Kind:
        """What sort of target it is."""
        return self.meaning.kind

    def __str__(self) -> str:
        """The canonical text; the text as written where nothing could be read."""
        return str(self.rule) if self.rule is not None else self.text
