"""What stands between the head of an order's page and its tabs: where the car is, what its past asks for."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from garage.domain.orders import EDITABLE, SUPPLEMENTED, UNSETTLED, OrderState
from garage.domain.rework import LIVE
from garage.errors import Reason
from garage.i18n import _
from garage.services import rework_rows, vehicle_history, verdicts
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.advice_panel import AdvicePanel
from garage.ui.forms.warranty_panel import WarrantyPanel
from garage.ui.kit.messages import toast
from garage.ui.kit.tips import plain_tip
from garage.ui.pages.order_passes import TripPanel
from garage.ui.pages.order_reworks import ReworkLines
from garage.ui.pages.order_waits import Waits

_CASE = Reason("open_rework", "", "open_rework")
"""The way to the case of what is done again."""
_SEEN = 144
"""Of the height they want so much is in sight at once: the tabs below are what people work in."""


class Notices(QScrollArea):
    """The trip the car is on, running warranties, advice of earlier visits, the customer's words; many scroll."""

    gate_asked = Signal()
    reason_clicked = Signal(object)
    decided = Signal(object, object)
    """(Coverage, Verdict): what one warranty is worth at this visit."""
    warranties_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("order_notices")
        self.setAccessibleName(_("Notices"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        self.warranty.case_asked.connect(lambda: self.reason_clicked.emit(_CASE))
        self.advice = AdvicePanel()
        self.complaint = QLabel()
        self.complaint.setObjectName("order_complaint")
        self.complaint.setProperty("tone", "muted")
        self.complaint.setTextFormat(Qt.TextFormat.PlainText)
        self.complaint.setWordWrap(True)
        self.complaint.setMaximumHeight(2 * self.complaint.fontMetrics().lineSpacing() + 2)
        self._body = QWidget()
        self._body.setObjectName("form_body")
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in self._inside():
            column.addWidget(widget)
        self.setWidget(self._body)

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
        asks = page.state in UNSETTLED and not _has_case(page.id)
        self.warranty.set_rows(covered, may_decide=page.state in UNSETTLED, asks_case=asks)
        self.advice.set_rows(
            earlier, may_add=may_type or page.state in SUPPLEMENTED, today=today, odometer_km=reading
        )
        self._say_complaint(page)
        self.setVisible(any(not widget.isHidden() for widget in self._inside()))
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # what was taken out and put in is measured once it stands

    def offer_case(self, order_id: int) -> None:
        """Something is done again for free: whose fault it was says its case."""
        if not _has_case(order_id):
            said = _("It is done again for free. A case says whose fault it was, and by when.")
            offer = (_("Open the rework case…"), lambda: self.reason_clicked.emit(_CASE))
            toast(self, said, "ok", offer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """No row is squashed: what does not fit is scrolled to."""
        column = self._body.layout()
        width = self.viewport().width()
        wanted = (
            column.totalHeightForWidth(width) if column.hasHeightForWidth() else column.sizeHint().height()
        )
        self._body.setMinimumHeight(wanted)
        self.setFixedHeight(min(wanted, _SEEN))

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


def _has_case(order_id: int) -> bool:
    """Whether a case is under way; one that was withdrawn can be followed by another."""
    return any(row.state in LIVE for row in rework_rows.of_order(order_id))
