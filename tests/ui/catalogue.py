"""Every form and dialog of the program, each with how far an order has to have come before it opens."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog, QWidget

from garage.domain.exit_passes import PassKind
from garage.domain.inspections import InspectionStage
from garage.domain.lines import LineKind
from garage.domain.settlements import PayMethod, Tender, Terms
from garage.models import database
from garage.models.copying import Quiet
from garage.services import (
    advice,
    backups,
    certificates,
    exit_passes,
    orders,
    part_labels,
    parts,
    payments,
    purchase_orders,
    purchasing,
    settlements,
    staff,
    supplements,
    trips,
    vehicle_history,
)
from garage.services.backups import Kind
from garage.services.exit_passes import PassRow
from garage.services.order_lines import Line, LineData
from garage.services.orders import OrderPage
from garage.services.purchase_orders import PurchaseRow
from garage.services.supplements import SupplementRow
from garage.services.vehicle_history import AdviceRow
from garage.ui import forms, pages
from garage.ui.desk import Desk
from garage.ui.forms import printing, reasons
from garage.ui.forms.about import ShortcutsDialog, keys_everywhere
from garage.ui.forms.acting_person import ActingPersonDialog
from garage.ui.forms.advice import AdviceForm, DeclineForm, close_advice
from garage.ui.forms.arrival import ArrivalForm
from garage.ui.forms.authorisation import AuthorisationForm
from garage.ui.forms.backups import BackupsDialog, RestoreForm
from garage.ui.forms.bay import BayForm
from garage.ui.forms.certificate import VoidCertificateForm
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.day_close import DayCloseForm
from garage.ui.forms.delay import DelayForm
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.document_form import DocumentForm
from garage.ui.forms.drop_line import DropLineForm
from garage.ui.forms.estimate_rework import Earlier, ReworkForm
from garage.ui.forms.fault import EscalateForm, FaultClassForm
from garage.ui.forms.first_start import FirstStartForm
from garage.ui.forms.gate import GateForm, ReadingForm
from garage.ui.forms.goods_receipt import GoodsReceiptForm
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.hold import HoldForm
from garage.ui.forms.inspection import InspectionForm
from garage.ui.forms.issue_parts import PartsForm
from garage.ui.forms.labour_rate import LabourRateForm
from garage.ui.forms.line_terms import LineDiscountForm, LineForm, WhoPaysForm
from garage.ui.forms.odometer import OdometerForm
from garage.ui.forms.on_account import AllowanceForm, InvoiceForm, OnAccountForm
from garage.ui.forms.operation import OperationForm
from garage.ui.forms.papers_window import PapersWindow
from garage.ui.forms.part import PartForm
from garage.ui.forms.part_labels import LabelsForm
from garage.ui.forms.payment import ChangeMethodForm, DepositForm, MoneyForm, PaymentForm, RefundForm
from garage.ui.forms.print_section import PrintHabitForm, PrintSection
from garage.ui.forms.purchase_limit import PurchaseLimitForm
from garage.ui.forms.purchase_order import (
    ExpectForm,
    OrderForLineForm,
    PlaceOrderForm,
    PurchaseOrderForm,
)
from garage.ui.forms.ready import ParkingForm, ReadyForm
from garage.ui.forms.reception import ReceptionForm
from garage.ui.forms.settings import SECTIONS, SettingsDialog
from garage.ui.forms.settings_section import FormSection
from garage.ui.forms.settlement import SettlementForm
from garage.ui.forms.shop_floor_lines import WorkDialog
from garage.ui.forms.spot_purchase import SpotPurchaseForm
from garage.ui.forms.staff import StaffForm
from garage.ui.forms.substitute import SubstituteForm
from garage.ui.forms.supplement import SupplementForm
from garage.ui.forms.supplement_answer import AnswerForm
from garage.ui.forms.trips import BackForm, OutForm, TripForm
from garage.ui.forms.vat import VatRateForm
from garage.ui.forms.vehicle import VehicleForm
from garage.ui.forms.vehicle_owner import VehicleOwnerForm
from garage.ui.forms.warranty_policy import WarrantyPolicyForm, WarrantySection
from garage.ui.kit.pdf_preview import PdfPreview
from tests.services.road import Road
from tests.ui import catalogue_bench, catalogue_care, catalogue_returns, catalogue_suppliers, catalogue_themes
from tests.ui.conftest import Clock

MakeForm = Callable[[Desk, OrderPage], QDialog]


def live_pass(page: OrderPage) -> PassRow:
    """The pass with which the car is away."""
    row = exit_passes.live(page.id)
    assert row is not None
    return row


def proposed(page: OrderPage) -> SupplementRow:
    """The supplement that waits for its answer."""
    return supplements.of_order(page.id)[-1]


def advised(page: OrderPage) -> AdviceRow:
    """Work that was recommended."""
    return vehicle_history.advice(page.vehicle_id)[0]


def earlier_work(_desk: Desk, page: OrderPage) -> QDialog:
    line = Earlier(1, "WO-2026-00001", "更换前刹车片", date(2026, 11, 1), "还剩 18,000 km / 80 天")
    return ReworkForm(None, page.lines[0].name, [line])


def a_part() -> parts.PartRow:
    """The first part of the stock."""
    return parts.page().rows[0]


def promise(desk: Desk, _page: OrderPage) -> QDialog:
    return WarrantyPolicyForm(desk, WarrantySection(desk).rows()[0])


def restore(desk: Desk, _page: OrderPage) -> QDialog:
    return RestoreForm(None, desk, backups.Restoring(backups.listed()[0], backups.opened(), desk.now()))


def habit(desk: Desk, _page: OrderPage) -> QDialog:
    return PrintHabitForm(PrintSection(desk).rows()[0])


def paper(desk: Desk, page: OrderPage) -> PdfPreview:
    """The reception sheet before it is printed."""
    build = printing.papers.reception_sheet
    wanted = printing.Paper("reception", page.no, lambda imprint: build(page.id, imprint))
    return printing._preview(None, desk, wanted)


def two_papers(desk: Desk, page: OrderPage) -> QDialog:
    return PapersWindow(None, [paper(desk, page), paper(desk, page)])


def settings(section: str) -> MakeForm:
    """The settings at one of their sections."""

    def make(desk: Desk, _page: OrderPage) -> QDialog:
        dialog = SettingsDialog(desk)
        dialog.show_section(section)
        return dialog

    return make


def stocked(page: OrderPage) -> list[Line]:
    """The lines of an order that name a part of the stock."""
    return [line for line in page.lines if line.part_id]


def a_purchase(desk: Desk, page: OrderPage, *, place: bool = False) -> PurchaseRow:
    """A purchase order of the part that the order needs, drafted or placed."""
    lines = [purchasing.OrderedPart(line.part_id or 0, 2000, 35_000) for line in stocked(page)]
    order = purchasing.create_order(desk.by(), catalogue_suppliers.a_supplier(desk), lines)
    if place:
        purchasing.place(desk.by(), order, 1)
    return purchase_orders.open_order(order).row


FORMS: dict[str, tuple[str, MakeForm]] = {
    "first_start": ("receive", lambda desk, _page: FirstStartForm(desk.now)),
    "acting_person": ("receive", lambda desk, _page: ActingPersonDialog(desk.person.id)),
    "shortcuts": ("receive", lambda _desk, _page: ShortcutsDialog([("Everywhere", keys_everywhere())])),
    "backups": ("backed_up", lambda desk, _page: BackupsDialog(desk)),
    "restore": ("backed_up", restore),
    **{f"settings_{section}": ("receive", settings(section)) for section in SECTIONS},
    "staff": ("receive", lambda desk, _page: StaffForm(desk, staff.people()[1])),
    "bay": ("receive", lambda desk, _page: BayForm(desk)),
    "labour_rate": ("receive", lambda desk, _page: LabourRateForm(desk)),
    "vat_rate": ("receive", lambda desk, _page: VatRateForm(desk)),
    "operation": ("receive", lambda desk, _page: OperationForm(desk)),
    "promise": ("receive", promise),
    "print_habit": ("receive", habit),
    **catalogue_themes.FORMS,
    "arrival": ("receive", lambda desk, _page: ArrivalForm(None, desk)),
    "customer": ("receive", lambda desk, page: CustomerForm(desk, None, page.customer_id)),
    "vehicle": ("receive", lambda desk, page: VehicleForm(desk, None, page.vehicle_id)),
    "vehicle_owner": ("receive", lambda desk, page: VehicleOwnerForm(desk, None, page.vehicle_id)),
    "odometer": ("receive", lambda desk, page: OdometerForm(desk, None, page.vehicle_id)),
    "part": ("receive", lambda desk, _page: PartForm(desk, None)),
    "substitute": ("receive", lambda desk, _page: SubstituteForm(desk, None, a_part().id)),
    "labels": ("receive", lambda desk, _page: LabelsForm(desk, None, part_labels.of_parts([a_part().id]))),
    "day_close": ("receive", lambda desk, _page: DayCloseForm(None, desk)),
    "goods_receipt": ("receive", lambda desk, _page: GoodsReceiptForm(desk, None)),
    "delivery": (
        "receive",
        lambda desk, page: GoodsReceiptForm(desk, None, order_id=a_purchase(desk, page, place=True).id),
    ),
    "purchase_order": (
        "receive",
        lambda desk, page: PurchaseOrderForm(desk, None, a_purchase(desk, page).id),
    ),
    "place_order": ("receive", lambda desk, page: PlaceOrderForm(None, desk, a_purchase(desk, page))),
    "expect": ("receive", lambda desk, page: ExpectForm(None, desk, a_purchase(desk, page, place=True))),
    "purchase_limit": ("receive", lambda desk, _page: PurchaseLimitForm(None, desk)),
    "order_for_line": ("authorise", lambda desk, page: OrderForLineForm(None, desk, page, stocked(page))),
    "spot_purchase": ("dispatch", lambda desk, page: SpotPurchaseForm(None, desk, page)),
    "reception": ("receive", lambda desk, page: ReceptionForm(None, desk, page)),
    "rework": ("receive", earlier_work),
    "authorisation": ("receive", lambda desk, page: AuthorisationForm(None, desk, page)),
    "preview": ("receive", paper),
    "papers": ("receive", two_papers),
    "cancel_order": ("receive", lambda desk, page: reasons.cancel_order(None, desk, page)),
    "leave_unrepaired": ("receive", lambda desk, page: reasons.leave_unrepaired(None, desk, page)),
    "advice": ("receive", lambda desk, page: AdviceForm(None, desk, page)),
    "advice_row": ("advised", lambda desk, page: AdviceForm(None, desk, page, advised(page))),
    "decline_advice": ("advised", lambda desk, page: DeclineForm(None, desk, page, advised(page))),
    "close_advice": ("advised", lambda desk, page: close_advice(None, desk, advised(page))),
    "dispatch": ("authorise", lambda desk, page: DispatchForm(None, desk, page)),
    "work": ("dispatch", lambda desk, page: WorkDialog(None, desk, page.id)),
    "parts": ("dispatch", lambda desk, page: PartsForm(None, desk, page)),
    "parts_back": ("issue", lambda desk, page: PartsForm(None, desk, page, returning=True)),
    "bill_issued": ("dispatch", lambda desk, page: reasons.bill_issued(None, desk, page)),
    "supplement": ("dispatch", lambda desk, page: SupplementForm(None, desk, page)),
    "supplement_row": ("proposed", lambda desk, page: SupplementForm(None, desk, page, proposed(page))),
    "answer": ("proposed", lambda desk, page: AnswerForm(None, desk, page, proposed(page))),
    "hold": ("dispatch", lambda desk, page: HoldForm(None, desk, page)),
    "delay": ("dispatch", lambda desk, page: DelayForm(None, desk, page)),
    "drop_line": ("dispatch", lambda desk, page: DropLineForm(None, desk, page)),
    "fault_class": ("dispatch", lambda desk, page: FaultClassForm(None, desk, page)),
    "escalate": ("dispatch", lambda desk, page: EscalateForm(None, desk, page)),
    "road_test": ("dispatch", lambda desk, page: TripForm(None, desk, page, PassKind.ROAD_TEST)),
    "sublet": ("dispatch", lambda desk, page: TripForm(None, desk, page, PassKind.SUBLET)),
    "trip_out": ("trip", lambda desk, page: OutForm(None, desk, page, live_pass(page))),
    "trip_back": ("away", lambda desk, page: BackForm(None, desk, page, live_pass(page))),
    "inspection": ("work", lambda desk, page: InspectionForm(None, desk, page, InspectionStage.SELF)),
    "final": ("leader", lambda desk, page: InspectionForm(None, desk, page, InspectionStage.FINAL)),
    "ready": ("inspect", lambda desk, page: ReadyForm(None, desk, page)),
    "parking": ("ready", lambda desk, page: ParkingForm(None, desk, page)),
    "back_to_work": ("ready", lambda desk, page: reasons.back_to_work(None, desk, page)),
    "void_certificate": ("certified", lambda desk, page: VoidCertificateForm(None, desk, page)),
    "handover": ("ready", lambda desk, page: HandoverForm(None, desk, page)),
    "deposit": ("receive", lambda desk, page: DepositForm(None, desk, page)),
    "refund": ("deposit", lambda desk, page: RefundForm(None, desk, page)),
    "who_pays": ("ready", lambda desk, page: WhoPaysForm(None, desk, page)),
    "line_discount": ("ready", lambda desk, page: LineDiscountForm(None, desk, page)),
    "settlement": ("ready", lambda desk, page: SettlementForm(None, desk, page)),
    "payment": ("bill", lambda desk, page: PaymentForm(None, desk, page)),
    "on_account": ("bill", lambda desk, page: OnAccountForm(None, desk, page)),
    "allowance": ("bill", lambda desk, page: AllowanceForm(None, desk, page)),
    "invoice": ("bill", lambda desk, page: InvoiceForm(None, desk, page)),
    "void_settlement": ("bill", lambda desk, page: reasons.void_settlement(None, desk, page)),
    "change_method": ("settle", lambda desk, page: ChangeMethodForm(None, desk, page)),
    "void_receipt": ("settle", lambda desk, page: reasons.VoidReceiptForm(None, desk, page)),
    "void_pass": ("settle", lambda desk, page: reasons.void_pass(None, desk, page, live_pass(page))),
    "gate": ("settle", lambda desk, page: GateForm(None, desk, page)),
}
"""How far the road has to be gone, and the form."""

BASES = {
    DocumentForm,
    FormSection,
    LineForm,
    MoneyForm,
    ReadingForm,
    *catalogue_returns.BASES,
    *catalogue_care.BASES,
}
"""Not opened themselves."""


def leader(road: Road) -> None:
    """Up to the leader's check."""
    road.work()
    road.check(InspectionStage.SELF, road.mechanic)
    road.check(InspectionStage.LEADER, road.leader)


