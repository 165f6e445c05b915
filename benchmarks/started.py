"""Runs a program of Qt, tells when its window was painted and how much memory it then holds, and ends it.

python started.py PROGRAM [ARGUMENT]… prints: seconds of the machine's clock, bytes.
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
    """Waits for the first painting of the list."""

    painted = 0.0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt asks by this name
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = -1.0
            QTimer.singleShot(0, self.tell)  # after the whole window
        return False

    def tell(self) -> None:
        self.painted = time.monotonic()
        QTimer.singleShot(IDLE_MS, self.end)

    def end(self) -> None:
        print(self.painted, _bytes_held(), flush=True)
        os._exit(0)


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
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow))
        view = next(one for one in window.findChildren(QAbstractItemView) if one.isVisible())
        view.viewport().installEventFilter(watch)
        return int(run())

    QApplication.exec = watched
    sys.path.insert(0, str(Path(sys.argv[0]).parent))
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
