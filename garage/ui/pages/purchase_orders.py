"""Purchase orders behind their chips, the lines of the one under the bar, and what may be done with it."""

from PySide6.QtCore import Signal

from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.purchasing import COMING, PurchaseAct, PurchaseState
from garage.domain.quantities import format_quantity
from garage.domain.staff import Role
from garage.i18n import _
from garage.services import purchase_orders, purchasing
from garage.services.document_history import Kind
from garage.services.purchase_orders import PurchaseFilter, PurchaseLine, PurchaseRow
from garage.ui.desk import Desk
from garage.ui.forms import print_buying
from garage.ui.forms.document_history import KEY, DocumentHistory
from garage.ui.forms.part import sees_costs
from garage.ui.forms.purchase_limit import PurchaseLimitForm
from garage.ui.forms.purchase_order import (
    ExpectForm,
    PlaceOrderForm,
    PurchaseOrderForm,
    day_words,
    order_line,
)
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, Page
from garage.ui.pages.buying_panel import LINES_HEIGHT, Panel
from garage.ui.pages.customer_parts import ShortList

_INKS = {
    PurchaseState.DRAFT: "accent",
    PurchaseState.RECEIVED: "ok",
    PurchaseState.CLOSED: "muted",
    PurchaseState.CANCELLED: "muted",
}