def recommend(road: Road) -> None:
    """Safety work for another day."""
    advice.recommend(road.boss, road.order, advice.AdviceData("后制动片剩 3 mm", safety=True))


def propose(road: Road) -> None:
    """A supplement of safety work that waits for its answer."""
    line = LineData(LineKind.OTHER, "更换制动液", unit_price_fen=8_000)
    data = supplements.SupplementData("制动液含水量 4%", (line,), safety=True)
    supplements.propose(road.boss, road.order, data, hold=True)


def sublet(road: Road) -> str:
    """A pass with which the car goes to another shop."""
    back = road.boss.at + timedelta(hours=3)
    return trips.issue(
        road.boss, road.order, PassKind.SUBLET, return_at=back, vendor="永固轮毂", purpose="轮毂修复"
    )


def send_back(road: Road) -> None:
    """The bill is voided and the car goes back to work: papers of every kind, and lines to start."""
    settlements.void(road.boss, road.order, "开错了")
    stage = InspectionStage.HANDOVER
    road.check(stage, road.inspector, passed=False)


STAGES: dict[str, Callable[[Road], object]] = {
    "receive": Road.receive,
    "authorise": Road.authorise,
    "dispatch": Road.dispatch,
    "issue": Road.issue,
    "work": Road.work,
    "inspect": Road.inspect,
    "ready": Road.make_ready,
    "bill": lambda road: settlements.settle(road.boss, road.order, Terms()),
    "pay": lambda road: settlements.void(road.boss, road.order, "开错了"),
    "settle": Road.settle,
}
"""The straight road."""

