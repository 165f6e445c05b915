"""Money taken and paid back: deposits, payments in full or in part, refunds, and receipts put right."""

from collections.abc import Sequence

from garage.domain.exit_passes import TRIPS, PassKind
from garage.domain.money import format_yuan
from garage.domain.orders import CLOSED, UNSETTLED, OrderState
from garage.domain.settlements import (
    Balance,
    Cover,
    Debtor,
    ReceiptKind,
    Tender,
    amount_taken,
    booked,
    total_of,
)
from garage.domain.text import said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.customers import Customer
from garage.models.orders import WorkOrder
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.services import credit, deposits
from garage.services.command import Area, By, command
from garage.services.order_facts import live_pass, live_settlement
from garage.services.receipts import (
    Account,
    Money,
    account,
    another_way,
    balance,
    book,
    refuse_moved,
    refuse_part,
    reverse,
    reversed_by,
    rewrite,
)

BILLED = frozenset({OrderState.SETTLED, OrderState.EXITED})
"""States in which a bill stands."""


def _payer(order: WorkOrder, settlement: Settlement | None = None) -> str:
    if settlement is not None and settlement.debtor == Debtor.INSURER.value and order.insurer:
        return str(order.insurer)
    return str(Customer.get_by_id(order.customer_id).name)


@command(Area.ORDERS, Area.MONEY)
def take_deposit(
    by: By, order_id: int, tenders: Sequence[Tender], *, sure: bool = False, seen: Balance | None = None
) -> str:
    """Take money before there is a bill, which will count it (C3); returns the receipt's number.

    FieldError("tenders") for no amount, ("sure") with the figures for one that is to be confirmed; RuleError once
    the order is settled or closed; StaleError when its money is not what was `seen`.
    """
    order = WorkOrder.get_by_id(order_id)
    if OrderState(order.state) not in UNSETTLED:
        raise RuleError(Reason("settled", _("A deposit comes before the bill.")))
    refuse_moved(order_id, seen)
    asked = deposits.doubt(order_id, total_of(tenders))
    if asked and not sure:
        raise FieldError("sure", asked)
    return str(book(by, order, Money(ReceiptKind.DEPOSIT, _payer(order), tenders)).no)


@command(Area.ORDERS, Area.MONEY)
def take_payment(
    by: By,
    order_id: int,
    tenders: Sequence[Tender],
    cover: Cover = Cover.FULL,
    *,
    seen: Balance | None = None,
) -> tuple[str, int]:
    """Take what is owed on a bill, a part of it, or knowingly more; returns the receipt's number and the change.

    Also after the car has left on account. FieldError("tenders") when the amounts are not what `cover` says;
    RuleError when nothing is owed; StaleError when the order's money is not what was `seen`.
    """
    order = WorkOrder.get_by_id(order_id)
    refuse_moved(order_id, seen)
    return take(by, order, account(order_id), tenders, cover)


def take(
    by: By, order: WorkOrder, known: Account, tenders: Sequence[Tender], cover: Cover
) -> tuple[str, int]:
    """The same of an order that was read with its account."""
    settlement, owed = known.settlement, known.balance.owed_fen
    if settlement is None or OrderState(order.state) not in BILLED or not owed:
        raise RuleError(Reason("nothing_owed", _("Nothing is owed on this order.")))
    amount = amount_taken(owed, tenders, cover)
    given = sum(tender.amount_fen for tender in tenders)
    on_account = settlement.credit_at is not None
    money = Money(
        ReceiptKind.BALANCE if on_account else ReceiptKind.PAYMENT,
        _payer(order, settlement),
        booked(amount, tenders),
        given_fen=given,
        change_fen=given - amount,
    )
    return str(book(by, order, money, known).no), given - amount


