"""The list of a day's appointments on its way to the printer."""

from datetime import date

from PySide6.QtWidgets import QWidget

from garage.services import papers_appointments
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_day(parent: QWidget | None, desk: Desk, day: date) -> None:
    """预约日程表 of a day."""
    number = day.isoformat()
    show(parent, desk, "appointment_day", number, lambda imprint: papers_appointments.day_list(day, imprint))
