"""Shipments & disposal: a list goes out, a notice becomes money, parts are scanned into a box and sent."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.claim_notices import NoticeState
from garage.domain.claims import ClaimState, SettleMode
from garage.domain.settlements import PayMethod
from garage.domain.shipments import ShipmentState
from garage.services import (
    claim_list_rows,
    claim_lists,
    claim_notice_rows,
    shipment_rows,
    supplier_payments,
)
from garage.ui.desk import Desk
from garage.ui.forms import print_settling
from garage.ui.forms.claim_list import ClaimListForm, ProblemsForm, SendListForm, WeekForm
from garage.ui.forms.claim_notice import NoticeForm, NoticeInvoiceForm, SettleNoticeForm
from garage.ui.forms.document_history import DocumentHistory
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.shipment import PackForm, ReceivedForm, SendShipmentForm, SentBackForm
from garage.ui.kit import messages
from garage.ui.pages.old_part_sending import LISTS, NOTICES, SHIPMENTS, SendingPage
from tests.services.settling import Settling
from tests.services.stockroom import Stockroom
from tests.ui.conftest import Clock
from tests.ui.keys import ambiguous
from tests.ui.pages.claim_shop import small_jpeg

Open = Callable[[], SendingPage]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    papers: list[tuple[str, str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(
        print_settling, "show", lambda _parent, _desk, kind, number, _build: papers.append((kind, number))
    )
    return papers


@pytest.fixture
def garage(desk: Desk, clock: Clock) -> Settling:
    made = Settling(Stockroom(desk.by(), 2), picture=small_jpeg())
    clock.forward(minutes=10)
    return made


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> SendingPage:
        page = SendingPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 570)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


def form_on(page: SendingPage, kind: type[QDialog]) -> QDialog:
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form


def blue(panel: QWidget) -> list[QPushButton]:
    """The buttons below the list that say what comes next."""
    own = [one for one in panel.findChildren(QPushButton) if one.parentWidget() is panel]
    return [one for one in own if one.property("primary")]


def press(qtbot: QtBot, page: SendingPage, key: Qt.Key) -> None:
    qtbot.keyClick(page.stack.currentWidget(), key, CONTROL)


@pytest.mark.usefixtures("language")
def test_a_month_goes_out_by_keyboard(
    qtbot: QtBot, opened: Open, garage: Settling, printed: list[tuple[str, str]]
) -> None:
    pump = garage.pump()
    garage.submitted(pump)
    bare = garage.draft(garage.job(pump))
    page = opened()
    QAbstractItemModelTester(page.lists.list.rows(), page)
    press(qtbot, page, Qt.Key.Key_N)
    making = form_on(page, ClaimListForm)
    assert isinstance(making, ClaimListForm)
    assert len(making.claims.value()) == 2
    assert making.submit()
    [row] = claim_list_rows.page().rows
    assert page.lists.list.current_row() == row
    assert blue(page.lists) == [page.lists._send[1]]
    press(qtbot, page, Qt.Key.Key_Return)
    sending = form_on(page, SendListForm)
    assert isinstance(sending, SendListForm)
    assert not sending.submit()  # a draft is not ready, and nobody said to leave it out
    assert sending.isVisible()
    sending.widget("leave_out").setChecked(True)  # type: ignore[attr-defined]
    assert sending.submit()
    assert claim_list_rows.one(row.id).sent_at is not None
    assert blue(page.lists) == [page.lists._new[1]]
    assert garage.state(bare) is ClaimState.DRAFT
    press(qtbot, page, Qt.Key.Key_P)
    assert printed == [("claim_list", "CL-2026-00001")]
    assert ambiguous(page) == {}


@pytest.mark.usefixtures("language")
def test_a_notice_is_written_invoiced_and_paid(
    qtbot: QtBot, opened: Open, garage: Settling, printed: list[tuple[str, str]]
) -> None:
    claim = garage.granted(garage.pump(), 10_000)
    page = opened()
    page.show_chip(NOTICES)
    press(qtbot, page, Qt.Key.Key_N)
    writing = form_on(page, NoticeForm)
    assert isinstance(writing, NoticeForm)
    writing.widget("due_on").set_value(None)  # type: ignore[attr-defined]
    assert not writing.submit()
    writing.load()
    assert "100" in writing.money.total.text()
    assert writing.submit()
    [row] = claim_notice_rows.page(claim_notice_rows.NoticeFilter.ALL).rows
    assert blue(page.notices) == [page.notices._next[1]]
    press(qtbot, page, Qt.Key.Key_Return)
    invoice = form_on(page, NoticeInvoiceForm)
    assert isinstance(invoice, NoticeInvoiceForm)
    assert not invoice.submit()
    invoice.widget("invoice_no").setText("26442001")  # type: ignore[attr-defined]
    assert invoice.submit()
    press(qtbot, page, Qt.Key.Key_Return)
    settling = form_on(page, SettleNoticeForm)
    assert isinstance(settling, SettleNoticeForm)
    settling.widget("mode").setCurrentIndex(1)  # type: ignore[attr-defined]
    settling._fit()
    assert settling.submit()
    assert settling.voucher_no == "PV-2026-00001"
    assert (claim_notice_rows.one(row.id).state, garage.state(claim)) == (
        NoticeState.SETTLED,
        ClaimState.SETTLED,
    )
    for state in (NoticeState.INVOICED, NoticeState.ISSUED, NoticeState.VOIDED):
        press(qtbot, page, Qt.Key.Key_Z)
        why = form_on(page, ReasonForm)
        assert isinstance(why, ReasonForm)
        why.widget("reason").set_value("录错")  # type: ignore[attr-defined]
        assert why.submit()
        assert claim_notice_rows.one(row.id).state is state
    assert (garage.owed(), garage.state(claim)) == (0, ClaimState.PARTLY_ACCEPTED)
    press(qtbot, page, Qt.Key.Key_P)
    assert printed == [("claim_notice", "CN-2026-00001")]


@pytest.mark.usefixtures("language")
def test_money_that_is_booked_already_is_offered_and_not_booked_again(
    qtbot: QtBot, opened: Open, garage: Settling, printed: list[tuple[str, str]]
) -> None:
    notice = garage.issue(garage.granted(garage.pump()), mode=SettleMode.CASH)
    garage.invoice(notice)
    booked = supplier_payments.pay_back(garage.by, garage.supplier, PayMethod.TRANSFER, 18_000)
    page = opened()
    page.show_chip(NOTICES)
    page.notices.show_notice(notice)
    page.notices.settle()
    form = form_on(page, SettleNoticeForm)
    assert isinstance(form, SettleNoticeForm)
    choice = form.widget("voucher")
    assert (choice.value(), form.widget("method").isVisible()) == (booked, False)  # type: ignore[attr-defined]
    choice.set_value(None)  # type: ignore[attr-defined]
    form._fit()
    assert not form.submit()
    assert booked in form.body.boxes["voucher"].error.text()
    choice.set_value(booked)  # type: ignore[attr-defined]
    assert form.submit()
    assert (form.voucher_no, garage.owed()) == (booked, 0)
    assert claim_notice_rows.one(notice).payment_no == booked


@pytest.mark.usefixtures("language")
def test_lists_notices_and_shipments_tell_their_history(
    opened: Open, garage: Settling, printed: list[tuple[str, str]]
) -> None:
    pump = garage.pump()
    claim, given = garage.submitted(pump), garage.granted(pump)
    claim_lists.make(garage.by, garage.supplier, "2026-11", [claim])
    garage.pack(claim)
    garage.issue(given)
    page = opened()
    for chip, panel in ((LISTS, page.lists), (NOTICES, page.notices), (SHIPMENTS, page.shipments)):
        page.show_chip(chip)
        panel.list.selectRow(0)
        assert panel._history[0].isEnabled()
        panel.show_history()
        window = form_on(page, DocumentHistory)
        assert isinstance(window, DocumentHistory)
        assert window.list.rows().rowCount() == 1
        window.close()


@pytest.mark.usefixtures("language")
def test_parts_are_scanned_into_a_box_sent_and_some_come_back(
    qtbot: QtBot, opened: Open, garage: Settling, printed: list[tuple[str, str]]
) -> None:
    pump = garage.pump()
    claims = [garage.submitted(pump) for _ in range(2)]
    tags = [garage.old_part(claim).no for claim in claims]
    page = opened()
    page.show_chip(SHIPMENTS)
    press(qtbot, page, Qt.Key.Key_N)
    packing = form_on(page, PackForm)
    assert isinstance(packing, PackForm)
    assert packing.parts.value() == []
    assert packing.take_document("OP-2026-99999")  # ours, and there is none: it is said at the field
    assert packing.take_document(tags[0])
    qtbot.keyClicks(packing.scan, tags[1].lower())
    qtbot.keyClick(packing.scan, Qt.Key.Key_Return)
    assert len(packing.parts.value()) == 2
    assert not packing.take_document("WO-2026-00001")
    assert packing.submit()
    [row] = shipment_rows.page(shipment_rows.ShipmentFilter.ALL).rows
    assert blue(page.shipments) == [page.shipments._next[1]]
    press(qtbot, page, Qt.Key.Key_Return)
    sending = form_on(page, SendShipmentForm)
    assert isinstance(sending, SendShipmentForm)
    assert not sending.submit()
    sending.widget("carrier").setText("顺丰速运")  # type: ignore[attr-defined]
    assert sending.submit()
    press(qtbot, page, Qt.Key.Key_B)
    back = form_on(page, SentBackForm)
    assert isinstance(back, SentBackForm)
    back.parts.set_value(back.parts.value()[:1])
    back.widget("note").set_value("滚道无剥落")  # type: ignore[attr-defined]
    assert back.submit()
    press(qtbot, page, Qt.Key.Key_Return)
    received = form_on(page, ReceivedForm)
    assert isinstance(received, ReceivedForm)
    received.widget("received_by").setText("陈工")  # type: ignore[attr-defined]
    assert received.submit()
    row = shipment_rows.one(row.id)
    assert (row.state, row.parts, row.back) == (ShipmentState.RECEIVED, 2, 1)
    assert blue(page.shipments) == [page.shipments._new[1]]
    assert garage.row(claims[0]).reinspection == "滚道无剥落"
    press(qtbot, page, Qt.Key.Key_P)
    assert printed == [("packing_list", "SH-2026-00001")]
    assert ambiguous(page) == {}


def test_the_week_and_the_problems_are_printed_after_their_forms(
    qtbot: QtBot, opened: Open, garage: Settling, printed: list[tuple[str, str]]
) -> None:
    claim = garage.submitted(garage.pump())
    page = opened()
    week = page.lists.report_week()
    assert isinstance(week, WeekForm)
    assert week.submit()
    assert garage.row(claim).reported_at is not None
    problems = page.lists.print_problems()
    assert isinstance(problems, ProblemsForm)
    assert problems.submit()
    supplier = f"{garage.supplier:04d}"
    assert printed == [("weekly_faults", f"{supplier}-20261116"), ("problem_list", f"{supplier}-2026-11")]


@pytest.mark.usefixtures("language")
def test_a_weekly_report_that_was_made_is_printed_again(
    opened: Open, garage: Settling, printed: list[tuple[str, str]]
) -> None:
    claim = garage.submitted(garage.pump())
    page = opened()
    assert page.lists.report_week(garage.supplier).submit()
    version = garage.version(claim)
    again = page.lists.report_week()
    assert list(again.claims.value()) == [claim]
    assert not again.claims.isEnabled()
    assert again.submit()
    assert printed == [("weekly_faults", f"{garage.supplier:04d}-20261116")] * 2
    assert garage.version(claim) == version


def test_a_number_leads_to_its_list_and_a_claim_to_its_page(opened: Open, garage: Settling) -> None:
    pump = garage.pump()
    claim, given = garage.submitted(pump), garage.granted(pump)
    shipment, notice = garage.pack(claim), garage.issue(given)
    page = opened()
    assert page.show_document("SH-2026-00001")
    assert (page.chips.current(), page.shipments.list.current_key()) == (SHIPMENTS, shipment)
    assert page.show_document("CN-2026-00001")
    assert (page.chips.current(), page.notices.list.current_key()) == (NOTICES, notice)
    assert not page.show_document("CL-2026-00009")
    assert not page.show_document("WC-2026-00001")
    asked: list[str] = []
    page.document_opened.connect(asked.append)
    page.notices.claims.opened.emit(
        page.notices.claims.current_row() or claim_notice_rows.claims_of(notice)[0]
    )
    assert asked == [garage.row(given).no]


@pytest.mark.usefixtures("language")
def test_an_empty_page_says_what_belongs_there(qtbot: QtBot, opened: Open, printed: list[object]) -> None:
    page = opened()
    for chip, form in ((LISTS, ClaimListForm), (NOTICES, NoticeForm), (SHIPMENTS, PackForm)):
        page.show_chip(chip)
        assert page.stack.currentWidget().list.rows().rowCount() == 0
        press(qtbot, page, Qt.Key.Key_N)
        empty = form_on(page, form)
        assert not empty.submit()  # type: ignore[attr-defined]
        empty.close()
    assert printed == []
