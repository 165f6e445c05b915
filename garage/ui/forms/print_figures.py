"""Papers of the stock's figures on their way to the printer."""

from PySide6.QtWidgets import QWidget

from garage.domain.roll_forward import Period
from garage.services import day_closes, papers_figures
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_roll(parent: QWidget | None, desk: Desk, period: Period, group: str | None) -> None:
    """收发存表."""
    number = papers_figures.roll_number(period)
    show(
        parent,
        desk,
        "roll_forward",
        number,
        lambda imprint: papers_figures.roll_sheet(period, group, imprint),
    )


def print_close(parent: QWidget | None, desk: Desk, close_id: int) -> None:
    """日结单."""
    number = papers_figures.close_number(day_closes.find(close_id).day, close_id)
    show(parent, desk, "day_close", number, lambda imprint: papers_figures.close_sheet(close_id, imprint))
