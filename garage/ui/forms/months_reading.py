"""The sums of the months that a summary compares: few at once, those of years one after the other, with a way to stop."""

from collections.abc import Callable
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from garage.domain.month_of_year import Month
from garage.domain.month_tables import Sums
from garage.domain.summaries import SummaryPeriod
from garage.errors import GarageError
from garage.i18n import _
from garage.services import month_figures, summary_figures
from garage.services.summary_figures import Known
from garage.ui.desk import Desk
from garage.ui.kit import task

AT_ONCE = 3
"""A month and the two it is compared with are read in a moment."""
_LOOK_EVERY_S = 0.05


def read_months(
    parent: QWidget, desk: Desk, period: SummaryPeriod, done: Callable[[Known], object]
) -> task.Task | None:
    """Read what a period is compared by and hand it to `done`; the task where that takes a while."""
    months = summary_figures.wanted(period, desk.today())
    if len(months) <= AT_ONCE:
        done({month: month_figures.sums(month, desk.now()) for month in months})
        return None
    reader = _Reader(desk)

    def work(progress: task.Progress) -> dict[Month, Sums]:
        found = {}
        for place, month in enumerate(months):
            progress.report(place, len(months), str(month))
            found[month] = reader.ask(month, progress)
        return found

    return task.run(parent, _("Reading the months…"), work, done)


class _Reader(QObject):
    """The thread of the task asks for a month, and the main thread reads it: the database is its own."""

    _wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._answers: SimpleQueue[Sums | GarageError] = SimpleQueue()
        self._wanted.connect(self._read, Qt.ConnectionType.QueuedConnection)

    def ask(self, month: Month, progress: task.Progress) -> Sums:
        """The sums of a month, in the thread of the task; raises what the reading raised."""
        self._wanted.emit(month)
        while True:
            try:
                answer = self._answers.get(timeout=_LOOK_EVERY_S)
            except Empty:
                if progress.cancelled:
                    raise task.Cancelled from None
                continue
            if isinstance(answer, GarageError):
                raise answer
            return answer

    @Slot(object)
    def _read(self, month: Month) -> None:
        try:
            self._answers.put(month_figures.sums(month, self._desk.now()))
        except GarageError as error:
            self._answers.put(error)
