"""Above which difference a cash-up needs an owner's word."""

from PySide6.QtWidgets import QWidget

from garage.i18n import _
from garage.services import cash_limits
from garage.ui.desk import Desk
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import MoneyField


class CashLimitForm(FormDialog):
    """One amount."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, _("Limit of a difference"), width=460)
        self.setObjectName("cash_limit_form")
        self._desk = desk
        self._limit = self.add_field(
            "limit",
            _("Largest difference without an owner"),
            MoneyField(),
            _("When one method of payment differs by more, an owner approves the cash-up."),
            required=True,
        )

    def load(self) -> None:
        self._limit.set_value(cash_limits.limit_fen())

    def save(self) -> None:
        cash_limits.set_limit(self._desk.by(), self._limit.fen())
