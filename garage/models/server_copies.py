"""A server's records as one portable SQLite file of the same schema, and back again."""

import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from garage.i18n import _
from garage.models.copying import Teller, different, explained, opened, tables_of, written
from garage.models.failures import explain, failure
from garage.models.server import PATIENCE

ROWS = 2000
"""Rows fetched at a time."""

Rows = Generator[tuple[Any, ...], None, None]


def dump(url: str, blank: Path, goal: Path, teller: Teller) -> None:
    """Copy every row of the server into `blank`, an empty file of the same schema, which becomes `goal`.

    All is read in one snapshot and read a second time to compare. Raises MachineError; there is no `goal` then.
    """
    with written(goal) as scratch, explained(goal), _asking(url) as server:
        server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        server.read_only = True
        blank.replace(scratch)
        with closing(sqlite3.connect(scratch, isolation_level=None)) as file:
            tables = _same_tables(server, file)
            file.execute("BEGIN")
            for place, table in enumerate(tables):
                teller.report(place * 50 // len(tables), 100, _("Copying…"))
                _into_file(file, table, _rows_of_server(server, file, table), teller)
            file.execute("COMMIT")
            _compare(server, file, tables, teller)
            found = file.execute("PRAGMA integrity_check").fetchone()
            if found != ("ok",) or file.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise different(str(found))
        server.rollback()


def fill(url: str, source: Path, keep: Callable[[], object], teller: Teller) -> None:
    """Replace every row of the server by those of `source`, a file of the same schema, in one transaction.

    `keep` is called when nobody can save any more and nothing is changed yet. Other seats see news in every area
    afterwards. Raises MachineError; the server is then as it was.
    """
    with _asking(url) as server, opened(source) as file:
        server.execute("LOCK TABLE area_version IN EXCLUSIVE MODE")
        keep()
        tables = _same_tables(server, file)
        before = dict(server.execute("SELECT area, version FROM area_version").fetchall())
        links = _drop_links(server)
        every = sql.SQL(", ").join(map(sql.Identifier, tables))
        server.execute(sql.SQL("TRUNCATE {}").format(every))
        for place, table in enumerate(tables):
            teller.report(place * 50 // len(tables), 100, _("Copying…"))
            _into_server(server, file, table)
        _compare(server, file, tables, teller)
        for statement in links:
            server.execute(statement)
        _go_on_counting(server, file, tables)
        for area, version in before.items():
            server.execute(
                "INSERT INTO area_version (area, version) VALUES (%s, %s)"
                " ON CONFLICT (area) DO UPDATE SET version = GREATEST(area_version.version, excluded.version) + 1",
                (area, version + 1),
            )
        server.commit()


@contextmanager
def _asking(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection of its own; what goes wrong becomes a MachineError and is rolled back."""
    try:
        with psycopg.connect(url, **PATIENCE) as server:
            yield server
    except psycopg.Error as error:
        raise explain(error) or failure("away", engine=str(error)) from error


def _same_tables(server: psycopg.Connection[Any], file: sqlite3.Connection) -> list[str]:
    """The tables of both; they come from the same steps."""
    named = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
    tables = tables_of(file)
    if {row[0] for row in server.execute(named)} != set(tables):
        raise different("tables")
    return tables


def _into_file(file: sqlite3.Connection, table: str, rows: Rows, teller: Teller) -> None:
    names = _columns(file, table)
    marks = ", ".join("?" * len(names))
    file.execute(f'DELETE FROM "{table}"')  # noqa: S608 - what came with the blank file
    insert = f'INSERT INTO "{table}" VALUES ({marks})'  # noqa: S608
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS:
            file.executemany(insert, batch)
            batch.clear()
            if teller.cancelled:
                teller.report(0)
    file.executemany(insert, batch)


def _into_server(server: psycopg.Connection[Any], file: sqlite3.Connection, table: str) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, _columns(file, table)))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with server.cursor() as cursor, cursor.copy(into) as copy:
        for row in _rows_of_file(file, table):
            copy.write_row(row)


def _compare(
    server: psycopg.Connection[Any], file: sqlite3.Connection, tables: Sequence[str], teller: Teller
) -> None:
    for place, table in enumerate(tables):
        teller.report(50 + place * 45 // len(tables), 100, _("Comparing…"))
        with (
            closing(_rows_of_server(server, file, table)) as rows,
            closing(_rows_of_file(file, table)) as copied,
        ):
            for number, (row, copy) in enumerate(zip_longest(rows, copied)):
                if row != copy:
                    raise different(f"{table}: {number}")


def _rows_of_file(file: sqlite3.Connection, table: str) -> Rows:
    order = ", ".join(f'"{name}"' for name in _order(file, table))
    yield from file.execute(f'SELECT * FROM "{table}" ORDER BY {order}')  # noqa: S608


def _rows_of_server(server: psycopg.Connection[Any], file: sqlite3.Connection, table: str) -> Rows:
    """Rows as SQLite keeps them: moments and days as text, truth as 0 and 1."""
    query = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(
        sql.SQL(", ").join(map(sql.Identifier, _columns(file, table))),
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, _order(file, table))),
    )
    with server.cursor(name="rows") as cursor:
        cursor.itersize = ROWS
        cursor.execute(query)
        for row in cursor:
            yield tuple(map(_plain, row))


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return bytes(value) if isinstance(value, memoryview) else value


def _columns(file: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in file.execute(f'PRAGMA table_info("{table}")')]


def _order(file: sqlite3.Connection, table: str) -> list[str]:
    """The key, or every column of a table without one."""
    facts = sorted(file.execute(f'PRAGMA table_info("{table}")'), key=lambda row: row[5])
    return [row[1] for row in facts if row[5]] or [row[1] for row in facts]


def _drop_links(server: psycopg.Connection[Any]) -> list[sql.Composed]:
    """Take the foreign keys away, for rows come table by table; gives the statements that bring them back."""
    named = (
        "SELECT relname, conname, pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_class t ON t.oid = conrelid"
        " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    )
    links = server.execute(named).fetchall()
    for table, name, _definition in links:
        drop = sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}")
        server.execute(drop.format(sql.Identifier(table), sql.Identifier(name)))
    return [
        sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
            sql.Identifier(table),
            sql.Identifier(name),
            sql.SQL(definition),  # ours, as the server wrote it down
        )
        for table, name, definition in links
    ]


def _go_on_counting(server: psycopg.Connection[Any], file: sqlite3.Connection, tables: Sequence[str]) -> None:
    """New rows get ids that no row of the file ever had."""
    used = dict(file.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    for table in tables:
        if "id" in _columns(file, table):
            last = file.execute(f'SELECT COALESCE(MAX(id), 0) FROM "{table}"').fetchone()[0]  # noqa: S608
            most = max(int(last), int(used.get(table, 0)))
            server.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, %s)", (table, max(1, most), most > 0)
            )
