"""Opening a database for work: refuse what is not ours, copy it, bring it to the schema of today, try to write."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import peewee

from garage.errors import MachineError
from garage.i18n import _
from garage.models import database
from garage.models.migrations import STEPS
from garage.models.migrations.runner import migrate, stored_version


def open_database(target: str | Path, copies: Path, now: datetime) -> None:
    """Connect to `target`, a SQLite path or a PostgreSQL URL, ready for every act.

    A SQLite file of an older version is copied into the folder `copies` before it is changed. Raises MachineError,
    with nothing changed, for a newer, foreign, damaged, locked or read-only database and a server that is away.
    """
    database.connect(target)
    try:
        _refuse_foreign(target)
        migrate(STEPS, before=lambda version: _copy(target, copies, version, now))
        with database.transaction():  # takes the write lock: says now what the first save would
            pass
    except peewee.DatabaseError as error:
        database.close()
        raise database.machine_error(error) or _unfit(target, error) from error
    except (MachineError, OSError, sqlite3.Error) as error:
        database.close()
        if isinstance(error, MachineError):
            raise
        raise MachineError(
            _("The copy before the update could not be written."),
            _("Free some space or check the folder of the copies; the database was not changed."),
            {"folder": str(copies), "error": str(error)},
        ) from error


def _refuse_foreign(target: str | Path) -> None:
    """A database with tables of somebody else is never written to."""
    if not stored_version() and database.database.get_tables():
        raise _unfit(target, None)


def _unfit(target: str | Path, error: Exception | None) -> MachineError:
    name = "" if database.is_url(target) else Path(target).name
    return MachineError(
        _("This is not a database of this program: {name}").format(name=name).rstrip(": "),
        _("Choose another file; this one was not changed."),
        {"engine": str(error)} if error else {},
    )


def _copy(target: str | Path, copies: Path, version: int, now: datetime) -> None:
    """Copy a SQLite file through the engine; a server is backed up by those who run it."""
    if database.is_url(target):
        return
    copies.mkdir(parents=True, exist_ok=True)
    copy = copies / f"{Path(target).stem}-v{version}-{now:%Y%m%d-%H%M%S}.db"
    with closing(sqlite3.connect(target)) as source, closing(sqlite3.connect(copy)) as goal:
        source.backup(goal)
