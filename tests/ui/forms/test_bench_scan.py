"""At the bench everything is done with the scanner: quantities, serial numbers, substitutes, and what is none of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from garage.domain.lines import LineKind, PartGrade
from garage.domain.stock import MovementKind
from garage.services import goods_issues, goods_receipts, order_lines, parts, serials, substitutes
from garage.services.order_lines import LineData
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import ways_shop
from garage.ui.forms.bench_scan import Asks
from garage.ui.forms.issue_parts import PartsForm
from garage.ui.kit.form_dialog import FormDialog
from tests.services.road import Road
from tests.ui.forms.conftest import Hand

Page = Callable[[], OrderPage]
Open = Callable[[FormDialog], None]
Make = Callable[..., PartsForm]

CTRL = Qt.KeyboardModifier.ControlModifier


def part(road: Road, code: str, qty: int, **what: object) -> int:
    made = parts.add(road.boss, parts.PartData(code=code, name=f"配件 {code}", price_fen=30_000, **what))
    if qty:
        goods = [goods_receipts.GoodsLine(made, qty * 1000, qty * 20_000)]
        goods_receipts.receive_goods(road.boss, kind=MovementKind.OPENING, lines=goods)
    return made


@pytest.fixture
def battery(road: Road) -> int:
    """A tracked part whose old one comes back, three on the shelf."""
    return part(road, "BAT-60", 3, serial_tracked=True, old_part_back=True, grade=PartGrade.GENUINE)


@pytest.fixture
def made(desk: Desk, road: Road, page: Page, opened: Open) -> Make:
    def make(*wanted: LineData, returning: bool = False) -> PartsForm:
        if not road.order:
            road.receive(*road.lines(), *wanted)
            road.authorise()
            road.dispatch()
        form = PartsForm(None, desk, page(), returning=returning)
        opened(form)
        return form

    return make


def line(ref: int, qty: int = 1) -> LineData:
    return LineData(
        LineKind.PART,
        "蓄电池",
        part_id=ref,
        grade=PartGrade.GENUINE,
        qty_milli=qty * 1000,
        unit_price_fen=30_000,
    )


def scan(form: PartsForm, *codes: str) -> None:
    for code in codes:
        QTest.keyClicks(form.scan, code)
        QTest.keyClick(form.scan, Qt.Key.Key_Return)


def told(form: PartsForm) -> str:
    return form.body.boxes["scan"].error.text()


def test_the_first_scan_takes_the_proposals_away_and_what_was_typed_stays(made: Make, road: Road) -> None:
    filter_ = part(road, "LF-1", 5)
    oil = part(road, "OIL-1", 5)
    form = made(line(filter_, 2), line(oil, 4))
    form.grid.lines.setData(form.grid.lines.index(2, form.grid.lines.place_of("qty")), "3")
    scan(form, "LF-1")
    assert [row["qty"] for row in form.grid.rows()] == [None, 1_000, 3_000]


def test_a_quantity_before_the_code_or_after_the_scan_counts_at_once(made: Make, road: Road) -> None:
    form = made(line(part(road, "OIL-1", 9), 6))
    scan(form, "4*OIL-1")
    assert form.grid.rows()[1]["qty"] == 4_000
    scan(form, "5")
    assert form.grid.rows()[1]["qty"] == 5_000
    scan(form, "7*OIL-1")
    assert "6" in told(form)
    assert form.grid.rows()[1]["qty"] == 5_000


def test_serial_numbers_are_asked_for_one_after_the_other(
    language: str, made: Make, battery: int, page: Page
) -> None:
    form = made(line(battery, 2))
    scan(form, "BAT-60")
    assert form.bench.asks is Asks.NEW
    scan(form, "SN-001", "OLD-9", "BAT-60", "SN-002")
    assert form.bench.asks is Asks.OLD
    QTest.keyClick(form.scan, Qt.Key.Key_Return)
    assert form.bench.asks is None
    row = form.grid.rows()[1]
    assert row["qty"] == 2_000
    assert form.grid.lines.index(1, form.grid.lines.place_of("serials")).data() == "2 / 2"
    QTest.keyClick(form.scan, Qt.Key.Key_Return, CTRL)
    assert not form.isVisible()
    noted = {row.new: row.old for row in serials.of_order(page().id)}
    assert noted == {"SN-001": "OLD-9", "SN-002": ""}


def test_saving_without_the_numbers_asks_for_them(made: Make, battery: int) -> None:
    form = made(line(battery, 2))
    assert not form.submit()
    assert "蓄电池" in told(form)
    assert form.bench.asks is Asks.NEW
    scan(form, "SN-1", "OLD-1", "SN-2", "OLD-2")
    assert form.bench.asks is None
    assert form.submit()


def test_esc_leaves_the_question_not_the_form(made: Make, battery: int) -> None:
    form = made(line(battery))
    scan(form, "BAT-60")
    QTest.keyClick(form.scan, Qt.Key.Key_Escape)
    assert form.bench.asks is None
    assert form.isVisible()


def test_a_number_that_cannot_be_is_refused_where_it_is_scanned(made: Make, battery: int) -> None:
    form = made(line(battery, 3))
    scan(form, "BAT-60", "BAT-60")
    assert told(form)
    scan(form, "SN-1", "OLD-1", "BAT-60", "sn-1")
    assert "SN-1" in told(form)
    scan(form, "SN-2", "OLD-2")
    assert form.submit()
    again = made()
    scan(again, "BAT-60", "SN-1")
    assert "WO-2026-00001" in told(again)
    assert again.bench.asks is Asks.NEW


def test_a_piece_that_comes_back_is_named_by_its_number(made: Make, battery: int, page: Page) -> None:
    form = made(line(battery, 2))
    scan(form, "BAT-60", "SN-1", "OLD-1", "BAT-60", "SN-2", "OLD-2")
    assert form.submit()
    back = made(returning=True)
    scan(back, "SN-2")
    assert back.grid.rows()[0]["qty"] == 1_000
    scan(back, "BAT-60")
    assert back.bench.asks is Asks.BACK
    scan(back, "SN-7")
    assert "SN-7" in told(back)
    QTest.keyClick(back.scan, Qt.Key.Key_Escape)
    assert back.submit()
    assert serials.out_on(page().lines[2].id) == ["SN-1"]


def test_a_scanned_substitute_offers_to_take_the_line(
    language: str, made: Make, road: Road, page: Page
) -> None:
    first = part(road, "MANN-1", 0, grade=PartGrade.GENUINE)
    other = part(road, "BOSCH-1", 2, grade=PartGrade.GENUINE)
    substitutes.set_substitute(road.boss, first, other)
    form = made(line(first))
    assert form.shortage.instead_button.isVisible()
    scan(form, "BOSCH-1")
    assert "BOSCH-1" in told(form)
    QTest.keyClick(form.scan, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    assert form.grid.rows()[1]["part"] == "BOSCH-1"
    assert not form.shortage.isVisible()
    scan(form, "BOSCH-1")
    assert form.submit()
    assert page().lines[2].part_id == other


def test_a_substitute_of_another_grade_is_left_to_the_customer(made: Make, road: Road, page: Page) -> None:
    first = part(road, "MANN-1", 0, grade=PartGrade.GENUINE)
    substitutes.set_substitute(road.boss, first, part(road, "CHEAP-1", 2, grade=PartGrade.EQUIVALENT))
    form = made(line(first))
    form.shortage.instead_button.click()
    [link] = form._panel.links()
    assert link.objectName() == "reason_grade"
    assert page().lines[2].part_id == first


def test_a_shortage_says_why_and_offers_every_way_out(language: str, made: Make, road: Road) -> None:
    form = made(line(part(road, "LF-1", 0)))
    panel = form.shortage
    assert panel.isVisible()
    open_ways = [panel.order_button, panel.outside_button, panel.hold_button]
    assert all(button.isVisible() for button in open_ways)
    assert not panel.instead_button.isVisible()
    asked = []
    form.reason_clicked.connect(asked.append)
    for key in (Qt.Key.Key_O, Qt.Key.Key_B, Qt.Key.Key_W):
        QTest.keyClick(form.scan, key, Qt.KeyboardModifier.AltModifier)
    assert [reason.goto for reason in asked] == ["order_parts", "buy_outside", "stock"]


NONSENSE = ["x" * 200, "*", "'; DROP TABLE part; --", "<b>&amp;</b>", "69012", "99999999999999999*BP-001"]


@pytest.mark.parametrize("typed", NONSENSE)
def test_nonsense_is_quoted_and_leaves_nothing_behind(made: Make, typed: str) -> None:
    form = made()
    before = form.grid.raw()
    scan(form, typed)
    assert told(form)
    assert form.scan.text() == ""
    assert form.grid.raw() == before


@pytest.mark.parametrize("typed", ["\x00\x1d\x1e", "６９０１２３４５６７８９２", "刹车片", "\u200b\u200e"])
def test_whatever_an_input_method_or_a_broken_scanner_sends_is_said(made: Make, typed: str) -> None:
    form = made()
    form.scan.setText(typed)
    QTest.keyClick(form.scan, Qt.Key.Key_Return)
    QApplication.sendEvent(form.scan, QInputMethodEvent("nihao", []))
    known = typed.startswith("６")
    assert bool(told(form)) is not known
    assert form.grid.rows()[0]["scanned"] is known
    form.scan.clear()
    assert form.grid.rows()[0]["qty"] == (1_000 if known else 2_000)


def test_the_same_part_on_two_lines_fills_one_after_the_other(made: Make, road: Road) -> None:
    ref = part(road, "LF-1", 9)
    form = made(line(ref), replace(line(ref), name="机滤（第二次）"))
    scan(form, "LF-1", "LF-1")
    assert [row["qty"] for row in form.grid.rows()[1:]] == [1_000, 1_000]
    scan(form, "LF-1")
    assert told(form)


def test_a_line_in_free_words_is_told_apart(made: Make, road: Road) -> None:
    form = made(replace(line(0), part_id=None, name="垫片"))
    assert not form.shortage.instead_button.isVisible()
    assert "垫片" in form.shortage._words.text()
    assert order_lines.lines_of(road.order)[2].part_id is None


@pytest.mark.parametrize(
    ("button", "form"),
    [
        ("order_button", "order_for_line_form"),
        ("outside_button", "spot_purchase_form"),
        ("hold_button", "hold_form"),
    ],
)
def test_each_way_out_opens_its_form(
    road: Road, desk: Desk, page: Page, hand: Hand, qtbot: QtBot, button: str, form: str
) -> None:
    road.receive(*road.lines(), line(part(road, "LF-1", 0)))
    road.authorise()
    road.dispatch()
    window = QWidget()
    qtbot.addWidget(window)
    hand.will("issue_parts_form", lambda shown: (shown.mark_clean(), getattr(shown.shortage, button).click()))
    hand.will(form, lambda shown: (shown.mark_clean(), shown.reject()))
    assert not ways_shop.parts(returning=False)(window, desk, page())


@pytest.mark.usefixtures("language")
def test_whoever_loses_the_last_one_is_told_who_took_it_and_offered_the_ways_out(
    made: Make, road: Road
) -> None:
    ref = part(road, "LF-1", 1)
    form = made(line(ref), replace(line(ref), name="机滤（备用）"))
    scan(form, "BP-001", "LF-1")
    wanted = [goods_issues.IssueLine(order_lines.lines_of(road.order)[3].id, 1_000)]
    goods_issues.issue_parts(road.boss, road.order, lines=wanted, received_by=road.mechanic)
    assert not form.submit()
    [reason] = form._panel.links()
    assert "张三" in reason.text()
    assert "GI-2026-00001" in reason.text()
    assert form.shortage.isVisible()
    row = form.grid.rows()[1]
    assert (row["on_hand"], row["qty"]) == (0, 1_000)
