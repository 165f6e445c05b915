"""The complaint form and the daily sheet of complaints on their way to the printer."""

from datetime import date

from PySide6.QtWidgets import QWidget

from garage.services import complaint_rows, papers_complaints
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_form(parent: QWidget | None, desk: Desk, complaint_id: int) -> None:
    """投诉处理表 of a complaint."""
    number = complaint_rows.one(complaint_id).no
    show(parent, desk, "complaint", number, lambda imprint: papers_complaints.form(complaint_id, imprint))


def print_day(parent: QWidget | None, desk: Desk, day: date) -> None:
    """抱怨及潜在抱怨汇总表 of a day."""
    show(
        parent,
        desk,
        "complaint_day",
        day.isoformat(),
        lambda imprint: papers_complaints.day_sheet(day, imprint),
    )
