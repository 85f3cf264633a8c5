"""A comparator that points the other way than its indicator's name."""

from kpirules.diagnostics import Diagnostic
from kpirules.rules.evidence import evidence, plain_name
from kpirules.rules.readings import read_bare
from kpirules.source import Source, Span
from kpirules.syntax.ast import Comparator, Comparison, Condition, Itself, Literal

_OPPOSED: set[tuple[Comparator | None, Comparator]] = {
    (Comparator.AT_LEAST, Comparator.AT_MOST),
    (Comparator.AT_LEAST, Comparator.LESS_THAN),
    (Comparator.AT_MOST, Comparator.AT_LEAST),
    (Comparator.AT_MOST, Comparator.MORE_THAN),
}


def against_name(condition: Condition, source: Source, name: str) -> tuple[Diagnostic, ...]:
    """``≥100%`` under 逾期率: the sign asks for more of what its name says nobody wants."""
    match condition:
        case Comparison((Itself(), Literal(quantity)), (comparator,)) if name and quantity.number.numerator:
            _, head = evidence().head(plain_name(name))
            if head is None or (head.reading, comparator) not in _OPPOSED:
                return ()  # as of nearly every row: what the rest of the name says need not be asked
            reading = read_bare(quantity, name=name)
            wanted = reading.comparator if reading.rule == "head" else None
            if (wanted, comparator) in _OPPOSED:
                values = {"text": source.text.strip(), "evidence": reading.evidence}
                return (Diagnostic("KPI325", source, Span(0, len(source.text)), values),)
    return ()
