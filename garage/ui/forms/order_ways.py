"""Ways to do each act of an order: directly, or by the form that belongs to it and the paper that follows."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from garage.domain.inspections import InspectionStage
from garage.domain.lines import LineKind
from garage.domain.money import format_yuan
from garage.domain.orders import IN_SHOP, OrderAct, OrderState
from garage.domain.stock import RETURNABLE
from garage.errors import Reason
from garage.i18n import _
from garage.services import exit_passes, orders, workshop
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import printing, reasons
from garage.ui.forms.authorisation import AuthorisationForm
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.gate import GateForm
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.inspection import InspectionForm
from garage.ui.forms.issue_parts import PartsForm, may_issue
from garage.ui.forms.settlement import PaymentForm, SettlementForm
from garage.ui.forms.shop_floor_lines import WorkDialog
from garage.ui.forms.vehicle import VehicleForm
from garage.ui.kit import messages
from garage.ui.kit.actions import guarded
from garage.ui.kit.form_dialog import FormDialog

Act = Callable[[QWidget, Desk, OrderPage], bool]


def resolve(reason: Reason, parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Open what puts a reason right; False when nothing changed or only the page itself can help."""
    stage = {"diagnosis": InspectionStage.DIAGNOSIS, "in_process": InspectionStage.IN_PROCESS}.get(
        reason.code
    )
    if stage is not None:
        return inspect(stage)(parent, desk, page)
    in_shop = page.state in IN_SHOP
    ways: dict[str, tuple[bool, Act]] = {
        "dispatch": (in_shop or page.state is OrderState.AUTHORISED, dispatch),
        "lines": (in_shop, work),
        "parts": (page.state in RETURNABLE, draw_or_give_back),
        "handover": (page.state is OrderState.READY, hand_over),
        "money": (page.state is OrderState.SETTLED, money),
        "customer": (page.state is OrderState.READY, complete_file),
    }
    possible, way = ways.get(reason.goto, (False, _nothing))
    return possible and bool(guarded(parent, lambda: way(parent, desk, page))())


