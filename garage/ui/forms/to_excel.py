"""Any list as an Excel workbook: every row of its filter, the columns in sight, read page by page."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import shiboken6
from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from garage.i18n import _, ngettext
from garage.reports.sheet import Kind, SheetColumn, write_table
from garage.ui.kit import messages, task
from garage.ui.kit.errand import Errand
from garage.ui.kit.pdf_file import free_name
from garage.ui.kit.remembered import recall, remember
from garage.ui.kit.table_model import Column, KeysetModel
from garage.ui.kit.table_view import ListView

FOLDER = "excel/folder"
PAGE = 500


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

    under_way = task.run(view, _("Writing the workbook…"), work, lambda count: say_written(view, path, count))
    return pages.errand.until_end_of(under_way)


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


class _Pages:
    """The rows as words, read page by page on the main thread."""

    def __init__(self, model: KeysetModel, columns: Sequence[Column]) -> None:
        self._model, self._columns = model, columns
        self._total = model.total or 0
        self.errand = Errand(self._read)

    def rows(self, progress: task.Progress) -> Iterator[list[str]]:
        """Every row, in the thread of the work; raises what the reading raised."""
        cursor, done = None, 0
        while True:
            rows, cursor = self.errand.ask(cursor, progress)
            yield from rows
            done += len(rows)
            progress.report(done, max(self._total, done) if self._total else 0)
            if cursor is None or not rows:
                return

    def _read(self, cursor: object) -> tuple[list[list[str]], object]:
        if not shiboken6.isValid(self._model):  # its window has been closed meanwhile
            raise task.Cancelled
        page = self._model.fetch(cursor, PAGE)
        return [[column.text(row) for column in self._columns] for row in page.rows], page.next_cursor
