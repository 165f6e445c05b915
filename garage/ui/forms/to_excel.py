"""Any list as an Excel workbook: every row of its filter, the columns in sight, read page by page."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import shiboken6
from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from garage.i18n import _, ngettext
from garage.reports.sheet import Kind, SheetColumn, write_table
from garage.ui.kit import messages, task
from garage.ui.kit.errand import Errand
from garage.ui.kit.grid import LineGrid
from garage.ui.kit.grid_model import NUMBERS, GridColumn, Line
from garage.ui.kit.pdf_file import free_name
from garage.ui.kit.remembered import recall, remember
from garage.ui.kit.table_model import Column, KeysetModel
from garage.ui.kit.table_view import ListView

FOLDER = "excel/folder"
PAGE = 500


def export(place: QWidget, now: datetime) -> task.Task | None:
    """Ask where to, write the list there in the background, and offer to open it; None when nothing was chosen.

    Of a window it is the list or grid with the keyboard, else the largest one in sight.
    """
    view = place if isinstance(place, ListView | LineGrid) else _in_sight(place)
    if view is None:
        messages.toast(place, _("There is no list here."), "info")
        return None
    path = ask_path(view, view.accessibleName(), now.date())
    if path is None:
        return None
    return write(view, path, now) if isinstance(view, ListView) else write_grid(view, path, now)


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


def write_grid(grid: LineGrid, path: Path, now: datetime) -> task.Task:
    """Write the rows of a grid as they stand, the columns in sight."""
    shown = [one for at, one in enumerate(grid.lines.columns) if one.title and not grid.isColumnHidden(at)]
    heads = [
        SheetColumn(one.title, "figure" if one.right or one.kind in NUMBERS else "shown") for one in shown
    ]
    filled = grid.lines.lines[: len(grid.lines.rows())]
    rows = [[_cell(line, column) for column in shown] for line in filled]
    title, about = grid.accessibleName(), [f"{now:%Y-%m-%d %H:%M}"]
    return task.run(
        grid,
        _("Writing the workbook…"),
        lambda _progress: write_table(path, title, heads, rows, about=about),
        lambda count: say_written(grid, path, count),
    )


def _cell(line: Line, column: GridColumn) -> str:
    if column.kind == "tick":
        return "✓" if line.values.get(column.name) else ""
    return line.words(column)


def _in_sight(window: QWidget) -> ListView | LineGrid | None:
    lists = [view for view in window.findChildren(ListView) if view.isVisible() and view.model() is not None]
    grids = [grid for grid in window.findChildren(LineGrid) if grid.isVisible()]
    at_work = QApplication.focusWidget()
    for one in (*lists, *grids):
        if one is at_work or one.isAncestorOf(at_work):
            return (one.leads_to or one) if isinstance(one, ListView) else one
    return max((*lists, *grids), key=lambda one: one.width() * one.height(), default=None)


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
