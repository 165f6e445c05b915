"""旧件发运: old parts packed for a supplier, sent with a carrier, received there, and some of them sent back (S3, E7)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from garage.domain.claims import CLOSED, ClaimState
from garage.domain.money import MAX_FEN
from garage.domain.numbers import Series
from garage.domain.old_parts import OldPartAct, OldPartState
from garage.domain.shipments import SOURCES, ShipmentAct, ShipmentState
from garage.domain.text import half_width, one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import N_, _
from garage.models.claims import Claim
from garage.models.listing import tuples
from garage.models.old_parts import OldPart, Shipment, ShipmentPart
from garage.models.parts import Supplier
from garage.services import claim_tags, claims, numbers, old_parts
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.old_parts import Seen

MOST_PACKAGES = 999


@dataclass(frozen=True)
class Carriage:
    """Who carries a shipment and on what receipt; freight in fen."""

    carrier: str
    waybill_no: str = ""
    packages: int = 1
    freight_fen: int = 0
    note: str = ""


@command(Area.RETURNS)
def pack(by: By, supplier_id: int, old_part_ids: Collection[int], note: str = "") -> int:
    """Begin a shipment with these old parts; nothing leaves before it is sent. Returns its id.

    RuleError names each part that cannot go to this supplier, or lies in another shipment; FieldError("parts", "note").
    """
    if Supplier.find(supplier_id) is None:
        raise KeyError(supplier_id)
    row = create(
        by,
        Shipment,
        no=numbers.take(by, Series.SHIPMENT),
        supplier=supplier_id,
        state=ShipmentState.DRAFT.value,
        note=one_line("note", note, 200),
    )
    _fill(row, old_part_ids)
    return int(row.id)


@command(Area.RETURNS)
def repack(by: By, shipment_id: int, version: int, old_part_ids: Collection[int], note: str = "") -> None:
    """Other parts in a shipment that has not left; errors as in `pack`."""
    row = _in(ShipmentAct.PACK, shipment_id, version)
    _fill(row, old_part_ids)
    if not update(by, row, version, act="repack", note=one_line("note", note, 200)):
        Shipment.update(version=version + 1).where(Shipment.id == shipment_id).execute()


def _fill(row: Shipment, old_part_ids: Collection[int]) -> None:
    """Exactly these parts lie in it."""
    wanted = list(dict.fromkeys(old_part_ids))
    if not wanted:
        raise FieldError("parts", _("Choose at least one part."))
    found = old_parts.all_may(OldPartAct.SEND, dict.fromkeys(wanted))
    if reasons := [no for part in found if (no := _elsewhere(part, row)) is not None]:
        raise RuleError(reasons)
    ShipmentPart.delete().where(ShipmentPart.shipment == row.id).execute()
    for ref in wanted:
        ShipmentPart.create(shipment=row.id, old_part=ref)


def _elsewhere(part: OldPart, row: Shipment) -> Reason | None:
    """Why a part does not go into this shipment: it is another supplier's, or packed already."""
    others = (Claim.supplier != row.supplier_id) & Claim.state.in_(_OPEN)
    wrong = claim_tags.claims_on([part.id]).where(others).first()
    if wrong is not None:
        text = _("{number} belongs to claim {claim}, of another supplier.")
        return Reason("supplier", text.format(number=part.no, claim=wrong.no), "parts")
    packed = (
        Shipment.select(Shipment.no)
        .join(ShipmentPart, on=(ShipmentPart.shipment == Shipment.id))
        .where((ShipmentPart.old_part == part.id) & (Shipment.id != row.id))
        .where(Shipment.state == ShipmentState.DRAFT.value)
        .first()
    )
    if packed is not None:
        text = _("{number} is packed in {shipment} already.")
        return Reason("packed", text.format(number=part.no, shipment=packed.no), "parts")
    return None


@command(Area.RETURNS)
def send(by: By, shipment_id: int, version: int, carriage: Carriage) -> None:
    """The shipment leaves with its carrier, and its parts with it.

    FieldError("carrier", "waybill_no", "packages", "freight", "note"); RuleError names each part that may not go.
    """
    row = _in(ShipmentAct.SEND, shipment_id, version)
    values = _checked(carriage)
    held = part_ids(shipment_id)
    _fill(row, held)
    old_parts.send(by, dict.fromkeys(held), shipment_id)
    values["note"] = values["note"] or row.note
    update(by, row, version, act="send", state=ShipmentState.SENT.value, sent_at=by.at, **values)


