"""The one database connection: opening either engine, transactions, and the base of all rows."""

import functools
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import peewee
from peewee import (
    AutoField,
    DatabaseProxy,
    DateTimeField,
    IntegerField,
    Model,
    PostgresqlDatabase,
    SqliteDatabase,
)

from garage.errors import MachineError
from garage.i18n import _
from garage.models import statements
from garage.models.failures import explain, failure, may_retry

__all__ = ["Document", "Row", "RowGone", "database", "machine_error", "may_retry", "transaction"]

database: Any = DatabaseProxy()

PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "cache_size": -65_536,
    # `checkpoint` moves the log into the file when nobody works; an act does it only when 16 MB have piled up.
    "wal_autocheckpoint": 4096,
    "journal_size_limit": 16_777_216,
}
STATEMENTS = 1_000
"""Prepared statements that a connection keeps: more than there are texts, so that none is prepared twice."""


class RowGone(peewee.DoesNotExist):
    """A row that was known by its id is no more: nothing is deleted, so the records were put back to another time."""


class Row(Model):
    """A stored row of any kind."""

    id = AutoField()

    class Meta:
        """All rows live in the one open database."""

        database = database
        legacy_table_names = False

    @classmethod
    def get_by_id(cls, pk: int) -> Any:
        """The row of that id; raises RowGone."""
        row = cls.find(pk)
        if row is None:
            raise RowGone(f"{cls.__name__} {pk}")
        return row

    @classmethod
    def find(cls, pk: int) -> Any:
        """The row of that id, None when there is none."""
        return _by_id(cls).object(pk)

    @classmethod
    def create(cls, **values: Any) -> Any:
        """Insert a row and return it."""
        meta: Any = cls._meta
        row = statements.instance(cls, {**meta.get_default_dict(), **values})
        row.id = statements.insert(cls, row.__data__)
        return row

    if TYPE_CHECKING:  # peewee adds `vehicle_id`, back references and aliases at run time

        def __getattr__(self, name: str) -> Any: ...


@functools.cache
def _by_id(model: Any) -> statements.Statement:
    return statements.statement(lambda ref: model.select().where(model.id == ref))


class Document(Row):
    """A row that people make and change: who and when, and a version for the optimistic lock."""

    created_at = DateTimeField()
    created_by = IntegerField()
    version = IntegerField(default=1)


class _File(SqliteDatabase):
    """A SQLite file without peewee's log and hooks around each statement, which nobody reads."""

    def execute_sql(self: Any, sql: Any, params: Any = None) -> Any:
        connection = self._state.conn
        if connection is None:
            raise peewee.InterfaceError("closed")
        try:
            return connection.execute(sql, params or ())
        except sqlite3.Error:
            with statements.translated:
                raise


_target: str | Path = ""
_inode: tuple[int, int] | None = None


def is_url(target: str | Path) -> bool:
    """True for `postgresql://…`, False for the path of a SQLite file."""
    return isinstance(target, str) and target.startswith(("postgresql://", "postgres://"))


def connect(target: str | Path) -> None:
    """Bind the rows to `target`, a SQLite path or a PostgreSQL URL, and open the connection.

    Raises MachineError with advice when the file or the server cannot be opened.
    """
    global _target, _inode  # noqa: PLW0603 - one database is open at a time, as `database` itself
    close()
    engine = _engine(target)
    database.initialize(engine)
    _target, _inode = target, None
    try:
        engine.connect()
    except peewee.DatabaseError as error:
        known = explain(error, file())
        if known is not None and file() is not None:
            raise known from error
        raise MachineError(
            _("The database cannot be opened: {target}").format(target=shown(target)),
            _("Check that the file is a database of this program, or that the server is running."),
            {"engine": str(error)},
            known.code if known else "",
        ) from error
    _inode = None if is_url(target) else _inode_of(target)


def _engine(target: str | Path) -> Any:
    if is_url(target):
        from garage.models.server import Server  # noqa: PLC0415 - only a server needs its driver

        return Server(str(target))
    # Never connected by itself: a file that is gone would be made anew, empty.
    return _File(
        str(target),
        pragmas=PRAGMAS,
        timeout=5,
        lock_type="IMMEDIATE",
        autoconnect=False,
        cached_statements=STATEMENTS,
    )


def close() -> None:
    """Close the open connection, if there is one."""
    if database.obj is not None and not database.is_closed():
        database.close()


@contextmanager
def aside(path: Path) -> Iterator[None]:
    """Bind the rows to another SQLite file for a moment; the open database stays connected meanwhile."""
    former = database.obj
    other = SqliteDatabase(str(path), pragmas={"foreign_keys": 1}, timeout=5, lock_type="IMMEDIATE")
    database.initialize(other)
    try:
        other.connect()
        yield
    finally:
        other.close()
        database.initialize(former)


_SMALL_CACHE = -8_192
"""Kilobytes, as SQLite counts them, for whoever reads everything once."""


