"""The yearly notice of the public holidays, read as it is published, or as a table of days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from garage.domain.working_days import SATURDAY, DayKind, Holiday
from garage.errors import FieldError
from garage.i18n import _

NAMES = {
    "元旦": Holiday.NEW_YEAR,
    "春节": Holiday.SPRING_FESTIVAL,
    "清明": Holiday.QINGMING,
    "劳动": Holiday.LABOUR_DAY,
    "端午": Holiday.DRAGON_BOAT,
    "国庆": Holiday.NATIONAL_DAY,
    "中秋": Holiday.MID_AUTUMN,
}
"""How the notice calls them; where two fall together the first of this table names the days."""
KINDS = {
    "off": DayKind.OFF,
    "work": DayKind.WORK,
    "休": DayKind.OFF,
    "放假": DayKind.OFF,
    "假": DayKind.OFF,
    "班": DayKind.WORK,
    "上班": DayKind.WORK,
}
LONGEST = 20
"""More days in a row than any holiday has: a typing error."""

_ASIDE = re.compile(r"[(（][^)）]*[)）]")
_WORD = re.compile(r"放假|上班")
_DATE = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日"
_SPAN = re.compile(rf"{_DATE}(?:\s*[至到—~-]+\s*{_DATE})?")
_ISO = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True, order=True)
class CalendarEntry:
    """A day that is not what its weekday says; `name` is a Holiday's value, or free words."""

    on: date
    kind: DayKind
    name: str = ""


def says_more(day: date, kind: DayKind) -> bool:
    """Whether the weekday does not say it already."""
    return (day.weekday() < SATURDAY) is (kind is DayKind.OFF)


def read_notice(text: str, year: int) -> tuple[CalendarEntry, ...]:
    """The days of a notice, or of a table with a day, OFF or WORK (休 or 班) and a name a line, by date.

    Days that are free or worked anyway are left out. FieldError("text") names the line that cannot be read.
    """
    table = [line for line in text.splitlines() if _ISO.match(line.strip().strip('"'))]
    found = _table(table) if table else _notice(_ASIDE.sub("", text), year)
    days: dict[date, CalendarEntry] = {}
    for entry in found:
        if says_more(entry.on, entry.kind):
            days.setdefault(entry.on, entry)
    if not days:
        raise FieldError("text", _("No holidays were found in this text."))
    return tuple(sorted(days.values()))


def _table(lines: list[str]) -> Iterator[CalendarEntry]:
    for line in lines:
        cells = [cell.strip().strip('"') for cell in re.split(r"[,;，；\t]", line)]
        found = _ISO.match(cells[0])
        kind = KINDS.get(cells[1].lower()) if len(cells) > 1 else DayKind.OFF
        day = _day(*(int(part) for part in found.groups())) if found else None
        if day is None or kind is None:
            raise FieldError("text", _("This line cannot be read: {line}").format(line=line[:60]))
        name = cells[2] if len(cells) > 2 else ""
        yield CalendarEntry(
            day, kind, next((word.value for key, word in NAMES.items() if key in name), name[:40])
        )


def _notice(text: str, year: int) -> Iterator[CalendarEntry]:
    """Each 放假 or 上班 speaks of the days named since the one before it."""
    name, start = "", 0
    for word in _WORD.finditer(text):
        clause = text[start : word.start()]
        start = word.end()
        head = re.split(r"[。\n]", clause)[-1] if word[0] == "放假" else clause
        name = next((one.value for key, one in NAMES.items() if key in head), name)
        kind = DayKind.OFF if word[0] == "放假" else DayKind.WORK
        for day in _spans(re.split(r"[。\n]", clause)[-1], year):
            yield CalendarEntry(day, kind, name)


def _spans(clause: str, year: int) -> Iterator[date]:
    month = 0
    for found in _SPAN.finditer(clause):
        year_1, month_1, day_1, year_2, month_2, day_2 = (int(part) if part else 0 for part in found.groups())
        month = month_1 or month
        first = _day(year_1 or year, month, day_1)
        month = month_2 or month
        last = _day(year_2 or year, month, day_2) if day_2 else first
        if first is None or last is None or not 0 <= (last - first).days <= LONGEST:
            raise FieldError("text", _("This line cannot be read: {line}").format(line=found[0]))
        yield from (first + timedelta(days=n) for n in range((last - first).days + 1))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
