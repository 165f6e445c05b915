"""The stockroom with 5 000 parts and a million movements, in turns with plain sqlite3 on the same file.

The proof and the roll-forward are compared with the same sums in the shortest SQL that gives them; the list with the
query of one page; an issue with the rows it writes, written again on a copy.
"""

import gc
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import bulk
from benchmarks.result import Result, against, below
from benchmarks.written import noted, plain, write
from garage.domain.lines import LineKind, PartGrade, PayType
from garage.domain.orders import OrderState
from garage.domain.roll_forward import month_of
from garage.domain.stock import MovementKind
from garage.models import database
from garage.models.orders import OrderLine, WorkOrder
from garage.models.parts import Part
from garage.models.stock import StockMovement
from garage.services import part_list, roll_forward, shop, stock, stock_books
from garage.services.command import By
from garage.services.goods_issues import IssueLine, issue_parts

PARTS, MANY, FEW = 5_000, 1_000_000, 100_000
DAYS = 1_000
ISSUES, WARM, EACH = 110, 10, 5
ROUNDS, LONG = 300, 7
LIST = """
WITH reserved AS (
    SELECT part_id, SUM(qty_milli - issued_milli) AS milli FROM order_line
    WHERE order_id IN (SELECT id FROM work_order WHERE state IN ('AUTHORISED', 'DISPATCHED', 'IN_WORK', 'ON_HOLD',
        'SELF_CHECKED', 'TEAM_CHECKED', 'FINAL_PASSED', 'WASHING', 'READY'))
      AND kind = 'PART' AND NOT customer_supplied AND part_id IS NOT NULL GROUP BY part_id
), coming AS (
    SELECT part_id, SUM(qty_milli - received_milli - dropped_milli) AS milli FROM purchase_order_line
    WHERE purchase_order_id IN (SELECT id FROM purchase_order WHERE state IN ('ORDERED', 'PARTLY'))
    GROUP BY part_id
)
SELECT p.*, COALESCE(reserved.milli, 0), COALESCE(coming.milli, 0) FROM part p
LEFT JOIN reserved ON reserved.part_id = p.id LEFT JOIN coming ON coming.part_id = p.id
WHERE (p.active OR p.on_hand_milli > 0) AND p.code > ? ORDER BY p.code LIMIT 51
"""
PROOF = """
SELECT p.code FROM part p
LEFT JOIN (SELECT part_id, SUM(qty_milli) AS milli, SUM(value_fen) AS fen FROM stock_movement GROUP BY part_id) m
ON m.part_id = p.id WHERE p.on_hand_milli <> COALESCE(m.milli, 0) OR p.value_fen <> COALESCE(m.fen, 0)
"""
MONTH = """
SELECT p.id, p.code, p.name, p.spec, p.unit, p.part_group, p.bin,
       p.on_hand_milli - m.milli, p.value_fen - m.fen, m.in_milli, m.in_fen, m.out_milli, m.out_fen,
       p.on_hand_milli - m.later_milli, p.value_fen - m.later_fen
FROM part p LEFT JOIN (
    SELECT part_id, SUM(qty_milli) AS milli, SUM(value_fen) AS fen,
           SUM(CASE WHEN moved_at < :until AND qty_milli > 0 THEN qty_milli ELSE 0 END) AS in_milli,
           SUM(CASE WHEN moved_at < :until AND qty_milli > 0 THEN value_fen ELSE 0 END) AS in_fen,
           SUM(CASE WHEN moved_at < :until AND qty_milli < 0 THEN qty_milli ELSE 0 END) AS out_milli,
           SUM(CASE WHEN moved_at < :until AND qty_milli < 0 THEN value_fen ELSE 0 END) AS out_fen,
           SUM(CASE WHEN moved_at >= :until THEN qty_milli ELSE 0 END) AS later_milli,
           SUM(CASE WHEN moved_at >= :until THEN value_fen ELSE 0 END) AS later_fen
    FROM stock_movement WHERE moved_at >= :since GROUP BY +part_id
) m ON m.part_id = p.id ORDER BY p.code
"""


def run(folder: Path) -> list[Result]:
    """Each act in turns with plain SQL; the list also in a tenth of the movements."""
    small, large = _filled(folder / "stock-small.db", FEW), _filled(folder / "stock-large.db", MANY)
    few, page = _pages(small, large)
    small.unlink()
    database.connect(large)
    hand = _turns(large, stock.on_hand, "SELECT id, on_hand_milli, value_fen FROM part", (), 50)
    proof = _turns(large, _proof, PROOF, (), LONG)
    month = _month()
    rolled = _turns(large, lambda: roll_forward.roll(month), MONTH, _bounds(month), 4 * LONG)
    database.close()
    issue = _issues(folder, large)
    return [
        against("Page of 50 of the stock list, 1 000 000 movements", *page, "ms", 1.5),
        against("The same with 100 000 movements", page[0], few, "ms", 1.3),
        below("On hand of all 5 000 parts", hand[0], "ms", 10),
        against("One issue of 5 parts", *issue, "ms", 4),
        against("Roll-forward of a month", *rolled, "ms", 1.2),
        against("Proof that the ledger is what is kept", *proof, "ms", 1.2),
    ]


