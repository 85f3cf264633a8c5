"""The form under audit: what every check is handed."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import field, frozen

from kpirules.audit.profile import Profile
from kpirules.audit.row import Row
from kpirules.declaration import Amount, Declaration, Task
from kpirules.diagnostics import Diagnostic

if TYPE_CHECKING:
    from kpirules.audit.links import Links


@frozen(eq=False)
class Form:
    """A declaration, what reading it had to say, and the profile it is measured by."""

    declaration: Declaration
    diagnostics: tuple[Diagnostic, ...] = field(factory=tuple)
    profile: Profile = field(factory=Profile.standard)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every indicator with its levels in their usual words."""
        return tuple(
            Row.of(number, indicator) for number, indicator in enumerate(self.declaration.indicators)
        )

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Key tasks, then the others."""
        return (*self.declaration.key_tasks, *self.declaration.other_tasks)

    @property
    def amounts(self) -> Iterator[Amount]:
        """Every amount of money of the form."""
        yield from self.declaration.budget
        yield from (task.funds for task in self.tasks if task.funds is not None)
        if self.declaration.key_tasks_total is not None:
            yield self.declaration.key_tasks_total

    @cached_property
    def links(self) -> "Links":
        """Which indicators answer which tasks and promises."""
        from kpirules.audit.links import link  # noqa: PLC0415 - it knows this form's type

        return link(self)

    def under(self, level1: str) -> tuple[Row, ...]:
        """The indicators under a first level."""
        return tuple(row for row in self.rows if row.first == level1)
