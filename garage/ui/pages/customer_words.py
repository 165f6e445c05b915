"""How the customers' page says days, plates and what a file lacks."""

from collections.abc import Iterable
from datetime import date

from garage.domain.customers import missing_words
from garage.domain.plates import display_plate
from garage.i18n import _, ngettext

SOON_DAYS = 60
URGENT_DAYS = 30


def days_away(day: date, today: date) -> str:
    """How far away, as a person says it: "in 12 days", "today", "3 days ago"."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in {days} day", "in {days} days", days).format(days=days)
    return ngettext("{days} day ago", "{days} days ago", -days).format(days=-days)


def due_tone(day: date | None, today: date) -> str:
    """Tone "bad" when over or within 30 days, "warn" within 60, else none."""
    if day is None or (day - today).days > SOON_DAYS:
        return ""
    return "bad" if (day - today).days <= URGENT_DAYS else "warn"


def due_words(day: date | None, today: date) -> str:
    """The day, and how far away it is once that matters."""
    if day is None:
        return "–"
    return f"{day.isoformat()} · {days_away(day, today)}" if due_tone(day, today) else day.isoformat()


def kilometres(km: int | None) -> str:
    """As read: "86,412 km"; a dash when unknown."""
    return "–" if km is None else f"{km:,} km"


def called(plate: str, vin: str) -> str:
    """How a car is called: by its plate, else by its VIN."""
    return display_plate(plate) or vin or _("no plate yet")


def file_words(missing: Iterable[str], due_on: date, today: date) -> tuple[str, str]:
    """What is missing and by when it is owed, with its tone: "bad" when late, else "warn" (A10)."""
    lacking = missing_words(missing)
    if today > due_on:
        late = (today - due_on).days
        words = ngettext(
            "The file lacks: {missing}. It was due on {day}, {late} day overdue.",
            "The file lacks: {missing}. It was due on {day}, {late} days overdue.",
            late,
        )
        return words.format(missing=lacking, day=due_on.isoformat(), late=late), "bad"
    words = _("The file lacks: {missing}. Due on {day}, {when}.")
    when = days_away(due_on, today)
    return words.format(missing=lacking, day=due_on.isoformat(), when=when), "warn"
