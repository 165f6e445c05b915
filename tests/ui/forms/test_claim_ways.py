"""From the order's page to a claim in two clicks: the way, and the draft with everything chosen already."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.lines import PayType
from garage.models.orders import OrderLine
from garage.services import claim_pages, orders, suppliers
from garage.ui.desk import Desk
from garage.ui.forms import order_steps, ways_claims
from garage.ui.forms.claim_draft import ClaimDraftForm
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.forms.conftest import road

__all__ = ["road"]


def names(desk: Desk, order: int) -> set[str]:
    """The ways that the menu of an order offers."""
    page = orders.open_page(order)
    return {way.name for way in order_steps.SECONDARY if way.legal(page)}


def test_the_way_is_offered_for_claim_lines_alone_and_drafts_what_is_free(
    qtbot: QtBot, desk: Desk, road: Road, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    clock.now = road.boss.at
    assert "claim" not in names(desk, road.order)
    OrderLine.update(pay_type=PayType.CLAIM.value).where(OrderLine.order == road.order).execute()
    supplier = suppliers.add(desk.by(), name="深圳众诚汽配")
    assert {"claim", "print_claim"} & names(desk, road.order) == {"claim"}

    def confirm(form: ClaimDraftForm) -> int:
        form.show()
        form.widget("supplier").set_value(supplier)
        form.submit()
        return form.result()

    monkeypatch.setattr(ClaimDraftForm, "exec", confirm)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    assert ways_claims.claim(window, desk, orders.open_page(road.order))
    [row] = claim_pages.of_order(road.order)
    assert (row.no, row.supplier_id) == ("WC-2026-00001", supplier)
    assert "print_claim" in names(desk, road.order)
