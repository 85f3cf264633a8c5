"""The work a department sets itself for the year."""

from attrs import frozen

from kpirules.declaration.budget import Amount
from kpirules.declaration.wording import Wording


@frozen
class Task:
    """One task: its name, content (主要实施内容), funds (拟投入的资金) and expected goal (期望达到的目标).

    What the form leaves blank is ``None``.

    >>> str(Task(Wording("区全国科普日活动")).name)
    '区全国科普日活动'
    """

    name: Wording
    content: Wording | None = None
    funds: Amount | None = None
    goal: Wording | None = None
