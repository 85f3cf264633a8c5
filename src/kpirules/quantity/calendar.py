"""Days of the calendar, as targets and answers write them: with or without a year."""

from calendar import monthrange
from datetime import date, timedelta

from attrs import evolve, field, frozen

FIRST_YEAR, LAST_YEAR = 1900, 2100
_MONTHS = 12
_FEBRUARY = 2
_LEAP_YEAR, _LEAP_DAY = 2000, 29


@frozen
class Day:
    """A day; ``year`` is ``None`` where none is written.

    ``day`` is ``None`` only for the last of February of a year that is not known.

    >>> str(Day(12, 31)), Day(12, 31, year=2023).isoformat()
    ('12月31日', '2023-12-31')
    """

    month: int
    day: int | None = None
    year: int | None = field(default=None, kw_only=True)

    @classmethod
    def of(cls, day: date) -> "Day":
        """The day of Python's calendar.

        >>> Day.of(date(2023, 12, 31))
        Day(month=12, day=31, year=2023)
        """
        return cls(day.month, day.day, year=day.year)

    @classmethod
    def last_of(cls, month: int, *, year: int | None = None) -> "Day":
        """The last day of a month.

        >>> Day.last_of(2, year=2024), Day.last_of(2)
        (Day(month=2, day=29, year=2024), Day(month=2, day=None, year=None))
        """
        if year is None and month == _FEBRUARY:
            return cls(month)
        return cls(month, monthrange(year or _LEAP_YEAR, month)[1], year=year)

    @property
    def is_real(self) -> bool:
        """Whether the calendar of 1900 to 2100 has this day.

        >>> Day(2, 29).is_real, Day(2, 29, year=2023).is_real
        (True, False)
        """
        if not 1 <= self.month <= _MONTHS:
            return False
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            return False
        if self.day is None:
            return self.month == _FEBRUARY and self.year is None
        return 1 <= self.day <= monthrange(self.year or _LEAP_YEAR, self.month)[1]

    @property
    def order(self) -> tuple[int, int, int]:
        """What days of one year, or of written years, are sorted by."""
        return (self.year or 0, self.month, self.day or _LEAP_DAY)

    @property
    def date(self) -> date | None:
        """The day of Python's calendar; ``None`` where the year is not known or has no such day."""
        if self.year is None or self.day is None or not self.is_real:
            return None
        return date(self.year, self.month, self.day)

    @property
    def after(self) -> "Day | None":
        """The day after, where the calendar and what is written of the year tell it.

        >>> str(Day(12, 31, year=2023).after), Day(12, 31).after
        ('2024年1月1日', None)
        """
        if self.day is None:
            return Day(3, 1)
        if self.year is None and (self.month, self.day) in {(_FEBRUARY, _LEAP_DAY - 1), (12, 31)}:
            return None
        after = Day.of(date(self.year or _LEAP_YEAR, self.month, self.day) + timedelta(days=1))
        after = evolve(after, year=self.year and after.year)
        return after if after.is_real else None

    def within(self, year: int | None) -> "Day":
        """The same day with ``year`` where none is written."""
        if self.year is not None or year is None:
            return self
        return Day.last_of(self.month, year=year) if self.day is None else evolve(self, year=year)

    def isoformat(self) -> str:
        """ISO 8601; ``--12-31`` where no year is written, ``--02`` for the last of February.

        >>> Day(12, 31).isoformat()
        '--12-31'
        """
        year = "-" if self.year is None else f"{self.year:04}"
        return f"{year}-{self.month:02}" + ("" if self.day is None else f"-{self.day:02}")

    def __str__(self) -> str:
        year = "" if self.year is None else f"{self.year}年"
        return f"{year}{self.month}月{f'{self.day}日' if self.day is not None else '底'}"
