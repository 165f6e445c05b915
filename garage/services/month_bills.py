"""What was billed in a month: bills of orders and counter sales, and those of earlier months that were undone in it.

A bill counts in the month of its day while it stands at the end of that month; voided later, it is taken back in the
month of the voiding. So months that are over keep their figures.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from peewee import Case, fn

from garage.domain.documents import SettlementSlip
from garage.domain.lines import COUNTING, LineKind
from garage.domain.money import split_vat
from garage.domain.month_of_year import Month
from garage.domain.snapshots import thaw
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.listing import tuples
from garage.models.orders import OrderLine
from garage.models.settlements import Settlement
from garage.models.stock import StockMovement

_OUTSIDE = [LineKind.OTHER.value, LineKind.SUBLET.value]
STANDING = [status.value for status in COUNTING]
"""Lines that count on a bill."""


class Bill(NamedTuple):
    """A bill of an order that counts in the month, `sign` -1 when it is undone in it; money in fen as on the bill."""

    sign: int
    id: int
    order_id: int
    no: str
    settled_at: datetime
    voided_at: datetime | None
    labour_fen: int
    parts_fen: int
    other_fen: int
    line_discount_fen: int
    order_discount_fen: int
    rounding_fen: int
    payable_fen: int
    tax_fen: int
    reason: str
    discount_by: int | None

    @property
    def discount_fen(self) -> int:
        """Of lines and of the whole bill."""
        return self.line_discount_fen + self.order_discount_fen


class Sale(NamedTuple):
    """A counter sale, or goods taken back (`of_id`), that counts in the month; `sign` -1 lowers the month."""

    sign: int
    id: int
    no: str
    of_id: int | None
    at: datetime
    voided_at: datetime | None
    customer_id: int | None
    buyer: str
    gross_fen: int
    discount_fen: int
    rounding_fen: int
    payable_fen: int
    tax_bp: int
    reason: str
    discount_by: int | None

    @property
    def undone(self) -> bool:
        """It belongs to an earlier month and was voided in this one."""
        return self.sign == (1 if self.of_id else -1)

    @property
    def tax_fen(self) -> int:
        """VAT in what was paid."""
        return split_vat(self.payable_fen, self.tax_bp)[1]


def counted(at: Any, voided: Any, month: Month) -> Any:
    """The condition of what was made in the month and stands at its end, or was made before it and voided in it."""
    made = (at >= month.since) & (at < month.until) & (voided.is_null() | (voided >= month.until))
    return made | ((at < month.since) & (voided >= month.since) & (voided < month.until))


def sign_of(at: Any, month: Month) -> Any:
    """1 for what was made in the month, -1 for what was undone in it, in SQL."""
    return Case(None, [(at >= month.since, 1)], -1)


def billed(month: Month) -> Any:
    """The condition of bills that count."""
    return counted(Settlement.settled_at, Settlement.voided_at, month)


def sold(month: Month) -> Any:
    """The condition of counter sales that count."""
    return counted(CounterSale.sold_at, CounterSale.voided_at, month)


def bills(month: Month, *, voided: bool = False) -> list[Bill]:
    """Bills of orders that count, in their order; only those that were voided since, few, when `voided`."""
    query = Settlement.select(
        sign_of(Settlement.settled_at, month),
        Settlement.id,
        Settlement.order,
        Settlement.no,
        Settlement.settled_at,
        Settlement.voided_at,
        Settlement.labour_fen,
        Settlement.parts_fen,
        Settlement.other_fen,
        Settlement.line_discount_fen,
        Settlement.order_discount_fen,
        Settlement.rounding_off_fen,
        Settlement.payable_fen,
        Settlement.tax_fen,
        Settlement.discount_reason,
        Settlement.discount_by,
    )
    wanted = billed(month) & (Settlement.voided_at.is_null(False) if voided else True)
    return [Bill._make(row) for row in tuples(query.where(wanted).order_by(Settlement.id))]


def sales(month: Month) -> list[Sale]:
    """Counter sales and returns that count, in their order."""
    query = CounterSale.select(
        sign_of(CounterSale.sold_at, month) * Case(None, [(CounterSale.return_of.is_null(), 1)], -1),
        CounterSale.id,
        CounterSale.no,
        CounterSale.return_of,
        CounterSale.sold_at,
        CounterSale.voided_at,
        CounterSale.customer,
        CounterSale.buyer,
        CounterSale.gross_fen,
        CounterSale.discount_fen,
        CounterSale.rounding_off_fen,
        CounterSale.payable_fen,
        CounterSale.tax_bp,
        CounterSale.discount_reason,
        CounterSale.discount_by,
    )
    return [Sale._make(row) for row in tuples(query.where(sold(month)).order_by(CounterSale.id))]


def slip_of(bill: Bill) -> SettlementSlip:
    """The slip of a bill that was voided since: its order's lines may have changed after it."""
    [(snapshot,)] = tuples(Settlement.select(Settlement.snapshot).where(Settlement.id == bill.id))
    slip: SettlementSlip = thaw(SettlementSlip, snapshot)
    return slip


