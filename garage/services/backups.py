"""Backups and what brings records back: made, proved, listed, restored; the face of all this for screens."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import peewee

from garage import paths
from garage.errors import MachineError
from garage.i18n import _
from garage.models import backups as files
from garage.models import database
from garage.models.backups import Backup, Contents, Kind
from garage.models.copying import Quiet, Teller, copy_file
from garage.models.failures import explain, failure
from garage.models.migrations import STEPS
from garage.models.migrations.runner import migrate
from garage.services import staff
from garage.services.command import By, audit

__all__ = ["Backup", "Contents", "Kind", "Restoring", "Teller"]

SCHEMA = STEPS[-1].version
SHOP = 1
"""The shop's own row: what concerns all records is written beside it."""


def opened() -> str | Path:
    """The database that is open: a SQLite path or a PostgreSQL URL."""
    return database.target()


def folder(target: str | Path | None = None) -> Path:
    """Where the backups of a database lie; of the open one when none is named."""
    return files.folder_of(target or database.target(), paths.backup_folder())


def listed(target: str | Path | None = None) -> list[Backup]:
    """Backups of a database, newest first."""
    of = target or database.target()
    return files.listed(folder(of), files.name_of(of))


def proved(target: str | Path | None = None) -> list[Backup]:
    """Those that were compared with the database before they got their name, newest first."""
    return [backup for backup in listed(target) if backup.kind is not Kind.DAMAGED]


def look_into(backup: Backup) -> Contents:
    """What a backup holds; quick, but reads the file: not for the main thread when there are many."""
    return files.contents(backup.path, SCHEMA)


def is_due(today: date) -> bool:
    """Whether this day has no daily backup yet."""
    return not any(backup.kind is Kind.DAILY and backup.at.date() == today for backup in listed())


def start(kind: Kind, now: datetime) -> Callable[[Teller], Backup]:
    """Prepare a backup of the open database; what is given back makes and proves it, in any thread.

    Raises MachineError, now or then; what is there already is then untouched.
    """
    target, name, where = database.target(), files.name_of(database.target()), folder()
    goal = files.path_of(where, name, kind, now)
    database.require_file()
    if not database.is_url(target):
        copy = _copy_of_file(Path(target), goal)
    else:
        copy = _copy_of_server(str(target), goal)

    def run(teller: Teller) -> Backup:
        copy(teller)
        files.prune(files.listed(where, name))
        return Backup(goal, kind, now, goal.stat().st_size)

    return run


def _copy_of_file(source: Path, goal: Path) -> Callable[[Teller], None]:
    return lambda teller: copy_file(source, goal, teller)


def _copy_of_server(url: str, goal: Path) -> Callable[[Teller], None]:
    blank = goal.with_name(f".{goal.name}.blank")
    _make_blank(blank)

    def copy(teller: Teller) -> None:
        try:
            _server_copies().dump(url, blank, goal, teller)
        finally:
            with suppress(OSError):
                blank.unlink(missing_ok=True)

    return copy


def _server_copies() -> ModuleType:
    """Loaded, with the driver, by those who have a server."""
    from garage.models import server_copies  # noqa: PLC0415

    return server_copies


def _make_blank(blank: Path) -> None:
    """An empty file of today's schema, on the main thread: the steps know one database only."""
    try:
        blank.parent.mkdir(parents=True, exist_ok=True)
        blank.unlink(missing_ok=True)
        with database.aside(blank):
            migrate(STEPS)
    except OSError as error:
        raise explain(error, blank) or failure("io", error=str(error)) from error
    except peewee.DatabaseError as error:
        raise explain(error, blank) or failure("io", engine=str(error)) from error


# Restoring


