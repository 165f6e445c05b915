"""The month's workbook from the screen: where to, written in the background, read where the database is."""

from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from garage.domain.month_of_year import Month
from garage.domain.month_tables import Table
from garage.errors import GarageError
from garage.i18n import _
from garage.services.month_reading import MonthReading
from garage.ui.desk import Desk
from garage.ui.forms.to_excel import ask_path
from garage.ui.kit import messages, task

_LOOK_EVERY_S = 0.1


def export(parent: QWidget, desk: Desk, month: Month) -> task.Task | None:
    """Ask where to, then write; None when nothing was chosen."""
    path = ask_path(parent, _("Month {month}").format(month=month), desk.today())
    return write(parent, desk, month, path) if path is not None else None


def write(parent: QWidget, desk: Desk, month: Month, path: Path) -> task.Task:
    """Write the workbook to `path` in the background, with progress and a way to stop it.

    Raises MachineError when the database cannot work now.
    """
    reading = MonthReading(month, desk.now())
    reader, language, head = _Reader(reading), desk.paper_language, reading.head

    def work(progress: task.Progress) -> int:
        from garage.reports.month_workbook import write_month  # noqa: PLC0415 - slow to load, off the main thread

        return write_month(path, head, reader.asker(progress), language, progress.report)

    under_way = task.run(parent, _("Writing the workbook…"), work, lambda _rows: _say_written(parent, path))
    under_way.ended.connect(reading.close)
    return under_way


def _say_written(parent: QWidget, path: Path) -> None:
    opens = (_("Open it"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
    messages.toast(parent, _("Written: {name}").format(name=path.name), "ok", opens)


class _Reader(QObject):
    """The thread that writes asks for a table, and the main thread reads it: the database is its own."""

    _wanted = Signal(object)

    def __init__(self, reading: MonthReading) -> None:
        super().__init__()
        self._reading = reading
        self._answers: SimpleQueue[_Answer] = SimpleQueue()
        self._wanted.connect(self._read, Qt.ConnectionType.QueuedConnection)

    def asker(self, progress: task.Progress) -> Callable[[Table], Sequence[tuple[Any, ...]]]:
        """What gives the rows of a table, in the thread of the work; raises what the reading raised."""

        def ask(table: Table) -> Sequence[tuple[Any, ...]]:
            self._wanted.emit(table)
            rows, error = self._answer(progress)
            if error is not None:
                raise error
            return rows

        return ask

    def _answer(self, progress: task.Progress) -> "_Answer":
        while True:
            if progress.cancelled:
                raise task.Cancelled
            try:
                return self._answers.get(timeout=_LOOK_EVERY_S)
            except Empty:
                continue

    @Slot(object)
    def _read(self, table: Table) -> None:
        answer: _Answer = ((), task.Cancelled())  # what a fault of ours leaves: it goes to the crash dialog
        try:
            answer = (self._reading.rows(table), None)
        except GarageError as error:
            answer = ((), error)
        finally:
            self._answers.put(answer)


_Answer = tuple[Sequence[tuple[Any, ...]], Exception | None]