def _run(form: FormDialog, parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Show a form; a reason clicked in it closes it and opens what settles that."""
    wanted: list[Reason] = []

    def leave_for(reason: Reason) -> None:
        form.reject()
        if not form.isVisible():  # else what is typed there is not to be lost
            wanted.append(reason)

    form.reason_clicked.connect(leave_for)
    saved = form.exec() == QDialog.DialogCode.Accepted
    form.deleteLater()
    if wanted:
        return resolve(wanted[0], parent, desk, orders.open_page(page.id))
    return saved


def complete_file(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What the file owes is asked now: the customer's part, then the car's model."""
    lacking = set(page.facts.file_missing)
    done = False
    if lacking - {"model"}:
        done = _run(CustomerForm(desk, parent, page.customer_id), parent, desk, page)
    if "model" in lacking:
        done = _run(VehicleForm(desk, parent, page.vehicle_id), parent, desk, page) or done
    return done


def direct(act: Callable[..., object]) -> Act:
    """An act without a form."""

    def way(_parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        act(desk.by(), page.id)
        return True

    return way


def _nothing(_parent: QWidget, _desk: Desk, _page: OrderPage) -> bool:
    return False


def authorise(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Who agreed, when and how."""
    return _run(AuthorisationForm(parent, desk, page), parent, desk, page)


def dispatch(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Who does what; then the job card."""
    form = DispatchForm(parent, desk, page)
    done = _run(form, parent, desk, page)
    if done and form.prints_card:
        printing.print_job_card(parent, desk, page.id)
    return done


def work(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The clocks; an order without labour has none and just begins."""
    labour = any(line.kind is LineKind.LABOUR for line in page.lines)
    if not labour and page.state is OrderState.DISPATCHED:
        workshop.start_work(desk.by(), page.id)
        return True
    dialog = WorkDialog(parent, desk, page.id)
    wanted: list[Reason] = []
    changes: list[bool] = []
    dialog.reason_clicked.connect(wanted.append)
    dialog.lines.changed.connect(lambda: changes.append(True))
    dialog.exec()
    dialog.deleteLater()
    if wanted:
        return resolve(wanted[-1], parent, desk, orders.open_page(page.id)) or bool(changes)
    return bool(changes)


def parts(*, returning: bool) -> Act:
    """Parts out, or back; then the slip."""

    def way(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        form = PartsForm(parent, desk, page, returning=returning)
        slips: list[int] = []
        form.saved.connect(lambda made: slips.append(made.id))
        done = _run(form, parent, desk, page)
        if slips and form.prints_slip:
            printing.print_issue_slip(parent, desk, slips[-1])
        return done

    return way


def draw_or_give_back(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Parts are owed or too many: whichever the order says."""
    facts = page.facts
    back = bool(facts.over_issued) or (facts.net_issued and not may_issue(page))
    return parts(returning=back)(parent, desk, page)


def inspect(stage: InspectionStage) -> Act:
    """One stage of inspection."""

    def way(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        return _run(InspectionForm(parent, desk, page, stage), parent, desk, page)

    return way


def hand_over(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The handover check."""
    return _run(HandoverForm(parent, desk, page), parent, desk, page)


def settle(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The bill with its money; then slip, receipt and pass."""
    form = SettlementForm(parent, desk, page)
    done = _run(form, parent, desk, page)
    if form.settled is not None:
        if form.settled.change_fen:
            change = format_yuan(form.settled.change_fen)
            messages.toast(parent, _("Give back {amount} in cash").format(amount=change), "info")
        printing.after_settling(parent, desk, page.id, form.settled)
    return done


def pay(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What is still owed; then the receipt."""
    form = PaymentForm(parent, desk, page)
    done = _run(form, parent, desk, page)
    if form.paid is not None:
        receipt_no, change_fen = form.paid
        if change_fen:
            change = format_yuan(change_fen)
            messages.toast(parent, _("Give back {amount} in cash").format(amount=change), "info")
        printing.print_receipt(parent, desk, receipt_no)
    return done


def issue_pass(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The exit pass and its paper."""
    printing.print_exit_pass(parent, desk, exit_passes.issue(desk.by(), page.id))
    return True


def money(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What the money still waits for: payment, then the pass."""
    owed = page.facts.paid_fen < page.facts.payable_fen
    return pay(parent, desk, page) if owed else issue_pass(parent, desk, page)


def leave(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Through the gate."""
    return _run(GateForm(parent, desk, page), parent, desk, page)


def bill_issued(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Bill only what was drawn."""
    return _run(reasons.bill_issued(parent, desk, page), parent, desk, page)


def cancel(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Close the order without a bill."""
    return _run(reasons.cancel_order(parent, desk, page), parent, desk, page)


def void_settlement(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Take the bill back."""
    return _run(reasons.void_settlement(parent, desk, page), parent, desk, page)


def void_receipt(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Take a receipt back."""
    return _run(reasons.VoidReceiptForm(parent, desk, page), parent, desk, page)


def recommend(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Work for another day."""
    return _run(reasons.AdviceForm(parent, desk, page), parent, desk, page)


STEPS: dict[OrderAct, Act] = {
    OrderAct.FINISH_ESTIMATE: direct(orders.finish_estimate),
    OrderAct.REOPEN_ESTIMATE: direct(orders.reopen_estimate),
    OrderAct.AUTHORISE: authorise,
    OrderAct.DISPATCH: dispatch,
    OrderAct.START: work,
    OrderAct.SELF_PASS: inspect(InspectionStage.SELF),
    OrderAct.LEADER_PASS: inspect(InspectionStage.LEADER),
    OrderAct.LEADER_FAIL: inspect(InspectionStage.LEADER),
    OrderAct.FINAL_PASS: inspect(InspectionStage.FINAL),
    OrderAct.FINAL_FAIL: inspect(InspectionStage.FINAL),
    OrderAct.WASH: direct(orders.start_wash),
    OrderAct.WASHED: direct(orders.make_ready),
    OrderAct.MAKE_READY: direct(orders.make_ready),
    OrderAct.HAND_OVER: hand_over,
    OrderAct.SETTLE: settle,
    OrderAct.PAY: pay,
    OrderAct.ISSUE_PASS: issue_pass,
    OrderAct.LEAVE: leave,
    OrderAct.VOID_SETTLEMENT: void_settlement,
    OrderAct.CANCEL: cancel,
}
