"""How SQLite would answer what was asked: whether it reads a table from end to end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from peewee import SqliteDatabase

from garage.models.database import database


@contextmanager
def listening() -> Iterator[list[tuple[str, Any]]]:
    """What is sent to the engine meanwhile."""
    engine: Any = type(database.obj)
    usual = engine.execute_sql
    seen: list[tuple[str, Any]] = []

    def note(self: Any, sql: str, params: Any = None) -> Any:
        seen.append((sql, params))
        return usual(self, sql, params)

    engine.execute_sql = note
    try:
        yield seen
    finally:
        engine.execute_sql = usual


def scans(read: Callable[[], object], small: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """(words of the plan, statement) of every table that is read whole; those of `small` may be.

    A server plans by its statistics, and there are none of an empty table: nothing is said about it.
    """
    with listening() as asked:
        assert read() is not None
        assert asked
    if not isinstance(database.obj, SqliteDatabase):
        return []
    return [
        (words, sql)
        for sql, params in asked
        for *_place, words in database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()
        if words.startswith("SCAN") and not any(one in words + sql for one in small)
    ]
