"""Long work off the main thread, with a progress window and a way to stop it."""

from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from garage.errors import GarageError, MachineError, RuleError
from garage.i18n import _
from garage.ui.kit import messages

if TYPE_CHECKING:
    from PySide6.QtWidgets import QProgressDialog

T = TypeVar("T")

SHOW_AFTER_MS = 300
STOP_WITHIN_S = 10


class Cancelled(Exception):
    """The person stopped the work; raised inside the work by `Progress`, never shown."""


class Progress(QObject):
    """What the work uses to say how far it is; safe to call from its thread."""

    moved = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()

    @property
    def cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._stop.is_set()

    def report(self, done: int, total: int = 0, text: str = "") -> None:
        """Say that `done` of `total` is finished (0: length unknown); raises Cancelled when stopped."""
        if self.cancelled:
            raise Cancelled
        self.moved.emit(done, total, text)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()


class Task(QObject):
    """One piece of work under way; lives until its outcome is delivered on the main thread."""

    ended = Signal()
    """It is over, in whatever way."""
    _arrived = Signal()

    def __init__(
        self,
        parent: QWidget,
        title: str,
        work: Callable[[Progress], T],
        done: Callable[[T], object] | None,
        failed: Callable[[GarageError], object] | None,
        quiet: bool,
    ) -> None:
        super().__init__()
        self.progress = Progress()
        self._parent = parent
        self._done = done
        self._failed = failed
        self._dialog = _dialog(parent, title)
        self._dialog.canceled.connect(self._stop)
        self.progress.moved.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._timer.timeout.connect(self._dialog.show)
        if not quiet:
            self._timer.start()
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="task")
        self._future: Future[T] = pool.submit(work, self.progress)
        self._future.add_done_callback(lambda _future: self._arrived.emit())
        pool.shutdown(wait=False)

    def give_up(self) -> None:
        """Stop it and wait until its thread has let go of everything; nobody is told."""
        self.progress.cancel()
        futures.wait([self._future], STOP_WITHIN_S)

    def _stop(self) -> None:
        self.progress.cancel()
        if shiboken6.isValid(self._dialog):
            self._dialog.setLabelText(_("Stopping…"))
            self._dialog.show()

    @Slot(int, int, str)
    def _show_progress(self, done: int, total: int, text: str) -> None:
        if not shiboken6.isValid(self._dialog) or self.progress.cancelled:
            return
        self._dialog.setMaximum(total)
        self._dialog.setValue(done)
        if text:
            self._dialog.setLabelText(text)

    @Slot()
    def _deliver(self) -> None:
        _running.discard(self)
        self._timer.stop()
        self.ended.emit()
        if not shiboken6.isValid(self._parent):
            return
        self._dialog.canceled.disconnect(self._stop)
        self._dialog.close()
        self._dialog.deleteLater()
        error = self._future.exception()
        if error is None:
            if self._done is not None:
                self._done(self._future.result())
        elif isinstance(error, GarageError):
            (self._failed or self._say)(error)
        elif not isinstance(error, Cancelled):
            raise error  # our bug: the program's crash dialog reports it

    def _say(self, error: GarageError) -> None:
        if isinstance(error, MachineError):
            messages.failed(self._parent, error)
        elif isinstance(error, RuleError):
            messages.reasons(self._parent, _("This is not possible yet"), error.reasons)
        else:
            messages.warn(self._parent, self._dialog.windowTitle(), str(error))


_running: set[Task] = set()


def run(
    parent: QWidget,
    title: str,
    work: Callable[[Progress], T],
    done: Callable[[T], object] | None = None,
    failed: Callable[[GarageError], object] | None = None,
    *,
    quiet: bool = False,
) -> Task:
    """Run `work` in a thread and hand its outcome to `done` or `failed` on the main thread.

    Without `failed` a GarageError is shown. Stopped work calls neither. `work` touches no widget and no
    database connection of the main thread. `quiet` work shows no window.
    """
    task = Task(parent, title, work, done, failed, quiet)
    _running.add(task)
    return task


def wait(title: str, work: Callable[[Progress], T]) -> T | None:
    """Run `work` in a thread under a progress window of its own and wait; None when it was stopped.

    For the moments when there is no window. Raises the GarageError of the work.
    """
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415 - no window waits

    anchor, loop = QWidget(), QEventLoop()
    results: list[T] = []
    errors: list[GarageError] = []
    run(anchor, title, work, results.append, errors.append).ended.connect(
        loop.quit, Qt.ConnectionType.QueuedConnection
    )
    loop.exec()
    anchor.deleteLater()
    if errors:
        raise errors[0]
    return results[0] if results else None


def _dialog(parent: QWidget, title: str) -> "QProgressDialog":
    from PySide6.QtWidgets import QProgressDialog  # noqa: PLC0415 - no window comes up with long work

    dialog = QProgressDialog(title, _("Cancel"), 0, 0, parent)
    dialog.setObjectName("task_progress")
    dialog.setAccessibleName(title)
    dialog.setWindowTitle(title)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)
    dialog.setMinimumDuration(2_000_000_000)  # shown by the task's own timer
    dialog.setMinimumWidth(420)
    return dialog
