"""A purchase order as it is drafted, and what is done with it: placed, awaited, ordered for one job."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.purchasing import PurchaseAct
from garage.errors import Change, StaleError
from garage.i18n import _, ngettext
from garage.services import parts, purchase_limits, purchase_orders, purchasing, supply
from garage.services.order_lines import Line
from garage.services.orders import OrderPage
from garage.services.purchase_orders import PurchaseCard, PurchaseRow
from garage.ui.desk import Desk
from garage.ui.forms.on_account import approver_field
from garage.ui.forms.order_grid import OrderGrid
from garage.ui.forms.order_head import about, words
from garage.ui.forms.part_search import PartSearch
from garage.ui.forms.supplier import SupplierField
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog

_FEWEST_ROWS = 7


class PurchaseOrderForm(FormDialog):
    """A new purchase order, or the draft with `order_id`; `saved` carries its id."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, order_id: int | None = None) -> None:
        no = purchase_orders.open_order(order_id).row.no if order_id is not None else ""
        title = _("Change the draft") if order_id is not None else _("New purchase order")
        subtitle = no or _("It is a draft until you place it; only then its goods are on order.")
        super().__init__(parent, title, subtitle, default_text=_("Save the draft"), width=1080)
        self.setObjectName("purchase_order_form")
        self._desk = desk
        self._id = order_id
        self._version = 0
        self._stored: PurchaseCard | None = None
        self.search = self.add_field("search", _("Part"), PartSearch(), stretch=3)
        self._supplier = self.add_field(
            "supplier_id", _("Supplier"), SupplierField(desk, self), beside=True, stretch=3
        )
        self.grid = OrderGrid()
        self.grid.setMinimumHeight(36 + 34 * _FEWEST_ROWS)
        self.add_widget(self.grid, 1)
        self.add_widget(self._foot_of_grid())
        self._expected = self.add_field("expected_on", _("Expected day"), fields.DateField(now=desk.now))
        self._note = self.add_field(
            "note", _("Note for the supplier"), fields.LineField(limit=200), beside=True, stretch=3
        )
        self._expected.setToolTip(_("Empty: the supplier's usual days after the order is placed"))
        self.search.counts_in(self.grid)
        self.search.taken.connect(self._take)
        self.search.by_words.connect(self.grid.setFocus)
        self.search.unknown.connect(self._say_unknown)
        self.grid.finished.connect(self.search.setFocus)
        self.grid.changed.connect(self._say_total)
        self._say_total()

    def take_part(self, code: str) -> None:
        """A part was scanned into a cell: it is ordered."""
        self.search.take_scan(code)

    def add_missing(self, part_id: int, qty_milli: int) -> None:
        """So much of a part that somebody lacks; whoever usually delivers the first one is asked."""
        if self._supplier.value() is None:
            self._supplier.set_value(parts.open_part(part_id).data.supplier_id)
        self.grid.add_part(part_id, qty_milli)

    def load(self) -> None:
        if self._id is not None:
            card = self._stored = purchase_orders.open_order(self._id)
            self._version = card.row.version
            self._supplier.set_value(card.row.supplier_id)
            self._expected.set_value(card.row.expected_on)
            self._note.set_value(card.row.note)
            self.grid.show_lines(card.lines)

    def save(self) -> int:
        how: dict[str, Any] = {"expected_on": self._expected.date(), "note": self._note.value()}
        lines = self.grid.ordered()
        if self._id is None:
            return purchasing.create_order(self._desk.by(), self._supplier.value(), lines, **how)
        supplier = self._supplier.value()
        purchasing.change_order(
            self._desk.by(), self._id, self._version, supplier_id=supplier, lines=lines, **how
        )
        return self._id

    def settle_clash(self, error: StaleError) -> None:
        changes = _changes(self._stored, self._desk.today()) if self._stored else ()
        super().settle_clash(StaleError(error.text, by=error.by, at=error.at, changes=changes))

    def keep_mine(self, error: StaleError) -> None:
        if self._id is not None:
            self._stored = purchase_orders.open_order(self._id)
            self._version = self._stored.row.version

    def show_error(self, field: str, text: str) -> None:
        place, _dot, cell = field.partition(".")
        if cell:
            row, _dot, column = cell.partition(".")
            column = {"part": "code"}.get(column, column)
            self.grid.mark(int(row), column, text)
            self.grid.go_to(int(row), column)
        elif place != "lines":
            super().show_error(field, text)
        elif self.grid.rows():
            self.grid.setFocus()  # on the cell that is wrong; the words stand under the grid
        else:
            super().show_error("search", text)

    def clear_errors(self) -> None:
        super().clear_errors()
        self.grid.clear_marks()

    def contents(self) -> Any:
        return super().contents() | {"lines": self.grid.raw()}

    def add_part(self, part_id: int) -> None:
        """One more of this part; the first one brings its usual supplier with it."""
        if self._supplier.value() is None:
            self._supplier.set_value(parts.open_part(part_id).data.supplier_id)
        self.grid.add_part(part_id)

    def _take(self, part_id: int) -> None:
        self.search.set_value(None)
        self.body.boxes["search"].clear()
        self.add_part(part_id)

    def _say_unknown(self, typed: str) -> None:
        text = _("No part is called “{text}”: enter it on the page “Parts” first.").format(text=typed)
        self.body.boxes["search"].show_error(text)

    def _say_total(self) -> None:
        count = len(self.grid.rows())
        self._count.setText(ngettext("{count} line", "{count} lines", count).format(count=count))
        self._total.setText(_("Total {amount}").format(amount=format_yuan(self.grid.total_fen())))
        self._total.setAccessibleName(self._total.text())

    def _foot_of_grid(self) -> QWidget:
        self._count = QLabel()
        self._count.setObjectName("count")
        self._count.setProperty("tone", "muted")
        self._total = QLabel()
        self._total.setObjectName("total")
        self._total.setProperty("tone", "title")
        foot = QWidget()
        layout = QHBoxLayout(foot)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.setSpacing(16)
        layout.addWidget(self.grid.status, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch()
        layout.addWidget(self._count)
        layout.addWidget(self._total)
        return foot


def _changes(before: PurchaseCard, today: date) -> list[Change]:
    """What somebody else changed in an order since it was read, in words."""
    now = purchase_orders.open_order(before.row.id)

    def said(card: PurchaseCard) -> list[tuple[str, str]]:
        lines = ngettext("{count} line", "{count} lines", len(card.lines)).format(count=len(card.lines))
        return [
            (_("State"), label(card.row.state)),
            (_("Supplier"), card.row.supplier),
            (_("Goods"), f"{lines} · {format_yuan(card.row.total_fen)}"),
            (_("Expected day"), day_words(card.row.expected_on, today)),
            (_("Note for the supplier"), card.row.note),
        ]

    both = zip(said(before), said(now), strict=True)
    return [Change(title, old, new, title) for (title, old), (_title, new) in both if old != new]


class PlaceOrderForm(FormDialog):
    """The order goes to its supplier; above the limit of the settings an owner says yes."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: PurchaseRow) -> None:
        title = label(PurchaseAct.PLACE)
        super().__init__(parent, title, order_line(row), default_text=title, width=520)
        self.setObjectName("place_order_form")
        self._desk = desk
        self._row = row
        self.add_widget(words(_("From now on its goods are on order. Print it, or send it as a workbook.")))
        limit = purchase_limits.limit_fen()
        asks = limit is not None and row.total_fen > limit
        hint = _("Orders above {limit} need an owner.").format(limit=format_yuan(limit or 0))
        self._approver = self.add_field("approved_by", _("Approved by"), approver_field(desk), hint)
        self.body.boxes["approved_by"].setVisible(asks)
        self._asks = asks

    def load(self) -> None:
        if not self._asks:
            self.save_button.setFocus()

    def save(self) -> int:
        approver = self._approver.value() if self._asks else None
        purchasing.place(self._desk.by(), self._row.id, self._row.version, approved_by=approver)
        return self._row.id


class ExpectForm(FormDialog):
    """The supplier names another day."""

    def __init__(self, parent: QWidget | None, desk: Desk, row: PurchaseRow) -> None:
        super().__init__(parent, _("Expected day"), order_line(row), width=460)
        self.setObjectName("expect_form")
        self._desk = desk
        self._row = row
        self._day = self.add_field(
            "expected_on",
            _("Goods come on"),
            fields.DateField(now=desk.now),
            _("Jobs that wait for these goods show this day."),
        )

    def load(self) -> None:
        self._day.set_value(self._row.expected_on)

    def save(self) -> int:
        purchasing.expect(self._desk.by(), self._row.id, self._row.version, self._day.date())
        return self._row.id


class OrderForLineForm(FormDialog):
    """Orders what one line of a job lacks, in one step; `saved` carries the id of the purchase order."""

    def __init__(self, parent: QWidget | None, desk: Desk, page: OrderPage, lines: Sequence[Line]) -> None:
        super().__init__(parent, _("Order it"), about(page), default_text=_("Order it"), width=560)
        self.setObjectName("order_for_line_form")
        self._desk = desk
        self._page = page
        self._lines = {line.id: line for line in lines}
        choices = [(line.id, " · ".join(word for word in (line.code, line.name) if word)) for line in lines]
        self._line = self.add_field("line", _("Part"), fields.ChoiceField(choices=choices))
        self._line.edited.connect(self._show_line)
        self._supplier = self.add_field("supplier_id", _("Supplier"), SupplierField(desk, self))
        self._qty = self.add_field("qty", _("Quantity"), fields.QuantityField())
        self._price = self.add_field("price", _("Price of one"), fields.MoneyField(), beside=True)
        self._expected = self.add_field(
            "expected_on", _("Expected day"), fields.DateField(now=desk.now), beside=True
        )
        self._place = self.add_field(
            "place", "", fields.TickField(_("Place it at once; without the tick it is a draft"))
        )
        self._approver = self.add_field(
            "approved_by", _("Approved by"), approver_field(desk), _("It is above what anybody may order.")
        )
        for field in (self._qty, self._price):
            field.textChanged.connect(lambda _text: self._fit_approver())
        self._place.toggled.connect(lambda _on: self._fit_approver())

    def load(self) -> None:
        self._place.set_value(True)
        self._show_line()

    def _show_line(self) -> None:
        line = self._lines[self._line.value()]
        part_id = line.part_id or 0
        covered = supply.of_order(self._page.id).get(line.id)
        self._supplier.set_value(parts.open_part(part_id).data.supplier_id)
        self._qty.set_milli(covered.missing_milli if covered else 0)
        self._price.set_value(purchasing.last_prices([part_id]).get(part_id))
        self._fit_approver()

    def save(self) -> int:
        return purchasing.order_for_line(
            self._desk.by(),
            self._line.value(),
            supplier_id=self._supplier.value(),
            qty_milli=self._qty.milli(),
            price_fen=self._price.fen(),
            expected_on=self._expected.date(),
            place_now=self._place.value(),
            approved_by=self._approver.value() if not self.body.boxes["approved_by"].isHidden() else None,
        )

    def _fit_approver(self) -> None:
        limit = purchase_limits.limit_fen()
        price, qty = self._price.value_if_read() or 0, self._qty.value_if_read() or 0
        above = limit is not None and price * qty > limit * 1000
        self.body.boxes["approved_by"].setVisible(above and self._place.value())


def order_line(row: PurchaseRow) -> str:
    """A purchase order in one line: number, supplier, how much."""
    return " · ".join((row.no, row.supplier, format_yuan(row.total_fen)))


def day_words(day: date | None, today: date) -> str:
    """A day as it stands in a list: without the year when it is this one."""
    if day is None:
        return "–"
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()
