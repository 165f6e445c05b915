"""What a part costs a buyer at the counter: list or member price, and what this customer paid the last time (F8, A9)."""

from collections.abc import Iterable
from typing import Any

from garage.domain.counter_sales import usual_price_fen
from garage.domain.money import round_half_up
from garage.domain.stock import Balance
from garage.models.counter_sales import CounterSale, CounterSaleLine
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.parts import Part
from garage.models.statements import statement
from garage.services import last_prices
from garage.services.last_prices import LastPrice


def is_member(customer_id: int | None) -> bool:
    """Whether a buyer gets member prices."""
    customer = None if customer_id is None else Customer.find(customer_id)
    return customer is not None and bool(customer.member_level)


def usual(customer_id: int | None, part_ids: Iterable[int]) -> dict[int, int]:
    """{part id: fen of one} that this buyer pays when nobody agrees on anything else."""
    member = is_member(customer_id)
    query = Part.select(Part.id, Part.price_fen, Part.member_price_fen).where(
        Part.id.in_(sorted(set(part_ids)))
    )
    return {ref: usual_price_fen(fen, less, member=member) for ref, fen, less in tuples(query)}


def worth(customer_id: int | None, part_ids: Iterable[int]) -> dict[int, int]:
    """{part id: fen of one} that a sale is measured by: the usual price, of a part without one what it cost."""
    prices = usual(customer_id, part_ids)
    unpriced = Part.select(Part.id, Part.on_hand_milli, Part.value_fen, Part.last_cost_fen).where(
        Part.id.in_([ref for ref, fen in prices.items() if not fen])
    )
    costs = {
        ref: Balance(milli, fen).average_fen or last_cost or 0
        for ref, milli, fen, last_cost in tuples(unpriced)
    }
    return prices | costs


def last(customer_id: int, part_id: int) -> LastPrice | None:
    """Last price of one unit that this customer paid, on a bill or over the counter; None when never."""
    known = [one for one in (last_prices.of_part(customer_id, part_id), _sold(customer_id, part_id)) if one]
    return max(known, key=lambda one: one.on, default=None)


def _sold(customer_id: int, part_id: int) -> LastPrice | None:
    found = _last.first(customer_id, part_id)
    if found is None:
        return None
    sold_at, paid_fen, qty_milli = found
    return LastPrice(sold_at.date(), round_half_up(paid_fen * 1000, qty_milli))


@statement
def _last(customer_id: Any, part_id: Any) -> Any:
    """From the customer's sales: the sum keeps the database from going through every sale of a common part."""
    line = CounterSaleLine
    query = line.select(CounterSale.sold_at, line.gross_fen - line.discount_fen, line.qty_milli)
    sold = CounterSale.voided_at.is_null() & CounterSale.return_of.is_null() & (line.gross_fen > 0)
    mine = (CounterSale.customer == customer_id) & (line.part + 0 == part_id)
    return query.join(CounterSale).where(mine & sold).order_by(CounterSale.id.desc(), line.position).limit(1)
