"""The rework record on its way to the printer."""

from PySide6.QtWidgets import QWidget

from garage.services import papers_rework, rework_rows
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_record(parent: QWidget | None, desk: Desk, case_id: int) -> None:
    """返修记录 of a case."""
    number = rework_rows.one(case_id).no
    show(parent, desk, "rework_record", number, lambda imprint: papers_rework.record(case_id, imprint))
