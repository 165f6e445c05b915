"""A day by bays or by mechanics, or a week by days, as columns and blocks of the grid (A1)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from garage.domain.appointments import AppointmentState, Load
from garage.domain.working_days import Calendar
from garage.domain.working_hours import CLOSES, OPENS
from garage.i18n import _
from garage.services.appointment_rows import AppointmentRow
from garage.ui.forms.appointment_words import load_tone, say_all, say_load, say_parts, say_state
from garage.ui.kit.time_blocks import Block, Head
from garage.ui.kit.time_grid import DAY

WEEK = 7


@dataclass(frozen=True)
class Sheet:
    """What the grid shows: heads, blocks, the first and the last minute, and where the line of now stands."""

    heads: tuple[Head, ...]
    blocks: tuple[Block, ...]
    first: int
    last: int
    now: tuple[int, int] | None


def weekday(day: date) -> str:
    """Its short name."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return names[day.weekday()]


def of_bays(
    day: date, rows: Sequence[AppointmentRow], bays: Sequence[tuple[int, str]], now: datetime
) -> Sheet:
    """A column per bay and one for what has none, or a bay that is out of use."""
    columns = {bay_id: place for place, (bay_id, _name) in enumerate(bays)}
    blocks = [_block(row, columns.get(row.bay_id or 0, len(bays)), day, now, row.mechanic) for row in rows]
    heads = [Head(name, _busy(place, blocks)) for place, (_ref, name) in enumerate(bays)]
    heads.append(Head(_("No bay"), _busy(len(bays), blocks)))
    return _sheet(heads, blocks, (-1, _minute(now)) if day == now.date() else None)


def of_mechanics(
    day: date,
    rows: Sequence[AppointmentRow],
    people: Sequence[tuple[int, str]],
    away: Collection[int],
    now: datetime,
) -> Sheet:
    """A column per mechanic, dim for who is away, and one for what nobody does yet, or who is no mechanic any more."""
    columns = {staff_id: place for place, (staff_id, _name) in enumerate(people)}
    blocks = []
    for row in rows:
        place = columns.get(row.mechanic_id or 0, len(people))
        where = row.bay if place < len(people) else _place(row)
        blocks.append(_block(row, place, day, now, where))
    heads = []
    for place, (staff_id, name) in enumerate(people):
        gone = staff_id in away
        heads.append(Head(name, _("away") if gone else _busy(place, blocks), dim=gone))
    heads.append(Head(_("No mechanic"), _busy(len(people), blocks)))
    return _sheet(heads, blocks, (-1, _minute(now)) if day == now.date() else None)


def of_week(
    first: date, rows: Sequence[AppointmentRow], loads: Sequence[Load], calendar: Calendar, now: datetime
) -> Sheet:
    """A column per day with the bar of its load; what reaches over midnight stands on each of its days."""
    blocks, heads = [], []
    for place, load in enumerate(loads):
        day = first + timedelta(days=place)
        on_day = [
            row
            for row in rows
            if row.planned_at.date() <= day and row.ends_at > datetime.combine(day, time())
        ]
        blocks += [_block(row, place, day, now, above=_place(row)) for row in on_day]
        heads.append(
            Head(
                f"{weekday(day)} {day:%m-%d}",
                say_load(load),
                load.percent,
                load_tone(load),
                marked=day == now.date(),
                dim=not calendar.is_working(day),
                said=say_parts(load),
            )
        )
    days_on = (now.date() - first).days
    return _sheet(heads, blocks, (days_on, _minute(now)) if 0 <= days_on < WEEK else None)


def _place(row: AppointmentRow) -> str:
    return " · ".join(filter(None, (row.bay, row.mechanic)))


def _block(
    row: AppointmentRow, column: int, day: date, now: datetime, where: str = "", above: str = ""
) -> Block:
    """`where` stands at the end of its words, `above` right below its name."""
    midnight = datetime.combine(day, time())
    start = max(0, int((row.planned_at - midnight).total_seconds() // 60))
    end = min(DAY, int((row.ends_at - midnight).total_seconds() // 60))
    words, tone, sign = say_state(row, now)
    who = row.name if row.plate else ""
    lines = (
        above,
        " · ".join(filter(None, (" ".join(row.request.split()), who))),
        " · ".join(filter(None, (f"{row.planned_at:%H:%M}", words, where))),
    )
    return Block(
        row.id,
        column,
        start,
        end,
        row.called,
        tuple(filter(None, lines)),
        tone,
        sign,
        say_all(row, now),
        movable=row.expected,
        faint=row.state in {AppointmentState.CANCELLED, AppointmentState.NO_SHOW},
    )


def _sheet(heads: Sequence[Head], blocks: Sequence[Block], now: tuple[int, int] | None) -> Sheet:
    first = min([OPENS * 60, *(block.start // 60 * 60 for block in blocks)])
    last = max([CLOSES * 60, *(-(-block.end // 60) * 60 for block in blocks)])
    return Sheet(tuple(heads), tuple(blocks), first, last, now)


def _busy(column: int, blocks: Sequence[Block]) -> str:
    count = sum(block.column == column and not block.faint for block in blocks)
    return _("{n} expected").format(n=count) if count else _("nothing expected")


def _minute(now: datetime) -> int:
    return now.hour * 60 + now.minute
