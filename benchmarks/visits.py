"""One complete car, all acts: against the same rows written by plain sqlite3 in the same transactions, and its bytes."""

import shutil
import sqlite3
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import bulk
from benchmarks.result import Result, against, below
from benchmarks.visit import Garage, Visit, new_car, open_garage
from garage.models import database

VISITS, WARM = 100, 10
WRITES = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE")

Written = list[tuple[str, tuple[Any, ...] | list[tuple[Any, ...]]]]


def run(folder: Path) -> list[Result]:
    """Milliseconds a car, in turns with plain SQL on a copy of the same file, both with synchronous=FULL."""
    start = folder / "visits.db"
    bulk.create(start)
    garage = open_garage()
    cars = [new_car(garage, number) for number in range(1, VISITS + 1)]
    database.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    ours_file, plain_file, noted_file = (shutil.copy(start, folder / f"visits-{n}.db") for n in range(3))
    visits = _noted(noted_file, garage, cars)
    plain = _plain(plain_file)
    database.connect(ours_file)
    before = _bytes()
    ours, theirs = [], []
    for car, written in zip(cars, visits, strict=True):
        ours.append(Visit(garage, car).run())
        begun = perf_counter()
        for sql, values in written:
            (plain.executemany if isinstance(values, list) else plain.execute)(sql, values)
        theirs.append(perf_counter() - begun)
    size = (_bytes() - before) / VISITS / 1024
    assert _rows(ours_file) == _rows(plain_file)
    plain.close()
    database.close()
    return [
        against(
            "All acts of one complete car", median(ours[WARM:]) * 1e3, median(theirs[WARM:]) * 1e3, "ms", 4
        ),
        below("Database per complete visit", size, "KiB", 8),
    ]


class _Noting(sqlite3.Cursor):
    written: Written = []

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        if sql.startswith(WRITES):
            self.written.append((sql, tuple(values)))
        return super().execute(sql, values)

    def executemany(self, sql: str, rows: Any) -> sqlite3.Cursor:
        self.written.append((sql, [tuple(row) for row in rows]))
        return super().executemany(sql, rows)


class _Connection(sqlite3.Connection):
    def cursor(self, *_any: Any) -> _Noting:  # type: ignore[override]
        return super().cursor(_Noting)


def _noted(file: Path, garage: Garage, cars: list[int]) -> list[Written]:
    """What each visit writes."""
    database.connect(file)
    database.close()
    database.database.obj.connect_params["factory"] = _Connection
    database.database.connect()
    visits = []
    for car in cars:
        _Noting.written = []
        Visit(garage, car).run()
        visits.append(_Noting.written)
    database.close()
    return visits


def _plain(file: Path) -> sqlite3.Cursor:
    plain = sqlite3.connect(file, isolation_level=None)
    for name, value in database.PRAGMAS.items():
        plain.execute(f"PRAGMA {name}={value}")
    return plain.cursor()


def _bytes() -> int:
    """Bytes of the pages in use, the log's included."""
    pages, free, size = (
        database.database.execute_sql(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _rows(file: Path) -> dict[str, int]:
    """Rows of each table."""
    with sqlite3.connect(file) as look:
        tables = look.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {name: look.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for (name,) in tables}
