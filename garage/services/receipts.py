"""Receipts as they are written: gapless, void by a counter-receipt, the bill's state following the money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from garage.domain.history import Entry, act_words
from garage.domain.money import format_yuan
from garage.domain.numbers import Series
from garage.domain.settlements import (
    Balance,
    PayMethod,
    ReceiptKind,
    Tender,
    settlement_state,
    total_of,
)
from garage.errors import Change, FieldError, Reason, RuleError, StaleError
from garage.i18n import _
from garage.models.audit import AuditEntry
from garage.models.cash import AccountPayment
from garage.models.counter_sales import CounterSale
from garage.models.orders import WorkOrder
from garage.models.payments import Payment, Receipt
from garage.models.settlements import Settlement
from garage.models.statements import insert_many, statement
from garage.services import numbers, points, staff
from garage.services.command import By, create, update
from garage.services.order_facts import live_settlement, paid_fen


@dataclass(frozen=True)
class Money:
    """Money that changes hands: negative when it is paid back."""

    kind: ReceiptKind
    payer: str
    tenders: Sequence[Tender]
    given_fen: int = 0
    change_fen: int = 0
    reason: str = ""

    @property
    def total_fen(self) -> int:
        """What is booked."""
        return sum(tender.amount_fen for tender in self.tenders)


@dataclass(frozen=True)
class ReceiptRow:
    """A receipt as the order page lists it; `reversed_by` names the receipt that voids it."""

    id: int
    no: str
    kind: ReceiptKind
    at: datetime
    total_fen: int
    tenders: tuple[Tender, ...]
    reversed_by: str
    reversal_of: str
    reason: str

    @property
    def stands(self) -> bool:
        """Neither void nor itself a reversal."""
        return not self.reversed_by and not self.reversal_of


@dataclass(frozen=True)
class Account:
    """The bill of an order that counts, None before there is one, and where the order's money stands."""

    settlement: Settlement | None
    balance: Balance


def account(order_id: int) -> Account:
    """The bill that counts and all receipts of an order."""
    settlement, paid = live_settlement(order_id), paid_fen(order_id)
    if settlement is None:
        return Account(None, Balance(paid_fen=paid))
    return Account(settlement, Balance(settlement.payable_fen, settlement.allowance_fen, paid))


def balance(order_id: int) -> Balance:
    """Where the money of an order stands."""
    return account(order_id).balance


def refuse_moved(order_id: int, seen: Balance | None) -> None:
    """StaleError when the money of an order is not what was `seen` any more: who did what last, and the figures.

    None for whoever saw nothing.
    """
    if seen is None or (now := balance(order_id)) == seen:
        return
    of_receipt = (AuditEntry.noun == "receipt") & AuditEntry.ref.in_(
        Receipt.select(Receipt.id).where(Receipt.order == order_id)
    )
    of_bill = (AuditEntry.noun == "settlement") & AuditEntry.ref.in_(
        Settlement.select(Settlement.id).where(Settlement.order == order_id)
    )
    # what is booked on a bill changes the bill's state next: the receipt itself says more
    last = AuditEntry.select().where(
        of_receipt | (of_bill & AuditEntry.act.not_in(["pay", "reverse receipt"]))
    )
    raise moved(last, seen, now)


def moved(acts: Any, seen: Balance, now: Balance) -> StaleError:
    """The error for whoever saw `seen`: the last of these entries of the log, and the figures as they are."""
    entry = acts.order_by(AuditEntry.id.desc()).get()
    who = staff.names([entry.staff_id]).get(entry.staff_id, "?")
    text = _("{who}, {time}: {what}.").format(who=who, time=f"{entry.at:%H:%M}", what=_what(entry))
    figures = ((_("Bill"), seen.due_fen, now.due_fen), (_("Paid so far"), seen.paid_fen, now.paid_fen))
    changes = [
        Change(name, format_yuan(before), format_yuan(after))
        for name, before, after in figures
        if before != after
    ]
    return StaleError(text, by=who, at=entry.at.isoformat(), changes=changes)


def _what(entry: AuditEntry) -> str:
    """An act on the money of an order in words: a receipt with its number and amount."""
    if entry.noun == "receipt":
        row = Receipt.get_by_id(entry.ref)
        made = {"kind": row.kind, "reversal_of": row.reversal_of_id}
        words = act_words(Entry(entry.noun, row.id, entry.act, {}, made))
        return f"{words} {row.no} {format_yuan(row.total_fen)}"
    if entry.noun == "counter_sale":
        sale = CounterSale.get_by_id(entry.ref)
        made = {"return_of": sale.return_of_id}
        return f"{act_words(Entry(entry.noun, sale.id, entry.act, {}, made))} {sale.no}"
    return act_words(Entry(entry.noun, entry.ref, entry.act, {}, {}))


def book(
    by: By, order: WorkOrder, money: Money, known: Account | None = None, *, reversal_of: int | None = None
) -> Receipt:
    """Write a receipt of an order with its payments; the bill's state follows. `known` is its account just read."""
    known = known or account(order.id)
    settlement, before = known.settlement, known.balance
    receipt = _write(by, order, money, known, reversal_of)
    if settlement is not None:
        paid = before.paid_fen + money.total_fen
        follow(by, settlement, "reverse receipt" if reversal_of else "pay", paid_fen=paid)
    return receipt


def _write(by: By, order: WorkOrder, money: Money, known: Account, reversal_of: int | None = None) -> Receipt:
    home = {"order": order.id, "settlement": known.settlement.id if known.settlement else None}
    return write(by, money, known.balance, reversal_of, **home)


