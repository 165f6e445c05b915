"""What may be done with a counter sale: taken back, paid, put right, voided, printed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from garage.domain.money import format_yuan
from garage.i18n import _
from garage.services import counter_returns, counter_sales, sale_list
from garage.services.counter_sales import Sold
from garage.services.document_history import Kind
from garage.services.receipts import ReceiptRow
from garage.services.sale_list import SalePage, SaleRow
from garage.ui.desk import Desk
from garage.ui.forms import print_sales, printing
from garage.ui.forms.counter_return import CounterReturnForm
from garage.ui.forms.document_history import history_action
from garage.ui.forms.payment import receipt_words
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.sale_money import SaleMethodForm, SalePaymentForm, about_sale, standing
from garage.ui.kit.actions import make_action
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.messages import toast


class SaleActs(QObject):
    """The acts on the sale that `fit` names, as actions of a page."""

    def __init__(self, page: QWidget, desk: Desk, chosen_receipt: Callable[[], Any]) -> None:
        super().__init__(page)
        self._page, self._desk, self._chosen_receipt = page, desk, chosen_receipt
        self._sale: SalePage | None = None

        def action(name: str, text: str, slot: Callable[[], object], keys: str, symbol: str) -> QAction:
            return make_action(page, text, slot, keys, symbol, name=name)

        self.printing = action("print_sale", _("Print…"), self.print_sale, "Ctrl+P", "print")
        self.voiding = action("void_sale", _("Void…"), self.void, "Ctrl+Z", "close")
        self.method = action("sale_method", _("Method…"), self.change_method, "Ctrl+Shift+M", "pencil")
        self.payment = action("pay_sale", _("Payment…"), self.take_payment, "Ctrl+M", "money")
        self.goods_back = action("sale_back", _("Goods back…"), self.take_back, "Ctrl+B", "undo")
        self.voiding_receipt = action(
            "void_sale_receipt", _("Void receipt…"), self.void_receipt, "Ctrl+Shift+Z", "close"
        )
        self.history = history_action(page, desk, Kind.SALE, self._shown, "sale_history")
        self.offered = [self.printing, self.voiding, self.method, self.payment, self.goods_back]
        """Those that have a button; the menu has the others as well."""

    def fit(self, sale: SalePage | None, *, may: bool) -> None:
        """Only what may be done with this sale; `may` is whether this person sells."""
        self._sale, today = sale, self._desk.today()
        receipts = standing(sale.receipts) if sale is not None else []
        stands = sale is not None and sale.row.voided_at is None and sale.row.return_of is None
        held = sale is not None and any(line.held_milli for line in sale.lines)
        untouched = sale is not None and sale.row.at.date() == today and not sale.returns
        of_today = any(row.at.date() == today for row in receipts)
        self.goods_back.setEnabled(may and stands and held)
        self.payment.setEnabled(may and sale is not None and sale.balance.owed_fen > 0)
        self.method.setEnabled(may and stands and of_today)
        self.voiding_receipt.setEnabled(may and bool(self._wrong_receipts()))
        self.voiding.setEnabled(may and stands and untouched)
        self.printing.setEnabled(sale is not None)
        self.history.setEnabled(sale is not None)

    def take_back(self) -> None:
        """Goods of the sale shown come back."""
        if (row := self._row()) is not None:
            form = CounterReturnForm(self._desk, self._page, row.id)
            form.saved.connect(self._on_returned)
            open_form(form)

    def take_payment(self) -> None:
        """What is owed on the sale shown is paid."""
        if (row := self._row()) is not None:
            form = SalePaymentForm(self._desk, self._page, row.id)
            form.saved.connect(self._on_paid)
            open_form(form)

    def change_method(self) -> None:
        """A receipt of the sale shown names the wrong method."""
        if (row := self._row()) is not None:
            form = SaleMethodForm(self._desk, self._page, row.id)
            form.saved.connect(lambda no: self._tell_receipt(_("Written anew as {no}.").format(no=no), no))
            open_form(form)

    def void_receipt(self) -> None:
        """Money of today on an account was booked by mistake: that of the row under the bar, else the last."""
        wrong = self._wrong_receipts()
        if not wrong or self._sale is None:
            return
        current = self._chosen_receipt()
        receipt = current if current in wrong else wrong[-1]
        form = ReasonForm(
            self._page,
            _("Void receipt"),
            receipt_words(receipt),
            _("It is owed again. A counter-receipt undoes it; both numbers stay in the books."),
            lambda why: counter_sales.void_receipt(self._desk.by(), receipt.no, why),
        )
        form.saved.connect(lambda _no: toast(self._page, _("{number} is void.").format(number=receipt.no)))
        open_form(form)

    def void(self) -> None:
        """The sale shown was a mistake of today."""
        if self._sale is None:
            return
        shown = self._sale
        consequence = _("Goods and money go back as if it had not been sold; its numbers stay in the books.")

        def again() -> str:
            nonlocal shown
            shown = sale_list.one(shown.row.id)
            return consequence

        form = ReasonForm(
            self._page,
            _("Void the sale"),
            about_sale(shown.row),
            consequence,
            lambda why: counter_returns.void(
                self._desk.by(), shown.row.id, shown.row.version, why, seen=shown.balance
            ),
            again=again,
        )
        form.saved.connect(
            lambda _done: toast(self._page, _("{number} is void.").format(number=shown.row.no))
        )
        open_form(form)

    def print_sale(self) -> None:
        """The slip of the sale or return shown."""
        if (row := self._row()) is not None:
            print_sales.print_sale(self._page, self._desk, row.id)

    # Inside

    def _row(self) -> SaleRow | None:
        return self._sale.row if self._sale is not None else None

    def _shown(self) -> tuple[int, str] | None:
        """The sale shown; a return is told with the sale that it is of."""
        row = self._row()
        return None if row is None else (row.return_of or row.id, row.no)

    def _wrong_receipts(self) -> list[ReceiptRow]:
        """Receipts of today by which something was paid on an account."""
        page = self._sale
        if page is None or not page.row.on_account:
            return []
        today = self._desk.today()
        return [row for row in standing(page.receipts) if row.at.date() == today and row.total_fen > 0]

    def _on_returned(self, back: Sold) -> None:
        words = _("{no}: the goods are back in stock.").format(no=back.no)
        toast(
            self._page,
            words,
            "ok",
            (_("Print it"), lambda: print_sales.print_sold(self._page, self._desk, back)),
        )

    def _on_paid(self, sold: Sold) -> None:
        words = _("{no} is booked.").format(no=sold.receipt_no)
        if sold.change_fen:
            change = _("Change {amount}").format(amount=format_yuan(sold.change_fen))
            words = f"{words} {change}"
        self._tell_receipt(words, sold.receipt_no)

    def _tell_receipt(self, words: str, number: str) -> None:
        toast(
            self._page,
            words,
            "ok",
            (_("Print it"), lambda: printing.print_receipt(self._page, self._desk, number)),
        )


def open_form(form: FormDialog) -> None:
    """Over the page, and gone when it is done."""
    form.open()
    form.finished.connect(form.deleteLater)
