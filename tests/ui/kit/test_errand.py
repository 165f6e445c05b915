from threading import current_thread, main_thread

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from garage.errors import GarageError
from garage.ui.kit import task
from garage.ui.kit.errand import Errand


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    return page


def run(
    page: QWidget, errand: Errand[int], questions: list[int]
) -> tuple[task.Task, list[list[int]], list[str]]:
    """The questions asked in a thread: the task, what came of it, and what went wrong."""
    done: list[list[int]] = []
    failed: list[str] = []

    def work(progress: task.Progress) -> list[int]:
        assert current_thread() is not main_thread()
        return [errand.ask(question, progress) for question in questions]

    return task.run(page, "Export", work, done.append, lambda error: failed.append(str(error))), done, failed


def test_the_thread_asks_and_the_main_thread_answers(qtbot: QtBot, page: QWidget) -> None:
    def double(number: int) -> int:
        assert current_thread() is main_thread()
        return number * 2

    errand = Errand(double)
    under_way, done, failed = run(page, errand, [1, 20, 300])
    with qtbot.waitSignal(under_way.ended):
        errand.until_end_of(under_way)
    assert (done, failed) == ([[2, 40, 600]], [])


def test_what_the_answering_raised_is_raised_in_the_work(qtbot: QtBot, page: QWidget) -> None:
    def refuse(_number: int) -> int:
        raise GarageError("the disk is full")

    under_way, done, failed = run(page, Errand(refuse), [1])
    with qtbot.waitSignal(under_way.ended):
        pass
    assert (done, failed) == ([], ["the disk is full"])


def test_a_fault_of_ours_ends_the_work_and_is_reported(qtbot: QtBot, page: QWidget) -> None:
    def fault(_number: int) -> int:
        return 1 // 0

    under_way, done, failed = run(page, Errand(fault), [1])
    with capture_exceptions() as faults, qtbot.waitSignal(under_way.ended):
        pass
    assert [kind for kind, _error, _trace in faults] == [ZeroDivisionError]
    assert (done, failed) == ([], [])


def test_what_it_reads_from_is_let_go_of_on_the_main_thread_whoever_else_has_forgotten_it(
    qtbot: QtBot, page: QWidget
) -> None:
    places: list[object] = []

    class Books:
        def read(self, number: int) -> int:
            return number

        def close(self) -> None:
            places.append(current_thread())

    books = Books()
    errand = Errand(books.read)
    under_way, done, _failed = run(page, errand, [])
    errand.until_end_of(under_way, books.close)
    del books, errand
    while not under_way._future.done():
        pass  # the thread has dropped the work before anything is delivered here
    with qtbot.waitSignal(under_way.ended):
        pass
    assert (done, places) == ([[]], [main_thread()])
