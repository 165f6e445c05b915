"""The page of the price lists: what costs what, from which day on, changed by keyboard and never lost."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from garage.domain.documents_prices import PublicPrices
from garage.domain.lines import LineKind
from garage.domain.part_file import PriceBasis
from garage.domain.price_lists import Priced, PriceState
from garage.domain.staff import Role
from garage.domain.stock import MovementKind
from garage.models.parts import Part
from garage.services import goods_receipts, operations, packages, parts, price_page, staff
from garage.services.parts import PartData
from garage.ui.desk import Desk
from garage.ui.forms import price_paper
from garage.ui.forms.change_prices import ChangePricesForm
from garage.ui.forms.package import PackageForm
from garage.ui.forms.price import PriceForm
from garage.ui.forms.price_paper import PricePaperForm
from garage.ui.kit import messages
from garage.ui.main_window import MainWindow
from garage.ui.pages.price_lists import PricesPage
from tests.services.stockroom import deliverer
from tests.ui.conftest import Clock

Open = Callable[[], PricesPage]
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NEXT_WEEK = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def discard(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form left with something typed in it is closed without a question."""
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def shelf(desk: Desk) -> list[int]:
    goods = (
        PartData(code="A1", name="机油滤清器", price_fen=3_500, group="滤清器"),
        PartData(code="A2", name="前制动片", price_fen=60_000, member_price_fen=55_000, group="制动"),
    )
    return [parts.add(desk.by(), one) for one in goods]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> Open:
    def make() -> PricesPage:
        page = PricesPage(desk)
        qtbot.addWidget(page)
        page.resize(1280, 620)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


def form_on(page: PricesPage, kind: type[QDialog]) -> QDialog:
    [form] = [one for one in page.findChildren(kind) if one.isVisible()]
    return form


def codes(page: PricesPage) -> list[str]:
    model = page.list.view.rows()
    return [model.row_at(at).code for at in range(model.rowCount())]


def states(page: PricesPage) -> list[PriceState]:
    model = page.history.rows()
    return [model.row_at(at).state for at in range(model.rowCount())]


