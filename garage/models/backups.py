"""Backups as files: what they are called, how many are kept, what is in one, and putting one in place."""

import re
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from garage.errors import MachineError
from garage.i18n import _
from garage.models import database
from garage.models.copying import Teller, beside, copy_file, opened, sync, unwritten
from garage.models.failures import explain, failure

KEPT_DAYS = 30
"""Daily copies kept: a month back is as far as anybody notices a mistake, and the bill of the month is written."""
KEPT_OTHERS = 10
"""Copies kept of each other kind; they are made a few times a year."""


class Kind(StrEnum):
    """Why a copy was made; the value stands in its file name."""

    DAILY = ""
    BY_HAND = "by-hand"
    BEFORE_UPDATE = "before-update"
    BEFORE_RESTORE = "before-restore"
    RESCUED = "rescued"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Backup:
    """One copy; a file with such a name was proved before it got the name, unless it is DAMAGED."""

    path: Path
    kind: Kind
    at: datetime
    size: int


def folder_of(target: str | Path, fallback: Path) -> Path:
    """Where the copies of a database lie: beside its file; those of a server in `fallback`."""
    return fallback if database.is_url(target) else Path(target).parent / "backups"


def name_of(target: str | Path) -> str:
    """What the names of the copies begin with: the file's name, or server and database."""
    if not database.is_url(target):
        return Path(target).stem
    parts = urlsplit(str(target))
    return re.sub(r"[^\w.-]+", "_", f"{parts.hostname or 'localhost'}-{parts.path.strip('/')}")


def path_of(folder: Path, name: str, kind: Kind, at: datetime) -> Path:
    """Where a copy of this kind and time belongs; there is one daily copy a day."""
    stem = f"{name}-{at:%Y-%m-%d}" if kind is Kind.DAILY else f"{name}-{at:%Y-%m-%d-%H%M%S}-{kind.value}"
    return folder / f"{stem}.db"


def listed(folder: Path, name: str) -> list[Backup]:
    """The copies of the database called `name`, newest first; a folder that is not there has none."""
    form = re.compile(rf"{re.escape(name)}-(\d{{4}}-\d\d-\d\d)(?:-(\d{{6}})-([a-z-]+))?\.db")
    found = []
    for path in folder.glob("*.db"):
        match = form.fullmatch(path.name)
        if match is not None and (backup := _backup(path, *match.groups())) is not None:
            found.append(backup)
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def _backup(path: Path, day: str, time: str | None, kind: str | None) -> Backup | None:
    try:
        facts = path.stat()
        if time is None:
            written = datetime.fromtimestamp(facts.st_mtime)
            named = date.fromisoformat(day)
            at = written if written.date() == named else datetime(named.year, named.month, named.day)
            return Backup(path, Kind.DAILY, at, facts.st_size)
        at = datetime.strptime(f"{day} {time}", "%Y-%m-%d %H%M%S")
        return Backup(path, Kind(kind or ""), at, facts.st_size)
    except (OSError, ValueError):  # taken away meanwhile, or a name that only looks like ours
        return None


def prune(backups: Sequence[Backup]) -> None:
    """Delete what is older than the newest ones of its kind."""
    for kind in Kind:
        mine = [backup for backup in backups if backup.kind is kind]
        for backup in mine[KEPT_DAYS if kind is Kind.DAILY else KEPT_OTHERS :]:
            for path in (backup.path, *beside(backup.path)):
                with suppress(OSError):  # one that cannot be deleted today may be tomorrow
                    path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Contents:
    """What a copy holds; `fault` says in words why it cannot be restored, "" when it can."""

    orders: int = 0
    customers: int = 0
    last_order: str = ""
    last_at: datetime | None = None
    version: int = 0
    fault: str = ""


def contents(path: Path, newest: int) -> Contents:
    """Look into a copy; `newest` is the schema version of this program."""
    try:
        with opened(path) as reading:
            version = int(reading.execute("SELECT MAX(version) FROM schema_version").fetchone()[0] or 0)
            orders, customers = (
                int(reading.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - two names
                for table in ("work_order", "customer")
            )
            last = reading.execute(
                "SELECT no, created_at FROM work_order ORDER BY id DESC LIMIT 1"
            ).fetchone()
    except MachineError as error:
        return Contents(fault=error.text)
    except (sqlite3.Error, ValueError) as error:
        known = explain(error, path)
        return Contents(fault=known.text if known else _("This is not a database of this program."))
    no, at = last or ("", None)
    fault = _("It was written by a newer version of the program.") if version > newest else ""
    return Contents(orders, customers, no, datetime.fromisoformat(at) if at else None, version, fault)


def keep_aside(target: Path, folder: Path, name: str, at: datetime, teller: Teller) -> Path | None:
    """Copy the present file before it is replaced; a damaged one as it lies there. None when there is none."""
    if not target.exists():
        return None
    goal = path_of(folder, name, Kind.BEFORE_RESTORE, at)
    try:
        copy_file(target, goal, teller)
    except MachineError as error:
        if error.code not in {"damaged", "io"}:
            raise
    else:
        return goal
    goal = path_of(folder, name, Kind.DAMAGED, at)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, copy in zip((target, *beside(target)), (goal, *beside(goal)), strict=True):
            if path.exists():
                shutil.copyfile(path, copy)
    except OSError as error:
        raise unwritten(goal, error) from error
    return goal


def install(scratch: Path, target: Path) -> None:
    """Put a proved file in the place of a closed database, whole or not at all.

    The log of the former file must not be played into the new one: it goes first, and nothing is lost with it because
    the former file has been copied. Raises MachineError when another program holds the file.
    """
    try:
        if target.exists():
            _release(target)
        for rest in beside(target):
            rest.unlink(missing_ok=True)
        scratch.replace(target)
        sync(target.parent)
    except OSError as error:
        raise explain(error, target) or failure("io", error=str(error)) from error


def _release(target: Path) -> None:
    """Nobody else may be in the middle of writing; a file that is no sound database has nobody."""
    try:
        with closing(sqlite3.connect(target, timeout=2, isolation_level=None)) as file:
            file.execute("BEGIN EXCLUSIVE")
            file.execute("ROLLBACK")
            if file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise failure("busy")
    except sqlite3.OperationalError as error:
        known = explain(error, target)
        if known is not None and known.code == "busy":
            raise known from error
    except sqlite3.DatabaseError:
        return
