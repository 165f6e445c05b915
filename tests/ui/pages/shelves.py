"""A shelf with three parts, and the page that shows it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.domain.lines import PartGrade
from garage.domain.stock import MovementKind
from garage.services import parts, staff
from garage.services.goods_receipts import GoodsLine, receive_goods
from garage.services.parts import PartData
from garage.ui.desk import Desk
from garage.ui.kit import messages
from garage.ui.kit.table_view import ListView
from garage.ui.pages.parts import PartsPage
from tests.services.stockroom import Stockroom

Open = Callable[[], PartsPage]

SHELF = (
    PartData(
        code="BP-001", name="前刹车片", brand="菲罗多", unit="套", price_fen=60_016, min_qty_milli=4_000
    ),
    PartData(
        code="JL-001",
        name="机油滤清器",
        oe_no="06A115561B",
        barcode="6901234567892",
        grade=PartGrade.EQUIVALENT,
        min_qty_milli=2_000,
    ),
    PartData(code="ZZ-009", name="冷却液"),
)


@pytest.fixture(autouse=True)
def leave_open_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that a test leaves with something typed in it is closed without a question."""
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def room(desk: Desk) -> Stockroom:
    return Stockroom(desk.by(), next(one.id for one in staff.people() if one.name == "李师傅"))


@pytest.fixture
def shelf(desk: Desk) -> list[int]:
    """Ten pads, ten filters, no coolant."""
    ids = [parts.add(desk.by(), data) for data in SHELF]
    goods = [GoodsLine(ids[0], 10_000, 350_000), GoodsLine(ids[1], 10_000, 18_500)]
    receive_goods(desk.by(), kind=MovementKind.OPENING, lines=goods)
    return ids


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> PartsPage:
        page = PartsPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 620)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


def codes(page: PartsPage) -> list[str]:
    model = page.list.view.rows()
    return [model.row_at(row).code for row in range(model.rowCount())]


def cell(page: PartsPage, code: str, column: str, role: int = Qt.ItemDataRole.DisplayRole) -> object:
    model = page.list.view.rows()
    places = [known.name for known in model.columns]
    return model.index(codes(page).index(code), places.index(column)).data(role)


def window(kind: type) -> object:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def hidden(view: ListView) -> set[str]:
    """Names of the columns that are not shown."""
    return {column.name for at, column in enumerate(view.rows().columns) if view.isColumnHidden(at)}
