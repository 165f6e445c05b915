"""What a database that cannot work now has to say: its own words turned into ours, with a code and an advice."""

import os
import shutil
from pathlib import Path

import peewee

from garage.errors import MachineError
from garage.i18n import _

RETRY_STATES = frozenset({"40001", "40P01"})
"""SQLSTATE of a serialisation failure and of a deadlock: the same act may be tried again."""

LITTLE_ROOM = 1_000_000
"""Bytes; with less than this left on the disk, a read or write error means that it is full."""


def may_retry(error: peewee.DatabaseError) -> bool:
    """True when another seat's transaction got in the way and the act can simply run again."""
    cause: BaseException | None = error
    while cause is not None:
        if getattr(cause, "sqlstate", None) in RETRY_STATES:
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def explain(error: Exception, place: Path | None = None) -> MachineError | None:
    """The words for what a database, a disk or a server said; None when it is a fault of ours.

    `place` is the SQLite file that was worked on, if it was one.
    """
    if isinstance(error, (peewee.IntegrityError, peewee.ProgrammingError)):
        return None
    said = str(error).lower()
    code = next((code for mark, code in _MARKS if mark in said), "")
    if code == "cannot_open" and place is not None:
        code = _why_not_opened(place)
    if code == "io" and place is not None and _is_full(place):
        code = "full"
    return MachineError(*_words(code), {"engine": str(error)}, code) if code else None


def failure(code: str, **details: str) -> MachineError:
    """The error of this code with these details."""
    return MachineError(*_words(code), details, code)


_MARKS = (
    ("locked", "busy"),
    ("lock timeout", "busy"),
    ("could not serialize", "busy"),
    ("deadlock", "busy"),
    ("disk is full", "full"),
    ("no space left", "full"),
    ("readonly", "read_only"),
    ("read-only", "read_only"),
    ("disk i/o", "io"),
    ("input/output", "io"),
    ("malformed", "damaged"),
    ("unable to open", "cannot_open"),
    ("no such file", "gone"),
    ("permission denied", "forbidden"),
    ("connection", "away"),
    ("database system is", "away"),  # … starting up, shutting down, in recovery mode
    ("server closed", "away"),
)


def _words(code: str) -> tuple[str, str]:
    words = {
        "busy": (_("The database is busy."), _("Another program holds it. Wait a moment and try again.")),
        "full": (_("The disk is full."), _("Free some space; nothing was saved and nothing was lost.")),
        "read_only": (
            _("The database is read-only."),
            _("Check the rights of the file and its folder; nothing was saved."),
        ),
        "forbidden": (
            _("The file may not be read or written."),
            _("Check the rights of the file and its folder."),
        ),
        "io": (_("The disk cannot be read or written."), _("Check the disk; nothing was saved.")),
        "damaged": (
            _("The database file is damaged."),
            _("Restore the newest backup; the damaged file is kept beside it."),
        ),
        "cannot_open": (_("The database file cannot be opened."), _("Check the disk it lies on.")),
        "no_folder": (
            _("The folder of the database is gone."),
            _("Check the disk or the stick it lies on, then try again."),
        ),
        "folder": (_("This is a folder, not a database."), _("Choose a file.")),
        "gone": (_("The database file is gone."), _("It was moved or deleted, or its disk is not there.")),
        "replaced": (
            _("Another file lies where the database was."),
            _("Somebody replaced it while the program was running. What you saved is still here."),
        ),
        "away": (_("The database server does not answer."), _("Check the network and try again.")),
        "unknown": (
            _("The server stopped answering while this was being saved."),
            _("It is saved or not at all: look before you do it again."),
        ),
    }
    return words[code]


def _why_not_opened(place: Path) -> str:
    if place.is_dir():
        return "folder"
    if not place.parent.is_dir():
        return "no_folder"
    if place.exists():
        return "read_only" if os.access(place, os.R_OK) else "forbidden"
    return "cannot_open" if os.access(place.parent, os.W_OK) else "read_only"


def _is_full(place: Path) -> bool:
    try:
        return shutil.disk_usage(place.parent).free < LITTLE_ROOM
    except OSError:
        return False
