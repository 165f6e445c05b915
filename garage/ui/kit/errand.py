"""What long work asks of the main thread: the database is its own."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from garage.errors import GarageError
from garage.ui.kit import task

T = TypeVar("T")

_LOOK_EVERY_S = 0.05


class Errand(QObject, Generic[T]):
    """The thread of a task asks, the thread that made the errand answers.

    `answer` may raise a GarageError, which the work gets, or `task.Cancelled`, which stops it.
    """

    _wanted = Signal(object)

    def __init__(self, answer: Callable[[Any], T]) -> None:
        super().__init__()
        self._answer = answer
        self._answers: SimpleQueue[tuple[T, None] | tuple[None, Exception]] = SimpleQueue()
        self._wanted.connect(self._on_wanted, Qt.ConnectionType.QueuedConnection)

    def ask(self, question: Any, progress: task.Progress) -> T:
        """The answer, in the thread of the work; raises what the answering raised, and Cancelled when stopped."""
        self._wanted.emit(question)
        while True:
            if progress.cancelled:
                raise task.Cancelled
            try:
                answer, error = self._answers.get(timeout=_LOOK_EVERY_S)
            except Empty:
                continue
            if error is not None:
                raise error
            return answer  # type: ignore[return-value] - there is no error, so there is an answer

    def until_end_of(self, under_way: task.Task, let_go: Callable[[], object] = lambda: None) -> task.Task:
        """Stay until the task has ended, then `let_go` here; gives the task.

        Its thread drops the work as soon as that is done: what nobody else holds would end in the wrong thread, and
        Qt holds no more than a weak reference to the object whose method a signal calls.
        """
        under_way.ended.connect(lambda: self._end(let_go))
        return under_way

    def _end(self, let_go: Callable[[], object]) -> None:
        let_go()
        self.deleteLater()

    @Slot(object)
    def _on_wanted(self, question: Any) -> None:
        outcome: Any = (None, task.Cancelled())  # what a fault of ours leaves: it goes to the crash dialog
        try:
            outcome = (self._answer(question), None)
        except (GarageError, task.Cancelled) as error:
            outcome = (None, error)
        finally:
            self._answers.put(outcome)
