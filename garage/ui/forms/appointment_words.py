"""Appointments as one says them: when, what for, how they stand, with the sign and the tone of it."""

from datetime import datetime

from garage.domain.appointments import AppointmentState, Load
from garage.domain.labels import label
from garage.domain.phones import display_phone
from garage.domain.quantities import format_hours
from garage.i18n import _
from garage.services.appointment_rows import AppointmentRow
from garage.ui.forms.spoken_time import say_moment

_S = AppointmentState
TONES = {
    _S.BOOKED: "accent",
    _S.CONFIRMED: "ok",
    _S.ARRIVED: "muted",
    _S.NO_SHOW: "bad",
    _S.CANCELLED: "muted",
}
SIGNS = {
    _S.BOOKED: "clock",
    _S.CONFIRMED: "check",
    _S.ARRIVED: "car",
    _S.NO_SHOW: "error",
    _S.CANCELLED: "close",
}
_FULL = 85
"""Percent from which a day is nearly full."""


def say_state(row: AppointmentRow, now: datetime) -> tuple[str, str, str]:
    """(words, tone, sign) of how it stands now."""
    if row.is_late(now):
        return _("{state}, late").format(state=label(row.state)), "warn", "warning"
    return label(row.state), TONES[row.state], SIGNS[row.state]


def say_time(row: AppointmentRow, now: datetime) -> str:
    """From when until when."""
    same_day = row.planned_at.date() == row.ends_at.date()
    until = f"{row.ends_at:%H:%M}" if same_day else f"{row.ends_at:%m-%d %H:%M}"
    return f"{say_moment(row.planned_at, now)} – {until}"


def say_all(row: AppointmentRow, now: datetime) -> str:
    """Everything about it, a line each."""
    lines = (
        f"{row.no} · {say_state(row, now)[0]}",
        say_time(row, now),
        " · ".join(filter(None, (row.plate, row.model, row.name))),
        display_phone(row.phone) if row.phone else "",
        row.request,
        " · ".join(filter(None, (row.bay, row.mechanic))),
        row.closed_reason,
    )
    return "\n".join(filter(None, lines))


def about(row: AppointmentRow, now: datetime) -> str:
    """The appointment in one line."""
    return " · ".join(filter(None, (row.no, say_time(row, now), row.called)))


def say_load(load: Load) -> str:
    """Hours booked of the hours there are."""
    booked, room = format_hours(load.booked_centi), format_hours(load.room_centi)
    return _("{booked} of {room} h").format(booked=booked, room=room)


def say_parts(load: Load) -> str:
    """What the hours consist of, a line each."""
    lines = (
        (_("Cars that are expected: {hours} h"), load.expected_centi),
        (_("Work left on the cars that are here: {hours} h"), load.here_centi),
        (_("Mechanics who are there can do: {hours} h"), load.room_centi),
    )
    return "\n".join(text.format(hours=format_hours(centi)) for text, centi in lines)


def load_tone(load: Load) -> str:
    """Green with room, amber when nearly full, red when more is booked than can be done."""
    return "bad" if load.over else "warn" if load.percent >= _FULL else "ok"
