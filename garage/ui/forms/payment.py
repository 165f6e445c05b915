"""Money over the counter: deposits, payments in full, in part or too much, refunds, methods put right (C3)."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.settlements import Cover, PayMethod, ReceiptKind, Tender
from garage.errors import StaleError
from garage.i18n import _
from garage.services import order_lines, payments, receipts
from garage.services.orders import OrderPage
from garage.services.receipts import ReceiptRow
from garage.ui.desk import Desk
from garage.ui.forms.order_head import MoneyCard, about, words
from garage.ui.forms.tenders import USUAL, TenderPanel
from garage.ui.kit import messages
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField


class MoneyForm(FormDialog):
    """Base of the forms over the counter: a card with what there is, and the tenders; Enter in an amount saves."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, page: OrderPage, title: str, total_words: str
    ) -> None:
        super().__init__(parent, title, about(page), default_text=title, width=580)
        self.desk = desk
        self.page = page
        self.money = MoneyCard(total_words)
        self.add_widget(self.money)
        self.seen = receipts.balance(page.id)

    def show_figures(self) -> None:
        """The order's money as `seen`, on the card."""

    def settle_clash(self, error: StaleError) -> None:
        """Another till was first: say what it did; the figures follow, what was typed stays."""
        tell_moved(self, error)
        self.seen = receipts.balance(self.page.id)
        self.show_figures()

    def add_tenders(self, caption: str) -> TenderPanel:
        """The methods with their amounts."""
        panel = self.add_field("tenders", caption, TenderPanel())
        panel.settled.connect(self.submit_by_key)
        return panel

    @property
    def usual(self) -> PayMethod:
        """The method the customer named at reception, else the commonest."""
        return self.page.reception.pay_method or USUAL[0]


def tell_moved(parent: QWidget, error: StaleError) -> None:
    """Say what another till did with the money of an order, with the figures before and after."""
    moved = [f"{one.column}: {one.before} → {one.after}" for one in error.changes]
    messages.tell(parent, _("The money of this order changed meanwhile"), "\n".join([error.text, *moved]))


class PaymentForm(MoneyForm):
    """Takes what is still owed on a settled order: all of it, a part, or knowingly too much."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, desk, page, _("Take payment"), _("To pay"))
        self.setObjectName("payment_form")
        self.paid: tuple[str, int] | None = None
        self.tenders = self.add_tenders(_("Payment"))
        self._cover = self.add_field(
            "cover", _("How much"), ChoiceField(choices=[(one, label(one)) for one in Cover])
        )
        self._cover.edited.connect(self._on_cover)

    def load(self) -> None:
        self.show_figures()
        self.tenders.set_method(self.usual)
        self.tenders.setFocus()

    def show_figures(self) -> None:
        now = self.seen
        rows = [
            (_("Bill"), now.payable_fen),
            (_("Allowance"), -now.allowance_fen),
            (_("Paid so far"), -now.paid_fen),
        ]
        known = [row for row in rows if row[1]]
        self.money.show_money(known if len(known) > 1 else [], now.owed_fen)
        self.tenders.set_payable(now.owed_fen)

    def save(self) -> tuple[str, int]:
        by, tenders, cover = self.desk.by(), self.tenders.value(), self._cover.value()
        self.paid = payments.take_payment(by, self.page.id, tenders, cover, seen=self.seen)
        return self.paid

    def _on_cover(self) -> None:
        self.tenders.set_cover(self._cover.value())
        self.tenders.setFocus()


class DepositForm(MoneyForm):
    """Takes money before there is a bill."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, desk, page, _("Take deposit"), _("By the estimate"))
        self.setObjectName("deposit_form")
        self.receipt_no = ""
        self.add_widget(words(_("The bill counts it; until then it can be paid back."), "muted"))
        self.tenders = self.add_tenders(_("Deposit"))
        self._sure = self.add_field("sure", "", TickField(_("I have checked this amount: it is right")))
        self._ask(ask=False)
        self.tenders.edited.connect(lambda: self._ask(ask=False))

    def load(self) -> None:
        self.show_figures()
        self.tenders.set_cover(None)
        self.tenders.set_method(self.usual)
        self.tenders.setFocus()

    def show_figures(self) -> None:
        held = self.seen.paid_fen
        rows = [(_("Held as deposit"), held)] if held else []
        self.money.show_money(rows, order_lines.order_totals(self.page.lines).net_fen)

    def save(self) -> str:
        by, tenders, sure = self.desk.by(), self.tenders.value(), self._sure.value()
        self.receipt_no = payments.take_deposit(by, self.page.id, tenders, sure=sure, seen=self.seen)
        return self.receipt_no

    def show_error(self, field: str, text: str) -> None:
        if field == "sure":
            self._ask(ask=True)
        super().show_error(field, text)

    def _ask(self, *, ask: bool) -> None:
        """The tick comes with the question, and goes with another amount."""
        self._sure.setChecked(False)
        self.body.boxes["sure"].setVisible(ask)


