"""Days of the calendar, as targets and answers write them: to the day or to the end of a month, with or without a year."""

from calendar import monthrange
from datetime import date

from attrs import evolve, field, frozen


@frozen
class Day:
    """A day; ``year`` is ``None`` where none is written, ``day`` where the last day of the month is meant.

    >>> Day(2, year=2024).date
    datetime.date(2024, 2, 29)
    """

    month: int
    day: int | None = None
    year: int | None = field(default=None, kw_only=True)

    @property
    def date(self) -> date | None:
        """The day of the calendar; ``None`` where the year is not known."""
        if self.year is None:
            return None
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])

    def within(self, year: int | None) -> "Day":
        """The same day with ``year`` where none is written."""
        return evolve(self, year=year) if self.year is None else self

    def isoformat(self) -> str:
        """``2024-02-29``; ``--02-28`` or ``--02`` where the year, or the year and the day, are not written.

        >>> Day(12, 5).isoformat()
        '--12-05'
        """
        if (known := self.date) is not None:
            return known.isoformat()
        return f"--{self.month:02}" + (f"-{self.day:02}" if self.day is not None else "")

    def __str__(self) -> str:
        year = "" if self.year is None else f"{self.year}年"
        return f"{year}{self.month}月{f'{self.day}日' if self.day is not None else '底'}"
