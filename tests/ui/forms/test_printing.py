"""Papers are shown as they print, and every print is counted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.settlements import Cover, PayMethod, Tender
from garage.reports.papers import PAPERS
from garage.services import (
    certificates,
    credit,
    exit_passes,
    goods_issues,
    papers,
    payments,
    receipts,
    settlements,
)
from garage.services.credit import OnAccount
from garage.services.orders import OrderPage
from garage.services.settlements import Terms
from garage.ui.desk import Desk
from garage.ui.forms import print_habits, printing
from garage.ui.forms.papers_window import PapersWindow
from garage.ui.kit import messages, print_progress, print_system
from garage.ui.kit.pdf_preview import PdfPreview
from garage.ui.kit.printing import Job
from tests.services.road import Road
from tests.ui.forms.conftest import Hand

Page = Callable[[], OrderPage]
ESC = Qt.Key.Key_Escape


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def copies(desk: Desk, kind: str, number: str) -> int:
    return papers.imprint(desk.by(), kind, number).copy


def test_looking_is_no_print(desk: Desk, road: Road, page: Page, window: QWidget, hand: Hand) -> None:
    road.receive()
    hand.press("pdf_preview", ESC)
    printing.print_reception(window, desk, page().id)
    assert copies(desk, "reception", page().no) == 0


def test_a_saved_file_counts_as_a_print(
    desk: Desk, road: Road, page: Page, window: QWidget, hand: Hand, tmp_path: Path
) -> None:
    road.receive()
    file = tmp_path / "estimate.pdf"
    hand.will("pdf_preview", lambda preview: preview.write(file))
    printing.print_estimate(window, desk, page().id)
    assert file.read_bytes().startswith(b"%PDF")
    assert copies(desk, "estimate", page().no) == 1


def test_what_another_seat_printed_while_it_was_looked_at_makes_this_one_a_reprint(
    desk: Desk, road: Road, page: Page, window: QWidget, hand: Hand, tmp_path: Path
) -> None:
    road.receive()
    file, number = tmp_path / "reception.pdf", page().no

    def save_late(preview: PdfPreview) -> None:
        papers.printed(desk.by(), "reception", number)
        preview.write(file)

    hand.will("pdf_preview", save_late)
    printing.print_reception(window, desk, page().id)
    assert "重印 1" in PdfReader(file).pages[0].extract_text()
    assert copies(desk, "reception", number) == 2


def test_every_paper_of_a_finished_order_opens(
    desk: Desk, road: Road, page: Page, window: QWidget, hand: Hand
) -> None:
    road.to_ready()
    road.settle()
    actions = printing.print_menu(window, desk, page())
    kinds = [action.property("kind") for action in actions]
    assert kinds == [
        "reception",
        "authorisation",
        "job_card",
        "issue_slip",
        "inspection_sheet",
        "settlement",
        "receipt",
        "exit_pass",
    ]
    for action in actions:
        hand.press("pdf_preview", ESC)
        action.trigger()
    assert all(action.shortcut().toString() for action in actions)


def test_the_menu_follows_the_order_and_leaves_nothing_behind(
    desk: Desk, road: Road, page: Page, window: QWidget
) -> None:
    road.receive()
    first = printing.print_menu(window, desk, page())
    assert [action.property("kind") for action in first] == ["reception", "estimate", "authorisation"]
    again = printing.print_menu(window, desk, page())
    assert window.actions() == again


def test_a_voided_bill_and_its_counter_receipt_stay_on_the_menu(
    desk: Desk, road: Road, page: Page, window: QWidget, hand: Hand
) -> None:
    road.to_ready()
    road.settle()
    settlements.void(desk.by(), road.order, "wrong")
    payments.void_receipt(desk.by(), receipts.of_order(road.order)[0].no, "wrong")
    names = [action.objectName() for action in printing.print_menu(window, desk, page())]
    assert sum(name.startswith("print_receipt") for name in names) == 2
    assert sum(name.startswith("print_exit_pass") for name in names) == 1
    hand.press("pdf_preview", ESC)
    printing.print_settlement(window, desk, settlements.of_order(road.order)[0].no)


@pytest.fixture
def three(
    desk: Desk, road: Road, page: Page, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> PapersWindow:
    road.to_ready()
    settled = road.settle()
    page()
    shown: list[PapersWindow] = []

    def keep(one: PapersWindow) -> None:
        shown.append(one)

    monkeypatch.setattr(PapersWindow, "exec", keep)
    monkeypatch.setattr(PapersWindow, "deleteLater", lambda _one: None)
    printing.after_settling(window, desk, settled)
    shown[0].show()
    return shown[0]


def test_slip_receipt_and_pass_come_in_one_window(language: str, three: PapersWindow) -> None:
    assert [three.tabs.widget(at).windowTitle().split()[-1] for at in range(3)] == [
        "ST-2026-00001",
        "RC-2026-00001",
        "EP-2026-00001",
    ]
    assert all(preview.page_count() for preview in three.previews())


def test_what_was_printed_leaves_the_window(three: PapersWindow, desk: Desk, tmp_path: Path) -> None:
    first: PdfPreview = three.previews()[0]
    first.write(tmp_path / "slip.pdf")
    assert three.tabs.count() == 2
    assert copies(desk, "settlement", "ST-2026-00001") == 1
    assert copies(desk, "receipt", "RC-2026-00001") == 0


def test_all_go_into_files_of_their_own(three: PapersWindow, desk: Desk, tmp_path: Path) -> None:
    three.save_all(tmp_path)
    assert {path.name.split("-")[0] for path in tmp_path.glob("*.pdf")} == {"settlement", "receipt", "exit"}
    assert not three.isVisible()
    assert copies(desk, "exit_pass", "EP-2026-00001") == 1


def test_without_a_printer_all_are_saved_in_one_folder(
    three: PapersWindow, desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_system, "printer_names", list)
    monkeypatch.setattr(messages, "confirm", lambda *_words: True)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: str(tmp_path))
    qtbot.keyClick(
        three, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert len(list(tmp_path.glob("*.pdf"))) == 3


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Jobs given to the printers Office and Counter instead of printing them."""
    jobs: list[Job] = []
    monkeypatch.setattr(print_system, "printer_names", lambda: ["Office", "Counter"])
    monkeypatch.setattr(print_progress, "give", lambda _parent, _pdf, job: jobs.append(job) or "")
    return jobs


