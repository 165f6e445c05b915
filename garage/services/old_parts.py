"""Acts on old parts: tagged at removal, counted in, shelved, handed to the customer, held for a claim (E1, E2)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from garage.domain.labels import label
from garage.domain.numbers import Series
from garage.domain.odometer import MAX_KM
from garage.domain.old_parts import OldPartAct, OldPartPurpose, OldPartState, owed, refusals
from garage.domain.orders import ConsentChannel, OldPartChoice, OrderState
from garage.domain.text import half_width, one_line, said_why, several_lines
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.old_parts import OldPart
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part, Supplier
from garage.models.staff import Staff
from garage.services import numbers, old_part_duties, old_part_owners, old_part_rows
from garage.services.command import Area, By, command, create, refuse_stale, update
from garage.services.old_part_rows import OldPartRow
from garage.services.old_part_tags import TAGGABLE, TagData, counts, left_of, prefill
from garage.services.order_moves import elsewhere

of_order = old_part_rows.of_order
"""What an order has: whoever acts on it asks here."""

Seen = Mapping[int, int | None]
"""{old part id: the version at which it was seen, None for whoever showed nothing}."""

LONGEST_SHELF, LONGEST_CONDITION, LONGEST_NAME = 40, 200, 120


@command(Area.RETURNS, Area.ORDERS)
def tag(by: By, order_id: int, line_id: int | None = None, data: TagData | None = None) -> int:
    """Tag a part that came off, of a line or of none; without `data` as the line knows it. Returns its id.

    FieldError("name", "qty", "purpose", "odometer", "removed_at", "removed_by", "serial", "condition"); RuleError when
    nothing of this order or line can have come off. KeyError without such an order or line.
    """
    data = prefill(order_id, line_id) if data is None else data
    order = WorkOrder.find(order_id)
    if order is None:
        raise KeyError(order_id)
    if OrderState(order.state) not in TAGGABLE:
        raise elsewhere(by, order)
    if line_id is not None:
        _check_line(order_id, line_id, data.qty_milli)
    if data.qty_milli <= 0:
        raise FieldError("qty", _("A quantity is needed."))
    old_part_owners.check_tag(order_id, line_id, data.purpose)
    row = create(
        by,
        OldPart,
        no=numbers.take(by, Series.OLD_PART),
        order=order_id,
        line=line_id,
        state=OldPartState.TAGGED.value,
        purpose=data.purpose.value,
        qty_milli=data.qty_milli,
        hazard=data.hazard.value if data.hazard else "",
        intact=data.intact,
        **_words(data),
        **_circumstances(by, order, data),
    )
    return int(row.id)


@command(Area.RETURNS, Area.STOCK, Area.ORDERS)
def tag_lines(
    by: By,
    order_id: int,
    line_ids: Sequence[int],
    *,
    removed_by: int | None = None,
    shelf: str = "",
) -> list[int]:
    """Tag the old parts of several lines in one step, each tracked piece with a tag of its own; returns their ids.

    With a `shelf` they are counted in at once. FieldError("lines", "shelf") or as in `tag`.
    """
    if not line_ids:
        raise FieldError("lines", _("Choose at least one part."))
    made: list[int] = []
    for line_id in line_ids:
        first = True
        while first or (made and left_of(line_id) > 0):
            told = prefill(order_id, line_id)
            if removed_by is not None:
                told = replace(told, removed_by=removed_by)
            made.append(tag(by, order_id, line_id, told))
            first = False
    if shelf.strip():
        for old_part_id in made:
            count_in(by, old_part_id, shelf=shelf)
    return made


def _check_line(order_id: int, line_id: int, qty_milli: int) -> None:
    line = OrderLine.find(line_id)
    if line is None or line.order_id != order_id:
        raise KeyError(line_id)
    if not counts(line):
        raise RuleError(Reason("line", _("This line replaces no part."), "lines"))
    left = left_of(line_id)
    if left <= 0:
        raise RuleError(Reason("tagged", _("The old parts of this line have their tags."), "old_parts"))
    if qty_milli > left:
        raise FieldError("qty", _("More than the line replaces."))


def _words(data: TagData) -> dict[str, Any]:
    name = one_line("name", data.name, LONGEST_NAME)
    if not name:
        raise FieldError("name", _("A name is needed."))
    return {
        "name": name,
        "code": one_line("code", data.code, 60),
        "unit": one_line("unit", data.unit, 20),
        "serial": one_line("serial", half_width(data.serial), 60).upper(),
        "fault": several_lines("fault", data.fault),
        "condition": one_line("condition", data.condition, LONGEST_CONDITION),
    }


def _circumstances(by: By, order: Any, data: TagData) -> dict[str, Any]:
    """When, at what odometer and by whom it came off, and where the new one came from."""
    removed_at = (data.removed_at or by.at).replace(microsecond=0)
    if not order.received_at <= removed_at <= by.at:
        raise FieldError("removed_at", _("It came off between the car's arrival and now."))
    if data.odometer_km is not None and not 0 <= data.odometer_km <= MAX_KM:
        text = _("The odometer must lie between 0 and {most} km.")
        raise FieldError("odometer", text.format(most=f"{MAX_KM:,}"))
    for field, model, ref in (
        ("removed_by", Staff, data.removed_by),
        ("part", Part, data.part_id),
        ("supplier", Supplier, data.supplier_id),
    ):
        if ref is not None and model.find(ref) is None:
            raise FieldError(field, _("There is none of this name."))
    return {
        "removed_at": removed_at,
        "removed_by": data.removed_by,
        "odometer_km": data.odometer_km,
        "part": data.part_id,
        "supplier": data.supplier_id,
    }


@command(Area.RETURNS, Area.STOCK, Area.ORDERS)
def count_in(
    by: By,
    old_part_id: int,
    version: int | None = None,
    *,
    shelf: str = "",
    condition: str | None = None,
    intact: bool | None = None,
    reason: str = "",
    charge_back: bool = False,
) -> None:
    """The part is here: it goes on a shelf, and nobody owes it any more (E3).

    With `charge_back` whoever was charged for it as lost gets the charge back. FieldError("shelf", "condition",
    "reason") when it is said to be as it came off again.
    """
    row = _may(OldPartAct.COUNT_IN, old_part_id, version)
    told = _state_of(row, condition, intact, reason)
    _count_in(by, row, {"shelf": one_line("shelf", shelf, LONGEST_SHELF) or row.shelf} | told, reason.strip())
    if charge_back and row.line_id is not None:
        old_part_duties.found_again(by, row.line_id, _("Found: {number}").format(number=row.no))


def _count_in(by: By, row: Any, values: Mapping[str, Any], why: str = "") -> None:
    here: dict[str, Any] = {
        "state": OldPartState.SHELVED.value,
        "counted_at": by.at,
        "counted_by": by.staff_id,
    }
    update(by, row, row.version, act="count in", reason=why, **here, **values)
    if row.line_id is not None:
        old_part_duties.settle(by, row.line_id, row.qty_milli, row.id, row.no)


@command(Area.RETURNS)
def shelve(by: By, old_part_ids: Seen, shelf: str) -> None:
    """Move parts that are counted in to another shelf. FieldError("shelf")."""
    place = one_line("shelf", shelf, LONGEST_SHELF)
    if not place:
        raise FieldError("shelf", _("Say where it lies."))
    for row in all_may(OldPartAct.SHELVE, old_part_ids):
        update(by, row, row.version, act="shelve", shelf=place)


@command(Area.RETURNS)
def note_condition(
    by: By, old_part_id: int, version: int | None = None, *, condition: str, intact: bool, reason: str = ""
) -> None:
    """Write down how the part looks; what a claim rests on is kept as it came off (invariant 17).

    FieldError("condition"); FieldError("reason") when what was opened is said to be as it came off again.
    """
    row = _row(old_part_id, version)
    told = _state_of(row, condition, intact, reason)
    update(by, row, row.version, act="condition", reason=reason.strip(), **told)


def _state_of(row: Any, condition: str | None, intact: bool | None, reason: str) -> dict[str, Any]:
    """How it looks; what a claim rests on cannot have been opened meanwhile, and nothing closes again without a word."""
    if row.intact and intact is False:
        _refuse(OldPartAct.DECIDE, [row])
    if intact and not row.intact:
        said_why(reason)
    words = row.condition if condition is None else one_line("condition", condition, LONGEST_CONDITION)
    return {"condition": words, "intact": row.intact if intact is None else intact}


@command(Area.RETURNS)
def decide(by: By, old_part_ids: Seen, purpose: OldPartPurpose, reason: str) -> None:
    """Say whom parts are for: what cannot be claimed is for scrap, what the customer asks for is theirs.

    FieldError("reason"); RuleError while a claim rests on one of them, for what its supplier always wants back, and
    for what only the customer can leave (invariant 18): that is `waive`.
    """
    why = said_why(reason)
    found = all_may(OldPartAct.DECIDE, old_part_ids)
    tags = [row.tag for row in old_part_rows.of_ids([row.id for row in found])]
    if purpose is not OldPartPurpose.CLAIM and (wanted := [no for no in map(owed, tags) if no is not None]):
        raise RuleError(wanted)
    if theirs := [row for row in found if old_part_owners.asks_customer(row.id, purpose)]:
        text = _("{number} belongs to the customer: who left it, and how did they say so?")
        raise RuleError([Reason("waive", text.format(number=row.no), "old_parts") for row in theirs])
    for row in found:
        update(by, row, row.version, act="decide", reason=why, purpose=purpose.value)


@command(Area.RETURNS)
def waive(
    by: By,
    old_part_ids: Seen,
    said_by: str,
    how: ConsentChannel = ConsentChannel.SIGNED,
    purpose: OldPartPurpose = OldPartPurpose.SCRAP,
) -> None:
    """The customer leaves parts with the garage: the log keeps who said so, how and when (E2). FieldError("said_by")."""
    who = one_line("said_by", said_by, 60)
    if not who:
        raise FieldError("said_by", _("Who said so?"))
    why = f"{who} · {label(how)}"
    for row in all_may(OldPartAct.WAIVE, old_part_ids):
        update(by, row, row.version, act=old_part_owners.WAIVE, reason=why, purpose=purpose.value)


@command(Area.RETURNS, Area.STOCK, Area.ORDERS)
def hand_over(by: By, old_part_ids: Seen, handed_to: str) -> None:
    """The customer takes parts and signs: those of an order in one act; what was not counted in is with it (E2).

    FieldError("parts", "handed_to"); RuleError names each part that is not the customer's to take.
    """
    who = one_line("handed_to", handed_to, 60)
    if not old_part_ids:
        raise FieldError("parts", _("Choose at least one part."))
    if not who:
        raise FieldError("handed_to", _("Who takes them?"))
    for row in all_may(OldPartAct.HAND_OVER, old_part_ids):
        if row.state == OldPartState.TAGGED.value:
            _count_in(by, row, {})
        update(
            by,
            row,
            row.version,
            act="hand over",
            state=OldPartState.RETURNED_CUSTOMER.value,
            purpose=OldPartPurpose.CUSTOMER.value,
            handed_to=who,
            handed_at=by.at,
            shelf="",
        )


@command(Area.RETURNS, Area.STOCK, Area.ORDERS)
def part_with(by: By, taken: Seen, left: Seen, who: str) -> None:
    """The customer takes some parts and leaves the others, in one act; FieldErrors as in `hand_over`."""
    if taken or not left:
        hand_over(by, taken, who)
    if left:
        waive(by, left, who)


@command(Area.RETURNS)
def hold_for_claim(by: By, old_part_id: int, supplier_id: int | None = None) -> None:
    """A claim will rest on the part: it is the supplier's now and stays as it is (invariant 17).

    RuleError when it is gone, the customer's, approved for scrapping, or not intact.
    """
    [row] = all_may(OldPartAct.HOLD, {old_part_id: None})
    if not row.intact:
        text = _("{number} is not as it came off.").format(number=row.no)
        raise RuleError(Reason("intact", text, "old_parts"))
    of = row.supplier_id if supplier_id is None else supplier_id
    update(by, row, row.version, act="hold", purpose=OldPartPurpose.CLAIM.value, supplier=of)


@command(Area.RETURNS)
def send(by: By, old_part_ids: Seen, shipment_id: int) -> None:
    """Parts leave for the supplier with a shipment (E7); the caller is the shipment's act."""
    for row in all_may(OldPartAct.SEND, old_part_ids):
        state = OldPartState.SENT_SUPPLIER.value
        update(
            by, row, row.version, act="send", state=state, shipment=shipment_id, back_at=None, back_note=""
        )


