from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtWidgets import QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from garage.errors import GarageError, MachineError
from garage.ui.kit import messages, task


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    return page


def test_work_runs_aside_and_its_outcome_arrives_on_the_main_thread(qtbot: QtBot, page: QWidget) -> None:
    places: list[object] = []

    def work(_progress: task.Progress) -> int:
        places.append(current_thread())
        return 42

    def done(number: int) -> None:
        places.extend((current_thread(), number))

    task.run(page, "Export", work, done)
    qtbot.waitUntil(lambda: len(places) == 3)
    assert places[0] is not main_thread()
    assert places[1:] == [main_thread(), 42]
    assert not any(dialog.isVisible() for dialog in page.findChildren(QProgressDialog))


def test_long_work_shows_how_far_it_is(qtbot: QtBot, page: QWidget) -> None:
    go = Event()

    def work(progress: task.Progress) -> None:
        progress.report(3, 10, "Row 3")
        go.wait(10)

    finished: list[bool] = []
    task.run(page, "Export", work, lambda _nothing: finished.append(True))
    dialog = page.findChild(QProgressDialog, "task_progress")
    assert not dialog.isVisible()
    qtbot.waitUntil(dialog.isVisible, timeout=3000)
    assert (dialog.value(), dialog.maximum(), dialog.labelText()) == (3, 10, "Row 3")
    go.set()
    qtbot.waitUntil(lambda: bool(finished))


def test_cancelled_work_stops_and_tells_nobody(qtbot: QtBot, page: QWidget) -> None:
    stopped = Event()
    told: list[object] = []

    def work(progress: task.Progress) -> None:
        try:
            while True:
                progress.report(0)
        finally:
            stopped.set()

    running = task.run(page, "Export", work, told.append, told.append)
    page.findChild(QProgressDialog, "task_progress").canceled.emit()
    assert running.progress.cancelled
    qtbot.waitUntil(stopped.is_set)
    qtbot.waitUntil(lambda: running not in task._running)
    assert told == []


def test_refusal_goes_to_failed_or_is_shown(
    qtbot: QtBot, page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors: list[GarageError] = []
    monkeypatch.setattr(messages, "failed", lambda _parent, error: errors.append(error))

    def work(_progress: task.Progress) -> None:
        raise MachineError("The disk is full.")

    task.run(page, "Export", work, failed=errors.append)
    qtbot.waitUntil(lambda: len(errors) == 1)
    task.run(page, "Export", work)
    qtbot.waitUntil(lambda: len(errors) == 2)


def test_our_own_bug_reaches_the_excepthook_of_the_main_thread(qtbot: QtBot, page: QWidget) -> None:
    def work(_progress: task.Progress) -> None:
        raise ZeroDivisionError("bug")

    with qtbot.captureExceptions() as caught:
        running = task.run(page, "Export", work)
        qtbot.waitUntil(lambda: running not in task._running)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_outcome_for_a_page_that_is_gone_is_dropped(qtbot: QtBot) -> None:
    page = QWidget()
    go = Event()
    told: list[object] = []

    def work(_progress: task.Progress) -> int:
        go.wait(10)
        return 1

    running = task.run(page, "Export", work, told.append)
    page.deleteLater()
    qtbot.wait(20)
    go.set()
    qtbot.waitUntil(lambda: running not in task._running)
    assert told == []
