"""What the tests of the kit share: a dressed application, settings of their own, a place for pictures."""

import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from garage import i18n
from garage.ui.kit import messages, theme

SHADES = ("light", "dark")


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    QCoreApplication.setOrganizationName("garage-tests")
    QCoreApplication.setApplicationName("garage-tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    before = i18n.current()
    i18n.use("en")
    if "shade" not in request.fixturenames and (theme.current() != "light" or not qapp.styleSheet()):
        theme.apply(qapp, "light")
    yield
    i18n.use(before)


@pytest.fixture(params=SHADES, scope="module")
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
def show(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Show a window and wait until it has the keyboard."""

    def open_it(widget: QWidget) -> None:
        QApplication.processEvents()  # windows of the test before are still going
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(lambda: _has_keyboard(widget))

    return open_it


def _has_keyboard(window: QWidget) -> bool:
    return window.isActiveWindow() and QApplication.focusWindow() is window.windowHandle()


@pytest.fixture
def commit(qtbot: QtBot) -> Callable[[QWidget, str], None]:
    """Type as an input method does: keyClicks with Chinese characters aborts the whole process."""

    def send(widget: QWidget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return send


class Boxes:
    """Message boxes that answer themselves: what they said, and the answers to give next."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.answers: list[str] = []

    def answer(self, box: messages.Box) -> str:
        self.said.append(f"{box.windowTitle()} {box.accessibleDescription()}".strip())
        return self.answers.pop(0) if self.answers else ""


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> Boxes:
    told = Boxes()

    def ask(box: messages.Box) -> str:
        return told.answer(box)

    monkeypatch.setattr(messages.Box, "ask", ask)
    return told


@pytest.fixture
def two_pages() -> bytes:
    """An A5 landscape PDF of two pages with a box and a line of words."""
    paper = BytesIO()
    canvas = Canvas(paper, pagesize=(210 * mm, 148 * mm))
    for page in (1, 2):
        canvas.rect(10 * mm, 10 * mm, 190 * mm, 128 * mm)
        canvas.drawString(20 * mm, 120 * mm, f"Settlement slip, page {page}")
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


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
    return [(x, y) for x in range(0, width, 5) for y in range(0, height, 5)]
