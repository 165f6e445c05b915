"""Complaints about a job: one is registered from the order itself (G5)."""

from PySide6.QtWidgets import QWidget

from garage.i18n import N_, _
from garage.services import complaint_rows
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.complaint import ComplaintForm
from garage.ui.forms.order_run import Secondary, run
from garage.ui.kit.messages import toast


def say_registered(parent: QWidget, complaint_id: int) -> None:
    """The number of a new complaint, and by when it has to be verified."""
    row = complaint_rows.one(complaint_id)
    text = _("{number}: verify by {moment}.")
    toast(parent, text.format(number=row.no, moment=f"{row.verify_due_at:%m-%d %H:%M}"))


def complain(parent: QWidget, desk: Desk, page: OrderPage) -> bool:
    """The customer is unhappy with this job."""
    form = ComplaintForm(desk, parent, order_id=page.id)
    made: list[int] = []
    form.saved.connect(made.append)
    done = run(form, parent, desk, page)
    if made:
        say_registered(parent, made[0])
    return done


MORE: tuple[Secondary, ...] = (
    Secondary(
        "complain", N_("Complaint about this job…"), "Ctrl+Alt+9", "warning", lambda _page: True, complain
    ),
)
"""Beside the road, in the order of the menu."""
