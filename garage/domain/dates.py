"""Dates and moments as people type them at a counter, read against the day or moment of typing; months added."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from garage.domain.text import half_width
from garage.errors import FieldError
from garage.i18n import _

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100

_DAY_WORDS = {
    "前天": -2,
    "昨天": -1,
    "今天": 0,
    "明天": 1,
    "后天": 2,
    "YESTERDAY": -1,
    "TODAY": 0,
    "TOMORROW": 1,
}
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
        r"(?P<m>\d{2})(?P<d>\d{2})",
        r"(?:(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月)?(?P<d>\d{1,2})[日号]",
        r"(?P<d>\d{1,2})",
    )
)
_DAYS_FROM_TODAY = re.compile(r"([+-]\d{1,5})(?:天|D)?", re.ASCII)
_FROM_NOW = re.compile(r"\+(\d{1,4})(?:(\.5)?(H|小时)|(?:M|MIN|分钟?))", re.ASCII)
_MOMENT = re.compile(
    r"(?:(?P<day>.+?)(?:[\sT]+|(?<=[日号天])))?"
    r"(?:(?P<h>\d{1,2}):(?P<m>\d{2})|(?P<hh>\d{2})(?P<mm>\d{2})|(?P<hour>\d{1,2})点(?:(?P<part>\d{1,2})分?|(?P<half>半))?)",
    re.ASCII,
)


def parse_date(text: str, today: date, field: str = "date") -> date:
    """Read a date: 2026-11-21, 20261121, 2026年11月21日, 11-21 or 1121 this year, 21 this month, 今天, +3.

    Raises FieldError(field) when it is no date, or its year is outside 1900 to 2100.
    """
    typed = half_width(text).upper()
    if not typed:
        raise FieldError(field, _("Enter a date."))
    days = _DAY_WORDS.get(typed)
    if days is None and (match := _DAYS_FROM_TODAY.fullmatch(typed)):
        days = int(match[1])
    try:
        found = _written_date(typed, today) if days is None else today + timedelta(days=days)
    except (ValueError, OverflowError):
        raise FieldError(field, _("There is no such day: {text}.").format(text=typed)) from None
    if found is None:
        raise FieldError(field, _("Enter a date like 2026-11-21, 11-21, 21 or +3."))
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise FieldError(field, _("The year {year} cannot be right.").format(year=found.year))
    return found


def parse_moment(text: str, now: datetime, field: str = "moment") -> datetime:
    """Read a day and time to the minute: 17:30, 1730 or 17点半 (today), 11-22 9:30, 明天 9:00, +2h, +30m.

    The day is written as for `parse_date`. Raises FieldError(field) when the time is missing or impossible.
    """
    typed = half_width(text).upper()
    if not typed:
        raise FieldError(field, _("Enter a day and time."))
    if match := _FROM_NOW.fullmatch(typed):
        unit = 60 if match[3] else 1
        later = timedelta(minutes=int(match[1]) * unit + (30 if match[2] else 0))
        return now.replace(second=0, microsecond=0) + later
    match = _MOMENT.fullmatch(typed)
    if match is None:
        raise FieldError(field, _("Enter a time like 17:30, 11-22 9:30 or +2h."))
    day = parse_date(match["day"], now.date(), field) if match["day"] else now.date()
    hour = int(match["h"] or match["hh"] or match["hour"])
    minute = 30 if match["half"] else int(match["m"] or match["mm"] or match["part"] or 0)
    try:
        return datetime.combine(day, time(hour, minute), now.tzinfo)
    except ValueError:
        raise FieldError(field, _("There is no such time: {text}.").format(text=typed)) from None


LONGEST_PROMISE = timedelta(days=366)
"""A promised moment beyond this is a slip of the finger."""


def said_moment(said: datetime | None, earliest: datetime, now: datetime) -> datetime | None:
    """When something happened that is said at `now`, no earlier than `earliest`; None when that cannot be.

    The clocks of two seats may differ: what is said to be now, on a clock that is behind, happened at `earliest`.
    """
    latest = max(now, earliest)
    when = (said or latest).replace(microsecond=0)
    if when >= now.replace(second=0, microsecond=0):
        when = max(when, earliest)
    return when if earliest.replace(second=0, microsecond=0) <= when <= latest else None


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last: a warranty from 29 February ends on the 28th."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _written_date(typed: str, today: date) -> date | None:
    """Date of the first form that fits, None when none does; raises ValueError for 2026-02-30."""
    match = next((match for form in _FORMS if (match := form.fullmatch(typed))), None)
    if match is None:
        return None
    parts = match.groupdict()
    return date(int(parts.get("y") or today.year), int(parts.get("m") or today.month), int(parts["d"]))


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week that `day` is in."""
    return monday(day), monday(day) + timedelta(days=6)
