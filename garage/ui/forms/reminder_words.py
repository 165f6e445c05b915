"""Reminders as one says them: what it is about, when it falls due, how that is known."""

from datetime import date

from garage.domain.labels import label
from garage.domain.reminders import ReminderState
from garage.i18n import _, ngettext
from garage.services.reminder_rows import ReminderRow

STATE_TONES = {ReminderState.BOOKED: "ok", ReminderState.DECLINED: "bad", ReminderState.EXPIRED: "warn"}
_SOON = 7


def say_what(row: ReminderRow) -> str:
    """What falls due: the part by its name."""
    return row.subject or label(row.kind)


def say_due(row: ReminderRow, today: date) -> tuple[str, str]:
    """The day it falls due and its tone; of a closed one what became of it."""
    if not row.live:
        day = f" {row.closed_at:%m-%d}" if row.closed_at else ""
        return f"{label(row.state)}{day}", STATE_TONES.get(row.state, "muted")
    day = row.due_day
    if day is None:
        return _("not foreseen yet"), "muted"
    words = f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"
    if day != row.due_on:
        words = _("about {day}").format(day=words)
    left = (day - today).days
    return words, "bad" if left < 0 else "warn" if left <= _SOON else ""


def say_left(row: ReminderRow, today: date) -> str:
    """How far away the day is."""
    if row.due_day is None:
        return ""
    days = (row.due_day - today).days
    if days < 0:
        return ngettext("{n} day over", "{n} days over", -days).format(n=-days)
    return ngettext("in {n} day", "in {n} days", days).format(n=days) if days else _("today")


def say_km(row: ReminderRow) -> str:
    """The kilometres at which it falls due."""
    return f"{row.due_km:,} km" if row.due_km else ""


def say_terms(row: ReminderRow, today: date) -> list[tuple[str, str]]:
    """(caption, words) of each term, and of what is foreseen."""
    found = []
    if row.due_on is not None:
        found.append((_("Due on"), f"{row.due_on:%Y-%m-%d}"))
    if row.due_km is not None:
        now = _(", now {km} km").format(km=f"{row.odometer_km:,}") if row.odometer_km else ""
        found.append((_("Due at"), f"{row.due_km:,} km{now}"))
        text = (
            _("As it is driven, about {day}.")
            if row.predicted_on
            else _("Two readings are needed to foresee it.")
        )
        found.append(
            (_("Foreseen"), text.format(day=f"{row.predicted_on:%Y-%m-%d}" if row.predicted_on else ""))
        )
    if row.live and row.due_day is not None:
        found.append((_("That is"), say_left(row, today)))
    return found


def about_reminder(row: ReminderRow) -> str:
    """The reminder in one line."""
    return " · ".join(filter(None, (row.customer, row.plate, row.model, say_what(row))))
