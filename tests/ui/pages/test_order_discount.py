"""Why a line costs less is asked with the first discount of an order, and offered with the next."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from garage.domain.lines import LineKind
from garage.models.audit import AuditEntry
from garage.services import orders, package_lines, packages
from garage.services.packages import PackageData, PackageLineData
from garage.ui.desk import Desk
from garage.ui.forms.estimate_lines import blank_row
from garage.ui.pages.order_lines import LinesTab
from garage.ui.pages.orders import OrdersPage
from tests.ui.pages.test_orders import Yard


@pytest.fixture
def yard(desk: Desk) -> Yard:
    return Yard(desk)


@pytest.fixture
def tab(desk: Desk, yard: Yard, qtbot: QtBot, language: str) -> Iterator[LinesTab]:
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.resize(1280, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.show_order(yard.order)
    yield page.view.lines
    page.view.lines.grid.set_rows([])


def type_lines(tab: LinesTab, *discounts: int | None) -> None:
    """Lines of ¥100.00 with these discounts stand in the grid."""
    rows = [{"name": f"项目{n}", "qty": 1000, "price": 10_000} for n in range(len(discounts))]
    tab.grid.set_rows(
        [blank_row() | row | {"discount": fen} for row, fen in zip(rows, discounts, strict=True)]
    )
    tab.grid.changed.emit()


def saved(yard: Yard) -> list[int]:
    return [line.discount_fen for line in orders.open_page(yard.order).lines]


def log() -> list[tuple[dict[str, int], str]]:
    rows = AuditEntry.select().where(AuditEntry.act == "line discount").order_by(AuditEntry.id)
    return [(json.loads(row.after), row.reason) for row in rows]


def test_without_a_discount_nobody_is_asked(tab: LinesTab, yard: Yard) -> None:
    type_lines(tab, None)
    assert not tab.why.isVisible()
    assert tab.save()
    assert saved(yard) == [0]


def test_saving_asks_why_at_the_field_and_enter_saves(tab: LinesTab, yard: Yard) -> None:
    type_lines(tab, 500)
    assert tab.why.isVisible()
    assert not tab.save()
    assert saved(yard) == []
    assert tab.why.error.text()
    assert QApplication.focusWidget() is tab.why.field
    QTest.keyClicks(tab.why.field, "regular customer")
    assert not tab.why.error.text()
    QTest.keyClick(tab.why.field, Qt.Key.Key_Return)
    assert saved(yard) == [500]
    assert log() == [({"项目0": 500}, "regular customer")]
    assert not tab.why.isVisible()


def test_a_line_made_cheaper_than_its_package_is_asked_about_when_it_is_saved(
    tab: LinesTab, yard: Yard, desk: Desk
) -> None:
    lines = (PackageLineData(LineKind.OTHER, "检测", unit_price_fen=10_000),)
    ref = packages.add(desk.by(), PackageData(code="T", name="保养", price_fen=9_000, lines=lines))
    tab.grid.set_lines(package_lines.drop(ref, desk.today()).lines, {})
    assert tab.save()
    tab.grid.set_values(0, {"discount": 2_000})
    tab.grid.changed.emit()
    assert not tab.save()
    assert tab.why.isVisible()
    assert tab.why.error.text()
    QTest.keyClicks(tab.why.field, "waited too long")
    assert tab.save()
    assert saved(yard) == [2_000]
    assert not tab.why.isVisible()


def test_the_next_discount_of_the_order_is_offered_the_same_reason(tab: LinesTab, yard: Yard) -> None:
    type_lines(tab, 500)
    tab.why.field.set_value("老客户")
    assert tab.save()
    type_lines(tab, 500, 300)
    assert tab.why.isVisible()
    assert tab.save()
    assert log()[-1] == ({"项目1": 300}, "老客户")


def test_leaving_the_lines_without_a_reason_keeps_what_was_typed_and_takes_nobody_back(
    tab: LinesTab, yard: Yard
) -> None:
    type_lines(tab, 500)
    tab.grid.setFocus()
    tab.why.field.setFocus()
    assert not tab.why.error.text()
    orders_of_page = tab.window().list
    orders_of_page.setFocus()
    assert tab.why.error.text()
    assert QApplication.focusWidget() is orders_of_page
    assert tab.is_dirty()
    assert saved(yard) == []


def test_above_the_limit_the_field_says_that_the_bill_will_ask_an_owner(tab: LinesTab) -> None:
    hint = tab.why.findChild(QLabel, "discount_reason_hint")
    type_lines(tab, 1_000)
    assert not hint.isVisible()
    type_lines(tab, 1_001)
    assert hint.isVisible()