class RefundForm(MoneyForm):
    """Pays back what is more than due: before the bill all that came in."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, desk, page, _("Pay money back"), _("Can be paid back"))
        self.setObjectName("refund_form")
        self.receipt_no = ""
        self.tenders = self.add_tenders(_("Paid back by"))
        self._reason = self.add_field("reason", _("Reason"), LineField(limit=200), required=True)

    def load(self) -> None:
        self.show_figures()
        self.tenders.set_cover(None)
        self._offer_all()
        self._reason.setFocus()

    def show_figures(self) -> None:
        now = self.seen
        rows = [(_("Paid so far"), now.paid_fen), (_("Bill"), -now.due_fen)] if now.due_fen else []
        self.money.show_money(rows, now.refundable_fen)

    def settle_clash(self, error: StaleError) -> None:
        untouched = self.tenders.raw() == self._offered
        super().settle_clash(error)
        if untouched:
            self._offer_all()

    def save(self) -> str:
        by, tenders, why = self.desk.by(), self.tenders.value(), self._reason.value()
        self.receipt_no = payments.refund(by, self.page.id, tenders, why, seen=self.seen)
        return self.receipt_no

    def _offer_all(self) -> None:
        """All that can be paid back; it follows the figures until somebody types another amount."""
        method = _last_method(self.page.id) or self.usual
        self.tenders.set_value([Tender(method, self.seen.refundable_fen)])
        self._offered = self.tenders.raw()


def _last_method(order_id: int) -> PayMethod | None:
    """As the last money came in, so it usually goes back."""
    came = [row for row in receipts.of_order(order_id) if row.stands and row.total_fen > 0]
    return came[-1].tenders[0].method if came and came[-1].tenders else None


class ChangeMethodForm(MoneyForm):
    """A receipt names the wrong method: it is reversed and written anew, the sum stays."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage, receipt_no: str = "") -> None:
        super().__init__(parent, desk, page, _("Change payment method"), _("The sum stays"))
        self.setObjectName("change_method_form")
        self.receipt_no = ""
        self._rows = changeable(page.id)
        choices = [(row.no, receipt_words(row)) for row in self._rows]
        self._receipt = self.add_field("receipt", _("Receipt"), ChoiceField(choices=choices))
        self._receipt.set_value(receipt_no or (choices[-1][0] if choices else None))
        self.tenders = self.add_tenders(_("How it was really paid"))
        self._reason = self.add_field("reason", _("Reason"), LineField(limit=200), required=True)
        self._receipt.edited.connect(self._show)

    def load(self) -> None:
        self._show()
        self._reason.setText(_("Wrong method chosen"))

    def save(self) -> str:
        by, number = self.desk.by(), self._receipt.value()
        self.receipt_no = payments.change_method(by, number, self.tenders.value(), self._reason.value())
        return self.receipt_no

    def _show(self) -> None:
        row = next((one for one in self._rows if one.no == self._receipt.value()), None)
        if row is None:
            return
        sign = -1 if row.total_fen < 0 else 1
        self.money.show_money([(label(one.method), one.amount_fen) for one in row.tenders], row.total_fen)
        self.tenders.set_payable(row.total_fen * sign)
        self.tenders.set_method(other_method(row.tenders))
        self.tenders.setFocus()


def other_method(tenders: Sequence[Tender]) -> PayMethod:
    """The commonest method that the receipt does not name."""
    named = {tender.method for tender in tenders}
    return next((method for method in USUAL if method not in named), USUAL[0])


def changeable(order_id: int) -> list[ReceiptRow]:
    """Receipts of an order that are neither void nor reversals."""
    return [row for row in receipts.of_order(order_id) if row.stands]


def receipt_words(row: ReceiptRow) -> str:
    """A receipt in one line, for a choice."""
    kind = "" if row.kind is ReceiptKind.PAYMENT else f" · {label(row.kind)}"
    return f"{row.no}{kind} · {format_yuan(row.total_fen)} · {row.at:%Y-%m-%d %H:%M}"
