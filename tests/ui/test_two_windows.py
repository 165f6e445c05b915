"""Two seats on one database: what one does stands on the other's screen within two seconds, on both engines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from garage.domain.stocktakes import CountScope
from garage.services import orders, shop, stocktakes
from garage.services.command import By
from garage.services.count_scopes import Scope
from garage.ui.desk import Desk
from garage.ui.forms.customer import CustomerForm
from garage.ui.kit import messages
from garage.ui.main_window import MainWindow
from garage.ui.main_window.places import ORDERS, PARTS
from garage.ui.pages.count_grid import COUNTED
from tests.seat import seat
from tests.services.road import Road, set_out
from tests.ui.conftest import MORNING, Clock

SOON_MS = 2000


@pytest.fixture
def road(db: str) -> Road:
    assert db
    return set_out(By(shop.set_up(MORNING, shop_name="诚信汽修", owner_name="张三"), MORNING))


@pytest.fixture
def window(road: Road, qtbot: QtBot) -> Iterator[MainWindow]:
    desk = Desk(road.boss.staff_id, Clock())
    shown = MainWindow(desk, "garage.db", remembers=False)
    qtbot.addWidget(shown)
    shown.show()
    yield shown
    shown.retire()
    shown.close()
    desk.close()


def test_what_another_seat_does_is_seen_within_two_seconds(
    window: MainWindow, road: Road, db: str, qtbot: QtBot, tmp_path: Path
) -> None:
    road.receive()
    window.show_order(road.order)
    page = window.page(ORDERS)
    before = page.view.next.button.text()
    start = tmp_path / "start"
    with seat(db, start, "authorise", road.order) as other:
        start.touch()
        assert other.stdout
        assert other.stdout.readline() == "done\n"
        qtbot.waitUntil(lambda: page.view.next.button.text() != before, timeout=SOON_MS)
    assert page.view.page.state is orders.open_page(road.order).state


def test_what_another_seat_counts_is_seen_on_the_sheet_within_two_seconds(
    window: MainWindow, road: Road, db: str, qtbot: QtBot, tmp_path: Path
) -> None:
    begun = stocktakes.begin(road.boss, Scope(CountScope.ALL))
    page = window.show_tab(PARTS).show_page("stocktakes")
    page.show_stocktake(begun.id)
    model = page.sheet.model
    counted = model.index(model.row_of(road.part), model.place_of(COUNTED))
    start = tmp_path / "start"
    with seat(db, start, "scan", begun.id, road.part) as other:
        start.touch()
        assert other.stdout
        assert other.stdout.readline() == "done\n"
        qtbot.waitUntil(lambda: counted.data() == "5", timeout=SOON_MS)


def test_what_was_typed_stays_when_another_seat_saved_first(
    window: MainWindow, road: Road, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = (CustomerForm(window.desk, window, road.customer) for _ in range(2))
    told: list[str] = []
    monkeypatch.setattr(messages, "stale", lambda _parent, error: told.append(error.by) or "keep")
    one.show()
    two.show()
    for form, name in ((one, "王女士(新)"), (two, "王太太")):
        form.body.boxes["name"].field.setText(name)
        form.submit()
    assert told == ["张三"]
    assert two.isVisible()
    assert two.body.boxes["name"].field.text() == "王太太"
    monkeypatch.setattr(messages, "confirm", lambda *_words: True)
    two.close()
