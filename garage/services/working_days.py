"""The garage's calendar of working days: read for every deadline, kept by hand or from the yearly notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.domain.holiday_notices import CalendarEntry, says_more
from garage.domain.text import one_line
from garage.domain.working_days import Calendar, DayKind
from garage.errors import FieldError
from garage.i18n import _
from garage.models.statements import statement
from garage.models.working_days import CalendarDay
from garage.services import open_deadlines
from garage.services.command import Area, By, audit, command, create, refuse_stale, update

LAST_YEAR = 2200
_NEIGHBOURS = 9
"""No holiday reaches with more days into the year before."""


@dataclass(frozen=True)
class DayRow(CalendarEntry):
    """A day of the calendar as it is kept."""

    id: int = 0
    version: int = 1
    source: str = ""


def calendar() -> Calendar:
    """The days that are kept; a year is known by the notice they come from, not by a day that was entered by hand."""
    rows = list(_days.rows())
    years = frozenset(day.year for day, _kind, source in rows if source)
    return Calendar({day: DayKind(kind) for day, kind, _source in rows}, years)


@statement
def _days() -> Any:
    return CalendarDay.select(CalendarDay.on, CalendarDay.kind, CalendarDay.source)


def days_of(year: int) -> list[DayRow]:
    """The days of a year that are not what their weekday says, by date."""
    rows = CalendarDay.select().where(_in_year(year)).order_by(CalendarDay.on)
    return [DayRow(row.on, DayKind(row.kind), row.name, row.id, row.version, row.source) for row in rows]


def _in_year(year: int) -> Any:
    return CalendarDay.on.between(date(year, 1, 1), date(year, 12, 31))


@command(Area.SHOP, Area.CARE, Area.RETURNS)
def set_day(
    by: By, day: date, kind: DayKind, name: str = "", *, day_id: int | None = None, version: int | None = None
) -> int:
    """A day is free or worked, whatever its weekday; with `day_id` the entry that is changed. What runs is counted anew.

    FieldError on "day" (the weekday says it already, or it is entered), "name"; StaleError.
    """
    if day.year > LAST_YEAR or not says_more(day, kind):
        free = _("This day is free anyway.") if kind is DayKind.OFF else _("This day is worked anyway.")
        raise FieldError("day", free)
    known = CalendarDay.get_or_none(CalendarDay.on == day)
    if known is not None and known.id != day_id:
        raise FieldError("day", _("This day is entered already."))
    values: dict[str, Any] = {"on": day, "kind": kind.value, "name": one_line("name", name, 40)}
    before = calendar()
    if day_id is None:
        day_id = int(create(by, CalendarDay, **values).id)
    else:
        row = CalendarDay.find(day_id)
        if row is None:
            raise KeyError(day_id)
        if row.on.year != day.year:  # it is no day of that year's notice
            values["source"] = ""
        update(by, row, row.version if version is None else version, **values)
    open_deadlines.count_anew(by, before, calendar())
    return day_id


@command(Area.SHOP, Area.CARE, Area.RETURNS)
def remove_day(by: By, day_id: int, version: int) -> None:
    """The weekday counts again, and what runs is counted anew. The log keeps what was entered; StaleError."""
    row = CalendarDay.find(day_id)
    if row is None:
        return
    refuse_stale(row, version)
    before = calendar()
    _drop(by, row)
    open_deadlines.count_anew(by, before, calendar())


def _drop(by: By, row: Any) -> None:
    audit(by, "remove", "calendar_day", row.id, before={"on": row.on, "kind": row.kind, "name": row.name})
    CalendarDay.delete().where(CalendarDay.id == row.id).execute()


@command(Area.SHOP, Area.CARE, Area.RETURNS)
def take_notice(by: By, entries: Sequence[CalendarEntry], source: str = "") -> int:
    """Keep the days of a notice: in the years they are of they take the place of what was there; what runs is counted anew.

    The years that it is about are known by it. Returns how many days there are. FieldError on "text" when there is none.
    """
    if not entries:
        raise FieldError("text", _("No holidays were found in this text."))
    wanted, before = {entry.on: entry for entry in entries}, calendar()
    words = one_line("source", source, 80) or _("Notice")
    years = sorted({day.year for day in wanted if _mostly(day.year, entries)})
    for year in years:
        for row in CalendarDay.select().where(_in_year(year)):
            if row.on not in wanted:
                _drop(by, row)
    for day, entry in wanted.items():
        values = {"kind": entry.kind.value, "name": entry.name}
        values |= {"source": words} if day.year in years else {}
        known = CalendarDay.get_or_none(CalendarDay.on == day)
        if known is None:
            create(by, CalendarDay, on=day, **values)
        else:
            update(by, known, known.version, **values)
    open_deadlines.count_anew(by, before, calendar())
    return len(wanted)


def _mostly(year: int, entries: Sequence[CalendarEntry]) -> bool:
    """Whether the notice, or one of several years in a table, is about that year, and not only about the last days of it."""
    days = sum(entry.on.year == year for entry in entries)
    return 2 * days >= len(entries) or days > _NEIGHBOURS
