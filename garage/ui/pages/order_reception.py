"""The reception sheet on the order's page: what was written down, and the car with its marks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from garage.domain.labels import PRESENT, label
from garage.domain.orders import EDITABLE
from garage.domain.phones import display_phone
from garage.i18n import _
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.car_outline import CarOutline
from garage.ui.forms.spoken_time import say_moment
from garage.ui.pages.order_records import RecordsTab


class ReceptionTab(RecordsTab):
    """Read here, filled in with the reception form."""

    form_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(18)
        self._facts.setVerticalSpacing(6)
        self._facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        inside.setObjectName("form_body")
        inside.setLayout(self._facts)
        scroll = QScrollArea()
        scroll.setObjectName("reception_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        self.outline = CarOutline(read_only=True)
        self._legend = QLabel()
        self._legend.setProperty("tone", "muted")
        self._legend.setWordWrap(True)
        right = QVBoxLayout()
        right.addWidget(self.outline, 1)
        halves = QHBoxLayout()
        halves.setSpacing(18)
        halves.addWidget(scroll, 1)
        halves.addLayout(right, 1)
        right.addWidget(self._legend)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.fill_in = self.add_button(
            buttons, "fill_reception", _("Reception sheet…"), "pencil", self.form_asked.emit
        )
        self._frozen = QLabel(_("The estimate is finished: the reception sheet is frozen."))
        self._frozen.setProperty("tone", "muted")
        self.setFocusProxy(self.fill_in)
        buttons.addWidget(self._frozen)
        right.addLayout(buttons)
        self.column.addLayout(halves, 1)

    def refresh(self, page: OrderPage) -> None:
        editable = page.state in EDITABLE
        self.fill_in.setVisible(editable)
        self._frozen.setVisible(not editable)
        while self._facts.rowCount():
            self._facts.removeRow(0)
        for name, text in self._rows(page):
            if text:
                self._facts.addRow(_words(name, "muted"), _words(text, ""))
        sheet = page.reception
        self.outline.set_marks(sheet.marks)
        numbered = [
            " ".join(word for word in (f"{number}", label(mark.damage), mark.note) if word)
            for number, mark in enumerate(sheet.marks, 1)
        ]
        none = (
            _("No damage marked.") if sheet.walk_around_done else _("Nobody has walked around the car yet.")
        )
        self._legend.setText("   ".join(numbered) or none)

    def _rows(self, page: OrderPage) -> list[tuple[str, str]]:
        sheet, now = page.reception, self.desk.now()
        person = " ".join(word for word in (sheet.brought_by, display_phone(sheet.brought_by_phone)) if word)
        km = (
            _("{km} km").format(km=f"{sheet.odometer_km:,}")
            if sheet.odometer_km is not None
            else _("not read")
        )
        fuel = _("{n}/8 tank").format(n=sheet.fuel_eighths) if sheet.fuel_eighths is not None else ""
        there = _(", ").join(_(words) for code, words in PRESENT.items() if code in sheet.present)
        promised = say_moment(sheet.promised_at, now) if sheet.promised_at else ""
        later = _("after inspection") if sheet.after_inspection else ""
        return [
            (_("Complaint"), sheet.complaint),
            (_("Received at"), say_moment(page.received_at, now)),
            (_("Brought by"), person),
            (_("Arrival"), label(sheet.arrival)),
            (_("Repair category"), label(sheet.category) if sheet.category else ""),
            (_("Odometer"), km),
            (_("Fuel"), fuel),
            (_("Warning lamps"), sheet.warning_lamps),
            (_("Belongings"), sheet.belongings),
            (_("In the car"), there),
            (_("Valuables"), _("taken out by the customer") if sheet.valuables_removed else ""),
            (_("Old parts"), label(sheet.old_parts)),
            (_("Wash"), _("yes") if sheet.wash else _("no")),
            (_("Convenient call time"), sheet.call_time),
            (_("Payment by"), label(sheet.pay_method) if sheet.pay_method else ""),
            (_("Promised time"), promised or later or _("not promised")),
            (_("Fault class"), label(sheet.fault_class) if sheet.fault_class else ""),
        ]


def _words(text: str, tone: str) -> QLabel:
    words = QLabel(text)
    words.setProperty("tone", tone)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(True)
    return words
