"""F4: somebody calls or comes in, whatever is in sight (G2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from garage.ui.forms.log_contact import LogContactForm
    from garage.ui.main_window.window import MainWindow

STEPS = "talk_steps"


def log_contact(window: MainWindow, over: QWidget | None = None) -> LogContactForm:
    """The form of a talk, about the customer and the car in sight; what it led to follows in its place.

    It stands `over` the form in which somebody types just now, which waits.
    """
    from garage.ui.pages.talk_steps import TalkSteps  # noqa: PLC0415 - not before the first call

    about = getattr(window.stack.currentWidget(), "in_sight", None)
    customer_id, vehicle_id = about() if about is not None else (None, None)
    steps = window.findChild(TalkSteps, STEPS, Qt.FindChildOption.FindDirectChildrenOnly)
    if steps is None:
        steps = TalkSteps(window, window.desk)
        steps.setObjectName(STEPS)
    return steps.log(customer_id, vehicle_id, over)
