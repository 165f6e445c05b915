"""Copying a SQLite file through the engine, and proving cell by cell that the copy is the same."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from garage.errors import MachineError
from garage.i18n import _
from garage.models.failures import explain, failure

STEP_PAGES = 512
"""Pages (of 4 KiB) copied at a time: some milliseconds, between which the copy can be stopped."""
INSTRUCTIONS = 200_000
"""Steps of SQLite's machine between two looks at whether to stop."""


class Teller(Protocol):
    """Whoever wants to know how far it is, and may stop it by raising in `report`."""

    @property
    def cancelled(self) -> bool:
        """Whether it is to be stopped."""

    def report(self, done: int, total: int = 0, text: str = "") -> None:
        """`done` of `total` is finished."""


class Quiet:
    """Nobody looks on."""

    cancelled = False

    def report(self, done: int, total: int = 0, text: str = "") -> None:
        """Not told to anybody."""


def copy_file(source: Path, goal: Path, teller: Teller, *, within: sqlite3.Connection | None = None) -> None:
    """Copy a SQLite file through the engine, prove the copy, and only then give it its name.

    Copy and comparison read one snapshot of the source, so that a save meanwhile can make no difference. `within`
    is the connection to read through when the file has no name any more. Raises MachineError; `goal` is then
    untouched.
    """
    with (
        written(goal) as scratch,
        explained(goal),
        opened(source, within) as reading,
        _heeding(reading, teller),
    ):
        reading.execute("BEGIN")
        try:
            reading.execute(
                "SELECT count(*) FROM sqlite_master"
            ).fetchone()  # from here on it is one snapshot
            _copy_pages(reading, scratch, teller)
            reading.execute("ATTACH ? AS proof", (str(scratch),))
            _prove(reading, teller)
        finally:
            if reading.in_transaction:
                reading.execute("COMMIT")
            if any(row[1] == "proof" for row in reading.execute("PRAGMA database_list").fetchall()):
                reading.execute("DETACH proof")


@contextmanager
def written(goal: Path) -> Iterator[Path]:
    """A path to write to; it becomes `goal` at the end, and is gone when something went wrong."""
    scratch = goal.with_name(f".{goal.name}.writing")
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        _drop(scratch)
        yield scratch
        sync(scratch)
        scratch.replace(goal)
        sync(goal.parent)
    except OSError as error:
        raise unwritten(goal, error) from error
    finally:
        with suppress(OSError):  # what the folder refuses has been said already
            _drop(scratch)


@contextmanager
def explained(goal: Path) -> Iterator[None]:
    """What SQLite says becomes a MachineError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        known = explain(error, goal)
        if known is None and type(error) is sqlite3.DatabaseError:  # "file is not a database"
            known = failure("damaged", engine=str(error))
        if known is None:
            raise
        raise known from error


def unwritten(goal: Path, error: OSError) -> MachineError:
    """The words for a backup that the folder or its disk does not take."""
    known = explain(error, goal)
    return MachineError(
        _("The backup could not be written."),
        _("Free some space, or check the folder of the backups; the database was not changed."),
        {"folder": str(goal.parent), "error": str(error)},
        known.code if known else "io",
    )


def _copy_pages(reading: sqlite3.Connection, scratch: Path, teller: Teller) -> None:
    def moved(_status: int, left: int, pages: int) -> None:
        teller.report((pages - left) * 50 // max(1, pages), 100, _("Copying…"))

    size = (
        reading.execute("PRAGMA page_count").fetchone()[0] * reading.execute("PRAGMA page_size").fetchone()[0]
    )
    if shutil.disk_usage(scratch.parent).free < size:
        raise failure("full", folder=str(scratch.parent))
    with closing(sqlite3.connect(scratch, isolation_level=None)) as goal:
        reading.backup(goal, pages=STEP_PAGES, progress=moved)
        goal.execute("PRAGMA journal_mode=DELETE").fetchone()  # one file, to be carried on a stick


def _prove(reading: sqlite3.Connection, teller: Teller) -> None:
    """The copy, attached as `proof`, holds every cell of every table, and SQLite finds its file sound."""
    tables = tables_of(reading)
    if tables_of(reading, "proof") != tables:
        raise different("sqlite_master")
    for place, table in enumerate(tables):
        teller.report(50 + place * 30 // len(tables), 100, _("Comparing…"))
        _compare(reading, table)
    teller.report(80, 100, _("Checking…"))
    if faults := _faults(reading, "proof"):
        if theirs := _faults(reading, "main"):  # mostly it is the file itself that is damaged
            raise failure("damaged", engine="; ".join(theirs))
        raise different("; ".join(faults))
    teller.report(100, 100)


def _compare(reading: sqlite3.Connection, table: str) -> None:
    """Every row has its equal, cell by cell; SQLite walks through both side by side."""
    columns, keys = columns_of(reading, table)
    joined = " AND ".join(f'theirs."{key}" = ours."{key}"' for key in keys)
    equal = " AND ".join(f'ours."{name}" IS theirs."{name}"' for name in columns)
    counts = reading.execute(
        f'SELECT (SELECT count(*) FROM main."{table}"), (SELECT count(*) FROM proof."{table}"), count(*)'  # noqa: S608
        f' FROM main."{table}" AS ours CROSS JOIN proof."{table}" AS theirs ON {joined} WHERE {equal}'
    ).fetchone()
    if len(set(counts)) > 1:
        raise different(f"{table}: {counts}")


def different(what: str) -> MachineError:
    """The copy is not what was copied."""
    return MachineError(
        _("The backup is not the same as the database."),
        _("It was thrown away. Check the disk that the backups lie on."),
        {"found": what},
        "different",
    )


def _faults(reading: sqlite3.Connection, schema: str) -> list[str]:
    found = [str(row[0]) for row in reading.execute(f"PRAGMA {schema}.integrity_check(5)").fetchall()]
    return [] if found == ["ok"] else found


def tables_of(reading: sqlite3.Connection, schema: str = "main") -> list[str]:
    """Names of the tables of a file."""
    named = f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"  # noqa: S608
    return [row[0] for row in reading.execute(named)]


def columns_of(reading: sqlite3.Connection, table: str) -> tuple[list[str], list[str]]:
    """Columns of a table, and those by which its rows are told apart."""
    facts = reading.execute(f'PRAGMA main.table_info("{table}")').fetchall()
    keys = [row[1] for row in sorted(facts, key=lambda row: row[5]) if row[5]]
    return [row[1] for row in facts], keys or ["rowid"]


@contextmanager
def opened(path: Path, within: sqlite3.Connection | None = None) -> Iterator[sqlite3.Connection]:
    """A connection of its own that only reads, or the one given."""
    if within is not None:
        yield within
        return
    with explained(path):
        reading = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    with closing(reading):
        yield reading


@contextmanager
def _heeding(reading: sqlite3.Connection, teller: Teller) -> Iterator[None]:
    """Whatever SQLite does meanwhile ends when the teller wants it stopped."""
    reading.set_progress_handler(lambda: teller.cancelled, INSTRUCTIONS)
    try:
        yield
    except sqlite3.OperationalError:
        if teller.cancelled:
            teller.report(0)
        raise
    finally:
        reading.set_progress_handler(None, 0)


def beside(path: Path) -> list[Path]:
    """What SQLite may have left beside a file."""
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]


def _drop(path: Path) -> None:
    for one in (path, *beside(path)):
        one.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """What is written here survives a power cut; Windows syncs no folders."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