TURNS: dict[str, tuple[str, Callable[[Road], object]]] = {
    "backed_up": ("receive", lambda road: backups.start(Kind.BY_HAND, road.boss.at)(Quiet())),
    "advised": ("receive", recommend),
    "deposit": (
        "receive",
        lambda road: payments.take_deposit(road.boss, road.order, [Tender(PayMethod.CASH, 50_000)]),
    ),
    "proposed": ("dispatch", propose),
    "trip": ("dispatch", sublet),
    "away": ("dispatch", lambda road: trips.out(road.boss, sublet(road), 86_413)),
    "owing": ("dispatch", catalogue_bench.owe),
    **catalogue_themes.STAGES,
    "leader": ("issue", leader),
    "certified": ("ready", lambda road: certificates.issue(road.boss, road.order)),
}
"""Turns of the road: where each leaves it, and how."""


def made(name: str, desk: Desk, road: Road) -> QDialog:
    """A form of the catalogue for an order that has come far enough; not shown yet."""
    return FORMS[name][1](desk, orders.open_page(road.order))


def walk(desk: Desk, road: Road, clock: Clock) -> Iterator[tuple[str, QDialog]]:
    """Every form, each when an order has come so far; one is gone before the next is made."""
    for stage, step in STAGES.items():
        step(road)
        yield from _forms_at(stage, desk, road, clock)
        here = road.boss
        for name, (goal, turn) in TURNS.items():
            if goal == stage:
                with database.database.atomic() as undone:
                    turn(road)
                    yield from _forms_at(name, desk, road, clock)
                    undone.rollback()
                road.boss = here


def _forms_at(stage: str, desk: Desk, road: Road, clock: Clock) -> Iterator[tuple[str, QDialog]]:
    clock.now = road.boss.at
    for name, (wanted, _make) in FORMS.items():
        if wanted == stage:
            form = made(name, desk, road)
            yield name, form
            form.hide()
            form.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def dialogs() -> set[type[QDialog]]:
    """Every dialog class that forms and pages define."""
    found: set[type[QDialog]] = set()
    for package in (forms, pages):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for _name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
                if issubclass(kind, QDialog) and kind.__module__ == module.name:
                    found.add(kind)
    return {kind for kind in found - BASES if not (kind.__name__.startswith("_") and kind.__subclasses__())}


def kinds_of(form: QDialog) -> set[type[QWidget]]:
    """The dialog's class and those of the forms it holds."""
    return {type(form), *(type(part) for part in form.findChildren(QDialog))}
