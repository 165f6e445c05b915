"""The pulse of a seat: what other seats changed, and the passing of time."""

from PySide6.QtCore import QObject, QTimer, Signal

from garage.errors import MachineError
from garage.services.seats import Watch
from garage.ui.desk import Desk

LOOK_EVERY_MS = 1500
LOST_EVERY_MS = 8000
"""A server that is away keeps us waiting some seconds each time."""
MINUTE_MS = 60_000


class Pulse(QObject):
    """Tells the desk what other seats changed; says when the database stops and begins to answer."""

    minute = Signal()
    lost = Signal(object)
    """The database does not answer: the MachineError."""
    found = Signal()
    """It answers again."""
    restored = Signal(object)
    """Another seat has put a backup in the place of the records: a Restored. Nothing is refreshed any more."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watch = Watch()
        self._answers = True
        self._look = QTimer(self, interval=LOOK_EVERY_MS)
        self._look.timeout.connect(self.look)
        self._look.start()
        self._minutes = QTimer(self, interval=MINUTE_MS)
        self._minutes.timeout.connect(self._tick)
        self._minutes.start()

    def look(self) -> None:
        """Look once for news of other seats."""
        try:
            news = self._watch.news()
        except MachineError as error:
            if self._answers:
                self._answers = False
                self._look.setInterval(LOST_EVERY_MS)
                self.lost.emit(error)
            return
        if not self._answers:
            self._answers = True
            self._look.setInterval(LOOK_EVERY_MS)
            self.found.emit()
        if news and (back := self._watch.restored()) is not None:
            self.rest()
            self.restored.emit(back)
        elif news:
            self._desk.changed.emit(news)

    def _tick(self) -> None:
        """A minute has passed; nothing can be read anew while the database does not answer."""
        if self._answers:
            self.minute.emit()

    def rest(self) -> None:
        """Do not look until `wake`."""
        self._look.stop()

    def wake(self) -> None:
        """Look again from now on."""
        self._look.start()

    def stop(self) -> None:
        """No more looking."""
        self._look.stop()
        self._minutes.stop()
        self._watch.close()
