"""Claims of a job: one is drafted from its claim lines, those there are go out on paper (E4)."""

from PySide6.QtWidgets import QWidget

from garage.domain.claims import ClaimState
from garage.domain.lines import COUNTING, PayType
from garage.domain.orders import DRAWING, OrderState
from garage.i18n import N_, _
from garage.services import claim_approvals, claim_pages
from garage.services.claim_pages import ClaimRow
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import claim_acts, print_claims
from garage.ui.forms.claim_approval import SupplierApprovalForm
from garage.ui.forms.claim_draft import ClaimDraftForm
from garage.ui.forms.claim_report import ClaimReportForm
from garage.ui.forms.order_head import about
from garage.ui.forms.order_run import Secondary, run
from garage.ui.kit.messages import toast


def claim(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Draft a claim from the lines a supplier stands for; then its fault report."""
    form = ClaimDraftForm(parent, desk, page.id, about(page))
    made: list[int] = []
    form.saved.connect(made.append)
    done = run(form, parent, desk, page)
    if made:
        row = claim_pages.row_of(made[0])
        said = _("{number} is drafted: its check list says what is missing.").format(number=row.no)
        toast(parent, said, "ok", (_("Fault report…"), lambda: _report(parent, desk, made[0])))
    return done


def _report(parent: QWidget, desk: Desk, claim_id: int) -> None:
    form = ClaimReportForm(parent, desk, claim_id)
    form.open()
    form.finished.connect(form.deleteLater)


def approve(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """What the supplier said that approves the work first; one after the other where there are several."""
    form = SupplierApprovalForm(parent, desk, page, claim_approvals.awaited(page.id)[0])
    return run(form, parent, desk, page)


def drop(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The draft that is in the way; what a supplier has already is not dropped."""
    [draft, *_rest] = _drafts(page)
    return run(claim_acts.drop(parent, desk, claim_pages.one(draft.id, desk.today())), parent, desk, page)


def _drafts(page: OrderPage) -> list[ClaimRow]:
    return [row for row in claim_pages.of_order(page.id) if row.state is ClaimState.DRAFT]


def may_drop(page: OrderPage) -> bool:
    """Whether a claim of the order is only a draft."""
    return bool(_drafts(page))


def print_claims_of(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The application of the last claim of the job."""
    print_claims.print_application(parent, desk, claim_pages.of_order(page.id)[-1].id)
    return False


def waits_for_approval(page: OrderPage) -> bool:
    """Whether a supplier has to approve the work of this order still."""
    claimed = any(line.pay_type is PayType.CLAIM for line in page.lines)
    return page.state in _RUNNING and claimed and bool(claim_approvals.awaited(page.id))


def _may_claim(page: OrderPage) -> bool:
    lines = (line for line in page.lines if line.pay_type is PayType.CLAIM and line.status in COUNTING)
    return page.state is not OrderState.CANCELLED and any(True for _line in lines)


def _has_claims(page: OrderPage) -> bool:
    return any(line.pay_type is PayType.CLAIM for line in page.lines) and bool(claim_pages.of_order(page.id))


_RUNNING = DRAWING | {OrderState.AUTHORISED}
MORE: tuple[Secondary, ...] = (
    Secondary(
        "supplier_approval",
        N_("Supplier's approval…"),
        "Ctrl+Alt+3",
        "check",
        waits_for_approval,
        approve,
    ),
    Secondary("claim", N_("Claim from a supplier…"), "Ctrl+Alt+5", "money", _may_claim, claim),
    Secondary("print_claim", N_("Claim application…"), "Ctrl+Alt+6", "print", _has_claims, print_claims_of),
)
"""Beside the road, in the order of the menu."""
