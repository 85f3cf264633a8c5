"""How much of a year has gone by."""

from calendar import isleap, monthrange
from datetime import date
from fractions import Fraction

from attrs import frozen

_MONTHS = 12


@frozen
class Elapsed:
    """The exact share of a year that has gone by; ``months`` is how many of its months have ended.

    ``by`` is the last day that is counted, ``None`` where the year is not known.
    """

    share: Fraction
    months: int
    by: date | None = None

    @classmethod
    def of(cls, *, month: int | None = None, day: date | None = None, year: int | None = None) -> "Elapsed":
        """Up to the end of a month of ``year``, or up to and with a day; raises ValueError unless one of them is given.

        >>> Elapsed.of(month=7).share, Elapsed.of(day=date(2023, 3, 31)).share
        (Fraction(7, 12), Fraction(18, 73))
        """
        if (month is None) == (day is None):
            message = "give a month or a day"
            raise ValueError(message)
        if day is not None:
            days = 366 if isleap(day.year) else 365
            ended = day.day == monthrange(day.year, day.month)[1]
            past = Fraction(day.timetuple().tm_yday, days)
            return cls(past, day.month if ended else day.month - 1, day)
        if month is None or not 1 <= month <= _MONTHS:
            message = f"{month} is no month from 1 to {_MONTHS}"
            raise ValueError(message)
        by = None if year is None else date(year, month, monthrange(year, month)[1])
        return cls(Fraction(month, _MONTHS), month, by)

    @property
    def is_whole(self) -> bool:
        """Whether the year is over."""
        return self.share == 1