class OrdersPanel(Panel):
    """The list of purchase orders; Enter does what comes next with the one under the bar."""

    receive_wanted = Signal(int)
    """What an order brings is to be taken in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "purchase_orders", _("Purchase orders"))
        self.which = PurchaseFilter.DRAFT
        self._limit = self.add_button(_("Limit of an order…"), self.set_limit, "Ctrl+Shift+L", "lock")
        self._change = self.add_button(_("Change…"), self.change, "Ctrl+E", "pencil")
        self._expect = self.add_button(_("Expected day…"), self.expect, "Ctrl+D", "calendar")
        self._end = self.add_button(_("Withdraw or close…"), self.end, "Ctrl+Del", "close")
        self._print = self.add_button(_("Print…"), self.print_order, "Ctrl+P", "print")
        self._excel = self.add_button(_("To Excel…"), self.export, "Ctrl+Shift+E", "list")
        self._history = self.add_button(_("History…"), self.show_history, KEY, "history")
        self._place = self.add_button(_("Place the order…"), self.place, "Ctrl+O", "check", primary=True)
        self.lines = ShortList(
            "purchase_lines", _("Goods"), _line_columns(), lambda line: line.id, _("Nothing chosen.")
        )
        self.lines.setFixedHeight(LINES_HEIGHT)
        self.lines.opened.connect(self._open_line)
        self.layout().addWidget(self.lines)
        self.list.set_empty(_("No purchase order stands here."), _("New purchase order"), self.add_order)
        self.list.describe = self._filter_words
        self.show_columns(self._columns(), lambda row: row.id, self._fetch)
        self._fit_person()
        desk.person_changed.connect(self._fit_person)

    # What the page uses

    def show_filter(self, which: PurchaseFilter) -> None:
        """Read the orders of a chip."""
        self.which = which
        self._fit_buttons()
        self.refresh()

    def show_order(self, order_id: int) -> None:
        """Put the bar on an order of the filter shown."""
        self.refresh(order_id)
        self.list.select_key(order_id)
        self.refresh_actions()

    def row(self) -> PurchaseRow | None:
        """The order under the bar."""
        row: PurchaseRow | None = self.list.current_row()
        return row

    def add_order(self) -> PurchaseOrderForm:
        """A new purchase order."""
        form = PurchaseOrderForm(self.desk, self)
        self.open_form(form)
        return form

    # Acts

    def open_current(self) -> None:
        row = self.row()
        if row is not None and row.may(PurchaseAct.CHANGE):
            self.change()
        elif row is not None and row.may(PurchaseAct.RECEIVE):
            self.receive_wanted.emit(row.id)
        elif row is not None:
            self.lines.setFocus()

    def change(self) -> None:
        """Change the draft under the bar."""
        row = self.row()
        if row is not None and row.may(PurchaseAct.CHANGE):
            self.open_form(PurchaseOrderForm(self.desk, self, row.id))

    def place(self) -> None:
        """The draft under the bar goes to its supplier."""
        row = self.row()
        if row is None or not row.may(PurchaseAct.PLACE):
            return
        form = PlaceOrderForm(self, self.desk, row)
        form.saved.connect(lambda _ref: self._tell_placed(row))
        self.open_form(form)

    def expect(self) -> None:
        """The supplier named another day."""
        row = self.row()
        if row is not None and row.may(PurchaseAct.EXPECT):
            self.open_form(ExpectForm(self, self.desk, row))

    def end(self) -> None:
        """Withdraw an order of which nothing came, or close the rest of one that came in part."""
        row = self.row()
        if row is None:
            return
        if row.may(PurchaseAct.CANCEL):
            words = _("Nothing of it has come. The order stays in the books as withdrawn.")
            act, title = purchasing.cancel, label(PurchaseAct.CANCEL)
        elif row.may(PurchaseAct.CLOSE):
            words = _("What is open will not come any more. What came in stays as it is.")
            act, title = purchasing.close_rest, label(PurchaseAct.CLOSE)
        else:
            return
        by = self.desk.by
        form = ReasonForm(
            self, title, order_line(row), words, lambda why: act(by(), row.id, row.version, why)
        )
        form.saved.connect(lambda _done: toast(self, f"{row.no} · {title}"))
        self.open_form(form)

    def set_limit(self) -> None:
        """How large an order may be that nobody but the buyer has seen."""
        self.open_form(PurchaseLimitForm(self, self.desk))

    def print_order(self) -> None:
        """The paper for the supplier."""
        if (row := self.row()) is not None:
            print_buying.print_purchase_order(self, self.desk, row.id)

    def export(self) -> None:
        """The workbook for the supplier."""
        if (row := self.row()) is not None:
            print_buying.purchase_order_to_excel(self, self.desk, row.id)

    def show_history(self) -> None:
        """Who did what with it, and when."""
        if (row := self.row()) is not None:
            DocumentHistory.show_over(self, self.desk, Kind.PURCHASE, row.id, row.no)

    def refresh_actions(self) -> None:
        row = self.row()
        fits = {
            self._change: PurchaseAct.CHANGE,
            self._place: PurchaseAct.PLACE,
            self._expect: PurchaseAct.EXPECT,
        }
        for parts, act in fits.items():
            for part in parts:
                part.setEnabled(row is not None and row.may(act))
        ends = row is not None and (row.may(PurchaseAct.CANCEL) or row.may(PurchaseAct.CLOSE))
        title = label(PurchaseAct.CLOSE if row and row.may(PurchaseAct.CLOSE) else PurchaseAct.CANCEL) + "…"
        for part in self._end:
            part.setEnabled(ends)
            part.setText(title)
        for part in (*self._print, *self._excel, *self._history):  # they tell what the goods cost
            part.setEnabled(row is not None and sees_costs(self.desk.person))
        self.lines.show_rows(purchase_orders.lines_of(row.id) if row is not None else ())

    # Inside

    def _fit_buttons(self) -> None:
        """Only what may be done with the orders of a chip stands below them."""
        drafts = self.which is PurchaseFilter.DRAFT
        everything = self.which is PurchaseFilter.ALL
        for _action, button in (self._change, self._place):
            button.setVisible(drafts or everything)
        self._expect[1].setVisible(not drafts)
        for part in self._limit:
            part.setVisible(drafts and Role.OWNER in self.desk.person.roles)

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = purchase_orders.page(
            self.desk.today(), self.which, cursor if isinstance(cursor, tuple) else None, limit
        )
        return Page(page.rows, page.next_cursor)

    def _filter_words(self) -> str:
        return FILTERS[self.which]()

    def _tell_placed(self, row: PurchaseRow) -> None:
        words = _("{number} is on order.").format(number=row.no)
        offer = (_("Print it"), lambda: print_buying.print_purchase_order(self, self.desk, row.id))
        toast(self, words, "ok", offer)

    def _open_line(self, line: PurchaseLine) -> None:
        if line.order_id is not None:
            self.order_opened.emit(line.order_id)
        else:
            self.part_opened.emit(line.part_id)

    def _fit_person(self) -> None:
        """What parts cost is nobody's business but of those who buy and sell them."""
        shown = sees_costs(self.desk.person)
        for view, names in ((self.list, {"total"}), (self.lines, {"price", "amount"})):
            for place, column in enumerate(view.rows().columns):
                if column.name in names:
                    view.setColumnHidden(place, not shown)
        self._fit_buttons()
        self.refresh_actions()

    def _columns(self) -> list[Column]:
        def faded(row: PurchaseRow) -> str | None:
            return "muted" if row.state in {PurchaseState.CLOSED, PurchaseState.CANCELLED} else None

        def late(row: PurchaseRow) -> str | None:
            return "bad" if row.late(self.desk.today()) else faded(row)

        return [
            Column("no", _("Number"), 132, "left", lambda row: row.no, faded, bold=True),
            Column("supplier", _("Supplier"), 0, "left", lambda row: row.supplier, faded),
            Column(
                "state",
                _("State"),
                122,
                "left",
                lambda row: label(row.state),
                lambda row: _INKS.get(row.state),
            ),
            Column("ordered", _("Ordered on"), 104, "left", self._ordered, faded),
            Column(
                "expected",
                _("Expected"),
                96,
                "left",
                lambda row: day_words(row.expected_on, self.desk.today()),
                late,
                icon=lambda row: "warning" if row.late(self.desk.today()) else None,
            ),
            Column("lines", _("Parts"), 60, "right", lambda row: f"{row.lines:,}", faded),
            Column("open", _("Still open"), 84, "right", _open_lines, faded),
            Column(
                "jobs", _("For jobs"), 84, "right", lambda row: f"{row.jobs:,}" if row.jobs else "–", faded
            ),
            Column(
                "total", _("Amount"), 110, "right", lambda row: format_yuan(row.total_fen), faded, total=True
            ),
            Column("who", _("By"), 84, "left", lambda row: row.who, faded),
            Column("note", _("Note"), 0, "left", _note, faded, _note),
        ]

    def _ordered(self, row: PurchaseRow) -> str:
        return day_words(row.ordered_at.date() if row.ordered_at else None, self.desk.today())


