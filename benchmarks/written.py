"""What acts write, noted statement by statement, and the same written again by plain sqlite3."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from garage.models import database

WRITES = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE")

Written = list[tuple[str, tuple[Any, ...] | list[tuple[Any, ...]]]]


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

    def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:
        return self.cursor().execute(sql, values)  # its own goes past the cursor above


def noted(file: Path, acts: list[Callable[[], object]]) -> list[Written]:
    """What each of the acts writes into `file`."""
    database.connect(file)
    database.close()
    database.database.obj.connect_params["factory"] = _Connection
    database.database.connect()
    written = []
    for act in acts:
        _Noting.written = []
        act()
        written.append(_Noting.written)
    database.close()
    return written


def plain(file: Path) -> sqlite3.Cursor:
    """A cursor on `file` that writes as safely as ours."""
    connection = sqlite3.connect(file, isolation_level=None)
    for name, value in database.PRAGMAS.items():
        connection.execute(f"PRAGMA {name}={value}")
    return connection.cursor()


def write(cursor: sqlite3.Cursor, written: Written) -> float:
    """Write it again; seconds it took."""
    begun = perf_counter()
    for sql, values in written:
        (cursor.executemany if isinstance(values, list) else cursor.execute)(sql, values)
    return perf_counter() - begun
