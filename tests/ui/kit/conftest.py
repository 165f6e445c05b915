"""What the tests of the kit share: a dressed application, settings of their own, a place for pictures."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from garage import i18n
from garage.ui.kit import messages, theme

SHADES = ("light", "dark")


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    QCoreApplication.setOrganizationName("garage-tests")
    QCoreApplication.setApplicationName("garage-tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    before = i18n.current()
    i18n.use("en")
    if theme.current() != "light" or not qapp.styleSheet():
        theme.apply(qapp, "light")
    yield
    i18n.use(before)


@pytest.fixture(params=SHADES)
def shade(request: pytest.FixtureRequest, qapp: QApplication) -> str:
    theme.apply(qapp, request.param)
    return request.param


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    i18n.use(request.param)
    theme.install_qt_words(qapp, request.param)
    yield request.param
    theme.install_qt_words(qapp, "en")


@pytest.fixture
def commit(qtbot: QtBot) -> Callable[[QWidget, str], None]:
    """Type as an input method does: keyClicks with Chinese characters aborts the whole process."""

    def send(widget: QWidget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return send


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Boxes answer themselves: put (object to match in the title, answer) in; what was shown is appended."""
    shown: list[tuple[str, str]] = []

    def ask(box: messages.Box) -> str:
        shown.append((box.windowTitle(), box.accessibleDescription()))
        return replies.pop(0) if replies else ""

    replies: list[str] = []
    monkeypatch.setattr(messages.Box, "ask", ask)
    shown_with_replies = _Shown(shown, replies)
    return shown_with_replies


class _Shown(list[tuple[str, str]]):
    """What boxes said, and `replies` they get."""

    def __init__(self, shown: list[tuple[str, str]], replies: list[str]) -> None:
        super().__init__()
        self.replies = replies
        self.said = shown


@pytest.fixture
def grab(tmp_path: Path, qtbot: QtBot) -> Callable[[QWidget, str], Path]:
    """Save a picture of a widget; GARAGE_PICTURES names a folder to look at them afterwards."""
    folder = Path(os.environ.get("GARAGE_PICTURES", tmp_path))

    def save(widget: QWidget, name: str) -> Path:
        widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
        QApplication.processEvents()
        picture = widget.grab()
        path = folder / f"{name}.png"
        assert picture.save(str(path))
        assert len({picture.toImage().pixel(x, y) for x, y in _spots(picture.width(), picture.height())}) > 1
        return path

    return save


def _spots(width: int, height: int) -> list[tuple[int, int]]:
    return [(x, y) for x in range(0, width, 2) for y in range(0, height, 2)]
