"""The way in: one window for each file, opening the database, and what to do when it cannot be opened."""

import logging
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from garage import paths
from garage.errors import MachineError
from garage.i18n import _
from garage.models import database
from garage.models.opening import open_database
from garage.services import backups
from garage.services.backups import Restoring
from garage.ui.forms.fault_report import said
from garage.ui.forms.trouble import Way, ask_way_out
from garage.ui.kit import messages, task
from garage.ui.kit.only_one import OnlyOne

log = logging.getLogger("garage")

FAILED = 1


def say(what: object) -> None:
    """To whoever started the program in a terminal."""
    sys.stderr.write(f"{what}\n")


class Entry:
    """The database of this run; `seen` is False where nobody could answer a question."""

    def __init__(self, target: str | Path, *, seen: bool = True) -> None:
        self.target = target
        self.wanted: list[Callable[[], object]] = []
        """Called when the program is started again for the same file."""
        self._seen = seen
        self._only: OnlyOne | None = None

    def shown(self) -> str:
        """The database as the bottom line names it: a file's name, or server and name without a password."""
        return database.shown(self.target) if database.is_url(self.target) else Path(self.target).name

    def open(self) -> int | None:
        """Open the database; the exit code when it cannot be, or another window has it."""
        way = Way.AGAIN
        while True:
            try:
                if not self.hold():
                    return 0
                if way is not Way.BEGIN:
                    self._miss()
                open_database(self.target, backups.folder(self.target), datetime.now())
            except MachineError as error:
                log.warning("cannot open the database: %s", said(error))
                say(error)
                way = self._find_way(error) if self._seen else Way.QUIT
                if way is Way.QUIT:
                    return FAILED
            else:
                return None

    def close(self) -> None:
        """Let go of the database, its log written into the file."""
        if database.database.obj is not None:
            backups.tidy(everything=True)
        database.close()
        self._let_go()

    def hold(self) -> bool:
        """Whether the file is ours alone; False when the window that has it came forward."""
        if self._only is None and not database.is_url(self.target):
            only = OnlyOne(Path(self.target))
            if not only.hold():
                return False
            only.asked.connect(self._on_asked)
            self._only = only
        return True

    def put_in_place(self, restoring: Restoring) -> MachineError | None:
        """The last part of a restore, while no window is open; gives what went wrong, nothing being changed then."""
        try:
            restoring.take_over()
            task.wait(_("Restoring…"), restoring.replace)
        except MachineError as error:
            log.warning("restore failed: %s", said(error))
            return error
        log.info("restored a backup of schema %s", restoring.contents.version)
        return None

    def _on_asked(self) -> None:
        for act in self.wanted:
            act()

    def _let_go(self) -> None:
        if self._only is not None:
            self._only.release()
            self._only = None

    def _find_way(self, error: MachineError) -> Way:
        backup = None if database.is_url(self.target) else backups.newest(self.target)
        out = ask_way_out(error, paths.data_folder(), backup, datetime.now())
        if out.file is not None:
            self._let_go()
            self.target = out.file
        if out.way is Way.RESTORE and backup is not None:
            self._restore(Restoring(backup, self.target, datetime.now()))
        return out.way

    def _restore(self, restoring: Restoring) -> None:
        """Restore what could not be opened; what goes wrong is said, and the question comes again."""
        try:
            task.wait(_("Restoring…"), restoring.prepare)
        except MachineError as error:
            messages.failed(None, error)
            return
        if (trouble := self.put_in_place(restoring)) is not None:
            messages.failed(None, trouble)

    def _miss(self) -> None:
        """A file that is not there, or empty, begins a new shop unless there are backups of one. Raises MachineError."""
        if database.is_url(self.target):
            return
        file = Path(self.target)
        if file.exists() and (not file.is_file() or file.stat().st_size):
            return
        if backups.newest(self.target) is not None:
            raise MachineError(
                _("The database file is not there: {name}").format(name=Path(self.target).name),
                _("It was moved or deleted. Restore its backup, or choose where it is now."),
                {"file": str(self.target)},
                "missing",
            )
