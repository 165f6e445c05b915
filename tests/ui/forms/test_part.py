"""The part form: what is typed stays, what is there already is said, and a supplier may be entered on the way."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from garage import i18n
from garage.domain.lines import PartGrade
from garage.domain.part_file import PriceBasis
from garage.domain.staff import Role
from garage.domain.stock import MovementKind
from garage.models.parts import Part
from garage.services import parts, staff, suppliers
from garage.services.goods_receipts import GoodsLine, receive_goods
from garage.services.parts import PartData
from garage.ui.desk import Desk
from garage.ui.forms.part import PartForm, sees_costs
from garage.ui.forms.supplier import SupplierForm
from garage.ui.kit import messages
from tests.services.stockroom import deliverer

FILTER = PartData(
    code="JL-001",
    name="机油滤清器",
    oe_no="06A115561B",
    more_oe_nos=("04E115561C",),
    barcode="6901234567892",
    more_barcodes=("ABC-7",),
    group="滤清器",
    brand="马勒",
    spec="OC593",
    unit="个",
    grade=PartGrade.EQUIVALENT,
    price_fen=4_500,
    price_basis=PriceBasis.COST_PLUS,
    markup_bp=3_550,
    member_price_fen=4_200,
    min_qty_milli=15_000,
    max_qty_milli=20_000,
    serial_tracked=True,
    bin="A-03",
    old_part_back=True,
    shelf_life_days=1_095,
    life_months=24,
    life_km=60_000,
    fits="大众 朗逸\n宝来",
    note="进口",
)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def leave_open_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that a test leaves with something typed in it is closed without a question."""
    monkeypatch.setattr(messages.Box, "ask", lambda _box: "yes")


@pytest.fixture
def english() -> Iterator[None]:
    before = i18n.current()
    i18n.use("en")
    yield
    i18n.use(before)


@pytest.fixture
def stocked(desk: Desk) -> int:
    ref = parts.add(desk.by(), FILTER)
    receive_goods(desk.by(), kind=MovementKind.OPENING, lines=[GoodsLine(ref, 1000, 100)])
    return ref


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def error_at(form: PartForm, name: str) -> str:
    return form.body.boxes[name].error.text()


def test_a_part_is_entered_by_keyboard_alone(qtbot: QtBot, desk: Desk, language: str) -> None:
    form = PartForm(desk, None)
    shown(qtbot, form)
    for typed in ("bp-001", "Front pads"):
        qtbot.keyClicks(form.focusWidget(), typed)
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(form.widget("price"), "600.16")
    with qtbot.waitSignal(form.saved) as saved:
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return, CONTROL)
    assert not form.isVisible()
    data = parts.open_part(saved.args[0]).data
    assert data == PartData(code="BP-001", name="Front pads", price_fen=60_016)


def test_every_field_comes_back_as_it_was_saved(qtbot: QtBot, desk: Desk) -> None:
    ref = parts.add(desk.by(), replace(FILTER, supplier_id=suppliers.add(desk.by(), name="众诚汽配")))
    before = parts.open_part(ref)
    form = PartForm(desk, None, ref)
    shown(qtbot, form)
    assert not form.is_dirty()
    form.widget("bin").setText("A-04")
    assert form.submit()
    after = parts.open_part(ref)
    assert after.data == replace(before.data, bin="A-04")
    assert after.version == before.version + 1


def test_wrong_input_stays_and_is_marked(qtbot: QtBot, desk: Desk) -> None:
    form = PartForm(desk, None, code="A1", name="Pads")
    shown(qtbot, form)
    form.widget("price_basis").set_value(PriceBasis.COST_PLUS)
    form._fit_basis()
    typed = {"price": "12x", "markup": "a lot", "min_qty": "-1", "shelf_life_days": "ten"}
    for name, text in typed.items():
        form.widget(name).setText(text)
    assert not form.submit()
    for name, text in typed.items():
        assert form.widget(name).text() == text
        assert error_at(form, name)
    assert form.focusWidget() is form.widget("markup")
    assert parts.page().rows == ()


