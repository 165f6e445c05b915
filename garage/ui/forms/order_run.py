"""How an act of an order is done on screen: its form, and what a reason clicked in it leads to."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QWidget

from garage.domain.order_steps import OrderAct, step_for
from garage.errors import Reason
from garage.services import orders
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.kit.form_dialog import FormDialog

Act = Callable[[QWidget, Desk, OrderPage], bool]
"""Does something with an order and says whether anything changed."""


def run(form: FormDialog, parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Show a form; a reason clicked in it closes it and opens what settles that."""
    from garage.ui.forms import order_ways  # noqa: PLC0415 - the ways are built of forms that are run here

    wanted: list[Reason] = []

    def leave_for(reason: Reason) -> None:
        form.reject()
        if not form.isVisible():  # else what is typed there is not to be lost
            wanted.append(reason)

    form.reason_clicked.connect(leave_for)
    saved = form.exec() == QDialog.DialogCode.Accepted
    form.deleteLater()
    if wanted:
        return order_ways.resolve(wanted[0], parent, desk, orders.open_page(page.id))
    return saved


def direct(act: Callable[..., object]) -> Act:
    """An act without a form."""

    def way(_parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        act(desk.by(), page.id)
        return True

    return way


@dataclass(frozen=True)
class Secondary:
    """An act beside the road: when it is legal, and how it is done; a step of the table by its `step`."""

    name: str
    text: str
    shortcut: str
    icon: str
    legal: Callable[[OrderPage], bool]
    way: Act | None = None
    step: OrderAct | None = None


def stands_at(act: OrderAct) -> Callable[[OrderPage], bool]:
    """The order stands where the step begins; what it still misses is said when it is asked for."""
    return lambda page: step_for(act, page.facts)[0] is not None


def step(name: str, text: str, shortcut: str, icon: str, act: OrderAct) -> Secondary:
    """A step of the table that is not the next one."""
    return Secondary(name, text, shortcut, icon, stands_at(act), step=act)
