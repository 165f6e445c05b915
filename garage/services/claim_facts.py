"""What the rules look at before a claim may go out: read anew each time, so that no tick outlives its reason."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from garage.domain.claim_checks import ClaimFacts, LineFacts
from garage.domain.claims import ClaimKind, PartRole, Remedy, Terms, labour_fen, part_fen
from garage.domain.lines import LineKind, LineStatus, PayType
from garage.domain.money import line_amount_fen
from garage.domain.old_parts import KEPT, SOURCES, OldPartAct, OldPartState
from garage.models.claims import Claim, ClaimLine
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.photos import Photo
from garage.models.rework import ReworkCase
from garage.models.stock import StockMovement
from garage.services import claim_tags, claim_terms, claim_warranties

HERE = frozenset(state.value for state in (*KEPT, OldPartState.SENT_SUPPLIER))
"""States of an old part that a claim can show: on the shelf, or with the supplier because it was sent there."""

_HOLDABLE = sorted(state.value for state in SOURCES[OldPartAct.HOLD])

LONGEST_SERIALS = 1_200
"""Characters of the numbers of one line: twenty tracked pieces."""
LONGEST_CAUSE = 1_000
NOUN = "claim"
"""Table that photos and entries of the log name."""


@dataclass(frozen=True)
class Worth:
    """What the terms pay for a line of an order, in fen; None where they say nothing."""

    kind: ClaimKind
    allowed_fen: int | None
    usual_fen: int


def worth(line: OrderLine, terms: Terms, costs: Mapping[int, int], last_cost_fen: int | None) -> Worth:
    """What may be asked for an order line: a part by what it cost or by our price, labour by the hours."""
    if line.kind == LineKind.PART.value:
        cost = costs.get(line.id)
        if cost is None:
            cost = line_amount_fen(last_cost_fen or 0, line.qty_milli)
        fen = part_fen(terms, cost_fen=cost, price_fen=line.gross_fen)
        return Worth(ClaimKind.PART, fen, fen)
    if line.kind == LineKind.LABOUR.value:
        fen = labour_fen(terms, hours_centi=line.hours_centi, price_fen=line.gross_fen)
        return Worth(ClaimKind.LABOUR, fen, fen)
    usual = line.vendor_cost_fen if line.kind == LineKind.SUBLET.value else line.gross_fen
    return Worth(ClaimKind.OTHER, None, usual)


def costs_of(order_line_ids: list[int]) -> dict[int, int]:
    """{order line: fen that its parts took out of the stock} of the lines that hold any."""
    if not order_line_ids:
        return {}
    query = (
        StockMovement.select(StockMovement.order_line, fn.SUM(StockMovement.value_fen))
        .where(StockMovement.order_line.in_(order_line_ids))
        .group_by(StockMovement.order_line)
        .having(fn.SUM(StockMovement.qty_milli) < 0)
    )
    return {ref: -int(fen) for ref, fen in tuples(query)}


def cause_found(order_id: int, order_line_ids: Collection[int]) -> str:
    """What the evidence of a rework case of that order shows, rather of one about these lines; "" without any."""
    query = (
        ReworkCase.select(ReworkCase.line, ReworkCase.evidence)
        .where((ReworkCase.order == order_id) & (ReworkCase.evidence != ""))
        .order_by(ReworkCase.id.desc())
    )
    found = [(line, str(words)) for line, words in tuples(query)]
    about = (words for line, words in found if line in order_line_ids)
    return next(about, found[0][1] if found else "")[:LONGEST_CAUSE]


def answers(claim: Claim) -> dict[str, bool]:
    """The not-covered questions that were answered."""
    kept = json.loads(claim.answers or "{}")
    return {code: bool(said) for code, said in kept.items() if code != "component_why"}


def component_why(claim: Claim) -> str:
    """Why the component alone was not enough, where an assembly was replaced."""
    return str(json.loads(claim.answers or "{}").get("component_why", ""))


def ticks(claim: Claim) -> frozenset[str]:
    """Items of the check list that somebody ticked."""
    return frozenset(json.loads(claim.checks or "[]"))


def read(claim: Claim, today: date) -> ClaimFacts:
    """A claim as the rules see it on `today`."""
    terms = claim_terms.of(claim.supplier_id)
    lines = _lines(claim, terms)
    order = WorkOrder.get_by_id(claim.order_id)
    held = claim_warranties.of_claim(claim, order)
    return ClaimFacts(
        terms=terms,
        today=today,
        plate=claim.plate,
        vin=claim.vin,
        model=claim.model,
        customer=Customer.get_by_id(order.customer_id).name,
        since=claim.bought_on,
        since_km=held.since_km if held is not None and held.since == claim.bought_on else 0,
        promise=None if held is None else held.promise,
        driven_km=None if held is None else claim_warranties.driven_km(claim, held),
        odometer_km=claim.odometer_km,
        fault_on=claim.fault_on,
        place=claim.place,
        symptoms=claim.symptoms,
        cause=claim.cause,
        remedy=Remedy(claim.remedy) if claim.remedy else None,
        tried=claim.tried,
        component_why=component_why(claim),
        photos=Photo.select().where((Photo.noun == NOUN) & (Photo.ref == claim.id)).count(),
        major=bool(claim.major),
        reported=claim.reported_at is not None,
        approval_no=claim.approval_no,
        approved_on=claim.approved_on,
        begun_on=_begun_on(claim),
        lines=lines,
        rounds=claim.rounds,
        submitted_on=claim.submitted_at.date() if claim.submitted_at else None,
        answers=answers(claim),
        ticks=ticks(claim),
    )


def _begun_on(claim: Claim) -> date | None:
    first = (
        OrderLine.select(OrderLine.started_at)
        .join(ClaimLine, on=(ClaimLine.order_line == OrderLine.id))
        .where((ClaimLine.claim == claim.id) & OrderLine.started_at.is_null(False))
        .order_by(OrderLine.started_at)
        .limit(1)
    )
    return next((at.date() for (at,) in tuples(first)), None)


def _lines(claim: Claim, terms: Terms) -> tuple[LineFacts, ...]:
    own = list(ClaimLine.select().where(ClaimLine.claim == claim.id).order_by(ClaimLine.position))
    refs = [line.order_line_id for line in own if line.order_line_id is not None]
    sold = {line.id: line for line in OrderLine.select().where(OrderLine.id.in_(refs))} if refs else {}
    parts = _by_id(Part, [line.part_id for line in own])
    found, held = free_tags(refs), claim_tags.of_claims([claim.id])
    tags = {
        line.id: dict.fromkeys([*held.get(line.id, ()), *found.get(line.order_line_id, ())]) for line in own
    }
    old = _by_id(OldPart, [ref for mine in tags.values() for ref in mine])
    costs = costs_of(refs)
    return tuple(
        _line(
            line,
            sold.get(line.order_line_id),
            parts.get(line.part_id),
            _worst([old[ref] for ref in tags[line.id]]),
            terms,
            costs,
        )
        for line in own
    )


def _worst(old_parts: Sequence[Any]) -> Any:
    """Of the old parts of a line the one that speaks against it, else the first; None without any."""
    against = (old for old in old_parts if old.state not in HERE or not old.intact)
    return next(against, old_parts[0] if old_parts else None)


def _by_id(model: Any, refs: Sequence[int | None]) -> dict[int | None, Any]:
    wanted = [ref for ref in refs if ref is not None]
    return {row.id: row for row in model.select().where(model.id.in_(wanted))} if wanted else {}


def _line(
    line: ClaimLine, sold: Any, part: Any, old: Any, terms: Terms, costs: Mapping[int, int]
) -> LineFacts:
    kind = ClaimKind(line.kind)
    allowed = worth(sold, terms, costs, part.last_cost_fen if part else None).allowed_fen if sold else None
    return LineFacts(
        name=line.name,
        group=part.group if part else "",
        kind=kind,
        role=PartRole(line.role) if line.role else None,
        claimed_fen=line.claimed_fen,
        allowed_fen=allowed,
        fitted=_is_here(kind, line, sold),
        tracked=bool(part and part.serial_tracked),
        old_serial=line.old_serial,
        new_serial=line.new_serial,
        old_part_no=old.no if old else "",
        old_part_here=bool(old and old.state in HERE),
        old_part_intact=bool(old and old.intact),
    )


def _is_here(kind: ClaimKind, line: ClaimLine, sold: Any) -> bool:
    """The part was drawn for the job, the labour is done; nobody can see that of another cost."""
    if kind is ClaimKind.OTHER:
        return True
    if sold is None or sold.pay_type != PayType.CLAIM.value:
        return False
    if kind is ClaimKind.LABOUR:
        return bool(sold.status == LineStatus.DONE.value)
    return bool(sold.issued_milli == line.qty_milli > 0)


def free_tags(order_line_ids: Sequence[int]) -> dict[int, list[int]]:
    """{order line: intact old parts that came off by it and that no claim has}, the first one first."""
    if not order_line_ids:
        return {}
    claimed = ClaimLine.select(ClaimLine.id).where(ClaimLine.live & (ClaimLine.old_part == OldPart.id))
    query = (
        OldPart.select(OldPart.line, OldPart.id)
        .where(OldPart.line.in_(list(order_line_ids)) & OldPart.intact & OldPart.state.in_(_HOLDABLE))
        .where(~fn.EXISTS(claimed))
        .order_by(OldPart.id)
    )
    tags: dict[int, list[int]] = {}
    for line_id, ref in tuples(query):
        tags.setdefault(line_id, []).append(ref)
    return tags
