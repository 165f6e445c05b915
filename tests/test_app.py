"""The program as it is started: arguments, faults, and a way out of every start that fails."""

import logging
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType

import peewee
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import garage
from garage import app, i18n
from garage.domain.staff import Role
from garage.errors import MachineError
from garage.services import staff
from garage.ui.forms import trouble
from garage.ui.forms.first_start import FirstStartForm
from garage.ui.kit import messages
from garage.ui.main_window import MainWindow

MAIN = Path(garage.__file__).parent.parent / "main.py"


@pytest.fixture(autouse=True)
def own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sweeping: None) -> Iterator[None]:
    """Folders, settings, hooks and log of this test alone."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    QCoreApplication.setOrganizationName("garage-tests")
    QCoreApplication.setApplicationName("garage-tests")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    before = i18n.current()
    yield
    for window in QApplication.topLevelWidgets():
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    i18n.use(before)
    for handler in list(app.log.handlers):
        app.log.removeHandler(handler)
        handler.close()


def start(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Start the program as a user does; only what ends by itself."""
    known = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return subprocess.run(
        [sys.executable, str(MAIN), *arguments],
        env={**known, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def answer(kind: type, act: object) -> None:
    """Once a window of this kind is in sight, do something with it."""

    def look() -> None:
        found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind)]
        shown = [widget for widget in found if widget.isVisible()]
        if shown:
            act(shown[0])  # type: ignore[operator]
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def begin(form: FirstStartForm) -> None:
    form.widget("shop_name").set_value("诚信汽修")
    form.widget("owner_name").set_value("张三")
    form.submit()


def test_the_version_is_told() -> None:
    assert start("--version").stdout.strip() == garage.__version__


def test_without_a_screen_it_says_so_and_fails() -> None:
    told = start("--lang", "en", QT_QPA_PLATFORM="")
    assert told.returncode == app.NO_SCREEN
    assert "There is no screen here" in told.stderr


def test_a_database_of_another_program_is_told_and_ends_with_a_failure(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "music.db")) as file, file:
        file.execute("CREATE TABLE song (title TEXT)")
    told = start("--lang", "en", "--db", str(tmp_path / "music.db"), QT_QPA_PLATFORM="offscreen")
    assert told.returncode == app.FAILED
    assert "music.db" in told.stderr
    assert "Traceback" not in told.stderr


def test_the_first_start_sets_up_the_shop_and_opens_the_window(tmp_path: Path) -> None:
    shown: list[str] = []

    def look(window: MainWindow) -> None:
        shown.append(window.windowTitle())
        window.close()

    answer(FirstStartForm, begin)
    answer(MainWindow, look)
    assert app.main(["--lang", "en", "--db", str(tmp_path / "shop.db")]) == 0
    assert shown == ["诚信汽修 · Garage"]


def test_leaving_the_first_start_leaves_the_program(tmp_path: Path) -> None:
    answer(FirstStartForm, lambda form: form.done(0))
    assert app.main(["--lang", "en", "--db", str(tmp_path / "shop.db")]) == 0


def test_another_language_brings_another_window_in_the_same_place(tmp_path: Path) -> None:
    titles: list[str] = []

    def second(window: MainWindow) -> None:
        titles.append(i18n.current())
        titles.extend(person.name for person in staff.people())
        window.close()

    def first(window: MainWindow) -> None:
        titles.append(i18n.current())
        window.choose_language("zh_CN")
        window.destroyed.connect(lambda: answer(MainWindow, second))

    answer(FirstStartForm, begin)
    answer(MainWindow, first)
    assert app.main(["--lang", "en", "--db", str(tmp_path / "shop.db")]) == 0
    assert titles == ["en", "zh_CN", "张三"]


def test_a_seat_with_several_people_asks_who_is_working(tmp_path: Path) -> None:
    path = str(tmp_path / "shop.db")

    def hire(window: MainWindow) -> None:
        staff.add(window.desk.by(), name="李师傅", roles={Role.MECHANIC})
        window.close()

    def choose(window: MainWindow) -> None:
        dialog = window.findChild(QApplication.activeModalWidget().__class__, "acting_person")
        dialog.list.select_key(2)
        dialog.choose()
        chosen.append(window.desk.by().staff_id)
        window.close()

    chosen: list[int] = []
    answer(FirstStartForm, begin)
    answer(MainWindow, hire)
    app.main(["--lang", "en", "--db", path])
    answer(MainWindow, choose)
    app.main(["--lang", "en", "--db", path])
    assert chosen == [2]
    again: list[int] = []
    answer(MainWindow, lambda window: (again.append(window.desk.by().staff_id), window.close()))
    app.main(["--lang", "en", "--db", path])
    assert again == [2]


# Faults


def fault() -> tuple[type[BaseException], BaseException, TracebackType | None]:
    words = "plain words\nDETAIL: Key (name)=(王女士) already exists"
    try:
        raise ValueError(words)  # noqa: TRY301 - the trace is what is looked at
    except ValueError as error:
        return type(error), error, error.__traceback__


def test_a_fault_of_ours_is_logged_and_told_with_a_report(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    told: list[str] = []
    monkeypatch.setattr(trouble, "show_fault", told.append)
    with caplog.at_level(logging.ERROR, "garage"):
        trouble.tell_fault(*fault())
    assert "ValueError: plain words" in told[0]
    assert "test_app.py" in told[0]
    assert "王女士" not in told[0] + caplog.text, "the log holds no customer's data"


def test_the_report_can_be_copied_and_the_program_goes_on(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def ask(box: messages.Box) -> str:
        box.findChild(object, "copy_report").click()
        return "ok"

    monkeypatch.setattr(messages.Box, "ask", ask)
    trouble.show_fault("what happened")
    assert QApplication.clipboard().text() == "what happened"


def test_a_fault_inside_the_report_of_a_fault_is_not_told_again(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[str] = []

    def show(report: str) -> None:
        told.append(report)
        trouble.tell_fault(*fault())

    monkeypatch.setattr(trouble, "show_fault", show)
    trouble.tell_fault(*fault())
    trouble.tell_fault(*fault())
    assert len(told) == 2


def test_what_the_machine_refuses_is_no_fault_of_ours(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "failed", lambda _over, error: said.append(error.text))
    error = MachineError("The disk is full.")
    trouble.tell_fault(type(error), error, None)
    assert said == ["The disk is full."]


def test_the_program_sweeps_its_garbage_itself() -> None:
    script = "import gc, sys; from garage import app; app._application(); sys.exit(gc.isenabled())"
    assert subprocess.run([sys.executable, "-c", script], check=False, cwd=MAIN.parent).returncode == 0


def test_the_bottom_line_names_a_server_without_its_password() -> None:
    asked = app._parser().parse_args(["--db", "postgresql://garage:secret@shop.local/garage"])
    assert app.Program(asked).entry.shown() == "shop.local/garage"


def test_a_read_that_the_database_refuses_is_told_as_the_machines(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "failed", lambda _over, error: said.append(error.text))
    error = peewee.OperationalError("server closed the connection unexpectedly")
    app._on_error(type(error), error, None)
    assert said == ["The database server does not answer."]
