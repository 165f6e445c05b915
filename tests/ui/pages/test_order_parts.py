"""What an order on hold says of its parts: nobody ordered them, they are expected, they are here."""

import pytest
from pytestqt.qtbot import QtBot

from garage.domain.orders import OrderState
from garage.services import order_list, orders
from garage.services.order_list import OrderFilter
from garage.ui.desk import Desk
from garage.ui.pages.order_list import state_words
from garage.ui.pages.order_waits import Waits
from tests.services.buying import Buyer
from tests.services.stockroom import Stockroom


@pytest.fixture
def buyer(desk: Desk) -> Buyer:
    return Buyer(Stockroom(desk.by(), 2))


@pytest.fixture
def waiting(desk: Desk, buyer: Buyer) -> tuple[int, int]:
    """A job on hold for two pieces of a part: (job, part)."""
    part, job = buyer.room.part(), buyer.room.order(OrderState.ON_HOLD)
    buyer.room.line(job, part, 2)
    buyer.hold_for_parts(job)
    return job, part


def said(qtbot: QtBot, desk: Desk, job: int) -> str:
    waits = Waits(desk)
    qtbot.addWidget(waits)
    waits.set_page(orders.open_page(job))
    return waits.hold.words.text()


def test_the_order_says_what_has_become_of_its_parts(
    qtbot: QtBot, desk: Desk, buyer: Buyer, waiting: tuple[int, int]
) -> None:
    job, part = waiting
    assert "not everything is ordered yet" in said(qtbot, desk, job)
    order = buyer.order((part, 2, 100))
    assert "expected 11-25" in said(qtbot, desk, job)
    buyer.deliver(order, (2, 200))
    assert "all parts are here" in said(qtbot, desk, job)


@pytest.mark.usefixtures("language")
def test_the_list_says_so_too(desk: Desk, buyer: Buyer, waiting: tuple[int, int]) -> None:
    job, part = waiting
    [row] = order_list.page(desk.by(), OrderFilter.ON_HOLD, None).rows
    before = state_words(row, desk.now())
    assert not row.parts_here
    buyer.room.receive((part, 2, 200))
    [row] = order_list.page(desk.by(), OrderFilter.ON_HOLD, None).rows
    assert (row.id, row.parts_here) == (job, True)
    assert state_words(row, desk.now()) != before
