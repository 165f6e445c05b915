"""Papers are shown as they print, and every print is counted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.services import exit_passes, papers, payments, settlements
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import printing
from garage.ui.forms.papers_window import PapersWindow
from garage.ui.kit.pdf_preview import PdfPreview
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
    names = [action.objectName() for action in printing.print_menu(window, desk, page())]
    assert sum(name.startswith("print_receipt") for name in names) == 2
    assert sum(name.startswith("print_exit_pass") for name in names) == 1
    hand.press("pdf_preview", ESC)
    printing.print_settlement(window, desk, road.order, settlements.of_order(road.order)[0].no)


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
    printing.after_settling(window, desk, road.order, settled)
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
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "any.pdf"))
    three.send_all(printer)
    assert {path.name.split("-")[0] for path in tmp_path.glob("*.pdf")} == {"settlement", "receipt", "exit"}
    assert not three.isVisible()
    assert copies(desk, "exit_pass", "EP-2026-00001") == 1


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
    assert payments.of_order(road.order) == []
    assert exit_passes.of_order(road.order) == []
