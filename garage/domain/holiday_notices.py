"""The yearly notice of the public holidays, read as it is published, or as a table of days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NoReturn

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

_ASIDE = re.compile(r"[(（][^(（)）]*[)）]")
_WORD = re.compile(r"放假|上班")
_DATE = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日"
_SPAN = re.compile(rf"{_DATE}(?:\s*[至到—~-]+\s*{_DATE})?")
_ISO = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*(?:T?0?0:00(?::00)?|(?:周|星期).)?"
)
_DATED = re.compile(r"\d+\s*[-/.年月]\s*\d")
"""What begins like a date, whatever the order of its figures."""
_CELLS = re.compile(r"[,;，；\t]")
_WRAPPED = re.compile(r"(?<![。 \t\u3000])[ \t\u3000]*\n\s*")
"""A new line within a sentence: the notice was copied from a page that broke it there."""
_TITLE = re.compile(r"(\d{4})年\s*(?:部分)?\s*(?:节假日|元旦)")
"""Which year a notice says that it is about."""


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

    Days that are free or worked anyway are left out. FieldError("text") names the line that cannot be read, the day that
    is said to be both, or the other year that it is about.
    """
    _refuse_other_year(text, year)
    plain = _ASIDE.sub("", text)
    lines = plain.splitlines()
    found = _table(lines) if _is_table(lines) else _notice(_WRAPPED.sub("", plain), year)
    days: dict[date, CalendarEntry] = {}
    for entry in found:
        known = days.setdefault(entry.on, entry)
        if known.kind is not entry.kind:
            said = _("{day} is said to be free and to be worked.").format(day=entry.on.isoformat())
            raise FieldError("text", said)
    entries = sorted(entry for entry in days.values() if says_more(entry.on, entry.kind))
    if not entries:
        raise FieldError("text", _("No holidays were found in this text."))
    if all(entry.on.year != year for entry in entries):
        _refuse_year(entries[0].on.year, year)
    return tuple(entries)


def _refuse_other_year(text: str, year: int) -> None:
    """A notice that names its year is read for no other one."""
    told = _TITLE.search(text)
    if told is not None and int(told[1]) != year:
        _refuse_year(int(told[1]), year)


def _refuse_year(found: int, wanted: int) -> NoReturn:
    text = _("These are days of {found}, not of {year}: change the year above.")
    raise FieldError("text", text.format(found=found, year=wanted))


def _cells(line: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in _CELLS.split(line)]


def _is_table(lines: list[str]) -> bool:
    """Whether it has rows of a day and what it is, or days alone; a notice bears the day on which it was signed."""
    rows = [cells for cells in map(_cells, lines) if _ISO.fullmatch(cells[0])]
    if any(len(cells) > 1 and cells[1] for cells in rows):
        return True
    return bool(rows) and not any(_WORD.search(line) for line in lines)


def _table(lines: list[str]) -> Iterator[CalendarEntry]:
    """A line a day; what stands before the first is its heading."""
    begun = False
    for line in lines:
        cells = _cells(line)
        begun = begun or _DATED.match(cells[0]) is not None
        if begun and any(cells):
            yield _row(line, cells)


def _row(line: str, cells: list[str]) -> CalendarEntry:
    found = _ISO.fullmatch(cells[0])
    kind = KINDS.get(cells[1].lower()) if len(cells) > 1 and cells[1] else DayKind.OFF
    day = _day(*(int(part) for part in found.groups())) if found else None
    if day is None or kind is None:
        raise FieldError("text", _("This line cannot be read: {line}").format(line=line[:60]))
    name = cells[2] if len(cells) > 2 else ""
    return CalendarEntry(
        day, kind, next((word.value for key, word in NAMES.items() if key in name), name[:40])
    )


def _notice(text: str, year: int) -> Iterator[CalendarEntry]:
    """Each 放假 or 上班 speaks of the days named since the one before it."""
    name, start = "", 0
    for word in _WORD.finditer(text):
        clause = text[start : word.start()]
        start = word.end()
        head = clause.split("。")[-1] if word[0] == "放假" else clause
        name = next((one.value for key, one in NAMES.items() if key in head), name)
        kind = DayKind.OFF if word[0] == "放假" else DayKind.WORK
        for day in _spans(clause.split("。")[-1], year):
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
