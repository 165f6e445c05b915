"""Runs a program of Qt, tells when its window was painted and how much memory it then holds, and ends it.

python started.py PROGRAM [ARGUMENT]… prints: seconds of the machine's clock, of the processor, bytes.
"""

import os
import runpy
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMainWindow

IDLE_MS = 1_500


class Watch(QObject):
    """Waits for the first painting of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: tuple[float, float] | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt asks by this name
        if event.type() == QEvent.Type.Paint and self.painted is None:
            self.painted = (0.0, 0.0)
            QTimer.singleShot(0, watched, self.tell)  # after everything in it
        return False

    def tell(self) -> None:
        self.painted = (time.monotonic(), time.process_time())
        QTimer.singleShot(IDLE_MS, self.end)

    def end(self) -> None:
        view = next(view for view in _window().findChildren(QAbstractItemView) if view.isVisible())
        listed = view.model().rowCount() > 0
        if listed:
            print(*self.painted or (), _bytes_held(), flush=True)
        os._exit(not listed)


def _window() -> QMainWindow:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow))


def _bytes_held() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024
    return 0


def main() -> None:
    sys.argv = sys.argv[1:]
    watch = Watch()
    run = QApplication.exec

    def watched(*_app: QApplication) -> int:
        _window().installEventFilter(watch)
        return int(run())

    QApplication.exec = watched
    sys.path.insert(0, str(Path(sys.argv[0]).parent))
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
