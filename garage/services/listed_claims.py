"""Claims as a list or a notice names them, with their sums by kind and the tags of their old parts."""

from collections.abc import Collection, Iterable
from typing import Any

from peewee import Case

from garage.domain.claims import ClaimKind, ClaimState, PartRole
from garage.domain.documents_settling import ListedClaim
from garage.domain.plates import display_plate
from garage.models.claims import Claim, ClaimLine
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.services import claim_tags


def listed(claim_ids: Iterable[int]) -> tuple[ListedClaim, ...]:
    """Claims with their sums by kind, in the order given."""
    refs = list(claim_ids)
    claims = {row.id: row for row in Claim.select().where(Claim.id.in_(refs))}
    orders = {row.order_id for row in claims.values()}
    numbers = dict(tuples(WorkOrder.select(WorkOrder.id, WorkOrder.no).where(WorkOrder.id.in_(list(orders)))))
    lines: dict[int, list[Any]] = {}
    for line in ClaimLine.select().where(ClaimLine.claim.in_(refs)).order_by(ClaimLine.position):
        lines.setdefault(line.claim_id, []).append(line)
    tags = claim_tags.numbers_of(refs)
    return tuple(
        _claim(claims[ref], numbers[claims[ref].order_id], lines.get(ref, []), tags.get(ref, ()))
        for ref in refs
    )


def _claim(claim: Claim, order_no: str, lines: list[Any], tag_nos: Iterable[str]) -> ListedClaim:
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
        tag_nos=tuple(tag_nos),
        parts_fen=asked(ClaimKind.PART),
        labour_fen=asked(ClaimKind.LABOUR),
        other_fen=asked(ClaimKind.OTHER),
        approved_fen=claim.approved_fen if decided else None,
        reasons=tuple(dict.fromkeys(line.deduction_reason for line in lines if line.deduction_reason)),
        state=ClaimState(claim.state),
    )


def causal_parts(claim_ids: Collection[int]) -> dict[int, str]:
    """{claim: the part that failed}, its first line where none is named."""
    query = (
        ClaimLine.select(ClaimLine.claim, ClaimLine.name)
        .where(ClaimLine.claim.in_(list(claim_ids)))
        .order_by(Case(None, [(ClaimLine.role == PartRole.CAUSAL.value, 1)], 0), ClaimLine.position.desc())
    )
    return dict(tuples(query))