@command(Area.ORDERS, Area.MONEY)
def refund(
    by: By, order_id: int, tenders: Sequence[Tender], reason: str, *, seen: Balance | None = None
) -> str:
    """Pay money back: before the bill all that was taken, after it what is above what is due.

    Returns the receipt's number. FieldError("tenders") above that, FieldError("reason") without one; StaleError
    when the order's money is not what was `seen`.
    """
    why = said_why(reason)
    order = WorkOrder.get_by_id(order_id)
    refuse_moved(order_id, seen)
    most = balance(order_id).refundable_fen
    if not most:
        raise RuleError(Reason("nothing_to_refund", _("There is nothing to pay back.")))
    if total_of(tenders) > most:
        text = _("At most {amount} can be paid back.").format(amount=format_yuan(most))
        raise FieldError("tenders", text)
    back = [Tender(tender.method, -tender.amount_fen) for tender in tenders]
    return str(book(by, order, Money(ReceiptKind.REFUND, _payer(order), back, reason=why)).no)


@command(Area.ORDERS, Area.MONEY)
def void_receipt(by: By, receipt_no: str, reason: str, *, payment_id: int | None = None) -> str:
    """Void a receipt by reversal; returns the reversing receipt's number.

    One of a payment on several bills is voided with all of that payment, `payment_id`, alone.

    While the car is here, unless a live exit pass stands on it; after the exit only what was booked the same
    day on an account. FieldError("reason") without one.
    """
    why = said_why(reason)
    receipt, order = _standing(receipt_no)
    refuse_part(receipt, payment_id)
    after = _without(receipt)
    _refuse_void(by, order, receipt, after)
    number = str(reverse(by, order, receipt, why).no)
    if after.owed_fen:
        credit.keep_limit(by, order, why)
    return number


@command(Area.ORDERS, Area.MONEY)
def change_method(by: By, receipt_no: str, tenders: Sequence[Tender], reason: str) -> str:
    """The money came another way than the receipt says: it is reversed and written anew, the sum is the same.

    While the car is here, or on the day of the receipt: the till is not closed yet. Returns the new number.
    FieldError("tenders") when the amounts do not make the same sum, or say the same.
    """
    why = said_why(reason)
    receipt, order = _standing(receipt_no)
    refuse_part(receipt)
    if OrderState(order.state) in CLOSED and receipt.received_at.date() != by.today:
        raise RuleError(Reason("till_closed", _("The car has left and the day's till is closed.")))
    return str(rewrite(by, order, receipt, another_way(receipt, tenders), why).no)


def _standing(receipt_no: str) -> tuple[Receipt, WorkOrder]:
    """The receipt with its order; RuleError when it is void, KeyError when there is none."""
    receipt = Receipt.get_or_none(Receipt.no == receipt_no)
    if receipt is None:
        raise KeyError(receipt_no)
    if receipt.reversal_of_id is not None or reversed_by(receipt) is not None:
        raise RuleError(Reason("void", _("This receipt is void already.")))
    if receipt.order_id is None:
        raise RuleError(Reason("sale", _("This receipt belongs to a counter sale."), "counter"))
    return receipt, WorkOrder.get_by_id(receipt.order_id)


def _without(receipt: Receipt) -> Balance:
    now = balance(receipt.order_id)
    return Balance(now.payable_fen, now.allowance_fen, now.paid_fen - receipt.total_fen)


def _refuse_void(by: By, order: WorkOrder, receipt: Receipt, after: Balance) -> None:
    state = OrderState(order.state)
    if state is OrderState.CANCELLED:
        raise RuleError(Reason("closed", _("The order is cancelled: its money is settled.")))
    if after.paid_fen < 0:
        text = _("Part of it was paid back: void that refund first.")
        raise RuleError(Reason("paid_back", text))
    if state is OrderState.EXITED:
        settlement = live_settlement(order.id)
        later = receipt.kind in {ReceiptKind.BALANCE.value, ReceiptKind.REFUND.value}
        on_account = settlement is not None and settlement.credit_at is not None
        if not later or receipt.received_at.date() != by.today or (after.owed_fen and not on_account):
            text = _("The car has left: only what was booked today on an account can be voided.")
            raise RuleError(Reason("left", text))
    elif after.owed_fen and state is OrderState.SETTLED:
        gate = live_pass(order.id)
        if gate is not None and PassKind(gate.kind) not in {PassKind.ON_ACCOUNT, *TRIPS}:
            text = _("An exit pass is issued on it: void the settlement instead.")
            raise RuleError(Reason("pass_issued", text))
