"""Money received: full payment by one or several methods, gapless receipts, reversal instead of deletion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from garage.domain.numbers import Series
from garage.domain.orders import OrderState
from garage.domain.settlements import PayMethod, SettlementState, Tender, booked, change_due
from garage.domain.text import one_line
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.customers import Customer
from garage.models.orders import WorkOrder
from garage.models.payments import Payment, Receipt
from garage.models.settlements import Settlement
from garage.models.statements import insert_many
from garage.services import numbers
from garage.services.command import Area, By, command, create, update
from garage.services.order_facts import live_pass, live_settlement, paid_fen


@dataclass(frozen=True)
class ReceiptRow:
    """A receipt as the order page lists it; `reversed_by` names the receipt that voids it."""

    id: int
    no: str
    at: datetime
    total_fen: int
    tenders: tuple[Tender, ...]
    reversed_by: str
    reversal_of: str
    reason: str


@command(Area.ORDERS, Area.MONEY)
def take_payment(by: By, order_id: int, tenders: Sequence[Tender]) -> tuple[str, int]:
    """Take everything that is owed on an order; returns the receipt's number and the change in fen.

    FieldError("tenders") when the amounts do not make the bill; RuleError when nothing is owed.
    """
    order = WorkOrder.get_by_id(order_id)
    settlement = live_settlement(order_id)
    owed = settlement.payable_fen - paid_fen(order_id) if settlement else 0
    if settlement is None or order.state != OrderState.SETTLED.value or owed <= 0:
        raise RuleError(Reason("nothing_owed", _("Nothing is owed on this order."), "money"))
    change = change_due(owed, tenders)
    receipt = create(
        by,
        Receipt,
        no=numbers.take(by, Series.PAYMENT),
        order=order_id,
        settlement=settlement.id,
        payer=Customer.get_by_id(order.customer_id).name,
        received_at=by.at,
        total_fen=owed,
        given_fen=sum(tender.amount_fen for tender in tenders),
        change_fen=change,
        balance_fen=0,
    )
    rows = (
        {"receipt": receipt.id, "method": tender.method.value, "amount_fen": tender.amount_fen}
        for tender in booked(owed, tenders)
    )
    insert_many(Payment, rows)
    update(by, settlement, settlement.version, act="pay", state=SettlementState.PAID.value)
    return receipt.no, change


def standing(settlement_id: int) -> list[Receipt]:
    """Receipts of a settlement that are neither reversed nor reversals."""
    rows = list(Receipt.select().where(Receipt.settlement == settlement_id).order_by(Receipt.id))
    reversed_ids = {row.reversal_of_id for row in rows}
    return [row for row in rows if row.reversal_of_id is None and row.id not in reversed_ids]


def reverse(by: By, receipt: Receipt, reason: str) -> str:
    """Reverse a receipt by one of negative amounts; the settlement is owed again."""
    settlement = Settlement.get_by_id(receipt.settlement_id)
    counter = create(
        by,
        Receipt,
        no=numbers.take(by, Series.PAYMENT),
        order=receipt.order_id,
        settlement=settlement.id,
        payer=receipt.payer,
        received_at=by.at,
        total_fen=-receipt.total_fen,
        given_fen=-receipt.total_fen,
        change_fen=0,
        balance_fen=settlement.payable_fen - paid_fen(receipt.order_id) + receipt.total_fen,
        reversal_of=receipt.id,
        reason=reason,
    )
    for payment in Payment.select().where(Payment.receipt == receipt.id).order_by(Payment.id):
        Payment.insert(receipt=counter.id, method=payment.method, amount_fen=-payment.amount_fen).execute()
    update(by, settlement, settlement.version, act="reverse receipt", state=SettlementState.CONFIRMED.value)
    return str(counter.no)


@command(Area.ORDERS, Area.MONEY)
def void_receipt(by: By, receipt_no: str, reason: str) -> str:
    """Void a receipt by reversal while the car is still here; returns the reversing receipt's number.

    FieldError("reason") without one; RuleError when a live exit pass says "paid", or it is void already.
    """
    why = one_line("reason", reason, 200)
    if not why:
        raise FieldError("reason", _("Say why."))
    receipt = Receipt.get_or_none(Receipt.no == receipt_no)
    if receipt is None:
        raise KeyError(receipt_no)
    if receipt.id not in {row.id for row in standing(receipt.settlement_id)}:
        raise RuleError(Reason("void", _("This receipt is void already."), "money"))
    if live_pass(receipt.order_id) is not None:
        raise RuleError(
            Reason("pass_issued", _("An exit pass is issued on it: void the settlement instead."), "money")
        )
    return reverse(by, receipt, why)


def of_order(order_id: int) -> list[ReceiptRow]:
    """Receipts of an order in their order."""
    rows = list(Receipt.select().where(Receipt.order == order_id).order_by(Receipt.id))
    by_id = {row.id: row for row in rows}
    reversed_by = {row.reversal_of_id: row.no for row in rows if row.reversal_of_id}
    return [
        ReceiptRow(
            row.id,
            row.no,
            row.received_at,
            row.total_fen,
            tenders_of(row.id),
            reversed_by.get(row.id, ""),
            by_id[row.reversal_of_id].no if row.reversal_of_id else "",
            row.reason,
        )
        for row in rows
    ]


def tenders_of(receipt_id: int) -> tuple[Tender, ...]:
    """Payments of a receipt by method."""
    rows = Payment.select().where(Payment.receipt == receipt_id).order_by(Payment.id)
    return tuple(Tender(PayMethod(row.method), row.amount_fen) for row in rows)
