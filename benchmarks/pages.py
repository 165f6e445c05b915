"""A page of 50 orders with vehicle and customer: at any depth, in a small file and in a large one."""

import sqlite3
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import bulk
from benchmarks.result import Result, against
from garage.models import database
from garage.services import order_list, shop
from garage.services.command import By
from garage.services.order_list import OrderFilter

ROUNDS = 400
PLAIN = """
SELECT o.id, o.no, o.state, o.priority, v.plate, trim(v.brand || ' ' || v.model), c.name, o.complaint,
       o.received_at, o.promised_at, o.exited_at, o.fault_class, o.estimated_at, o.authorised_at
FROM work_order o JOIN vehicle v ON v.id = o.vehicle_id JOIN customer c ON c.id = o.customer_id
WHERE o.id < ? ORDER BY o.id DESC LIMIT 51
"""
WAITS = "SELECT order_id, reason, started_at, ended_at FROM order_hold WHERE order_id IN ({}) ORDER BY id"
"""What the clocks of unfinished orders go by."""


def run(folder: Path) -> list[Result]:
    """Milliseconds a page, measured in turns with plain SQL, and what a file a hundred times as large adds."""
    small = _filled(folder / "pages-small.db", 5_000)
    few = {depth: _turns(small, depth) for depth in (5_000, 2_500, 60)}
    database.close()
    large = _filled(folder / "pages-large.db", 500_000)
    many = {depth: _turns(large, depth) for depth in (500_000, 250_000, 60)}
    database.close()
    names = ("first", "middle", "last")
    lines = [
        against(f"Page of 50 in 500 000 orders, {name}", ours, plain, "ms", 1.5)
        for name, (ours, plain) in zip(names, many.values(), strict=True)
    ]
    growth = against(
        "The same page in 5 000 orders, worst of the three",
        max(ours for ours, _plain in many.values()),
        max(ours for ours, _plain in few.values()),
        "ms",
        1.3,
    )
    return [*lines, growth]


def _filled(file: Path, count: int) -> Path:
    bulk.create(file)
    bulk.orders(count, shop.set_up(bulk.MORNING, shop_name="诚信汽修", owner_name="张三"))
    return file


def _turns(file: Path, depth: int) -> tuple[float, float]:
    """Median milliseconds of the page that begins below the id `depth`: ours and plain."""
    by = By(1, bulk.MORNING)
    plain = sqlite3.connect(file)
    plain.execute("PRAGMA cache_size=-65536")
    ours, theirs = [], []
    for _round in range(ROUNDS):
        begun = perf_counter()
        page = order_list.page(by, OrderFilter.ALL, depth)
        between = perf_counter()
        rows = plain.execute(PLAIN, (depth,)).fetchall()
        if unfinished := [row[0] for row in rows if row[2] != "EXITED"]:
            plain.execute(WAITS.format(", ".join("?" * len(unfinished))), unfinished).fetchall()
        ended = perf_counter()
        ours.append(between - begun)
        theirs.append(ended - between)
        assert [row.id for row in page.rows] == [row[0] for row in rows[:50]]
    plain.close()
    return median(ours) * 1e3, median(theirs) * 1e3
