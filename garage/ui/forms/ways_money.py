"""Bill and money of an order: their forms and the papers that follow."""

from PySide6.QtWidgets import QWidget

from garage.domain.money import format_yuan
from garage.domain.orders import OrderAct, OrderState
from garage.i18n import N_, _
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import printing, reasons
from garage.ui.forms.order_run import Secondary, run, step
from garage.ui.forms.settlement import PaymentForm, SettlementForm
from garage.ui.kit import messages


def settle(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The bill with its money; then slip, receipt and pass."""
    form = SettlementForm(parent, desk, page)
    done = run(form, parent, desk, page)
    if form.settled is not None:
        _tell_change(parent, form.settled.change_fen)
        printing.after_settling(parent, desk, page.id, form.settled)
    return done


def pay(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What is still owed; then the receipt."""
    form = PaymentForm(parent, desk, page)
    done = run(form, parent, desk, page)
    if form.paid is not None:
        receipt_no, change_fen = form.paid
        _tell_change(parent, change_fen)
        printing.print_receipt(parent, desk, receipt_no)
    return done


def _tell_change(parent: QWidget, change_fen: int) -> None:
    if change_fen:
        change = format_yuan(change_fen)
        messages.toast(parent, _("Give back {amount} in cash").format(amount=change), "info")


def void_settlement(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Take the bill back."""
    return run(reasons.void_settlement(parent, desk, page), parent, desk, page)


def void_receipt(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Take a receipt back."""
    return run(reasons.VoidReceiptForm(parent, desk, page), parent, desk, page)


def _may_void_receipt(page: OrderPage) -> bool:
    facts = page.facts
    return page.state is OrderState.SETTLED and not facts.pass_issued and facts.paid_fen > 0


MORE: tuple[Secondary, ...] = (
    Secondary("void_receipt", N_("Void receipt…"), "Ctrl+Shift+K", "undo", _may_void_receipt, void_receipt),
    step("void_settlement", N_("Void settlement…"), "Ctrl+Shift+V", "undo", OrderAct.VOID_SETTLEMENT),
)
"""Beside the road, in the order of the menu."""
