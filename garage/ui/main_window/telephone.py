"""F4: somebody calls or comes in, whatever is in sight (G2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from garage.ui.forms.log_contact import LogContactForm
    from garage.ui.main_window.window import MainWindow


def log_contact(window: MainWindow) -> LogContactForm:
    """The form of a talk, about the customer and the car in sight."""
    from garage.ui.forms.log_contact import LogContactForm  # noqa: PLC0415 - not before the first call

    about = getattr(window.stack.currentWidget(), "in_sight", None)
    customer_id, vehicle_id = about() if about is not None else (None, None)
    form = LogContactForm(window.desk, customer_id, vehicle_id, window)
    form.finished.connect(form.deleteLater)
    form.open()
    return form
