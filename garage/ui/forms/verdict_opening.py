"""The warranties of the car of an order: the form over whatever shows the order, or a verdict without it."""

from PySide6.QtWidgets import QWidget

from garage.domain.orders import UNSETTLED
from garage.domain.plates import display_plate
from garage.domain.verdicts import Coverage, Verdict
from garage.services.orders import OrderPage
from garage.ui.desk import Desk


def judge(
    parent: QWidget,
    desk: Desk,
    page: OrderPage,
    row: Coverage | None = None,
    verdict: Verdict | None = None,
    *,
    odometer_km: int | None = None,
) -> bool:
    """Everything that is promised on the car of an order, with its sums, and what is decided about it.

    With `row` and `verdict` that is decided at once, and the form opens only where something is missing. `odometer_km`
    is a reading that is typed but not saved. Says whether something is to be done again for free.
    """
    from garage.ui.forms.verdict import VerdictForm  # noqa: PLC0415 - built when first needed

    about = " · ".join(filter(None, (display_plate(page.plate) or page.vin, page.model, page.no)))
    km = page.reception.odometer_km if odometer_km is None else odometer_km
    may = page.state in UNSETTLED
    form = VerdictForm(parent, desk, page.vehicle_id, about, page.id, km, may_decide=may)
    said: list[Verdict] = []
    form.decided.connect(said.append)
    if row is None or verdict is None:
        form.exec()
    else:
        form.decide_now(row, verdict)
    form.deleteLater()
    return Verdict.REWORK in said
