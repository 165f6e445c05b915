"""The handover check before the bill: list, old parts, customer told, time agreed (C1)."""

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from garage.domain.inspections import CHECK_ITEMS, InspectionResult, InspectionStage
from garage.domain.labels import label
from garage.domain.orders import ArrivalMode, OldPartChoice
from garage.domain.phones import display_phone
from garage.errors import FieldError
from garage.i18n import _
from garage.services import inspections, orders
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.check_list import CheckList
from garage.ui.forms.inspection import odometer_hint
from garage.ui.forms.old_part_panel import OldPartPanel
from garage.ui.forms.order_head import about, words
from garage.ui.forms.owed_panel import OwedPanel
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.date_fields import MomentField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import KilometreField, TextField


class NowField(QWidget):
    """A moment with a button that says now."""

    edited = Signal()

    def __init__(self, desk: Desk, shortcut: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.moment = MomentField(now=desk.now)
        self.moment.textEdited.connect(self.edited)
        self.now_button = QPushButton(icon("clock", "accent"), _("Right now"))
        self.now_button.setObjectName("now")
        self.now_button.setAccessibleName(_("Right now"))
        set_key(self.now_button, shortcut)
        self.now_button.setToolTip(f"{_('Right now')} ({shortcut})")
        self.now_button.setAutoDefault(False)
        self.now_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.now_button.clicked.connect(self._take_now)
        self.setFocusProxy(self.moment)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.moment, 1)
        layout.addWidget(self.now_button)

    @property
    def field_name(self) -> str:
        """What its FieldErrors are called."""
        return self.moment.field_name

    @field_name.setter
    def field_name(self, name: str) -> None:
        self.moment.field_name = name
        self.moment.setObjectName(f"{name}_moment")

    def raw(self) -> str:
        """What stands in the field."""
        return self.moment.text()

    def value(self) -> dt.datetime | None:
        """The moment, None when empty; raises FieldError."""
        return self.moment.moment()

    def set_value(self, value: dt.datetime | None) -> None:
        """Show `value`."""
        self.moment.set_moment(value)

    def _take_now(self) -> None:
        self.set_value(self._desk.now())
        self.edited.emit()


class HandoverForm(FormDialog):
    """Everything that has to be right before the customer gets the bill."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(
            parent, _("Handover check"), about(page), default_text=_("Ready to hand over"), width=760
        )
        self.setObjectName("handover_form")
        self._desk = desk
        self._page = page
        if page.parking_spot:
            self.add_widget(words(_("Stands at {spot}").format(spot=page.parking_spot), "section"))
        self.owed = OwedPanel(desk, page.id)
        self.add_widget(self.owed)
        self.old_parts_here = OldPartPanel(desk, page.id)
        self.add_widget(self.old_parts_here)
        self.items = self.add_field(
            "items",
            _("Check list"),
            CheckList(CHECK_ITEMS[InspectionStage.HANDOVER], noted=True),
            _("P passed, F failed, N or a figure adds a value or a note."),
        )
        choices = [choice for choice in OldPartChoice if choice is not OldPartChoice.UNDECIDED]
        self._old_parts = self.add_field(
            "old_parts",
            _("Old parts"),
            ChoiceField(
                choices=[(choice, label(choice)) for choice in choices], placeholder=_("Ask the customer")
            ),
            required=True,
        )
        phone = page.reception.brought_by_phone or next(iter(page.phones), "")
        self._told = self.add_field(
            "customer_told_at",
            _("Customer told at"),
            NowField(desk, "Ctrl+T"),
            _("Call {number}.").format(number=display_phone(phone)) if phone else "",
        )
        self._agreed = self.add_field(
            "agreed_at",
            _("Agreed to come at"),
            MomentField(now=desk.now),
            _("A large job: better outside the rush.") if _is_large(page) else "",
            beside=True,
        )
        self._road_test = self.add_field(
            "road_test_km", _("Odometer after the road test"), KilometreField(), odometer_hint(page)
        )
        self._remark = self.add_field("remark", _("Remark"), TextField(limit=500, lines=1), beside=True)
        self.items.edited.connect(self._say_result)

    def load(self) -> None:
        wish = self._page.reception.old_parts
        self._old_parts.set_value(None if wish is OldPartChoice.UNDECIDED else wish)
        self._told.set_value(self._page.customer_told_at)
        self._agreed.set_moment(self._page.handover_agreed_at)
        self._say_result()
        self.items.setFocus()

    def contents(self) -> Any:
        return super().contents(), self.items.raw()

    def check(self) -> None:
        if not self._remark.value() and not self.items.explained():
            raise FieldError("remark", _("Say what is wrong, so that it can be put right."))

    def save(self) -> InspectionResult:
        return inspections.hand_over(
            self._desk.by(),
            self._page.id,
            self.items.value(),
            old_parts=self._old_parts.value(),
            customer_told_at=self._told.value(),
            agreed_at=self._agreed.moment(),
            remark=self._remark.value(),
            notes=self.items.notes(),
            road_test_km=self._road_test.km(),
            version=self._page.version,
        )

    def renew(self) -> None:
        self._page = orders.open_page(self._page.id)

    def _say_result(self) -> None:
        failed = self.items.failed()
        text = _("Record as failed") if failed else _("Ready to hand over")
        self.save_button.setText(text)
        self.save_button.setIcon(icon("undo" if failed else "check", "on_accent"))
        self.save_button.setAccessibleName(text)


def _is_large(page: OrderPage) -> bool:
    return page.facts.needs_certificate or page.reception.arrival is ArrivalMode.ACCIDENT