@command(Area.RETURNS)
def unsend(by: By, old_part_ids: Seen, reason: str) -> None:
    """The shipment was voided before it left: its parts lie on their shelves again."""
    why = said_why(reason)
    for row in all_may(OldPartAct.TAKE_BACK, old_part_ids):
        state = OldPartState.SHELVED.value
        update(by, row, row.version, act="unsend", reason=why, state=state, shipment=None)


@command(Area.RETURNS)
def take_back(by: By, old_part_id: int, version: int | None, note: str, shelf: str = "") -> None:
    """The supplier sent the part back; `note` says what it found (E7). FieldError("note", "shelf")."""
    [row] = all_may(OldPartAct.TAKE_BACK, {old_part_id: version})
    update(
        by,
        row,
        row.version,
        act="take back",
        state=OldPartState.RETURNED_BACK.value,
        back_at=by.at,
        back_note=one_line("note", note, 200),
        shelf=one_line("shelf", shelf, LONGEST_SHELF) or row.shelf,
    )


@command(Area.RETURNS, Area.STOCK, Area.ORDERS)
def void(by: By, old_part_id: int, version: int | None, reason: str) -> None:
    """The tag was a mistake: its number stays in the books, and what its count-in cleared is owed again."""
    why = said_why(reason)
    [row] = all_may(OldPartAct.VOID, {old_part_id: version})
    old_part_duties.reopen(by, row.id, why)
    update(by, row, row.version, act="void", reason=why, state=OldPartState.VOIDED.value, void_reason=why)