def write(
    by: By, money: Money, before: Balance, reversal_of: int | None = None, **home: int | None
) -> Receipt:
    """The receipt itself with its payments, in the one gapless series; `home` names what it belongs to."""
    total = money.total_fen
    receipt: Receipt = create(
        by,
        Receipt,
        no=numbers.take(by, Series.PAYMENT),
        **home,
        kind=money.kind.value,
        payer=money.payer,
        received_at=by.at,
        total_fen=total,
        given_fen=money.given_fen or total,
        change_fen=money.change_fen,
        balance_fen=before.due_fen - before.paid_fen - total,
        reversal_of=reversal_of,
        reason=money.reason,
    )
    rows = (
        {"receipt": receipt.id, "method": tender.method.value, "amount_fen": tender.amount_fen}
        for tender in money.tenders
    )
    insert_many(Payment, rows)
    return receipt


def reverse(by: By, order: WorkOrder, receipt: Receipt, reason: str) -> Receipt:
    """Void a receipt by one of opposite amounts."""
    return book(by, order, _opposite(receipt, reason), reversal_of=receipt.id)


def rewrite(by: By, order: WorkOrder, receipt: Receipt, money: Money, reason: str) -> Receipt:
    """Void a receipt and write the same sum anew: neither the bill's state nor what it earned moves."""
    _write(by, order, _opposite(receipt, reason), account(order.id), receipt.id)
    return _write(by, order, money, account(order.id))


def _opposite(receipt: Receipt, reason: str) -> Money:
    amounts = tuple(Tender(one.method, -one.amount_fen) for one in tenders_of(receipt.id))
    return Money(ReceiptKind(receipt.kind), receipt.payer, amounts, reason=reason)


def follow(by: By, settlement: Settlement, act: str, *, paid_fen: int, before_fen: int | None = None) -> None:
    """The state of a bill follows from what is due, paid and approved, and what it earns follows its state.

    `before_fen` is the money it earned on, where more of the bill than its state has changed since.
    """
    if before_fen is None:
        before_fen = points.paid_fen(settlement)
    due = settlement.payable_fen - settlement.allowance_fen
    state = settlement_state(due_fen=due, paid_fen=paid_fen, on_account=settlement.credit_at is not None)
    update(by, settlement, settlement.version, act=act, state=state.value)
    points.follow(by, settlement, before_fen=before_fen)


def another_way(receipt: Receipt, tenders: Sequence[Tender]) -> Money:
    """The money of a receipt as it really came: the same sum by other methods.

    FieldError("tenders") when the amounts do not make the same sum, or say the same.
    """
    sign = -1 if receipt.total_fen < 0 else 1
    if total_of(tenders) != receipt.total_fen * sign:
        text = _("The amounts must make {amount}.").format(amount=format_yuan(receipt.total_fen * sign))
        raise FieldError("tenders", text)
    signed = tuple(Tender(tender.method, tender.amount_fen * sign) for tender in tenders)
    if by_method(signed) == by_method(tenders_of(receipt.id)):
        raise FieldError("tenders", _("This is how the receipt has it already."))
    kept = receipt.reason if receipt.kind == ReceiptKind.REFUND.value else ""
    return Money(ReceiptKind(receipt.kind), receipt.payer, signed, reason=kept)


def refuse_part(receipt: Receipt, payment_id: int | None = None) -> None:
    """RuleError for a receipt of a payment on several bills, unless that payment is voided as a whole."""
    whole = receipt.account_payment_id
    if whole is not None and whole != payment_id:
        number = AccountPayment.get_by_id(whole).no
        text = _("It is a part of {number}: void that payment as a whole.").format(number=number)
        raise RuleError(Reason("account_payment", text))


def reversed_by(receipt: Receipt) -> Receipt | None:
    """The receipt that voids this one."""
    row: Receipt | None = Receipt.get_or_none(Receipt.reversal_of == receipt.id)
    return row


def of_order(order_id: int) -> list[ReceiptRow]:
    """Receipts of an order in their order."""
    return rows_of(_receipts.objects(order_id), _payments.rows(order_id))


def rows_of(rows: Sequence[Any], payments: Iterable[tuple[Any, ...]]) -> list[ReceiptRow]:
    """Receipts as they are listed, with their (receipt id, method, fen)."""
    tenders: dict[int, list[Tender]] = {}
    for receipt_id, method, amount in payments:
        tenders.setdefault(receipt_id, []).append(Tender(PayMethod(method), amount))
    numbers_ = {row.id: row.no for row in rows}
    voided = {row.reversal_of_id: row.no for row in rows if row.reversal_of_id}
    return [
        ReceiptRow(
            row.id,
            row.no,
            ReceiptKind(row.kind),
            row.received_at,
            row.total_fen,
            tuple(tenders.get(row.id, ())),
            voided.get(row.id, ""),
            numbers_.get(row.reversal_of_id, ""),
            row.reason,
        )
        for row in rows
    ]


@statement
def _receipts(order_id: Any) -> Any:
    return Receipt.select().where(Receipt.order == order_id).order_by(Receipt.id)


@statement
def _payments(order_id: Any) -> Any:
    amounts = Payment.select(Payment.receipt, Payment.method, Payment.amount_fen).join(Receipt)
    return amounts.where(Receipt.order == order_id).order_by(Payment.id)


def tenders_of(receipt_id: int) -> tuple[Tender, ...]:
    """Payments of a receipt by method."""
    rows = Payment.select().where(Payment.receipt == receipt_id).order_by(Payment.id)
    return tuple(Tender(PayMethod(row.method), row.amount_fen) for row in rows)


def by_method(tenders: Sequence[Tender]) -> dict[PayMethod, int]:
    """Fen of each method."""
    sums: dict[PayMethod, int] = {}
    for tender in tenders:
        sums[tender.method] = sums.get(tender.method, 0) + tender.amount_fen
    return sums
