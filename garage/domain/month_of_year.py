"""A calendar month: its days, its neighbours, and how it is written."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from garage.domain.roll_forward import Period


@dataclass(frozen=True, order=True)
class Month:
    """One month of one year, by the garage's own clock."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.back(-1).first - timedelta(days=1)

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(self.first, self.last)

    @property
    def since(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time.min)

    @property
    def until(self) -> datetime:
        """The first moment that is not in it any more."""
        return datetime.combine(self.back(-1).first, time.min)

    @property
    def days(self) -> list[date]:
        """Every day of it."""
        return [self.first + timedelta(days=nth) for nth in range(self.last.day)]

    def back(self, months: int) -> "Month":
        """The month so many before it; after it when below zero."""
        year, place = divmod(self.year * 12 + self.number - 1 - months, 12)
        return Month(year, place + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def month_of(day: date) -> Month:
    """The month of a day."""
    return Month(day.year, day.month)
