"""Any list as an Excel workbook: every row of its filter, the columns in sight, read page by page."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from queue import Empty, SimpleQueue

import shiboken6
from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from garage.errors import GarageError
from garage.i18n import _, ngettext
from garage.reports.sheet import Kind, SheetColumn, write_table
from garage.ui.kit import messages, task
from garage.ui.kit.pdf_file import free_name
from garage.ui.kit.remembered import recall, remember
from garage.ui.kit.table_model import Column, KeysetModel
from garage.ui.kit.table_view import ListView

FOLDER = "excel/folder"
PAGE = 500
_LOOK_EVERY_S = 0.1


def export(place: QWidget, now: datetime) -> task.Task | None:
    """Ask where to, write the list there in the background, and offer to open it; None when nothing was chosen.

    Of a window it is the list with the keyboard, else the largest one in sight.
    """
    view = place if isinstance(place, ListView) else _in_sight(place)
    if view is None:
        messages.toast(place, _("There is no list here."), "info")
        return None
    path = ask_path(view, view.accessibleName(), now.date())
    return write(view, path, now) if path is not None else None


def write(view: ListView, path: Path, now: datetime) -> task.Task:
    """Write the list to `path` in the background; a way to stop it shows when it takes long."""
    columns = view.sheet_columns()
    heads = [SheetColumn(one.title, _kind(one), one.total) for one in columns]
    about = [words for words in (view.describe(), f"{now:%Y-%m-%d %H:%M}") if words]
    title = view.accessibleName()
    pages = _Pages(view.rows(), columns)

    def work(progress: task.Progress) -> int:
        return write_table(path, title, heads, pages.rows(progress), about=about)

    return task.run(view, _("Writing the workbook…"), work, lambda count: say_written(view, path, count))


def _in_sight(window: QWidget) -> ListView | None:
    seen = [view for view in window.findChildren(ListView) if view.isVisible() and view.model() is not None]
    at_hand = [view for view in seen if view.hasFocus()]
    return max(at_hand or seen, key=lambda view: view.width() * view.height(), default=None)


def ask_path(parent: QWidget, title: str, today: date) -> Path | None:
    """Where to write: beside the last one, under a name that is free."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(recall(FOLDER, documents))
    safe = "".join("-" if char in '\\/:*?"<>|' else char for char in title).strip(" .")
    name = free_name(folder, f"{safe} {today:%Y-%m-%d}.xlsx")
    chosen, _filter = QFileDialog.getSaveFileName(
        parent, _("To Excel"), str(folder / name), _("Excel workbooks (*.xlsx)")
    )
    if not chosen:
        return None
    path = Path(chosen)
    remember(FOLDER, str(path.parent))
    return path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")


def say_written(parent: QWidget, path: Path, count: int) -> None:
    """It is there; one click opens it."""
    words = ngettext("{count} row in {name}", "{count} rows in {name}", count)
    opens = (_("Open it"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
    messages.toast(parent, words.format(count=f"{count:,}", name=path.name), "ok", opens)


def _kind(column: Column) -> Kind:
    return "figure" if column.align == "right" else "shown"


class _Pages(QObject):
    """The rows as words. The thread that writes asks, and the main thread reads: the database is its own."""

    _wanted = Signal(object)

    def __init__(self, model: KeysetModel, columns: Sequence[Column]) -> None:
        super().__init__()
        self._model, self._columns = model, columns
        self._total = model.total or 0
        self._answers: SimpleQueue[_Answer] = SimpleQueue()
        self._wanted.connect(self._read, Qt.ConnectionType.QueuedConnection)

    def rows(self, progress: task.Progress) -> Iterator[list[str]]:
        """Every row, in the thread of the work; raises what the reading raised."""
        cursor, done = None, 0
        while True:
            self._wanted.emit(cursor)
            rows, cursor, error = self._answer(progress)
            if error is not None:
                raise error
            yield from rows
            done += len(rows)
            progress.report(done, max(self._total, done) if self._total else 0)
            if cursor is None or not rows:
                return

    def _answer(self, progress: task.Progress) -> "_Answer":
        while True:
            if progress.cancelled:
                raise task.Cancelled
            try:
                return self._answers.get(timeout=_LOOK_EVERY_S)
            except Empty:
                continue

    @Slot(object)
    def _read(self, cursor: object) -> None:
        answer: _Answer = (
            [],
            None,
            task.Cancelled(),
        )  # what a fault of ours leaves: it goes to the crash dialog
        try:
            if not shiboken6.isValid(self._model):  # its window has been closed meanwhile
                return
            page = self._model.fetch(cursor, PAGE)
            rows = [[column.text(row) for column in self._columns] for row in page.rows]
            answer = (rows, page.next_cursor, None)
        except GarageError as error:
            answer = ([], None, error)
        finally:
            self._answers.put(answer)


_Answer = tuple[list[list[str]], object, Exception | None]