FILTERS = {
    PurchaseFilter.DRAFT: lambda: _("Drafts"),
    PurchaseFilter.COMING: lambda: _("On order"),
    PurchaseFilter.LATE: lambda: _("Late"),
    PurchaseFilter.ALL: lambda: _("All orders"),
}


def _open_lines(row: PurchaseRow) -> str:
    return f"{row.open_lines:,}" if row.state in COMING else "–"


def _note(row: PurchaseRow) -> str:
    return " · ".join(word for word in (row.close_reason, row.note) if word)


def _line_columns() -> list[Column]:
    def open_(line: PurchaseLine) -> str:
        return format_quantity(line.open_milli)

    def done(line: PurchaseLine) -> str | None:
        return None if line.open_milli else "muted"

    return [
        Column("code", _("Code"), 124, "left", lambda line: line.code, done, bold=True),
        Column("name", _("Part"), 0, "left", _described, done),
        Column("job", _("For job"), 176, "left", _job, done),
        Column("qty", _("Qty ordered"), 104, "right", lambda line: format_quantity(line.qty_milli), done),
        Column("came", _("Arrived"), 84, "right", lambda line: format_quantity(line.received_milli), done),
        Column("open", _("Still open"), 84, "right", open_, done),
        Column("unit", _("Unit"), 56, "left", lambda line: line.unit, done),
        Column("price", _("Price of one"), 104, "right", lambda line: format_plain(line.price_fen), done),
        Column("amount", _("Amount"), 110, "right", lambda line: format_plain(line.amount_fen), done),
        Column("note", _("Note"), 130, "left", lambda line: line.note, done),
    ]


def _described(line: PurchaseLine) -> str:
    return " · ".join(word for word in (line.name, line.brand, line.spec) if word)


def _job(line: PurchaseLine) -> str:
    return " ".join(word for word in (line.plate, line.order_no) if word)
