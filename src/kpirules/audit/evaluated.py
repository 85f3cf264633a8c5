"""The self-evaluation sheet under audit: what every check of sheets is handed."""

from collections.abc import Iterator
from functools import cached_property

from attrs import field, frozen

from kpirules.assessment.rechecked import Rechecked, RecheckedRow
from kpirules.audit.audited import Entry, Finding
from kpirules.audit.profile import Profile
from kpirules.audit.row import Row
from kpirules.declaration import Declaration, Indicator, Printed
from kpirules.source import Source


@frozen(eq=False)
class EvaluatedForm:
    """A sheet computed again, the declaration of the same year where there is one, and the profile it is measured by."""

    rechecked: Rechecked
    declaration: Declaration | None = None
    profile: Profile = field(factory=Profile.standard)

    @cached_property
    def rows(self) -> tuple[tuple[Row, RecheckedRow], ...]:
        """Every row, with its levels in their usual words."""
        every = enumerate(self.rechecked.rows)
        return tuple((Row.of(number, one.row.indicator), one) for number, one in every)

    def declared(self, row: Row) -> Indicator | None:
        """The only indicator of the declaration with the same levels and name, or else with the same name."""
        for found in (self._by_path.get(_path(row), []), self._by_name.get(row.name, [])):
            if len(found) == 1:
                return found[0].indicator
        return None

    @cached_property
    def _by_path(self) -> dict[str, list[Row]]:
        return _index((_path(one), one) for one in self._declared)

    @cached_property
    def _by_name(self) -> dict[str, list[Row]]:
        return _index((one.name, one) for one in self._declared)

    @cached_property
    def _declared(self) -> tuple[Row, ...]:
        every = self.declaration.indicators if self.declaration is not None else ()
        return tuple(Row.of(number, indicator) for number, indicator in enumerate(every))


@frozen
class AuditedSheet:
    """The findings of one sheet in its order, and the ledger of every check that was asked for."""

    rechecked: Rechecked
    findings: tuple[Finding, ...] = ()
    ledger: tuple[Entry, ...] = ()


def at(printed: Printed) -> Source:
    """The cell of a printed number, as an anchor.

    >>> at(Printed(None, "IO")).text
    'IO'
    """
    return Source(printed.text, printed.place)


def first_of(variants: tuple[str, ...]) -> str:
    """The first name, and a sign that there are more: a sentence has room for one.

    >>> first_of(("reverse=inverse", "hubei-2020"))
    'reverse=inverse …'
    """
    return " ".join((*variants[:1], *(["…"] if len(variants) > 1 else [])))


def _path(row: Row) -> str:
    """Levels in their usual words, whatever points a sheet prints beside them, and the name without its number."""
    return f"{row.first}/{row.second}/{row.name}"


def _index(pairs: Iterator[tuple[str, Row]]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for key, row in pairs:
        if key:
            found.setdefault(key, []).append(row)
    return found
