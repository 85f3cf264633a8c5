"""From the cells of one row to a target."""

from functools import lru_cache, partial

from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.quantity.quantity import Quantity
from kpirules.quantity.unit import Unit
from kpirules.rules.check import check
from kpirules.rules.decision import Decision
from kpirules.rules.target import Target
from kpirules.source import Place, Source, exact
from kpirules.syntax.ast import Comparison, Itself, Literal, Placeholder, YesNo
from kpirules.syntax.parse import parse
from kpirules.syntax.words import OPEN_ABOVE, Words
from kpirules.targets.agreement import agreeing
from kpirules.targets.cells import read_cells
from kpirules.targets.decided import decide
from kpirules.targets.direction import against_name
from kpirules.targets.joining import Joining
from kpirules.targets.placed import placed
from kpirules.targets.title import Title, read_title

_IN_PHRASE, _IN_BRACKETS = "KPI311", "KPI326"
_NONE, _BLANK = "无", "KPI130"
_OUT_OF_STACK = "KPI125"
_OF_A_SLIP = {"KPI102", "KPI103", "KPI132", "KPI134", "KPI135", "KPI136"}


def read_target(  # noqa: PLR0913 - the cells of a row
    value: str | None,
    *,
    comparator: str | None = None,
    unit: str | None = None,
    name: str | None = None,
    heading: str | None = None,
    header: str | None = None,
    year: int | None = None,
    place: Place | None = None,
    words: Words | None = None,
    decision: Decision | None = None,
) -> tuple[Target, tuple[Diagnostic, ...]]:
    """Read a value cell together with the cells beside it; never raises.

    ``comparator`` and ``unit`` are the cells of their own columns, ``name`` and ``heading`` the indicator's name and
    level-2 label, ``header`` the head of the value column (单位：万元), ``year`` the declaration's. The value's own text
    comes first; every disagreement is a finding, and cells that contradict each other leave the target without a rule.
    ``decision`` settles what they leave open; one that does not fit is told and left out.
    A row of equal cells that was read before costs a look-up, wherever it stands now.

    >>> target, findings = read_target("98", comparator="大于等于", unit="%(百分比)", name="验收合格率")
    >>> str(target), target.kind.value, target.meaning.low
    ('≥ 98%', 'bound', Fraction(98, 1))
    """
    row = partial(_read_row, unit=unit, name=name, heading=heading, header=header, year=year, words=words)
    target, told = row(value, comparator=comparator, place=place)
    if decision is None:
        return target, told
    decided, more = decide(target, decision, read=partial(row, place=decision.place))
    return decided, told + more


def _read_row(  # noqa: PLR0913 - the cells of a row
    value: str | None,
    *,
    comparator: str | None = None,
    unit: str | None,
    name: str | None,
    heading: str | None,
    header: str | None,
    year: int | None,
    place: Place | None,
    words: Words | None,
) -> tuple[Target, tuple[Diagnostic, ...]]:
    texts = tuple(exact(cell or "") for cell in (value, comparator, unit, name, heading, header))
    if sum(map(len, texts)) > LIMITS.remembered_characters:
        target, told = _read(texts, read_title(texts[3]), year, words)
    else:
        try:
            target, told = _remembered(texts, year, words)
        except _OutOfStackError as stopped:
            target, told = stopped.read
    return (target, told) if place is None else placed(target, told, Source(target.text, place))


_Read = tuple[Target, tuple[Diagnostic, ...]]


class _OutOfStackError(Exception):
    """Carries what was read with too little stack past the memory, which must not keep it."""

    def __init__(self, read: _Read) -> None:
        self.read = read


@lru_cache(LIMITS.remembered)
def _remembered(texts: tuple[str, ...], year: int | None, words: Words | None) -> _Read:
    value, comparator, unit, name, _, header = texts
    title = read_title(name)
    row = (value, comparator, unit, "", "", header)
    plain = None if title.told else _under_any_name(row, title, year, words)
    if plain is not None and plain[0].rule is not None:
        target, told = plain
        return target, agreeing(told + against_name(plain[0].rule.condition, Source(value), name))
    read = _read(texts, title, year, words)
    if any(diagnostic.code == _OUT_OF_STACK for diagnostic in read[1]):
        raise _OutOfStackError(read)
    return read


@lru_cache(LIMITS.remembered)
def _under_any_name(
    texts: tuple[str, ...], title: Title, year: int | None, words: Words | None
) -> _Read | None:
    """A row that means the same whatever it is called, as most do: names differ in every row, targets repeat."""
    target, told = _read(texts, title, year, words)
    match target.rule.condition if target.rule is not None else None:
        case Comparison((Itself(), Literal(Quantity(_, Unit() as unit) as quantity)), words=said):
            names_matter = said == (OPEN_ABOVE,) or (unit.is_share and quantity.magnitude > 1)
            return None if names_matter else (target, told)
        case _:
            return None


def _read(texts: tuple[str, ...], title: Title, year: int | None, words: Words | None) -> _Read:
    value, comparator, unit, name, heading, header = texts
    source = Source(value)
    cells = read_cells(comparator=comparator, unit_text=unit, header=header, words=words)
    reading = Joining(source, cells, title, name)
    parsed = parse(source, words)
    condition, told = parsed.condition, parsed.diagnostics
    asks = cells.asks or title.asks
    if asks and isinstance(condition, Placeholder) and condition.text == _NONE:
        condition, told = YesNo(_NONE, span=condition.span), tuple(d for d in told if d.code != _BLANK)
    if condition is not None:
        owed = any(found.code == _IN_BRACKETS for found in told)
        condition = reading.joined(condition) if not owed else reading.bracketed(condition)
    diagnostics = told + tuple(reading.diagnostics)
    if condition is None:
        diagnostics = tuple(cells.figure_due(one) for one in agreeing(diagnostics))
        damaged = any(diagnostic.code in _OF_A_SLIP for diagnostic in diagnostics)
        repairs = tuple(dict(found.values).get("repair", "") for found in told)
        choices = reading.choices or tuple(repair for repair in repairs if repair)
        return Target(value, choices=choices, damaged=damaged), diagnostics
    beside = value if any(found.code == _IN_PHRASE for found in told) else ""
    checked = check(condition, source=source, name=name or beside, heading=heading, year=year)
    diagnostics += checked.diagnostics + against_name(condition, source, name)
    return Target(value, checked.rule), agreeing(diagnostics)
