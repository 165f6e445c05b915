"""Every form and dialog of the program, each with how far an order's road has to be gone before it opens."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from garage.domain.inspections import InspectionStage
from garage.services import orders, settlements
from garage.services.orders import OrderPage
from garage.ui import forms, pages
from garage.ui.desk import Desk
from garage.ui.forms import reasons
from garage.ui.forms.arrival import ArrivalForm
from garage.ui.forms.authorisation import AuthorisationForm
from garage.ui.forms.customer import CustomerForm
from garage.ui.forms.dispatch import DispatchForm
from garage.ui.forms.document_form import DocumentForm
from garage.ui.forms.gate import GateForm
from garage.ui.forms.goods_receipt import GoodsReceiptForm
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.inspection import InspectionForm
from garage.ui.forms.issue_parts import PartsForm
from garage.ui.forms.part import PartForm
from garage.ui.forms.reception import ReceptionForm
from garage.ui.forms.settlement import PaymentForm, SettlementForm
from garage.ui.forms.shop_floor_lines import WorkDialog
from garage.ui.forms.vehicle import VehicleForm
from tests.services.road import Road

MakeForm = Callable[[Desk, OrderPage], QDialog]

FORMS: dict[str, tuple[str, MakeForm]] = {
    "arrival": ("receive", lambda desk, _page: ArrivalForm(None, desk)),
    "customer": ("receive", lambda desk, page: CustomerForm(desk, None, page.customer_id)),
    "vehicle": ("receive", lambda desk, page: VehicleForm(desk, None, page.vehicle_id)),
    "part": ("receive", lambda desk, _page: PartForm(desk, None)),
    "goods_receipt": ("receive", lambda desk, _page: GoodsReceiptForm(desk, None)),
    "advice": ("receive", lambda desk, page: reasons.AdviceForm(None, desk, page)),
    "reception": ("receive", lambda desk, page: ReceptionForm(None, desk, page)),
    "authorisation": ("receive", lambda desk, page: AuthorisationForm(None, desk, page)),
    "cancel_order": ("receive", lambda desk, page: reasons.cancel_order(None, desk, page)),
    "dispatch": ("authorise", lambda desk, page: DispatchForm(None, desk, page)),
    "work": ("dispatch", lambda desk, page: WorkDialog(None, desk, page.id)),
    "parts": ("dispatch", lambda desk, page: PartsForm(None, desk, page)),
    "inspection": ("work", lambda desk, page: InspectionForm(None, desk, page, InspectionStage.SELF)),
    "final": ("leader", lambda desk, page: InspectionForm(None, desk, page, InspectionStage.FINAL)),
    "handover": ("ready", lambda desk, page: HandoverForm(None, desk, page)),
    "settlement": ("ready", lambda desk, page: SettlementForm(None, desk, page)),
    "payment": ("bill", lambda desk, page: PaymentForm(None, desk, page)),
    "void_receipt": ("settle", lambda desk, page: reasons.VoidReceiptForm(None, desk, page)),
    "gate": ("settle", lambda desk, page: GateForm(None, desk, page)),
}

BASES = {DocumentForm, reasons.ReasonForm}
"""Not opened themselves."""


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


def opened(name: str, desk: Desk, road: Road) -> QDialog:
    """A form of the catalogue for an order that has come far enough; not shown yet."""
    stage, make = FORMS[name]
    go(road, stage)
    return make(desk, orders.open_page(road.order))


def dialogs() -> set[type[QDialog]]:
    """Every dialog class that forms and pages define."""
    found = set()
    for package in (forms, pages):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for _name, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
                if issubclass(kind, QDialog) and kind.__module__ == module.name:
                    found.add(kind)
    return found - BASES
