"""Python's garbage is swept in the window's own thread, between two events."""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class Sweeper(QObject):
    """Sweeps in place of the interpreter, which does it wherever an object happens to be made.

    That may be in the thread of a task, where no widget may end, or amid the end of a widget. PySide6 gives up what a
    layout holds one by one and forgets it only afterwards: who sweeps in between reads what is no more, and the process
    ends. Python runs there whenever the keyboard leaves a button that goes.
    """

    def __init__(self, app: QObject) -> None:
        super().__init__(app)
        gc.disable()
        gc.freeze()  # modules and classes stay for good: no sweep looks through them again
        rounds = QTimer(self, interval=EVERY_MS)
        rounds.timeout.connect(self.sweep)
        rounds.start()

    def sweep(self) -> None:
        """As many generations as the interpreter itself would have swept by now."""
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (made, limit) in enumerate(counts) if made > limit > 0]
        if due:
            gc.collect(due[-1])
