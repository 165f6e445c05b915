"""The goods of a month: roll-forward, what came in, suppliers' accounts, stocktakes, and what is low or lies."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from peewee import fn

from garage.domain.month_goods_rows import CountRow, GoodsRow, ShelfRow, StockRow, SupplierRow
from garage.domain.month_of_year import Month
from garage.domain.month_tables import Sums, Table
from garage.domain.roll_forward import KindFlow
from garage.domain.stock import MovementKind
from garage.domain.supplier_accounts import EntryKind
from garage.models.listing import tuples
from garage.models.parts import Part, Supplier
from garage.models.purchasing import SupplierEntry
from garage.models.staff import Staff
from garage.models.stock import GoodsReceipt, GoodsReceiptLine, StockMovement
from garage.models.stocktakes import Stocktake, StocktakeLine
from garage.services import movers, part_list, roll_forward
from garage.services.month_bills import counted, sign_of
from garage.services.month_orders import between
from garage.services.movers import Pace
from garage.services.part_list import PartFilter

_EVERY_PART = 1_000_000


def stock(month: Month) -> list[StockRow]:
    """收发存 of every part with stock or movements, by code."""
    return [row for _part, row in parts(month)]


def parts(month: Month) -> list[tuple[int, StockRow]]:
    """The same with the id of the part."""
    return [
        (row.part_id, StockRow(row.code, row.name, row.spec, row.unit, row.group, row.bin, *row.flow))
        for row in roll_forward.roll(month.period)
    ]


def goods(month: Month) -> Iterator[GoodsRow]:
    """What came in, by receipt; a receipt of an earlier month that was reversed in this one below zero."""
    undone = GoodsReceipt.reversed_at
    query = (
        GoodsReceipt.select(
            sign_of(GoodsReceipt.received_at, month),
            GoodsReceipt.no,
            GoodsReceipt.received_at,
            undone,
            GoodsReceipt.kind,
            fn.COALESCE(Supplier.name, GoodsReceipt.vendor),
            GoodsReceipt.delivery_no,
            Part.code,
            Part.name,
            Part.unit,
            GoodsReceiptLine.qty_milli,
            GoodsReceiptLine.rejected_milli,
            GoodsReceiptLine.cost_fen,
            GoodsReceipt.note,
            GoodsReceipt.reverse_reason,
        )
        .left_outer_join(Supplier, on=(Supplier.id == GoodsReceipt.supplier))
        .switch(GoodsReceipt)
        .join(GoodsReceiptLine, on=(GoodsReceiptLine.receipt == GoodsReceipt.id))
        .join(Part, on=(Part.id == GoodsReceiptLine.part))
        .where(GoodsReceiptLine.receipt.in_(_came(month)))
        .order_by(GoodsReceipt.id, GoodsReceiptLine.position)
    )
    for sign, no, at, back, kind, who, paper, code, name, unit, qty, refused, cost, note, why in tuples(
        query
    ):
        made = sign > 0
        yield GoodsRow(
            *(no, at if made else back, kind if made else MovementKind.REVERSAL.value, who, paper),
            *(code, name, unit, sign * qty, sign * refused, sign * cost, note if made else why),
        )


def _came(month: Month) -> Any:
    counts = counted(GoodsReceipt.received_at, GoodsReceipt.reversed_at, month)
    return GoodsReceipt.select(GoodsReceipt.id).where(counts)


_COLUMNS = {
    EntryKind.OPENING.value: 0,
    EntryKind.RECEIPT.value: 0,
    EntryKind.RETURN.value: 1,
    EntryKind.DIFFERENCE.value: 2,
    EntryKind.PAYMENT.value: 3,
    EntryKind.CLAIM.value: 4,
}


def suppliers(month: Month) -> list[SupplierRow]:
    """Accounts that had a balance or an entry, by name; what was reversed counts against what it reverses."""
    return [row for _supplier, row in accounts(month)]


def accounts(month: Month) -> list[tuple[int, SupplierRow]]:
    """The same with the id of the supplier."""
    first = SupplierEntry.alias()
    query = (
        SupplierEntry.select(
            SupplierEntry.supplier,
            fn.COALESCE(first.kind, SupplierEntry.kind),
            SupplierEntry.at,
            SupplierEntry.amount_fen,
        )
        .left_outer_join(first, on=(first.id == SupplierEntry.reversal_of))
        .where(SupplierEntry.at >= month.since)
    )
    moved: dict[int, list[int]] = {}
    later: Counter[int] = Counter()
    for supplier, kind, at, fen in tuples(query):
        if at >= month.until:
            later[supplier] += fen
        else:
            moved.setdefault(supplier, [0] * 5)[_COLUMNS[kind]] += fen
    made = []
    everyone = Supplier.select(Supplier.id, Supplier.name, Supplier.payable_fen)
    for ref, name, payable in tuples(everyone.order_by(Supplier.name, Supplier.id)):
        columns, closing = moved.get(ref, [0] * 5), payable - later[ref]
        if closing or any(columns) or ref in moved:
            made.append((ref, SupplierRow._make((name, closing - sum(columns), *columns, closing))))
    return made


def counts(month: Month) -> Iterator[CountRow]:
    """Differences of the stocktakes that were posted in the month."""
    query = (
        StocktakeLine.select(
            Stocktake.no,
            Stocktake.posted_at,
            Part.code,
            Part.name,
            Part.unit,
            StocktakeLine.bin,
            fn.COALESCE(StocktakeLine.expected_milli, StocktakeLine.book_milli),
            fn.COALESCE(StocktakeLine.counted_milli, 0),
            StocktakeLine.difference_milli,
            StocktakeLine.difference_fen,
            StocktakeLine.reason,
            fn.COALESCE(Staff.name, ""),
        )
        .join(Stocktake, on=(Stocktake.id == StocktakeLine.stocktake))
        .left_outer_join(Staff, on=(Staff.id == Stocktake.approved_by))
        .switch(StocktakeLine)
        .join(Part, on=(Part.id == StocktakeLine.part))
        .where(
            StocktakeLine.stocktake.in_(
                Stocktake.select(Stocktake.id).where(between(Stocktake.posted_at, month))
            )
        )
        .where((StocktakeLine.difference_milli != 0) | (StocktakeLine.difference_fen != 0))
        .order_by(Stocktake.id, StocktakeLine.position)
    )
    return (CountRow._make(row) for row in tuples(query))


def shelf(today: date) -> list[ShelfRow]:
    """Parts below their minimum, by code, then those that are slow or dead, the dearest first; as it stands now."""
    every = part_list.page(None, _EVERY_PART, PartFilter.ALL, today=today).rows
    free = {row.id: row.available_milli for row in every}
    low = [row for row in every if row.active and row.low]
    idle = {row.part_id: row for row in movers.movers(today) if row.pace in {Pace.SLOW, Pace.DEAD}}
    extra = {
        ref: (supplier, least, value)
        for ref, supplier, least, value in tuples(
            Part.select(
                Part.id, fn.COALESCE(Supplier.name, ""), Part.min_qty_milli, Part.value_fen
            ).left_outer_join(Supplier, on=(Supplier.id == Part.supplier))
        )
    }
    made = []
    for row in low:
        supplier, least, value = extra[row.id]
        slow = idle.pop(row.id, None)
        made.append(
            ShelfRow(
                *(row.code, row.name, row.unit, row.bin, supplier, row.on_hand_milli),
                *(row.available_milli, least, 1),
                *(int(slow is not None), slow.idle_days if slow else None),
                *(slow.pace.value if slow else "", value),
            )
        )
    for mover in sorted(idle.values(), key=lambda one: (-one.value_fen, one.code)):
        supplier, least, value = extra[mover.part_id]
        made.append(
            ShelfRow(
                *(mover.code, mover.name, mover.unit, mover.bin, supplier, mover.on_hand_milli),
                *(free.get(mover.part_id, mover.on_hand_milli), least, 0, 1),
                *(mover.idle_days, mover.pace.value, value),
            )
        )
    return made


# The same from the books


def sums(month: Month) -> Sums:
    """The totals as the ledger and the suppliers' accounts have them."""
    flows = {flow.kind: flow for flow in roll_forward.by_kind(month.period)}
    kept = Part.select(fn.SUM(Part.value_fen))
    since = _moved(StockMovement.moved_at >= month.since)
    later = _moved(StockMovement.moved_at >= month.until)
    [(value,)] = tuples(kept)
    came = sum(flow.fen for flow in flows.values() if flow.came)
    went = sum(flow.fen for flow in flows.values() if not flow.came)
    [(payable,)] = tuples(Supplier.select(fn.SUM(Supplier.payable_fen)))
    owed_later = _entered(SupplierEntry.at >= month.until)
    return {
        (Table.STOCK, "opening_fen"): int(value or 0) - since,
        (Table.STOCK, "came_fen"): came,
        (Table.STOCK, "went_fen"): went,
        (Table.STOCK, "closing_fen"): int(value or 0) - later,
        (Table.GOODS, "cost_fen"): _fen(flows, MovementKind.RECEIPT) + _fen(flows, MovementKind.OPENING),
        (Table.COUNTS, "difference_fen"): _fen(flows, MovementKind.COUNT_GAIN)
        - _fen(flows, MovementKind.COUNT_LOSS),
        (Table.SUPPLIERS, "opening_fen"): int(payable or 0) - _entered(SupplierEntry.at >= month.since),
        (Table.SUPPLIERS, "closing_fen"): int(payable or 0) - owed_later,
    }


def _fen(flows: dict[MovementKind, KindFlow], kind: MovementKind) -> int:
    return flows[kind].fen if kind in flows else 0


def _moved(which: Any) -> int:
    [(fen,)] = tuples(StockMovement.select(fn.SUM(StockMovement.value_fen)).where(which))
    return int(fen or 0)


def _entered(which: Any) -> int:
    [(fen,)] = tuples(SupplierEntry.select(fn.SUM(SupplierEntry.amount_fen)).where(which))
    return int(fen or 0)
