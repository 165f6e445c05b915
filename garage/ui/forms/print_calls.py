"""The record of a call and the register of a period on their way to the printer."""

from datetime import date

from PySide6.QtWidgets import QWidget

from garage.services import papers_calls
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_record(parent: QWidget | None, desk: Desk, contact_id: int) -> None:
    """回访记录表 of a talk."""
    number = papers_calls.record_number(contact_id)
    show(parent, desk, "call_record", number, lambda imprint: papers_calls.record(contact_id, imprint))


def print_register(parent: QWidget | None, desk: Desk, first: date, last: date) -> None:
    """回访登记表 of these days."""
    number = f"{first.isoformat()} – {last.isoformat()}"
    show(parent, desk, "call_register", number, lambda imprint: papers_calls.register(first, last, imprint))
