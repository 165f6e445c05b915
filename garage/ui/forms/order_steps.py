"""What a person can do with an order now: the one next step, what settles a reason, and everything else."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from garage.domain.inspections import InspectionStage
from garage.domain.lines import LineKind
from garage.domain.money import format_yuan
from garage.domain.orders import CLOSED, IN_SHOP, OrderAct, OrderState, next_step, step_for
from garage.domain.stock import RETURNABLE
from garage.errors import Reason
from garage.i18n import _
from garage.services import exit_passes, order_lines, orders, workshop
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import printing, reasons
from garage.ui.forms.authorisation import AuthorisationForm
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.gate import GateForm
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.inspection import InspectionForm
from garage.ui.forms.issue_parts import PartsForm, may_issue
from garage.ui.forms.settlement import PaymentForm, SettlementForm
from garage.ui.forms.shop_floor_lines import WorkDialog
from garage.ui.kit import messages
from garage.ui.kit.actions import guarded, make_action
from garage.ui.kit.form_dialog import FormDialog

Act = Callable[[QWidget, Desk, OrderPage], bool]

_SETTLED_BY_ITS_FORM = {OrderAct.DISPATCH: {"unassigned"}}
"""Reasons that the form of the step itself puts right: they do not keep it from opening."""


@dataclass(frozen=True)
class Next:
    """The one next step as the page's button says it."""

    act: OrderAct
    text: str
    reasons: tuple[Reason, ...]


def next_of(page: OrderPage) -> Next | None:
    """What comes next and what it still needs; None when the order is closed."""
    step = next_step(page.facts)
    if step is None:
        return None
    text = _(step.label)
    if step.act is OrderAct.SETTLE:
        net = order_lines.order_totals(page.lines).net_fen
        text = _("Settle {amount}").format(amount=format_yuan(net))
    elif step.act is OrderAct.PAY:
        owed = page.facts.payable_fen - page.facts.paid_fen
        text = _("Take payment of {amount}").format(amount=format_yuan(owed))
    return Next(step.act, text, _blockers(step.act, page))