@pytest.mark.usefixtures("language")
def test_every_list_opens_empty_and_offers_the_first_step(opened: Open) -> None:
    page = opened()
    for kind in Priced:
        page.list.show_kind(kind)
        assert page.list.view.findChild(object, "empty_text").text()
    QAbstractItemModelTester(page.list.view.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(page.history.rows(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.list.view.findChild(object, "empty_action").click()
    assert codes(page) == [one[0] for one in packages.STARTER]
    page.list.show_kind(Priced.OPERATION)
    assert len(codes(page)) > 3


def test_a_later_price_is_set_by_keyboard_and_stands_in_both_lists(
    opened: Open, shelf: list[int], qtbot: QtBot
) -> None:
    page = opened()
    page.list.show_kind(Priced.PART)
    page.list.view.select_key(shelf[0])
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    form = form_on(page, PriceForm)
    qtbot.keyClicks(form.focusWidget(), "38.5")
    form.widget("starts_on").set_date(NEXT_WEEK)
    form.widget("reason").setText("Supplier")
    assert form.submit()
    row = page.list.view.current_row()
    assert (row.fen, row.coming.terms.price_fen, row.coming.starts_on) == (3_500, 3_850, NEXT_WEEK)
    assert states(page) == [PriceState.COMING, PriceState.NOW]
    assert "(1)" in page.list.coming.text()
    page.list.coming.setChecked(True)
    assert codes(page) == ["A1"]


def test_a_coming_price_is_changed_and_withdrawn(opened: Open, shelf: list[int], qtbot: QtBot) -> None:
    page = opened()
    page.list.show_kind(Priced.PART)
    page.set_price()
    form = form_on(page, PriceForm)
    form.widget("price").setText("40")
    form.widget("starts_on").set_date(NEXT_WEEK)
    assert form.submit()
    page.history.selectRow(0)
    qtbot.keyClick(page, Qt.Key.Key_E, CONTROL | SHIFT)
    form = form_on(page, PriceForm)
    assert form.widget("price").fen() == 4_000
    form.widget("price").setText("41")
    assert form.submit()
    page.history.selectRow(0)
    qtbot.keyClick(page, Qt.Key.Key_D, CONTROL)
    assert states(page) == [PriceState.WITHDRAWN, PriceState.NOW]
    assert not page.withdraw_action.isEnabled()
    assert page.history.rows().row_at(0).terms.price_fen == 4_100


def test_whoever_is_no_owner_names_one_for_another_price_and_a_mechanic_sets_none(
    opened: Open, shelf: list[int], desk: Desk
) -> None:
    by = desk.by()
    keeper = staff.add(by, name="周琳", roles={Role.STOREKEEPER})
    page = opened()
    page.list.show_kind(Priced.PART)
    desk.act_as(keeper)
    page.set_price()
    form = form_on(page, PriceForm)
    form.widget("price").setText("40")
    box = form.body.boxes["approved_by"]
    assert box.isHidden()
    assert not form.submit()
    assert box.isVisible()
    assert box.error.text()
    assert form.widget("price").text() == "40"
    form.widget("approved_by").set_value(by.staff_id)
    assert form.submit()
    assert page.list.view.current_row().terms.price_fen == 4_000
    desk.act_as(staff.add(by, name="小赵", roles={Role.MECHANIC}))
    assert not page.price_action.isEnabled()
    assert not page.many_action.isEnabled()


def test_wrong_input_is_marked_and_stays(opened: Open, shelf: list[int]) -> None:
    page = opened()
    page.list.show_kind(Priced.PART)
    page.list.view.select_key(shelf[1])
    page.set_price()
    form = form_on(page, PriceForm)
    for name, text in (("member_price", "700"), ("starts_on", "2026-11-20"), ("price", "1x")):
        before = form.widget(name).text()
        form.widget(name).setText(text)
        assert not form.submit()
        assert form.body.boxes[name].error.text(), name
        assert form.widget(name).text() == text
        form.widget(name).setText(before)
    assert form.submit()


def test_a_price_on_the_cost_is_worked_out(opened: Open, shelf: list[int]) -> None:
    Part.update(last_cost_fen=2_222).where(Part.id == shelf[0]).execute()
    page = opened()
    page.list.show_kind(Priced.PART)
    page.set_price()
    form = form_on(page, PriceForm)
    form.widget("basis").set_value(PriceBasis.COST_PLUS)
    form.widget("markup").set_value(5_000)
    form._fit_basis()
    assert form.widget("price").fen() == 3_340
    assert not form.widget("price").isEnabled()
    assert form.submit()
    assert page.list.view.current_row().terms.basis is PriceBasis.COST_PLUS


def test_a_price_saved_elsewhere_meanwhile_is_not_written_over(
    opened: Open, shelf: list[int], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened()
    page.list.show_kind(Priced.PART)
    page.set_price()
    form = form_on(page, PriceForm)
    data = parts.open_part(shelf[0]).data
    parts.change(desk.by(), shelf[0], 1, PartData(**{**vars(data), "price_fen": 9_900}))
    form.widget("price").setText("12")
    monkeypatch.setattr(messages, "stale", lambda _parent, _error: "keep")
    assert not form.submit()
    assert form.widget("price").text() == "12"
    assert form.submit()
    assert page.list.view.current_row().fen == 1_200


def test_a_package_is_typed_with_its_lines(opened: Open, shelf: list[int], qtbot: QtBot, desk: Desk) -> None:
    operations.add_starter(desk.by())
    page = opened()
    page.list.show_kind(Priced.PACKAGE)
    qtbot.keyClick(page, Qt.Key.Key_N, CONTROL)
    form = form_on(page, PackageForm)
    assert not form.submit()
    form.widget("code").setText("TC1")
    form.widget("name").setText("Oil service")
    grid = form.grid
    for row, typed in enumerate(("BY01", "A1")):
        grid.go_to(row, "name")
        grid.lines.pick(row, "name", grid._find(typed)[0])
        grid.append_row()
    assert grid.total_fen() == 5_000 + 3_500
    form.widget("price").setText("90")
    assert not form.submit()
    assert form.body.boxes["price"].error.text()
    form.widget("price").setText("79.9")
    assert "5.10" in form._sum.text()
    assert form.submit()
    row = page.list.view.current_row()
    assert (row.code, row.fen, row.list_fen) == ("TC1", 7_990, 8_500)
    assert [line.kind for line in packages.lines_of(row.id)] == [LineKind.LABOUR, LineKind.PART]
    page.edit()
    form = form_on(page, PackageForm)
    assert not form.is_dirty()
    form.widget("active").set_value(False)
    assert form.submit()
    assert packages.find("TC1", desk.today()) == []
    assert codes(page) == ["TC1"], "it can be brought back"


def test_own_words_in_a_package_are_no_part_any_more(opened: Open, shelf: list[int]) -> None:
    page = opened()
    page.list.show_kind(Priced.PACKAGE)
    page.add_new()
    form = form_on(page, PackageForm)
    form.grid.lines.pick(0, "name", form.grid._find("A1")[0])
    form.grid.lines.setData(form.grid.lines.index(0, form.grid.lines.place_of("name")), "any filter")
    [line] = form.grid.lines_typed()
    assert (line.kind, line.name, line.part_id, line.qty_milli) == (LineKind.PART, "any filter", None, 1000)


def test_many_prices_change_after_a_look_at_what_comes_of_it(
    opened: Open, shelf: list[int], qtbot: QtBot
) -> None:
    page = opened()
    page.list.show_kind(Priced.PART)
    qtbot.keyClick(page, Qt.Key.Key_M, CONTROL)
    form = form_on(page, ChangePricesForm)
    assert not form.submit()
    form.widget("percent").setText("500")
    assert not form.submit()
    assert form.body.boxes["percent"].error.text()
    form.widget("percent").setText("+10%")
    form.propose()
    assert form.preview.rows().rowCount() == 2
    form.widget("group").set_value("制动")
    assert form.submit()
    assert [price_page.read(Priced.PART, [ref], NEXT_WEEK)[0].fen for ref in shelf] == [3_500, 66_000]


def test_the_public_list_shows_what_is_ticked(
    opened: Open, shelf: list[int], monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    packages.add_starter(desk.by())
    made: list[PublicPrices] = []

    def show(
        _parent: object, _desk: object, kind: str, number: str, build: Callable[[object], PublicPrices]
    ) -> None:
        made.append(build(None))
        assert (kind, number) == ("price_list", "PL-20261121")

    monkeypatch.setattr(price_paper, "show", show)
    page = opened()
    page.print_list()
    form = form_on(page, PricePaperForm)
    form.widget("work").set_value(False)
    form.groups.item(1).setCheckState(Qt.CheckState.Checked)
    assert form.submit()
    [sheet] = made
    assert (sheet.work, len(sheet.packages), [group for group, _goods in sheet.goods]) == (
        (),
        len(packages.STARTER),
        ["滤清器"],
    )
    assert all(one.from_price for one in sheet.packages)
    page.print_list()
    form = form_on(page, PricePaperForm)
    for name in ("work", "packages"):
        form.widget(name).set_value(False)
    assert not form.submit()
    assert form.body.boxes["work"].error.text()


def test_the_window_makes_prices_count_at_the_change_of_the_day(
    desk: Desk, clock: Clock, shelf: list[int], qtbot: QtBot
) -> None:
    form = PriceForm(desk, None, price_page.read(Priced.PART, shelf, desk.today())[0])
    qtbot.addWidget(form)
    form.show()
    form.widget("price").setText("50")
    form.widget("starts_on").set_date(NEXT_WEEK)
    assert form.submit()
    window = MainWindow(desk, "garage.db", remembers=False)
    qtbot.addWidget(window)
    window._pulse.minute.emit()
    assert Part.get_by_id(shelf[0]).price_fen == 3_500
    clock.forward(days=7)
    window._pulse.minute.emit()
    assert Part.get_by_id(shelf[0]).price_fen == 5_000
    window.retire()


def test_a_price_below_the_last_cost_is_warned_of_but_possible(
    opened: Open, shelf: list[int], desk: Desk
) -> None:
    goods_receipts.receive_goods(
        desk.by(),
        kind=MovementKind.RECEIPT,
        lines=[goods_receipts.GoodsLine(shelf[0], 1_000, 3_000)],
        supplier_id=deliverer(desk.by()),
    )
    page = opened()
    page.list.show_kind(Priced.PART)
    page.list.view.select_key(shelf[0])
    page.set_price()
    form = form_on(page, PriceForm)
    warning = form.findChild(QLabel, "below_cost")
    assert not warning.isVisible()
    form.widget("price").setText("29.99")
    assert warning.isVisible()
    form.widget("price").setText("30")
    assert not warning.isVisible()
    form.widget("member_price").setText("20")
    assert warning.isVisible()
    assert form.submit()
    assert "1" in lowered(page)


def lowered(page: PricesPage) -> str:
    """What is said at the foot when all parts become 20 % cheaper."""
    page.change_many()
    form = form_on(page, ChangePricesForm)
    form.widget("percent").setText("-20")
    form.propose()
    words = form._summary()
    form.reject()
    return words.rpartition("·")[2]