def test_a_code_that_is_taken_is_said_at_the_code(qtbot: QtBot, desk: Desk) -> None:
    parts.add(desk.by(), FILTER)
    form = PartForm(desk, None, code="jl-001", name="Filter")
    shown(qtbot, form)
    assert not form.submit()
    assert "机油滤清器" in error_at(form, "code")
    assert form.widget("code").text() == "jl-001"


def test_the_same_number_on_another_part_is_said_but_does_not_block(qtbot: QtBot, desk: Desk) -> None:
    known = parts.add(desk.by(), FILTER)
    form = PartForm(desk, None, code="JL-002", name="Filter")
    shown(qtbot, form)
    QTest.keyClicks(form.widget("oe_nos").lines()[0], "06a 115 561 b")
    qtbot.waitUntil(form.notice.isVisible)
    [remark] = form.notice.remarks()
    assert remark.ref == known
    assert "JL-001" in remark.text
    assert form.submit()
    assert len(parts.page().rows) == 2


def test_the_part_with_the_same_barcode_is_opened_instead(qtbot: QtBot, desk: Desk) -> None:
    known = parts.add(desk.by(), FILTER)
    form = PartForm(desk, None, barcode=FILTER.barcode)
    shown(qtbot, form)
    with qtbot.waitSignal(form.existing_chosen) as chosen:
        qtbot.keyClick(form, Qt.Key.Key_O, CONTROL)
    assert chosen.args == [known]
    assert not form.isVisible()


def test_a_part_does_not_duplicate_itself(qtbot: QtBot, desk: Desk) -> None:
    form = PartForm(desk, None, parts.add(desk.by(), FILTER))
    shown(qtbot, form)
    assert form.notice.remarks() == ()


def test_a_known_group_is_offered_and_a_new_one_simply_written(qtbot: QtBot, desk: Desk) -> None:
    parts.add(desk.by(), FILTER)
    form = PartForm(desk, None, code="A1", name="Pads")
    shown(qtbot, form)
    group = form.widget("group")
    qtbot.keyClicks(group, "lqq")
    group.look()
    assert [hit.title for hit in group.popup.hits()] == ["滤清器"]
    qtbot.keyClick(group, Qt.Key.Key_Return)
    assert group.value() == "滤清器"
    group.setText("Brakes")
    assert form.submit()
    assert parts.groups() == ["Brakes", "滤清器"]


def test_a_price_on_the_cost_follows_the_percent(qtbot: QtBot, desk: Desk, stocked: int) -> None:
    receive_goods(
        desk.by(),
        kind=MovementKind.RECEIPT,
        lines=[GoodsLine(stocked, 1000, 3_333)],
        supplier_id=deliverer(desk.by()),
    )
    Part.update(last_cost_fen=3_333).execute()
    form = PartForm(desk, None, stocked)
    shown(qtbot, form)
    assert form.widget("price").fen() == parts.open_part(stocked).data.price_fen, "nothing changes by looking"
    form.widget("markup").setText("")
    qtbot.keyClicks(form.widget("markup"), "40%")
    assert form.widget("price").fen() == 4_670
    assert not form.widget("price").isEnabled(), "another price would be gone with the next delivery"
    form.widget("price_basis").setCurrentIndex(0)
    form.widget("price_basis").activated.emit(0)
    assert not form.widget("markup").isVisible()
    assert form.widget("price").isEnabled()
    assert form.submit()
    data = parts.open_part(stocked).data
    assert (data.price_fen, data.price_basis, data.markup_bp) == (4_670, PriceBasis.FIXED, 0)


def test_what_it_cost_is_not_for_everyone(qtbot: QtBot, desk: Desk, stocked: int) -> None:
    Part.update(last_cost_fen=3_333).execute()
    assert "33.33" in PartForm(desk, None, stocked)._said_cost()
    mechanic = next(one.id for one in staff.people() if one.roles == {Role.MECHANIC})
    desk.act_as(mechanic)
    assert PartForm(desk, None, stocked)._said_cost() == ""


