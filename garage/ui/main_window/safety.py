"""Keeps the records safe in the background: a proved backup a day, the log tidied when nobody works, ways back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from garage.errors import GarageError, MachineError
from garage.i18n import _
from garage.services import backups
from garage.services.backups import Backup, Kind, Restoring
from garage.ui.forms.spoken_time import say_moment
from garage.ui.kit import messages, task
from garage.ui.kit.remembered import recall, remember

if TYPE_CHECKING:
    from garage.services.seats import Restored
    from garage.ui.forms.backups import BackupsDialog
    from garage.ui.main_window.window import MainWindow

log = logging.getLogger("garage")

AFTER_START_MS = 5_000
"""The window is painted and the first plate typed before the first backup begins."""
IDLE_MS = 4_000
"""So long after the last act the log is moved into the file."""
AGAIN_AFTER = timedelta(minutes=30)
"""A backup that failed is tried again after this."""
MAKE_WAY_MS = 300
"""So often it is looked whether the last form is closed."""
FAILED_KEY = "backup/failed"


class Safety(QObject):
    """Of one window; quiet until `start`."""

    restore_wanted = Signal(object)
    """A Restoring that is prepared: whoever made the window closes it, finishes, and opens another."""
    outdated = Signal()
    """Another seat has restored a backup: whoever made the window makes another for these records."""

    def __init__(self, window: MainWindow, database: str) -> None:
        super().__init__(window)
        self._window = window
        self._key = f"{FAILED_KEY}/{database}"
        self._task: task.Task | None = None
        self._failed_at: datetime | None = None
        self.is_outdated = False
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(backups.tidy)

    def start(self) -> None:
        """From now on a backup a day, the first one soon."""
        self._window.desk.changed.connect(self._on_changed)
        self._window.minute.connect(self.look)
        self.show_state()
        QTimer.singleShot(AFTER_START_MS, self, self.look)

    def stop(self) -> None:
        """Nothing more in the background; a backup on its way is given up and leaves nothing behind."""
        self._idle.stop()
        if self._task is not None:
            self._task.give_up()
            self._task = None

    def _on_changed(self, _areas: object) -> None:
        """A method, not a lambda: it is let go of with this object, and the desk outlives the window."""
        self._idle.start()

    # The daily one

    def look(self) -> None:
        """Make the backup of this day, unless there is one; show how old the last one is."""
        now = self._window.desk.now()
        resting = self._failed_at is not None and now - self._failed_at < AGAIN_AFTER
        if self._task is None and not resting and backups.is_due(now.date()):
            self._begin(now)
        self.show_state()

    def _begin(self, now: datetime) -> None:
        try:
            work = backups.start(Kind.DAILY, now)
        except MachineError as error:
            self._on_failed(error)
            return
        self._task = task.run(
            self._window, _("Backing up…"), work, self._on_done, self._on_failed, quiet=True
        )

    def _on_done(self, _backup: Backup) -> None:
        self._task = self._failed_at = None
        remember(self._key, "")
        self.show_state()

    def _on_failed(self, error: GarageError) -> None:
        self._task = None
        self._failed_at = self._window.desk.now()
        words = f"{error.text}\n{error.advice}" if isinstance(error, MachineError) else str(error)
        log.warning(
            "backup failed: %s", error.code if isinstance(error, MachineError) else type(error).__name__
        )
        remember(self._key, words)
        self.show_state()

    def show_state(self) -> None:
        """The words at the bottom: when the last good one was made, and whether today's failed."""
        now = self._window.desk.now()
        last = next((one for one in backups.proved() if one.kind in {Kind.DAILY, Kind.BY_HAND}), None)
        failed = recall(self._key)
        if failed:
            words, tip = _("backup failed: {why}").format(why=failed.partition("\n")[0]), failed
        elif last is None:
            words, tip = _("no backup yet"), _("The first one is made in a moment.")
        else:
            words = _("backup verified {time}").format(time=say_moment(last.at, now))
            tip = _("Compared with the database row by row. Click to see all backups.")
        self._window.status.show_backup(words, tip, well=not failed)

    # What the menu offers

    def back_up_now(self) -> None:
        """A backup by hand, with a progress window that stops it."""

        def done(backup: Backup) -> None:
            self._on_done(backup)
            messages.toast(self._window, _("Backed up and verified: {name}").format(name=backup.path.name))

        work = backups.start(Kind.BY_HAND, self._window.desk.now())
        task.run(self._window, _("Backing up…"), work, done)

    def open_folder(self) -> None:
        """The folder of the backups in the system's own window."""
        from PySide6.QtCore import QUrl  # noqa: PLC0415 - not at every start
        from PySide6.QtGui import QDesktopServices  # noqa: PLC0415

        folder = backups.folder()
        with suppress(OSError):  # the words below name it
            folder.mkdir(parents=True, exist_ok=True)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            messages.tell(self._window, _("The backups lie here"), str(folder))

    def show_backups(self) -> BackupsDialog:
        """All backups, to look at and to restore."""
        from garage.ui.forms.backups import BackupsDialog  # noqa: PLC0415 - not at every start

        dialog = BackupsDialog(self._window.desk, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.made.connect(self.back_up_now)
        dialog.folder_wanted.connect(self.open_folder)
        dialog.chosen.connect(self.restore)
        dialog.open()
        return dialog

    def restore(self, backup: Backup) -> None:
        """Ask, keep what is here now, prove the backup again, and hand it to whoever replaces the window."""
        from garage.ui.forms.backups import confirm_restore  # noqa: PLC0415 - not at every start

        restoring = Restoring(backup, backups.opened(), self._window.desk.now())
        if not confirm_restore(self._window, self._window.desk, restoring) or not self._window.may_close():
            return
        self.stop()
        self._window.rest()

        def prepared(_nothing: None) -> None:
            self.restore_wanted.emit(restoring)

        def failed(error: GarageError) -> None:
            if isinstance(error, MachineError):
                messages.failed(self._window, error)

        under_way = task.run(self._window, _("Restoring…"), restoring.prepare, prepared, failed)
        under_way.ended.connect(self._window.wake)

    # Another seat restored one

    def tell_restored(self, back: Restored) -> None:
        """What this window shows is of records that are gone: say so, and make way as soon as no form is open."""
        self.is_outdated = True
        self.stop()
        text = _(
            "{who} has restored the backup of {time} at another computer. This window begins anew with it; what is open "
            "or typed here belongs to records that may be gone: write it down, then close it."
        )
        words = text.format(who=back.who, time=say_moment(back.made, self._window.desk.now()))
        messages.tell(
            QApplication.activeWindow() or self._window, _("The records are of another time now"), words
        )
        self._make_way()

    def _make_way(self) -> None:
        if QApplication.activeModalWidget() is None:
            self.outdated.emit()
        else:
            QTimer.singleShot(MAKE_WAY_MS, self, self._make_way)

    # The file was taken away

    def way_out(self, error: MachineError) -> tuple[str, Callable[[], object]] | None:
        """The button beside a trouble of the database that this window can help out of."""
        if error.code in {"gone", "replaced"}:
            return _("Put my records back"), self.put_back
        if error.code == "damaged" and QApplication.activeModalWidget() is None:
            return _("Restore a backup…"), self.show_backups
        return None

    def put_back(self) -> None:
        """Write what the open database still holds to its old place, and go on with it there."""
        try:
            kept, stranger = backups.put_back(self._window.desk.now())
        except MachineError as error:
            log.warning("records could not be put back: %s", error.code)
            messages.warn(self._window, error.text, error.advice)
            return
        words = [_("Your records are back in their place."), _("A copy is kept: {file}").format(file=kept)]
        if stranger is not None:
            words.append(_("The other file is called {name} now.").format(name=stranger.name))
        messages.tell(QApplication.activeWindow(), words[0], "\n".join(words[1:]))
