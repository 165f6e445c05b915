"""Forms of claims, for the catalogue."""

from typing import Any

from garage.domain.claims import QUESTIONS, ClaimState, Remedy, ReturnDuty, Terms
from garage.domain.lines import LineKind, LineStatus, PayType
from garage.models.orders import OrderLine
from garage.models.parts import Part
from garage.services import (
    claim_approvals,
    claim_drafts,
    claim_edits,
    claim_pages,
    claim_terms,
    claims,
    photos,
    suppliers,
)
from garage.services.claim_pages import ClaimPage
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import claim_acts
from garage.ui.forms.claim_approval import SupplierApprovalForm
from garage.ui.forms.claim_draft import ClaimDraftForm
from garage.ui.forms.claim_lines import ClaimDecisionForm, ClaimLinesForm
from garage.ui.forms.claim_new import NewClaimForm
from garage.ui.forms.claim_report import ClaimQuestionsForm, ClaimReportForm
from garage.ui.forms.supplier_terms import SupplierTermsForm
from tests.services.road import Road
from tests.ui.pages.claim_shop import small_jpeg


def a_supplier(desk: Desk) -> int:
    """One that wants no old parts back."""
    name = "深圳众诚汽配"
    found = [row.id for row in suppliers.suppliers() if row.name == name]
    if found:
        return found[0]
    made = suppliers.add(desk.by(), name=name)
    claim_terms.save(desk.by(), made, Terms(months=240, return_duty=ReturnDuty.NEVER))
    return made


def claimed_job(page: OrderPage) -> OrderPage:
    """The order, its lines somebody else's to pay, its labour done."""
    labour = (OrderLine.order == page.id) & (OrderLine.kind == LineKind.LABOUR.value)
    OrderLine.update(status=LineStatus.DONE.value).where(labour).execute()
    OrderLine.update(pay_type=PayType.CLAIM.value).where(OrderLine.order == page.id).execute()
    return page


def a_claim(desk: Desk, page: OrderPage) -> int:
    """A draft for the whole order; one that has gone further is given up first."""
    for row in claim_pages.of_order(page.id):
        if row.state is ClaimState.DRAFT:
            return row.id
        if row.state in {ClaimState.SUBMITTED, ClaimState.REJECTED}:
            ref = rejected(desk, page).row.id
            claims.write_off(desk.by(), ref, _version(ref), "不再追索")
    lines = [line.id for line in claimed_job(page).lines]
    return claims.draft(desk.by(), lines, a_supplier(desk))


def submitted(desk: Desk, page: OrderPage) -> int:
    """A claim that the supplier has to decide on."""
    for row in claim_pages.of_order(page.id):
        if row.state is ClaimState.SUBMITTED:
            return row.id
    ref = a_claim(desk, page)
    filled = claim_pages.one(ref, desk.today())
    report = claim_edits.FaultReport(
        filled.report.fault_on,
        bought_on=filled.report.fault_on,
        odometer_km=86_412,
        place="深圳南山",
        symptoms="刹车异响",
        cause="摩擦材料脱落",
        remedy=Remedy.REPLACE_PART,
        tried="打磨后仍异响",
    )
    claim_edits.save_report(desk.by(), ref, filled.row.version, report)
    claim_edits.answer(desk.by(), ref, _version(ref), {one.code: False for one in QUESTIONS})
    photos.add(desk.by(), "claim", ref, small_jpeg(), small_jpeg())
    for item in claim_pages.one(ref, desk.today()).checks:
        if item.by_hand and not item.ok:
            claim_edits.tick(desk.by(), ref, _version(ref), item.code)
    claims.submit(desk.by(), ref, _version(ref))
    return ref


def rejected(desk: Desk, page: OrderPage) -> ClaimPage:
    """A claim for which nothing is given."""
    for row in claim_pages.of_order(page.id):
        if row.state is ClaimState.REJECTED:
            return claim_pages.one(row.id, desk.today())
    ref = submitted(desk, page)
    said = [claims.Decision(line.id, 0, "人为损坏") for line in claim_pages.one(ref, desk.today()).lines]
    claims.decide(desk.by(), ref, _version(ref), said)
    return claim_pages.one(ref, desk.today())


def _version(ref: int) -> int:
    return claim_pages.row_of(ref).version


def _drafted(desk: Desk, page: OrderPage) -> ClaimPage:
    return claim_pages.one(a_claim(desk, page), desk.today())


def unapproved(road: Road) -> None:
    """The order is a claim on a supplier that approves the work first."""
    desk = Desk(road.boss.staff_id, lambda: road.boss.at)
    OrderLine.update(pay_type=PayType.CLAIM.value).where(OrderLine.order == road.order).execute()
    delivered = [line.supplier_id for line in claim_drafts.claimable(road.order) if line.supplier_id]
    supplier = delivered[0] if delivered else a_supplier(desk)
    terms = Terms(months=240, return_duty=ReturnDuty.NEVER, approval_first=True)
    claim_terms.save(desk.by(), supplier, terms, claim_terms.one(supplier).version)
    Part.update(supplier=supplier).execute()
    desk.close()


def _unapproved(desk: Desk, page: OrderPage) -> SupplierApprovalForm:
    return SupplierApprovalForm(None, desk, page, claim_approvals.awaited(page.id)[0])


def forms() -> dict[str, tuple[str, Any]]:
    """Entries of the catalogue."""
    return {
        "claim_new": ("issue", lambda desk, page: (claimed_job(page), NewClaimForm(None, desk))[1]),
        "claim_draft": (
            "issue",
            lambda desk, page: ClaimDraftForm(None, desk, claimed_job(page).id, page.no),
        ),
        "claim_report": ("issue", lambda desk, page: ClaimReportForm(None, desk, a_claim(desk, page))),
        "claim_questions": ("issue", lambda desk, page: ClaimQuestionsForm(None, desk, a_claim(desk, page))),
        "claim_lines": ("issue", lambda desk, page: ClaimLinesForm(None, desk, a_claim(desk, page))),
        "claim_decision": ("issue", lambda desk, page: ClaimDecisionForm(None, desk, submitted(desk, page))),
        "claim_approval": (
            "issue",
            lambda desk, page: claim_acts.ApprovalForm(None, desk, _drafted(desk, page)),
        ),
        "supplier_approval": ("unapproved", _unapproved),
        "claim_drop": ("issue", lambda desk, page: claim_acts.drop(None, desk, _drafted(desk, page))),
        "claim_again": ("issue", lambda desk, page: claim_acts.resubmit(None, desk, rejected(desk, page))),
        "claim_write_off": (
            "issue",
            lambda desk, page: claim_acts.WriteOffClaimForm(None, desk, rejected(desk, page)),
        ),
        "claim_inspection": (
            "issue",
            lambda desk, page: claim_acts.ReinspectionForm(None, desk, rejected(desk, page)),
        ),
        "supplier_terms": ("receive", lambda desk, _page: SupplierTermsForm(None, desk, a_supplier(desk))),
    }