def test_a_supplier_entered_on_the_way_is_chosen(qtbot: QtBot, desk: Desk) -> None:
    form = PartForm(desk, None, code="A1", name="Pads")
    shown(qtbot, form)
    qtbot.keyClick(form, Qt.Key.Key_L, CONTROL)
    other = QApplication.activeModalWidget()
    assert isinstance(other, SupplierForm)
    assert not other.submit()
    assert other.body.boxes["name"].error.text()
    other.widget("name").setText("众诚汽配")
    assert other.submit()
    [row] = suppliers.suppliers()
    assert form.widget("supplier_id").value() == row.id
    assert form.submit()
    assert parts.page().rows[0].code == "A1"
    assert parts.open_part(parts.page().rows[0].id).supplier == "众诚汽配"


def test_a_supplier_out_of_use_stays_with_its_part_and_is_offered_to_no_other(
    desk: Desk, qtbot: QtBot
) -> None:
    gone = suppliers.add(desk.by(), name="旧供应商")
    ref = parts.add(desk.by(), replace(FILTER, supplier_id=gone))
    suppliers.change(desk.by(), gone, 1, name="旧供应商", active=False)
    old, new = PartForm(desk, None, ref), PartForm(desk, None)
    for form in (old, new):
        qtbot.addWidget(form)
        form.start()
    assert old.widget("supplier_id").value() == gone
    assert new.widget("supplier_id").choice.count() == 1


@pytest.mark.usefixtures("english")
def test_prices_of_a_clash_are_told_as_money(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = parts.add(desk.by(), FILTER)
    told = []
    monkeypatch.setattr(messages, "stale", lambda _form, error: told.extend(error.changes) or "keep")
    form = PartForm(desk, None, ref)
    shown(qtbot, form)
    form.widget("bin").setText("Z-9")
    parts.change(desk.by(), ref, 1, replace(FILTER, price_fen=5_000, old_part_back=False))
    assert not form.submit()
    price, old_part = sorted(told, key=lambda one: one.column != "Selling price of one")
    assert (price.before, price.after) == ("¥45.00", "¥50.00")
    assert (old_part.column, old_part.after) == ("The old part must come back", "no")
    assert form.submit()
    data = parts.open_part(ref).data
    assert (data.bin, data.price_fen, data.old_part_back) == ("Z-9", 5_000, False)


def test_a_part_on_hand_cannot_go_out_of_use(qtbot: QtBot, desk: Desk, stocked: int) -> None:
    form = PartForm(desk, None, stocked)
    shown(qtbot, form)
    form.widget("active").setChecked(False)
    assert not form.submit()
    assert form.isVisible()
    assert parts.open_part(stocked).data.active


@pytest.mark.parametrize(
    ("role", "sees"),
    [(role, role in {Role.OWNER, Role.ADVISOR, Role.STOREKEEPER, Role.CASHIER}) for role in Role],
)
def test_what_parts_cost_is_for_the_office(desk: Desk, role: Role, sees: bool) -> None:
    ref = staff.add(desk.by(), name="某人", roles={role, Role.MECHANIC})
    assert sees_costs(staff.person(ref)) is sees


def test_a_price_below_the_last_cost_is_warned_of(qtbot: QtBot, desk: Desk) -> None:
    ref = parts.add(desk.by(), FILTER)
    goods = [GoodsLine(ref, 1_000, 2_000)]
    receive_goods(desk.by(), kind=MovementKind.RECEIPT, lines=goods, supplier_id=deliverer(desk.by()))
    form = PartForm(desk, None, ref)
    shown(qtbot, form)
    warning = form.findChild(QLabel, "below_cost")
    form.widget("price").setText("19.99")
    assert warning.isVisible()
    form.widget("price").setText("20")
    form.widget("member_price").setText("")
    assert not warning.isVisible()
