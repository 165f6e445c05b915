"""Receivables: who owes how much for how long, the bills of each, and one payment for several of them (C3)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.numbers import Series, read_number
from garage.domain.receivables import ReceivableFilter
from garage.domain.settlements import Debtor
from garage.i18n import _
from garage.services import account_payments, receivables
from garage.services.account_payments import PaymentRow, Taken
from garage.services.command import Area
from garage.services.receivables import DebtorRow, DepositRow
from garage.ui.desk import Desk
from garage.ui.forms.account_payment import AccountPaymentForm
from garage.ui.forms.customer_statement import CustomerStatementDialog
from garage.ui.forms.print_till import print_taken
from garage.ui.forms.printing import receipt_paper, show_all
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.counter_acts import open_form
from garage.ui.pages.customer_parts import action_button, plain_label
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.receivables_columns import debtor_columns, deposit_columns
from garage.ui.pages.receivables_detail import ReceivablesDetail
from garage.ui.pages.side_by_side import lay_out

_LIST_WIDTH, _DETAIL_WIDTH = 706, 526


class ReceivablesPage(FreshPage):
    """List at the left, the bills of the one under the bar at the right."""

    areas = frozenset({Area.ORDERS, Area.MONEY, Area.STOCK, Area.CUSTOMERS})

    order_opened = Signal(int)
    document_opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("receivables_page")
        self.chips = ChipBar(name="receivable_filters")
        self.sums = plain_label("receivable_sums", "muted")
        self.list = ListView(self, "receivable_list", _("Receivables"))
        self.deposits = ListView(self, "deposit_list", _("Deposits without a bill"))
        self._make_actions()
        self.detail = ReceivablesDetail([action_button(act) for act in self.offered])
        self.list.set_model(KeysetModel(debtor_columns(), self._fetch, lambda row: row.key, parent=self))
        self.list.describe = lambda: self.chips.chip(self.chips.current()).text()
        self.deposits.set_model(
            KeysetModel(
                deposit_columns(),
                lambda _cursor, _limit: Page(receivables.deposits(), None),
                lambda row: row.order_id,
                parent=self,
            )
        )
        self.deposits.set_empty(
            _("No order has a deposit and no bill. A deposit is taken on the order, before its bill.")
        )
        self._say_sums()
        self.chips.chip(ReceivableFilter.ALL).setChecked(True)
        self._say_empty()
        self.setFocusProxy(self.list)
        self._connect()
        self._build()
        self._fit()

    # What the rest of the program asks for

    def show_customer(self, customer_id: int) -> None:
        """Put the bar on a customer who owes."""
        self._outdated = False
        self.chips.chip(ReceivableFilter.ALL).setChecked(True)
        self._reload((Debtor.CUSTOMER.value, customer_id, ""))

    def show_insurer(self, name: str) -> None:
        """Put the bar on an insurer that owes."""
        self._outdated = False
        self.chips.chip(ReceivableFilter.INSURERS).setChecked(True)
        self._reload((Debtor.INSURER.value, 0, name))

    def show_document(self, no: str) -> bool:
        """Show the payment on several bills with that number; False when there is none."""
        read = read_number(no)
        if read is None or read[0] is not Series.ACCOUNT_PAYMENT:
            return False
        try:
            row = account_payments.find(read[1])
        except KeyError:
            return False
        if row.customer_id is None:
            self.show_insurer(row.insurer)
            self.detail.show_insurer(row.insurer, self._desk.today())
        else:
            self.show_customer(row.customer_id)
            self.detail.show_customer(row.customer_id, self._desk.today())
        self.detail.payments.select_key(row.id)
        self._fit()
        return True

    # Acts

    def take_payment(self) -> None:
        """One sum on several bills of the customer or the insurer shown."""
        customer_id, insurer = self._customer(), self.detail.insurer
        if customer_id is not None or insurer:
            form = AccountPaymentForm(self._desk, self, customer_id, insurer)
            form.saved.connect(self._on_taken)
            open_form(form)

    def show_statement(self) -> None:
        """The account of the customer shown."""
        if (customer_id := self._customer()) is not None:
            window = CustomerStatementDialog(self._desk, self, customer_id)
            window.open()
            window.finished.connect(window.deleteLater)

    def void_payment(self) -> None:
        """The payment under the bar was a mistake: all its receipts are reversed."""
        row = self._payment()
        if row is None:
            return
        form = ReasonForm(
            self,
            _("Void payment"),
            f"{row.no} · {format_yuan(row.total_fen)}",
            _("Every receipt of it is undone by a counter-receipt; the bills are owed again."),
            lambda why: account_payments.void(self._desk.by(), row.no, why),
        )
        form.saved.connect(lambda _done: toast(self, _("{number} is void.").format(number=row.no)))
        open_form(form)

    def print_payment(self) -> None:
        """The receipts of the payment under the bar, else of the last."""
        rows = self.detail.payments.rows()
        row = self._payment() or (rows.row_at(0) if rows.rowCount() else None)
        if row is not None:
            show_all(self, self._desk, [receipt_paper(bill.receipt_no) for bill in row.bills])

    def refresh(self) -> None:
        """Read everything anew; who is shown stays shown."""
        super().refresh()
        self._say_sums()
        self._reload(self.list.current_key())

    # Inside

    def _which(self) -> ReceivableFilter:
        return ReceivableFilter(self.chips.current() or ReceivableFilter.ALL)

    def _row(self) -> DebtorRow | None:
        row: DebtorRow | None = self.list.current_row()
        return row

    def _customer(self) -> int | None:
        if self._which() is ReceivableFilter.DEPOSITS:
            row: DepositRow | None = self.deposits.current_row()
            return row.customer_id if row is not None else None
        return self.detail.customer_id

    def _payment(self) -> PaymentRow | None:
        row: PaymentRow | None = self.detail.payments.current_row()
        return row if row is not None and row.stands else None

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        place = cursor if isinstance(cursor, tuple) else None
        page = receivables.page(self._which(), self._desk.today(), place, limit)
        return Page(page.rows, page.next_cursor)

    def _say_sums(self) -> None:
        told = receivables.summary(self._desk.today())
        self.chips.set_chips([(which, label(which), told.counts[which]) for which in ReceivableFilter])
        words = _("Receivable {amount}").format(amount=format_yuan(told.ageing.balance_fen))
        if told.ageing.overdue_fen:
            late = _("of it overdue {amount}").format(amount=format_yuan(told.ageing.overdue_fen))
            words = _("{owed}, {overdue}").format(owed=words, overdue=late)
        if told.deposits_fen:
            held = _("Deposits held {amount}").format(amount=format_yuan(told.deposits_fen))
            words = f"{words}    {held}"
        self.sums.setText(words)

    def _reload(self, keep: Any = None) -> None:
        held = self._which() is ReceivableFilter.DEPOSITS
        self.lists.setCurrentWidget(self._rooms[held])
        self.setFocusProxy(self.deposits if held else self.list)
        self._say_empty()
        view = self.deposits if held else self.list
        view.rows().reload(keep if not held else None)
        if keep is not None and not held:
            self.list.select_key(keep)
        if view.current_row() is None and view.rows().rowCount():
            view.selectRow(0)
        self._show()

    def _say_empty(self) -> None:
        words = {
            ReceivableFilter.OVERDUE: _("No bill is overdue."),
            ReceivableFilter.INSURERS: _(
                "No insurer owes anything. Work that an insurer pays for stands here once its order is settled."
            ),
        }
        nobody = _(
            "Nobody owes anything. A bill that is not paid at once is put on account on its work order, "
            "and stands here until it is paid."
        )
        self.list.set_empty(words.get(self._which(), nobody))

    def _show(self) -> None:
        """The detail follows the bar."""
        today, held = self._desk.today(), self._which() is ReceivableFilter.DEPOSITS
        deposit: DepositRow | None = self.deposits.current_row() if held else None
        row = None if held else self._row()
        if deposit is not None:
            self.detail.show_customer(deposit.customer_id, today)
        elif row is None:
            self.detail.show_nothing()
        elif row.debtor is Debtor.INSURER:
            self.detail.show_insurer(row.name, today)
        else:
            self.detail.show_customer(row.customer_id, today)
        self._fit()

    def _fit(self) -> None:
        customer = self.detail.customer_id is not None
        self.pay_action.setEnabled((customer or bool(self.detail.insurer)) and self.detail.owes)
        self.statement_action.setEnabled(customer)
        self.void_action.setEnabled(self._payment() is not None)
        self.print_action.setEnabled(self.detail.payments.rows().rowCount() > 0)

    def _on_taken(self, taken: Taken) -> None:
        words = _("{no} is booked.").format(no=taken.no)
        if taken.change_fen:
            change = _("Change {amount}").format(amount=format_yuan(taken.change_fen))
            words = f"{words} {change}"
        toast(self, words, "ok", (_("Print it"), lambda: print_taken(self, self._desk, taken)))

    def _make_actions(self) -> None:
        def action(name: str, text: str, slot: Callable[[], object], keys: str, symbol: str) -> QAction:
            return make_action(self, text, slot, keys, symbol, name=name)

        self.pay_action = action(
            "pay_several", _("Payment for several bills…"), self.take_payment, "Ctrl+M", "money"
        )
        self.statement_action = action(
            "customer_statement", _("Statement…"), self.show_statement, "Ctrl+T", "list"
        )
        self.print_action = action(
            "print_account_payment", _("Print receipts…"), self.print_payment, "Ctrl+P", "print"
        )
        self.void_action = action(
            "void_account_payment", _("Void payment…"), self.void_payment, "Ctrl+Shift+Z", "close"
        )
        self.offered = [self.pay_action, self.statement_action, self.print_action, self.void_action]

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda _key: self._reload())
        self.list.selected.connect(lambda _row: self._show())
        self.list.opened.connect(lambda _row: self.detail.bills.setFocus())
        self.list.addActions([self.pay_action, self.statement_action])
        self.deposits.selected.connect(lambda _row: self._show())
        self.deposits.opened.connect(lambda row: self.order_opened.emit(row.order_id))
        self.detail.order_opened.connect(self.order_opened)
        self.detail.payments.selected.connect(lambda _row: self._fit())
        self.detail.payments.addActions([self.print_action, self.void_action])

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.chips)
        head.addWidget(self.sums, 1)
        self.lists = QStackedWidget()
        self._rooms = [_room(self.list), _room(self.deposits)]
        for room in self._rooms:
            self.lists.addWidget(room)
        split = QSplitter()
        split.setObjectName("receivables_split")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(self.lists)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([_LIST_WIDTH, _DETAIL_WIDTH])
        lay_out(self, head, split)


def _room(view: ListView) -> QWidget:
    room = QWidget()
    column = QVBoxLayout(room)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(view, 1)
    column.addWidget(view.footer)
    return room
