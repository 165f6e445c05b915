"""Money that is owed with approval: on account within a limit, allowances, and what a customer owes (C3)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from peewee import fn

from garage.domain.exit_passes import PassKind
from garage.domain.merges import FileKind
from garage.domain.money import format_yuan
from garage.domain.orders import OrderState
from garage.domain.settlements import Balance, Debtor, SettlementState
from garage.domain.text import one_line, said_why
from garage.errors import FieldError, Reason, RuleError
from garage.i18n import _
from garage.models.audit import AuditEntry
from garage.models.counter_sales import CounterSale
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.merges import FileMerge
from garage.models.orders import WorkOrder
from garage.models.payments import Receipt
from garage.models.settlements import Settlement
from garage.models.statements import statement
from garage.services import points, sale_money, staff
from garage.services.command import Area, By, command, refuse_stale, update
from garage.services.order_facts import live_pass, live_settlement, paid_fen
from garage.services.order_moves import elsewhere
from garage.services.receipts import balance, follow, refuse_moved

_TOLD_APART = "{}"
"""What two files that were looked at, and stayed two, took over from each other."""


@dataclass(frozen=True)
class OnAccount:
    """How what is owed goes on account: the owner who approves, who owes it, why above the limit."""

    approved_by: int | None = None
    debtor: Debtor = Debtor.CUSTOMER
    override: str = ""


@dataclass(frozen=True)
class Claim:
    """A bill on account with what is still owed of it."""

    order_id: int
    order_no: str
    settlement_no: str
    debtor: Debtor
    owed_fen: int
    due_on: date
    approved_by: str
    override: str

    @property
    def no(self) -> str:
        """What it is called where orders and counter sales stand together."""
        return self.order_no


@command(Area.ORDERS, Area.MONEY)
def put_on_account(by: By, order_id: int, terms: OnAccount, *, seen: Balance | None = None) -> None:
    """What is owed on a settled order goes on account, so that the car may leave (C3, invariant 25).

    FieldError on "approved_by" (an owner), "override" (above the customer's limit the owner says why), "debtor"
    (an insurer owes its own share alone); RuleError when nothing is owed or it is on account already; StaleError
    when the order's money is not what was `seen`.
    """
    order = WorkOrder.get_by_id(order_id)
    settlement = live_settlement(order_id)
    if settlement is None or order.state != OrderState.SETTLED.value:
        raise elsewhere(by, order)
    refuse_moved(order_id, seen)
    if settlement.credit_at is not None:
        raise RuleError(Reason("on_account", _("It is on account already.")))
    owed = balance(settlement.order_id).owed_fen
    if not owed:
        raise RuleError(Reason("nothing_owed", _("Nothing is owed on this order.")))
    approver = staff.check_owner("approved_by", terms.approved_by)
    override = one_line("override", terms.override, 200)
    customer = Customer.get_by_id(order.customer_id)
    if terms.debtor is Debtor.INSURER:
        _check_insurer(order, settlement, owed)
        override = ""
    elif receivables(customer.id) + owed <= customer.credit_limit_fen:
        override = ""
    elif not override:
        raise FieldError("override", above_limit_words(customer.id, owed))
    update(
        by,
        settlement,
        settlement.version,
        act="on account",
        reason=override,
        credit_at=by.at,
        credit_by=approver,
        credit_due_on=by.today + timedelta(days=customer.credit_days),
        credit_override=override,
        debtor=terms.debtor.value,
        state=SettlementState.ON_CREDIT.value,
    )


def _check_insurer(order: WorkOrder, settlement: Settlement, owed_fen: int) -> None:
    if not order.insurer or not order.insurer_case:
        raise FieldError("debtor", _("The order names no insurer with a case number."))
    if owed_fen > settlement.insurance_fen:
        own = format_yuan(owed_fen - settlement.insurance_fen)
        text = _("The insurer owes its share alone: {amount} of the customer's own part is not paid.")
        raise FieldError("debtor", text.format(amount=own))


def above_limit_words(customer_id: int, more_fen: int) -> str:
    """What a limit says to so much more on account, "" when it is within."""
    customer = Customer.get_by_id(customer_id)
    opened = receivables(customer_id)
    if opened + more_fen <= customer.credit_limit_fen:
        return ""
    if not customer.credit_limit_fen:
        return _("This customer has no credit limit: the owner says why.")
    text = _("With {open} open already this is above the limit of {limit}: the owner says why.")
    return text.format(open=format_yuan(opened), limit=format_yuan(customer.credit_limit_fen))


def keep_limit(by: By, order: WorkOrder, reason: str) -> None:
    """After more became owed on an account: above the limit an owner must have done it, and it is logged.

    RuleError when somebody else did, or when an insurer would owe more than its share.
    """
    settlement = live_settlement(order.id)
    if settlement is None or settlement.credit_at is None:
        return
    if settlement.debtor == Debtor.INSURER.value:
        if balance(settlement.order_id).owed_fen > settlement.insurance_fen:
            text = _("The insurer would owe the customer's own part: take it off the account first.")
            raise RuleError(Reason("insurer", text))
        return
    if receivables(order.customer_id) <= Customer.get_by_id(order.customer_id).credit_limit_fen:
        return
    if not staff.is_owner(by.staff_id):
        text = _("The customer's account would be above its limit: an owner has to do this.")
        raise RuleError(Reason("credit_limit", text))
    update(by, settlement, settlement.version, act="on account", reason=reason, credit_override=reason)


@command(Area.ORDERS, Area.MONEY)
def take_off_account(by: By, order_id: int, reason: str, *, seen: Balance | None = None) -> None:
    """Not on account after all: it has to be paid before the car leaves.

    FieldError("reason") without one; RuleError once a pass was issued on it, or the car has left; StaleError when
    the order's money is not what was `seen`.
    """
    why = said_why(reason)
    order = WorkOrder.get_by_id(order_id)
    settlement = live_settlement(order_id)
    on_account = settlement is not None and settlement.credit_at is not None
    if settlement is None or not on_account or order.state != OrderState.SETTLED.value:
        raise RuleError(Reason("not_on_account", _("Nothing is on account that could be taken off.")))
    refuse_moved(order_id, seen)
    gate = live_pass(order_id)
    if gate is not None and gate.kind == PassKind.ON_ACCOUNT.value:
        raise RuleError(
            Reason("pass_issued", _("An exit pass is issued on it: void the pass first."), "passes")
        )
    update(
        by,
        settlement,
        settlement.version,
        act="off account",
        reason=why,
        credit_at=None,
        credit_by=None,
        credit_due_on=None,
        credit_override="",
        debtor="",
    )
    follow(by, settlement, "off account", paid_fen=paid_fen(order_id))


@command(Area.ORDERS, Area.MONEY)
def allow(
    by: By,
    order_id: int,
    amount_fen: int,
    reason: str,
    *,
    approved_by: int | None,
    version: int | None = None,
) -> None:
    """Let a customer off part of a bill that stands: goodwill, or a debt that is given up; 0 takes it back.

    It lowers what is owed, or leaves something to pay back. FieldError on "amount" (0 to the bill), "reason" or
    "approved_by" (an owner); RuleError without a bill, or when taking it back would leave an unapproved debt;
    StaleError when the bill was changed since `version`.
    """
    order = WorkOrder.get_by_id(order_id)
    settlement = live_settlement(order_id)
    if settlement is None:
        raise RuleError(Reason("unsettled", _("The order is not settled.")))
    refuse_stale(settlement, version)
    if not 0 <= amount_fen <= settlement.payable_fen:
        limit = format_yuan(settlement.payable_fen)
        raise FieldError("amount", _("Between 0 and the bill of {amount}.").format(amount=limit))
    why = said_why(reason)
    approver = staff.check_owner("approved_by", approved_by)
    raised = amount_fen < settlement.allowance_fen
    before = points.paid_fen(settlement)
    changed = update(
        by,
        settlement,
        settlement.version,
        act="allow",
        reason=why,
        allowance_fen=amount_fen,
        allowance_reason=why if amount_fen else "",
        allowance_by=approver if amount_fen else None,
    )
    if not changed:
        raise FieldError("amount", _("This is allowed already."))
    if raised and balance(settlement.order_id).owed_fen:
        _refuse_unapproved_debt(order, settlement)
        keep_limit(by, order, why)
        settlement = Settlement.get_by_id(settlement.id)
    follow(by, settlement, "allow", paid_fen=paid_fen(order_id), before_fen=before)


def _refuse_unapproved_debt(order: WorkOrder, settlement: Settlement) -> None:
    gate = live_pass(order.id)
    passed = order.state == OrderState.EXITED.value or (
        gate is not None and gate.kind != PassKind.ON_ACCOUNT.value
    )
    if passed and (settlement.credit_at is None or order.state != OrderState.EXITED.value):
        text = _("The exit pass says that nothing is owed: the allowance stays.")
        raise RuleError(Reason("pass_issued", text))


# Reads


def receivables(customer_id: int) -> int:
    """What a customer owes on account, in fen; what insurers owe for them is theirs."""
    bills = sum(row.owed_fen for row in claims(customer_id) if row.debtor is Debtor.CUSTOMER)
    return bills + sum(row.owed_fen for row in sale_money.debts(customer_id))


def claims(customer_id: int) -> list[Claim]:
    """Bills of a customer on account of which something is owed, the first due at the start."""
    rows = _claims.rows(customer_id)
    names = staff.names({row[7] for row in rows})
    return [
        Claim(order_id, order_no, no, Debtor(debtor), owed, due_on, names.get(who, ""), override)
        for order_id, order_no, no, debtor, due, paid, due_on, who, override in rows
        if (owed := due - int(paid or 0)) > 0
    ]


@statement
def _claims(customer_id: Any) -> Any:
    paid = Receipt.select(fn.SUM(Receipt.total_fen)).where(Receipt.order == Settlement.order)
    standing = (Settlement.state == SettlementState.ON_CREDIT.value) & Settlement.credit_at.is_null(False)
    return (
        Settlement.select(
            WorkOrder.id,
            WorkOrder.no,
            Settlement.no,
            Settlement.debtor,
            Settlement.payable_fen - Settlement.allowance_fen,
            paid,
            Settlement.credit_due_on,
            Settlement.credit_by,
            Settlement.credit_override,
        )
        .join(WorkOrder)
        .where((WorkOrder.customer == customer_id) & standing)
        .order_by(Settlement.credit_due_on, Settlement.id)
    )


def check_books() -> list[str]:
    """Accounts above their limit that no owner answers for, or whose override nobody logged (invariant 25)."""
    return [*_above_their_limit(), *_overrides_not_logged()]


def _above_their_limit() -> Iterator[str]:
    owing = sorted([*_unapproved_bills(), *_unapproved_sales()])
    for customer_id, bills in groupby(owing, lambda row: row[0]):
        [(*_one, since, first), *more] = bills
        owed = int(first) + sum(int(row[2]) for row in more)
        customer = Customer.get_by_id(customer_id)
        if owed > customer.credit_limit_fen and owed > _limits_then(customer_id, since):
            text = _("{customer} owes {amount} on account, above the limit, and no owner answers for it.")
            yield text.format(customer=customer.name, amount=format_yuan(owed))


def _unapproved_bills() -> list[tuple[int, datetime, int]]:
    """(customer, since when, fen still owed) of bills on account that no owner put above a limit."""
    paid = Receipt.select(fn.COALESCE(fn.SUM(Receipt.total_fen), 0)).where(Receipt.order == Settlement.order)
    standing = (Settlement.state == SettlementState.ON_CREDIT.value) & Settlement.credit_at.is_null(False)
    unapproved = (Settlement.debtor == Debtor.CUSTOMER.value) & (Settlement.credit_override == "")
    owed = Settlement.payable_fen - Settlement.allowance_fen - paid
    query = Settlement.select(WorkOrder.customer, Settlement.credit_at, owed).join(WorkOrder)
    return tuples(query.where(standing & unapproved))


def _unapproved_sales() -> list[tuple[int, datetime, int]]:
    """The same of counter sales."""
    unapproved = (CounterSale.owed_fen > 0) & (CounterSale.credit_override == "")
    query = CounterSale.select(CounterSale.customer, CounterSale.sold_at, CounterSale.owed_fen)
    return tuples(query.where(unapproved & CounterSale.customer.is_null(False)))


def _limits_then(customer_id: int, since: datetime) -> int:
    """The limits of a customer and of all files that were one with theirs since then: each account stood within its own."""
    files, ahead = {customer_id}, [customer_id]
    stood = FileMerge.undone_at.is_null() | (FileMerge.undone_at >= since)
    made_one = (FileMerge.kind == FileKind.CUSTOMER.value) & (FileMerge.filled != _TOLD_APART) & stood
    while ahead:
        own = (FileMerge.kept_id == ahead[-1]) | (FileMerge.gone_id == ahead.pop())
        pairs = tuples(FileMerge.select(FileMerge.kept_id, FileMerge.gone_id).where(made_one & own))
        further = {ref for pair in pairs for ref in pair} - files
        files |= further
        ahead += further
    limits = tuples(Customer.select(Customer.id, Customer.credit_limit_fen).where(Customer.id.in_(files)))
    return sum(_highest_limit(ref, limit, since) for ref, limit in limits)


def _highest_limit(customer_id: int, limit_fen: int, since: datetime) -> int:
    """The limit since then: one that was lowered later forbids nothing that stood before."""
    about = (AuditEntry.noun == "customer") & (AuditEntry.ref == customer_id) & (AuditEntry.at >= since)
    changes = (
        json.loads(before or "{}") for (before,) in tuples(AuditEntry.select(AuditEntry.before).where(about))
    )
    return max([limit_fen, *(int(change.get("credit_limit_fen", 0)) for change in changes)])


def _overrides_not_logged() -> Iterator[str]:
    logged = AuditEntry.select(AuditEntry.ref).where(
        (AuditEntry.noun == "settlement")
        & (AuditEntry.act == "on account")
        & (AuditEntry.ref == Settlement.id)
        & (AuditEntry.reason == Settlement.credit_override)
    )
    wrong = (Settlement.credit_override != "") & (Settlement.credit_by.is_null() | ~fn.EXISTS(logged))
    for (no,) in tuples(Settlement.select(Settlement.no).where(wrong).order_by(Settlement.id)):
        yield _("{number} is above the limit, and the log does not say who allowed it.").format(number=no)
