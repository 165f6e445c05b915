"""What waits for a car's driver, as the card of an arriving car says it: appointment, owed rework, complaint, call."""

from collections.abc import Iterator
from datetime import datetime

from garage.i18n import _
from garage.services.car_waits import Waits
from garage.ui.forms.appointment_words import say_time
from garage.ui.forms.call_words import say_due, say_question, say_round
from garage.ui.forms.complaint_words import say_clock
from garage.ui.forms.rework_words import say_owed


def say_waits(waits: Waits, now: datetime) -> list[str]:
    """A line for each thing that waits, what it came for first."""
    return list(_lines(waits, now))


def _lines(waits: Waits, now: datetime) -> Iterator[str]:
    for visit in waits.appointments:
        words = _("Expected: {what}") if visit.planned_at.date() == now.date() else _("Appointment: {what}")
        yield words.format(what=_joined(say_time(visit, now), _line(visit.request), visit.mechanic))
    for owed in waits.reworks:
        yield say_owed(owed)
    for complaint in waits.complaints:
        clock, _tone = say_clock(complaint, now)
        yield _("Complaint {no}: {what}").format(
            no=complaint.no, what=_joined(_line(complaint.content), clock)
        )
    for asked in waits.questions:
        due, _tone = say_question(asked, now.date())
        yield _("Waits for an answer: {what}").format(what=_joined(_line(asked.text), due))
    for call in waits.calls:
        due, _tone = say_due(call, now)
        yield _("To be called: {what}").format(what=_joined(say_round(call), due, _line(call.topic)))


def _line(text: str) -> str:
    return " ".join(text.split())


def _joined(*words: str) -> str:
    return " · ".join(word for word in words if word)
