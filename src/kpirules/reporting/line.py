"""One line of a report, with the tone in which a terminal may show it."""

from enum import StrEnum
from functools import lru_cache

from attrs import frozen

from kpirules.limits import LIMITS
from kpirules.reporting.columns import pad, width, wrap

COLUMNS = 80


class Tone(StrEnum):
    """What a line is about; whoever shows it decides on colours, plain text shows none."""

    PLAIN = "plain"
    TITLE = "title"
    HEADING = "heading"
    MET = "met"
    NOT_MET = "not met"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not applicable"
    QUIET = "quiet"
    ALARM = "alarm"


@frozen
class Line:
    """A line without its end; every text of a file in it has been made safe to print.

    >>> Line("达成 8 项", Tone.MET).tone.value
    'met'
    """

    text: str = ""
    tone: Tone = Tone.PLAIN


@lru_cache(LIMITS.remembered)
def labelled(
    label: str, text: str, *, indent: int = 4, gap: int = 8, tone: Tone = Tone.PLAIN
) -> tuple[Line, ...]:
    """A label and its text, wrapped so that further lines stand below the text.

    >>> [line.text for line in labelled("差距", "-1场")]
    ['    差距    -1场']
    """
    lead = " " * indent + pad(label, gap)
    first, *rest = wrap(text, COLUMNS - width(lead))
    below = " " * width(lead)
    return (Line(lead + first, tone), *(Line(below + more, tone) for more in rest))


def write_lines(lines: list[Line]) -> str:
    r"""The lines as plain text.

    >>> write_lines([Line("一"), Line("二")])
    '一\n二\n'
    """
    return "\n".join([*(line.text for line in lines), ""])
