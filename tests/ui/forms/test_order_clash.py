"""Two seats with the same dialog: the second is told who changed what, and keeps what it typed."""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from garage.domain.fault_clock import FaultClass
from garage.domain.settlements import Cover, PayMethod, Tender, Terms
from garage.errors import StaleError
from garage.services import (
    credit,
    fault_clock,
    order_facts,
    orders,
    payments,
    readiness,
    settlements,
    workshop,
)
from garage.services.command import By
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.delay import DelayForm
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.fault import FaultClassForm
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.line_terms import LineDiscountForm, WhoPaysForm
from garage.ui.forms.on_account import AllowanceForm, InvoiceForm, OnAccountForm
from garage.ui.forms.ready import ParkingForm, ReadyForm
from garage.ui.forms.reasons import void_settlement
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from tests.services import consent
from tests.services.road import Road

Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]
Make = Callable[[QWidget | None, Desk, OrderPage], FormDialog]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[StaleError]:
    """What was said; the person keeps what was typed."""
    errors: list[StaleError] = []
    monkeypatch.setattr(messages, "stale", lambda _parent, error: errors.append(error) or "keep")
    return errors


def other(road: Road) -> By:
    return By(road.leader, road.boss.at)


def _park(form: FormDialog) -> None:
    form.widget("parking_spot").setText("B2")


def _delay(form: FormDialog) -> None:
    QTest.keyClicks(form.widget("reason"), "parts late")
    form.widget("promised_at").setText("11-25 17:00")


def _discount(form: FormDialog) -> None:
    form.widget("discount").setText("10")
    form.widget("reason").setText("old customer")


def _payer(form: FormDialog) -> None:
    form.widget("pay_type").set_value(type(form.current().pay_type).INTERNAL)
    form.show_sums()
    form.widget("reason").setText("ours")


def _ready(form: FormDialog) -> None:
    form.items.all_button.click()
    form.widget("parking_spot").setText("B2")


def _hand_over(form: FormDialog) -> None:
    for row in form.items.rows:
        row.set_answer(True)


def _checked(road: Road) -> None:
    consent.to_shop(road)
    road.work()
    road.inspect()


FORMS: dict[str, tuple[Callable[[Road], object], Make, Callable[[FormDialog], object]]] = {
    "park": (consent.to_shop, ParkingForm, _park),
    "assign": (consent.to_shop, DispatchForm, lambda _form: None),
    "class": (
        consent.to_shop,
        FaultClassForm,
        lambda form: form.widget("fault_class").set_value(FaultClass.MAJOR),
    ),
    "delay": (consent.to_shop, DelayForm, _delay),
    "discount": (consent.to_shop, LineDiscountForm, _discount),
    "who pays": (consent.to_shop, WhoPaysForm, _payer),
    "ready": (_checked, ReadyForm, _ready),
    "hand over": (Road.to_ready, HandoverForm, _hand_over),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_second_seat_is_told_keeps_what_it_typed_and_may_save_it(
    name: str, road: Road, desk: Desk, page: Page, opened: Open, told: list[StaleError]
) -> None:
    prepare, make, type_in = FORMS[name]
    prepare(road)
    form = make(None, desk, page())
    opened(form)
    type_in(form)
    before = form.contents()
    readiness.park(other(road), road.order, "A1")
    assert not form.submit()
    assert [error.by for error in told] == ["王班长"]
    assert form.isVisible()
    assert form.contents() == before
    assert form.submit()
    assert len(told) == 1


def test_theirs_is_loaded_when_that_is_wanted(
    road: Road, desk: Desk, page: Page, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    consent.to_shop(road)
    form = ParkingForm(None, desk, page())
    opened(form)
    _park(form)
    readiness.park(other(road), road.order, "A1")
    monkeypatch.setattr(messages, "stale", lambda _parent, _error: "reload")
    assert not form.submit()
    assert form.widget("parking_spot").text() == "A1"
    assert not form.is_dirty()


def test_labour_that_was_agreed_to_meanwhile_is_given_out_too(
    road: Road, desk: Desk, page: Page, opened: Open, told: list[StaleError]
) -> None:
    consent.to_shop(road)
    form = DispatchForm(None, desk, page())
    opened(form)
    consent.propose(road, consent.DISCS)
    consent.answer(road, *consent.row(road).lines)
    assert not form.submit()
    assert len(told) == 1
    assert form.table.rowCount() == 2
    assert form.submit()
    assert set(order_facts.shares_of(road.order)) == {line.id for line in road.labour()}


def test_shares_of_the_other_seat_are_told_in_names(
    road: Road, desk: Desk, page: Page, opened: Open, told: list[StaleError]
) -> None:
    consent.to_shop(road)
    form = DispatchForm(None, desk, page())
    opened(form)
    workshop.assign(other(road), road.order, {road.labour()[0].id: {road.leader: 10_000}})
    assert not form.submit()
    [change] = told[0].changes
    assert change.after.endswith("王班长")


def test_an_allowance_and_an_invoice_of_the_other_seat_are_told(
    road: Road, desk: Desk, page: Page, opened: Open, told: list[StaleError]
) -> None:
    road.to_ready()
    road.settle()
    allowance, invoice = AllowanceForm(None, desk, page()), InvoiceForm(None, desk, page())
    for form in (allowance, invoice):
        opened(form)
    allowance.widget("amount").setText("5")
    allowance.widget("reason").setText("scratch")
    invoice.widget("invoice_no").setText("44032000111")
    credit.allow(other(road), road.order, 1_000, "划痕", approved_by=road.boss.staff_id)
    for form in (allowance, invoice):
        assert not form.submit()
        assert form.submit()
    assert [error.by for error in told] == ["王班长", "张三"]
    bill = settlements.of_order(road.order)[-1]
    assert (bill.allowance_fen, bill.invoice_no) == (500, "44032000111")


def test_who_comes_too_late_with_a_form_reads_the_state_and_who_brought_it_there(
    road: Road, desk: Desk, page: Page, opened: Open
) -> None:
    road.receive()
    road.authorise()
    form = DispatchForm(None, desk, page())
    opened(form)
    orders.cancel(other(road), road.order, "客户取消")
    assert not form.submit()
    [link] = form._panel.links()
    assert "王班长" in link.text()
    assert fault_clock.of_order(road.order).fault_class is None


def test_money_that_came_meanwhile_is_told_before_the_rest_goes_on_account_or_the_bill_is_voided(
    road: Road, desk: Desk, page: Page, opened: Open, told: list[StaleError]
) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, Terms())
    credited, voided = OnAccountForm(None, desk, page()), void_settlement(None, desk, page())
    opened(credited)
    opened(voided)
    credited.account.override.set_value("regular")
    voided.widget("reason").set_value("wrong")
    for form in (credited, voided):
        payments.take_payment(other(road), road.order, [Tender(PayMethod.CASH, 1_000)], Cover.PART)
        assert not form.submit()
        assert form.submit()
    assert [error.by for error in told] == ["王班长", "王班长"]
    assert [row.stands for row in settlements.of_order(road.order)] == [False]
