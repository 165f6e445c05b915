"""Reads that make the papers of claims."""

from dataclasses import replace

from garage.domain.claims import DECIDED, NOTICED, ClaimState
from garage.domain.documents import Car, Imprint, Party
from garage.domain.documents_claims import CheckedItem, ClaimApplication, ClaimedItem, ClaimPhoto
from garage.domain.plates import display_plate
from garage.models.claims import Claim
from garage.models.parts import Supplier
from garage.services import claim_audits, claim_pages, claim_terms, photos, shop, staff
from garage.services.claim_facts import NOUN
from garage.services.claim_pages import ClaimPage

_SPOKEN = DECIDED | NOTICED | {ClaimState.WRITTEN_OFF}
"""The supplier has said what it gives."""


def application(claim_id: int, imprint: Imprint) -> ClaimApplication:
    """索赔申请单 as it stands now; a dropped one is struck out. Raises KeyError when there is none."""
    page = claim_pages.one(claim_id, imprint.printed_at.date())
    row, report, terms, claim = page.row, page.report, page.facts.terms, Claim.get_by_id(claim_id)
    checks = claim_audits.on_paper(claim_id, row.state, page.facts)
    told = {name: value for name, value in vars(report).items() if name != "engine_no"}
    return ClaimApplication(
        **told,
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=row.state is ClaimState.DROPPED),
        number=row.no,
        at=(row.submitted_at or claim.created_at).date(),
        state=row.state,
        rounds=row.rounds,
        period=row.period,
        due_on=row.due_on,
        supplier=terms_contact(row.supplier_id),
        car=Car(display_plate(row.plate), page.vin, row.model, engine_no=report.engine_no),
        customer=page.customer,
        order_no=row.order_no,
        reported_at=page.reported_at,
        approval_no=page.approval_no,
        lines=_items(page),
        claimed_fen=row.claimed_fen,
        approved_fen=row.approved_fen,
        decided=row.state in _SPOKEN,
        decision=page.decision,
        return_duty=terms.return_duty,
        settle_mode=terms.settle_mode,
        checks=tuple(CheckedItem(one.code, one.ok) for one in checks),
        photos=_photos(claim_id),
        claimed_by=staff.person(claim.created_by).name,
    )


def _items(page: ClaimPage) -> tuple[ClaimedItem, ...]:
    return tuple(
        ClaimedItem(
            line.kind,
            line.role,
            line.code,
            line.name,
            line.qty_milli,
            line.old_serial,
            line.new_serial,
            line.old_part_no,
            line.claimed_fen,
            line.approved_fen,
            line.deduction_reason,
        )
        for line in page.lines
    )


def _photos(claim_id: int) -> tuple[ClaimPhoto, ...]:
    rows = photos.of(NOUN, claim_id)
    return tuple(ClaimPhoto(photos.picture(row.id), row.caption) for row in rows)


def terms_contact(supplier_id: int) -> Party:
    """Whom to talk to about claims at a supplier: the contact of its terms, else its own."""
    supplier, terms = Supplier.get_by_id(supplier_id), claim_terms.of(supplier_id)
    return Party(
        supplier.name,
        phone=terms.phone or supplier.phone,
        contact=terms.contact or supplier.contact,
        address=supplier.address,
    )
