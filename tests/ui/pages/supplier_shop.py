"""A shop that buys from one supplier, and its page on screen."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from garage.ui.desk import Desk
from garage.ui.forms import supplier_papers
from garage.ui.kit import messages
from garage.ui.pages.suppliers import SuppliersPage
from tests.services.buying_from import BuyingFrom
from tests.services.stockroom import Stockroom

Open = Callable[[], SuppliersPage]


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    printed: list[tuple[str, str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(
        supplier_papers, "show", lambda _parent, _desk, kind, number, _build: printed.append((kind, number))
    )
    return printed


@pytest.fixture
def shop(desk: Desk) -> BuyingFrom:
    """Ten filters at 10.00 were delivered."""
    made = BuyingFrom(Stockroom(desk.by(), 2))
    made.deliver((made.room.part(code="JL-01", barcode="6901234567892"), 10, 10_000), delivery_no="A-1")
    return made


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> SuppliersPage:
        page = SuppliersPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 610)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


def form_on(page: SuppliersPage, kind: type[QDialog]) -> QDialog:
    """The form of that kind that is open over the page."""
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form