class Restoring:
    """A restore on its way: `prepare`, then `take_over` once no window is open any more, then `replace`.

    Nothing is replaced before that; `kept` is then where the former records are.
    """

    def __init__(self, backup: Backup, target: str | Path, now: datetime) -> None:
        self.backup = backup
        self.target = target
        self.now = now
        self.contents = look_into(backup)
        self.kept: Path | None = None
        self._who: staff.Person | None = None
        self._why = ""
        name = files.name_of(target)
        self.will_keep = files.path_of(folder(target), name, Kind.BEFORE_RESTORE, now)
        self._scratch = folder(target) / f".{name}.restoring"
        if not database.is_url(target):
            self._scratch = Path(target).with_name(f".{Path(target).name}.restoring")
        self._blank = self._scratch.with_name(f"{self._scratch.name}.blank")

    def sign(self, who: staff.Person, why: str) -> None:
        """Who restores, and why: the restored records say so in their log."""
        self._who, self._why = who, why

    def prepare(self, teller: Teller) -> None:
        """Keep the present file and make a proved copy of the backup, in any thread. Raises MachineError."""
        if self.contents.fault:
            raise MachineError(
                _("This backup cannot be restored."),
                _("Choose another one; nothing was changed."),
                {"backup": self.backup.path.name, "why": self.contents.fault},
                "backup",
            )
        if not database.is_url(self.target):
            file = Path(self.target)
            self.kept = files.keep_aside(file, folder(file), files.name_of(file), self.now, teller)
        copy_file(self.backup.path, self._scratch, teller)

    def take_over(self) -> None:
        """Close the database and bring the copy to the schema of today, on the main thread. Raises MachineError."""
        try:
            with database.aside(self._scratch):
                migrate(STEPS)
                self._log()
        except peewee.DatabaseError as error:
            raise explain(error, self._scratch) or failure("damaged", engine=str(error)) from error
        if database.is_url(self.target):
            _make_blank(self._blank)
        database.close()

    def _log(self) -> None:
        """In the copy: one who was not there yet when it was made is known by name, and an owner stands for them."""
        name = self._who.name if self._who is not None else ""
        known = [one.id for one in staff.people(everyone=True) if one.name == name]
        owners = [ref for ref, _name in staff.owners()]
        [acting, *_others] = [*known, *owners, 0]
        after = {"file": self.backup.path.name, "made": self.backup.at, "who": name}
        why = self._why or _("The records could not be opened.")
        with database.database.atomic():
            audit(By(acting, self.now), "restore", "shop", SHOP, after=after, reason=why)

    def replace(self, teller: Teller) -> None:
        """Put the copy in place, whole or not at all, in any thread. Raises MachineError: the former is in place."""
        try:
            if not database.is_url(self.target):
                files.install(self._scratch, Path(self.target))
                return
            _server_copies().fill(str(self.target), self._scratch, self._keep_server, teller)
        finally:
            with suppress(OSError):
                self._scratch.unlink(missing_ok=True)
                self._blank.unlink(missing_ok=True)

    def _keep_server(self) -> None:
        _server_copies().dump(str(self.target), self._blank, self.will_keep, Quiet())
        self.kept = self.will_keep


def newest(target: str | Path) -> Backup | None:
    """The newest backup that can be restored, for a database that cannot be opened."""
    return next((backup for backup in proved(target) if not look_into(backup).fault), None)


# The file was taken away while it was open


def put_back(now: datetime) -> tuple[Path, Path | None]:
    """Write out what the open SQLite database still holds, put it in the file's place and go on with it.

    Gives the copy that is kept, and where a stranger found in the place went. Raises MachineError; what was open
    stays open then.
    """
    place = Path(database.target())
    kept = _rescue(place, now)
    scratch = place.with_name(f".{place.name}.restoring")
    copy_file(kept, scratch, Quiet())
    stranger: Path | None = None
    try:
        if place.exists():
            stranger = place.with_name(f"{place.stem}-{now:%Y-%m-%d-%H%M%S}-other{place.suffix}")
            place.replace(stranger)
    except OSError as error:
        raise explain(error, place) or failure("io", error=str(error)) from error
    database.close()
    files.install(scratch, place)
    database.connect(place)
    return kept, stranger


def _rescue(place: Path, now: datetime) -> Path:
    """Beside the file's old place, else in the program's own folder."""
    connection: Any = database.database.connection()
    for where in (folder(place), paths.backup_folder()):
        goal = files.path_of(where, files.name_of(place), Kind.RESCUED, now)
        try:
            copy_file(place, goal, Quiet(), within=connection)
        except MachineError:
            if where == paths.backup_folder():
                raise
        else:
            return goal
    raise AssertionError("unreachable")


def tidy(*, everything: bool = False) -> None:
    """Move SQLite's log into the file while nobody works; `everything` when the window closes."""
    database.checkpoint(everything=everything)
