"""From a line that may not be started to the approval of its supplier: what is said, and the one step that records it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.lines import LineStatus
from garage.models.claims import Claim
from garage.services import claim_approvals, orders
from garage.ui.desk import Desk
from garage.ui.forms import ways_shop
from garage.ui.forms.claim_approval import Said, SupplierApprovalForm
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.pages.order_waits import Waits
from tests.services.road import Road
from tests.ui import catalogue_claims
from tests.ui.forms.conftest import Hand, Page

Open = Callable[[FormDialog], None]


@pytest.fixture
def job(road: Road) -> Road:
    """Dispatched; its supplier wants to be asked first."""
    road.receive()
    road.authorise()
    road.dispatch()
    catalogue_claims.unapproved(road)
    return road


def form_of(desk: Desk, page: Page) -> SupplierApprovalForm:
    order = page()
    return SupplierApprovalForm(None, desk, order, claim_approvals.awaited(order.id)[0])


@pytest.mark.usefixtures("language")
def test_the_order_says_who_approves_first_and_whether_they_were_asked(
    desk: Desk, job: Road, page: Page, qtbot: QtBot
) -> None:
    waits = Waits(desk)
    qtbot.addWidget(waits)
    waits.set_page(page())
    assert not waits.approval.isHidden()
    words = waits.approval.words.text()
    assert "深圳众诚汽配" in words
    assert "更换前刹车片" in words
    claim_approvals.ask(desk.by(), job.order, catalogue_claims.a_supplier(desk))
    waits.set_page(page())
    assert waits.approval.words.text() > words
    claim_approvals.approve(desk.by(), job.order, catalogue_claims.a_supplier(desk), "AP-118", desk.today())
    waits.set_page(page())
    assert waits.approval.isHidden()


@pytest.mark.usefixtures("language")
def test_the_number_is_missing_and_what_was_typed_stays(
    desk: Desk, job: Road, page: Page, opened: Open
) -> None:
    form = form_of(desk, page)
    opened(form)
    assert form.widget("approval_no").hasFocus()
    form.widget("said_by").set_value("陈经理")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.isVisible()
    assert form.widget("said_by").value() == "陈经理"
    QTest.keyClicks(form.widget("approval_no"), "AP-118")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not form.isVisible()
    assert Claim.get().approval_no == "AP-118"


def test_only_the_fields_of_what_was_said_are_in_sight(
    desk: Desk, job: Road, page: Page, opened: Open
) -> None:
    form = form_of(desk, page)
    opened(form)
    assert not form.widget("reason").isVisible()
    form.widget("said").set_value(Said.WITHOUT)
    form.widget("said").edited.emit()
    assert form.widget("reason").isVisible()
    assert not form.widget("approval_no").isVisible()
    form.widget("reason").set_value("客户急用车")
    form.submit()
    assert claim_approvals.awaited(job.order) == []


def test_a_start_that_is_refused_leads_to_the_approval(
    desk: Desk, job: Road, page: Page, qtbot: QtBot, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    monkeypatch.setattr(messages, "reasons", lambda _parent, _title, reasons: reasons[0])

    def record(form: QWidget) -> None:
        assert isinstance(form, SupplierApprovalForm)
        form.widget("approval_no").set_value("AP-118")
        form.submit()

    hand.press(
        "work_dialog", Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    hand.will("supplier_approval_form", record)
    assert ways_shop.work(window, desk, page())
    assert Claim.get().approval_no == "AP-118"
    assert orders.open_page(job.order).lines[0].status is LineStatus.OPEN