def follow_choice(by: By, order_id: int, choice: OldPartChoice) -> None:
    """What the customer said last holds for the parts that are theirs to decide on; the caller is the act."""
    if choice not in {OldPartChoice.TAKE, OldPartChoice.WAIVE}:
        return
    takes = choice is OldPartChoice.TAKE
    new = OldPartPurpose.CUSTOMER if takes else OldPartPurpose.SCRAP
    for row in old_part_rows.of_order(order_id):
        theirs = row.purpose not in {OldPartPurpose.CLAIM, new} and not _ours(row)
        if theirs and row.may(OldPartAct.WAIVE):
            update(by, OldPart.find(row.id), row.version, act="follow", purpose=new.value)


def _ours(row: OldPartRow) -> bool:
    """What a rework took off waits for the garage to decide."""
    return row.line_id is not None and prefill(row.order_id, row.line_id).purpose is OldPartPurpose.UNDECIDED


# What the acts share


def _row(old_part_id: int, version: int | None) -> Any:
    row = OldPart.find(old_part_id)
    if row is None:
        raise KeyError(old_part_id)
    refuse_stale(row, version)
    return row


def _may(act: OldPartAct, old_part_id: int, version: int | None) -> Any:
    [row] = all_may(act, {old_part_id: version})
    return row


def all_may(act: OldPartAct, seen: Seen) -> list[Any]:
    """The rows, when the act may be done with each of them; RuleError names those with which it may not."""
    found = [_row(ref, version) for ref, version in seen.items()]
    _refuse(act, found)
    return found


def _refuse(act: OldPartAct, found: list[Any]) -> None:
    tags = [row.tag for row in old_part_rows.of_ids([row.id for row in found])]
    if reasons := [no for tag in tags for no in refusals(act, tag)]:
        raise RuleError(reasons)
