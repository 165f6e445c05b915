"""Papers of counting on their way to the printer: count sheet, list of differences, write-off slip."""

from PySide6.QtWidgets import QWidget

from garage.services import papers_stocktakes, stocktake_list, write_off_list
from garage.ui.desk import Desk
from garage.ui.forms.part import sees_costs
from garage.ui.forms.printing import show


def print_count_sheet(parent: QWidget | None, desk: Desk, stocktake_id: int) -> None:
    """盘点表 to take along; a blind count prints nothing of the books."""
    number = stocktake_list.one(stocktake_id).no
    show(
        parent,
        desk,
        "count_sheet",
        number,
        lambda imprint: papers_stocktakes.count_sheet(stocktake_id, imprint),
    )


def print_differences(parent: QWidget | None, desk: Desk, stocktake_id: int) -> None:
    """盘点差异表; whoever may not see what parts cost prints it without."""
    number = stocktake_list.one(stocktake_id).no
    costs = sees_costs(desk.person)
    show(
        parent,
        desk,
        "difference_list",
        number,
        lambda imprint: papers_stocktakes.difference_list(stocktake_id, imprint, with_cost=costs),
    )


def print_write_off(parent: QWidget | None, desk: Desk, write_off_id: int) -> None:
    """报损单; whoever may not see what parts cost prints it without."""
    number = write_off_list.one(write_off_id).no
    costs = sees_costs(desk.person)
    show(
        parent,
        desk,
        "write_off",
        number,
        lambda imprint: papers_stocktakes.write_off(write_off_id, imprint, with_cost=costs),
    )
