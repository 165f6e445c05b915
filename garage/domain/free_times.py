"""The next time at which a bay and a mechanic are free, within working hours and working days (A1)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta

from garage.domain.appointments import STEP, Slot, overlaps
from garage.domain.working_hours import CLOSES, OPENS

FURTHEST_DAYS = 60
"""Days that are looked through; whoever finds no time in two months asks for one."""


def first_free(
    after: datetime, minutes: int, taken: Iterable[Slot], is_working: Callable[[date], bool]
) -> datetime | None:
    """The first quarter of an hour from `after` on at which nothing of `taken` is in the way.

    What takes longer than a day begins in the morning. None when there is none in `FURTHEST_DAYS`.
    """
    slots = sorted(taken, key=lambda slot: slot.start)
    for nth in range(FURTHEST_DAYS):
        day = after.date() + timedelta(days=nth)
        if is_working(day) and (found := _on(day, after, minutes, slots)) is not None:
            return found
    return None


def _on(day: date, after: datetime, minutes: int, slots: list[Slot]) -> datetime | None:
    opens, closes = datetime.combine(day, time(OPENS)), datetime.combine(day, time(CLOSES))
    start = max(opens, _rounded(after))
    while start < closes:
        wanted = Slot(start, start + timedelta(minutes=minutes))
        whole_day = start == opens and wanted.end > closes
        if wanted.end > closes and not whole_day:
            return None
        in_the_way = [slot.end for slot in slots if overlaps(wanted, slot)]
        if not in_the_way:
            return start
        start = _rounded(max(in_the_way))
    return None


def _rounded(moment: datetime) -> datetime:
    """Up to the next step of the day's calendar."""
    whole = moment.replace(second=0, microsecond=0)
    whole += timedelta(minutes=1) if whole < moment else timedelta()
    return whole + timedelta(minutes=-whole.minute % STEP)
