"""The page of old parts: chips, the scan of a tag, and each act by keyboard."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.old_parts import DisposalKind, Hazard, OldPartPurpose, OldPartState
from garage.models.old_parts import OldPart
from garage.models.parts import Part
from garage.services import (
    disposals,
    old_part_duties,
    old_part_rows,
    old_part_tags,
    old_parts,
    orders,
    shipments,
    suppliers,
)
from garage.services.disposals import DisposalData
from garage.services.old_part_register import OldPartFilter
from garage.services.old_part_tags import TagData
from garage.ui.desk import Desk
from garage.ui.forms import print_old_parts
from garage.ui.forms.claim_draft import ClaimDraftForm
from garage.ui.forms.old_part_acts import ConditionForm, CountInForm, DecideForm, HandOverForm, ShelfForm
from garage.ui.forms.old_part_register import RegisterForm
from garage.ui.forms.old_part_scrap import ApproveScrapForm, DisposalForm
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.pages.old_parts import DISPOSALS, SUSPENSE, OldPartsPage
from tests.services.claimed import claim_on
from tests.services.road import Road
from tests.ui.form_hands import write
from tests.ui.forms.conftest import own_settings, road
from tests.ui.keys import ambiguous
from tests.ui.looks import cut, nameless

__all__ = ["own_settings", "road"]

CONTROL = Qt.KeyboardModifier.ControlModifier
State = OldPartState
Open = Callable[[], OldPartsPage]


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Papers are noted, not shown; a form left with something typed in it is closed without a question."""
    papers: list[tuple[str, str]] = []
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")
    monkeypatch.setattr(
        print_old_parts, "show", lambda _parent, _desk, kind, number, _build: papers.append((kind, number))
    )
    return papers


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> OldPartsPage:
        page = OldPartsPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 602)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.list.setFocus()
        return page

    return make


@pytest.fixture
def in_work(road: Road) -> Road:
    """An order whose pads were drawn."""
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    return road


def tagged(road: Road, purpose: OldPartPurpose = OldPartPurpose.SCRAP, hazard: Hazard | None = None) -> int:
    data = TagData(name="旧刹车盘 <b>&", unit="片", hazard=hazard)
    ref = old_parts.tag(road.boss, road.order, None, data)
    if purpose is OldPartPurpose.SCRAP:
        old_parts.waive(road.boss, {ref: None}, "王女士")
    else:
        OldPart.update(purpose=purpose.value).where(OldPart.id == ref).execute()
    return ref


def state(ref: int) -> OldPartState:
    return old_part_rows.one(ref).state


def form_on(page: QWidget, kind: type[QDialog]) -> QDialog:
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form


def save(form: QDialog) -> None:
    assert isinstance(form, FormDialog)
    form.submit()


def save_by_key(qtbot: QtBot, form: QDialog) -> None:
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)


@pytest.mark.usefixtures("language")
def test_a_scanned_tag_is_counted_in_by_keyboard(qtbot: QtBot, opened: Open, in_work: Road) -> None:
    ref = tagged(in_work)
    page = opened()
    QAbstractItemModelTester(page.list.rows())
    qtbot.keyClick(page, Qt.Key.Key_F, CONTROL)
    qtbot.keyClicks(page.find, "OP-2026-00001")
    qtbot.keyClick(page.find, Qt.Key.Key_Return)
    assert page.detail.row is not None
    assert page.detail.row.id == ref
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    form = form_on(page, CountInForm)
    save_by_key(qtbot, form)
    assert form.isVisible(), "a shelf is needed"
    write(form.widget("shelf"), "旧件架 A-1")
    save_by_key(qtbot, form)
    assert (state(ref), page.detail.row.shelf) == (State.SHELVED, "旧件架 A-1")


@pytest.mark.usefixtures("language")
def test_no_key_has_two_meanings_on_any_chip(opened: Open, in_work: Road) -> None:
    ref = tagged(in_work)
    page = opened()
    for key in ("to_count", "all", "gone", SUSPENSE, DISPOSALS):
        page.show_chip(key)
        assert ambiguous(page) == {}, key
    old_parts.count_in(in_work.boss, ref, shelf="A-1")
    disposals.approve(in_work.boss, {ref: None}, "无用")
    page.show_part(ref)
    assert ambiguous(page) == {}


def test_what_may_be_done_follows_where_the_part_stands(opened: Open, in_work: Road) -> None:
    theirs, ours = tagged(in_work, OldPartPurpose.CUSTOMER), tagged(in_work)
    old_parts.count_in(in_work.boss, ours, shelf="A-1")
    page = opened()

    def offered() -> set[str]:
        return {action.objectName() for action in page.acts.offered if action.isEnabled()}

    page.show_part(theirs)
    assert offered() == {"print_tag", "decide_part", "hand_part", "count_in_part"}
    page.show_part(ours)
    assert offered() == {"print_tag", "move_part", "decide_part", "hand_part", "approve_scrap"}
    page.show_chip("sent")
    assert offered() == set()
    assert page.detail.nothing.isVisible()


