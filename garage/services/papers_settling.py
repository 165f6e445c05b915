"""Reads that make the papers of claims on their way to the money: lists, notices, packing lists, reports of faults."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from peewee import Case, fn

from garage.domain.claims import CLOSED, ClaimKind, ClaimState, PartRole, Remedy
from garage.domain.documents import Imprint
from garage.domain.documents_settling import (
    ListedClaim,
    MonthlyClaims,
    NoticedPart,
    PackedPart,
    PackingList,
    Problem,
    ProblemList,
    ReportedFault,
    SettlementNotice,
    WeeklyFaults,
)
from garage.domain.plates import display_plate
from garage.domain.shipments import ShipmentState
from garage.models.claims import Claim, ClaimLine, ClaimList, ClaimNotice
from garage.models.listing import tuples
from garage.models.old_parts import OldPart, Shipment
from garage.models.orders import WorkOrder
from garage.services import (
    claim_list_rows,
    claim_lists,
    claim_notice_rows,
    old_part_rows,
    shipment_rows,
    shop,
    staff,
    weekly_faults,
)
from garage.services.old_part_rows import OldPartRow
from garage.services.papers_claims import terms_contact


def monthly(list_id: int, imprint: Imprint) -> MonthlyClaims:
    """索赔月报; raises KeyError when there is none."""
    row = claim_list_rows.one(list_id)
    return MonthlyClaims(
        garage=shop.letterhead(),
        imprint=imprint,
        number=row.no,
        supplier=terms_contact(row.supplier_id),
        period=row.period,
        due_on=row.due_on,
        sent_at=row.sent_at,
        channel=row.channel,
        claims=_listed(claim.id for claim in claim_lists.on_list(list_id)),
        made_by=_maker(ClaimList, list_id),
        note=row.note,
    )


def notice(notice_id: int, imprint: Imprint) -> SettlementNotice:
    """索赔结算通知单 as it stands; raises KeyError when there is none."""
    row = claim_notice_rows.one(notice_id)
    refs = [claim.id for claim in claim_notice_rows.claims_of(notice_id)]
    return SettlementNotice(
        garage=shop.letterhead(),
        imprint=replace(imprint, voided=bool(row.void_reason)),
        number=row.no,
        issued_at=row.issued_at,
        supplier=terms_contact(row.supplier_id),
        claims=_listed(refs),
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


def week(supplier_id: int, claim_ids: Collection[int], day: date, imprint: Imprint) -> WeeklyFaults:
    """质量故障周报 of the week of `day` with these faults."""
    first, last = weekly_faults.week_of(day)
    claims = list(Claim.select().where(Claim.id.in_(list(claim_ids))).order_by(Claim.fault_on, Claim.id))
    causal = _causal(claim_ids)
    return WeeklyFaults(
        garage=shop.letterhead(),
        imprint=imprint,
        number=f"{supplier_id:04d}-{first:%Y%m%d}",
        supplier=terms_contact(supplier_id),
        first=first,
        last=last,
        faults=tuple(_reported(claim, causal.get(claim.id, "")) for claim in claims),
        made_by=imprint.operator,
    )


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


def _listed(claim_ids: Iterable[int]) -> tuple[ListedClaim, ...]:
    """Claims with their sums by kind, in the order given."""
    refs = list(claim_ids)
    claims = {row.id: row for row in Claim.select().where(Claim.id.in_(refs))}
    orders = {row.order_id for row in claims.values()}
    numbers = dict(tuples(WorkOrder.select(WorkOrder.id, WorkOrder.no).where(WorkOrder.id.in_(list(orders)))))
    lines: dict[int, list[Any]] = {}
    for line in ClaimLine.select().where(ClaimLine.claim.in_(refs)).order_by(ClaimLine.position):
        lines.setdefault(line.claim_id, []).append(line)
    tags = dict(
        tuples(
            OldPart.select(OldPart.id, OldPart.no)
            .join(ClaimLine, on=(ClaimLine.old_part == OldPart.id))
            .where(ClaimLine.claim.in_(refs))
        )
    )
    return tuple(_claim(claims[ref], numbers[claims[ref].order_id], lines.get(ref, []), tags) for ref in refs)


def _claim(claim: Claim, order_no: str, lines: list[Any], tags: dict[int, str]) -> ListedClaim:
    def asked(kind: ClaimKind) -> int:
        return sum(line.claimed_fen for line in lines if line.kind == kind.value)

    decided = all(line.approved_fen is not None for line in lines)
    return ListedClaim(
        number=claim.no,
        order_no=order_no,
        plate=display_plate(claim.plate),
        vin=claim.vin,
        model=claim.model,
        fault_on=claim.fault_on,
        odometer_km=claim.odometer_km,
        part=next((line.name for line in lines), ""),
        fault=claim.cause or claim.symptoms,
        tag_nos=tuple(tags[line.old_part_id] for line in lines if line.old_part_id is not None),
        parts_fen=asked(ClaimKind.PART),
        labour_fen=asked(ClaimKind.LABOUR),
        other_fen=asked(ClaimKind.OTHER),
        approved_fen=claim.approved_fen if decided else None,
        reasons=tuple(dict.fromkeys(line.deduction_reason for line in lines if line.deduction_reason)),
        state=ClaimState(claim.state),
    )


def _noticed(claim_ids: list[int]) -> tuple[NoticedPart, ...]:
    query = ClaimLine.select(ClaimLine.old_part).where(
        ClaimLine.claim.in_(claim_ids) & ClaimLine.old_part.is_null(False)
    )
    rows = old_part_rows.of_ids([ref for (ref,) in tuples(query)])
    return tuple(
        NoticedPart(row.no, row.name, row.claim_no, row.shipment_no or row.disposal_no or row.shelf)
        for row in rows
    )


def _packed(row: OldPartRow) -> PackedPart:
    return PackedPart(
        row.no, row.code, row.name, row.qty_milli, row.unit, row.serial, row.fault, row.claim_no, row.plate
    )


def _causal(claim_ids: Collection[int]) -> dict[int, str]:
    """{claim: the part that failed}, its first line where none is named."""
    query = (
        ClaimLine.select(ClaimLine.claim, ClaimLine.name)
        .where(ClaimLine.claim.in_(list(claim_ids)))
        .order_by(Case(None, [(ClaimLine.role == PartRole.CAUSAL.value, 1)], 0), ClaimLine.position.desc())
    )
    return dict(tuples(query))


def _reported(claim: Claim, part: str) -> ReportedFault:
    return ReportedFault(
        claim_no=claim.no,
        fault_on=claim.fault_on,
        vin=claim.vin,
        model=claim.model,
        odometer_km=claim.odometer_km,
        part=part,
        symptoms=claim.symptoms,
        cause=claim.cause,
        remedy=Remedy(claim.remedy) if claim.remedy else None,
        major=bool(claim.major),
    )


def _problems(supplier_id: int, period: str) -> list[Problem]:
    """What failed in a month, by the part that failed."""
    mine = (Claim.supplier == supplier_id) & (Claim.period == period)
    stands = Claim.state != ClaimState.DROPPED.value
    claims = list(Claim.select().where(mine & stands).order_by(Claim.id))
    parts = _causal([claim.id for claim in claims])
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
    """Months of which a supplier has claims, the last first."""
    query = Claim.select(fn.DISTINCT(Claim.period)).where(Claim.supplier == supplier_id)
    return [period for (period,) in tuples(query.order_by(Claim.period.desc()))]
