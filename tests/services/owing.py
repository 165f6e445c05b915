"""Customers who owe: bills and counter sales on account, with the least that a test needs."""

from dataclasses import replace

from garage.domain.counter_sales import SaleLine
from garage.domain.lines import PayType
from garage.domain.orders import OrderState
from garage.domain.receivables import BillKind, OpenBill
from garage.domain.settlements import Debtor, PayMethod, Tender
from garage.services import counter_sales, credit, customers, exit_passes, receivables, settlements
from garage.services.account_payments import Share
from garage.services.counter_sales import Buyer, SaleTerms
from garage.services.credit import OnAccount
from garage.services.settlements import Terms
from tests.services.road import Road, state

BILL = 168_032
"""What a bill of the road comes to."""


LABOUR = 48_000
INSURED = BILL - LABOUR
"""What of it the labour is, and what an insurer owes for the part."""


def cash(fen: int) -> list[Tender]:
    return [Tender(PayMethod.CASH, fen)]


def give_credit(road: Road, limit_fen: int = 10**9, days: int = 30) -> None:
    page = customers.open_customer(road.customer)
    data = customers.CustomerData(
        **{name: getattr(page, name) for name in customers.CustomerData.__dataclass_fields__}
    )
    customers.change(
        road.boss, road.customer, page.version, replace(data, credit_limit_fen=limit_fen, credit_days=days)
    )


def bill_on_account(road: Road) -> int:
    """One more order of the car, settled on account and gone; returns the order."""
    if road.order and state(road) is OrderState.SETTLED:
        road.leave()
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    credit.put_on_account(road.boss, road.order, OnAccount(road.boss.staff_id))
    exit_passes.issue(road.boss, road.order)
    exit_passes.leave(road.boss, road.order, 86_412)
    return road.order


def insured_on_account(road: Road, insurer: str = "平安财险", case: str = "PA-2026-77") -> int:
    """One more order of the car whose part the insurer owes; the customer paid for the labour. Returns the order."""
    labour, part = road.lines()
    road.to_ready(labour, replace(part, pay_type=PayType.INSURANCE))
    account = OnAccount(road.boss.staff_id, debtor=Debtor.INSURER)
    settlements.settle_and_pay(
        road.boss, road.order, Terms(insurer=insurer, insurer_case=case), cash(LABOUR), account
    )
    exit_passes.leave(road.boss, road.order, 86_412)
    return road.order


def sale_on_account(road: Road, fen: int = 60_016) -> int:
    """A set of pads over the counter, on account; returns the sale."""
    terms = SaleTerms(on_account=True, approved_by=road.boss.staff_id)
    line = SaleLine(road.part, 1000, fen)
    return counter_sales.sell(road.boss, Buyer(road.customer), [line], terms=terms).id


def owed(road: Road) -> list[OpenBill]:
    return receivables.open_bills(road.customer)


def share(bill: OpenBill, fen: int | None = None) -> Share:
    return Share(bill.kind, bill.ref, bill.owed_fen if fen is None else fen, bill.balance)


def order_share(order: int, fen: int) -> Share:
    return Share(BillKind.ORDER, order, fen)