def _pages(small: Path, large: Path) -> tuple[float, tuple[float, float]]:
    """Ours in the small file; ours and plain in the large one: by turns, for nothing here is ever quiet."""
    times: dict[Path, list[tuple[float, float]]] = {small: [], large: []}
    for _turn in range(6):
        for file, found in times.items():
            database.connect(file)
            found.append(_turns(file, _list_page, LIST, ("P02500",), ROUNDS // 6))
    few, many = (tuple(map(median, zip(*found, strict=True))) for found in times.values())
    return few[0], (many[0], many[1])


def _list_page() -> object:
    return part_list.page(("P02500",), 50)


def _proof() -> None:
    assert stock_books.differing_stocks() == []


def _month() -> Any:
    """The last whole month but one: there are movements before and after it."""
    return month_of((bulk.MORNING - timedelta(days=40)).date())


def _bounds(month: Any) -> dict[str, str]:
    return {"since": str(month.since), "until": str(month.until)}


def _turns(file: Path, act: Callable[[], object], sql: str, values: Any, rounds: int) -> tuple[float, float]:
    """Median milliseconds of ours and of the plain query with all its rows fetched.

    Garbage is swept between the acts and not within them, as the program does it (`garage/ui/kit/sweeper.py`).
    """
    other = sqlite3.connect(file)
    for name in ("cache_size", "journal_mode"):
        other.execute(f"PRAGMA {name}={database.PRAGMAS[name]}")
    ours, theirs = [], []
    gc.disable()
    for _round in range(rounds + 1):
        begun = perf_counter()
        act()
        between = perf_counter()
        other.execute(sql, values).fetchall()
        theirs.append(perf_counter() - between)
        ours.append(between - begun)
        gc.collect(1)
    gc.enable()
    other.close()
    return median(ours[1:]) * 1e3, median(theirs[1:]) * 1e3


def _issues(folder: Path, start: Path) -> tuple[float, float]:
    """Median milliseconds of one issue, and of its rows written again."""
    plain_file, noted_file = (Path(shutil.copy(start, folder / f"stock-{n}.db")) for n in range(2))
    by = By(1, bulk.MORNING)
    slips = [[IssueLine(EACH * n + place + 1, 1000) for place in range(EACH)] for n in range(ISSUES)]
    acts = [partial(issue_parts, by, 1, lines=slip, received_by=1) for slip in slips]
    notes = noted(noted_file, acts)
    cursor = plain(plain_file)
    database.connect(start)
    ours, theirs = [], []
    for act, written in zip(acts, notes, strict=True):
        begun = perf_counter()
        act()
        ours.append(perf_counter() - begun)
        theirs.append(write(cursor, written))
    cursor.connection.close()
    database.close()
    return median(ours[WARM:]) * 1e3, median(theirs[WARM:]) * 1e3


# The stockroom


def _filled(file: Path, count: int) -> Path:
    bulk.create(file)
    shop.set_up(bulk.MORNING, shop_name="诚信汽修", owner_name="张三")
    balances = dict.fromkeys(range(1, PARTS + 1), (0, 0))
    grade = {"name": "机油滤清器", "unit": "个", "grade": PartGrade.GENUINE.value}
    bulk.put(
        Part,
        (
            {**bulk.STAMP, **grade, "id": ref, "code": f"P{ref:05}", "group": f"组{ref % 20}"}
            for ref in balances
        ),
    )
    bulk.put(StockMovement, _movements(count, balances))
    with database.transaction():
        kept = [(milli, fen, ref) for ref, (milli, fen) in balances.items()]
        database.database.connection().executemany(
            "UPDATE part SET on_hand_milli = ?, value_fen = ? WHERE id = ?", kept
        )
    _order()
    database.checkpoint(everything=True)
    database.close()
    return file


def _movements(count: int, balances: dict[int, tuple[int, int]]) -> Iterator[dict[str, Any]]:
    """Deliveries of ten and issues of one, spread over the days; every chain is unbroken."""
    chance = random.Random(2026)
    start = bulk.MORNING - timedelta(days=DAYS)
    step = timedelta(days=DAYS) / count
    for n in range(count):
        part = n % PARTS + 1
        milli, fen = balances[part]
        if milli <= 3000:
            kind, qty, value = MovementKind.RECEIPT, 40_000, 40 * chance.randrange(500, 5_000)
        else:
            kind, qty = MovementKind.ISSUE, -1000
            value = -round(fen * 1000 / milli)
        balances[part] = milli, fen = milli + qty, fen + value
        yield {
            "part": part,
            "kind": kind.value,
            "qty_milli": qty,
            "value_fen": value,
            "balance_milli": milli,
            "balance_fen": fen,
            "document": f"GI-2026-{n // 5:05}",
            "order_line": None,
            "reversal_of": None,
            "moved_at": _moment(start + n * step),
            "moved_by": 1,
            "reason": "",
            "line_id": None,
        }


def _moment(at: datetime) -> str:
    return str(at.replace(microsecond=0))


def _order() -> None:
    """One order in work that draws every part the issues need."""
    bulk.orders(1, 1)
    WorkOrder.update(state=OrderState.IN_WORK.value).execute()
    chance = random.Random(7)
    line = {"order": 1, "kind": LineKind.PART.value, "pay_type": PayType.CUSTOMER.value, "name": "机滤"}
    parts = [chance.randrange(1, PARTS + 1) for _line in range(ISSUES * EACH)]
    bulk.put(
        OrderLine,
        (
            {**bulk.STAMP, **line, "id": ref, "position": ref, "part": part, "qty_milli": 1000}
            for ref, part in enumerate(parts, 1)
        ),
    )