def _checked(carriage: Carriage) -> dict[str, Any]:
    carrier = one_line("carrier", carriage.carrier, 60)
    if not carrier:
        raise FieldError("carrier", _("Say who carries it."))
    if not 1 <= carriage.packages <= MOST_PACKAGES:
        text = _("Between {least:,} and {most:,}.").format(least=1, most=MOST_PACKAGES)
        raise FieldError("packages", text)
    if not 0 <= carriage.freight_fen <= MAX_FEN:
        raise FieldError("freight", _("It cannot be less than zero or that large."))
    return {
        "carrier": carrier,
        "waybill_no": one_line("waybill_no", half_width(carriage.waybill_no), 40).upper(),
        "packages": carriage.packages,
        "freight_fen": carriage.freight_fen,
        "note": one_line("note", carriage.note, 200),
    }


@command(Area.RETURNS)
def receive(
    by: By, shipment_id: int, version: int, *, received_on: date, received_by: str, note: str = ""
) -> None:
    """The supplier confirms that it has the shipment; FieldError("received_on", "received_by", "note")."""
    row = _in(ShipmentAct.RECEIVE, shipment_id, version)
    who = one_line("received_by", received_by, 60)
    if not who:
        raise FieldError("received_by", _("Who confirmed it?"))
    if received_on > by.today:
        raise FieldError("received_on", _("This day has not come yet."))
    if row.sent_at is not None and received_on < row.sent_at.date():
        raise FieldError("received_on", _("It was sent later than that."))
    state = ShipmentState.RECEIVED.value
    said = one_line("note", note, 200)
    values: dict[str, Any] = {"received_on": received_on, "received_by": who, "received_note": said}
    update(by, row, version, act="receive", state=state, **values)


@command(Area.RETURNS)
def take_back(
    by: By, shipment_id: int, version: int, seen: Seen, note: str, *, shelf: str = "", inspected: bool = True
) -> None:
    """The supplier sent parts back; what it found stands with each, and with its claim when it inspected them.

    FieldError("parts", "note", "shelf"); RuleError for a part that did not go with this shipment.
    """
    row = _in(ShipmentAct.TAKE_BACK, shipment_id, version)
    found = one_line("note", note, 200)
    if not seen:
        raise FieldError("parts", _("Choose at least one part."))
    if not found:
        raise FieldError("note", _("Say why it came back, or what the inspection found."))
    for ref, shown in seen.items():
        part = OldPart.find(ref)
        if part is None or part.shipment_id != shipment_id:
            raise RuleError(
                Reason("shipment", _("This part did not go with {number}.").format(number=row.no))
            )
        old_parts.take_back(by, ref, shown, found, shelf)
    if inspected:
        inspect(by, list(seen), found)


@command(Area.RETURNS)
def inspect(by: By, old_part_ids: Collection[int], note: str) -> None:
    """What the supplier found in old parts goes to the claims that rest on them (复检). FieldError("note")."""
    asked = Claim.state.in_(_OPEN) & (Claim.state != ClaimState.DRAFT.value)
    for claim in claim_tags.claims_on(old_part_ids).where(asked).order_by(Claim.id):
        claims.reinspect(by, claim.id, claim.version, note)


_OPEN = [state.value for state in ClaimState if state not in CLOSED]


@command(Area.RETURNS)
def void(by: By, shipment_id: int, version: int, reason: str) -> None:
    """The shipment did not leave: its parts lie on their shelves again, its number stays.

    RuleError when the supplier has it, or when parts of it came back from there.
    """
    row = _in(ShipmentAct.VOID, shipment_id, version)
    why = said_why(reason)
    went = list(OldPart.select().where(OldPart.shipment == shipment_id).order_by(OldPart.id))
    if row.state == ShipmentState.SENT.value:
        gone = [part for part in went if part.state != OldPartState.SENT_SUPPLIER.value]
        if gone:
            text = _("{number} came back from the supplier: the shipment did leave.")
            raise RuleError([Reason("came_back", text.format(number=part.no)) for part in gone])
        old_parts.unsend(by, {part.id: None for part in went}, why)
    state = ShipmentState.VOIDED.value
    update(by, row, version, act="void", reason=why, state=state, voided_at=by.at, void_reason=why)


def part_ids(shipment_id: int) -> list[int]:
    """What lies in a shipment, in the order in which it was packed."""
    query = ShipmentPart.select(ShipmentPart.old_part).where(ShipmentPart.shipment == shipment_id)
    return [ref for (ref,) in tuples(query.order_by(ShipmentPart.id))]


_NOT_THERE = {
    ShipmentState.DRAFT: N_("{number} has not left yet."),
    ShipmentState.SENT: N_("{number} is on its way."),
    ShipmentState.RECEIVED: N_("{number} is with the supplier."),
    ShipmentState.VOIDED: N_("{number} is void."),
}


def _in(act: ShipmentAct, shipment_id: int, version: int) -> Shipment:
    row = Shipment.find(shipment_id)
    if row is None:
        raise KeyError(shipment_id)
    refuse_stale(row, version)
    state = ShipmentState(row.state)
    if state not in SOURCES[act]:
        raise RuleError(Reason("state", _(_NOT_THERE[state]).format(number=row.no)))
    found: Shipment = row
    return found
