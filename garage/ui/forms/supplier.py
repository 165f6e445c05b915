"""Suppliers: one in a form, all of them in a list, and the field that chooses one or enters a new one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from garage.i18n import _
from garage.services import suppliers
from garage.services.command import Area
from garage.services.suppliers import SupplierRow
from garage.ui.desk import Desk
from garage.ui.forms.document_form import DocumentForm
from garage.ui.forms.settings_section import ListSection, UseChips
from garage.ui.kit import fields
from garage.ui.kit.icons import icon
from garage.ui.kit.table_model import Column


class SupplierForm(DocumentForm):
    """A new supplier, or the one with `supplier_id`; `saved` carries the id."""

    def __init__(self, desk: Desk, parent: QWidget | None, supplier_id: int | None = None) -> None:
        title = _("New supplier") if supplier_id is None else _("Edit supplier")
        super().__init__(parent, title, width=560)
        self.setObjectName("supplier_form")
        self._desk = desk
        self._id = supplier_id
        self.add_field("name", _("Name"), fields.LineField(limit=80), required=True)
        self.add_field("contact", _("Contact person"), fields.LineField(limit=40))
        self.add_field("phone", _("Phone"), fields.LineField(limit=40), beside=True)
        self.add_field("note", _("Note"), fields.LineField(limit=200))
        if supplier_id is not None:
            self.add_field("active", "", fields.TickField(_("In use: offered for new parts and deliveries")))

    def read(self) -> tuple[int, Mapping[str, Any]]:
        if self._id is None:
            return 0, {}
        row = supplier(self._id)
        return row.version, {name: getattr(row, name) for name in self.body.boxes}

    def write(self, version: int) -> object:
        typed = {name: box.field.value() for name, box in self.body.boxes.items()}
        if self._id is None:
            return suppliers.add(self._desk.by(), **typed)
        suppliers.change(self._desk.by(), self._id, version, **typed)
        return self._id


def supplier(supplier_id: int) -> SupplierRow:
    """The supplier with this id; raises KeyError when there is none."""
    return {row.id: row for row in suppliers.suppliers(everyone=True)}[supplier_id]


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


class SupplierSection(ListSection):
    """All suppliers."""

    areas = frozenset({Area.STOCK})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "suppliers", _("Suppliers"), _("Where parts come from, and whom to call."))
        self.chips = UseChips(self, "suppliers_use")
        self.chips.chosen.connect(lambda _key: self.refresh())
        self.top.addWidget(self.chips)
        self._change = self.add_button(_("Change…"), self.open_current, "Ctrl+E", "pencil")
        self.add_button(_("New supplier…"), self.add_supplier, "Ctrl+N", "plus", primary=True)
        self.list.set_empty(_("No suppliers yet."), _("New supplier…"), self.add_supplier)
        self.show_columns(
            (
                Column("name", _("Name"), 0, "left", lambda row: row.name, _faded, bold=True),
                Column("contact", _("Contact person"), 130, "left", lambda row: row.contact, _faded),
                Column("phone", _("Phone"), 150, "left", lambda row: row.phone, _faded),
                Column("note", _("Note"), 0, "left", lambda row: row.note, _faded),
                Column("use", _("Use"), 100, "left", _use, _faded),
            ),
            lambda row: row.id,
        )

    def rows(self) -> Sequence[SupplierRow]:
        every = suppliers.suppliers(everyone=True)
        self.chips.show_counts(sum(row.active for row in every), len(every))
        return [row for row in every if row.active or self.chips.everyone]

    def add_supplier(self) -> None:
        """A new supplier."""
        self.open_form(SupplierForm(self.desk, self))

    def open_current(self) -> None:
        row = self.list.current_row()
        if row is not None:
            self.open_form(SupplierForm(self.desk, self, row.id))

    def refresh_actions(self) -> None:
        for part in self._change:
            part.setEnabled(self.list.current_row() is not None)


def _use(row: SupplierRow) -> str:
    return _("In use") if row.active else _("Out of use")


def _faded(row: SupplierRow) -> str | None:
    return None if row.active else "muted"
