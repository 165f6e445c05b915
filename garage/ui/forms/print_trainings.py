"""The papers of training on their way to the printer."""

from PySide6.QtWidgets import QWidget

from garage.services import papers_trainings
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_person(parent: QWidget | None, desk: Desk, staff_id: int) -> None:
    """员工培训档案 of one person."""
    by = desk.by()
    number = papers_trainings.card_number(staff_id, by.today)
    show(parent, desk, "training_card", number, lambda imprint: papers_trainings.card(by, staff_id, imprint))


def print_year(parent: QWidget | None, desk: Desk, year: int) -> None:
    """年度培训记录 of everybody."""
    by = desk.by()
    show(parent, desk, "training_year", str(year), lambda imprint: papers_trainings.year(by, year, imprint))
