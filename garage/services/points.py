"""Points of members: an append-only ledger, earned by paid bills, redeemed on bills, corrected by an owner (C8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any

from peewee import JOIN, Case, fn

from garage.domain.members import MOST_POINTS, PointKind, points_earned
from garage.domain.settlements import Debtor, SettlementState
from garage.domain.text import said_why
from garage.errors import FieldError
from garage.i18n import _
from garage.models.customers import Customer
from garage.models.listing import tuples
from garage.models.members import MemberLevel, PointEntry
from garage.models.orders import WorkOrder
from garage.models.settlements import Settlement
from garage.models.statements import statement
from garage.services import price_owner, staff
from garage.services.command import Area, By, command, create


@dataclass(frozen=True)
class PointRow:
    """An entry as it is listed; `balance` is what there was after it, `back` says that it takes an earlier one back."""

    id: int
    at: datetime
    kind: PointKind
    points: int
    balance: int
    settlement_no: str
    back: bool
    reason: str
    who: str


# Acts


@command(Area.CUSTOMERS, Area.MONEY)
def correct(by: By, customer_id: int, points: int, reason: str) -> None:
    """Give points, or take some away, with a reason.

    FieldError on "points" (none, too many, more than there are, or for no owner) or "reason".
    """
    if not points or abs(points) > MOST_POINTS:
        raise FieldError("points", _("How many points come, or with a minus go?"))
    why = said_why(reason)
    price_owner.alone(by, "points")
    customer_id = holder(customer_id)
    if points < 0:
        _refuse_more_than(balance(customer_id), -points)
    _enter(by, customer_id, PointKind.CORRECTED, points, reason=why)


@command(Area.CUSTOMERS)
def move(by: By, from_id: int, to_id: int, reason: str, points: int | None = None) -> int:
    """Points go to another file of the same customer, all of them unless it is said how many; returns how many."""
    count = balance(from_id) if points is None else points
    if count:
        _enter(by, from_id, PointKind.MOVED, -count, reason=reason)
        _enter(by, to_id, PointKind.MOVED, count, reason=reason)
    return count


# What bills do, within their own acts


def redeem(by: By, bill: Settlement, customer_id: int, points: int) -> None:
    """Points pay a part of a bill; FieldError("points") when there are not so many any more."""
    _refuse_more_than(balance(customer_id), points)
    _enter(by, customer_id, PointKind.REDEEMED, -points, settlement=bill.id)


def follow(by: By, bill: Settlement, *, before_fen: int) -> None:
    """What a bill has earned follows its money: earned when it becomes paid, taken back when it no longer is.

    Where it stays paid and what was paid in money changes from `before_fen`, it is earned anew. A bill keeps the rate at
    which it first earned, also when nothing of it stands any more; one whose money earned none before does not begin to.
    """
    base = paid_fen(bill)
    earned = _of_bill(bill.id, PointKind.EARNED)
    if sum(entry.base_fen for entry in earned) == base:
        return
    kept = earned[0].rate if earned else _last_rate.value(bill.id, PointKind.EARNED.value)
    customer_id = holder(WorkOrder.get_by_id(bill.order_id).customer_id)
    rate = rate_of(customer_id) if kept is None else kept
    if kept is None and points_earned(before_fen, rate):
        return
    for entry in earned:
        _take_back(by, entry)
    if count := points_earned(base, rate):
        _enter(by, customer_id, PointKind.EARNED, count, settlement=bill.id, base_fen=base, rate=rate)


def give_back(by: By, bill: Settlement) -> None:
    """A voided bill: what it earned goes, what was redeemed on it comes back."""
    for entry in (*_of_bill(bill.id, PointKind.EARNED), *_of_bill(bill.id, PointKind.REDEEMED)):
        _take_back(by, entry)


def paid_fen(bill: Settlement) -> int:
    """What a bill earns on as it stands, in fen: nothing before it is paid in full."""
    return earning_fen(bill) if bill.state == SettlementState.PAID.value else 0


def earning_fen(bill: Settlement) -> int:
    """What of a paid bill the customer paid in money himself, in fen."""
    given_up = min(bill.allowance_fen, bill.insurance_fen) if bill.debtor == Debtor.INSURER.value else 0
    return max(0, int(bill.payable_fen - bill.insurance_fen - bill.allowance_fen + given_up))


def earning_column() -> Any:
    """The same within a query, below nothing where more was let off; what an insurer owes is let off its share first."""
    allowed, insured = Settlement.allowance_fen, Settlement.insurance_fen
    customer = Settlement.debtor != Debtor.INSURER.value
    given_up = Case(None, [(customer, 0), (allowed < insured, allowed)], insured)
    return Settlement.payable_fen - insured - allowed + given_up


def _take_back(by: By, entry: Any) -> None:
    """By an entry of its own; it may leave less than nothing where the points are spent already.

    They are those of the file that its order is in by now: files that were one when it was made may have been parted.
    """
    bill = Settlement.get_by_id(entry.settlement_id)
    _enter(
        by,
        holder(WorkOrder.get_by_id(bill.order_id).customer_id),
        PointKind(entry.kind),
        -entry.points,
        settlement=entry.settlement_id,
        reversal_of=entry.id,
    )


def _enter(by: By, customer_id: int, kind: PointKind, points: int, **about: Any) -> None:
    """The only way points come and go: the entry, and with it the balance that is kept."""
    Customer.update(points=Customer.points + points).where(Customer.id == customer_id).execute()
    create(by, PointEntry, customer=customer_id, at=by.at, kind=kind.value, points=points, **about)


def _refuse_more_than(there: int, points: int) -> None:
    if points > there:
        raise FieldError("points", _("There are {n} points.").format(n=there))


# Reads


def balance(customer_id: int) -> int:
    """Points of a customer; below zero where what was earned is gone and was spent before. KeyError without a file."""
    found = _balance.value(customer_id)
    if found is None:
        raise KeyError(customer_id)
    return int(found)


@statement
def _balance(customer_id: Any) -> Any:
    return Customer.select(Customer.points).where(Customer.id == customer_id)


def holder(customer_id: int) -> int:
    """The file that holds the points of a customer: the one that theirs was merged into."""
    while (into := Customer.get_by_id(customer_id).merged_into_id) is not None:
        customer_id = into
    return customer_id


def rate_of(customer_id: int) -> int:
    """Points for a hundred yuan at the level of a customer, 0 for no member."""
    return int(_rate.value(customer_id) or 0)


@statement
def _rate(customer_id: Any) -> Any:
    level = MemberLevel.name == Customer.member_level
    return (
        Customer.select(MemberLevel.points_per_100_yuan)
        .join(MemberLevel, on=level)
        .where(Customer.id == customer_id)
    )


def _of_bill(bill_id: int, kind: PointKind) -> list[Any]:
    """Entries of a bill that stand."""
    return list(_standing.objects(bill_id, kind.value))


@statement
def _last_rate(bill_id: Any, kind: Any) -> Any:
    """At which rate a bill earned last, whether or not it was taken back."""
    mine = (PointEntry.settlement == bill_id) & (PointEntry.kind == kind) & PointEntry.reversal_of.is_null()
    return PointEntry.select(PointEntry.rate).where(mine).order_by(PointEntry.id.desc()).limit(1)


@statement
def _standing(bill_id: Any, kind: Any) -> Any:
    back = PointEntry.alias()
    taken_back = fn.EXISTS(back.select().where(back.reversal_of == PointEntry.id))
    return PointEntry.select().where(
        (PointEntry.settlement == bill_id)
        & (PointEntry.kind == kind)
        & PointEntry.reversal_of.is_null()
        & ~taken_back
    )


def of_customer(customer_id: int, most: int = 500) -> list[PointRow]:
    """What came and went, the newest first."""
    query = (
        PointEntry.select(
            PointEntry.id,
            PointEntry.at,
            PointEntry.kind,
            PointEntry.points,
            Settlement.no,
            PointEntry.reversal_of,
            PointEntry.reason,
            PointEntry.created_by,
        )
        .join(Settlement, JOIN.LEFT_OUTER, on=(Settlement.id == PointEntry.settlement))
        .where(PointEntry.customer == customer_id)
        .order_by(PointEntry.id.desc())
        .limit(most)
    )
    return _listed(tuples(query), balance(customer_id))


def _listed(rows: Sequence[tuple[Any, ...]], now: int) -> list[PointRow]:
    people = staff.names({row[-1] for row in rows})
    after = accumulate((row[3] for row in rows[:-1]), lambda there, points: there - points, initial=now)
    return [
        PointRow(
            ref, at, PointKind(kind), points, there, no or "", back is not None, why, people.get(who, "")
        )
        for (ref, at, kind, points, no, back, why, who), there in zip(rows, after, strict=False)
    ]
