"""Reads of counter sales: the list, one sale with its lines, its returns and its money."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from peewee import Case, fn

from garage.domain.pages import Page
from garage.domain.settlements import Balance
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.listing import Cursor, keyset, tuples
from garage.models.parts import Part
from garage.models.payments import Receipt
from garage.models.staff import Staff
from garage.services import sale_money, serials, staff
from garage.services.receipts import ReceiptRow


class SaleFilter(StrEnum):
    """Which sales are listed."""

    ALL = "all"
    TODAY = "today"
    OWING = "owing"


@dataclass(frozen=True)
class SaleRow:
    """A sale or a return of goods in the list; `owed_fen` is what is open of a sale on account."""

    id: int
    version: int
    no: str
    at: datetime
    buyer: str
    phone: str
    customer_id: int | None
    lines: int
    payable_fen: int
    paid_fen: int
    return_of: int | None
    on_account: bool
    owed_fen: int
    due_on: date | None
    voided_at: datetime | None
    who: str
    note: str


@dataclass(frozen=True)
class SoldPart:
    """A line of a sale; `value_fen` is what it cost the shop."""

    id: int
    position: int
    part_id: int
    code: str
    name: str
    spec: str
    unit: str
    qty_milli: int
    unit_price_fen: int
    gross_fen: int
    discount_fen: int
    value_fen: int
    returned_milli: int
    serials: tuple[str, ...] = ()
    """Numbers that went out with it, of a return those that came back with it."""
    out: tuple[str, ...] = ()
    """Numbers of these that the buyer still has."""

    @property
    def held_milli(self) -> int:
        """What the buyer still has of it."""
        return self.qty_milli - self.returned_milli


@dataclass(frozen=True)
class SalePage:
    """Everything about one sale."""

    row: SaleRow
    gross_fen: int
    discount_fen: int
    rounding_off_fen: int
    tax_bp: int
    discount_reason: str
    discount_by: str
    on_account_by: str
    credit_override: str
    void_reason: str
    lines: tuple[SoldPart, ...]
    returns: tuple[SaleRow, ...]
    receipts: tuple[ReceiptRow, ...]
    balance: Balance
    of_no: str


@dataclass(frozen=True)
class Day:
    """What was sold on a day: how many sales and returns, and what they come to in fen; void ones left out."""

    sales: int
    total_fen: int


def page(
    which: SaleFilter,
    today: date,
    cursor: Cursor | None = None,
    limit: int = 50,
    *,
    customer_id: int | None = None,
) -> Page[SaleRow]:
    """Sales and returns, newest first, of one customer when named."""
    query = _rows()
    if which is not SaleFilter.ALL:
        # Found by their index, not by walking through everything that was ever sold.
        wanted = CounterSale.alias()
        owing, of_today = wanted.owed_fen > 0, wanted.sold_at >= datetime.combine(today, time())
        few = wanted.select(wanted.id).where(owing if which is SaleFilter.OWING else of_today)
        query = query.where(CounterSale.id.in_(few))
    if customer_id is not None:
        query = query.where(CounterSale.customer == customer_id)
    return keyset(query, (CounterSale.id,), cursor, limit, lambda rows: [_row(*row) for row in rows])


def count_owing() -> int:
    """Sales on account that are not paid yet."""
    return int(CounterSale.select().where(CounterSale.owed_fen > 0).count())


def day(today: date) -> Day:
    """What was sold today so far."""
    worth = Case(
        None, [(CounterSale.return_of.is_null(), CounterSale.payable_fen)], 0 - CounterSale.payable_fen
    )
    stands = (CounterSale.sold_at >= datetime.combine(today, time())) & CounterSale.voided_at.is_null()
    sums = CounterSale.select(fn.COUNT(CounterSale.id), fn.COALESCE(fn.SUM(worth), 0)).where(stands)
    [(count, total)] = tuples(sums)
    return Day(count, int(total))


def count_of(customer_id: int) -> int:
    """Sales to a customer."""
    mine = (CounterSale.customer == customer_id) & CounterSale.return_of.is_null()
    return int(CounterSale.select().where(mine & CounterSale.voided_at.is_null()).count())


def of_receipt(receipt_no: str) -> int | None:
    """Id of the sale that a receipt is of."""
    row = Receipt.get_or_none(Receipt.no == receipt_no)
    return row.sale_id if row else None


def by_number(no: str) -> int | None:
    """Id of the sale with this number."""
    row = CounterSale.get_or_none(CounterSale.no == no)
    return row.id if row else None


def one(sale_id: int) -> SalePage:
    """One sale or return; raises KeyError when there is none."""
    rows = tuples(_rows().where(CounterSale.id == sale_id))
    if not rows:
        raise KeyError(sale_id)
    sale = CounterSale.get_by_id(sale_id)
    first = CounterSale.find(sale.return_of_id) if sale.return_of_id else None
    who = staff.names([ref for ref in (sale.discount_by, sale.on_account_by) if ref])
    return SalePage(
        row=_row(*rows[0]),
        gross_fen=sale.gross_fen,
        discount_fen=sale.discount_fen,
        rounding_off_fen=sale.rounding_off_fen,
        tax_bp=sale.tax_bp,
        discount_reason=sale.discount_reason,
        discount_by=who.get(sale.discount_by, ""),
        on_account_by=who.get(sale.on_account_by, ""),
        credit_override=sale.credit_override,
        void_reason=sale.void_reason,
        lines=tuple(_lines(sale_id)),
        returns=tuple(_row(*row) for row in tuples(_rows().where(CounterSale.return_of == sale_id))),
        receipts=tuple(sale_money.listed(sale_id)),
        balance=sale_money.balance(sale_id),
        of_no=first.no if first else "",
    )


def _lines(sale_id: int) -> list[SoldPart]:
    query = (
        CounterSaleLine.select(
            CounterSaleLine.id,
            CounterSaleLine.position,
            Part.id,
            Part.code,
            Part.name,
            Part.spec,
            Part.unit,
            CounterSaleLine.qty_milli,
            CounterSaleLine.unit_price_fen,
            CounterSaleLine.gross_fen,
            CounterSaleLine.discount_fen,
            CounterSaleLine.value_fen,
            CounterSaleLine.returned_milli,
        )
        .join(Part, on=(Part.id == CounterSaleLine.part))
        .where(CounterSaleLine.sale == sale_id)
        .order_by(CounterSaleLine.position)
    )
    noted = serials.of_sale(sale_id)
    return [
        replace(
            SoldPart(*row),
            serials=tuple(number for number, _back in noted.get(row[0], ())),
            out=tuple(number for number, back in noted.get(row[0], ()) if not back),
        )
        for row in tuples(query)
    ]


def _rows() -> Any:
    lines = CounterSaleLine.select(fn.COUNT(CounterSaleLine.id)).where(CounterSaleLine.sale == CounterSale.id)
    return CounterSale.select(
        CounterSale.id,
        CounterSale.version,
        CounterSale.no,
        CounterSale.sold_at,
        CounterSale.buyer,
        CounterSale.phone,
        CounterSale.customer,
        lines,
        CounterSale.payable_fen,
        sale_money.paid(),
        CounterSale.return_of,
        CounterSale.on_account_by.is_null(False),
        CounterSale.owed_fen,
        CounterSale.due_on,
        CounterSale.voided_at,
        fn.COALESCE(Staff.name, ""),
        CounterSale.note,
    ).left_outer_join(Staff, on=(Staff.id == CounterSale.created_by))


def _row(*columns: Any) -> SaleRow:
    row = SaleRow(*columns)
    return replace(row, paid_fen=int(row.paid_fen), on_account=bool(row.on_account))
