"""Consent to the estimate, dispatch, clocks and parts of an order: their forms and the papers that follow."""

from PySide6.QtWidgets import QWidget

from garage.domain.lines import LineKind
from garage.domain.order_steps import OrderAct
from garage.domain.orders import DRAWING, IN_SHOP, OrderState
from garage.domain.stock import RETURNABLE
from garage.errors import Reason
from garage.i18n import N_
from garage.services import orders, workshop
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import printing, reasons
from garage.ui.forms.authorisation import AuthorisationForm
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.issue_parts import PartsForm, may_issue
from garage.ui.forms.order_run import Act, Secondary, run, step
from garage.ui.forms.shop_floor_lines import WorkDialog


def authorise(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Who agreed, when and how."""
    return run(AuthorisationForm(parent, desk, page), parent, desk, page)


def dispatch(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Who does what; then the job card."""
    form = DispatchForm(parent, desk, page)
    done = run(form, parent, desk, page)
    if done and form.prints_card:
        printing.print_job_card(parent, desk, page.id)
    return done


def work(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The clocks; an order without labour has none and just begins."""
    from garage.ui.forms import order_ways  # noqa: PLC0415 - the ways are built of this one

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
        return order_ways.resolve(wanted[-1], parent, desk, orders.open_page(page.id)) or bool(changes)
    return bool(changes)


def parts(*, returning: bool, everything: bool = False) -> Act:
    """Parts out, or back; then the slip."""

    def way(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        form = PartsForm(parent, desk, page, returning=returning, everything=everything)
        slips: list[int] = []
        form.saved.connect(lambda made: slips.append(made.id))
        done = run(form, parent, desk, page)
        if slips and form.prints_slip:
            printing.print_issue_slip(parent, desk, slips[-1])
        return done

    return way


def draw_or_give_back(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Parts are owed or too many: whichever the order says."""
    facts = page.facts
    back = bool(facts.over_issued) or (facts.net_issued and not may_issue(page))
    return parts(returning=back)(parent, desk, page)


def bill_issued(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Bill only what was drawn."""
    return run(reasons.bill_issued(parent, desk, page), parent, desk, page)


def _in_shop(page: OrderPage) -> bool:
    return page.state in IN_SHOP


def _may_reassign(page: OrderPage) -> bool:
    return page.state in DRAWING


def _may_issue(page: OrderPage) -> bool:
    return page.state in DRAWING and any(line.draws_stock for line in page.lines)


def _may_return(page: OrderPage) -> bool:
    return page.facts.net_issued and page.state in RETURNABLE


def _may_bill_issued(page: OrderPage) -> bool:
    return _in_shop(page) and page.facts.not_fully_issued > 0


MORE: tuple[Secondary, ...] = (
    Secondary("work", N_("Work on the lines…"), "Ctrl+Shift+L", "wrench", _in_shop, work),
    Secondary("issue_parts", N_("Issue parts…"), "Ctrl+Shift+P", "box", _may_issue, parts(returning=False)),
    Secondary(
        "return_parts", N_("Return parts…"), "Ctrl+Shift+B", "undo", _may_return, parts(returning=True)
    ),
    Secondary(
        "bill_issued", N_("Bill what was issued…"), "Ctrl+Shift+U", "receipt", _may_bill_issued, bill_issued
    ),
    Secondary("reassign", N_("Change mechanics or bay…"), "Ctrl+Shift+D", "person", _may_reassign, dispatch),
    step("reopen_estimate", N_("Change estimate"), "Ctrl+Shift+O", "pencil", OrderAct.REOPEN_ESTIMATE),
)
"""Beside the road, in the order of the menu."""
