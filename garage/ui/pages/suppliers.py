"""Suppliers: whom parts come from, what is owed to them, and how they are paid, invoiced and given goods back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from garage.domain.numbers import Series, read_number
from garage.i18n import _
from garage.services import supplier_list, supplier_payments, supplier_returns, suppliers
from garage.services.command import Area
from garage.services.supplier_list import SupplierLine
from garage.ui.desk import Desk
from garage.ui.forms.part import sees_costs
from garage.ui.forms.supplier import SupplierForm
from garage.ui.forms.supplier_invoice import SupplierInvoiceForm
from garage.ui.forms.supplier_papers import print_return, print_voucher
from garage.ui.forms.supplier_payment import OpeningBalanceForm, SupplierPaymentForm
from garage.ui.forms.supplier_return import SupplierReturnForm
from garage.ui.forms.supplier_statement import StatementDialog
from garage.ui.kit.actions import make_action
from garage.ui.kit.messages import toast
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.supplier_detail import SupplierDetail
from garage.ui.pages.supplier_list import SupplierList
from garage.ui.pages.supplier_rows import RowActs

_LIST_SHARE = 44
"""Of the height, in percent."""


class SuppliersPage(FreshPage):
    """List above, the chosen supplier below; refreshes itself when stock or money changes."""

    areas = frozenset({Area.STOCK, Area.MONEY})

    part_opened = Signal(int)
    document_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("suppliers_page")
        self._make_actions()
        self.list = SupplierList(desk)
        self.setFocusProxy(self.list.line)
        self.detail = SupplierDetail(desk, self.list, [action_button(self.edit_action)])
        self.rows = RowActs(self, desk, self.detail)
        self._connect()
        self._build()
        self._fit_person()
        self._enable()

    # What the rest of the program asks for

    def show_supplier(self, supplier_id: int) -> None:
        """Show this supplier, in the list and below; raises KeyError when there is none."""
        supplier_list.line(supplier_id, self._desk.today(), self.list.since())
        self._outdated = False
        self.list.show_all()
        self.list.reload(supplier_id)
        self.detail.show_supplier(supplier_id)

    def show_document(self, no: str) -> bool:
        """Show the return or the payment with that number in its supplier's lists; False when there is none."""
        read = read_number(no)
        if read is None or read[0] not in {Series.SUPPLIER_RETURN, Series.SUPPLIER_PAYMENT}:
            return False
        returned = supplier_returns.find(read[1])
        paid = supplier_payments.voucher(read[1])
        found = returned or paid
        if found is None:
            return False
        self.show_supplier(found.supplier_id)
        name = "returns" if returned else "account"
        self.detail.show_list(name)
        self.rows.go_to(name, read[1])
        return True

    # Acts

    def find(self) -> None:
        """Go to the search line."""
        self.list.line.setFocus()
        self.list.line.selectAll()

    def new_supplier(self) -> None:
        """Enter a supplier; what was looked for in vain is its name."""
        form = SupplierForm(self._desk, self)
        form.saved.connect(self._on_new)
        self._open(form)
        if not self.list.view.rows().rowCount() and self.list.typed():
            form.widget("name").set_value(self.list.typed())

    def edit_supplier(self) -> None:
        """Change the supplier shown."""
        if (ref := self.detail.supplier_id) is not None:
            self._open(SupplierForm(self._desk, self, ref))

    def enter_invoice(self, receipt_id: int | None = None) -> None:
        """Enter an invoice of the supplier shown, over this receipt when one is named."""
        if (ref := self.detail.supplier_id) is not None:
            form = SupplierInvoiceForm(self._desk, self, ref, receipt_id)
            form.saved.connect(lambda _id: self._done(_("The invoice is entered."), "invoices"))
            self._open(form)

    def pay(self, *, back: bool = False) -> None:
        """Pay the supplier shown, or take back what it owes."""
        if (ref := self.detail.supplier_id) is not None:
            form = SupplierPaymentForm(self._desk, self, ref, back=back)
            form.saved.connect(self._on_paid)
            self._open(form)

    def give_back(self) -> None:
        """Give goods back to the supplier shown."""
        if (ref := self.detail.supplier_id) is not None:
            form = SupplierReturnForm(self._desk, self, ref)
            form.saved.connect(self._on_returned)
            self._open(form)

    def show_statement(self) -> None:
        """The statement of account of the supplier shown, over any days."""
        if (ref := self.detail.supplier_id) is not None:
            self._open(StatementDialog(self._desk, self, ref))

    def enter_opening(self) -> None:
        """What was owed to the supplier shown before the program kept its account."""
        if (ref := self.detail.supplier_id) is not None:
            self._open(OpeningBalanceForm(self._desk, self, ref))

    def refresh(self) -> None:
        """Read everything anew; the supplier shown stays shown."""
        super().refresh()
        shown = self.detail.supplier_id
        self.list.reload()
        if shown is not None and shown == self.detail.supplier_id:
            self.detail.show_supplier(shown)

    # Inside

    def _make_actions(self) -> None:
        def action(name: str, text: str, slot: Callable[[], object], keys: str, icon: str) -> QAction:
            return make_action(self, text, slot, keys, icon, name=name)

        self.find_action = action("find_supplier", _("Find"), self.find, "Ctrl+F", "search")
        self.new_action = action("add_supplier", _("New supplier"), self.new_supplier, "Ctrl+N", "plus")
        self.edit_action = action("edit_supplier", _("Edit"), self.edit_supplier, "Ctrl+E", "pencil")
        self.pay_action = action("pay_supplier", _("Pay"), self.pay, "Ctrl+M", "money")
        self.invoice_action = action(
            "supplier_invoice", _("Enter invoice"), self.enter_invoice, "Ctrl+I", "receipt"
        )
        self.return_action = action("supplier_return", _("Return goods"), self.give_back, "Ctrl+B", "undo")
        self.statement_action = action(
            "supplier_statement", _("Statement"), self.show_statement, "Ctrl+T", "list"
        )
        self.opening_action = action(
            "supplier_opening", _("Opening balance"), self.enter_opening, "Ctrl+Shift+O", "history"
        )
        self.back_action = action(
            "supplier_pays_back", _("Money back"), lambda: self.pay(back=True), "Ctrl+Shift+M", "money"
        )

    def _connect(self) -> None:
        self._desk.person_changed.connect(self._fit_person)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda _row: self.edit_action.trigger())
        self.list.new_wanted.connect(self.new_action.trigger)
        self.list.period.edited.connect(self.refresh)
        self.detail.changed.connect(self._enable)
        self.rows.part_opened.connect(self.part_opened)
        self.rows.document_asked.connect(self.document_asked)
        self.rows.invoice_wanted.connect(self.enter_invoice)

    def _build(self) -> None:
        self.list.view.addActions(
            [self.edit_action, self.pay_action, self.invoice_action, self.return_action]
        )
        self.list.add_buttons([action_button(self.new_action, primary=True)])
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._buttons())
        column.addWidget(self.detail, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setObjectName("suppliers_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(self.list)
        split.addWidget(below)
        split.setSizes([_LIST_SHARE * 100, (100 - _LIST_SHARE) * 100])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addWidget(split)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for action in self._of_supplier()[1:]:
            button = action_button(action)
            row.addWidget(button)
            if action is self.back_action:
                button.setVisible(False)
                self._back_button = button
        row.addStretch(1)
        for button in self.rows.buttons:
            row.addWidget(button)
        return row

    def _of_supplier(self) -> list[QAction]:
        return [
            self.edit_action,
            self.invoice_action,
            self.pay_action,
            self.back_action,
            self.return_action,
            self.statement_action,
            self.opening_action,
        ]

    def _enable(self) -> None:
        ref = self.detail.supplier_id
        may = sees_costs(self._desk.person)
        for action in self._of_supplier():
            action.setEnabled(ref is not None and (may or action is self.edit_action))
        owes = ref is not None and suppliers.open_supplier(ref).payable_fen < 0
        self.back_action.setEnabled(owes and may)
        self._back_button.setVisible(owes)
        self.rows.enable(may=may)

    def _fit_person(self) -> None:
        shown = sees_costs(self._desk.person)
        self.list.show_costs(shown)
        self.detail.show_costs(shown)
        self._enable()

    def _on_chosen(self, row: SupplierLine | None) -> None:
        if row is not None:
            self.detail.show_supplier(row.id)
        elif not self.list.view.rows().rowCount():
            self.detail.show_nothing()

    def _on_new(self, supplier_id: int) -> None:
        self.show_supplier(supplier_id)
        words = _("{name} is on file.").format(name=suppliers.open_supplier(supplier_id).name)
        toast(self, words, "ok", (_("Opening balance"), self.enter_opening))

    def _on_paid(self, number: str) -> None:
        self._done(_("{number} is booked.").format(number=number), "account")
        print_voucher(self, self._desk, number)

    def _on_returned(self, number: str) -> None:
        self._done(_("{number} is booked.").format(number=number), "returns")
        print_return(self, self._desk, number)

    def _done(self, words: str, name: str) -> None:
        self.detail.show_list(name)
        toast(self, words)

    @staticmethod
    def _open(form: QDialog) -> None:
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.open()