def test_a_part_that_was_sent_is_said_to_be_with_its_shipment_and_on_no_shelf(
    opened: Open, in_work: Road
) -> None:
    ref = tagged(in_work, OldPartPurpose.CLAIM)
    old_parts.count_in(in_work.boss, ref, shelf="A-1")
    supplier = suppliers.add(in_work.boss, name="众诚汽配")
    shipment = shipments.pack(in_work.boss, supplier, [ref])
    shipments.send(in_work.boss, shipment, 1, shipments.Carriage("顺丰速运", "SF1"))
    page = opened()
    page.show_chip("sent")
    page.list.selectRow(0)
    model = page.list.rows()
    texts = [model.index(0, at).data() for at in range(model.columnCount())]
    assert ("SH-2026-00001" in texts, "A-1" in texts) == (True, False)
    assert page.detail.facts["shelf"].value.text() == "–"


def test_the_customer_takes_some_and_leaves_the_others(
    qtbot: QtBot, opened: Open, in_work: Road, printed: list[tuple[str, str]]
) -> None:
    first, second = (tagged(in_work, OldPartPurpose.CUSTOMER) for _n in range(2))
    page = opened()
    page.show_part(first)
    page.acts.hand_over()
    form = form_on(page, HandOverForm)
    assert isinstance(form, HandOverForm)
    qtbot.keyClick(form.parts, Qt.Key.Key_Down)
    qtbot.keyClick(form.parts, Qt.Key.Key_Space)
    form.widget("leaves").setChecked(True)
    save(form)
    assert (state(first), state(second)) == (State.RETURNED_CUSTOMER, State.TAGGED)
    assert old_part_rows.one(second).purpose is OldPartPurpose.SCRAP
    assert old_part_rows.one(first).handed_to == "王女士"
    assert [kind for kind, _number in printed] == ["old_part_list"]


@pytest.mark.usefixtures("language")
def test_scrap_is_approved_then_leaves_with_its_paper(
    qtbot: QtBot, opened: Open, in_work: Road, printed: list[tuple[str, str]]
) -> None:
    battery = tagged(in_work, hazard=Hazard.LEAD_BATTERY)
    old_parts.count_in(in_work.boss, battery, shelf="危废间")
    page = opened()
    page.show_chip("scrap")
    page.acts.approve()
    form = form_on(page, ApproveScrapForm)
    save(form)
    assert form.isVisible(), "a reason is needed"
    write(form.widget("reason"), "无用")
    save(form)
    assert state(battery) is State.SCRAP_APPROVED
    page.acts.dispose()
    paper = form_on(page, DisposalForm)
    write(paper.widget("taker"), "绿源环保")
    save(paper)
    assert paper.body.boxes["licence_no"].error.text()
    for field in ("licence_no", "manifest_no"):
        qtbot.keyClicks(paper.widget(field), "4403-71")
    save(paper)
    assert state(battery) is State.SCRAPPED
    page.show_document("DL-2026-00001")
    assert page.chips.current() == DISPOSALS
    page.disposals.print_list()
    assert printed == [("disposal_list", "DL-2026-00001")]
    page.disposals.void()
    why = form_on(page, ReasonForm)
    why.widget("reason").setPlainText("没有来")
    save(why)
    assert state(battery) is State.SCRAP_APPROVED


def test_acts_with_one_field_each(opened: Open, in_work: Road) -> None:
    ref = tagged(in_work, OldPartPurpose.UNDECIDED)
    old_parts.count_in(in_work.boss, ref, shelf="A-1")
    page = opened()
    page.show_part(ref)
    page.acts.decide()
    form = form_on(page, DecideForm)
    assert form.widget("reason").isVisible()
    form.widget("purpose").set_value(OldPartPurpose.SCRAP)
    form.widget("purpose").edited.emit()
    assert not form.widget("reason").isVisible()
    form.widget("said_by").set_value("王女士")
    save(form)
    page.acts.shelve()
    shelf = form_on(page, ShelfForm)
    shelf.widget("shelf").setText("B-2")
    save(shelf)
    row = old_part_rows.one(ref)
    assert (row.purpose, row.shelf) == (OldPartPurpose.SCRAP, "B-2")
    page.acts.void()
    why = form_on(page, ReasonForm)
    why.widget("reason").setPlainText("贴错了")
    save(why)
    assert state(ref) is State.VOIDED
    assert page.detail.row is not None
    assert "贴错了" in page.detail.told.text()


