"""What one customer owes: the open bills, and the payments that were made on several at once."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.receivables import BillKind, OpenBill, ageing
from garage.domain.supplier_accounts import Ageing
from garage.i18n import _
from garage.services import account_payments, customers, receivables
from garage.services.account_payments import PaymentRow
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_parts import ShortList, plain_label, set_tone

_PAYMENTS_HEIGHT = 132


class ReceivablesDetail(QFrame):
    """One customer or insurer; `customer_id` is None for an insurer, whose name is `insurer`, and for nobody."""

    order_opened = Signal(int)

    def __init__(self, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self.setObjectName("receivables_detail")
        self.setProperty("card", True)
        self.customer_id: int | None = None
        self.insurer = ""
        self.owes = False
        self._today = date.min
        self.name = plain_label("receivable_name", "title", wraps=True)
        self.about = plain_label("receivable_about", wraps=True)
        self.bills = ShortList(
            "open_bills",
            _("Open bills"),
            self._bill_columns(),
            lambda bill: (bill.kind, bill.ref),
            _("Nothing is owed."),
        )
        self.payments = ShortList(
            "account_payments",
            _("Payments on several bills"),
            _payment_columns(),
            lambda row: row.id,
            _("What was paid on several bills at once stands here."),
        )
        self.payments.setFixedHeight(_PAYMENTS_HEIGHT)
        self.bills.opened.connect(self._open)
        self._build(buttons)

    def show_customer(self, customer_id: int, today: date) -> None:
        """Show a customer, who need not owe anything any more."""
        bills = receivables.open_bills(customer_id)
        self.customer_id, self.insurer, self._today = customer_id, "", today
        self.name.setText(customers.open_customer(customer_id).name)
        self._show(bills, account_payments.of_customer(customer_id))

    def show_insurer(self, name: str, today: date) -> None:
        """Show what an insurer owes on behalf of customers, if anything any more."""
        self.customer_id, self.insurer, self._today = None, name, today
        self.name.setText(_("Insurer: {name}").format(name=name))
        self._show(receivables.open_bills_of_insurer(name), account_payments.of_insurer(name))

    def show_nothing(self) -> None:
        """Nobody."""
        self.customer_id, self.insurer = None, ""
        self.name.setText("")
        self._show([], [])
        self.about.setText("")

    def _show(self, bills: Sequence[OpenBill], payments: Sequence[PaymentRow]) -> None:
        self.owes = bool(bills)
        told = ageing(bills, self._today)
        self.about.setText(_told(told))
        set_tone(self.about, "bad" if told.overdue_fen else "muted")
        self.bills.show_rows(bills)
        self.payments.show_rows(payments)

    def _open(self, bill: OpenBill) -> None:
        if bill.kind is BillKind.ORDER:
            self.order_opened.emit(bill.ref)

    def _bill_columns(self) -> list[Column]:
        def colour(bill: OpenBill) -> str | None:
            return "bad" if bill.due_on < self._today else None

        def sign(bill: OpenBill) -> str | None:
            return "warning" if bill.due_on < self._today else None

        return [
            Column(
                "no",
                _("Bill no."),
                138,
                "left",
                lambda bill: bill.document,
                None,
                lambda bill: bill.no,
                bold=True,
            ),
            Column("plate", _("Plate"), 0, "left", lambda bill: bill.plate or label(bill.kind)),
            Column(
                "due", _("Due on"), 128, "left", lambda bill: f"{bill.due_on:%Y-%m-%d}", colour, icon=sign
            ),
            Column("owed", _("Owes"), 92, "right", lambda bill: format_plain(bill.owed_fen), total=True),
        ]

    def _build(self, buttons: Sequence[QPushButton]) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, chosen in ((first, buttons[:2]), (second, buttons[2:])):
            row.setSpacing(8)
            for button in chosen:
                row.addWidget(button)
            row.addStretch(1)
        title = plain_label("account_payments_title", "section")
        title.setText(_("Payments on several bills"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        parts: list[QWidget] = [self.name, self.about]
        for part in parts:
            layout.addWidget(part)
        layout.addLayout(first)
        layout.addWidget(self.bills, 1)
        layout.addWidget(self.bills.footer)
        layout.addWidget(title)
        layout.addWidget(self.payments)
        layout.addLayout(second)


def _told(told: Ageing) -> str:
    """What is owed, and how late it is."""
    if not told.balance_fen:
        return _("Nothing is owed.")
    ages = [f"{label(age)} {format_yuan(fen)}" for age, fen in told.fen.items() if fen]
    return " · ".join([_("Owes {amount}").format(amount=format_yuan(told.balance_fen)), *ages])


def _payment_columns() -> list[Column]:
    def faded(row: PaymentRow) -> str | None:
        return None if row.stands else "muted"

    def methods(row: PaymentRow) -> str:
        if not row.stands:
            return _("Void")
        return _(", ").join(label(tender.method) for tender in row.tenders)

    return [
        Column("no", _("Number"), 132, "left", lambda row: row.no, faded, bold=True),
        Column("at", _("Date"), 98, "left", lambda row: f"{row.at:%Y-%m-%d}", faded),
        Column("bills", _("Bills"), 54, "right", lambda row: f"{len(row.bills)}", faded),
        Column("how", _("Payment by"), 0, "left", methods, faded, lambda row: row.note or methods(row)),
        Column("amount", _("Amount"), 92, "right", lambda row: format_plain(row.total_fen), faded),
    ]
