"""Words of the form, with their place."""

from attrs import frozen

from kpirules.source import Place


@frozen
class Wording:
    """What a cell says, exactly as written; ``place`` is ``None`` for words the form only implies.

    >>> str(Wording("区全国科普日活动", Place("declaration.txt", line=20)))
    '区全国科普日活动'
    """

    text: str
    place: Place | None = None

    def __str__(self) -> str:
        return self.text
