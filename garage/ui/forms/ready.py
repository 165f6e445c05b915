"""Before a car is ready: clean when it was washed, nothing of ours left in it, where it stands (B8)."""

from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.inspections import CHECK_ITEMS, InspectionResult
from garage.domain.labels import label
from garage.domain.orders import CLOSED
from garage.errors import FieldError
from garage.i18n import _
from garage.services import orders, readiness
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.check_list import CheckList
from garage.ui.forms.order_head import about, words
from garage.ui.forms.owed_panel import OwedPanel
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField, TextField


class ReadyForm(FormDialog):
    """Enter passes the whole list, Enter after the parking spot makes the car ready."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        stage = readiness.stage_of(page.state)
        super().__init__(parent, label(stage), about(page), default_text=_("Ready for handover"), width=620)
        self.setObjectName("ready_form")
        self._desk = desk
        self._page = page
        if page.reception.belongings:
            listed = _("Listed at reception: {things}").format(things=page.reception.belongings)
            self.add_widget(words(listed, "muted"))
        self.owed = OwedPanel(desk, page.id)
        self.add_widget(self.owed)
        self.items = self.add_field("items", _("Check list"), CheckList(CHECK_ITEMS[stage]))
        self._spot = self.add_field("parking_spot", _("Parking spot"), spot_field())
        self._remark = self.add_field(
            "remark", _("Remark"), TextField(limit=500, lines=2), _("What is wrong, when something failed.")
        )
        self.items.edited.connect(self._say_result)

    def load(self) -> None:
        self._spot.set_value(self._page.parking_spot)
        self.items.all_button.clicked.connect(self._spot.setFocus)
        self._say_result()
        self.items.all_button.setFocus()

    def contents(self) -> Any:
        return super().contents(), self.items.raw()

    def check(self) -> None:
        if self.items.failed() and not self._remark.value():
            raise FieldError("remark", _("Say what is wrong, so that it can be put right."))

    def save(self) -> InspectionResult:
        return readiness.make_ready(
            self._desk.by(),
            self._page.id,
            self.items.value(),
            parking_spot=self._spot.value(),
            remark=self._remark.value(),
            version=self._page.version,
        )

    def renew(self) -> None:
        self._page = orders.open_page(self._page.id)

    def _say_result(self) -> None:
        failed = self.items.failed()
        self.body.boxes["remark"].setVisible(failed)
        text = _("Record as failed") if failed else _("Ready for handover")
        self.save_button.setText(text)
        self.save_button.setIcon(icon("undo" if failed else "check", "on_accent"))
        self.save_button.setAccessibleName(text)
        self.save_button.setToolTip(f"{text} (Ctrl+Enter)")
        self.grow_soon()


class ParkingForm(FormDialog):
    """Where the car stands."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, _("Parking spot"), about(page), width=420)
        self.setObjectName("parking_form")
        self._desk = desk
        self._page = page
        self._spot = self.add_field("parking_spot", _("Parking spot"), spot_field())

    def load(self) -> None:
        self._spot.set_value(self._page.parking_spot)
        self._spot.selectAll()

    def save(self) -> None:
        readiness.park(self._desk.by(), self._page.id, self._spot.value(), version=self._page.version)

    def renew(self) -> None:
        self._page = orders.open_page(self._page.id)


def spot_field() -> LineField:
    """A field for a parking spot."""
    return LineField(limit=readiness.SPOT, placeholder=_("A3, or by the gate"))


def may_park(page: OrderPage) -> bool:
    """Whether the car is still here."""
    return page.state not in CLOSED
