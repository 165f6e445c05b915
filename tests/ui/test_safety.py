"""The window keeps the records safe: a backup a day, a word when it fails, ways back, a tidy log."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from pytestqt.qtbot import QtBot

from garage.models.failures import failure
from garage.services import backups, shop
from garage.services.backups import Kind, Restoring
from garage.ui.desk import Desk
from garage.ui.forms import backups as backup_forms
from garage.ui.kit import messages
from garage.ui.kit.toast import Toast
from garage.ui.main_window import MainWindow, safety
from tests.ui.conftest import Clock


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    QCoreApplication.setOrganizationName("garage-tests")
    QCoreApplication.setApplicationName("garage-tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    monkeypatch.setattr(safety, "AFTER_START_MS", 10_000_000)  # a test says itself when it is time


@pytest.fixture
def open_window(qtbot: QtBot, desk: Desk) -> Iterator[Callable[[], MainWindow]]:
    made: list[MainWindow] = []

    def show() -> MainWindow:
        window = MainWindow(desk, "garage.db", remembers=False)
        made.append(window)
        window.show()
        window.safety.start()
        return window

    yield show
    for window in made:
        window.retire()
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(open_window: Callable[[], MainWindow], language: str) -> MainWindow:
    return open_window()


def look(qtbot: QtBot, window: MainWindow) -> None:
    """A minute has passed; wait for what it starts."""
    window.minute.emit()
    qtbot.waitUntil(lambda: window.safety._task is None)


def test_the_day_gets_its_backup_and_the_bottom_line_says_so(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    before = window.status.backup.text()
    look(qtbot, window)
    assert [backup.kind for backup in backups.listed()] == [Kind.DAILY]
    assert window.status.backup.text() != before
    assert "09:00" in window.status.backup.text() or "00:00" in window.status.backup.text()


def test_a_new_day_gets_a_new_one_while_the_program_runs(
    qtbot: QtBot, window: MainWindow, clock: Clock
) -> None:
    look(qtbot, window)
    look(qtbot, window)
    clock.forward(days=1)
    look(qtbot, window)
    assert len(backups.listed()) == 2


def test_a_backup_that_fails_is_told_at_the_bottom_now_and_on_the_next_start(
    qtbot: QtBot,
    open_window: Callable[[], MainWindow],
    monkeypatch: pytest.MonkeyPatch,
    clock: Clock,
) -> None:
    def full(*_args: object) -> None:
        raise failure("full")

    first = open_window()
    with monkeypatch.context() as patch:
        patch.setattr(backups, "copy_file", full)
        look(qtbot, first)
    assert first.status.backup.text() == "backup failed: The disk is full."
    assert "Free some space" in first.status.backup.toolTip()
    first.retire()
    second = open_window()
    assert second.status.backup.text().startswith("backup failed")
    look(qtbot, second)
    assert second.status.backup.text().startswith("backup verified")


def test_a_backup_that_failed_is_not_tried_again_every_minute(
    qtbot: QtBot, open_window: Callable[[], MainWindow], monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    tries: list[int] = []

    def full(*_args: object) -> None:
        tries.append(1)
        raise failure("full")

    window = open_window()
    monkeypatch.setattr(backups, "copy_file", full)
    look(qtbot, window)
    look(qtbot, window)
    assert len(tries) == 1
    clock.forward(hours=1)
    look(qtbot, window)
    assert len(tries) == 2


def test_back_up_now_makes_one_and_says_its_name(qtbot: QtBot, window: MainWindow) -> None:
    window.safety.back_up_now()
    qtbot.waitUntil(lambda: bool(window.findChildren(Toast)))
    (backup,) = backups.listed()
    assert backup.kind is Kind.BY_HAND
    assert backup.path.name in window.findChildren(Toast)[-1].text()


def test_restoring_prepares_everything_and_hands_it_on(
    qtbot: QtBot, window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(qtbot, window)
    shop.save_bay(desk.by(), name="举升机 1")
    monkeypatch.setattr(backup_forms, "confirm_restore", lambda *_about: True)
    with qtbot.waitSignal(window.safety.restore_wanted) as wanted:
        window.safety.restore(backups.listed()[0])
    (restoring,) = wanted.args
    assert isinstance(restoring, Restoring)
    assert restoring.kept is not None
    assert restoring.kept.exists()


def test_a_restore_that_is_not_confirmed_does_nothing(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(qtbot, window)
    monkeypatch.setattr(backup_forms, "confirm_restore", lambda *_about: False)
    window.safety.restore(backups.listed()[0])
    assert len(backups.listed()) == 1


def test_a_file_that_was_taken_away_is_said_once_and_put_back(
    qtbot: QtBot, window: MainWindow, desk: Desk, shop_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(box: messages.Box) -> str:
        names = [button.objectName() for button in box.findChildren(safety.QObject)]
        asked.append(box.windowTitle())
        return "way_out" if "message_way_out" in names else "ok"

    monkeypatch.setattr(messages.Box, "ask", ask)
    messages.offer_ways_out(window.safety.way_out)
    try:
        shop_file.unlink()
        window._pulse.look()
        assert shop_file.exists()
        assert len(asked) == 2, "the trouble, and that it is over"
        window._pulse.look()
        assert window.status.database.text() == "garage.db"
        shop.save_bay(desk.by(), name="举升机 1")
    finally:
        messages.offer_ways_out(None)


def test_a_damaged_file_found_at_work_leads_to_the_backups(window: MainWindow) -> None:
    found = window.safety.way_out(failure("damaged"))
    assert found is not None
    dialog = found[1]()
    assert dialog.objectName() == "backups"
    assert window.safety.way_out(failure("damaged")) is None, (
        "not over an open form, whose words would be lost"
    )
    dialog.done(0)
    assert window.safety.way_out(failure("full")) is None


def test_the_log_is_tidied_some_seconds_after_the_last_act(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not window.safety._idle.isActive()
    shop.save_bay(desk.by(), name="举升机 1")
    assert window.safety._idle.isActive()
    window.retire()
    assert not window.safety._idle.isActive()


def test_a_window_that_closes_gives_up_the_backup_under_way(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    window.safety._begin(desk.now())
    window.retire()
    assert not [path for path in backups.folder().glob(".*") if "writing" in path.name]


def test_a_window_that_was_replaced_hears_of_no_further_act(
    desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another language is another window at the same desk; the former one's timer is gone by the next act."""
    said: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: said.append(error))
    former = MainWindow(desk, "garage.db", remembers=False)
    former.safety.start()
    former.close()
    former.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shop.change_profile(desk.by(), shop.profile().version, scheme="dark")
    assert said == []
