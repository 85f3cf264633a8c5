"""The decisions that people took about a declaration."""

from collections.abc import Mapping

from attrs import field, frozen

from kpirules.diagnostics import Diagnostic
from kpirules.rules.decision import Decision


@frozen
class Decisions:
    """Decisions by indicator, its path or unique name as written, and what reading them had to say.

    >>> Decisions({"培训次数": Decision(by="评价组")}).by_indicator["培训次数"].by
    '评价组'
    """

    by_indicator: Mapping[str, Decision] = field(factory=dict, hash=False)
    diagnostics: tuple[Diagnostic, ...] = ()
    file: str | None = field(default=None, kw_only=True)
