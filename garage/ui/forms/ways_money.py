"""Bill and money of an order: their forms and the papers that follow."""

from PySide6.QtWidgets import QWidget

from garage.domain.lines import CHARGED
from garage.domain.money import format_yuan
from garage.domain.order_steps import OrderAct
from garage.domain.orders import SUPPLEMENTED, UNSETTLED, OrderState
from garage.i18n import N_, _
from garage.services import credit, receipts
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import printing, reasons
from garage.ui.forms.line_terms import LineDiscountForm, WhoPaysForm
from garage.ui.forms.on_account import AllowanceForm, InvoiceForm, OnAccountForm
from garage.ui.forms.order_head import about
from garage.ui.forms.order_run import Secondary, run, step
from garage.ui.forms.payment import ChangeMethodForm, DepositForm, PaymentForm, RefundForm, changeable
from garage.ui.forms.settlement import SettlementForm
from garage.ui.kit import messages


def settle(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The bill with its money; then slip, receipt and pass."""
    form = SettlementForm(parent, desk, page)
    done = run(form, parent, desk, page)
    if form.settled is not None:
        _tell_change(parent, form.settled.change_fen)
        printing.after_settling(parent, desk, form.settled)
        _tell_refund(parent, page)
    return done


def _tell_refund(parent: QWidget, page: OrderPage) -> None:
    """More was paid than is due now: nobody may forget to pay it back."""
    back = receipts.balance(page.id).refundable_fen
    if back:
        text = _("{amount} more than the bill was paid: pay it back").format(amount=format_yuan(back))
        messages.toast(parent, text, "info")


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


def deposit(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Money before the bill; then its receipt."""
    return _with_receipt(DepositForm(parent, desk, page), parent, desk, page)


def refund(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Money goes back; then its receipt."""
    return _with_receipt(RefundForm(parent, desk, page), parent, desk, page)


def change_method(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The right method on a receipt; then the new one."""
    return _with_receipt(ChangeMethodForm(parent, desk, page), parent, desk, page)


def _with_receipt(
    form: DepositForm | RefundForm | ChangeMethodForm, parent: QWidget, desk: Desk, page: OrderPage
) -> bool:
    done = run(form, parent, desk, page)
    if form.receipt_no:
        printing.print_receipt(parent, desk, form.receipt_no)
    return done


def on_account(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What is owed goes on account."""
    return run(OnAccountForm(parent, desk, page), parent, desk, page)


def off_account(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Not on account after all."""
    seen, consequence = receipts.balance(page.id), _("It has to be paid before the car leaves.")

    def again() -> str:
        nonlocal seen
        seen = receipts.balance(page.id)
        return consequence

    form = reasons.ReasonForm(
        parent,
        _("Take off account"),
        about(page),
        consequence,
        lambda why: credit.take_off_account(desk.by(), page.id, why, seen=seen),
        again=again,
    )
    return run(form, parent, desk, page)


def who_pays(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Somebody else pays for a line."""
    return run(WhoPaysForm(parent, desk, page), parent, desk, page)


def line_discount(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """A line gets cheaper."""
    return run(LineDiscountForm(parent, desk, page), parent, desk, page)


def allowance(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The customer is let off part of the bill."""
    done = run(AllowanceForm(parent, desk, page), parent, desk, page)
    if done:
        _tell_refund(parent, page)
    return done


def invoice(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The invoice's number."""
    return run(InvoiceForm(parent, desk, page), parent, desk, page)


def void_settlement(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Take the bill back."""
    return run(reasons.void_settlement(parent, desk, page), parent, desk, page)


def void_receipt(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Take a receipt back."""
    return run(reasons.VoidReceiptForm(parent, desk, page), parent, desk, page)


def _owed(page: OrderPage) -> int:
    return page.facts.payable_fen - page.facts.paid_fen


def _unsettled(page: OrderPage) -> bool:
    return page.state in UNSETTLED


def _billed(page: OrderPage) -> bool:
    return page.facts.settled


def _owed_on_account(page: OrderPage) -> bool:
    return _billed(page) and page.facts.on_account and _owed(page) > 0


def _may_go_on_account(page: OrderPage) -> bool:
    return page.state is OrderState.SETTLED and not page.facts.on_account and _owed(page) > 0


def _may_come_off(page: OrderPage) -> bool:
    facts = page.facts
    return page.state is OrderState.SETTLED and facts.on_account and not facts.pass_issued


def _refundable(page: OrderPage) -> bool:
    return _owed(page) < 0


def _has_lines(page: OrderPage) -> bool:
    return page.state in SUPPLEMENTED and bool(page.lines)


def _has_charged_lines(page: OrderPage) -> bool:
    return page.state in SUPPLEMENTED and any(
        line.pay_type in CHARGED and line.gross_fen for line in page.lines
    )


def _has_receipts(page: OrderPage) -> bool:
    return bool(changeable(page.id))


def _may_void_receipt(page: OrderPage) -> bool:
    return page.state is not OrderState.CANCELLED and _has_receipts(page)


MORE: tuple[Secondary, ...] = (
    Secondary("take_deposit", N_("Take deposit…"), "Ctrl+Alt+D", "money", _unsettled, deposit),
    Secondary("take_payment", N_("Take payment…"), "Ctrl+Alt+M", "money", _owed_on_account, pay),
    Secondary("refund", N_("Pay money back…"), "Ctrl+Alt+R", "back", _refundable, refund),
    Secondary("on_account", N_("Put on account…"), "Ctrl+Alt+O", "clock", _may_go_on_account, on_account),
    Secondary("off_account", N_("Take off account…"), "Ctrl+Alt+O", "undo", _may_come_off, off_account),
    Secondary("who_pays", N_("Change who pays…"), "Ctrl+Alt+P", "person", _has_lines, who_pays),
    Secondary(
        "line_discount", N_("Discount on a line…"), "Ctrl+Alt+L", "pencil", _has_charged_lines, line_discount
    ),
    Secondary("allowance", N_("Allowance…"), "Ctrl+Alt+A", "pencil", _billed, allowance),
    Secondary("invoice", N_("Invoice no.…"), "Ctrl+Alt+I", "receipt", _billed, invoice),
    Secondary(
        "change_method", N_("Change payment method…"), "Ctrl+Alt+J", "undo", _has_receipts, change_method
    ),
    Secondary("void_receipt", N_("Void receipt…"), "Ctrl+Shift+K", "undo", _may_void_receipt, void_receipt),
    step("void_settlement", N_("Void settlement…"), "Ctrl+Shift+V", "undo", OrderAct.VOID_SETTLEMENT),
)
"""Beside the road, in the order of the menu."""
