"""The board: cards by keys and by mouse, each step through its form, and what is due in sight."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.claims import ClaimState
from garage.domain.returns_board import Stage
from garage.models.claims import Claim
from garage.models.old_parts import OldPart
from garage.services import claim_edits, claim_pages, old_parts, staff
from garage.ui.desk import Desk
from garage.ui.forms.claim_draft import ClaimDraftForm
from garage.ui.forms.claim_lines import ClaimDecisionForm
from garage.ui.forms.claim_new import NewClaimForm
from garage.ui.forms.claim_notice import NoticeForm, NoticeInvoiceForm, SettleNoticeForm
from garage.ui.forms.claim_submit import SubmitClaimForm
from garage.ui.forms.old_part_acts import CountInForm
from garage.ui.main_window import MainWindow
from garage.ui.main_window.due import DueCounts
from garage.ui.main_window.places import RETURNS
from garage.ui.pages.board_list import CARD, StageList
from garage.ui.pages.returns_board import BoardPage
from tests.services.claiming import Claiming
from tests.services.stockroom import Stockroom
from tests.ui.conftest import Clock
from tests.ui.fingers import focus

CONTROL = Qt.KeyboardModifier.ControlModifier
OLD, MIDDLE, END = Stage


def a_picture() -> bytes:
    """A small photo that can be read."""
    data = QBuffer()
    data.open(QBuffer.OpenModeFlag.WriteOnly)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.gray)
    assert image.save(data, "JPEG")
    return data.data().data()


@pytest.fixture
def shop(desk: Desk) -> Claiming:
    mechanic = next(one.id for one in staff.people() if one.name == "李师傅")
    return Claiming(Stockroom(desk.by(), mechanic), picture=a_picture())


@pytest.fixture
def part(shop: Claiming) -> int:
    return shop.room.part(10, 20_000, name="水泵")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow(desk, "garage.db", remembers=False)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.retire()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def board(window: MainWindow) -> Callable[[], BoardPage]:
    """The board, read when the rows are there."""

    def show() -> BoardPage:
        page: BoardPage = window.show_tab(RETURNS).show_page("board")
        QApplication.processEvents()
        return page

    return show


def on_top(kind: type[QDialog]) -> Any:
    form = QApplication.activeModalWidget()
    assert isinstance(form, kind), form
    return form


def take(form: QWidget) -> None:
    """The keyboard is in this window."""
    form.activateWindow()
    for _turn in range(100):
        if form.isActiveWindow():
            return
        QTest.qWait(20)
    raise AssertionError(form)


def cards(page: BoardPage, stage: Stage) -> list[str]:
    rows = page.lists[stage].rows()
    return [rows.row_at(at).key for at in range(rows.rowCount())]


def step(page: BoardPage, stage: Stage) -> None:
    """Enter on the first card of a list."""
    take(page.window())
    view = page.lists[stage]
    view.setFocus()
    view.selectRow(0)
    QTest.keyClick(view, Qt.Key.Key_Return)


def save(form: QDialog) -> None:
    take(form)
    QTest.keyClick(focus(), Qt.Key.Key_Return, CONTROL)
    assert not form.isVisible()
    QApplication.processEvents()


def test_how_claims_fared_stands_under_the_head_and_leads_to_the_figures(
    board: Callable[[], BoardPage], window: MainWindow, shop: Claiming, part: int
) -> None:
    page = board()
    assert not page.rates.isVisible()
    for _n in range(2):
        shop.submitted(part)
    Claim.update(state=ClaimState.REJECTED.value).where(Claim.id == 1).execute()
    page.refresh()
    assert page.rates.isVisible()
    assert "2 claims in 12 months" in page.rates.text()
    assert "0% of them passed" in page.rates.text()
    page.rates.click()
    tab = window.page(RETURNS)
    assert tab.sections[tab.tabs.currentIndex()].name == "figures"


@pytest.mark.usefixtures("language")
def test_the_board_stands_in_both_languages(
    board: Callable[[], BoardPage], shop: Claiming, part: int
) -> None:
    shop.job(part)
    shop.submitted(part)
    page = board()
    for view in page.lists.values():
        QAbstractItemModelTester(view.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert len(cards(page, OLD)) == len(cards(page, MIDDLE)) == 1
    assert page.head.waiting.value.text() == "¥20.00"
    assert not page.grab().isNull()


def test_a_shelved_part_is_claimed_by_enter_and_stands_in_the_middle_then(
    board: Callable[[], BoardPage], shop: Claiming, part: int
) -> None:
    shop.job(part)
    page = board()
    step(page, OLD)
    form = on_top(ClaimDraftForm)
    form._supplier.set_value(shop.supplier)
    save(form)
    assert cards(page, OLD) == []
    assert cards(page, MIDDLE) == ["claim1"]
    assert page.current() is not None
    assert page.current().key == "claim1"


def test_a_tagged_part_is_counted_in_first(board: Callable[[], BoardPage], shop: Claiming, part: int) -> None:
    order = shop.job(part, tag=False)
    old_part = old_parts.tag(shop.by, order, shop.lines(order)[0])
    page = board()
    step(page, OLD)
    form = on_top(CountInForm)
    form._shelf.setText("旧件-3")
    save(form)
    assert OldPart.get_by_id(old_part).shelf == "旧件-3"
    assert cards(page, OLD) == [f"part{old_part}"]


def test_a_draft_that_lacks_something_leads_to_its_check_list(
    window: MainWindow, board: Callable[[], BoardPage], shop: Claiming, part: int
) -> None:
    claim = shop.draft(shop.job(part))
    step(board(), MIDDLE)
    claims = window.page(RETURNS).page("claims")
    assert claims.isVisible()
    assert claims.detail.page.row.id == claim
    assert shop.state(claim) is ClaimState.DRAFT


def test_a_complete_draft_is_submitted_through_its_form_only(
    board: Callable[[], BoardPage], shop: Claiming, part: int
) -> None:
    claim = shop.draft(shop.job(part))
    shop.fill_in(claim)
    page = board()
    step(page, MIDDLE)
    form = on_top(SubmitClaimForm)
    assert shop.state(claim) is ClaimState.DRAFT
    save(form)
    assert shop.state(claim) is ClaimState.SUBMITTED
    take(page.window())
    QTest.keyClick(page.lists[MIDDLE], Qt.Key.Key_Right, CONTROL)
    on_top(ClaimDecisionForm).reject()


def test_what_the_supplier_gave_goes_its_way_to_the_money_from_the_board(
    board: Callable[[], BoardPage], shop: Claiming, part: int
) -> None:
    claim = shop.submitted(part)
    shop.decide(claim, shop.row(claim).claimed_fen)
    page = board()

    def accept(kind: type[QDialog], **typed: str) -> None:
        page.lists[MIDDLE].selectRow(0)
        page.acts.step(page.lists[MIDDLE].current_row())
        form = on_top(kind)
        for name, text in typed.items():
            form.widget(name).setText(text)
        assert form.submit()
        QApplication.processEvents()

    accept(NoticeForm)
    assert shop.state(claim) is ClaimState.NOTICE_ISSUED
    accept(NoticeInvoiceForm, invoice_no="2026-118")
    assert shop.state(claim) is ClaimState.INVOICED
    accept(SettleNoticeForm)
    assert shop.state(claim) is ClaimState.SETTLED
    assert cards(page, MIDDLE) == []
    assert cards(page, END) == [f"claim{claim}"]


def test_a_submission_that_became_impossible_meanwhile_says_why(
    board: Callable[[], BoardPage], shop: Claiming, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = shop.draft(shop.job(part))
    shop.fill_in(claim)
    page = board()
    step(page, MIDDLE)
    form = on_top(SubmitClaimForm)
    claim_edits.answer(shop.by, claim, shop.version(claim), {"wear": True})
    asked: list[str] = []
    monkeypatch.setattr("garage.ui.kit.messages.Box.ask", lambda box: asked.append(box.windowTitle()) or "no")
    take(form)
    QTest.keyClick(focus(), Qt.Key.Key_Return, CONTROL)
    assert asked
    assert form.isVisible()
    assert shop.state(claim) is ClaimState.DRAFT
    form.reject()


def test_the_arrows_go_from_list_to_list(
    board: Callable[[], BoardPage], shop: Claiming, part: int, qtbot: QtBot
) -> None:
    shop.job(part)
    shop.draft(shop.job(part))
    page = board()
    page.lists[OLD].setFocus()
    qtbot.keyClick(page.lists[OLD], Qt.Key.Key_Right)
    assert page.lists[MIDDLE].hasFocus()
    assert page.current().key == "claim1"
    qtbot.keyClick(page.lists[MIDDLE], Qt.Key.Key_Left)
    assert page.lists[OLD].hasFocus()
    assert page.current().key.startswith("part")


def test_the_button_says_what_comes_next_with_the_card_under_the_bar(
    board: Callable[[], BoardPage], shop: Claiming, part: int
) -> None:
    shop.job(part)
    shop.submitted(part)
    page = board()
    page.lists[OLD].setFocus()
    assert page._step_button.text() == page.step_action.text() == "Claim it…"
    page.lists[MIDDLE].setFocus()
    assert page._step_button.text() == "Enter the decision…"
    page.lists[END].setFocus()
    assert not page.step_action.isEnabled()


def drop(source: StageList, on: StageList) -> list[str]:
    """Let the card under the bar go over another list; gives what became of the drag."""
    said: list[str] = []
    data = source.rows().mimeData([source.rows().index(source.currentIndex().row(), 0)])
    assert data.hasFormat(CARD)
    event: Any = SimpleNamespace(
        source=lambda: source,
        mimeData=lambda: data,
        acceptProposedAction=lambda: said.append("fits"),
        ignore=lambda: said.append("no"),
        setDropAction=lambda _action: None,
        accept=lambda: said.append("dropped"),
    )
    on.dragMoveEvent(event)
    if said == ["fits"]:
        assert on.property("over")
        on.dropEvent(event)
        assert not on.property("over")
        QApplication.processEvents()
    return said


def test_a_card_that_is_let_go_over_the_next_list_opens_the_form_of_its_step(
    board: Callable[[], BoardPage], shop: Claiming, part: int
) -> None:
    shop.job(part)
    shop.submitted(part)
    page = board()
    for view in (page.lists[OLD], page.lists[MIDDLE]):
        view.selectRow(0)
    assert drop(page.lists[OLD], page.lists[MIDDLE]) == ["fits", "dropped"]
    on_top(ClaimDraftForm).reject()
    assert drop(page.lists[MIDDLE], page.lists[END]) == ["fits", "dropped"]
    on_top(ClaimDecisionForm).reject()


def test_a_card_is_taken_neither_back_nor_over_a_list(
    board: Callable[[], BoardPage], shop: Claiming, part: int
) -> None:
    shop.job(part)
    shop.submitted(part)
    page = board()
    for view in (page.lists[OLD], page.lists[MIDDLE]):
        view.selectRow(0)
    assert drop(page.lists[OLD], page.lists[END]) == ["no"]
    assert drop(page.lists[OLD], page.lists[OLD]) == ["no"]
    assert drop(page.lists[MIDDLE], page.lists[OLD]) == ["no"]
    assert QApplication.activeModalWidget() is None


def test_one_supplier_leaves_the_cards_of_the_others_out(
    board: Callable[[], BoardPage], shop: Claiming, part: int
) -> None:
    other = Claiming(shop.room, "广州电装")
    shop.submitted(part)
    theirs = other.submitted(part)
    page = board()
    assert len(cards(page, MIDDLE)) == 2
    page.supplier.set_value(other.supplier)
    page.supplier.edited.emit()
    assert cards(page, MIDDLE) == [f"claim{theirs}"]
    assert page.head.waiting.value.text() == "¥20.00"


def test_an_empty_board_offers_to_claim_for_a_job(board: Callable[[], BoardPage], shop: Claiming) -> None:
    assert shop.supplier
    page = board()
    QTest.mouseClick(page.lists[OLD]._empty_button, Qt.MouseButton.LeftButton)
    on_top(NewClaimForm).reject()


def test_a_late_answer_stands_at_the_side_and_is_counted_on_the_tab(
    window: MainWindow, board: Callable[[], BoardPage], shop: Claiming, part: int, clock: Clock
) -> None:
    claim = shop.submitted(part)
    claim_edits.report_major(shop.by, claim, shop.version(claim))
    clock.forward(days=4)
    page = board()
    window.findChild(DueCounts).count()
    assert window.tabs.tabText(RETURNS).endswith(" 1")
    view = page.side.due
    view.setFocus()
    view.selectRow(0)
    assert "1 day late" in view.current_row().about
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert window.page(RETURNS).page("claims").detail.page.row.id == claim


def test_a_scanned_claim_number_opens_the_claim_and_an_unknown_one_says_so(
    window: MainWindow, shop: Claiming, part: int
) -> None:
    claim = shop.submitted(part)
    window._ear.hear(claim_pages.row_of(claim).no)
    assert window.page(RETURNS).page("claims").detail.page.row.id == claim
    assert not window.show_document("WC-2026-99999")


def test_a_scanned_tag_opens_its_old_part(window: MainWindow, shop: Claiming, part: int) -> None:
    shop.job(part)
    row = OldPart.get()
    window._ear.hear(row.no.lower())
    assert window.page(RETURNS).page("old_parts").detail.row.id == row.id
