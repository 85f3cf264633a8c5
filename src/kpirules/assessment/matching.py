"""Which indicator a line of a sheet or a decision is about."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property

from kpirules.assessment.answering import about
from kpirules.assessment.funds import is_of_funds
from kpirules.declaration.decisions import Decisions
from kpirules.declaration.declaration import Declaration
from kpirules.declaration.sheet import Entry
from kpirules.diagnostics import Diagnostic
from kpirules.limits import LIMITS
from kpirules.rules.decision import Decision
from kpirules.source import Place

_NEAR = 0.6
_LOOKS = 200_000  # names that are compared for suggestions; a sheet of another form would ask for all of them


class Matching:
    """Gathers the entries of each indicator."""

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.entries: list[list[Entry]] = [[] for _ in declaration.indicators]
        self.diagnostics: list[Diagnostic] = []
        self.looks = _LOOKS

    @cached_property
    def by_path(self) -> dict[str, list[int]]:
        return _index(indicator.path for indicator in self.declaration.indicators)

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        return _index(indicator.name for indicator in self.declaration.indicators)

    def take(self, entry: Entry) -> None:
        if is_of_funds(entry) and not self.named(entry.indicator):
            return
        found, wrong = self.find(entry.indicator, entry.place)
        if found is not None:
            self.entries[found].append(entry)
        if wrong is not None:
            self.diagnostics.append(wrong)

    def decided(self, decisions: Decisions) -> tuple[dict[int, Decision], list[Diagnostic]]:
        """The decision about each indicator that has one; two that differ cancel each other."""
        decided: dict[int, Decision] = {}
        told: list[Diagnostic] = []
        twice: set[int] = set()
        for name, decision in decisions.by_indicator.items():
            found, wrong = self.find(name, decision.place)
            if wrong is not None:
                told.append(wrong)
            elif found is not None and decided.setdefault(found, decision) != decision:
                twice.add(found)
                path = self.declaration.indicators[found].path
                told.append(about("KPI766", name, decision.place, path=path))
        return {at: decision for at, decision in decided.items() if at not in twice}, told

    def find(self, name: str, place: Place | None) -> tuple[int | None, Diagnostic | None]:
        """The only indicator with a path or else a name, or what is wrong with it."""
        found = self.named(name)
        if len(found) == 1:
            return found[0], None
        if found:
            paths = "、".join(self.declaration.indicators[at].path for at in found[:3])
            return None, about("KPI752", name, place, name=name, paths=paths)
        near = self.near("".join(name.split()))
        code = "KPI751" if near else "KPI753"
        return None, about(code, name, place, name=name, near=near)

    def named(self, name: str) -> list[int]:
        """The indicators with that path, or else with that name."""
        wanted = "".join(name.split())
        return self.by_path.get(wanted) or self.by_name.get(wanted) or []

    def near(self, wanted: str) -> str:
        """The likeliest path or name, empty where none is like it, or where a sheet has asked for too many already."""
        names = [*self.by_name, *self.by_path]
        self.looks -= len(names)
        if self.looks < 0 or len(wanted) > LIMITS.name:
            return ""
        return next(iter(get_close_matches(wanted, names, n=1, cutoff=_NEAR)), "")


def _index(keys: Iterable[str]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        if key:
            index.setdefault(key, []).append(at)
    return index
