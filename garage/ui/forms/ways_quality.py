"""Inspections, handover check and advice of an order."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from garage.domain.inspections import InspectionStage
from garage.domain.orders import OrderState
from garage.i18n import N_
from garage.services.inspections import STATE_OF_STAGE
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms import reasons
from garage.ui.forms.handover import HandoverForm
from garage.ui.forms.inspection import InspectionForm
from garage.ui.forms.order_run import Act, Secondary, run


def inspect(stage: InspectionStage) -> Act:
    """One stage of inspection."""

    def way(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
        return run(InspectionForm(parent, desk, page, stage), parent, desk, page)

    return way


def hand_over(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The handover check."""
    return run(HandoverForm(parent, desk, page), parent, desk, page)


def recommend(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """Work for another day."""
    return run(reasons.AdviceForm(parent, desk, page), parent, desk, page)


def _may_inspect(stage: InspectionStage) -> Callable[[OrderPage], bool]:
    return lambda page: page.facts.needs_certificate and page.state in STATE_OF_STAGE[stage]


def _may_check_again(page: OrderPage) -> bool:
    return page.state is OrderState.READY and page.facts.handover_passed


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
