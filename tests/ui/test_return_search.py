"""Numbers of warranty returns typed into the search at the top open what they name (F2)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from garage.services import claim_pages, orders
from garage.ui.desk import Desk
from garage.ui.main_window import MainWindow
from garage.ui.main_window.finding import look_up
from garage.ui.main_window.places import RETURNS
from tests.services.road import Road
from tests.ui import catalogue_settling
from tests.ui.forms.conftest import own_settings, road

__all__ = ["own_settings", "road"]


@pytest.fixture
def claimed(road: Road) -> Desk:
    """A claim, its old part, and a shipment that is packed."""
    for step in ("receive", "authorise", "dispatch", "issue"):
        getattr(road, step)()
    catalogue_settling.claim(road)
    desk = Desk(road.boss.staff_id, lambda: road.boss.at)
    catalogue_settling.a_shipment(desk, orders.open_page(road.order))
    return desk


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("wc-2026-00001", "WC-2026-00001"),
        ("wc1", "WC-2026-00001"),
        ("OP-2026-", "OP-2026-00001"),
        ("sh 1", "SH-2026-00001"),
    ],
)
def test_a_typed_number_or_a_piece_of_it_comes_first(claimed: Desk, typed: str, number: str) -> None:
    hit = look_up(typed)[0]
    assert (hit.ref.kind, hit.ref.number, hit.title) == ("paper", number, number)
    assert {"深圳众诚汽配", "前制动片总成（陶瓷）"} & set(hit.subtitle.split(" · "))


def test_digits_alone_come_behind_everything_else(claimed: Desk) -> None:
    hits = look_up("00001")
    assert hits[0].ref.kind == "order"
    assert [hit.ref.number for hit in hits if hit.ref.kind == "paper"] == [
        "OP-2026-00001",
        "SH-2026-00001",
        "WC-2026-00001",
    ]


@pytest.mark.parametrize("keys", [("wc-2026-00001",), ("wc1", Qt.Key.Key_Down)])
def test_enter_opens_the_claim(claimed: Desk, qtbot: QtBot, keys: tuple[str | Qt.Key, ...]) -> None:
    window = MainWindow(claimed, "garage.db", remembers=False)
    window.show()
    qtbot.waitExposed(window)
    window.search.setFocus()
    for key in keys:
        press = QTest.keyClicks if isinstance(key, str) else QTest.keyClick
        press(window.search, key)
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page(RETURNS).isVisible())
    page = window.page(RETURNS).page("claims")
    assert page.detail.page.row.id == claim_pages.by_number("WC-2026-00001")
    window.retire()
    window.close()