def test_all_are_printed_each_where_and_as_often_as_its_kind_is(
    sent: list[Job], three: PapersWindow, desk: Desk, qtbot: QtBot
) -> None:
    three.previews()[1].bar.printer.set_value("Counter")
    qtbot.keyClick(
        three, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert [(job.printer, job.copies) for job in sent] == [("Office", 2), ("Counter", 1), ("Office", 1)]
    assert not three.isVisible()
    assert copies(desk, "receipt", "RC-2026-00001") == 1


def test_a_paper_that_is_not_printed_stays_with_those_after_it(
    sent: list[Job], three: PapersWindow, desk: Desk
) -> None:
    second = three.previews()[1]
    second.bar.copies.setText("none")
    three.print_all()
    assert len(sent) == 1
    assert three.tabs.count() == 2
    assert three.tabs.currentWidget() is second
    assert copies(desk, "receipt", "RC-2026-00001") == 0


def test_the_paper_of_last_time_is_the_one_that_is_shown(
    sent: list[Job], desk: Desk, road: Road, page: Page, window: QWidget, hand: Hand
) -> None:
    road.to_ready()
    road.settle()
    heights: list[float] = []

    def look(preview: PdfPreview) -> None:
        heights.append(preview.pdf.document.pagePointSize(0).height())

    def choose_the_roll(preview: PdfPreview) -> None:
        look(preview)
        preview.bar.paper.set_value("80mm")
        preview.bar.paper.activated.emit(1)
        look(preview)
        preview.print_out()

    hand.will("pdf_preview", choose_the_roll)
    printing.print_receipt(window, desk, "RC-2026-00001")
    hand.will("pdf_preview", lambda preview: (look(preview), preview.reject()))
    printing.print_receipt(window, desk, "RC-2026-00001")
    assert heights[0] == pytest.approx(264, abs=0.2)
    assert heights[1] > 264
    assert heights[2] == pytest.approx(heights[1], abs=30)  # the second print has a copy mark


def test_a_paper_is_called_on_screen_what_it_is(
    desk: Desk, road: Road, page: Page, window: QWidget, hand: Hand
) -> None:
    titles: list[str] = []

    def look(preview: PdfPreview) -> None:
        titles.append(preview.windowTitle())
        preview.reject()

    def opened(name: str) -> None:
        actions = {one.objectName(): one for one in printing.print_menu(window, desk, page())}
        hand.will("pdf_preview", look)
        actions[name].trigger()
        assert actions[name].text() == f"{titles[-1]}…"

    road.receive()
    payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 50_000)])
    opened("print_receipt")
    payments.refund(road.boss, road.order, [Tender(PayMethod.CASH, 20_000)], "x")
    opened("print_receipt")
    road.authorise()
    road.dispatch()
    road.issue()
    opened("print_issue_slip")
    part = page().lines[1]
    back = [goods_issues.IssueLine(part.id, 1_000)]
    goods_issues.return_parts(road.boss, road.order, lines=back, received_by=road.mechanic)
    opened("print_issue_slip")
    road.issue()
    road.work()
    road.inspect()
    hand.will("pdf_preview", look)
    printing.print_certificate(window, desk, certificates.issue(road.boss, road.order))
    road.make_ready()
    settlements.settle(road.boss, road.order, Terms())
    payments.take_payment(road.boss, road.order, [Tender(PayMethod.CASH, 100_000)], Cover.PART)
    opened("print_receipt")
    account = OnAccount(approved_by=road.boss.staff_id, override="x")
    credit.put_on_account(road.boss, road.order, account)
    payments.take_payment(road.boss, road.order, [Tender(PayMethod.CASH, 38_032)])
    opened("print_receipt")
    assert titles == [
        "Deposit receipt RC-2026-00001",
        "Refund receipt RC-2026-00002",
        "Issue slip GI-2026-00001",
        "Return slip GB-2026-00001",
        "Minor repair certificate QC-2026-00001",
        "Payment receipt RC-2026-00003",
        "Account payment receipt RC-2026-00004",
    ]


def test_every_kind_of_paper_can_be_set_and_printed() -> None:
    assert set(printing.TITLES) == set(print_habits.kinds())
    for kind in print_habits.kinds():
        codes = [code for code, _words in print_habits.choices(kind)]
        assert print_habits.usual(kind).paper == codes[0]
        assert print_habits.habit(kind) == print_habits.usual(kind)


@pytest.mark.parametrize("code", PAPERS)
def test_every_paper_has_a_name_of_its_own(code: str, language: str) -> None:
    names = [print_habits.paper_name(one) for one in PAPERS]
    assert print_habits.paper_name(code)
    assert len(set(names)) == len(PAPERS)


def test_escape_closes_them_all(three: PapersWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(three.previews()[0].view, ESC)
    assert not three.isVisible()


def test_the_receipt_of_an_unpaid_bill_does_not_exist(
    desk: Desk, road: Road, page: Page, window: QWidget
) -> None:
    road.to_ready()
    settlements.settle(road.boss, road.order, settlements.Terms())
    kinds = [action.property("kind") for action in printing.print_menu(window, desk, page())]
    assert "settlement" in kinds
    assert "receipt" not in kinds
    assert receipts.of_order(road.order) == []
    assert exit_passes.of_order(road.order) == []
