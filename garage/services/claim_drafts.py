"""Claims drafted from the claim lines of an order, and what is filled in before they go out (E4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from garage.domain.claims import ClaimKind, PartRole, Terms, due_on, period_of
from garage.domain.lines import COUNTING, LineKind, PayType
from garage.domain.numbers import Series
from garage.domain.orders import OrderState
from garage.domain.text import one_line
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.claims import Claim, ClaimLine
from garage.models.listing import tuples
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier
from garage.models.stock import GoodsReceipt, GoodsReceiptLine
from garage.models.vehicles import Vehicle
from garage.services import claim_terms, claim_warranties, numbers, old_parts, serials
from garage.services.claim_facts import (
    LONGEST_SERIALS,
    cause_found,
    costs_of,
    free_tags,
    worth,
)
from garage.services.command import Area, By, command, create
from garage.services.old_part_tags import TAGGABLE

_STAND = [status.value for status in COUNTING]
_NOT_AGREED = sorted(state.value for state in frozenset(OrderState) - TAGGABLE)


@dataclass(frozen=True)
class Claimable:
    """A line of an order that somebody else pays for: what may be asked for it, and from whom the part came.

    Under a maker's term `supplier_id` is whom that names.
    """

    id: int
    position: int
    kind: ClaimKind
    code: str
    name: str
    part_id: int | None
    qty_milli: int
    supplier_id: int | None
    claim_no: str
    claim_id: int | None

    @property
    def free(self) -> bool:
        """No claim has it yet."""
        return not self.claim_no


def claimable(order_id: int) -> list[Claimable]:
    """The claim lines of an order, those that a claim has already with its number; no part that the customer brought."""
    own = _claim_lines(order_id)
    refs = [line.id for line in own]
    taken = {ref: (no, claim) for ref, no, claim in _taken(refs)}
    parts = [line.part_id for line in own if line.part_id is not None]
    sources, makers = _suppliers(parts), _makers(order_id) if own else {}
    return [
        Claimable(
            line.id,
            line.position,
            _KINDS.get(LineKind(line.kind), ClaimKind.OTHER),
            line.code,
            line.name,
            line.part_id,
            line.issued_milli or line.qty_milli,
            makers.get(line.id, sources.get(line.part_id)),
            *taken.get(line.id, ("", None)),
        )
        for line in own
    ]


_KINDS = {LineKind.PART: ClaimKind.PART, LineKind.LABOUR: ClaimKind.LABOUR}


def _makers(order_id: int) -> dict[int, int]:
    return claim_warranties.makers(order_id, WorkOrder.get_by_id(order_id).vehicle_id)


def _claim_lines(order_id: int) -> list[OrderLine]:
    claims = (OrderLine.order == order_id) & (OrderLine.pay_type == PayType.CLAIM.value)
    query = OrderLine.select().where(claims & OrderLine.status.in_(_STAND) & ~OrderLine.customer_supplied)
    return list(query.order_by(OrderLine.position))


def _taken(order_line_ids: list[int]) -> list[tuple[int, str, int]]:
    if not order_line_ids:
        return []
    query = (
        ClaimLine.select(ClaimLine.order_line, Claim.no, Claim.id)
        .join(Claim, on=(Claim.id == ClaimLine.claim))
        .where(ClaimLine.order_line.in_(order_line_ids) & ClaimLine.live)
    )
    return [(ref, no, claim) for ref, no, claim in tuples(query)]


def _suppliers(part_ids: list[int]) -> dict[int, int]:
    """Where parts came from: their last delivery, else who is named on the part."""
    if not part_ids:
        return {}
    named = tuples(
        Part.select(Part.id, Part.supplier).where(Part.id.in_(part_ids) & Part.supplier.is_null(False))
    )
    delivered = tuples(
        GoodsReceiptLine.select(GoodsReceiptLine.part, GoodsReceipt.supplier)
        .join(GoodsReceipt, on=(GoodsReceipt.id == GoodsReceiptLine.receipt))
        .where(GoodsReceiptLine.part.in_(part_ids) & GoodsReceipt.supplier.is_null(False))
        .where(GoodsReceipt.reversed_at.is_null())
        .order_by(GoodsReceiptLine.id)
    )
    return dict(named) | dict(delivered)


@dataclass(frozen=True)
class UnclaimedJob:
    """A job with claim lines that no claim has: money that nobody has asked for yet."""

    order_id: int
    order_no: str
    plate: str
    model: str
    name: str
    received_on: date


def unclaimed(limit: int = 200) -> list[UnclaimedJob]:
    """Jobs with claim lines that are not claimed, the oldest first: nothing is left lying."""
    live = ClaimLine.select(ClaimLine.id).where(ClaimLine.live & (ClaimLine.order_line == OrderLine.id))
    query = (
        OrderLine.select(
            WorkOrder.id,
            WorkOrder.no,
            Vehicle.plate,
            Vehicle.model,
            fn.MIN(OrderLine.name),
            WorkOrder.received_at,
        )
        .join(WorkOrder, on=(WorkOrder.id == OrderLine.order))
        .join(Vehicle, on=(Vehicle.id == WorkOrder.vehicle))
        .where((OrderLine.pay_type == PayType.CLAIM.value) & OrderLine.status.in_(_STAND))
        .where(~OrderLine.customer_supplied & ~fn.EXISTS(live))
        .where(WorkOrder.state.not_in(_NOT_AGREED))  # hardly any: the few claim lines lead to their orders
        .group_by(WorkOrder.id, WorkOrder.no, Vehicle.plate, Vehicle.model, WorkOrder.received_at)
        .order_by(WorkOrder.id)
        .limit(limit)
    )
    return [UnclaimedJob(*[*values, at.date()]) for *values, at in tuples(query)]


@command(Area.RETURNS, Area.ORDERS)
def draft(by: By, order_line_ids: Sequence[int], supplier_id: int) -> int:
    """Draft a claim from claim lines of one order; returns its id.

    Amounts follow the supplier's terms, the first part is the causal one, serial numbers and old parts are taken from the
    order, the cause from the evidence of a rework case. FieldError("lines", "supplier"); RuleError("claimed") where a claim has a line already, ("own_part") for a part
    that the customer brought, ("cancelled"), ("not_agreed") while the estimate is typed.
    """
    if Supplier.find(supplier_id) is None:
        raise FieldError("supplier", _("Choose whom to claim from."))
    lines = _chosen(order_line_ids)
    order = WorkOrder.get_by_id(lines[0].order_id)
    if order.state == OrderState.CANCELLED.value:
        raise RuleError(Reason("cancelled", _("This order is cancelled: nothing can be claimed for it.")))
    if order.state in _NOT_AGREED:
        text = _("The customer has not agreed to this order yet: its lines can still change.")
        raise RuleError(Reason("not_agreed", text, "order"))
    terms = claim_terms.of(supplier_id)
    claim = create(by, Claim, **_about(by, order, supplier_id, terms, lines))
    hold_tags(by, [line.id for line in lines], supplier_id)
    pieces = [ClaimLine.create(claim=claim.id, **columns) for columns in _columns(lines, terms)]
    total = sum(piece.claimed_fen for piece in pieces)
    Claim.update(claimed_fen=total).where(Claim.id == claim.id).execute()
    return int(claim.id)


def _chosen(order_line_ids: Sequence[int]) -> list[OrderLine]:
    """The lines, all of one order and free to be claimed."""
    lines = list(OrderLine.select().where(OrderLine.id.in_(list(order_line_ids)))) if order_line_ids else []
    if not lines:
        raise FieldError("lines", _("Choose at least one line."))
    if len(lines) < len(set(order_line_ids)):
        raise FieldError("lines", _("This line is not on the order."))
    if len({line.order_id for line in lines}) > 1:
        raise FieldError("lines", _("A claim is about one job."))
    if any(line.pay_type != PayType.CLAIM.value or line.status not in _STAND for line in lines):
        raise FieldError("lines", _("Only lines with the pay type “Warranty claim” can be claimed."))
    refused = [
        Reason("claimed", _("{name} is claimed already: {number}.").format(name=name, number=no), "claims")
        for ref, no, _claim in _taken([line.id for line in lines])
        for name in (line.name for line in lines if line.id == ref)
    ]
    text = _("{name}: a part that the customer brought carries no warranty.")
    refused += [
        Reason("own_part", text.format(name=line.name), "lines") for line in lines if line.customer_supplied
    ]
    if refused:
        raise RuleError(refused)
    return sorted(lines, key=lambda line: (line.kind != LineKind.PART.value, line.position))


def _about(
    by: By, order: WorkOrder, supplier_id: int, terms: Terms, lines: Sequence[OrderLine]
) -> dict[str, Any]:
    """The car as it is now, from when its warranty counts, and the month the fault belongs to."""
    car, held = Vehicle.get_by_id(order.vehicle_id), claim_warranties.of_lines(order, lines)
    fault_on = order.received_at.date()
    return {
        "no": numbers.take(by, Series.CLAIM),
        "supplier": supplier_id,
        "order": order.id,
        "vehicle": car.id,
        "state": "DRAFT",
        "period": period_of(fault_on),
        "due_on": due_on(fault_on, terms.due_day),
        "plate": car.plate,
        "vin": car.vin,
        "model": " ".join(word for word in (car.brand, car.model) if word),
        "engine_no": car.engine_no,
        "bought_on": (held.since if held is not None else None) or car.registered_on,
        "odometer_km": order.odo_in,
        "fault_on": fault_on,
        "symptoms": order.complaint,
        "cause": cause_found(order.id, [line.id for line in lines]),
    }


def _columns(lines: Sequence[OrderLine], terms: Terms) -> list[dict[str, Any]]:
    refs = [line.id for line in lines]
    costs, held, tags = costs_of(refs), serials.of_lines(refs), free_tags(refs)
    last_costs = _last_costs([line.part_id for line in lines if line.part_id is not None])
    columns = []
    for position, line in enumerate(lines, 1):
        money = worth(line, terms, costs, last_costs.get(line.part_id))
        pieces = held.get(line.id, [])
        part = money.kind is ClaimKind.PART
        first = part and position == 1
        role = PartRole.CAUSAL if first else PartRole.CONSEQUENTIAL if part else None
        columns.append(
            {
                "position": position,
                "kind": money.kind.value,
                "role": role.value if role else "",
                "order_line": line.id,
                "part": line.part_id if part else None,
                "old_part": next(iter(tags.get(line.id, [])), None),
                "code": line.code,
                "name": line.name,
                "qty_milli": line.issued_milli or line.qty_milli,
                "old_serial": one_line(
                    "lines", ", ".join(one.old for one in pieces if one.old), LONGEST_SERIALS
                ),
                "new_serial": one_line("lines", ", ".join(one.new for one in pieces), LONGEST_SERIALS),
                "claimed_fen": money.usual_fen,
            }
        )
    return columns


def _last_costs(part_ids: list[int]) -> dict[int, int]:
    if not part_ids:
        return {}
    query = Part.select(Part.id, Part.last_cost_fen).where(Part.id.in_(part_ids))
    return {ref: fen for ref, fen in tuples(query) if fen is not None}


def hold_tags(by: By, order_line_ids: Sequence[int], supplier_id: int) -> None:
    """All old parts that came off by these lines are the supplier's now, and stay as they are (invariant 17)."""
    for refs in free_tags(order_line_ids).values():
        for ref in refs:
            old_parts.hold_for_claim(by, ref, supplier_id)
