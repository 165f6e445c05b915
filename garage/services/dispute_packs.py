"""The dispute pack of an order: its whole paper trail, read in one go, in the language of the paper (H8)."""

from typing import Any

from garage import i18n
from garage.domain.documents_dispute import (
    ClaimFact,
    DisputePack,
    Happening,
    PackedDates,
    PackedPhoto,
    PackedSums,
    SaidTalk,
)
from garage.domain.orders import OrderState, SupplementState
from garage.domain.staff import SEES_COSTS, Role
from garage.errors import Reason, RuleError
from garage.i18n import _
from garage.models.claims import Claim
from garage.models.listing import tuples
from garage.models.orders import Authorisation, WorkOrder
from garage.models.photos import Photo
from garage.services import (
    care_settings,
    claim_pages,
    complaint_rows,
    dispute_papers,
    history,
    old_part_rows,
    order_talks,
    papers,
    receipts,
    rework_rows,
    settlements,
    shop,
    staff,
    supplements,
)
from garage.services.command import By
from garage.services.contacts import TalkRow

KIND = "dispute_pack"


def may_make(roles: frozenset[Role]) -> bool:
    """Whether somebody with these roles may put an order's whole paper trail together."""
    return bool(roles & SEES_COSTS)


def of_order(by: By, order_id: int, language: str) -> DisputePack:
    """The pack as it stands now, of an order in any state; its sentences are in `language`.

    RuleError for somebody who may not see the money of a job; KeyError when there is no such order.
    """
    if not may_make(staff.person(by.staff_id).roles):
        raise RuleError(Reason("role", _("The pack is for those who may see the money of a job."), "staff"))
    order = WorkOrder.find(order_id)
    if order is None:
        raise KeyError(order_id)
    with i18n.speaking(language):
        talks = order_talks.of_order(order_id)
        return DisputePack(
            garage=shop.letterhead(),
            imprint=papers.imprint(by, KIND, order.no),
            head=papers.order_head(order),
            number=order.no,
            state=OrderState(order.state),
            cancel_reason=order.cancel_reason,
            odometer_out_km=order.odo_out,
            dates=_dates(order),
            sums=_sums(order_id),
            history=tuple(
                Happening(row.at, row.who, row.act, row.text, row.reason)
                for row in history.told_of_order(order_id)
            ),
            papers=dispute_papers.of_order(by, order, talks),
            claims=tuple(map(_claim, _claims(order_id))),
            talks=tuple(map(_said, talks)),
            photos=_photos(order),
        )


def _dates(order: WorkOrder) -> PackedDates:
    bills = [bill for bill in settlements.of_order(order.id) if bill.stands]
    return PackedDates(
        authorised_at=order.authorised_at,
        told_at=order.customer_told_at,
        settled_at=bills[-1].at if bills else None,
        left_at=order.exited_at,
    )


def _sums(order_id: int) -> PackedSums:
    """The last authorisation, the supplements agreed to, the live bill, and what was paid and is owed."""
    signed = Authorisation.select(Authorisation.total_fen).where(Authorisation.order == order_id)
    totals = [fen for (fen,) in tuples(signed.order_by(Authorisation.id))]
    agreed = [one for one in supplements.of_order(order_id) if one.state is SupplementState.AUTHORISED]
    bills = [bill for bill in settlements.of_order(order_id) if bill.stands]
    balance = receipts.balance(order_id)
    return PackedSums(
        authorised_fen=totals[-1] if totals else None,
        supplements_fen=sum(one.delta_fen for one in agreed) if agreed else None,
        billed_fen=bills[-1].payable_fen if bills else None,
        paid_fen=balance.paid_fen,
        owed_fen=balance.owed_fen,
    )


# Claims


def _claims(order_id: int) -> list[Any]:
    return list(Claim.select().where(Claim.order == order_id).order_by(Claim.id))


def _claim(claim: Any) -> ClaimFact:
    """Only what the customer's own car is about: the parts, the fault and how it stands."""
    row = claim_pages.row_of(claim.id)
    names = [line.name for line in claim.lines]
    return ClaimFact(
        number=row.no,
        state=row.state,
        parts=tuple(dict.fromkeys(names)),
        symptoms=claim.symptoms,
        drafted_at=claim.created_at,
        submitted_at=claim.submitted_at,
        decided_at=claim.decided_at,
    )


# Calls and visits


def _said(row: TalkRow) -> SaidTalk:
    return SaidTalk(
        at=row.at,
        staff=row.staff,
        direction=row.direction,
        channel=row.channel,
        outcome=row.outcome,
        spoke_with=row.spoke_with or row.customer,
        said=row.said,
        scores=tuple((care_settings.topic_name(topic), score) for topic, score in row.scores),
    )


# Photos


def _photos(order: WorkOrder) -> tuple[PackedPhoto, ...]:
    """Photos of the job, of what came off, of its rework and of what is claimed; in this order."""
    found: list[PackedPhoto] = []
    for noun, named in _pictured(order).items():
        query = (
            Photo.select(Photo.ref, Photo.picture, Photo.caption, Photo.created_at)
            .where((Photo.noun == noun) & Photo.ref.in_(list(named)))
            .order_by(Photo.ref, Photo.position, Photo.id)
        )
        rows = tuples(query) if named else []
        found += [PackedPhoto(bytes(data), caption, named[ref], at) for ref, data, caption, at in rows]
    return tuple(found)


def _pictured(order: WorkOrder) -> dict[str, dict[int, str]]:
    """{table: {row: its number and name}} of what may have photos."""
    parts = old_part_rows.of_order(order.id, voided=True)
    cases = rework_rows.of_ids(dispute_papers.cases_of(order.id))
    return {
        "work_order": {order.id: order.no},
        "old_part": {part.id: f"{part.no} {part.name}" for part in parts},
        "rework_case": {case.id: case.no for case in cases},
        "claim": {row.id: row.no for row in claim_pages.of_order(order.id)},
        "complaint": {row.id: row.no for row in complaint_rows.of_order(order.id)},
    }
