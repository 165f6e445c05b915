"""The garage's calendar of working days, read for every deadline."""

from typing import Any

from garage.domain.working_days import Calendar, DayKind
from garage.models.statements import statement
from garage.models.working_days import CalendarDay


def calendar() -> Calendar:
    """The days that somebody has entered."""
    return Calendar({day: DayKind(kind) for day, kind in _days.rows()})


@statement
def _days() -> Any:
    return CalendarDay.select(CalendarDay.on, CalendarDay.kind)
