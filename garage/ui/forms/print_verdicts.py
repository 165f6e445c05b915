"""The verdict slip on its way to the printer."""

from PySide6.QtWidgets import QWidget

from garage.services import orders, papers_verdicts
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_slip(parent: QWidget | None, desk: Desk, order_id: int, odometer_km: int | None = None) -> None:
    """质保判定单 of an order, with a reading that is typed but not saved."""
    number = orders.open_page(order_id).no
    show(
        parent,
        desk,
        "verdict_slip",
        number,
        lambda imprint: papers_verdicts.slip(order_id, imprint, odometer_km),
    )
