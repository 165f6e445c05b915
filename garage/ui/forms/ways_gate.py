"""How a car leaves: passes, the gate, and orders that end without a bill."""

from PySide6.QtWidgets import QWidget

from garage.domain.orders import OrderAct
from garage.i18n import N_
from garage.services import exit_passes
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import printing, reasons
from garage.ui.forms.gate import GateForm
from garage.ui.forms.order_run import Secondary, run, step


def issue_pass(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The exit pass and its paper."""
    printing.print_exit_pass(parent, desk, exit_passes.issue(desk.by(), page.id))
    return True


def leave(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Through the gate."""
    return run(GateForm(parent, desk, page), parent, desk, page)


def cancel(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Close the order without a bill."""
    return run(reasons.cancel_order(parent, desk, page), parent, desk, page)


MORE: tuple[Secondary, ...] = (
    step("cancel_order", N_("Cancel order…"), "Ctrl+Shift+Del", "trash", OrderAct.CANCEL),
)
"""Beside the road, in the order of the menu."""
