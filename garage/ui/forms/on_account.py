"""What the owner answers for: money on account, an allowance on a bill; and the invoice made for it (C3)."""

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.settlements import Debtor
from garage.i18n import _
from garage.services import credit, customers, receipts, settlements, staff
from garage.services.credit import OnAccount
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.order_head import MoneyCard, about, words
from garage.ui.kit.choice_fields import ChoiceField
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, MoneyField


def approver_field(desk: Desk) -> ChoiceField:
    """The owners; the one who sits at the desk is chosen already."""
    field = ChoiceField(choices=staff.owners(), placeholder=_("Choose the owner"))
    field.set_value(desk.by().staff_id)
    return field


class AccountFields:
    """The fields of a form that say how what is owed goes on account; they come and go together."""

    def __init__(self, form: FormDialog, desk: Desk, customer_id: int | None, insurance_fen: int = 0) -> None:
        self._form = form
        self._customer_id = customer_id
        self._owed_fen = 0
        self.words = words("", "muted")
        self.words.setObjectName("account_words")
        form.add_widget(self.words)
        self.approver = form.add_field("approved_by", _("Approved by"), approver_field(desk))
        self.debtor = form.add_field(
            "debtor",
            _("Who owes it"),
            ChoiceField(choices=[(one, label(one)) for one in Debtor]),
            beside=True,
        )
        self.override = form.add_field("override", _("Why above the limit"), LineField(limit=200))
        self._names = ("approved_by", "override", *(("debtor",) if insurance_fen else ()))
        form.body.boxes["debtor"].setVisible(insurance_fen > 0)
        if insurance_fen:
            self.debtor.set_value(Debtor.INSURER)
        self.debtor.edited.connect(self._say)

    def set_customer(self, customer_id: int | None) -> None:
        """Whose account it is; None while nobody on file is named."""
        self._customer_id = customer_id
        if not self.words.isHidden():
            self._say()

    def show(self, visible: bool) -> None:
        """Bring them to light, or take them away."""
        self.words.setVisible(visible)
        for name in self._names:
            self._form.body.boxes[name].setVisible(visible)
        if visible:
            self._say()

    def take_focus(self) -> None:
        """Where something has to be typed."""
        above = not self._form.body.boxes["override"].isHidden()
        (self.override if above else self.approver).setFocus()

    def set_owed(self, fen: int) -> None:
        """This much would go on account."""
        self._owed_fen = fen
        if not self.words.isHidden():
            self._say()

    def value(self) -> OnAccount:
        """As it is typed."""
        return OnAccount(self.approver.value(), self.debtor.value(), self.override.value())

    def _say(self) -> None:
        if self._customer_id is None:
            self.words.setText(_("Only a customer on file has an account."))
            self._form.body.boxes["override"].hide()
            return
        customer = customers.open_customer(self._customer_id)
        by_customer = self.debtor.value() is Debtor.CUSTOMER
        above = credit.above_limit_words(self._customer_id, self._owed_fen) if by_customer else ""
        within = _("Open {open} of {limit}; to be paid in {days} days.").format(
            open=format_yuan(credit.receivables(self._customer_id)),
            limit=format_yuan(customer.credit_limit_fen),
            days=customer.credit_days,
        )
        owed_by_insurer = _("The insurer owes its share; the customer's limit does not count.")
        self.words.setText(above or (within if by_customer else owed_by_insurer))
        self._form.body.boxes["override"].setVisible(bool(above))
        if self._form.isVisible():
            self._form.grow_soon()


class OnAccountForm(FormDialog):
    """Puts what is owed on account, so that the car may leave."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        title = _("Put on account")
        super().__init__(parent, title, about(page), default_text=title, width=560)
        self.setObjectName("on_account_form")
        self._desk = desk
        self._page = page
        [*_older, self._bill] = settlements.of_order(page.id)
        self.money = MoneyCard(_("On account"))
        self.add_widget(self.money)
        self.account = AccountFields(self, desk, page.customer_id, self._bill.insurance_fen)

    def load(self) -> None:
        self._show()
        self.account.show(True)
        self.account.take_focus()

    def renew(self) -> None:
        self._show()

    def _show(self) -> None:
        now = self._seen = receipts.balance(self._page.id)
        rows = [(_("Bill"), now.due_fen), (_("Paid so far"), -now.paid_fen)] if now.paid_fen else []
        self.money.show_money(rows, now.owed_fen)
        self.account.set_owed(now.owed_fen)

    def save(self) -> object:
        by, terms = self._desk.by(), self.account.value()
        return credit.put_on_account(by, self._page.id, terms, seen=self._seen)


class AllowanceForm(FormDialog):
    """Lets the customer off part of a bill: goodwill, or a debt that is given up."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        title = _("Allowance")
        super().__init__(parent, title, about(page), default_text=_("Allow"), width=560)
        self.setObjectName("allowance_form")
        self._desk = desk
        self._page = page
        [*_older, self._bill] = settlements.of_order(page.id)
        self.money = MoneyCard(_("Still owed"))
        self.add_widget(self.money)
        text = _("It lowers what is owed; what was paid already can then be paid back. 0 takes it back.")
        self.add_widget(words(text, "muted"))
        self._amount = self.add_field("amount", _("Allowance in all"), MoneyField(), required=True)
        self._approver = self.add_field("approved_by", _("Approved by"), approver_field(desk), beside=True)
        self._reason = self.add_field("reason", _("Reason"), LineField(limit=200), required=True)
        self._amount.textEdited.connect(lambda _text: self._show())

    def load(self) -> None:
        self._amount.set_fen(self._bill.allowance_fen or None)
        self._reason.set_value(self._bill.allowance_reason)
        self._show()

    def save(self) -> object:
        by, approver = self._desk.by(), self._approver.value()
        amount, why, version = self._amount.fen(), self._reason.value(), self._bill.version
        return credit.allow(by, self._page.id, amount, why, approved_by=approver, version=version)

    def renew(self) -> None:
        [*_older, self._bill] = settlements.of_order(self._page.id)
        self._show()

    def _show(self) -> None:
        now, allowed = self._bill.balance, self._amount.value_if_read() or 0
        owed = now.payable_fen - allowed - now.paid_fen
        rows = [(_("Bill"), now.payable_fen), (_("Allowance"), -allowed), (_("Paid so far"), -now.paid_fen)]
        rows += [(_("To be refunded"), -owed)] if owed < 0 else []
        self.money.show_money(rows, max(0, owed))


class InvoiceForm(FormDialog):
    """The number of the invoice that was made for a bill."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage) -> None:
        super().__init__(parent, _("Invoice"), about(page), width=480)
        self.setObjectName("invoice_form")
        self._desk = desk
        self._page = page
        hint = _("It stands on the slip from the next print on.")
        self._number = self.add_field("invoice_no", _("Invoice no."), LineField(limit=60), hint)

    def load(self) -> None:
        self.renew()
        self._number.set_value(self._bill.invoice_no)

    def renew(self) -> None:
        [*_older, self._bill] = settlements.of_order(self._page.id)

    def save(self) -> object:
        by, number = self._desk.by(), self._number.value()
        return settlements.note_invoice(by, self._page.id, number, version=self._bill.version)
