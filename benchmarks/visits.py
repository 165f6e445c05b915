"""One complete car, all acts: against the same rows written by plain sqlite3 in the same transactions, and its bytes."""

import shutil
import sqlite3
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import bulk
from benchmarks.result import Result, against, below
from benchmarks.visit import Visit, new_car, open_garage
from benchmarks.written import noted, plain, write
from garage.models import database

VISITS, WARM = 100, 10


def run(folder: Path) -> list[Result]:
    """Milliseconds a car, in turns with plain SQL on a copy of the same file, both with synchronous=FULL."""
    start = folder / "visits.db"
    bulk.create(start)
    garage = open_garage()
    cars = [new_car(garage, number) for number in range(1, VISITS + 1)]
    database.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    ours_file, plain_file, noted_file = (shutil.copy(start, folder / f"visits-{n}.db") for n in range(3))
    visits = noted(noted_file, [Visit(garage, car).run for car in cars])
    cursor = plain(plain_file)
    database.connect(ours_file)
    before = _bytes()
    ours, theirs = [], []
    for car, written in zip(cars, visits, strict=True):
        ours.append(Visit(garage, car).run())
        theirs.append(write(cursor, written))
    size = (_bytes() - before) / VISITS / 1024
    assert _rows(ours_file) == _rows(plain_file)
    cursor.connection.close()
    database.close()
    return [
        against(
            "All acts of one complete car", median(ours[WARM:]) * 1e3, median(theirs[WARM:]) * 1e3, "ms", 4
        ),
        below("Database per complete visit", size, "KiB", 8),
    ]


def _bytes() -> int:
    """Bytes of the pages in use, the log's included."""
    pages, free, size = (
        database.database.execute_sql(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _rows(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of each table: both sides have written the same, or the comparison is none."""
    with sqlite3.connect(file) as look:
        tables = look.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: look.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}
