"""Writing a goods receipt: its rows, the ledger, what parts cost last, and what the supplier is owed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from garage.domain.money import MAX_FEN, round_half_up, share_out
from garage.domain.numbers import Series
from garage.domain.quantities import MAX_QTY_MILLI
from garage.domain.stock import MovementKind
from garage.domain.supplier_accounts import EntryKind
from garage.domain.text import one_line
from garage.errors import FieldError
from garage.i18n import _
from garage.models.parts import Part
from garage.models.statements import statement
from garage.models.stock import GoodsReceipt, GoodsReceiptLine
from garage.services import numbers, price_lists, supplier_accounts
from garage.services.command import By, create
from garage.services.stock import Cards


@dataclass(frozen=True)
class GoodsLine:
    """One part that came in: what was accepted, and what all of that cost without freight.

    What was rejected at the inspection stays outside the books; the finding says why.
    """

    part_id: int
    qty_milli: int
    cost_fen: int
    purchase_line_id: int | None = None
    rejected_milli: int = 0
    finding: str = ""
    expires_on: date | None = None
    order_line_id: int | None = None

    @property
    def price_fen(self) -> int:
        """Price of one unit as it was delivered, without freight."""
        return round_half_up(self.cost_fen * 1000, self.qty_milli) if self.qty_milli else 0


def check(lines: Sequence[GoodsLine], freight_fen: int = 0) -> None:
    """FieldError names the cell ("lines.0.qty", "lines.0.cost", "lines.0.finding") or field that is wrong."""
    if not lines:
        raise FieldError("lines", _("There is nothing to book in."))
    for index, line in enumerate(lines):
        least = 0 if line.rejected_milli else 1
        if not least <= line.qty_milli <= MAX_QTY_MILLI:
            raise FieldError(f"lines.{index}.qty", _("A quantity is needed."))
        if not 0 <= line.rejected_milli <= MAX_QTY_MILLI:
            raise FieldError(f"lines.{index}.rejected", _("A quantity is needed."))
        if not 0 <= line.cost_fen <= MAX_FEN or line.price_fen > MAX_FEN:
            raise FieldError(f"lines.{index}.cost", _("The cost cannot be less than zero or that large."))
        if line.cost_fen and not line.qty_milli:
            raise FieldError(f"lines.{index}.cost", _("Nothing of it was accepted: it costs nothing."))
        if line.rejected_milli and not line.finding.strip():
            raise FieldError(f"lines.{index}.finding", _("Say what is wrong with it."))
    if not 0 <= freight_fen <= MAX_FEN:
        raise FieldError("freight_fen", _("The cost cannot be less than zero or that large."))
    if freight_fen and not any(line.qty_milli for line in lines):
        raise FieldError("freight_fen", _("There is nothing that could bear the freight."))


def freight_shares(lines: Sequence[GoodsLine], freight_fen: int) -> list[int]:
    """Freight by value to the fen, largest remainder; by quantity when all of it was free."""
    if not freight_fen:
        return [0] * len(lines)
    values = [line.cost_fen for line in lines]
    return share_out(freight_fen, values if any(values) else [line.qty_milli for line in lines])


def write(
    by: By, kind: MovementKind, lines: Sequence[GoodsLine], *, on_account: bool = True, **columns: Any
) -> Any:
    """Book goods in, inside an act; returns the row of the receipt.

    Each line bears its share of the freight. A part with a shelf life expires that many days from today unless
    the line says when. With `on_account` a supplier is owed what its goods cost.
    """
    cards = Cards(line.part_id for line in lines)
    shares = freight_shares(lines, columns.get("freight_fen", 0))
    receipt = create(
        by,
        GoodsReceipt,
        no=numbers.take(by, Series.RECEIPT_OF_GOODS),
        kind=kind.value,
        received_at=by.at,
        **columns,
    )
    refs = _write_lines(by, receipt.id, lines, shares)
    for ref, line, share in zip(refs, lines, shares, strict=True):
        if line.qty_milli:
            cards.enter(kind, line.part_id, line.qty_milli, line.cost_fen + share, line_id=ref)
    cards.post(by, receipt.no)
    note_last_costs(by, (line.part_id for line in lines if line.qty_milli), receipt.no)
    owed = sum(line.cost_fen for line in lines) + sum(shares)
    if kind is MovementKind.RECEIPT and on_account and receipt.supplier_id and owed:
        supplier_accounts.enter(by, receipt.supplier_id, EntryKind.RECEIPT, owed, receipt.no)
    return receipt


def _write_lines(by: By, receipt_id: int, lines: Sequence[GoodsLine], shares: Sequence[int]) -> list[int]:
    days: dict[int, int | None] = dict(_shelf_lives.rows(sorted({line.part_id for line in lines})))
    rows = [
        {
            "receipt": receipt_id,
            "position": position,
            "part": line.part_id,
            "qty_milli": line.qty_milli,
            "cost_fen": line.cost_fen + share,
            "price_fen": line.price_fen,
            "freight_fen": share,
            "purchase_line": line.purchase_line_id,
            "order_line": line.order_line_id,
            "rejected_milli": line.rejected_milli,
            "finding": one_line(f"lines.{position - 1}.finding", line.finding, 120),
            "expires_on": line.expires_on or _expiry(by, days.get(line.part_id)),
        }
        for position, (line, share) in enumerate(zip(lines, shares, strict=True), 1)
    ]
    GoodsReceiptLine.insert_many(rows).execute()
    return [ref for (ref,) in _written.rows(receipt_id)]


def _expiry(by: By, days: int | None) -> date | None:
    return by.today + timedelta(days=days) if days else None


@statement
def _shelf_lives(part_ids: Any) -> Any:
    return Part.select(Part.id, Part.shelf_life_days).where(Part.id.in_(part_ids))


@statement
def _written(receipt_id: Any) -> Any:
    lines = GoodsReceiptLine.select(GoodsReceiptLine.id).where(GoodsReceiptLine.receipt == receipt_id)
    return lines.order_by(GoodsReceiptLine.position)


def note_last_costs(by: By, part_ids: Iterable[int], document: str) -> None:
    """Keep with each part what one cost at its last standing receipt, freight included; inside an act.

    As its invoice put it right, where one came. A price that is made of the cost follows it.
    """
    refs = sorted(set(part_ids))
    for part_id in refs:
        last = _last_receipt.first(part_id)
        fen = _each_fen(*last) if last else None
        Part.update(last_cost_fen=fen).where(Part.id == part_id).execute()
    price_lists.follow_cost(by, refs, document)


def _each_fen(cost_fen: int, qty_milli: int, difference_fen: int, invoiced_milli: int) -> int:
    more = round_half_up(difference_fen * 1000, invoiced_milli or qty_milli)
    return round_half_up(cost_fen * 1000, qty_milli) + more


@statement
def _last_receipt(part_id: Any) -> Any:
    line = GoodsReceiptLine
    return (
        line.select(line.cost_fen, line.qty_milli, line.difference_fen, line.invoiced_milli)
        .join(GoodsReceipt, on=(GoodsReceipt.id == line.receipt))
        .where((line.part == part_id) & (line.qty_milli > 0) & GoodsReceipt.reversed_at.is_null())
        .order_by(line.id.desc())
        .limit(1)
    )
