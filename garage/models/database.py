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
    return isinstance(target, str) and urlsplit(target).scheme in {"postgresql", "postgres"}


def connect(target: str | Path) -> None:
    """Bind the rows to `target`, a SQLite path or a PostgreSQL URL, and open the connection.

    Raises MachineError with advice when the file or the server cannot be opened.
    """
    close()
    if is_url(target):
        engine: Any = PostgresqlDatabase(str(target), prefer_psycopg3=True, isolation_level="SERIALIZABLE")
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


@contextmanager
def transaction() -> Iterator[None]:
    """One transaction; nested ones are savepoints."""
    with database.atomic():
        yield


def in_transaction() -> bool:
    """True inside `transaction`."""
    return bool(database.in_transaction())


def _shown(target: str | Path) -> str:
    if not is_url(target):
        return str(target)
    parts = urlsplit(str(target))
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
    text = str(error).lower()
    known = (
        ("locked", _("The database is busy."), _("Another program holds it. Wait a moment and try again.")),
        ("full", _("The disk is full."), _("Free some space; nothing was saved and nothing was lost.")),
        ("readonly", _("The database is read-only."), _("Check the rights of the file and its folder.")),
        ("read-only", _("The database is read-only."), _("Check the rights of the file and its folder.")),
        ("disk i/o", _("The disk cannot be read or written."), _("Check the disk; nothing was saved.")),
        ("malformed", _("The database file is damaged."), _("Restore the newest backup.")),
        ("unable to open", _("The database file is gone."), _("Check the disk it lies on.")),
        ("connection", _("The database server does not answer."), _("Check the network and try again.")),
    )
    for mark, what, advice in known:
        if mark in text and isinstance(
            error, (peewee.OperationalError, peewee.InterfaceError, peewee.DatabaseError)
        ):
            if isinstance(error, (peewee.IntegrityError, peewee.ProgrammingError)):
                return None
            return MachineError(what, advice, {"engine": str(error)})
    return None
