"""Which warranty a claim rests on: the one the counter said “claim” to, else that of the part we fitted (A5, E4, E9)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.domain.claims import PartRole
from garage.domain.verdicts import Promise, Source, Verdict
from garage.models.claims import Claim, ClaimLine
from garage.models.listing import tuples
from garage.models.orders import OrderLine
from garage.models.rework import WarrantyVerdict
from garage.models.warranty import RepairWarranty
from garage.services import coverages
from garage.services.coverages import Odometer


@dataclass(frozen=True)
class Held:
    """Where a warranty began, and what was promised; `promise` None where only the supplier's terms say how long.

    `supplier_id` is whom the maker's term names to claim from.
    """

    since: date | None
    since_km: int
    promise: Promise | None = None
    supplier_id: int | None = None


def of_lines(order: Any, lines: Sequence[Any]) -> Held | None:
    """What the lines of an order rest on, the line that failed first; None where this garage knows of nothing earlier.

    A warranty that says for itself how long it runs goes before one of which only the beginning is known.
    """
    found = [*_judged(order.id, order.vehicle_id, [line.id for line in lines])]
    part_id = next((line.part_id for line in lines if line.part_id is not None), None)
    if part_id is not None and (before := _fitted_before(order.vehicle_id, part_id, order.id)) is not None:
        found.append(before)
    return next((held for held in found if held.promise is not None), found[0] if found else None)


def of_claim(claim: Claim, order: Any) -> Held | None:
    """What a claim rests on, its causal part first."""
    query = (
        OrderLine.select(OrderLine.id, OrderLine.part)
        .join(ClaimLine, on=(ClaimLine.order_line == OrderLine.id))
        .where(ClaimLine.claim == claim.id)
        .order_by(ClaimLine.role != PartRole.CAUSAL.value, ClaimLine.position)
    )
    return of_lines(order, list(query))


def driven_km(claim: Claim, held: Held) -> int | None:
    """Kilometres since the warranty began, up to the reading of the claim; None where nobody knows."""
    if held.promise is None or claim.odometer_km is None or claim.bought_on not in {None, held.since}:
        return None
    way = Odometer(claim.vehicle_id, claim.odometer_km, claim.fault_on).since(held.promise)
    return None if way is None else way.km


def makers(order_id: int, vehicle_id: int) -> dict[int, int]:
    """{line: whom the maker's term names} of the lines that the counter claims under such a term."""
    rows = [row for row in _verdicts(order_id) if row[1] == Source.FACTORY.value]
    terms = _terms(vehicle_id) if rows else {}
    newest_last = reversed(rows)
    named = {line: terms[name].supplier_id for line, _source, name, _original in newest_last if name in terms}
    return {line: ref for line, ref in named.items() if ref is not None}


def _judged(order_id: int, vehicle_id: int, line_ids: Sequence[int]) -> Iterator[Held]:
    """The warranties that were judged as claims for these lines, our own promise last."""
    rows = [row for row in _verdicts(order_id) if row[0] in line_ids]
    rows.sort(key=lambda row: (row[1] == Source.REPAIR.value, line_ids.index(row[0])))
    for _line, source, name, original in rows:
        if source != Source.FACTORY.value:
            yield from _of_warranty(RepairWarranty.line == original)
        elif (held := _terms(vehicle_id).get(name)) is not None:
            yield held


def _verdicts(order_id: int) -> list[tuple[int, str, str, int | None]]:
    """(line, source, subject, earlier line) of what is to be claimed, the newest verdict first."""
    said = WarrantyVerdict.select(
        WarrantyVerdict.line, WarrantyVerdict.source, WarrantyVerdict.subject, WarrantyVerdict.original_line
    )
    claims = (WarrantyVerdict.verdict == Verdict.CLAIM.value) & WarrantyVerdict.line.is_null(False)
    newest = said.where((WarrantyVerdict.order == order_id) & claims).order_by(WarrantyVerdict.id.desc())
    return [
        (line, source, coverages.called(name), original) for line, source, name, original in tuples(newest)
    ]


def _terms(vehicle_id: int) -> dict[str, Held]:
    """The maker's promises on a car by their names."""
    return {
        term.name: Held(promise.since, promise.since_km, promise, term.supplier_id)
        for term, promise in coverages.makers_promises(vehicle_id)
    }


def _fitted_before(vehicle_id: int, part_id: int, order_id: int) -> Held | None:
    """From when this garage last fitted that part on that car, before the order it failed on."""
    ours = (RepairWarranty.vehicle == vehicle_id) & (RepairWarranty.order < order_id)
    return next(_of_warranty(ours & (OrderLine.part == part_id)), None)


def _of_warranty(which: Any) -> Iterator[Held]:
    """The newest warranty of ours that fits: the day and kilometres the car left with, and the part's own promise."""
    query = (
        RepairWarranty.select(
            RepairWarranty.start_on,
            RepairWarranty.start_km,
            RepairWarranty.part_expires_on,
            RepairWarranty.part_expires_km,
        )
        .join(OrderLine, on=(OrderLine.id == RepairWarranty.line))
        .where(which)
        .order_by(RepairWarranty.id.desc())
        .limit(1)
    )
    for start_on, start_km, last_day, last_km in tuples(query):
        promise = coverages.part_promise(start_on, start_km, last_day, last_km)
        yield Held(start_on, int(start_km), promise)
