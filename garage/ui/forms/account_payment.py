"""One payment of a customer or an insurer on several bills: which are ticked, how much of it goes to each, by which methods (C3)."""

from PySide6.QtWidgets import QWidget

from garage.domain.money import format_plain, format_yuan
from garage.domain.receivables import OpenBill, oldest_first
from garage.errors import FieldError, StaleError
from garage.i18n import _
from garage.services import account_payments, customers, receivables
from garage.services.account_payments import Share, Taken
from garage.ui.desk import Desk
from garage.ui.forms.order_head import MoneyCard, words
from garage.ui.forms.tenders import TenderPanel
from garage.ui.forms.tick_table import Ticked, TickTable
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField, MoneyField


class AccountPaymentForm(FormDialog):
    """Everything is ticked to begin with; less than all of it pays what is due first. `saved` carries the Taken."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, customer_id: int | None, insurer: str = ""
    ) -> None:
        title = _("Payment for several bills")
        who = _("Insurer: {name}").format(name=insurer)
        if customer_id is not None:
            who = customers.open_customer(customer_id).name
        super().__init__(parent, title, who, default_text=title, width=680)
        self.setObjectName("account_payment_form")
        self._desk, self._id, self._insurer = desk, customer_id, insurer
        self._bills: list[OpenBill] = []
        self._told = ""
        self.bills = self.add_field(
            "shares",
            _("Open bills"),
            TickTable(
                "shares",
                _("Open bills"),
                [(_("Bill no."), 0), (_("Plate"), 110), (_("Due on"), 110), (_("Owes"), 120)],
            ),
        )
        self.amount = self.add_field(
            "amount",
            _("Amount"),
            MoneyField(),
            _("Less than the ticked bills: what is due first is paid first."),
            required=True,
        )
        self.money = MoneyCard(_("To pay"))
        self.add_widget(self.money)
        self.where = words("", "muted")
        self.where.setObjectName("account_payment_where")
        self.add_widget(self.where)
        self.tenders = self.add_field("tenders", _("Payment"), TenderPanel())
        self.note = self.add_field("note", _("Note"), LineField(limit=200))
        self.bills.changed.connect(self._on_ticked)
        self.amount.textChanged.connect(lambda _text: self._fit())
        self.tenders.settled.connect(self.submit_by_key)

    def load(self) -> None:
        self._read()
        self.bills.setFocus()

    def save(self) -> Taken:
        by, what = self._desk.by(), (self.shares(), self.tenders.value(), self.note.value())
        if self._id is None:
            return account_payments.pay_for_insurer(by, self._insurer, *what)
        return account_payments.pay(by, self._id, *what)

    def shares(self) -> list[Share]:
        """What goes to each ticked bill; FieldError("amount") for more than they come to."""
        ticked, fen = self._ticked(), self.amount.fen()
        owed = sum(bill.owed_fen for bill in ticked)
        if not ticked:
            raise FieldError("shares", _("Choose at least one bill."))
        if not 0 < fen <= owed:
            text = _("Between 0 and the {amount} that are owed.").format(amount=format_yuan(owed))
            raise FieldError("amount", text)
        parts = oldest_first([bill.owed_fen for bill in ticked], fen)
        return [
            Share(bill.kind, bill.ref, part, bill.balance)
            for bill, part in zip(ticked, parts, strict=True)
            if part
        ]

    def settle_clash(self, error: StaleError) -> None:
        """Another till was first: the figures follow, what was typed stays."""
        messages.tell(self, _("The account changed meanwhile"), error.text)
        self._read()

    def _read(self) -> None:
        self._bills = (
            receivables.open_bills_of_insurer(self._insurer)
            if self._id is None
            else receivables.open_bills(self._id)
        )
        today = self._desk.today()
        self.bills.show_rows(
            [
                Ticked(
                    (bill.kind, bill.ref),
                    (
                        f"{bill.no} · {bill.document}" if bill.document != bill.no else bill.no,
                        bill.plate,
                        f"{bill.due_on:%Y-%m-%d}" + (" !" if bill.due_on < today else ""),
                        format_plain(bill.owed_fen),
                    ),
                )
                for bill in self._bills
            ],
            5,
        )
        self._on_ticked()

    def _ticked(self) -> list[OpenBill]:
        chosen = set(self.bills.value())
        return [bill for bill in self._bills if (bill.kind, bill.ref) in chosen]

    def _on_ticked(self) -> None:
        self.amount.set_value(sum(bill.owed_fen for bill in self._ticked()) or None)
        self._fit()

    def _fit(self) -> None:
        """The card and the methods follow the amount; which bills stay open is said."""
        try:
            shares = {(one.kind, one.ref): one.amount_fen for one in self.shares()}
        except FieldError:
            shares = {}
        total = sum(shares.values())
        self.money.show_money([], total)
        self.tenders.set_payable(total)
        left = [
            _("{number}: {amount} stays owed").format(
                number=bill.no, amount=format_yuan(bill.owed_fen - shares.get((bill.kind, bill.ref), 0))
            )
            for bill in self._ticked()
            if shares and bill.owed_fen > shares.get((bill.kind, bill.ref), 0)
        ]
        self.where.setText(" · ".join(left))
        self.where.setVisible(bool(left))
