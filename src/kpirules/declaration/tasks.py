"""The work a department sets itself for the year."""

from functools import cached_property

from attrs import field, frozen

from kpirules.declaration.budget import Amount
from kpirules.declaration.commitment import Commitment
from kpirules.declaration.wording import Wording


@frozen
class Task:
    """One task: its name, content (主要实施内容), funds (拟投入的资金) and expected goal (期望达到的目标).

    ``fiscal`` (财政拨款) and ``other`` (其他资金) are the parts of the funds, where the form divides them. What the form
    leaves blank is ``None``.

    >>> str(Task(Wording("区全国科普日活动")).name)
    '区全国科普日活动'
    """

    name: Wording
    content: Wording | None = None
    funds: Amount | None = None
    goal: Wording | None = None
    fiscal: Amount | None = field(default=None, kw_only=True)
    other: Amount | None = field(default=None, kw_only=True)

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """The promises in figures that its content and its goal make, in order."""
        from kpirules.declaration.commitments import find_commitments  # noqa: PLC0415 - it needs the parser

        prose = (wording for wording in (self.content, self.goal) if wording is not None)
        return tuple(
            found for wording in prose for found in find_commitments(wording.text, place=wording.place)
        )
