"""Labels of parts, for the shelf or for goods that came in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from garage.domain.documents_labels import LABELS_ON_SHEET, LabelSheet, PartLabel
from garage.errors import FieldError
from garage.i18n import _
from garage.models.statements import statement
from garage.models.stock import GoodsReceipt, GoodsReceiptLine
from garage.services.command import By
from garage.services.part_rows import PartRow, stock_of

MOST_COPIES = 500
"""Labels of one part in one go."""
_USUAL_MOST = 50
"""Labels offered for one line of a goods receipt: oil by the litre needs not one a litre."""


@dataclass(frozen=True)
class LabelWish:
    """How many labels of a part are wanted."""

    part: PartRow
    copies: int


def of_parts(part_ids: Sequence[int]) -> list[LabelWish]:
    """One label of each part."""
    rows = stock_of(part_ids)
    return [LabelWish(rows[ref], 1) for ref in part_ids if ref in rows]


def of_receipt(number: str) -> list[LabelWish]:
    """A label for each piece that came in on a goods receipt; empty when there is no such receipt."""
    lines = _lines.rows(number.strip().upper())
    rows = stock_of(ref for ref, _qty in lines)
    return [
        LabelWish(rows[ref], min(max(1, -(-int(qty_milli) // 1000)), _USUAL_MOST)) for ref, qty_milli in lines
    ]


@statement
def _lines(number: Any) -> Any:
    return (
        GoodsReceiptLine.select(GoodsReceiptLine.part, GoodsReceiptLine.qty_milli)
        .join(GoodsReceipt, on=(GoodsReceipt.id == GoodsReceiptLine.receipt))
        .where(GoodsReceipt.no == number)
        .order_by(GoodsReceiptLine.position)
    )


def sheet(by: By, copies: Mapping[int, int], *, with_price: bool, start: int = 1) -> LabelSheet:
    """The labels of {part id: copies}, in that order.

    FieldError on "lines" without any, or with too many of one; on "start" for a place that no sheet has.
    """
    if not any(copies.values()):
        raise FieldError("lines", _("Say how many labels are wanted."))
    if any(not 0 <= count <= MOST_COPIES for count in copies.values()):
        raise FieldError("lines", _("At most {most} labels of one part.").format(most=MOST_COPIES))
    if not 1 <= start <= LABELS_ON_SHEET:
        raise FieldError("start", _("A place from 1 to {most}.").format(most=LABELS_ON_SHEET))
    rows = stock_of(copies)
    labels = [label(rows[ref], with_price=with_price) for ref, count in copies.items() for _n in range(count)]
    return LabelSheet(f"{by.at:%Y%m%d-%H%M%S}", tuple(labels), start)


def label(part: PartRow, *, with_price: bool) -> PartLabel:
    """The label of a part as it stands today."""
    return PartLabel(
        code=part.code,
        name=part.name,
        spec=" ".join(word for word in (part.brand, part.spec) if word),
        bin=part.bin,
        unit=part.unit,
        price_fen=part.price_fen if with_price else None,
        barcode=part.barcode,
    )
