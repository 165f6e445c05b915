"""One payment of a customer or an insurer on several bills at once: a receipt for each, in one act, void together (C3)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from garage.domain.money import format_yuan
from garage.domain.numbers import Series
from garage.domain.receivables import BillKind, OpenBill, spread
from garage.domain.settlements import Balance, Cover, PayMethod, Tender, booked, total_of
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.cash import AccountPayment
from garage.models.counter_sales import CounterSale
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.orders import WorkOrder
from garage.models.payments import Payment, Receipt
from garage.services import counter_sales, numbers, payments, receivables, sale_money, staff
from garage.services.command import Area, By, audit, command, create
from garage.services.receipts import by_method, refuse_moved


@dataclass(frozen=True)
class Share:
    """How much of a payment goes to one bill, in fen; `seen` is where its money stood on screen."""

    kind: BillKind
    ref: int
    amount_fen: int
    seen: Balance | None = None


@dataclass(frozen=True)
class Taken:
    """What was written: the payment, its receipts in the order of the shares, and the change that goes back."""

    id: int
    no: str
    receipts: tuple[str, ...]
    total_fen: int
    change_fen: int


@dataclass(frozen=True)
class PaidBill:
    """One bill in a payment: its receipt, and what voids that."""

    kind: BillKind
    ref: int
    no: str
    receipt_no: str
    amount_fen: int
    voided_by: str


@dataclass(frozen=True)
class PaymentRow:
    """A payment on several bills as it is listed; of an insurer there is no customer."""

    id: int
    no: str
    customer_id: int | None
    insurer: str
    at: datetime
    total_fen: int
    given_fen: int
    change_fen: int
    note: str
    who: str
    tenders: tuple[Tender, ...]
    bills: tuple[PaidBill, ...]

    @property
    def stands(self) -> bool:
        """At least one of its receipts is not void."""
        return any(not bill.voided_by for bill in self.bills)


@command(Area.ORDERS, Area.STOCK, Area.MONEY)
def pay(
    by: By, customer_id: int, shares: Sequence[Share], tenders: Sequence[Tender], note: str = ""
) -> Taken:
    """Book one sum on several bills and sales on account of a customer, one receipt for each.

    FieldError("shares") for none, one twice, one of somebody else or not on account, an amount not above zero or above
    what is owed; ("tenders") when they do not make the sum or give change that is not cash; StaleError when the money
    of a bill is not what was `seen`.
    """
    if Customer.find(customer_id) is None:
        raise KeyError(customer_id)
    _check(shares, lambda: receivables.open_bills(customer_id))
    return _book(by, shares, tenders, note, customer=customer_id)


@command(Area.ORDERS, Area.STOCK, Area.MONEY)
def pay_for_insurer(
    by: By, insurer: str, shares: Sequence[Share], tenders: Sequence[Tender], note: str = ""
) -> Taken:
    """Book one sum of an insurer on several bills that it owes, of whichever customers; errors as of `pay`."""
    if not insurer:
        raise FieldError("shares", _("Choose at least one bill."))
    _check(shares, lambda: receivables.open_bills_of_insurer(insurer))
    return _book(by, shares, tenders, note, insurer=insurer)


def _book(by: By, shares: Sequence[Share], tenders: Sequence[Tender], note: str, **payer: Any) -> Taken:
    total = sum(share.amount_fen for share in shares)
    given = total_of(tenders)
    parts = spread(booked(total, tenders), [share.amount_fen for share in shares])
    row = create(
        by,
        AccountPayment,
        no=numbers.take(by, Series.ACCOUNT_PAYMENT),
        **payer,
        paid_at=by.at,
        total_fen=total,
        given_fen=given,
        change_fen=given - total,
        note=one_line("note", note, 200),
    )
    written = [_take(by, share, part) for share, part in zip(shares, parts, strict=True)]
    Receipt.update(account_payment=row.id).where(Receipt.no.in_(written)).execute()
    return Taken(int(row.id), str(row.no), tuple(written), total, given - total)


def _check(shares: Sequence[Share], read: Callable[[], Sequence[OpenBill]]) -> None:
    """`read` gives the bills of whoever pays, once it is known that nothing has moved."""
    if not shares:
        raise FieldError("shares", _("Choose at least one bill."))
    if len({(share.kind, share.ref) for share in shares}) < len(shares):
        raise FieldError("shares", _("A bill stands here twice."))
    for share in shares:
        if share.kind is BillKind.ORDER:
            refuse_moved(share.ref, share.seen)
        else:
            sale_money.refuse_moved(share.ref, share.seen)
    mine = {(bill.kind, bill.ref): bill for bill in read()}
    for share in shares:
        bill = mine.get((share.kind, share.ref))
        if bill is None:
            raise FieldError(
                "shares", _("Only open bills on the account of whoever pays can be paid together.")
            )
        if not 0 < share.amount_fen <= bill.owed_fen:
            text = _("{number}: between 0 and the {amount} that are owed.")
            raise FieldError("shares", text.format(number=bill.no, amount=format_yuan(bill.owed_fen)))


def _take(by: By, share: Share, tenders: Sequence[Tender]) -> str:
    if share.kind is BillKind.ORDER:
        return payments.take_payment(by, share.ref, tenders, Cover.PART)[0]
    return counter_sales.take_payment(by, share.ref, tenders, Cover.PART).receipt_no


@command(Area.ORDERS, Area.STOCK, Area.MONEY)
def void(by: By, payment_no: str, reason: str) -> tuple[str, ...]:
    """Void a payment: every receipt of it that stands is reversed; returns the reversing receipts' numbers.

    FieldError("reason") without one; RuleError when it is void already, or when one of its receipts may not be voided
    any more: then none is. KeyError when there is no such payment.
    """
    why = said_why(reason)
    row = find(payment_no)
    standing = [bill for bill in row.bills if not bill.voided_by]
    if not standing:
        raise RuleError(Reason("void", _("This payment is void already.")))
    written = [
        payments.void_receipt(by, bill.receipt_no, why, payment_id=row.id)
        if bill.kind is BillKind.ORDER
        else counter_sales.void_receipt(by, bill.receipt_no, why, payment_id=row.id)
        for bill in standing
    ]
    audit(by, "void", "account_payment", row.id, reason=why)
    return tuple(written)


# Reads


def find(payment_no: str) -> PaymentRow:
    """The payment of that number; raises KeyError."""
    row = AccountPayment.get_or_none(AccountPayment.no == payment_no)
    if row is None:
        raise KeyError(payment_no)
    return _row(row)


def of_customer(customer_id: int, limit: int = 50) -> list[PaymentRow]:
    """Payments of a customer on several bills, the last first."""
    mine = AccountPayment.select().where(AccountPayment.customer == customer_id)
    return [_row(row) for row in mine.order_by(AccountPayment.id.desc()).limit(limit)]


def of_insurer(insurer: str, limit: int = 50) -> list[PaymentRow]:
    """Payments of an insurer on several bills, the last first."""
    theirs = AccountPayment.select().where(AccountPayment.insurer == insurer)
    return [_row(row) for row in theirs.order_by(AccountPayment.id.desc()).limit(limit)]


def _row(row: Any) -> PaymentRow:
    undone = Receipt.alias()
    query = (
        Receipt.select(
            Receipt.order,
            Receipt.sale,
            WorkOrder.no,
            CounterSale.no,
            Receipt.no,
            Receipt.total_fen,
            undone.no,
        )
        .left_outer_join(WorkOrder, on=(WorkOrder.id == Receipt.order))
        .left_outer_join(CounterSale, on=(CounterSale.id == Receipt.sale))
        .left_outer_join(undone, on=(undone.reversal_of == Receipt.id))
        .where(Receipt.account_payment == row.id)
        .order_by(Receipt.id)
    )
    bills = tuple(
        PaidBill(
            BillKind.SALE if order is None else BillKind.ORDER,
            sale if order is None else order,
            sale_no if order is None else order_no,
            *(no, fen, undoing or ""),
        )
        for order, sale, order_no, sale_no, no, fen, undoing in tuples(query)
    )
    amounts = (
        Payment.select(Payment.method, Payment.amount_fen)
        .join(Receipt)
        .where(Receipt.account_payment == row.id)
        .order_by(Payment.id)
    )
    sums = by_method([Tender(PayMethod(method), fen) for method, fen in tuples(amounts)])
    return PaymentRow(
        row.id,
        row.no,
        row.customer_id,
        row.insurer,
        row.paid_at,
        row.total_fen,
        row.given_fen,
        row.change_fen,
        row.note,
        staff.names([row.created_by]).get(row.created_by, ""),
        tuple(Tender(method, fen) for method, fen in sums.items()),
        bills,
    )


def check_books() -> Iterator[str]:
    """Payments that are not the sum of their receipts."""
    told = fn.COALESCE(fn.SUM(Receipt.total_fen), 0)
    query = (
        AccountPayment.select(
            AccountPayment.no,
            AccountPayment.total_fen,
            AccountPayment.given_fen,
            AccountPayment.change_fen,
            told,
        )
        .left_outer_join(Receipt, on=(Receipt.account_payment == AccountPayment.id))
        .group_by(AccountPayment.id)
        .order_by(AccountPayment.id)
    )
    for no, total, given, change, sums in tuples(query):
        if total != int(sums) or given - change != total:
            yield _("{number} is not the sum of its receipts.").format(number=no)
