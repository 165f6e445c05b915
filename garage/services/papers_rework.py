"""Reads that make the rework record, and the repairs under warranty on the card of a certificate."""

from datetime import date
from typing import Any

from garage.domain.documents import Imprint
from garage.domain.documents_claims import ClaimPhoto
from garage.domain.documents_quality import CardRepair
from garage.domain.documents_rework import RecordedAttempt, ReworkRecord
from garage.domain.inspections import InspectionStage
from garage.domain.lines import COUNTING, PayType
from garage.models.inspections import Inspection
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.staff import Staff
from garage.services import photos, rework_rows, shop
from garage.services.papers import order_head
from garage.services.rework_rows import Attempt, CaseRow

NOUN = "rework_case"


def record(case_id: int, imprint: Imprint) -> ReworkRecord:
    """返修记录 as it stands now; raises KeyError when there is none."""
    row = rework_rows.one(case_id)
    who = rework_rows.people_of(row)
    chain = rework_rows.chain(row.original_line_id)
    before = [one for one in chain if one.order_id < row.order_id]
    return ReworkRecord(
        garage=shop.letterhead(),
        imprint=imprint,
        number=row.no,
        head=order_head(WorkOrder.get_by_id(row.order_id)),
        state=row.state,
        line=row.line,
        first_no=row.first_order_no,
        covered_to=before[-1].expires_on if before else None,
        covered_km=before[-1].expires_km if before else None,
        earlier=row.earlier,
        evidence_by=who.get(row.evidence_by or 0, ""),
        decided_by=who.get(row.decided_by or 0, ""),
        attempts=tuple(_attempt(one) for one in chain if one.order_id <= row.order_id),
        photos=_photos(row),
        **{name: getattr(row, name) for name in _SAME},
    )


_SAME = (
    *("fault", "undrivable", "opened_at", "due_on", "cause", "evidence", "evidence_at", "decided_at"),
    *("reason", "referred_to", "referred_at", "referral_cost_fen", "referral_result", "referral_back_at"),
    *("closed_at", "note"),
)
"""Fields that the paper has as the case has them."""


def _attempt(one: Attempt) -> RecordedAttempt:
    return RecordedAttempt(
        one.order_no, one.line, one.received_on, one.left_on, one.odometer_km, one.mechanics, one.elsewhere
    )


def _photos(row: CaseRow) -> tuple[ClaimPhoto, ...]:
    found = photos.of(NOUN, row.id)
    return tuple(ClaimPhoto(photos.picture(one.id), one.caption) for one in found)


def card_repairs(order_id: int) -> tuple[CardRepair, ...]:
    """What of an order was repaired again since, for the warranty card of its certificate; a line for each visit."""
    first = OrderLine.alias()
    again = OrderLine.status.in_([status.value for status in COUNTING])
    query = (
        OrderLine.select(
            WorkOrder.id, OrderLine.name, WorkOrder.received_at, WorkOrder.exited_at, WorkOrder.brought_by
        )
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .join(first, on=(first.id == OrderLine.original_line))
        .where((first.order == order_id) & again & (OrderLine.pay_type == PayType.REWORK.value))
        .where(WorkOrder.exited_at.is_null(False))
        .order_by(OrderLine.id)
    )
    found: dict[int, tuple[list[str], date, date, str]] = {}
    for ref, name, received_at, exited_at, who in tuples(query):
        found.setdefault(ref, ([], received_at.date(), exited_at.date(), who))[0].append(name)
    inspectors = _inspectors(list(found))
    return tuple(
        CardRepair(", ".join(dict.fromkeys(names)), came, done, who, inspectors.get(ref, ""))
        for ref, (names, came, done, who) in found.items()
    )


def _inspectors(order_ids: list[int]) -> dict[int, str]:
    """{order id: who passed the last final inspection}."""
    if not order_ids:
        return {}
    checks: Any = (
        Inspection.select(Inspection.order, Staff.name)
        .join(Staff, on=(Staff.id == Inspection.inspector))
        .where(Inspection.order.in_(order_ids) & (Inspection.stage == InspectionStage.FINAL.value))
        .order_by(Inspection.id)
    )
    return dict(tuples(checks))
