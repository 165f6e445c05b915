"""Reads that make the papers of claims on their way to the money: lists, notices, packing lists, reports of faults."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from peewee import fn

from garage.domain.claims import CLOSED, ClaimState, period_of
from garage.domain.documents import Imprint
from garage.domain.documents_settling import (
    MonthlyClaims,
    NoticedPart,
    PackedPart,
    PackingList,
    Problem,
    ProblemList,
    SettlementNotice,
    WeeklyFaults,
)
from garage.domain.shipments import ShipmentState
from garage.models.claims import Claim, ClaimList, ClaimNotice
from garage.models.listing import tuples
from garage.models.old_parts import Shipment
from garage.services import (
    claim_notice_rows,
    claim_tags,
    kept_lists,
    kept_weeks,
    old_part_rows,
    shipment_rows,
    shop,
    staff,
)
from garage.services.listed_claims import causal_parts, listed
from garage.services.old_part_rows import OldPartRow
from garage.services.papers_claims import terms_contact


def monthly(list_id: int, imprint: Imprint) -> MonthlyClaims:
    """索赔月报, as it was when it went out; raises KeyError when there is none."""
    row = ClaimList.find(list_id)
    if row is None:
        raise KeyError(list_id)
    sent = kept_lists.kept([list_id]).get(list_id)
    return kept_lists.draw(row, imprint) if sent is None else replace(sent, imprint=imprint)


def notice(notice_id: int, imprint: Imprint) -> SettlementNotice:
    """索赔结算通知单 as it stands, a voided one as it was; raises KeyError when there is none."""
    row = claim_notice_rows.one(notice_id)
    if (was := claim_notice_rows.voided_paper(notice_id)) is not None:
        return replace(was, imprint=replace(imprint, voided=True), void_reason=row.void_reason)
    refs = [claim.id for claim in claim_notice_rows.claims_of(notice_id)]
    return SettlementNotice(
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=bool(row.void_reason)),
        number=row.no,
        issued_at=row.issued_at,
        supplier=terms_contact(row.supplier_id),
        claims=listed(refs),
        old_parts=_noticed(refs),
        claimed_fen=row.claimed_fen,
        approved_fen=row.approved_fen,
        mode=row.mode,
        due_on=row.due_on,
        invoice_no=row.invoice_no,
        invoiced_on=row.invoiced_on,
        settled_at=row.settled_at,
        payment_no=row.payment_no,
        made_by=_maker(ClaimNotice, notice_id),
        note=row.note,
        void_reason=row.void_reason,
    )


def packing_list(shipment_id: int, imprint: Imprint) -> PackingList:
    """旧件装箱单; raises KeyError when there is none."""
    row = shipment_rows.one(shipment_id)
    return PackingList(
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=row.state is ShipmentState.VOIDED),
        number=row.no,
        state=row.state,
        supplier=terms_contact(row.supplier_id),
        parts=tuple(_packed(part) for part in shipment_rows.parts_of(shipment_id)),
        sent_at=row.sent_at,
        carrier=row.carrier,
        waybill_no=row.waybill_no,
        packages=row.packages,
        freight_fen=row.freight_fen,
        received_on=row.received_on,
        received_by=row.received_by,
        received_note=row.received_note,
        packed_by=_maker(Shipment, shipment_id),
        note=row.note,
        void_reason=row.void_reason,
    )


def week(supplier_id: int, claim_ids: Collection[int], at: datetime, imprint: Imprint) -> WeeklyFaults:
    """质量故障周报 of the week of `at` with these faults: as it was told then, where it was."""
    told = kept_weeks.kept(supplier_id, at)
    if told is None:
        return kept_weeks.draw(supplier_id, claim_ids, at, imprint)
    return replace(told, imprint=imprint)


def problems(supplier_id: int, period: str, imprint: Imprint) -> ProblemList:
    """质量问题清单 of a supplier and month ("2026-11"): what failed, the most frequent first."""
    return ProblemList(
        garage=shop.letterhead(),
        imprint=imprint,
        number=f"{supplier_id:04d}-{period}",
        supplier=terms_contact(supplier_id),
        period=period,
        problems=tuple(_problems(supplier_id, period)),
        made_by=imprint.operator,
    )


def _maker(model: Any, ref: int) -> str:
    who = int(model.get_by_id(ref).created_by)
    return staff.names([who]).get(who, "")


def _noticed(claim_ids: list[int]) -> tuple[NoticedPart, ...]:
    tags = claim_tags.of_claims(claim_ids)
    rows = old_part_rows.of_ids([ref for held in tags.values() for ref in held])
    return tuple(NoticedPart(row.no, row.name, row.claim_no, row.place) for row in rows)


def _packed(row: OldPartRow) -> PackedPart:
    return PackedPart(
        row.no, row.code, row.name, row.qty_milli, row.unit, row.serial, row.fault, row.claim_no, row.plate
    )


def _problems(supplier_id: int, period: str) -> list[Problem]:
    """What failed in a month, by the part that failed; a claim that is heard again goes with a later month's list."""
    first = date.fromisoformat(f"{period}-01")
    failed = Claim.fault_on.between(first, first.replace(day=monthrange(first.year, first.month)[1]))
    mine = (Claim.supplier == supplier_id) & (Claim.period >= period) & failed
    stands = Claim.state != ClaimState.DROPPED.value
    claims = list(Claim.select().where(mine & stands).order_by(Claim.id))
    parts = causal_parts([claim.id for claim in claims])
    by_part: dict[str, list[Any]] = {}
    for claim in claims:
        by_part.setdefault(parts.get(claim.id, ""), []).append(claim)
    found = [
        Problem(
            part=part,
            faults=len(held),
            vehicles=len({claim.vehicle_id for claim in held}),
            causes=tuple(dict.fromkeys(claim.cause for claim in held if claim.cause)),
            claimed_fen=sum(claim.claimed_fen for claim in held),
            approved_fen=sum(claim.approved_fen for claim in held),
            open_claims=sum(ClaimState(claim.state) not in CLOSED for claim in held),
        )
        for part, held in by_part.items()
    ]
    return sorted(found, key=lambda one: (-one.faults, -one.claimed_fen, one.part))


def months_of(supplier_id: int) -> list[str]:
    """Months in which something of a supplier failed, the last first."""
    query = Claim.select(fn.DISTINCT(Claim.fault_on)).where(Claim.supplier == supplier_id)
    return sorted({period_of(on) for (on,) in tuples(query)}, reverse=True)
