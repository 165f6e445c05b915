"""The money of an order: its bills, what is owed or to be paid back, and every receipt (C3, C7)."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.orders import CLOSED
from garage.i18n import _
from garage.services import receipts, settlements
from garage.services.orders import OrderPage
from garage.services.receipts import ReceiptRow
from garage.services.settlements import SettlementRow
from garage.ui.desk import Desk
from garage.ui.forms.order_head import set_tone, words
from garage.ui.forms.spoken_time import say_moment
from garage.ui.kit.table_model import Column
from garage.ui.pages.order_records import OfferedButtons, RecordsTab, ShortList

OFFERED = ("take_deposit", "take_payment", "on_account", "refund")
"""Acts of the menu that stand under the list as well, those that are possible now."""


LEAST_ROWS, MOST_ROWS = 2, 6
"""Receipts that are seen without scrolling in their list."""


class MoneyTab(RecordsTab):
    """What was billed and what came in; `offer` gives it the actions that are possible now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.summary = words("")
        self.summary.setObjectName("money_summary")
        self.standing = QLabel()
        self.standing.setObjectName("money_standing")
        self.standing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        font = QFont(self.standing.font())
        font.setPointSizeF(14)
        font.setBold(True)
        self.standing.setFont(font)
        empty = _("No money yet. Deposits, payments and what is paid back stand here.")
        self.list = ShortList("receipts", _("Receipts"), _columns(desk), empty)
        self.list.opened.connect(self._print)
        self.setFocusProxy(self.list)
        self._buttons = OfferedButtons("money")
        self.scroll_all("money_scroll")
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.summary, 1)
        top.addWidget(self.standing)
        self.column.addLayout(top)
        self.column.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.list, 1)

    def refresh(self, page: OrderPage) -> None:
        rows = receipts.of_order(page.id)
        self.list.set_rows(rows)
        self.list.keep_room(LEAST_ROWS, MOST_ROWS)
        bills = settlements.of_order(page.id)
        lines = [text for bill in reversed(bills) for text in self._say_bill(bill)]
        self.summary.setText("\n".join(lines) or _("Not settled yet."))
        self._show_standing(page, bills[-1] if bills and bills[-1].stands else None)

    def offer(self, more: Mapping[str, QAction]) -> None:
        """Buttons for what can be done with the money now."""
        self._buttons.offer([more[name] for name in OFFERED if name in more])

    def _print(self, row: ReceiptRow) -> None:
        """Enter on a receipt shows its paper."""
        from garage.ui.forms import printing  # noqa: PLC0415 - loaded when first needed

        printing.print_receipt(self, self.desk, row.no)

    def _show_standing(self, page: OrderPage, bill: SettlementRow | None) -> None:
        now = receipts.balance(page.id)
        text, tone = "", "muted"
        if bill is None and now.paid_fen and page.state not in CLOSED:
            text, tone = _("Held as deposit: {amount}").format(amount=format_yuan(now.paid_fen)), "ok"
        elif now.owed_fen:
            text = _("Still to pay: {amount}").format(amount=format_yuan(now.owed_fen))
            due = bill.credit_due_on if bill else None
            tone = "bad" if due and due < self.desk.today() else "warn"
        elif now.refundable_fen:
            text = _("To be refunded: {amount}").format(amount=format_yuan(now.refundable_fen))
            tone = "warn"
        elif bill is not None:
            text, tone = _("Nothing is owed"), "ok"
        self.standing.setText(text)
        set_tone(self.standing, tone)

    def _say_bill(self, bill: SettlementRow) -> list[str]:
        line = _("{no}: {amount}, {state}, {at}").format(
            no=bill.no,
            amount=format_yuan(bill.payable_fen),
            state=label(bill.state),
            at=say_moment(bill.at, self.desk.now()),
        )
        if not bill.stands:
            return [" – ".join(filter(None, (line, bill.void_reason)))]
        said = []
        if bill.insurance_fen:
            said.append(_("insurer {amount}").format(amount=format_yuan(bill.insurance_fen)))
        if bill.invoice_no:
            said.append(_("invoice {no}").format(no=bill.invoice_no))
        return [" · ".join((line, *said)), *self._say_credit(bill)]

    def _say_credit(self, bill: SettlementRow) -> list[str]:
        said = []
        if bill.debtor is not None and bill.credit_due_on is not None:
            overdue = bill.balance.owed_fen > 0 and bill.credit_due_on < self.desk.today()
            text = _("On account: {who}, due on {day}, approved by {name}").format(
                who=label(bill.debtor), day=bill.credit_due_on.isoformat(), name=bill.credit_by
            )
            more = [_("overdue")] if overdue else []
            said.append(" · ".join([text, *more, *filter(None, (bill.credit_override,))]))
        if bill.allowance_fen:
            text = _("Allowance {amount}, approved by {name}: {why}")
            amount = format_yuan(bill.allowance_fen)
            said.append(text.format(amount=amount, name=bill.allowed_by, why=bill.allowance_reason))
        return said


def _columns(desk: Desk) -> list[Column]:
    def state_tone(row: ReceiptRow) -> str:
        return "bad" if row.reversed_by else "muted" if row.reversal_of else "ok"

    def faded(row: ReceiptRow) -> str | None:
        return None if row.stands else "muted"

    return [
        Column("no", _("Receipt"), 150, "left", lambda row: row.no, colour=faded, bold=True),
        Column("kind", _("For"), 150, "left", lambda row: label(row.kind), colour=faded),
        Column("at", _("When"), 130, "left", lambda row: say_moment(row.at, desk.now()), colour=faded),
        Column("total", _("Amount"), 120, "right", lambda row: format_yuan(row.total_fen), colour=faded),
        Column("how", _("How paid"), 0, "left", say_tenders, colour=faded),
        Column(
            "state",
            _("State"),
            210,
            "left",
            say_receipt,
            colour=state_tone,
            icon=lambda row: "check" if row.stands else "undo",
        ),
    ]


def say_tenders(row: ReceiptRow) -> str:
    """By which methods."""
    if len(row.tenders) == 1:
        return label(row.tenders[0].method)
    return _(", ").join(f"{label(tender.method)} {format_yuan(tender.amount_fen)}" for tender in row.tenders)


def say_receipt(row: ReceiptRow) -> str:
    """Whether it stands, in words."""
    if row.reversed_by:
        return _("void: {no}").format(no=row.reversed_by)
    if row.reversal_of:
        return _("reverses {no}: {why}").format(no=row.reversal_of, why=row.reason)
    if row.total_fen < 0:
        return _("paid back: {why}").format(why=row.reason)
    return _("received")