class Standing:
    """The open database as it stood at one moment, whatever is written meanwhile: another connection that only reads."""

    def __init__(self) -> None:
        require_file()
        self._engine = _engine(_target)
        self._engine.connect()
        if not is_url(_target):
            self._engine.execute_sql(f"PRAGMA cache_size={_SMALL_CACHE}")
        how = "TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY" if is_url(_target) else "DEFERRED"
        self._engine.execute_sql(f"BEGIN {how}")
        # The moment is that of the first read.
        self._engine.execute_sql("SELECT COUNT(*) FROM area_version").fetchall()

    @contextmanager
    def bound(self) -> Iterator[None]:
        """Bind the rows to it for a moment, on the thread that works with the database."""
        former = database.obj
        database.initialize(self._engine)
        try:
            yield
        finally:
            database.initialize(former)

    def close(self) -> None:
        """Let go of it; more than once does no harm."""
        if not self._engine.is_closed():
            self._engine.execute_sql("ROLLBACK")
            self._engine.close()


def target() -> str | Path:
    """What was opened last: a SQLite path or a PostgreSQL URL."""
    return _target


def file() -> Path | None:
    """The SQLite file that was opened last; None for a server."""
    return None if not _target or is_url(_target) else Path(_target)


def require_file() -> None:
    """Raise MachineError when the open file is no longer the one at its place.

    Linux lets a file be deleted while it is open: everything would seem to be saved and be lost with the last close.
    """
    if _inode is None:
        return
    there = _inode_of(_target)
    if there is None:
        raise failure("gone", file=str(file()))
    if there != _inode:
        raise failure("replaced", file=str(file()))


def _inode_of(path: str | Path) -> tuple[int, int] | None:
    """Device and inode; Windows lets nobody take an open file away, so there it is enough that it is there."""
    try:
        found = os.stat(path)  # noqa: PTH116 - once an act, where a Path costs as much as the question itself
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if os.name == "posix" else (0, 0)


def checkpoint(*, everything: bool = False) -> bool:
    """Move SQLite's log into the file, as far as readers let us; `everything` empties it. False when it could not."""
    if engine_name() != "sqlite" or database.is_closed() or in_transaction():
        return False
    mode = "TRUNCATE" if everything else "PASSIVE"
    try:
        row = database.execute_sql(f"PRAGMA wal_checkpoint({mode})").fetchone()
    except peewee.DatabaseError:
        return False
    return bool(row[0] == 0)


def engine_name() -> str:
    """'sqlite' or 'postgresql'."""
    return "postgresql" if isinstance(database.obj, PostgresqlDatabase) else "sqlite"


def integrity_faults() -> list[str]:
    """What SQLite finds wrong in its own file; a server looks after its files itself."""
    if engine_name() != "sqlite":
        return []
    found = [str(row[0]) for row in database.execute_sql("PRAGMA integrity_check").fetchall()]
    return [] if found == ["ok"] else found


@contextmanager
def transaction() -> Iterator[None]:
    """One transaction that holds the write lock of the whole database; nested ones are savepoints.

    Acts of several seats run one after another on either engine, so that none is refused because of another.
    Raises MachineError, with nothing done, when the file has been taken away.
    """
    engine, outermost = database.obj, not in_transaction()
    if outermost:
        require_file()
    done = False
    try:
        with engine.transaction() if outermost else engine.savepoint():
            if outermost and engine_name() == "postgresql":
                # As SQLite's IMMEDIATE: before the first query, whose snapshot would else be older than the lock.
                database.execute_sql("LOCK TABLE area_version IN EXCLUSIVE MODE")
            yield
            done = True
    except peewee.OperationalError as error:
        first = _first_failure(error)
        if done and outermost and engine_name() == "postgresql" and not database.is_connection_usable():
            raise failure("unknown", engine=str(first)) from error  # nobody knows whether COMMIT got there
        if first is error:
            raise
        raise first from None


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is of one moment; nobody waits for it. Nothing is written; inside an act it is the act's.

    Raises MachineError when the file has been taken away.
    """
    if in_transaction():
        yield
        return
    require_file()
    with database.obj.transaction("DEFERRED" if engine_name() == "sqlite" else "REPEATABLE READ"):
        yield


def _first_failure(error: peewee.OperationalError) -> peewee.OperationalError:
    """What went wrong first: on a full disk SQLite has rolled back by itself, and ours then fails as well."""
    known: BaseException | None = error
    while known is not None:
        words = str(known)
        if isinstance(known, peewee.OperationalError) and not any(mark in words for mark in _NOTHING_OPEN):
            return known
        known = known.__context__
    return error


_NOTHING_OPEN = ("no transaction is active", "no such savepoint")


def in_transaction() -> bool:
    """True inside `transaction`."""
    return bool(database.obj.in_transaction())


def shown(target: str | Path) -> str:
    """The database as a person may read it: a path, or server and name without a password."""
    if not is_url(target):
        return str(target)
    try:
        parts = urlsplit(str(target))
    except ValueError:  # brackets that do not close; a password may stand anywhere in it
        return "postgresql://…"
    return f"{parts.hostname or 'localhost'}{parts.path}"


def machine_error(error: BaseException) -> MachineError | None:
    """The words for a database that cannot work now (locked, full, gone); None for a fault of ours."""
    return explain(error, file()) if isinstance(error, peewee.DatabaseError) else None