def take(act: OrderAct, parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Do one step, by its form where it has one; says whether anything changed.

    What is missing is said in words; a reason that is clicked opens what settles it.
    """
    missing = _blockers(act, page)
    if missing:
        reason = messages.reasons(parent, _("This is not possible yet"), missing)
        return reason is not None and resolve(reason, parent, desk, page)
    done = guarded(parent, lambda: _STEPS[act](parent, desk, page))()
    return bool(done)


def resolve(reason: Reason, parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Open what puts a reason right; False when nothing changed or only the page itself can help."""
    stage = {"diagnosis": InspectionStage.DIAGNOSIS, "in_process": InspectionStage.IN_PROCESS}.get(
        reason.code
    )
    if stage is not None:
        return _inspect(stage)(parent, desk, page)
    in_shop = page.state in IN_SHOP
    ways: dict[str, tuple[bool, Act]] = {
        "dispatch": (in_shop or page.state is OrderState.AUTHORISED, _dispatch),
        "lines": (in_shop, _work),
        "parts": (page.state in RETURNABLE, _draw_or_give_back),
        "handover": (page.state is OrderState.READY, _hand_over),
        "money": (page.state is OrderState.SETTLED, _money),
    }
    possible, way = ways.get(reason.goto, (False, _nothing))
    return possible and bool(guarded(parent, lambda: way(parent, desk, page))())


def _blockers(act: OrderAct, page: OrderPage) -> tuple[Reason, ...]:
    _step, missing = step_for(act, page.facts)
    own = _SETTLED_BY_ITS_FORM.get(act, set())
    return tuple(reason for reason in missing if reason.code not in own)


# Ways


def _run(form: FormDialog, parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Show a form; a reason clicked in it closes it and opens what settles that."""
    wanted: list[Reason] = []

    def leave_for(reason: Reason) -> None:
        wanted.append(reason)
        form.reject()

    form.reason_clicked.connect(leave_for)
    saved = form.exec() == QDialog.DialogCode.Accepted
    form.deleteLater()
    if not saved and wanted and not form.isVisible():
        return resolve(wanted[-1], parent, desk, orders.open_page(page.id))
    return saved


def _direct(act: Callable[..., object]) -> Act:
    def way(_parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        act(desk.by(), page.id)
        return True

    return way


def _nothing(_parent: QWidget, _desk: Desk, _page: OrderPage) -> bool:
    return False


def _authorise(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    return _run(AuthorisationForm(parent, desk, page), parent, desk, page)


def _dispatch(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    form = DispatchForm(parent, desk, page)
    done = _run(form, parent, desk, page)
    if done and form.prints_card:
        printing.print_job_card(parent, desk, page.id)
    return done


def _work(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
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


def _parts(*, returning: bool) -> Act:
    def way(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        form = PartsForm(parent, desk, page, returning=returning)
        slips: list[int] = []
        form.saved.connect(lambda made: slips.append(made.id))
        done = _run(form, parent, desk, page)
        if slips and form.prints_slip:
            printing.print_issue_slip(parent, desk, slips[-1])
        return done

    return way


def _draw_or_give_back(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Parts are owed or too many: whichever the order says."""
    facts = page.facts
    back = bool(facts.over_issued) or (facts.net_issued and not may_issue(page))
    return _parts(returning=back)(parent, desk, page)


def _inspect(stage: InspectionStage) -> Act:
    def way(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        return _run(InspectionForm(parent, desk, page, stage), parent, desk, page)

    return way


def _hand_over(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    return _run(HandoverForm(parent, desk, page), parent, desk, page)


def _settle(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    form = SettlementForm(parent, desk, page)
    done = _run(form, parent, desk, page)
    if form.settled is not None:
        if form.settled.change_fen:
            change = format_yuan(form.settled.change_fen)
            messages.toast(parent, _("Give back {amount} in cash").format(amount=change), "info")
        printing.after_settling(parent, desk, page.id, form.settled)
    return done


def _pay(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    form = PaymentForm(parent, desk, page)
    done = _run(form, parent, desk, page)
    if form.paid is not None:
        receipt_no, change_fen = form.paid
        if change_fen:
            change = format_yuan(change_fen)
            messages.toast(parent, _("Give back {amount} in cash").format(amount=change), "info")
        printing.print_receipt(parent, desk, receipt_no)
    return done


def _issue_pass(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    printing.print_exit_pass(parent, desk, exit_passes.issue(desk.by(), page.id))
    return True


def _money(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What the money still waits for: payment, then the pass."""
    owed = page.facts.paid_fen < page.facts.payable_fen
    return _pay(parent, desk, page) if owed else _issue_pass(parent, desk, page)


def _leave(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    return _run(GateForm(parent, desk, page), parent, desk, page)


def _cancel(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    return _run(reasons.cancel_order(parent, desk, page), parent, desk, page)


def _void_settlement(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    return _run(reasons.void_settlement(parent, desk, page), parent, desk, page)


def _void_receipt(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    return _run(reasons.VoidReceiptForm(parent, desk, page), parent, desk, page)


def _recommend(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    return _run(reasons.AdviceForm(parent, desk, page), parent, desk, page)


_STEPS: dict[OrderAct, Act] = {
    OrderAct.FINISH_ESTIMATE: _direct(orders.finish_estimate),
    OrderAct.REOPEN_ESTIMATE: _direct(orders.reopen_estimate),
    OrderAct.AUTHORISE: _authorise,
    OrderAct.DISPATCH: _dispatch,
    OrderAct.START: _work,
    OrderAct.SELF_PASS: _inspect(InspectionStage.SELF),
    OrderAct.LEADER_PASS: _inspect(InspectionStage.LEADER),
    OrderAct.LEADER_FAIL: _inspect(InspectionStage.LEADER),
    OrderAct.FINAL_PASS: _inspect(InspectionStage.FINAL),
    OrderAct.FINAL_FAIL: _inspect(InspectionStage.FINAL),
    OrderAct.WASH: _direct(orders.start_wash),
    OrderAct.WASHED: _direct(orders.make_ready),
    OrderAct.MAKE_READY: _direct(orders.make_ready),
    OrderAct.HAND_OVER: _hand_over,
    OrderAct.SETTLE: _settle,
    OrderAct.PAY: _pay,
    OrderAct.ISSUE_PASS: _issue_pass,
    OrderAct.LEAVE: _leave,
    OrderAct.VOID_SETTLEMENT: _void_settlement,
    OrderAct.CANCEL: _cancel,
}


# Everything else


def more_actions(
    parent: QWidget, desk: Desk, page: OrderPage, done: Callable[[], object] = lambda: None
) -> list[QAction]:
    """Secondary acts that are legal now; `done` is called after one that changed something.

    Those of an earlier call leave `parent`, with their shortcuts.
    """
    printing.take_back(parent, "more")
    made = []
    for name, text, shortcut, icon, way in _secondary(page):

        def act(way: Act = way) -> None:
            if way(parent, desk, orders.open_page(page.id)):
                done()

        action = make_action(
            parent,
            text,
            act,
            shortcut,
            icon,
            name=name,
            on_reason=lambda reason: resolve(reason, parent, desk, orders.open_page(page.id)),
        )
        action.setProperty("menu", "more")
        made.append(action)
    return made


def _step_way(act: OrderAct) -> Act:
    return lambda parent, desk, page: take(act, parent, desk, page)


def _secondary(page: OrderPage) -> list[tuple[str, str, str, str, Act]]:
    """(object name, words, shortcut, icon, way) of each act that is legal now."""
    state, facts = page.state, page.facts
    in_shop = state in IN_SHOP
    draws = any(line.draws_stock for line in page.lines)
    rows: list[tuple[bool, tuple[str, str, str, str, Act]]] = [
        (in_shop, ("work", _("Work on the lines…"), "Ctrl+Shift+L", "wrench", _work)),
        (
            in_shop and draws,
            ("issue_parts", _("Issue parts…"), "Ctrl+Shift+P", "box", _parts(returning=False)),
        ),
        (
            facts.net_issued and state in RETURNABLE,
            ("return_parts", _("Return parts…"), "Ctrl+Shift+B", "undo", _parts(returning=True)),
        ),
        (in_shop, ("reassign", _("Change mechanics or bay…"), "Ctrl+Shift+D", "person", _dispatch)),
        (
            in_shop and facts.needs_certificate,
            ("diagnosis", _("Diagnosis…"), "Ctrl+Shift+G", "search", _inspect(InspectionStage.DIAGNOSIS)),
        ),
        (
            state is OrderState.IN_WORK and facts.needs_certificate,
            (
                "in_process",
                _("In-process inspection…"),
                "Ctrl+Shift+N",
                "check",
                _inspect(InspectionStage.IN_PROCESS),
            ),
        ),
        (
            state is OrderState.READY and facts.handover_passed,
            ("hand_over", _("Handover check again…"), "Ctrl+Shift+H", "check", _hand_over),
        ),
        (state not in CLOSED, ("recommend", _("Recommend work…"), "Ctrl+Shift+M", "plus", _recommend)),
        (
            state is OrderState.ESTIMATED,
            (
                "reopen_estimate",
                _("Change estimate"),
                "Ctrl+Shift+O",
                "pencil",
                _step_way(OrderAct.REOPEN_ESTIMATE),
            ),
        ),
        (
            state is OrderState.SETTLED and not facts.pass_issued and facts.paid_fen > 0,
            ("void_receipt", _("Void receipt…"), "Ctrl+Shift+K", "undo", _void_receipt),
        ),
        (
            state is OrderState.SETTLED,
            (
                "void_settlement",
                _("Void settlement…"),
                "Ctrl+Shift+V",
                "undo",
                _step_way(OrderAct.VOID_SETTLEMENT),
            ),
        ),
        (
            step_for(OrderAct.CANCEL, facts)[0] is not None,
            ("cancel_order", _("Cancel order…"), "Ctrl+Shift+Del", "trash", _step_way(OrderAct.CANCEL)),
        ),
    ]
    return [row for legal, row in rows if legal]
