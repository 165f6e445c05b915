"""Costs of a delivery that look like a slip of the finger: asked about before it is booked in, never forbidden."""

from collections.abc import Sequence
from typing import Any

from garage.domain.money import format_yuan
from garage.domain.purchasing import is_doubtful_cost
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.models.parts import Part
from garage.models.purchasing import PurchaseOrderLine
from garage.models.statements import statement
from garage.services.receipt_booking import GoodsLine


def doubts(lines: Sequence[GoodsLine], *, tell_last: bool = True) -> list[str]:
    """A sentence for each line far from what was ordered, or else from what the part cost last.

    The last cost is named only with `tell_last`: not everybody may know it.
    """
    known = {ref: rest for ref, *rest in _known.rows(sorted({line.part_id for line in lines}))}
    named = [line.purchase_line_id for line in lines if line.purchase_line_id is not None]
    ordered: dict[int, int] = dict(_ordered.rows(named)) if named else {}
    said = []
    for line in lines:
        name, unit, last = known.get(line.part_id, ("", "", None))
        agreed = ordered.get(line.purchase_line_id or 0)
        if not is_doubtful_cost(line.price_fen, agreed or last or 0):
            continue
        text = _("{count} {part} at {price} each: ordered at {known}.")
        if not agreed:
            text = _("{count} {part} at {price} each: last cost {known}.")
            text = text if tell_last else _("{count} {part} at {price} each: far from what it cost last.")
        count = f"{format_quantity(line.qty_milli)} {unit}".strip()
        price, before = format_yuan(line.price_fen), format_yuan(agreed or last or 0)
        said.append(text.format(count=count, part=name, price=price, known=before))
    return said


@statement
def _known(part_ids: Any) -> Any:
    return Part.select(Part.id, Part.name, Part.unit, Part.last_cost_fen).where(Part.id.in_(part_ids))


@statement
def _ordered(line_ids: Any) -> Any:
    line = PurchaseOrderLine
    return line.select(line.id, line.price_fen).where(line.id.in_(line_ids))
