"""The one database connection: opening either engine, transactions, and the base of all rows."""

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

database: Any = DatabaseProxy()

PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1, "cache_size": -65_536}
PATIENCE: dict[str, Any] = {
    "connect_timeout": 5,
    # A seat that lost its power must not hold the lock of the others for hours.
    "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=60s",
}
"""How long a PostgreSQL server may keep us waiting, and we the other seats; as long as SQLite's own timeout."""


class Row(Model):
    """A stored row of any kind."""

    id = AutoField()

    class Meta:
        """All rows live in the one open database."""

        database = database
        legacy_table_names = False

    if TYPE_CHECKING:  # peewee adds `vehicle_id`, back references and aliases at run time

        def __getattr__(self, name: str) -> Any: ...


class Document(Row):
    """A row that people make and change: who and when, and a version for the optimistic lock."""

    created_at = DateTimeField()
    created_by = IntegerField()
    version = IntegerField(default=1)


def is_url(target: str | Path) -> bool:
    """True for `postgresql://…`, False for the path of a SQLite file."""
    return isinstance(target, str) and target.startswith(("postgresql://", "postgres://"))


def connect(target: str | Path) -> None:
    """Bind the rows to `target`, a SQLite path or a PostgreSQL URL, and open the connection.

    Raises MachineError with advice when the file or the server cannot be opened.
    """
    close()
    if is_url(target):
        engine: Any = PostgresqlDatabase(
            str(target), prefer_psycopg3=True, isolation_level="SERIALIZABLE", **PATIENCE
        )
    else:
        engine = SqliteDatabase(str(target), pragmas=PRAGMAS, timeout=5, lock_type="IMMEDIATE")
    database.initialize(engine)
    try:
        engine.connect()
    except peewee.DatabaseError as error:
        raise MachineError(
            _("The database cannot be opened: {target}").format(target=_shown(target)),
            _("Check that the file is a database of this program, or that the server is running."),
            {"engine": str(error)},
        ) from error


def close() -> None:
    """Close the open connection, if there is one."""
    if database.obj is not None and not database.is_closed():
        database.close()


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
    """
    outermost = not in_transaction()
    try:
        with database.atomic():
            if outermost and engine_name() == "postgresql":
                # As SQLite's IMMEDIATE: before the first query, whose snapshot would else be older than the lock.
                database.execute_sql("LOCK TABLE area_version IN EXCLUSIVE MODE")
            yield
    except peewee.OperationalError as error:
        first = _first_failure(error)
        if first is error:
            raise
        raise first from None


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
    return bool(database.in_transaction())


def _shown(target: str | Path) -> str:
    if not is_url(target):
        return str(target)
    try:
        parts = urlsplit(str(target))
    except ValueError:  # brackets that do not close; a password may stand anywhere in it
        return "postgresql://…"
    return f"{parts.hostname or 'localhost'}{parts.path}"


RETRY_STATES = frozenset({"40001", "40P01"})
"""SQLSTATE of a serialisation failure and of a deadlock: the same act may be tried again."""


def may_retry(error: peewee.DatabaseError) -> bool:
    """True when another seat's transaction got in the way and the act can simply run again."""
    cause: BaseException | None = error
    while cause is not None:
        if getattr(cause, "sqlstate", None) in RETRY_STATES:
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def machine_error(error: peewee.DatabaseError) -> MachineError | None:
    """The words for a database that cannot work now (locked, full, gone); None for a fault of ours."""
    if isinstance(error, (peewee.IntegrityError, peewee.ProgrammingError)):
        return None
    busy = (_("The database is busy."), _("Another program holds it. Wait a moment and try again."))
    full = (_("The disk is full."), _("Free some space; nothing was saved and nothing was lost."))
    read_only = (_("The database is read-only."), _("Check the rights of the file and its folder."))
    known = {
        "locked": busy,
        "lock timeout": busy,
        "could not serialize": busy,
        "deadlock": busy,
        "disk is full": full,
        "no space left": full,
        "readonly": read_only,
        "read-only": read_only,
        "disk i/o": (_("The disk cannot be read or written."), _("Check the disk; nothing was saved.")),
        "malformed": (_("The database file is damaged."), _("Restore the newest backup.")),
        "unable to open": (_("The database file is gone."), _("Check the disk it lies on.")),
        "connection": (_("The database server does not answer."), _("Check the network and try again.")),
    }
    text = str(error).lower()
    found = next((words for mark, words in known.items() if mark in text), None)
    return MachineError(*found, {"engine": str(error)}) if found else None
