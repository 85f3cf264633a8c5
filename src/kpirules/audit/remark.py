"""What a check says before it is known by its code."""

from collections.abc import Callable, Iterator, Mapping

from attrs import field, frozen

from kpirules.audit.audited import Status
from kpirules.audit.form import Form
from kpirules.declaration import Amount, Indicator, Repair, Task, Wording
from kpirules.rules.target import Target
from kpirules.source import Place, Source, Span

Anchor = Wording | Amount | Target | Indicator | Task | Repair | Source | Place | None
"""What a finding can stand at: a datum of the declaration, a text, a place alone, or the whole form."""


@frozen
class Remark:
    """One finding of a check: where, in which of the code's cases, and the values of its sentence.

    ``span`` counts characters of the anchor's text, all of it where there is none; ``because`` is the other text that the
    finding rests on, such as a promise.
    """

    at: Anchor = None
    case: str = ""
    values: Mapping[str, str] = field(factory=dict)
    span: Span | None = None
    because: tuple[Source, ...] = ()
    tentative: bool = False


@frozen
class Excuse:
    """Why a check could not run or did not apply; with the status *passed*, which part of it ran."""

    status: Status
    case: str
    values: Mapping[str, str] = field(factory=dict)


Check = Callable[[Form], Iterator[Remark | Excuse]]
"""A check: its docstring is its page, its sentences stand in ``findings.toml``."""


def not_applicable(case: str, **values: str) -> Excuse:
    """The form has nothing that the check speaks of."""
    return Excuse(Status.NOT_APPLICABLE, case, values)


def not_enough(case: str, **values: str) -> Excuse:
    """The form lacks what the check compares."""
    return Excuse(Status.NOT_ENOUGH_DATA, case, values)


def passed_with(case: str, **values: str) -> Excuse:
    """The check passed, and there is something to say of how."""
    return Excuse(Status.PASSED, case, values)


def source_of(anchor: Anchor) -> Source | None:
    """The text and place of an anchor.

    >>> source_of(Wording("产出指标")).text
    '产出指标'
    """
    match anchor:
        case None | Source():
            return anchor
        case Place():
            return Source("", anchor)
        case Wording(text, place) | Amount(_, text, place):
            return Source(text, place)
        case Target():
            return Source(anchor.text, anchor.place)
        case Task(name):
            return Source(name.text, name.place)
        case Repair():
            cells = (cell for row in anchor.before[:1] for cell in row if cell.strip())
            return Source(next(cells, ""), anchor.place)
        case Indicator():
            named = anchor.level3 or anchor.level2 or anchor.level1
            return Source(named.text if named is not None else "", anchor.place)
