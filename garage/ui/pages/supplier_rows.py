"""What may be done with the row under the bar of a supplier's lists: print it, or take it back."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from garage.domain.money import format_yuan
from garage.domain.numbers import RETURNS, read_number
from garage.domain.supplier_accounts import EntryKind
from garage.i18n import _
from garage.services import supplier_invoices, supplier_payments, supplier_returns
from garage.services.document_history import Kind
from garage.ui.desk import Desk
from garage.ui.forms.document_history import KEY, DocumentHistory
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.supplier_papers import print_return, print_voucher
from garage.ui.forms.supplier_prices import PriceHistoryDialog
from garage.ui.kit.actions import make_action
from garage.ui.kit.messages import toast
from garage.ui.pages.customer_parts import action_button
from garage.ui.pages.supplier_detail import SupplierDetail

_WITH_HISTORY = ("account", "invoices", "returns")


class RowActs(QObject):
    """Buttons that follow the row under the bar; Enter on a row opens what it speaks of."""

    part_opened = Signal(int)
    invoice_wanted = Signal(int)
    document_asked = Signal(str)

    def __init__(self, page: QWidget, desk: Desk, detail: SupplierDetail) -> None:
        super().__init__(page)
        self._page, self._desk, self._detail = page, desk, detail
        self.print_action = make_action(
            page, _("Print"), self.print_row, "Ctrl+P", "print", name="print_supplier_row"
        )
        self.undo_action = make_action(
            page, _("Take back…"), self.take_back, "Ctrl+Z", "undo", name="undo_supplier_row"
        )
        self.prices_action = make_action(
            page, _("Price history"), self.show_prices, "Ctrl+H", "history", name="price_history"
        )
        self.history_action = make_action(
            page, _("History…"), self.show_history, KEY, "history", name="supplier_row_history"
        )
        self._prices, self._history = action_button(self.prices_action), action_button(self.history_action)
        self.buttons = [
            self._history,
            self._prices,
            action_button(self.print_action),
            action_button(self.undo_action),
        ]
        detail.lists["parts"].addActions([self.prices_action])
        for name in _WITH_HISTORY:
            detail.lists[name].addActions([self.history_action])
        for view in detail.lists.values():
            view.addActions([self.print_action, self.undo_action])
            view.opened.connect(self._open)

    def enable(self, *, may: bool) -> None:
        """Follow the row; `may` is whether money is this person's business."""
        name, row = self._detail.current(), self._row()
        self.print_action.setEnabled(row is not None and bool(_paper(name, row)) and may)
        self.undo_action.setEnabled(row is not None and _stands(name, row) and may)
        self.prices_action.setEnabled(row is not None and name == "parts" and may)
        self._prices.setVisible(name == "parts")
        named = row is not None and (name == "invoices" or bool(_paper(name, row)))
        self.history_action.setEnabled(named and may)
        self._history.setVisible(name in _WITH_HISTORY)

    def go_to(self, name: str, number: str) -> None:
        """Put the bar on the row of this document, when it is among those read."""
        view = self._detail.lists[name]
        for line in range(view.rows().rowCount()):
            row = view.rows().row_at(line)
            if getattr(row, "no", "") == number or getattr(row, "document", "") == number:
                view.selectRow(line)
                view.setFocus()
                return

    def print_row(self) -> None:
        """The paper of the row."""
        row = self._row()
        if row is None:
            return
        name, number = self._detail.current(), _paper(self._detail.current(), row)
        if name == "returns" or getattr(row, "kind", None) is EntryKind.RETURN:
            print_return(self._page, self._desk, number)
        elif number:
            print_voucher(self._page, self._desk, number)

    def show_prices(self) -> None:
        """What the part of the row cost at every supplier."""
        row = self._row()
        if row is not None and self._detail.current() == "parts":
            dialog = PriceHistoryDialog(self._page, row.part_id, f"{row.code} {row.name}")
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def show_history(self) -> None:
        """Who did what with the document of the row, and when."""
        row = self._row()
        if row is not None and (found := _document(self._detail.current(), row)) is not None:
            DocumentHistory.show_over(self._page, self._desk, *found)

    def take_back(self) -> None:
        """Void the payment or the invoice, or reverse the return, with a reason."""
        name, row = self._detail.current(), self._row()
        if row is None or not _stands(name, row):
            return
        form = self._form(name, row)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.saved.connect(lambda _result: toast(self._page, _("It is taken back.")))
        form.open()

    def _form(self, name: str, row: Any) -> ReasonForm:
        desk = self._desk
        if name == "invoices":
            return ReasonForm(
                self._page,
                _("Void the invoice"),
                f"{row.invoice_no} · {format_yuan(row.amount_fen)}",
                _(
                    "Its goods wait for another invoice; its difference goes out of the account and the stock."
                ),
                lambda why: supplier_invoices.void_invoice(desk.by(), row.id, why),
            )
        if name == "returns" or row.kind is EntryKind.RETURN:
            number = row.no if name == "returns" else row.document
            return ReasonForm(
                self._page,
                _("Reverse the return"),
                number,
                _("The goods come back into the stock at what they left it, and the credit is owed again."),
                lambda why: supplier_returns.reverse_return(desk.by(), number, why),
            )
        return ReasonForm(
            self._page,
            _("Void the payment"),
            f"{row.document} · {format_yuan(-row.amount_fen)}",
            _("A counter-voucher undoes it; both numbers stay in the books."),
            lambda why: supplier_payments.void_payment(desk.by(), row.document, why),
        )

    def _row(self) -> Any:
        if self._detail.supplier_id is None:
            return None
        return self._detail.lists[self._detail.current()].current_row()

    def _open(self, row: Any) -> None:
        match self._detail.current():
            case "parts":
                self.part_opened.emit(row.part_id)
            case "deliveries" if not row.invoice_no and row.reversed_at is None:
                self.invoice_wanted.emit(row.id)
            case "account" if (claimed := _of_returns(row.document)) is not None:
                self.document_asked.emit(claimed)
            case _:
                self.print_action.trigger()


def _paper(name: str, row: Any) -> str:
    """The number of the paper that a row can print, "" when it has none."""
    if name == "returns":
        return str(row.no)
    if name != "account":
        return ""
    voucher = row.kind is EntryKind.REVERSAL and row.document.startswith("PV-")
    return str(row.document) if row.kind in {EntryKind.PAYMENT, EntryKind.RETURN} or voucher else ""


def _of_returns(document: str) -> str | None:
    """The number of a claim notice, which the tab of warranty returns shows; None for any other document."""
    read = read_number(document)
    return read[1] if read is not None and read[0] in RETURNS else None


def _document(name: str, row: Any) -> tuple[Kind, int, str] | None:
    """The document of a row that has a history, its id and its number."""
    match name:
        case "invoices":
            return Kind.INVOICE, row.id, row.invoice_no
        case "returns":
            return Kind.RETURN, row.id, row.no
    number = _paper(name, row)
    if returned := number and supplier_returns.find(number):
        return Kind.RETURN, returned.id, number
    paid = number and supplier_payments.voucher(number)
    return (Kind.PAYMENT, paid.id, number) if paid else None


def _stands(name: str, row: Any) -> bool:
    """Whether the row is a document that can be taken back here."""
    match name:
        case "returns":
            return row.reversed_at is None
        case "invoices":
            return row.voided_at is None
        case "account":
            return row.kind in {EntryKind.PAYMENT, EntryKind.RETURN} and not row.reversed
    return False
