"""Papers of old parts on their way to the printer: tags, register, list to sign, disposal."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from garage.services import old_part_register, orders, papers_old_parts
from garage.ui.desk import Desk
from garage.ui.forms.printing import show


def print_tags(parent: QWidget | None, desk: Desk, old_part_ids: Sequence[int]) -> None:
    """旧件标签, one for each part."""
    sheet = papers_old_parts.tags(old_part_ids)
    show(parent, desk, "old_part_tags", sheet.number, lambda _imprint: sheet)


def print_register(parent: QWidget | None, desk: Desk, first: date, last: date) -> None:
    """旧件登记表 of a period."""
    number = f"{first:%Y%m%d}-{last:%Y%m%d}"
    show(
        parent,
        desk,
        "old_part_list",
        number,
        lambda imprint: papers_old_parts.register(first, last, imprint),
    )


def print_handed_over(parent: QWidget | None, desk: Desk, order_id: int, old_part_ids: Sequence[int]) -> None:
    """旧件交接单, which the customer signs."""
    number = orders.open_page(order_id).no
    show(
        parent,
        desk,
        "old_part_list",
        number,
        lambda imprint: papers_old_parts.handed_over(old_part_ids, imprint),
    )


def print_disposal(parent: QWidget | None, desk: Desk, disposal_id: int) -> None:
    """旧件处置单."""
    number = old_part_register.disposal(disposal_id).no
    show(
        parent,
        desk,
        "disposal_list",
        number,
        lambda imprint: papers_old_parts.disposal(disposal_id, imprint),
    )
