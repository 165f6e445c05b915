"""Suppliers: one in a form, and the field that chooses one or enters a new one."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from garage.domain.decimals import parse_decimal
from garage.domain.uscc import check_uscc
from garage.i18n import _
from garage.services import suppliers
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm
from garage.ui.kit import fields
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import NumberField


class SupplierForm(DocumentForm):
    """A new supplier, or the one with `supplier_id`; `saved` carries the id."""

    def __init__(self, desk: Desk, parent: QWidget | None, supplier_id: int | None = None) -> None:
        title = _("New supplier") if supplier_id is None else _("Edit supplier")
        super().__init__(parent, title, width=700)
        self.setObjectName("supplier_form")
        self._desk = desk
        self._id = supplier_id
        self.add_field("name", _("Name"), fields.LineField(limit=80), required=True)
        self.add_field("contact", _("Contact person"), fields.LineField(limit=40))
        self.add_field("phone", _("Phone"), fields.LineField(limit=40), beside=True)
        self.add_field("email", _("E-mail"), fields.LineField(limit=80), beside=True)
        self.add_field("address", _("Address"), fields.LineField(limit=120))
        code = fields.ParsedField(lambda text, _field: check_uscc(text), str)
        self.add_field("uscc", _("Credit code"), code, stretch=2)
        self.add_field(
            "bank_account", _("Bank and account"), fields.LineField(limit=80), beside=True, stretch=3
        )
        self._add_terms()
        self.add_field("note", _("Note"), fields.LineField(limit=200))
        if supplier_id is not None:
            self.add_field("active", "", fields.TickField(_("In use: offered for new parts and deliveries")))

    def _add_terms(self) -> None:
        self.add_section(_("Terms"))
        pays = NumberField(_parse_days, str, placeholder="0")
        takes = NumberField(_parse_days, str, placeholder="0")
        self.add_field("payment_days", _("Days of payment"), pays, _("0: at once, in cash"))
        self.add_field("lead_days", _("Days until delivery"), takes, _("0: the same day"), beside=True)
        policy = fields.TextField(limit=500, lines=2)
        self.add_field("return_policy", _("What it takes back"), policy)

    def read(self) -> tuple[int, Mapping[str, Any]]:
        if self._id is None:
            return 0, {}
        row = suppliers.open_supplier(self._id)
        return row.version, {name: getattr(row, name) for name in self.body.boxes}

    def write(self, version: int) -> object:
        typed = {name: box.field.value() for name, box in self.body.boxes.items()}
        typed |= {name: typed[name] or 0 for name in ("payment_days", "lead_days")}
        typed["uscc"] = typed["uscc"] or ""
        if self._id is None:
            return suppliers.add(self._desk.by(), **typed)
        suppliers.change(self._desk.by(), self._id, version, **typed)
        return self._id


def _parse_days(text: str, field: str) -> int:
    return parse_decimal(text, places=0, limit=suppliers.MOST_DAYS, field=field)


class SupplierField(QWidget):
    """One of the suppliers or none; "New supplier…" enters another and chooses it."""

    edited = Signal()

    def __init__(self, desk: Desk, form: QWidget) -> None:
        super().__init__()
        self.field_name = "supplier_id"
        self._desk = desk
        self.choice = fields.ChoiceField()
        self.choice.setObjectName("supplier_choice")
        self.choice.setAccessibleName(_("Supplier"))
        self.choice.edited.connect(self.edited)
        self.new_button = QPushButton(icon("plus"), _("New supplier…"))
        self.new_button.setObjectName("new_supplier")
        self.new_button.setAccessibleName(_("New supplier"))
        self.new_button.setToolTip(_("New supplier (Ctrl+L)"))
        self.new_button.setAutoDefault(False)
        self.new_button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Enter in the field goes on past it
        self.new_button.clicked.connect(self.enter_new)
        QShortcut(QKeySequence("Ctrl+L"), form).activated.connect(self.enter_new)
        self.setFocusProxy(self.choice)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.choice, 1)
        layout.addWidget(self.new_button)
        self.set_value(None)

    def value(self) -> int | None:
        """Id of the supplier chosen, None for none."""
        return self.choice.value()

    def set_value(self, value: int | None) -> None:
        """Choose a supplier; one that is out of use is offered as long as it is the one."""
        rows = [row for row in suppliers.suppliers(everyone=True) if row.active or row.id == value]
        self.choice.set_choices([(None, "–"), *((row.id, row.name) for row in rows)])
        self.choice.set_value(value)

    def enter_new(self) -> SupplierForm:
        """Enter a supplier; saving chooses it."""
        form = SupplierForm(self._desk, self)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.saved.connect(self._take)
        form.open()
        return form

    def _take(self, supplier_id: int) -> None:
        self.set_value(supplier_id)
        self.edited.emit()
        self.setFocus()
