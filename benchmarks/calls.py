"""The calls of a day with half a million past ones behind them: the list, its counts, and one call with all beside it."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import bulk
from benchmarks.result import Result, against, below
from garage.domain.followups import FollowUpState
from garage.models import database
from garage.models.contacts import ContactLog
from garage.models.followups import FollowUp
from garage.services import follow_up_pages, follow_up_rows, shop
from garage.services.follow_up_rows import CallFilter

TURNS, ROUNDS = 10, 12
TODAY = bulk.MORNING.date()
WAITING = 120
"""Calls of the last days that nobody has made yet; all others are closed."""
HOURS = ("18:00–20:00", "中午", "上午9点-11点", "", "周末")
_BUDGET_MS = 20.0


def run(folder: Path) -> list[Result]:
    """Milliseconds of what the page of calls reads, against the promise, and what a large file adds, timed in turns."""
    files = {5_000: folder / "calls-small.db", 500_000: folder / "calls-large.db"}
    turns: dict[int, list[tuple[float, float, float]]] = {count: [] for count in files}
    for count, file in files.items():
        _build(file, count)
    for _turn in range(TURNS):
        for count, file in files.items():
            turns[count].append(_timed(file, count))
    few, many = ([median(part) for part in zip(*turns[count], strict=True)] for count in files)
    names = ("Calls due today, with counts", "Calls late, with counts", "One call with all beside it")
    lines = [
        below(f"{name}, 500 000 past", ours, "ms", _BUDGET_MS) for name, ours in zip(names, many, strict=True)
    ]
    growth = against("All three, against a file with 5 000 past calls", sum(many), sum(few), "ms", 1.3)
    return [*lines, growth]


def _build(file: Path, count: int) -> None:
    bulk.create(file)
    bulk.orders(count // 2, shop.set_up(bulk.MORNING, shop_name="诚信汽修", owner_name="张三"))
    bulk.put(FollowUp, of_past(count))
    bulk.put(ContactLog, (_talk(ref, count) for ref in range(1, count + 1 - WAITING)))
    database.close()


def _timed(file: Path, count: int) -> tuple[float, float, float]:
    database.connect(file)
    times = (_of(CallFilter.TODAY), _of(CallFilter.LATE), _page(count))
    database.close()
    return times


def of_past(count: int) -> Iterator[dict[str, Any]]:
    """`count` calls of half as many orders; the last `WAITING` are still to be made."""
    chance = random.Random(2026)
    return (_call(ref, count, chance) for ref in range(1, count + 1))


def _call(ref: int, count: int, chance: random.Random) -> dict[str, Any]:
    order, round_ = (ref + 1) // 2, 2 - ref % 2
    closed = ref <= count - WAITING
    due = (
        TODAY - timedelta(days=chance.randrange(8))
        if not closed
        else TODAY - timedelta(days=10 + (count - ref) // 40)
    )
    return {
        **bulk.STAMP,
        "order": order,
        "vehicle": order,
        "customer": order % max(1, count // 4) + 1,
        "round": round_,
        "due_on": due,
        "late_after": due + timedelta(days=4),
        "state": (FollowUpState.DONE if closed else FollowUpState.PENDING).value,
        "call_time": chance.choice(HOURS),
        "attempts": 1 if closed else 0,
        "done_at": bulk.MORNING if closed else None,
    }


def _talk(ref: int, count: int) -> dict[str, Any]:
    order = (ref + 1) // 2
    return {
        **bulk.STAMP,
        "customer": order % max(1, count // 4) + 1,
        "vehicle": order,
        "order": order,
        "follow_up": ref,
        "direction": "OUT",
        "channel": "PHONE",
        "at": bulk.MORNING - timedelta(minutes=count - ref),
        "staff": 1,
        "outcome": "REACHED",
        "opinion": "满意",
    }


def _of(which: CallFilter) -> float:
    """Median milliseconds of a page of the list with the counts of its chips."""
    times = []
    for _round in range(ROUNDS):
        begun = perf_counter()
        page = follow_up_rows.page(which, bulk.MORNING, limit=60)
        follow_up_rows.counts(TODAY)
        times.append(perf_counter() - begun)
        assert page.rows
    return median(times) * 1e3


def _page(follow_up_id: int, today: date = TODAY) -> float:
    times = []
    for _round in range(ROUNDS):
        begun = perf_counter()
        follow_up_pages.open_page(follow_up_id, today)
        times.append(perf_counter() - begun)
    return median(times) * 1e3
