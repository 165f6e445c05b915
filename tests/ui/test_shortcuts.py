"""A key means one thing at a time: on every page, in every state of an order, in every form."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from garage.domain.exit_passes import PassKind
from garage.domain.inspections import CHECK_ITEMS, InspectionStage
from garage.domain.lines import LineKind, PartGrade
from garage.domain.orders import HoldReason
from garage.domain.stock import MovementKind
from garage.services import (
    advice,
    customers,
    exit_passes,
    goods_receipts,
    holds,
    inspections,
    orders,
    parts,
    settlements,
    staff,
    supplements,
    trips,
    vehicle_history,
    vehicles,
)
from garage.services.exit_passes import PassRow
from garage.services.order_lines import LineData
from garage.services.orders import OrderPage
from garage.services.vehicle_history import AdviceRow
from garage.ui.desk import Desk
from garage.ui.forms.advice import AdviceForm, DeclineForm
from garage.ui.forms.arrival import ArrivalForm
from garage.ui.forms.authorisation import AuthorisationForm
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.delay import DelayForm
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.drop_line import DropLineForm
from garage.ui.forms.fault import EscalateForm, FaultClassForm
from garage.ui.forms.gate import GateForm
from garage.ui.forms.goods_receipt import GoodsReceiptForm
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.hold import HoldForm
from garage.ui.forms.inspection import InspectionForm
from garage.ui.forms.issue_parts import PartsForm
from garage.ui.forms.line_terms import LineDiscountForm, WhoPaysForm
from garage.ui.forms.on_account import AllowanceForm, InvoiceForm, OnAccountForm
from garage.ui.forms.part import PartForm
from garage.ui.forms.payment import ChangeMethodForm, DepositForm, PaymentForm, RefundForm
from garage.ui.forms.ready import ReadyForm
from garage.ui.forms.reception import ReceptionForm
from garage.ui.forms.settings import SECTIONS, SettingsDialog
from garage.ui.forms.settlement import SettlementForm
from garage.ui.forms.shop_floor_lines import WorkDialog
from garage.ui.forms.supplement import SupplementForm
from garage.ui.forms.supplement_answer import AnswerForm
from garage.ui.forms.trips import BackForm, OutForm, TripForm
from garage.ui.forms.vehicle import VehicleForm
from garage.ui.main_window import MainWindow
from garage.ui.main_window.window import CUSTOMERS, ORDERS, PARTS
from tests.services.road import Road
from tests.ui.conftest import Clock
from tests.ui.keys import ambiguous, shortcuts

MakeForm = Callable[[Desk, OrderPage], QDialog]


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    QCoreApplication.setOrganizationName("garage-tests")
    QCoreApplication.setApplicationName("garage-tests")
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def road(desk: Desk) -> Road:
    by = desk.by()
    people = {one.name: one.id for one in staff.people()}
    customer = customers.add(
        by, customers.CustomerData(name="王女士", phones=("13800138000",), address="深圳市宝安区创业二路")
    )
    car = vehicles.VehicleData(plate="粤B12345", vin="LSVAB4186E2184847", brand="大众", model="朗逸")
    vehicle = vehicles.add(by, car, owner_id=customer)
    part = parts.add(
        by, parts.PartData(code="BP-001", name="前刹车片", grade=PartGrade.GENUINE, price_fen=60_016)
    )
    goods = [goods_receipts.GoodsLine(part, 10_000, 350_000)]
    goods_receipts.receive_goods(by, kind=MovementKind.OPENING, lines=goods)
    return Road(by, people["李师傅"], people["王班长"], people["赵质检"], vehicle, customer, part)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow(desk, "garage.db", remembers=False)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.retire()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def send_back(road: Road) -> None:
    """The bill is voided and the car goes back to work: papers of every kind, and lines to start."""
    settlements.void(road.boss, road.order, "开错了")
    answers = {code: False for code, _words in CHECK_ITEMS[InspectionStage.HANDOVER]}
    inspections.inspect(road.boss, road.order, InspectionStage.HANDOVER, answers, remark="还有异响")


@pytest.mark.usefixtures("language")
def test_no_key_has_two_meanings_on_any_page(window: MainWindow, road: Road) -> None:
    for tab in (CUSTOMERS, ORDERS, PARTS):
        window.show_tab(tab)
        assert ambiguous(window) == {}
    window.show_tab(CUSTOMERS).show_vehicle(road.vehicle)
    assert ambiguous(window) == {}
    window.show_tab(PARTS).show_part(road.part)
    assert ambiguous(window) == {}


@pytest.mark.usefixtures("language")
def test_no_key_has_two_meanings_on_any_tab_of_an_order_on_its_way(
    window: MainWindow, road: Road, clock: Clock
) -> None:
    tabs = window.show_tab(ORDERS).view.tabs
    steps: list[Callable[[], object]] = [
        road.receive,
        road.authorise,
        road.dispatch,
        lambda: holds.hold(road.boss, road.order, HoldReason.PARTS),
        lambda: holds.resume(road.boss, road.order),
        road.issue,
        road.work,
        road.inspect,
        road.make_ready,
        road.settle,
        lambda: send_back(road),
    ]
    for step in steps:
        step()
        clock.now = road.boss.at
        window.show_order(road.order)
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            assert ambiguous(window) == {}, (step, tabs.tabText(at))


def test_a_key_with_two_meanings_would_be_found(window: MainWindow) -> None:
    """Also a disabled button against an action of another widget."""
    page = window.show_tab(ORDERS)
    button = QPushButton("Start", page)
    button.setShortcut("Ctrl+N")
    button.setEnabled(False)
    button.show()
    assert [sorted(names) for names in ambiguous(window).values()] == [["", "new_order_action"]]


def trip(desk: Desk, page: OrderPage) -> PassRow:
    """A pass for a sublet."""
    back = desk.now() + timedelta(hours=3)
    trips.issue(desk.by(), page.id, PassKind.SUBLET, return_at=back, vendor="永固轮毂", purpose="轮毂修复")
    return exit_passes.of_order(page.id)[-1]


def advised(desk: Desk, page: OrderPage) -> AdviceRow:
    """Safety work that was recommended."""
    advice.recommend(desk.by(), page.id, advice.AdviceData("后制动片剩 3 mm", safety=True))
    return vehicle_history.advice(page.vehicle_id)[0]


def proposed(desk: Desk, page: OrderPage) -> supplements.SupplementRow:
    """A supplement of safety work that waits for its answer."""
    line = LineData(LineKind.OTHER, "制动液", unit_price_fen=8_000)
    data = supplements.SupplementData("制动液含水量 4%", (line,), safety=True)
    supplements.propose(desk.by(), page.id, data, hold=True)
    return supplements.of_order(page.id)[-1]


FORMS: dict[str, tuple[str, MakeForm]] = {
    "arrival": ("receive", lambda desk, _page: ArrivalForm(None, desk)),
    "customer": ("receive", lambda desk, page: CustomerForm(desk, None, page.customer_id)),
    "vehicle": ("receive", lambda desk, page: VehicleForm(desk, None, page.vehicle_id)),
    "part": ("receive", lambda desk, _page: PartForm(desk, None)),
    "goods_receipt": ("receive", lambda desk, _page: GoodsReceiptForm(desk, None)),
    "advice": ("receive", lambda desk, page: AdviceForm(None, desk, page)),
    "reception": ("receive", lambda desk, page: ReceptionForm(None, desk, page)),
    "authorisation": ("receive", lambda desk, page: AuthorisationForm(None, desk, page)),
    "dispatch": ("authorise", lambda desk, page: DispatchForm(None, desk, page)),
    "work": ("dispatch", lambda desk, page: WorkDialog(None, desk, page.id)),
    "parts": ("dispatch", lambda desk, page: PartsForm(None, desk, page)),
    "inspection": ("work", lambda desk, page: InspectionForm(None, desk, page, InspectionStage.SELF)),
    "ready": ("inspect", lambda desk, page: ReadyForm(None, desk, page)),
    "fault_class": ("dispatch", lambda desk, page: FaultClassForm(None, desk, page)),
    "escalate": ("dispatch", lambda desk, page: EscalateForm(None, desk, page)),
    "supplement": ("dispatch", lambda desk, page: SupplementForm(None, desk, page)),
    "answer": ("dispatch", lambda desk, page: AnswerForm(None, desk, page, proposed(desk, page))),
    "hold": ("dispatch", lambda desk, page: HoldForm(None, desk, page)),
    "delay": ("dispatch", lambda desk, page: DelayForm(None, desk, page)),
    "drop_line": ("dispatch", lambda desk, page: DropLineForm(None, desk, page)),
    "handover": ("ready", lambda desk, page: HandoverForm(None, desk, page)),
    "settlement": ("ready", lambda desk, page: SettlementForm(None, desk, page)),
    "payment": ("bill", lambda desk, page: PaymentForm(None, desk, page)),
    "deposit": ("receive", lambda desk, page: DepositForm(None, desk, page)),
    "refund": ("receive", lambda desk, page: RefundForm(None, desk, page)),
    "change_method": ("settle", lambda desk, page: ChangeMethodForm(None, desk, page)),
    "on_account": ("bill", lambda desk, page: OnAccountForm(None, desk, page)),
    "allowance": ("bill", lambda desk, page: AllowanceForm(None, desk, page)),
    "invoice": ("bill", lambda desk, page: InvoiceForm(None, desk, page)),
    "who_pays": ("ready", lambda desk, page: WhoPaysForm(None, desk, page)),
    "line_discount": ("ready", lambda desk, page: LineDiscountForm(None, desk, page)),
    "road_test": ("dispatch", lambda desk, page: TripForm(None, desk, page, PassKind.ROAD_TEST)),
    "sublet": ("dispatch", lambda desk, page: TripForm(None, desk, page, PassKind.SUBLET)),
    "trip_out": ("dispatch", lambda desk, page: OutForm(None, desk, page, trip(desk, page))),
    "trip_back": ("dispatch", lambda desk, page: BackForm(None, desk, page, trip(desk, page))),
    "decline": ("receive", lambda desk, page: DeclineForm(None, desk, page, advised(desk, page))),
    "gate": ("settle", lambda desk, page: GateForm(None, desk, page)),
}
"""How far the road has to be gone, and the form."""


def go(road: Road, stage: str) -> None:
    """Along the road until a stage is reached."""
    stages: dict[str, Callable[[], object]] = {
        "receive": road.receive,
        "authorise": road.authorise,
        "dispatch": road.dispatch,
        "issue": road.issue,
        "work": road.work,
        "inspect": road.inspect,
        "ready": road.make_ready,
        "bill": lambda: settlements.settle(road.boss, road.order, settlements.Terms()),
        "pay": lambda: settlements.void(road.boss, road.order, "开错了"),
        "settle": road.settle,
    }
    for name, step in stages.items():
        step()
        if name == stage:
            return


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("name", FORMS)
def test_no_key_has_two_meanings_in_a_form(
    name: str, desk: Desk, road: Road, clock: Clock, qtbot: QtBot
) -> None:
    stage, make = FORMS[name]
    go(road, stage)
    clock.now = road.boss.at
    form = make(desk, orders.open_page(road.order))
    qtbot.addWidget(form)
    form.show()
    assert ambiguous(form) == {}


@pytest.mark.usefixtures("language")
def test_no_key_has_two_meanings_in_the_settings(desk: Desk, qtbot: QtBot) -> None:
    dialog = SettingsDialog(desk)
    qtbot.addWidget(dialog)
    dialog.show()
    for section in SECTIONS:
        dialog.show_section(section)
        assert ambiguous(dialog) == {}, section


def test_the_list_of_shortcuts_tells_what_works_now(window: MainWindow, road: Road) -> None:
    road.receive()
    window.show_order(road.order)
    for at, told, untold in ((0, "Ctrl+L", "Del"), (6, "Del", "Ctrl+L")):
        window.page(ORDERS).view.tabs.setCurrentIndex(at)
        dialog = window.show_shortcuts()
        listed = {label.text() for label in dialog.findChildren(QLabel)}
        dialog.done(0)
        assert told in listed
        assert untold not in listed
        menus = window.menuBar().findChildren(QAction)
        mnemonics = {QKeySequence.mnemonic(menu.text()).toString() for menu in menus}
        keys = {keys for keys in shortcuts(window) if keys not in mnemonics}
        assert {key for key in keys if not any(key in words for words in listed)} == set()
