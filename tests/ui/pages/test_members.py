"""The page of members and offers: four lists, each with its forms by keys alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from garage.domain.members import CouponState, Less, MemberRules
from garage.models.customers import Customer
from garage.services import (
    coupons,
    customers,
    member_levels,
    member_settings,
    offers,
    points,
    staff,
)
from garage.services.coupons import CouponFilter
from garage.services.customers import CustomerData
from garage.services.member_levels import LevelData
from garage.ui.desk import Desk
from garage.ui.forms.member_settings import LevelForm, MemberRulesForm, PointsForm
from garage.ui.forms.offer import CouponForm, OfferForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.search_field import Hit
from garage.ui.pages.member_levels import LOWER, RAISE
from garage.ui.pages.members import MembersPage
from tests.services.road import Road
from tests.ui.catalogue_members import a_coupon, a_level, an_offer
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous
from tests.ui.looks import cut, nameless

__all__ = ["own_settings", "road"]

CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
Open = Callable[[], MembersPage]


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot) -> Open:
    def show() -> MembersPage:
        page = MembersPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 570)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        for panel in page.panels.values():
            QAbstractItemModelTester(panel.list.model(), page)
        return page

    return show


def form_of(page: MembersPage, kind: type[FormDialog], qtbot: QtBot) -> FormDialog:
    """The form that has just opened."""

    def found() -> list[FormDialog]:
        return [one for one in QApplication.topLevelWidgets() if type(one) is kind and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def press(page: MembersPage, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    QTest.keyClick(page.focusWidget() or page, key, modifier)


def fill(form: FormDialog, **values: object) -> None:
    for name, value in values.items():
        form.widget(name).set_value(value)  # type: ignore[attr-defined]


def test_every_list_opens_empty_and_full_in_both_languages(
    language: str, desk: Desk, opened: Open, qtbot: QtBot
) -> None:
    page = opened()
    for filled in (False, True):
        if filled:
            a_level(desk)
            an_offer(desk)
            a_coupon(desk)
        for key in page.panels:
            page.show_panel(key)
            qtbot.wait(20)
            assert not cut(page), key
            assert not nameless(page), key
            assert not ambiguous(page), key


def test_a_level_is_made_and_changed_by_keys(desk: Desk, opened: Open, qtbot: QtBot) -> None:
    page = opened()
    press(page, Qt.Key.Key_N)
    form = form_of(page, LevelForm, qtbot)
    fill(form, name="金卡", place=2, min_spend_fen=500_000, points_per_100_yuan=100)
    assert form.submit()
    [row] = member_levels.rows()
    assert (row.name, row.place, row.min_spend_fen, row.min_visits) == ("金卡", 2, 500_000, 0)
    press(page, Qt.Key.Key_E)
    form = form_of(page, LevelForm, qtbot)
    fill(form, place=None)
    assert not form.submit()
    assert form.body.boxes["place"].error.text()
    fill(form, place=3)
    assert form.submit()
    assert member_levels.rows()[0].place == 3


def test_rules_are_shown_and_set(desk: Desk, opened: Open, qtbot: QtBot) -> None:
    page = opened()
    press(page, Qt.Key.Key_R)
    form = form_of(page, MemberRulesForm, qtbot)
    fill(form, worth_100_fen=200, most_bp=3_000, both=False)
    assert form.submit()
    assert member_settings.rules() == MemberRules(12, False, 200, 3_000)
    assert "¥2.00" in page.panels["levels"]._rules.text()  # type: ignore[attr-defined]


def test_points_are_corrected_with_a_reason(desk: Desk, road: Road, opened: Open, qtbot: QtBot) -> None:
    page = opened()
    page.panels["levels"].correct_points()  # type: ignore[attr-defined]
    form = form_of(page, PointsForm, qtbot)
    form.widget("customer").set_value(Hit(road.customer, "王女士"))  # type: ignore[attr-defined]
    fill(form, points=300)
    assert not form.submit()
    fill(form, reason="开业活动")
    assert form.submit()
    assert points.balance(road.customer) == 300


@pytest.mark.usefixtures("language")
def test_customers_are_raised_with_one_press_and_lowered_one_by_one(
    desk: Desk, road: Road, opened: Open, qtbot: QtBot, clock: object
) -> None:
    member_levels.add(road.boss, LevelData("银卡", 1, min_spend_fen=100_000))
    road.to_ready()
    road.settle()
    page = opened()
    panel = page.panels["due"]
    assert not panel.chips.chip(RAISE).text()[-1].isdigit()  # type: ignore[attr-defined]
    page.show_panel("due")
    assert panel.list.rows().rowCount() == 1
    assert panel.chips.chip(RAISE).text().endswith(" 1")  # type: ignore[attr-defined]
    assert not panel.chips.chip(LOWER).text()[-1].isdigit()  # type: ignore[attr-defined]
    press(page, Qt.Key.Key_Return)
    assert panel.chips.chip(RAISE).text().endswith(" 0")  # type: ignore[attr-defined]
    assert Customer.get_by_id(road.customer).member_level == "银卡"
    assert panel.list.rows().rowCount() == 0
    customers.add(desk.by(), CustomerData(name="李娜", phones=("13700137000",), member_level="银卡"))
    panel.chips.choose(LOWER)  # type: ignore[attr-defined]
    assert panel.list.current_row().name == "李娜"
    press(page, Qt.Key.Key_E)
    assert Customer.get(Customer.name == "李娜").member_level == ""


def test_an_offer_is_made_changed_and_withdrawn(desk: Desk, opened: Open, qtbot: QtBot) -> None:
    page = opened()
    page.show_panel("offers")
    press(page, Qt.Key.Key_N)
    form = form_of(page, OfferForm, qtbot)
    fill(form, name="冬季配件", until_on=desk.today() + timedelta(days=9), off=Less(off_bp=500))
    assert form.submit()
    [row] = offers.rows()
    assert (row.data.name, row.data.off_bp, row.data.from_on) == ("冬季配件", 500, desk.today())
    press(page, Qt.Key.Key_E)
    form = form_of(page, OfferForm, qtbot)
    fill(form, until_on=desk.today() - timedelta(days=1))
    assert not form.submit()
    assert form.body.boxes["until_on"].error.text()
    fill(form, until_on=desk.today(), once=True)
    assert form.submit()
    assert offers.rows()[0].data.once
    press(page, Qt.Key.Key_Delete, PLAIN)
    form = form_of(page, ReasonForm, qtbot)
    fill(form, reason="活动取消")
    assert form.submit()
    assert page.panels["offers"].list.rows().rowCount() == 0


def test_coupons_are_issued_found_by_number_and_voided(
    desk: Desk, road: Road, opened: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "toast", lambda *_args: None)
    monkeypatch.setattr("garage.ui.pages.member_coupons.toast", lambda _page, text, *_rest: said.append(text))
    page = opened()
    page.show_panel("coupons")
    press(page, Qt.Key.Key_N)
    form = form_of(page, CouponForm, qtbot)
    fill(form, title="满500减50券", off=Less(off_fen=5_000), min_spend_fen=50_000, count=3)
    assert not form.submit()
    fill(form, valid_until=desk.today() + timedelta(days=30))
    assert form.submit()
    assert len(coupons.page(CouponFilter.USABLE, desk.today()).rows) == 3
    assert said
    assert page.show_document("VO-2026-00002")
    assert not page.show_document("VO-2026-00009")
    assert page.coupons.list.current_row().no == "VO-2026-00002"
    press(page, Qt.Key.Key_Delete, PLAIN)
    form = form_of(page, ReasonForm, qtbot)
    fill(form, reason="印错")
    assert form.submit()
    assert coupons.row(2).state is CouponState.VOIDED


def test_a_level_that_has_lost_its_last_member_is_said_where_it_was_chosen(
    desk: Desk, road: Road, opened: Open, qtbot: QtBot
) -> None:
    lone = customers.add(desk.by(), CustomerData(name="王伟", member_level="金卡"))
    page = opened()
    page.show_panel("coupons")
    press(page, Qt.Key.Key_N)
    form = form_of(page, CouponForm, qtbot)
    fill(form, title="会员礼", off=Less(off_bp=1_000), valid_until=desk.today(), whom="金卡")
    customers.change(desk.by(), lone, 1, CustomerData(name="王伟"))
    assert not form.submit()
    assert form.body.boxes["whom"].error.text() == "Nobody has this level any more."


def test_coupons_for_every_member_of_a_level_need_an_owner(
    desk: Desk, road: Road, opened: Open, qtbot: QtBot
) -> None:
    for name in ("王伟", "李娜"):
        customers.add(desk.by(), CustomerData(name=name, member_level="金卡"))
    owner = desk.by().staff_id
    desk.act_as(next(one.id for one in staff.people() if one.id != owner))
    page = opened()
    page.show_panel("coupons")
    press(page, Qt.Key.Key_N)
    form = form_of(page, CouponForm, qtbot)
    fill(form, title="会员礼", off=Less(off_bp=1_000), valid_until=desk.today(), whom="金卡")
    assert not form.submit()
    assert not form.body.boxes["approved_by"].isHidden()
    fill(form, approved_by=owner)
    assert form.submit()
    rows = coupons.page(CouponFilter.ALL, desk.today()).rows
    assert {row.customer for row in rows} == {"王伟", "李娜"}
