"""Parts sold over the counter: every sale and return, and what may be done with the one under the bar."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from garage.domain.counter_sales import SELLERS
from garage.domain.money import format_yuan
from garage.domain.numbers import Series, read_number
from garage.i18n import _
from garage.services import customers, sale_list
from garage.services.command import Area
from garage.services.counter_sales import Sold
from garage.services.sale_list import SaleFilter, SaleRow
from garage.ui.desk import Desk
from garage.ui.forms import print_sales, printing
from garage.ui.forms.counter_sale import CounterSaleForm
from garage.ui.kit.actions import make_action
from garage.ui.kit.chips import ChipBar
from garage.ui.kit.icons import icon
from garage.ui.kit.messages import toast
from garage.ui.kit.search_field import Hit, SearchField
from garage.ui.kit.table_model import KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.counter_acts import SaleActs, open_form
from garage.ui.pages.counter_detail import SaleDetail
from garage.ui.pages.counter_list import SALE, columns, look_up
from garage.ui.pages.customer_parts import action_button, plain_label
from garage.ui.pages.fresh import FreshPage
from garage.ui.pages.side_by_side import lay_out, side_by_side

_LIST_WIDTH, _DETAIL_WIDTH = 596, 636


class CounterPage(FreshPage):
    """List at the left, the chosen sale at the right; refreshes itself when stock or money changes."""

    areas = frozenset({Area.STOCK, Area.MONEY, Area.CUSTOMERS})

    part_opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setObjectName("counter_page")
        self._customer_id: int | None = None
        self.chips = ChipBar(name="counter_filters")
        self.today = plain_label("counter_today", "muted")
        self.find = SearchField(
            lambda text: look_up(text, desk.today()), placeholder=_("Number or customer  Ctrl+F")
        )
        self.find.setObjectName("counter_find")
        self.find.setAccessibleName(_("Find a sale"))
        self.everybody = _everybody(self)
        self.list = ListView(self, "counter_list", _("Counter sales"))
        self._make_actions()
        self.detail = SaleDetail([action_button(act) for act in self.acts.offered])
        self._say_counts()
        self.chips.chip(SaleFilter.ALL).setChecked(True)
        self.list.set_empty(
            _("What is sold over the counter stands here. Scan the first part to begin."),
            _("New sale"),
            self.new_sale,
        )
        self.list.describe = self._described
        self.list.set_model(KeysetModel(columns(desk), self._fetch, lambda row: row.id, parent=self))
        self.setFocusProxy(self.list)
        self._connect()
        self._build()
        self._fit()

    # What the rest of the program asks for

    def show_document(self, no: str) -> bool:
        """Show the sale or return of that number, or of the receipt of that number; False when there is none."""
        read = read_number(no)
        if read is None or read[0] not in {Series.COUNTER_SALE, Series.PAYMENT}:
            return False
        of_sale = read[0] is Series.COUNTER_SALE
        found = sale_list.by_number(read[1]) if of_sale else sale_list.of_receipt(read[1])
        if found is not None:
            self.show_sale(found)
        return found is not None

    def show_sale(self, sale_id: int) -> None:
        """Show this sale among all, however old it is; raises KeyError when there is none."""
        self._customer_id = None
        self._choose(SaleFilter.ALL, sale_id)
        if not self.list.select_key(sale_id):
            self.list.clearSelection()  # further down than the list was read
        self.detail.show_sale(sale_id, self._desk.today())
        self._fit()

    def show_customer(self, customer_id: int) -> None:
        """Show what a customer bought."""
        self._customer_id = customer_id
        self._choose(SaleFilter.ALL)

    # Acts

    def new_sale(self) -> CounterSaleForm:
        """Sell parts."""
        form = CounterSaleForm(self._desk, self, self._customer_id)
        form.saved.connect(lambda sold: self._on_sold(sold, prints=form.prints))
        open_form(form)
        return form

    def refresh(self) -> None:
        """Read everything anew; the sale shown stays shown."""
        super().refresh()
        shown = self._row()
        self._say_counts()
        self.list.rows().reload()
        if shown is not None and self.list.current_key() in (None, shown.id):
            self.detail.show_sale(shown.id, self._desk.today())
        elif self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        self._fit()

    # Inside

    def _row(self) -> SaleRow | None:
        return self.detail.page.row if self.detail.page is not None else None

    def _receipt(self) -> object:
        """The receipt under the bar."""
        return self.detail.receipts.current_row()

    def _choose(self, which: SaleFilter, sale_id: int | None = None) -> None:
        self._outdated = False
        self._say_counts()
        self.chips.chip(which).setChecked(True)
        self._reload(sale_id)

    def _reload(self, sale_id: int | None = None) -> None:
        """Another filter: the newest sale of it gets the bar."""
        self.everybody.setVisible(self._customer_id is not None)
        if self._customer_id is not None:
            self.everybody.setText(customers.open_customer(self._customer_id).name)
        self.detail.show_nothing()
        self.list.rows().reload(sale_id)
        if self.list.current_row() is None and self.list.rows().rowCount():
            self.list.selectRow(0)
        elif (row := self.list.current_row()) is not None:
            self.detail.show_sale(row.id, self._desk.today())
        self._fit()

    def _show_everybody(self) -> None:
        self._customer_id = None
        self._reload()

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = sale_list.page(
            SaleFilter(self.chips.current()),
            self._desk.today(),
            cursor if isinstance(cursor, tuple) else None,
            limit,
            customer_id=self._customer_id,
        )
        return Page(page.rows, page.next_cursor)

    def _say_counts(self) -> None:
        day = sale_list.day(self._desk.today())
        self.chips.set_chips(
            [
                (SaleFilter.ALL, _("All"), None),
                (SaleFilter.TODAY, _("Today"), day.sales),
                (SaleFilter.OWING, _("Unpaid"), sale_list.count_owing()),
            ]
        )
        words = _("Sold today {amount}").format(amount=format_yuan(day.total_fen)) if day.sales else ""
        self.today.setText(words)

    def _described(self) -> str:
        chip = self.chips.chip(self.chips.current()).text()
        return " · ".join(word for word in (chip, self.everybody.text() if self._customer_id else "") if word)

    def _on_found(self, hit: Hit | None) -> None:
        if hit is None:
            return
        kind, ref = hit.ref
        self.find.set_value(None)
        self.show_sale(ref) if kind == SALE else self.show_customer(ref)
        self.list.setFocus()

    def _on_selected(self, row: SaleRow | None) -> None:
        if row is not None:
            self.detail.show_sale(row.id, self._desk.today())
        elif not self.list.rows().rowCount():
            self.detail.show_nothing()
        self._fit()

    def _on_sold(self, sold: Sold, *, prints: bool) -> None:
        self.show_sale(sold.id)
        words = _("{no} is sold.").format(no=sold.no)
        if sold.change_fen:
            change = _("Change {amount}").format(amount=format_yuan(sold.change_fen))
            words = f"{words} {change}"
        if prints:
            toast(self, words)
            print_sales.print_sold(self, self._desk, sold)
        else:
            toast(self, words, "ok", (_("Print it"), lambda: print_sales.print_sold(self, self._desk, sold)))

    def _fit(self) -> None:
        may = bool(self._desk.person.roles & SELLERS)
        self.new_action.setEnabled(may)
        self.acts.fit(self.detail.page, may=may)

    def _make_actions(self) -> None:
        self.new_action = make_action(self, _("New sale"), self.new_sale, "Ctrl+N", "plus", name="new_sale")
        self.find_action = make_action(
            self, _("Find"), self.find.setFocus, "Ctrl+F", "search", name="find_sale"
        )
        self.acts = SaleActs(self, self._desk, self._receipt)

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda _key: self._reload())
        self.everybody.clicked.connect(self._show_everybody)
        self.find.picked.connect(self._on_found)
        self.list.selected.connect(self._on_selected)
        self.list.opened.connect(lambda _row: self.detail.lines.setFocus())
        self.list.addActions(
            [self.new_action, *self.acts.offered, self.acts.voiding_receipt, self.acts.history]
        )
        self.detail.receipts.addActions([self.acts.method, self.acts.voiding_receipt])
        self.detail.part_opened.connect(self.part_opened)
        self.detail.sale_opened.connect(self.show_sale)
        self.detail.receipt_opened.connect(lambda no: printing.print_receipt(self, self._desk, no))
        self._desk.person_changed.connect(self._fit)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.chips)
        head.addWidget(self.everybody)
        head.addWidget(self.today, 1)
        self.find.setFixedWidth(250)
        head.addWidget(self.find)
        head.addWidget(action_button(self.new_action, primary=True))
        split = side_by_side("counter_split", self.list, self.detail, (_LIST_WIDTH, _DETAIL_WIDTH))
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        lay_out(self, head, split)


def _everybody(page: QWidget) -> QPushButton:
    """Says whose sales are listed; a click lists everybody's again."""
    button = QPushButton(icon("close", "accent"), "", page)
    button.setObjectName("counter_everybody")
    button.setAccessibleName(_("Sales of everybody"))
    button.setToolTip(_("Show the sales of everybody again"))
    button.setProperty("chip", True)
    button.setAutoDefault(False)
    button.hide()
    return button