def test_an_owed_part_that_has_its_tag_is_counted_in_by_it(opened: Open, road: Road) -> None:
    Part.update(old_part_back=True).where(Part.id == road.part).execute()
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    [line] = old_part_tags.replaced_lines(road.order)
    ref = old_parts.tag(road.boss, road.order, line.line_id)
    page = opened()
    page.show_chip(SUSPENSE)
    page.suspense.book_in()
    form = form_on(page, CountInForm)
    write(form.widget("shelf"), "A-1")
    save(form)
    assert state(ref) is State.SHELVED
    assert old_part_duties.open_duties() == []


def test_the_register_of_a_period_is_printed(
    opened: Open, in_work: Road, printed: list[tuple[str, str]]
) -> None:
    page = opened()
    page.print_register()
    form = form_on(page, RegisterForm)
    form.widget("last").setText("2026-10-01")
    save(form)
    assert form.body.boxes["last"].error.text()
    form.widget("last").setText("2026-11-30")
    save(form)
    assert printed == [("old_part_list", "20261101-20261130")]


def test_empty_lists_say_what_belongs_there(opened: Open) -> None:
    page = opened()
    page.show_chip("sent")
    assert not page.list.rows().rowCount()
    assert page.show_document("OP-2026-00099") is False
    assert page.show_document("ST-2026-00001") is False


def test_a_tag_of_another_seat_comes_into_sight(opened: Open, in_work: Road) -> None:
    page = opened()
    ref = tagged(in_work)
    assert [page.list.current_key()] == [ref]
    other = replace(in_work.boss)
    old_parts.count_in(other, ref, shelf="A-1")
    assert not page.list.rows().rowCount()


@pytest.mark.usefixtures("language")
def test_every_list_of_the_page_is_whole_on_a_small_screen(opened: Open, in_work: Road) -> None:
    tagged(in_work, OldPartPurpose.CUSTOMER, Hazard.LEAD_BATTERY)
    approved, gone = tagged(in_work), tagged(in_work)
    for ref in (approved, gone):
        old_parts.count_in(in_work.boss, ref, shelf="A-1", condition="碳刷磨损，外壳开裂", intact=False)
    disposals.approve(in_work.boss, {approved: None, gone: None}, "无用")
    disposals.dispose(in_work.boss, {gone: None}, DisposalData(DisposalKind.RECYCLER, "宏达"))
    page, faults = opened(), []
    for key in (*OldPartFilter, SUSPENSE, DISPOSALS):
        page.show_chip(key)
        for tab in range(page.detail.tabs.count()):
            page.detail.tabs.setCurrentIndex(tab)
            QApplication.processEvents()
            faults += [f"{key}: {fault}" for fault in (*cut(page), *nameless(page))]
    assert faults == []


@pytest.mark.usefixtures("language")
def test_a_part_for_the_supplier_is_claimed_from_its_own_page(
    qtbot: QtBot, opened: Open, in_work: Road
) -> None:
    ref = tagged(in_work, OldPartPurpose.CLAIM)
    page = opened()
    page.show_part(ref)
    assert not page.acts.claim.isEnabled()
    old_parts.count_in(in_work.boss, ref, shelf="A-1")
    page.show_part(ref)
    assert page.acts.claim.isEnabled()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert form_on(page, ClaimDraftForm).isVisible()
    claim_on(in_work.boss, ref, "DRAFT")
    page.show_part(ref)
    assert not page.acts.claim.isEnabled()


@pytest.mark.usefixtures("language")
def test_what_was_opened_needs_a_word_to_be_as_it_came_off(qtbot: QtBot, opened: Open, in_work: Road) -> None:
    ref = tagged(in_work)
    old_parts.note_condition(in_work.boss, ref, condition="已拆开", intact=False)
    page = opened()
    page.show_part(ref)
    page.acts.note_condition()
    form = form_on(page, ConditionForm)
    assert not form.widget("reason").isVisible()
    form.widget("intact").click()
    assert form.widget("reason").isVisible()
    save_by_key(qtbot, form)
    assert form.isVisible(), "a reason is needed"
    write(form.widget("reason"), "登记错误")
    save_by_key(qtbot, form)
    assert old_part_rows.one(ref).intact


@pytest.mark.usefixtures("language")
def test_a_part_that_was_charged_as_lost_is_counted_in_and_paid_by_nobody(
    qtbot: QtBot, opened: Open, road: Road
) -> None:
    Part.update(old_part_back=True).execute()
    road.receive()
    road.authorise()
    road.dispatch()
    road.issue()
    [duty] = old_part_duties.open_duties()
    old_part_duties.charge(road.boss, duty.id, duty.version, 5_000, "丢失")
    [line] = [one for one in orders.open_page(road.order).lines if one.draws_stock]
    ref = old_parts.tag(road.boss, road.order, line.id)
    page = opened()
    page.show_part(ref)
    page.acts.count_in()
    form = form_on(page, CountInForm)
    assert form.widget("charge_back").value()
    write(form.widget("shelf"), "旧件架 A-1")
    save_by_key(qtbot, form)
    assert old_part_duties.charged_of(line.id) == []
    assert old_part_duties.balances() == {}