# What it cost


def costs_of_lines(month: Month) -> dict[tuple[int, int], int]:
    """{(bill, line): fen} that the parts drawn for its lines cost; of a voided bill what had been drawn by then."""
    found = bills(month)
    live = {bill.order_id: bill.id for bill in found if bill.voided_at is None}
    query = _drawn(OrderLine.order, OrderLine.id).where(OrderLine.order.in_(_live(month)))
    rows = tuples(query.group_by(OrderLine.order, OrderLine.id))
    costs = {(live[order], line): -int(fen) for order, line, fen in rows}
    for bill in found:
        if bill.voided_at is not None:
            costs |= {(bill.id, line): -int(fen) for line, fen in tuples(_drawn_by_then(bill, OrderLine.id))}
    return costs


def cost_of_parts(month: Month) -> int:
    """The sum of them, in fen, undone bills taken off."""
    [(live,)] = tuples(_drawn().where(OrderLine.order.in_(_live(month))))
    kept = (
        bill.sign * int(fen)
        for bill in bills(month, voided=True)
        for _line, fen in tuples(_drawn_by_then(bill, OrderLine.id))
    )
    return -int(live or 0) - sum(kept)


def _live(month: Month) -> Any:
    """Orders whose bill counts and stands to this day."""
    return Settlement.select(Settlement.order).where(billed(month) & Settlement.voided_at.is_null())


def _drawn(*columns: Any) -> Any:
    drawn = OrderLine.select(*columns, fn.SUM(StockMovement.value_fen))
    return drawn.join(StockMovement, on=(StockMovement.order_line == OrderLine.id))


def _drawn_by_then(bill: Bill, *columns: Any) -> Any:
    mine = (OrderLine.order == bill.order_id) & (StockMovement.moved_at <= bill.settled_at)
    return _drawn(*columns).where(mine).group_by(*columns)


def outside_costs(month: Month) -> dict[int, int]:
    """{order: fen} that sublet work on its lines cost."""
    orders = Settlement.select(Settlement.order).where(billed(month))
    query = (
        OrderLine.select(OrderLine.order, fn.SUM(OrderLine.vendor_cost_fen))
        .where(OrderLine.order.in_(orders) & OrderLine.status.in_(STANDING) & OrderLine.kind.in_(_OUTSIDE))
        .group_by(OrderLine.order)
    )
    return {order: int(fen) for order, fen in tuples(query)}


def outside_cost(month: Month) -> int:
    """The sum of them, in fen, undone bills taken off."""
    by_order = outside_costs(month)
    return sum(bill.sign * by_order.get(bill.order_id, 0) for bill in bills(month)) if by_order else 0


def costs_of_sales(month: Month) -> dict[int, int]:
    """{sale: fen} that its goods cost."""
    query = (
        CounterSaleLine.select(CounterSaleLine.sale, fn.SUM(CounterSaleLine.value_fen))
        .where(CounterSaleLine.sale.in_(CounterSale.select(CounterSale.id).where(sold(month))))
        .group_by(CounterSaleLine.sale)
    )
    return {sale: int(fen) for sale, fen in tuples(query)}


def slips(found: list[Bill]) -> Iterator[tuple[Bill, SettlementSlip]]:
    """Bills that were voided since, with what they said."""
    return ((bill, slip_of(bill)) for bill in found if bill.voided_at is not None)
