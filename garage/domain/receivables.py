"""What customers owe on account: the age of each bill, and how one payment is spread over several of them (C3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from garage.domain.settlements import Balance, Tender
from garage.domain.supplier_accounts import Age, Ageing


class BillKind(StrEnum):
    """What is owed on."""

    ORDER = "ORDER"
    SALE = "SALE"


class StatementKind(StrEnum):
    """Why a customer owes more or less."""

    BILL = "BILL"
    SALE = "SALE"
    RETURN = "RETURN"
    DEPOSIT = "DEPOSIT"
    PAYMENT = "PAYMENT"
    BALANCE = "BALANCE"
    REFUND = "REFUND"
    REVERSAL = "REVERSAL"
    ALLOWANCE = "ALLOWANCE"


class ReceivableFilter(StrEnum):
    """Which debts a list shows."""

    ALL = "ALL"
    OVERDUE = "OVERDUE"
    INSURERS = "INSURERS"
    DEPOSITS = "DEPOSITS"


@dataclass(frozen=True)
class OpenBill:
    """A bill or counter sale on account of which `balance.owed_fen` is open; `ref` is the order's or the sale's id."""

    kind: BillKind
    ref: int
    no: str
    document: str
    plate: str
    at: datetime
    due_on: date
    balance: Balance

    @property
    def owed_fen(self) -> int:
        """Still to be paid."""
        return self.balance.owed_fen


@dataclass(frozen=True)
class StatementEntry:
    """One line of an account: fen above zero are owed more; the balance after it."""

    at: datetime
    kind: StatementKind
    document: str
    about: str
    amount_fen: int
    balance_fen: int = 0


def age_of(due_on: date, today: date) -> Age:
    """How late something due on that day is; on the day itself it is not late."""
    late = (today - due_on).days
    if late <= 0:
        return Age.NOT_DUE
    return (
        Age.DAYS_30 if late <= 30 else Age.DAYS_60 if late <= 60 else Age.DAYS_90 if late <= 90 else Age.OLDER
    )


def ageing(bills: Iterable[OpenBill], today: date) -> Ageing:
    """What is owed on bills by how long it has been due: each payment is of one bill, so each has its own age."""
    fen = dict.fromkeys(Age, 0)
    for bill in bills:
        fen[age_of(bill.due_on, today)] += bill.owed_fen
    return Ageing(tuple(fen.values()))


def oldest_first(owed: Sequence[int], total_fen: int) -> list[int]:
    """How much of `total_fen` pays each of the debts, which stand in the order of their days; never more than owed."""
    shares: list[int] = []
    for fen in owed:
        share = min(fen, max(total_fen, 0))
        shares.append(share)
        total_fen -= share
    return shares


def spread(tenders: Iterable[Tender], shares: Sequence[int]) -> list[list[Tender]]:
    """Tenders cut so that each share is paid exactly, first the first; together they must make the same sum."""
    left = [(tender.method, tender.amount_fen) for tender in tenders]
    cut: list[list[Tender]] = []
    for share in shares:
        part: list[Tender] = []
        rest = share
        while rest:
            method, fen = left.pop(0)
            taken = min(fen, rest)
            part.append(Tender(method, taken))
            rest -= taken
            if fen > taken:
                left.insert(0, (method, fen - taken))
        cut.append(part)
    return cut
