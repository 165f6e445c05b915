"""Money and a supplier: paid, paid back, and what was owed before the program kept the account."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from garage.domain.labels import label
from garage.domain.settlements import PayMethod
from garage.errors import StaleError
from garage.i18n import _
from garage.services import supplier_payments, supplier_statements, suppliers
from garage.ui.desk import Desk
from garage.ui.forms.order_head import MoneyCard, words
from garage.ui.kit import fields, messages
from garage.ui.kit.form_dialog import FormDialog

METHODS = (PayMethod.TRANSFER, PayMethod.WECHAT, PayMethod.ALIPAY, PayMethod.CASH, PayMethod.CARD)
"""Methods by how often suppliers are paid so."""


class SupplierPaymentForm(FormDialog):
    """Pays a supplier, or with `back` takes back what it owes; `saved` carries the voucher's number."""

    def __init__(self, desk: Desk, parent: QWidget | None, supplier_id: int, *, back: bool = False) -> None:
        row = suppliers.open_supplier(supplier_id)
        title = _("Money back from the supplier") if back else _("Pay supplier")
        super().__init__(parent, title, row.name, default_text=title, width=560)
        self.setObjectName("supplier_payment_form")
        self._desk, self._id, self._back = desk, supplier_id, back
        self._seen = row.payable_fen
        self.money = MoneyCard(_("The supplier owes") if back else _("Owed in all"))
        self.add_widget(self.money)
        self._method = self.add_field(
            "method", _("Payment by"), fields.ChoiceField(choices=[(one, label(one)) for one in METHODS])
        )
        self._amount = self.add_field("amount", _("Amount"), fields.MoneyField(), required=True, beside=True)
        self._advance = self.add_field(
            "in_advance", "", fields.TickField(_("What is above is paid in advance"))
        )
        self.body.boxes["in_advance"].hide()
        self._note = self.add_field("note", _("Note"), fields.LineField(limit=200))
        self._amount.textEdited.connect(lambda _text: self._ask(ask=False))

    def load(self) -> None:
        self._show_figures()
        ageing = supplier_statements.ageings([self._id], self._desk.today())[self._id]
        most = max(-self._seen, 0) if self._back else max(self._seen, 0)
        due = most if self._back else ageing.overdue_fen or most
        self._amount.set_value(due or None)
        self._amount.setFocus()
        self._amount.selectAll()

    def save(self) -> str:
        act = supplier_payments.pay_back if self._back else supplier_payments.pay
        more = {} if self._back else {"in_advance": self._advance.value()}
        return act(
            self._desk.by(),
            self._id,
            self._method.value(),
            self._amount.fen(),
            note=self._note.value(),
            seen_fen=self._seen,
            **more,
        )

    def show_error(self, field: str, text: str) -> None:
        if field == "in_advance":
            self._ask(ask=True)
        super().show_error(field, text)

    def settle_clash(self, error: StaleError) -> None:
        """Somebody else was first: the figures follow, what was typed stays."""
        messages.tell(self, _("The account changed meanwhile"), error.text)
        self._show_figures()

    def _show_figures(self) -> None:
        self._seen = suppliers.open_supplier(self._id).payable_fen
        ageing = supplier_statements.ageings([self._id], self._desk.today())[self._id]
        rows = [] if self._back else [(label(age), fen) for age, fen in ageing.fen.items() if fen]
        self.money.show_money(rows if len(rows) > 1 else [], -self._seen if self._back else self._seen)

    def _ask(self, *, ask: bool) -> None:
        """The tick comes with the question, and goes with another amount."""
        self._advance.setChecked(False)
        self.body.boxes["in_advance"].setVisible(ask)


class OpeningBalanceForm(FormDialog):
    """What was owed before; another one puts the first right, with a reason."""

    def __init__(self, desk: Desk, parent: QWidget | None, supplier_id: int) -> None:
        row = suppliers.open_supplier(supplier_id)
        super().__init__(parent, _("Opening balance"), row.name, width=520)
        self.setObjectName("opening_balance_form")
        self._desk, self._id, self._days = desk, supplier_id, row.payment_days
        self.renew()
        self.add_widget(
            words(_("What the garage owed on the first day. Below zero: what the supplier owed."), "muted")
        )
        self._amount = self.add_field("amount", _("Owed"), fields.MoneyField(negative=True), required=True)
        self._due = self.add_field(
            "due_on", _("Due on"), fields.DateField(now=desk.now), required=True, beside=True
        )
        self._reason = self.add_field("reason", _("Reason"), fields.LineField(limit=200), required=True)
        self._ask_why()

    def _ask_why(self) -> None:
        """Only another balance than the first has a reason."""
        self.body.boxes["reason"].setVisible(self._known is not None)
        self._reason.setEnabled(self._known is not None)

    def renew(self) -> None:
        """Read the opening balance that stands; another one puts it right."""
        self._entry = supplier_payments.opening_entry(self._id)
        self._known = supplier_payments.opening_fen(self._id)

    def load(self) -> None:
        self._amount.set_value(self._known)
        self._due.set_value(self._desk.today() + timedelta(days=self._days))
        self._ask_why()
        self._amount.setFocus()

    def keep_mine(self, _error: StaleError) -> None:
        """The other one is put right by what was typed, with a reason."""
        self._ask_why()

    def save(self) -> None:
        supplier_payments.open_account(
            self._desk.by(),
            self._id,
            self._amount.fen(),
            due_on=self._due.value(),
            reason=self._reason.value() if self._known is not None else "",
            seen_entry=self._entry,
        )
