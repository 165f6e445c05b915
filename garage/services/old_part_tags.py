"""What a tag says by itself: the line, the complaint, the odometer, the mechanic, and whom the part is for (E1)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.lines import COUNTING, LineKind, LineStatus, PayType
from garage.domain.old_parts import Hazard, OldPartPurpose, OldPartState, purpose_of
from garage.domain.orders import OldPartChoice, OrderState
from garage.domain.quantities import PIECE
from garage.models.listing import tuples
from garage.models.old_parts import OldPart
from garage.models.orders import LineShare, OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.statements import statement
from garage.models.stock import GoodsIssue
from garage.services import serials

TAGGABLE = frozenset(OrderState) - {OrderState.RECEIVED, OrderState.ESTIMATED, OrderState.CANCELLED}
"""Nothing comes off a car before the customer agreed; a tag may be made up for even when the car has left."""


@dataclass(frozen=True)
class TagData:
    """What is written on a tag; quantity milli, odometer in km, `removed_at` None for now."""

    name: str = ""
    code: str = ""
    unit: str = ""
    qty_milli: int = PIECE
    part_id: int | None = None
    supplier_id: int | None = None
    serial: str = ""
    fault: str = ""
    odometer_km: int | None = None
    removed_at: datetime | None = None
    removed_by: int | None = None
    purpose: OldPartPurpose = OldPartPurpose.UNDECIDED
    hazard: Hazard | None = None
    intact: bool = True
    condition: str = ""


@dataclass(frozen=True)
class ReplacedLine:
    """A part line of an order and how much of what it replaced has no tag yet; `wanted` when it should have one."""

    line_id: int
    position: int
    code: str
    name: str
    unit: str
    pay_type: PayType
    purpose: OldPartPurpose
    hazard: Hazard | None
    qty_milli: int
    left_milli: int
    wanted: bool


def replaced_lines(order_id: int) -> list[ReplacedLine]:
    """Part lines of an order whose old parts have no tag yet, in the order of the lines."""
    order = WorkOrder.get_by_id(order_id)
    if OrderState(order.state) not in TAGGABLE:
        return []
    choice = OldPartChoice(order.old_parts)
    found = []
    for line_id, position, code, name, unit, pays, replaced, tagged, back, hazard in _replaced.rows(order_id):
        purpose = purpose_of(choice, PayType(pays), bool(back))
        left = replaced - int(tagged)
        if left > 0:
            danger = Hazard(hazard) if hazard else None
            wanted = bool(back) or purpose is not OldPartPurpose.SCRAP or danger is not None
            found.append(
                ReplacedLine(
                    line_id,
                    position,
                    code,
                    name,
                    unit,
                    PayType(pays),
                    purpose,
                    danger,
                    replaced,
                    left,
                    wanted,
                )
            )
    return found


@statement
def _replaced(order_id: Any) -> Any:
    """Lines whose new part was drawn, or is not from stock at all."""
    stands = (OrderLine.kind == LineKind.PART.value) & OrderLine.status.in_([one.value for one in COUNTING])
    fitted = (OrderLine.issued_milli > 0) | OrderLine.customer_supplied | OrderLine.part.is_null()
    return (
        OrderLine.select(
            OrderLine.id,
            OrderLine.position,
            OrderLine.code,
            OrderLine.name,
            OrderLine.unit,
            OrderLine.pay_type,
            OrderLine.qty_milli,
            _tagged(),
            fn.COALESCE(Part.old_part_back, False),
            fn.COALESCE(Part.hazard, ""),
        )
        .left_outer_join(Part, on=(Part.id == OrderLine.part))
        .where((OrderLine.order == order_id) & stands & fitted)
        .order_by(OrderLine.position)
    )


def _tagged() -> Any:
    live = (OldPart.line == OrderLine.id) & (OldPart.state != OldPartState.VOIDED.value)
    return OldPart.select(fn.COALESCE(fn.SUM(OldPart.qty_milli), 0)).where(live)


def left_of(line_id: int) -> int:
    """Milli-units of a line whose old part has no tag yet."""
    query = OrderLine.select(OrderLine.qty_milli, OrderLine.issued_milli, _tagged())
    [(qty, issued, tagged)] = tuples(query.where(OrderLine.id == line_id))
    return int(max(qty, issued) - tagged)


def counts(line: Any) -> bool:
    """Whether an order line replaces a part and still stands."""
    return line.kind == LineKind.PART.value and LineStatus(line.status) in COUNTING


def prefill(order_id: int, line_id: int | None = None) -> TagData:
    """The tag of a line, or of a part that is on no line, as far as the order knows it; KeyError without either."""
    order = WorkOrder.find(order_id)
    if order is None:
        raise KeyError(order_id)
    choice = OldPartChoice(order.old_parts)
    told = TagData(
        fault=order.complaint,
        odometer_km=order.odo_in,
        removed_by=_mechanic(order_id),
        purpose=purpose_of(choice, None),
    )
    if line_id is None:
        return told
    line = OrderLine.find(line_id)
    if line is None or line.order_id != order_id:
        raise KeyError(line_id)
    part = Part.find(line.part_id) if line.part_id is not None else None
    serial = _old_serial(line_id)
    return replace(
        told,
        name=line.name,
        code=line.code or (part.code if part else ""),
        unit=line.unit,
        qty_milli=PIECE if serial else max(left_of(line_id), 0),
        part_id=line.part_id,
        supplier_id=part.supplier_id if part else None,
        serial=serial,
        purpose=purpose_of(choice, PayType(line.pay_type), part is not None and part.old_part_back),
        hazard=Hazard(part.hazard) if part and part.hazard else None,
    )


def _old_serial(line_id: int) -> str:
    """The first serial number that came off on a line and is on no tag yet."""
    live = (OldPart.line == line_id) & (OldPart.state != OldPartState.VOIDED.value)
    told = {serial for (serial,) in tuples(OldPart.select(OldPart.serial).where(live))}
    off = (piece.old for piece in serials.of_lines([line_id]).get(line_id, ()) if piece.old)
    return next((serial for serial in off if serial not in told), "")


def _mechanic(order_id: int) -> int | None:
    """Whoever has the largest share in the work, else whoever drew parts last."""
    share = fn.SUM(LineShare.share_bp)
    shares = LineShare.select(LineShare.staff).join(OrderLine).where(OrderLine.order == order_id)
    taken = GoodsIssue.select(GoodsIssue.received_by).where(GoodsIssue.order == order_id)
    for query in (
        shares.group_by(LineShare.staff).order_by(share.desc(), LineShare.staff),
        taken.order_by(GoodsIssue.id.desc()),
    ):
        for (person,) in tuples(query.limit(1)):
            return int(person)
    return None
