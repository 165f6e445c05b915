"""Above which amount a purchase order needs an owner's word."""

from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.services import purchase_limits
from garage.ui.desk import Desk
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog


class PurchaseLimitForm(FormDialog):
    """One amount; empty, and everybody may place any order."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, _("Limit of an order"), width=460)
        self.setObjectName("purchase_limit_form")
        self._desk = desk
        self._limit = self.add_field(
            "limit",
            _("Largest order without an owner"),
            fields.MoneyField(),
            _("Above it an owner approves the order. Empty: everybody may place any order."),
        )

    def load(self) -> None:
        self._limit.set_value(purchase_limits.limit_fen())

    def save(self) -> None:
        purchase_limits.set_limit(self._desk.by(), self._limit.value())
