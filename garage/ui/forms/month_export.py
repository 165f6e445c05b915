"""The month's workbook from the screen: where to, written in the background, read where the database is."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from garage.domain.month_of_year import Month
from garage.i18n import _
from garage.services.month_reading import MonthReading
from garage.ui.desk import Desk
from garage.ui.forms.to_excel import ask_path
from garage.ui.kit import messages, task
from garage.ui.kit.errand import Errand


def export(parent: QWidget, desk: Desk, month: Month) -> task.Task | None:
    """Ask where to, then write; None when nothing was chosen."""
    path = ask_path(parent, _("Month {month}").format(month=month), desk.today())
    return write(parent, desk, month, path) if path is not None else None


def write(parent: QWidget, desk: Desk, month: Month, path: Path) -> task.Task:
    """Write the workbook to `path` in the background, with progress and a way to stop it.

    Raises MachineError when the database cannot work now.
    """
    reading = MonthReading(month, desk.now())
    errand, language, head = Errand(reading.rows), desk.paper_language, reading.head

    def work(progress: task.Progress) -> int:
        from garage.reports.month_workbook import write_month  # noqa: PLC0415 - slow to load, off the main thread

        return write_month(path, head, lambda table: errand.ask(table, progress), language, progress.report)

    under_way = task.run(parent, _("Writing the workbook…"), work, lambda _rows: _say_written(parent, path))
    return errand.until_end_of(under_way, reading.close)


def _say_written(parent: QWidget, path: Path) -> None:
    opens = (_("Open it"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
    messages.toast(parent, _("Written: {name}").format(name=path.name), "ok", opens)
