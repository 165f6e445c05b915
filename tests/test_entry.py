"""The way in: a second start comes forward, and every start that fails has a way out."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QDialog

import garage
from garage import app, entry, i18n
from garage.models import database
from garage.models.copying import Quiet
from garage.models.failures import failure
from garage.models.opening import open_database
from garage.services import backups, shop
from garage.services.backups import Kind, Restoring
from garage.ui.desk import Desk
from garage.ui.forms import backups as backup_forms
from garage.ui.forms.trouble import Way, WayOut
from garage.ui.kit import messages
from garage.ui.main_window import MainWindow

MAIN = Path(garage.__file__).parent.parent / "main.py"
MORNING = datetime(2026, 11, 21, 9, 0)


@pytest.fixture(autouse=True)
def own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[None]:
    """Folders, settings, hooks and log of this test alone; questions are asked as on a screen."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    QCoreApplication.setOrganizationName("garage-tests")
    QCoreApplication.setApplicationName("garage-tests")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(app.signal, "signal", lambda *_: None)
    monkeypatch.setattr(app, "UNSEEN", set())
    before = i18n.current()
    yield
    for window in QApplication.topLevelWidgets():
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    database.close()
    i18n.use(before)
    for handler in list(app.log.handlers):
        app.log.removeHandler(handler)
        handler.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A shop with a backup, closed."""
    path = tmp_path / "desk" / "shop.db"
    path.parent.mkdir()
    open_database(path, path.parent, MORNING)
    shop.set_up(MORNING, shop_name="诚信汽修", owner_name="张三")
    backups.start(Kind.DAILY, MORNING)(Quiet())
    database.close()
    return path


@pytest.fixture
def asked() -> list[str]:
    """Codes of the troubles that were told, in order."""
    return []


def answering(
    monkeypatch: pytest.MonkeyPatch,
    codes: list[str],
    *answers: WayOut,
    act: Callable[[], object] | None = None,
) -> None:
    left = list(answers)

    def ask(error: object, *_rest: object) -> WayOut:
        codes.append(error.code)  # type: ignore[attr-defined]
        if act is not None:
            act()
        return left.pop(0)

    monkeypatch.setattr(entry, "ask_way_out", ask)


def shown(look: Callable[[MainWindow], object], former: object = None) -> None:
    """Once a main window is in sight, do something with it."""

    def find() -> None:
        windows = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()
        ]
        if windows and windows[0] is not former:
            look(windows[0])
        else:
            QTimer.singleShot(20, find)

    QTimer.singleShot(0, find)


def run(target: Path) -> int:
    return app.main(["--lang", "en", "--db", str(target)])


def test_a_damaged_file_is_restored_from_its_newest_backup_and_the_window_opens(
    place: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = place.read_bytes()
    place.write_bytes(content[:20_000])  # truncated
    answering(monkeypatch, asked, WayOut(Way.RESTORE))
    titles: list[str] = []
    shown(lambda window: (titles.append(window.windowTitle()), window.close()))
    assert run(place) == 0
    assert asked == ["damaged"]
    assert titles == ["诚信汽修 · Garage"]
    with closing(sqlite3.connect(place)) as file:
        [(who, why)] = file.execute(
            "SELECT staff_id, reason FROM audit_entry WHERE act = 'restore'"
        ).fetchall()
    assert (who, bool(why)) == (1, True), "nobody was at the desk: an owner stands for it"
    (kept,) = (one for one in backups.listed(place) if one.kind is Kind.DAMAGED)
    assert kept.size == 20_000


def test_a_file_that_is_not_there_begins_nothing_new_while_it_has_backups(
    place: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place.unlink()
    answering(monkeypatch, asked, WayOut(Way.QUIT))
    assert run(place) == entry.FAILED
    assert asked == ["missing"]
    assert not place.exists()


def test_another_file_may_be_chosen_when_one_cannot_be_opened(
    place: Path, asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Dear customer, " * 100)
    answering(monkeypatch, asked, WayOut(Way.OTHER, place))
    shown(lambda window: window.close())
    assert run(letter) == 0
    assert asked == ["foreign"]
    assert letter.read_text().startswith("Dear customer")


def test_once_the_folder_is_there_again_another_try_opens_it(
    place: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    away = place.parent.rename(place.parent.with_name("pulled-out"))
    answering(monkeypatch, asked, WayOut(Way.AGAIN), act=lambda: away.rename(place.parent))
    shown(lambda window: window.close())
    assert run(place) == 0
    assert asked == ["no_folder"]


def signed(_window: MainWindow, desk: Desk, restoring: Restoring) -> bool:
    """As a person does who says why."""
    restoring.sign(desk.person, "wrong import")
    return True


def test_a_restore_from_the_menu_goes_on_with_the_restored_records_without_a_restart(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(backup_forms, "confirm_restore", signed)
    monkeypatch.setattr(messages, "tell", lambda _over, title, text: told.append(f"{title} {text}"))
    names: list[list[str]] = []

    def bays() -> list[str]:
        return [row[2] for row in shop.bays()]

    def after(window: MainWindow) -> None:
        names.append(bays())
        QTimer.singleShot(50, window.close)

    def before(window: MainWindow) -> None:
        shop.save_bay(window.desk.by(), name="举升机 9")
        names.append(bays())
        shown(after, former=window)
        window.safety.restore(backups.listed()[-1])

    shown(before)
    assert run(place) == 0
    assert names == [["Bay 1", "举升机 9"], ["Bay 1"]]
    with closing(sqlite3.connect(place)) as file:
        [(who, after, why)] = file.execute(
            "SELECT staff_id, after, reason FROM audit_entry WHERE act = 'restore'"
        ).fetchall()
    assert (who, why) == (1, "wrong import")
    assert json.loads(after)["file"].endswith(".db")
    assert len(told) == 1
    (kept,) = (one for one in backups.listed(place) if one.kind is Kind.BEFORE_RESTORE)
    assert str(kept.path) in told[0]


def test_a_restore_that_cannot_be_put_in_place_leaves_the_records_as_they_were(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[str] = []
    monkeypatch.setattr(backup_forms, "confirm_restore", signed)
    monkeypatch.setattr(messages, "failed", lambda _over, error: failures.append(error.code))

    def refuse(*_args: object) -> None:
        raise failure("busy")

    monkeypatch.setattr(Restoring, "replace", refuse)

    def before(window: MainWindow) -> None:
        shop.save_bay(window.desk.by(), name="举升机 9")
        shown(lambda new: QTimer.singleShot(50, new.close), former=window)
        window.safety.restore(backups.listed()[-1])

    shown(before)
    assert run(place) == 0
    assert failures[-1] == "busy"
    with closing(sqlite3.connect(place)) as file:
        assert ("举升机 9",) in file.execute("SELECT name FROM bay").fetchall()


def restored_elsewhere(file: Path) -> None:
    """What another seat leaves: the records of another time, news in every area, and its entry in the log."""
    told = json.dumps({"who": "李四", "file": "shop.db", "made": "2026-11-20T18:00:00"})
    with closing(sqlite3.connect(file)) as other:
        other.execute(
            "INSERT INTO audit_entry (at, staff_id, act, noun, ref, before, after, reason)"
            " VALUES (1795255200, 1, 'restore', 'shop', 1, '', ?, 'x')",
            (told,),
        )
        other.execute("UPDATE area_version SET version = version + 1")
        other.commit()


def test_a_restore_at_another_computer_is_told_and_the_window_begins_anew_once_no_form_is_open(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    seen: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _over, title, text: told.append(f"{title} {text}"))

    def after(window: MainWindow) -> None:
        seen.append("begun anew")
        QTimer.singleShot(50, window.close)

    def close_form(dialog: QDialog) -> None:
        seen.append("form closed")
        dialog.reject()

    def before(window: MainWindow) -> None:
        dialog = window.show_shortcuts()
        shown(after, former=window)
        restored_elsewhere(place)
        window._pulse.look()
        QTimer.singleShot(400, lambda: close_form(dialog))

    shown(before)
    assert run(place) == 0
    assert seen == ["form closed", "begun anew"]
    [words] = told
    assert "李四" in words


def test_a_second_start_of_the_same_file_brings_the_window_forward_and_ends_quietly(place: Path) -> None:
    ended: list[subprocess.Popen[str]] = []

    def start_again(window: MainWindow) -> None:
        window.showMinimized()
        arguments = [sys.executable, str(MAIN), "--db", str(place)]
        second = subprocess.Popen(arguments, env=os.environ, stderr=subprocess.PIPE, text=True)
        ended.append(second)

        def wait() -> None:
            if second.poll() is None:
                QTimer.singleShot(50, wait)
            else:
                forward.append(not window.isMinimized())
                window.close()

        wait()

    forward: list[bool] = []
    shown(start_again)
    assert run(place) == 0
    assert ended[0].communicate()[1] == ""
    assert ended[0].returncode == 0
    assert forward == [True]


def test_a_server_is_shared_and_never_locked() -> None:
    shared = entry.Entry("postgresql://shop.local/garage")
    assert shared.hold()
    assert shared._only is None


def test_different_files_are_open_side_by_side(place: Path, tmp_path: Path) -> None:
    first, second = entry.Entry(place), entry.Entry(tmp_path / "other.db")
    assert first.hold()
    assert second.hold()
    first.close()
    second.close()
