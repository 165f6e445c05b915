"""Working days as China works them: holidays on weekdays, weekends that are made up, and deadlines that count them.

There is one calendar for every deadline of the program (DOMAIN: a year whose notice was not taken counts Monday to
Friday but for the days of the garage's own, and what is counted in it is provisional).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SATURDAY = 5
_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """How a day differs from what its weekday says."""

    OFF = "OFF"
    WORK = "WORK"


class Holiday(StrEnum):
    """Holidays by law, the names of the days the program knows by itself."""

    NEW_YEAR = "NEW_YEAR"
    SPRING_FESTIVAL = "SPRING_FESTIVAL"
    QINGMING = "QINGMING"
    LABOUR_DAY = "LABOUR_DAY"
    DRAGON_BOAT = "DRAGON_BOAT"
    MID_AUTUMN = "MID_AUTUMN"
    NATIONAL_DAY = "NATIONAL_DAY"


@dataclass(frozen=True)
class Deadline:
    """The last day, 24:00; provisional when it was counted through a year whose notice was not taken."""

    on: date
    provisional: bool = False


@dataclass(frozen=True)
class Calendar:
    """Days that are not what their weekday says; `years` are those whose notice was taken."""

    days: Mapping[date, DayKind]
    years: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether people work on that day."""
        kind = self.days.get(day)
        return day.weekday() < SATURDAY if kind is None else kind is DayKind.WORK

    def is_known(self, day: date) -> bool:
        """Whether the notice of that year was taken."""
        return day.year in self.years

    def after(self, start: date, working_days: int) -> Deadline:
        """The day `working_days` working days after `start`, which is not counted itself (民法典 201)."""
        day, left, provisional = start, working_days, False
        while left > 0:
            day += _DAY
            provisional = provisional or not self.is_known(day)
            left -= self.is_working(day)
        return Deadline(day, provisional)

    def next_working_day(self, day: date) -> date:
        """The day itself, or the first working day after it: a period that ends on a holiday may run on to it."""
        while not self.is_working(day):
            day += _DAY
        return day
