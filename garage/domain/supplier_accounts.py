"""A supplier's account: what each line of it is, and how long what is owed has been due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class EntryKind(StrEnum):
    """Why more or less is owed to a supplier."""

    OPENING = "OPENING"
    RECEIPT = "RECEIPT"
    RETURN = "RETURN"
    DIFFERENCE = "DIFFERENCE"
    PAYMENT = "PAYMENT"
    CLAIM = "CLAIM"
    REVERSAL = "REVERSAL"


class Age(StrEnum):
    """How long ago something that is owed should have been paid."""

    NOT_DUE = "NOT_DUE"
    DAYS_30 = "DAYS_30"
    DAYS_60 = "DAYS_60"
    DAYS_90 = "DAYS_90"
    OLDER = "OLDER"


_LATE_DAYS: tuple[tuple[Age, int | None], ...] = (
    (Age.NOT_DUE, 0),
    (Age.DAYS_30, 30),
    (Age.DAYS_60, 60),
    (Age.DAYS_90, 90),
    (Age.OLDER, None),
)
"""Most days late that still count to an age; None: any number."""

OLDEST_DAYS = 90
"""What is due on that many days ago or later has to be looked at one by one; the rest is `Age.OLDER`."""


@dataclass(frozen=True)
class Item:
    """Something owed, neither reversed nor a payment: fen above zero, and the day on which it is to be paid."""

    amount_fen: int
    due_on: date


@dataclass(frozen=True)
class Ageing:
    """A balance by age: fen for each `Age` in their order, and what was paid before anything was owed.

    The ages less `prepaid_fen` make the balance.
    """

    by_age: tuple[int, ...] = (0,) * len(Age)
    prepaid_fen: int = 0

    @property
    def fen(self) -> dict[Age, int]:
        """What is owed of each age."""
        return dict(zip(Age, self.by_age, strict=True))

    @property
    def overdue_fen(self) -> int:
        """What should have been paid before today."""
        return sum(fen for age, fen in self.fen.items() if age is not Age.NOT_DUE)

    @property
    def balance_fen(self) -> int:
        """What is owed in all; below zero when the supplier owes the garage."""
        return sum(self.by_age) - self.prepaid_fen


def aged(balance_fen: int, items: Iterable[Item], today: date) -> Ageing:
    """The balance by age when every payment, return and credit pays what is due first.

    Then what is still owed is what is due last: of the balance, whatever falls due from a day on covers, no more.
    `items` are all that are due from `OLDEST_DAYS` before `today` on; older ones may be left out.
    """
    known, owed = list(items), max(balance_fen, 0)
    by_age: list[int] = []
    for _age, most in _LATE_DAYS:
        due = owed
        if most is not None:
            since = today - timedelta(days=most)
            due = min(owed, sum(item.amount_fen for item in known if item.due_on >= since))
        by_age.append(due - sum(by_age))
    return Ageing(tuple(by_age), max(-balance_fen, 0))
