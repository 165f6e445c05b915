"""The money of counter sales: what was on account is paid, and a wrong method is put right (F8, C3)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.settlements import Cover, PayMethod
from garage.errors import StaleError
from garage.i18n import _
from garage.services import counter_sales, sale_list, sale_money
from garage.services.counter_sales import Sold
from garage.services.receipts import ReceiptRow
from garage.services.sale_list import SaleRow
from garage.ui.desk import Desk
from garage.ui.forms.order_head import MoneyCard
from garage.ui.forms.payment import other_method, receipt_words
from garage.ui.forms.tenders import TenderPanel
from garage.ui.kit import messages
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField


def about_sale(row: SaleRow) -> str:
    """A sale in one line: number, day, buyer."""
    return " · ".join(part for part in (row.no, f"{row.at:%Y-%m-%d %H:%M}", row.buyer) if part)


def standing(receipts: Sequence[ReceiptRow]) -> list[ReceiptRow]:
    """Receipts that are neither void nor reversals."""
    return [row for row in receipts if row.stands]


def last_method(receipts: Sequence[ReceiptRow]) -> PayMethod | None:
    """As the last money came in, so it usually goes back."""
    came = [row for row in standing(receipts) if row.total_fen > 0]
    return came[-1].tenders[0].method if came and came[-1].tenders else None


class SalePaymentForm(FormDialog):
    """Takes what is owed on a sale on account, or a part of it; `saved` carries the numbers."""

    def __init__(self, desk: Desk, parent: QWidget | None, sale_id: int) -> None:
        self._row = sale_list.one(sale_id).row
        title = _("Take payment")
        super().__init__(parent, title, about_sale(self._row), title, width=580)
        self.setObjectName("sale_payment_form")
        self._desk = desk
        self._seen = sale_money.balance(sale_id)
        self.money = MoneyCard(_("To pay"))
        self.add_widget(self.money)
        self.tenders = self.add_field("tenders", _("Payment"), TenderPanel())
        covers = [(one, label(one)) for one in (Cover.FULL, Cover.PART)]
        self._cover = self.add_field("cover", _("How much"), ChoiceField(choices=covers))
        self.tenders.settled.connect(self.submit_by_key)
        self._cover.edited.connect(self._on_cover)

    def load(self) -> None:
        self._show_figures()
        self.tenders.setFocus()

    def save(self) -> Sold:
        by, tenders, cover = self._desk.by(), self.tenders.value(), self._cover.value()
        return counter_sales.take_payment(by, self._row.id, tenders, cover, seen=self._seen)

    def settle_clash(self, error: StaleError) -> None:
        """Another till was first: say what it did; the figures follow, what was typed stays."""
        moved = [f"{one.column}: {one.before} → {one.after}" for one in error.changes]
        title = _("The money of this sale changed meanwhile")
        messages.tell(self, title, "\n".join([error.text, *moved]))
        self._seen = sale_money.balance(self._row.id)
        self._show_figures()

    def _show_figures(self) -> None:
        now = self._seen
        rows = [(_("Sale"), now.due_fen), (_("Paid so far"), -now.paid_fen)] if now.paid_fen else []
        self.money.show_money(rows, now.owed_fen)
        self.tenders.set_payable(now.owed_fen)

    def _on_cover(self) -> None:
        self.tenders.set_cover(self._cover.value())
        self.tenders.setFocus()


class SaleMethodForm(FormDialog):
    """A receipt of today names the wrong method: it is reversed and written anew; `saved` carries the number."""

    def __init__(self, desk: Desk, parent: QWidget | None, sale_id: int, receipt_no: str = "") -> None:
        page = sale_list.one(sale_id)
        title = _("Change payment method")
        super().__init__(parent, title, about_sale(page.row), title, width=580)
        self.setObjectName("sale_method_form")
        self._desk = desk
        self._rows = standing(page.receipts)
        self.money = MoneyCard(_("The sum stays"))
        self.add_widget(self.money)
        choices = [(row.no, receipt_words(row)) for row in self._rows]
        self._receipt = self.add_field("receipt", _("Receipt"), ChoiceField(choices=choices))
        self._receipt.set_value(receipt_no or (choices[-1][0] if choices else None))
        self.tenders = self.add_field("tenders", _("How it was really paid"), TenderPanel())
        self._reason = self.add_field("reason", _("Reason"), LineField(limit=200), required=True)
        self.tenders.settled.connect(self.submit_by_key)
        self._receipt.edited.connect(self._show)

    def load(self) -> None:
        self._show()
        self._reason.setText(_("Wrong method chosen"))

    def save(self) -> str:
        by, number = self._desk.by(), self._receipt.value()
        return counter_sales.change_method(by, number, self.tenders.value(), self._reason.value())

    def _show(self) -> None:
        row = next((one for one in self._rows if one.no == self._receipt.value()), None)
        if row is None:
            return
        self.money.show_money([(label(one.method), one.amount_fen) for one in row.tenders], row.total_fen)
        self.tenders.set_payable(abs(row.total_fen))
        self.tenders.set_method(other_method(row.tenders))
        self.tenders.setFocus()
