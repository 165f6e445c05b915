"""The form that asks which labels are wanted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from garage.domain.documents_labels import LabelSheet
from garage.domain.part_file import StockLimits
from garage.domain.stock import MovementKind
from garage.services import part_labels, parts, stock_limits
from garage.services.goods_receipts import GoodsLine, receive_goods
from garage.services.parts import PartData
from garage.ui.desk import Desk
from garage.ui.forms.part_labels import LabelsForm, ask_for_labels
from garage.ui.forms.stock_limits import StockLimitsSection
from garage.ui.kit.pdf_preview import PdfPreview
from tests.ui.forms.conftest import own_settings

__all__ = ["own_settings"]

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shelf(desk: Desk) -> list[int]:
    return [
        parts.add(desk.by(), PartData(code=code, name="机滤", barcode=f"69{code}")) for code in ("A-1", "B-2")
    ]


def opened(qtbot: QtBot, desk: Desk, *ids: int) -> LabelsForm:
    form = LabelsForm(desk, None, part_labels.of_parts(ids))
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def wanted(form: LabelsForm) -> dict[str, int]:
    return {row["code"]: (row["copies"] or 0) // 1000 for row in form.grid.rows()}


def test_scans_gather_labels_and_ctrl_enter_shows_them(
    qtbot: QtBot, desk: Desk, language: str, shelf: list[int]
) -> None:
    form = opened(qtbot, desk)
    assert not form.submit()
    assert form.body.boxes["search"].error.text()
    for code in ("69A-1", "69B-2", "69A-1"):
        qtbot.keyClicks(form.search, code)
        qtbot.keyClick(form.search, Qt.Key.Key_Return)
    assert wanted(form) == {"A-1": 2, "B-2": 1}
    assert "3" in form.total.text()
    form.price.setChecked(True)
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form.search, Qt.Key.Key_Return, CONTROL)
    sheet: LabelSheet = saved.args[0]
    assert [label.code for label in sheet.labels] == ["A-1", "A-1", "B-2"]
    assert sheet.labels[0].price_fen == 0


def test_all_of_a_goods_receipt_get_their_labels(qtbot: QtBot, desk: Desk, shelf: list[int]) -> None:
    goods = [GoodsLine(shelf[1], 4_000, 100)]
    number = receive_goods(desk.by(), kind=MovementKind.OPENING, lines=goods)
    form = opened(qtbot, desk, shelf[0])
    qtbot.keyClicks(form.receipt, "GR-1")
    qtbot.keyClick(form.receipt, Qt.Key.Key_Return)
    assert "GR-1" in form.body.boxes["receipt"].error.text()
    form.receipt.setText(number)
    qtbot.keyClick(form.receipt, Qt.Key.Key_Return)
    assert wanted(form) == {"A-1": 1, "B-2": 4}


def test_the_paper_of_a_goods_receipt_is_scanned_into_the_form(
    qtbot: QtBot, desk: Desk, shelf: list[int]
) -> None:
    number = receive_goods(desk.by(), kind=MovementKind.OPENING, lines=[GoodsLine(shelf[1], 4_000, 100)])
    form = opened(qtbot, desk, shelf[0])
    assert form.take_document(number)
    assert not form.take_document("WO-2026-00001")
    assert wanted(form) == {"A-1": 1, "B-2": 4}


@pytest.mark.parametrize("typed", ["1.5", "501", "many"])
def test_a_number_that_cannot_be_printed_is_marked_and_stays(
    qtbot: QtBot, desk: Desk, shelf: list[int], typed: str
) -> None:
    form = opened(qtbot, desk, *shelf)
    cell = form.grid.lines.index(0, form.grid.lines.place_of("copies"))
    form.grid.lines.setData(cell, typed)
    assert not form.submit()
    assert cell.data() == typed
    assert form.focusWidget() is form.grid
    assert not form.body.boxes["search"].error.text()


def test_an_empty_number_leaves_a_part_out(qtbot: QtBot, desk: Desk, shelf: list[int]) -> None:
    form = opened(qtbot, desk, *shelf)
    form.grid.lines.setData(form.grid.lines.index(0, form.grid.lines.place_of("copies")), "")
    form.first_place.setText("25")
    assert not form.submit()
    assert form.body.boxes["start_at"].error.text()
    form.first_place.setText("24")
    with qtbot.waitSignal(form.saved) as saved:
        assert form.submit()
    assert ([label.code for label in saved.args[0].labels], saved.args[0].start) == (["B-2"], 24)


def test_the_labels_are_shown_as_they_will_print(
    qtbot: QtBot, desk: Desk, shelf: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, int, str]] = []
    monkeypatch.setattr(
        PdfPreview, "exec", lambda one: shown.append((one.kind, one.page_count(), one.file_name))
    )
    page = QWidget()
    qtbot.addWidget(page)
    form = ask_for_labels(page, desk, part_labels.of_parts(shelf))
    assert form.submit()
    assert shown == [("part_labels", 2, "part-labels-20261121-090000.pdf")]


def test_the_days_behind_the_filters_are_set(qtbot: QtBot, desk: Desk, language: str) -> None:
    section = StockLimitsSection(desk)
    qtbot.addWidget(section)
    section.start()
    section.widget("slow").set_value(200)
    assert not section.submit()
    assert section.body.boxes["dead"].error.text()
    section.widget("dead").set_value(300)
    assert section.submit()
    assert stock_limits.limits() == StockLimits(90, 200, 300)


def test_a_label_that_no_scanner_reads_is_said(qtbot: QtBot, desk: Desk) -> None:
    plain = parts.add(desk.by(), PartData(code="机滤-01", name="机滤"))
    coded = parts.add(desk.by(), PartData(code="机滤-02", name="机滤", barcode="6901234567892"))
    form = opened(qtbot, desk, coded)
    assert not form.without_bars.isVisible()
    form.search.taken.emit(plain)
    assert "机滤-01" in form.without_bars.text()
    assert "机滤-02" not in form.without_bars.text()
    assert form.without_bars.isVisible()
