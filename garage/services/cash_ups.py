"""日结: what lay in the till and in the accounts against what was booked since the one before (C3)."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from peewee import fn

from garage.domain.cash_ups import (
    CashUpLine,
    CashUpRow,
    Count,
    MethodSum,
    MoneySource,
    check_count,
    read_notes,
    write_notes,
)
from garage.domain.money import format_yuan
from garage.domain.numbers import Series
from garage.domain.pages import Page
from garage.domain.settlements import PayMethod, ReceiptKind
from garage.domain.text import one_line, said_why
from garage.errors import Reason, RuleError, StaleError
from garage.i18n import _
from garage.models.cash import CashEntry, CashUp
from garage.models.cash import CashUpLine as LineRow
from garage.models.listing import Cursor, keyset, tuples
from garage.models.payments import Payment, Receipt
from garage.models.purchasing import SupplierPayment
from garage.models.statements import insert_many
from garage.services import cash_limits, numbers, staff
from garage.services.command import Area, By, command, create, refuse_stale, update

_FIRST_REACH = timedelta(days=7)
"""So far back the first cash-up reaches."""


@command(Area.MONEY)
def close(by: By, count: Count, *, seen: Mapping[PayMethod, int] | None = None) -> CashUpRow:
    """Count the till and the accounts: what differs from the books has its reason, what is not left is taken out.

    FieldErrors of `check_count`, and ("approved_by") for a difference above the limit without an owner; RuleError when a cash-up of this very moment stands; StaleError when what is booked
    is not what was `seen` any more.
    """
    since, until = period(by)
    if until <= since:
        raise RuleError(Reason("counted", _("The till was counted this very moment.")))
    sums = booked(since, until)
    booked_ = {one.method: one.booked_fen for one in sums}
    if seen is not None and dict(seen) != booked_:
        text = _("Money moved meanwhile: the books say {amount} in cash now.")
        raise StaleError(text.format(amount=format_yuan(booked_[PayMethod.CASH])))
    reasons = check_count(count, booked_)
    off = [count.counted.get(method, 0) - booked_[method] for method in PayMethod]
    approver = cash_limits.approver(by, off, count.approved_by)
    cash = count.counted.get(PayMethod.CASH, 0)
    row = create(
        by,
        CashUp,
        no=numbers.take(by, Series.CASH_UP),
        from_at=since,
        until_at=until,
        counted_by=by.staff_id,
        approved_by=approver,
        left_fen=count.left_fen,
        taken_fen=cash - count.left_fen,
        taken_to=one_line("taken_to", count.taken_to, 100),
        notes=write_notes(count.notes),
        note=one_line("note", count.note, 200),
    )
    lines = (
        {
            "cash_up": row.id,
            "method": method.value,
            "booked_fen": booked_[method],
            "counted_fen": count.counted.get(method, 0),
            "reason": one_line(f"reason.{method.value}", reasons[method], 200),
        }
        for method in PayMethod
    )
    insert_many(LineRow, lines)
    CashEntry.update(cash_up=row.id).where((CashEntry.at >= since) & (CashEntry.at < until)).execute()
    return find(row.id)


@command(Area.MONEY)
def void(by: By, cash_up_id: int, version: int, reason: str) -> None:
    """The last cash-up was wrong: its days are counted anew. FieldError("reason"); RuleError for an earlier one."""
    row = CashUp.find(cash_up_id)
    if row is None:
        raise KeyError(cash_up_id)
    refuse_stale(row, version)
    why = said_why(reason)
    if row.voided_at is not None:
        raise RuleError(Reason("void", _("This cash-up is void already.")))
    last = _last()
    if last is None or last.id != row.id:
        raise RuleError(Reason("last", _("Only the last cash-up can be voided: the next one counts on it.")))
    update(by, row, version, act="void", reason=why, voided_at=by.at, void_reason=why)
    CashEntry.update(cash_up=None).where(CashEntry.cash_up == row.id).execute()


# Reads


def period(by: By) -> tuple[datetime, datetime]:
    """From when to when a cash-up would count now: since the last one, the first one since money first moved.

    A garage that counts for the first time after more than a week counts from the morning: what it took in before lies
    in the bank.
    """
    last = _last()
    return (last.until_at if last is not None else _first_money(by)), by.at


def _first_money(by: By) -> datetime:
    """When the first receipt, payment to a supplier or cash entry was; the morning of this day without any."""
    moments = (Receipt.received_at, SupplierPayment.paid_at, CashEntry.at)
    found = [moment.model.select(fn.MIN(moment)).scalar() for moment in moments]
    morning = datetime.combine(by.today, time.min)
    first = min(filter(None, found), default=morning)
    return first if first >= morning - _FIRST_REACH else morning


def booked(since: datetime, until: datetime) -> list[MethodSum]:
    """What the books say of each method: what the last cash-up left in cash, and what moved since.

    The moment `until` is not in it any more.
    """
    before = CashUp.get_or_none((CashUp.until_at == since) & CashUp.voided_at.is_null())
    left = int(before.left_fen) if before is not None else 0
    moved = _moved(since, until)
    return [
        MethodSum(
            method,
            left if method is PayMethod.CASH else 0,
            {source: moved.get((method, source), 0) for source in MoneySource},
        )
        for method in PayMethod
    ]


def _moved(since: datetime, until: datetime) -> dict[tuple[PayMethod, MoneySource], int]:
    found: dict[tuple[PayMethod, MoneySource], int] = {}
    came = (
        Payment.select(Payment.method, Receipt.kind, fn.SUM(Payment.amount_fen))
        .join(Receipt)
        .where((Receipt.received_at >= since) & (Receipt.received_at < until))
        .group_by(Payment.method, Receipt.kind)
    )
    for method, kind, fen in tuples(came):
        back = kind == ReceiptKind.REFUND.value
        place = PayMethod(method), MoneySource.REFUND if back else MoneySource.RECEIPT
        found[place] = found.get(place, 0) + int(fen)
    for source, model, at, sign in (
        (MoneySource.SUPPLIER, SupplierPayment, SupplierPayment.paid_at, -1),
        (MoneySource.ENTRY, CashEntry, CashEntry.at, 1),
    ):
        sums = model.select(model.method, fn.SUM(model.amount_fen)).where((at >= since) & (at < until))
        for method, fen in tuples(sums.group_by(model.method)):
            found[PayMethod(method), source] = sign * int(fen)
    return found


def page(cursor: Cursor | None = None, limit: int = 50) -> Page[CashUpRow]:
    """Cash-ups, the last first."""
    query = CashUp.select(CashUp.id)
    return keyset(query, (CashUp.id,), cursor, limit, lambda rows: _read([row[0] for row in rows]))


def find(cash_up_id: int) -> CashUpRow:
    """One cash-up; raises KeyError."""
    rows = _read([cash_up_id])
    if not rows:
        raise KeyError(cash_up_id)
    return rows[0]


def by_number(no: str) -> int | None:
    """Id of the cash-up with this number."""
    row = CashUp.get_or_none(CashUp.no == no)
    return int(row.id) if row is not None else None


def last() -> CashUpRow | None:
    """The last cash-up that stands."""
    row = _last()
    return find(row.id) if row is not None else None


def _last() -> Any:
    stands = CashUp.select().where(CashUp.voided_at.is_null())
    return stands.order_by(CashUp.until_at.desc()).limit(1).first()


def _read(refs: Sequence[int]) -> list[CashUpRow]:
    """These cash-ups, the last first."""
    rows = list(CashUp.select().where(CashUp.id.in_(list(refs))).order_by(CashUp.id.desc()))
    lines: dict[int, list[CashUpLine]] = {}
    for line in LineRow.select().where(LineRow.cash_up.in_(list(refs))).order_by(LineRow.id):
        told = CashUpLine(PayMethod(line.method), line.booked_fen, line.counted_fen, line.reason)
        lines.setdefault(line.cash_up_id, []).append(told)
    who = staff.names({ref for row in rows for ref in (row.counted_by_id, row.approved_by) if ref})
    return [
        CashUpRow(
            row.id,
            row.version,
            row.no,
            row.from_at or row.until_at,
            row.until_at,
            who.get(row.counted_by_id, ""),
            who.get(row.approved_by or 0, ""),
            row.left_fen,
            row.taken_fen,
            row.taken_to,
            read_notes(row.notes),
            row.note,
            row.voided_at,
            row.void_reason,
            tuple(lines.get(row.id, ())),
        )
        for row in rows
    ]


def check_books() -> Iterator[str]:
    """Cash-ups whose booked sums are not those of their days, that do not follow one another, or lack a reason."""
    standing = list(CashUp.select().where(CashUp.voided_at.is_null()).order_by(CashUp.until_at))
    lines = {row.id: row.lines for row in _read([row.id for row in standing])}
    moved = _all_moved(standing)
    until, left = None, 0
    for row in standing:
        if until is not None and row.from_at != until:
            yield _("{number} does not begin where the cash-up before it ended.").format(number=row.no)
        said = {line.method: line for line in lines[row.id]}
        wanted = {method: moved.get((row.id, method), 0) for method in PayMethod}
        wanted[PayMethod.CASH] += left
        if {method: line.booked_fen for method, line in said.items()} != wanted:
            yield _("{number} does not say what was booked in its days.").format(number=row.no)
        counted = said[PayMethod.CASH].counted_fen if PayMethod.CASH in said else -1
        differs = any(line.difference_fen and not line.reason for line in said.values())
        if counted != row.left_fen + row.taken_fen or differs:
            yield _("{number} does not add up.").format(number=row.no)
        until, left = row.until_at, row.left_fen


def _all_moved(standing: Sequence[Any]) -> dict[tuple[int, PayMethod], int]:
    """{(cash-up, method): fen} that moved in the days of each, read in a query for each kind of money."""
    found: dict[tuple[int, PayMethod], int] = {}
    taken = (
        CashUp.select(CashUp.id, Payment.method, fn.SUM(Payment.amount_fen))
        .join(Receipt, on=((Receipt.received_at >= CashUp.from_at) & (Receipt.received_at < CashUp.until_at)))
        .join(Payment, on=(Payment.receipt == Receipt.id))
        .where(CashUp.voided_at.is_null())
        .group_by(CashUp.id, Payment.method)
    )
    for ref, method, fen in tuples(taken):
        found[ref, PayMethod(method)] = int(fen)
    ends = [row.until_at for row in standing]
    for model, at, sign in ((SupplierPayment, SupplierPayment.paid_at, -1), (CashEntry, CashEntry.at, 1)):
        for moment, method, fen in tuples(model.select(at, model.method, model.amount_fen)):
            place = bisect_right(ends, moment)
            if place < len(standing) and moment >= standing[place].from_at:
                key = standing[place].id, PayMethod(method)
                found[key] = found.get(key, 0) + sign * fen
    return found
