"""The growth itself as an answer: 同比增长9.2%, or 增长9.2% without saying over what."""

from kpirules.evaluation.actuals import Grown
from kpirules.source import Source
from kpirules.syntax.ast import Bare, Growth, Literal
from kpirules.syntax.parse import Parsed, parse


def read_grown(source: Source, parsed: Parsed) -> Grown | None:
    """The growth that a text reports; ``None`` where it reports none."""
    match parsed.condition:
        case Bare(Literal(quantity), Growth() as growth):
            return Grown(quantity, growth.extent, growth.falls, growth.base)
        case Bare():
            return None
        case _:
            pass
    # Any base makes a growth of a verb and a number; the answer's own stays unsaid.
    match parse(Source(f"同比{source.text.strip()}")).condition:
        case Bare(Literal(quantity), Growth() as growth):
            return Grown(quantity, growth.extent, growth.falls)
        case _:
            return None
