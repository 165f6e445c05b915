"""The first page of the day with half a million orders, bills, calls and reminders behind it."""

from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import bulk, calls
from benchmarks.result import Result, against, below
from garage.domain.reminders import ReminderKind, ReminderState
from garage.domain.settlements import SettlementState
from garage.models import database
from garage.models.followups import FollowUp
from garage.models.payments import Receipt
from garage.models.reminders import Reminder
from garage.models.settlements import Settlement
from garage.services import shop, today
from garage.services.command import By

MANY, FEW = 500_000, 5_000
DUE = 40
"""Bills on account, and reminders, that are due; as many in both files."""
TURNS, ROUNDS = 8, 10


def run(folder: Path) -> list[Result]:
    """Everything that the page reads: all cards, and the figures beside them; the two files are timed in turns."""
    owners = {count: _build(folder / f"today-{count}.db", count) for count in (FEW, MANY)}
    times: dict[int, list[float]] = {count: [] for count in owners}
    for _turn in range(TURNS):
        for count, owner in owners.items():
            times[count] += _timed(folder / f"today-{count}.db", owner)
    few, many = (median(times[count]) * 1e3 for count in (FEW, MANY))
    return [
        below("Today: all cards and figures, 500 000 orders and calls", many, "ms", 20),
        against("The same, against a file with 5 000", many, few, "ms", 1.3),
    ]


def _build(file: Path, count: int) -> int:
    """Write the file; gives its owner."""
    bulk.create(file)
    owner = shop.set_up(bulk.MORNING, shop_name="诚信汽修", owner_name="张三")
    bulk.orders(count, owner)
    bulk.put(Settlement, (_bill(ref, count) for ref in range(1, count - 20)))
    bulk.put(Receipt, (_receipt(ref, count) for ref in range(1, count - 20)))
    bulk.put(FollowUp, calls.of_past(count))
    bulk.put(Reminder, (_reminder(ref, count) for ref in range(1, count + 1)))
    database.checkpoint(everything=True)
    database.close()
    return owner


def _timed(file: Path, owner: int) -> list[float]:
    database.connect(file)
    by = By(owner, bulk.MORNING)
    times = []
    for _round in range(ROUNDS + 1):
        begun = perf_counter()
        day = today.read(by)
        figures = today.figures(by)
        times.append(perf_counter() - begun)
        assert day.count(*day.columns) > DUE
        assert sum(fen for _day, fen in figures.days) > 0
    database.close()
    return times[1:]


def _bill(ref: int, count: int) -> dict[str, Any]:
    owed = ref > count - 21 - DUE
    at = bulk.MORNING - timedelta(minutes=10 * (count - ref))
    sums = dict.fromkeys(("parts_fen", "other_fen", "line_discount_fen", "order_discount_fen"), 0)
    return {
        **bulk.STAMP,
        **sums,
        "id": ref,
        "no": f"ST-{at:%Y}-{ref:06}",
        "order": ref,
        "state": (SettlementState.ON_CREDIT if owed else SettlementState.PAID).value,
        "settled_at": at,
        "labour_fen": 48_000,
        "rounding_off_fen": 0,
        "payable_fen": 48_000,
        "snapshot": b"",
        "credit_due_on": bulk.MORNING.date() if owed else None,
    }


def _receipt(ref: int, count: int) -> dict[str, Any]:
    at = bulk.MORNING - timedelta(minutes=10 * (count - ref))
    return {
        **bulk.STAMP,
        "no": f"RC-{at:%Y}-{ref:06}",
        "order": ref,
        "settlement": ref,
        "payer": "王女士",
        "received_at": at,
        "total_fen": 1_000,
        "given_fen": 1_000,
        "change_fen": 0,
        "balance_fen": 0,
    }


def _reminder(ref: int, count: int) -> dict[str, Any]:
    live = ref > count - DUE
    due = bulk.MORNING.date() + timedelta(days=3 if live else -30)
    return {
        **bulk.STAMP,
        "vehicle": ref,
        "customer": ref % max(1, count // 2) + 1,
        "kind": ReminderKind.INSURANCE.value,
        "due_on": due,
        "remind_on": due - timedelta(days=3),
        "state": (ReminderState.SCHEDULED if live else ReminderState.DONE).value,
    }
