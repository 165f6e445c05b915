"""Claims on screen for tests: a supplier, a job that is claimed, and the page."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from garage.ui.desk import Desk
from garage.ui.forms import print_claims
from garage.ui.kit import messages
from garage.ui.pages.claims import ClaimsPage
from tests.services.claiming import Claiming
from tests.services.stockroom import Stockroom
from tests.ui.conftest import Clock

Open = Callable[[], ClaimsPage]


def small_jpeg() -> bytes:
    """A grey picture that can be shown."""
    image, buffer = QImage(40, 30, QImage.Format.Format_RGB32), QBuffer()
    image.fill(Qt.GlobalColor.gray)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPG")
    return bytes(buffer.data().data())


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    papers: list[tuple[str, str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(
        print_claims, "show", lambda _parent, _desk, kind, number, _build: papers.append((kind, number))
    )
    return papers


@pytest.fixture
def garage(desk: Desk, clock: Clock) -> Claiming:
    """A supplier whose warranty is known, and a clock that has gone on."""
    made = Claiming(Stockroom(desk.by(), 2), picture=small_jpeg())
    made.terms(months=24, km=120_000)
    clock.forward(minutes=10)
    return made


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> ClaimsPage:
        page = ClaimsPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 570)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


def form_on(page: ClaimsPage, kind: type[QDialog]) -> QDialog:
    """The form of that kind that is open over the page."""
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form
