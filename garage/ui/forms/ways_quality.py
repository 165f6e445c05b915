"""Inspections, handover check and advice of an order."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from garage.domain.inspections import InspectionStage
from garage.domain.order_steps import OrderAct
from garage.domain.orders import OrderState
from garage.i18n import N_
from garage.services import certificates
from garage.services.certificates import CERTIFIABLE
from garage.services.inspections import STATE_OF_STAGE
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import printing, reasons
from garage.ui.forms.advice import AdviceForm
from garage.ui.forms.certificate import VoidCertificateForm
from garage.ui.forms.fault import EscalateForm, FaultClassForm, is_unsolved
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.inspection import InspectionForm
from garage.ui.forms.order_run import Act, Secondary, run, step
from garage.ui.forms.ready import ParkingForm, ReadyForm, may_park


def inspect(stage: InspectionStage) -> Act:
    """One stage of inspection."""

    def way(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        return run(InspectionForm(parent, desk, page, stage), parent, desk, page)

    return way


def hand_over(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The handover check."""
    return run(HandoverForm(parent, desk, page), parent, desk, page)


def certify(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The completion certificate and its paper."""
    printing.print_certificate(parent, desk, certificates.issue(desk.by(), page.id))
    return True


def void_certificate(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Take the certificate back; then the paper of the new one."""
    form = VoidCertificateForm(parent, desk, page)
    done = run(form, parent, desk, page)
    if form.issued_no:
        printing.print_certificate(parent, desk, form.issued_no)
    return done


def skip_wash(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """On without the wash."""
    return run(reasons.skip_wash(parent, desk, page), parent, desk, page)


def make_ready(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The look that nothing is left in the car, and where it stands."""
    return run(ReadyForm(parent, desk, page), parent, desk, page)


def park(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Where the car stands."""
    return run(ParkingForm(parent, desk, page), parent, desk, page)


def set_fault_class(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """How hard the fault is."""
    return run(FaultClassForm(parent, desk, page), parent, desk, page)


def escalate(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Tell somebody above."""
    return run(EscalateForm(parent, desk, page), parent, desk, page)


def recommend(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Work for another day."""
    return run(AdviceForm(parent, desk, page), parent, desk, page)


def _may_inspect(stage: InspectionStage) -> Callable[[OrderPage], bool]:
    return lambda page: page.facts.needs_certificate and page.state in STATE_OF_STAGE[stage]


def _may_check_again(page: OrderPage) -> bool:
    return page.state is OrderState.READY and page.facts.handover_passed


def _may_certify_on_wish(page: OrderPage) -> bool:
    facts = page.facts
    return page.state in CERTIFIABLE and not facts.needs_certificate and not facts.certified


def _may_void_certificate(page: OrderPage) -> bool:
    return page.state in CERTIFIABLE and page.facts.certified


_STAGE = InspectionStage
MORE: tuple[Secondary, ...] = (
    Secondary(
        "diagnosis",
        N_("Diagnosis…"),
        "Ctrl+Shift+G",
        "search",
        _may_inspect(_STAGE.DIAGNOSIS),
        inspect(_STAGE.DIAGNOSIS),
    ),
    Secondary(
        "in_process",
        N_("In-process inspection…"),
        "Ctrl+Shift+N",
        "check",
        _may_inspect(_STAGE.IN_PROCESS),
        inspect(_STAGE.IN_PROCESS),
    ),
    Secondary(
        "certify",
        N_("Minor repair certificate"),
        "Ctrl+Alt+W",
        "check",
        _may_certify_on_wish,
        certify,
    ),
    Secondary(
        "void_certificate",
        N_("Void certificate…"),
        "Ctrl+Alt+Z",
        "undo",
        _may_void_certificate,
        void_certificate,
    ),
    Secondary("fault_class", N_("Fault class…"), "Ctrl+Alt+F", "clock", is_unsolved, set_fault_class),
    Secondary("escalate", N_("Escalate…"), "Ctrl+Alt+E", "warning", is_unsolved, escalate),
    step("no_wash", N_("No wash after all…"), "Ctrl+Alt+H", "close", OrderAct.NO_WASH),
    Secondary("park", N_("Parking spot…"), "Ctrl+Alt+K", "car", may_park, park),
    Secondary("hand_over", N_("Handover check again…"), "Ctrl+Shift+H", "check", _may_check_again, hand_over),
    Secondary(
        "recommend",
        N_("Recommend work…"),
        "Ctrl+Shift+M",
        "plus",
        lambda page: page.state is not OrderState.CANCELLED,
        recommend,
    ),
)
"""Beside the road, in the order of the menu."""
