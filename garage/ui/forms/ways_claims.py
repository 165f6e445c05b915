"""Claims of a job: one is drafted from its claim lines, those there are go out on paper (E4)."""

from PySide6.QtWidgets import QWidget

from garage.domain.lines import COUNTING, PayType
from garage.domain.orders import OrderState
from garage.i18n import N_, _
from garage.services import claim_pages
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import print_claims
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


def print_claims_of(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The application of the last claim of the job."""
    print_claims.print_application(parent, desk, claim_pages.of_order(page.id)[-1].id)
    return False


def _may_claim(page: OrderPage) -> bool:
    lines = (line for line in page.lines if line.pay_type is PayType.CLAIM and line.status in COUNTING)
    return page.state is not OrderState.CANCELLED and any(True for _line in lines)


def _has_claims(page: OrderPage) -> bool:
    return any(line.pay_type is PayType.CLAIM for line in page.lines) and bool(claim_pages.of_order(page.id))


MORE: tuple[Secondary, ...] = (
    Secondary("claim", N_("Claim from a supplier…"), "Ctrl+Alt+5", "money", _may_claim, claim),
    Secondary("print_claim", N_("Claim application…"), "Ctrl+Alt+6", "print", _has_claims, print_claims_of),
)
"""Beside the road, in the order of the menu."""
