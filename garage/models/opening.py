"""Opening a database for work: refuse what is not ours, copy it, bring it to the schema of today, try to write."""

import os
import sqlite3
from datetime import datetime
from pathlib import Path

import peewee

from garage.errors import MachineError
from garage.i18n import _
from garage.models import backups, database
from garage.models.copying import Quiet, copy_file, opened, tables_of
from garage.models.failures import explain, failure
from garage.models.migrations import STEPS
from garage.models.migrations.runner import migrate, stored_version


def open_database(target: str | Path, copies: Path, now: datetime) -> None:
    """Connect to `target`, a SQLite path or a PostgreSQL URL, ready for every act.

    A SQLite file of an older version is copied into the folder `copies` before it is changed. Raises MachineError,
    with nothing changed, for a newer, foreign, damaged, locked or read-only database and a server that is away.
    """
    _look_first(target)
    database.connect(target)
    try:
        _refuse_foreign(target)
        migrate(STEPS, before=lambda _version: _copy(target, copies, now))
        with database.transaction():  # takes the write lock: says now what the first save would
            pass
    except peewee.DatabaseError as error:
        database.close()
        raise database.machine_error(error) or _unfit(target, error) from error
    except MachineError:
        database.close()
        raise


def _look_first(target: str | Path) -> None:
    """What can be told without SQLite's help, which would leave files beside this one or change how it is written."""
    if database.is_url(target) or not Path(target).is_file():
        return
    file = Path(target)
    for place in (file, file.parent):  # the log is written beside the file
        if not os.access(place, os.W_OK):
            raise failure("read_only" if os.access(place, os.R_OK) else "forbidden", place=str(place))
    if not file.stat().st_size:
        return
    try:
        with opened(file) as reading:
            tables = tables_of(reading)
    except sqlite3.DatabaseError as error:
        raise explain(error, file) or _unfit(target, error) from error
    if tables and "schema_version" not in tables:
        raise _unfit(target, None)


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
        "foreign",
    )


def _copy(target: str | Path, copies: Path, now: datetime) -> None:
    """Copy a SQLite file through the engine; a server is backed up by those who run it."""
    if database.is_url(target):
        return
    goal = backups.path_of(copies, backups.name_of(target), backups.Kind.BEFORE_UPDATE, now)
    try:
        copy_file(Path(target), goal, Quiet())
    except MachineError as error:
        if error.code == "damaged":
            raise
        raise MachineError(
            _("The copy before the update could not be written."),
            _("Free some space or check the folder of the copies; the database was not changed."),
            {"folder": str(copies), **error.details},
            error.code,
        ) from error
