"""A promise in figures that the prose of a task makes."""

from attrs import field, frozen

from kpirules.rules.checked import CheckedRule
from kpirules.source import Source, Span


@frozen
class Commitment:
    """A promise in figures: where it stands, the rule it makes, and what it says is done, counted, and for each of what.

    ``span`` counts characters of ``source.text``, the prose as written. ``metric``, ``verb`` and ``per`` are words of it,
    empty where it says none.

    >>> from kpirules import find_commitments
    >>> [promise] = find_commitments("每场活动不少于５０人")
    >>> promise.text, str(promise.rule), promise.per
    ('不少于５０人', '≥ 50人', '每场')
    """

    source: Source = field(repr=False)
    span: Span
    rule: CheckedRule
    metric: str = ""
    verb: str = ""
    per: str = ""

    @property
    def text(self) -> str:
        """The promise as written."""
        return self.span.of(self.source.text)
