"""What stands between the head of an order's page and its tabs: where the car is, what its past asks for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from garage.domain.orders import EDITABLE, SUPPLEMENTED, UNSETTLED, OrderState
from garage.i18n import _
from garage.services import vehicle_history, verdicts
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.advice_panel import AdvicePanel
from garage.ui.forms.warranty_panel import WarrantyPanel
from garage.ui.kit.tips import plain_tip
from garage.ui.pages.order_passes import TripPanel
from garage.ui.pages.order_reworks import ReworkLines
from garage.ui.pages.order_waits import Waits


class Notices(QWidget):
    """The trip the car is on, running warranties, advice of earlier visits, the customer's words."""

    gate_asked = Signal()
    reason_clicked = Signal(object)
    decided = Signal(object, object)
    """(Coverage, Verdict): what one warranty is worth at this visit."""
    warranties_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.trip = TripPanel(desk)
        self.trip.asked.connect(self.gate_asked)
        self.waits = Waits(desk)
        self.waits.asked.connect(self.reason_clicked)
        self.reworks = ReworkLines(desk)
        self.reworks.asked.connect(self.reason_clicked)
        self.warranty = WarrantyPanel()
        self.warranty.decided.connect(self.decided)
        self.warranty.all_asked.connect(self.warranties_asked)
        self.advice = AdvicePanel()
        self.complaint = QLabel()
        self.complaint.setObjectName("order_complaint")
        self.complaint.setProperty("tone", "muted")
        self.complaint.setTextFormat(Qt.TextFormat.PlainText)
        self.complaint.setWordWrap(True)
        self.complaint.setMaximumHeight(2 * self.complaint.fontMetrics().lineSpacing() + 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in self._inside():
            column.addWidget(widget)

    def set_page(self, page: OrderPage) -> None:
        """Show what concerns this order; a car that is gone has no past that matters here."""
        here = page.exited_at is None and page.state is not OrderState.CANCELLED
        reading = page.last_reading.km if page.last_reading else None
        today = self._desk.today()
        may_type = page.state in EDITABLE
        covered = verdicts.of_order(page.id, today) if here else ()
        advised = vehicle_history.advice(page.vehicle_id) if here else ()
        earlier = [row for row in advised if row.order_id != page.id]
        self.trip.set_page(page)
        self.waits.set_page(page)
        self.reworks.set_page(page)
        self.warranty.set_rows(covered, may_decide=page.state in UNSETTLED)
        self.advice.set_rows(
            earlier, may_add=may_type or page.state in SUPPLEMENTED, today=today, odometer_km=reading
        )
        self._say_complaint(page)
        self.setVisible(any(not widget.isHidden() for widget in self._inside()))

    def _inside(self) -> tuple[QWidget, ...]:
        return (self.trip, self.waits, self.reworks, self.warranty, self.advice, self.complaint)

    def _say_complaint(self, page: OrderPage) -> None:
        """The customer's words, or why the order ended."""
        text = page.reception.complaint
        if page.cancel_reason:
            text = _("Cancelled: {why}").format(why=page.cancel_reason)
        self.complaint.setText(text)
        self.complaint.setToolTip(plain_tip(text))
        self.complaint.setVisible(bool(text))
