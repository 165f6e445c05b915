"""Goods come in: parts are scanned one after another, against a purchase order or without one."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from garage.domain.money import format_yuan
from garage.domain.stock import MovementKind
from garage.domain.text import excerpt
from garage.errors import Reason, RuleError, StaleError
from garage.i18n import _, ngettext
from garage.services import goods_receipts, purchase_orders, receipt_doubts, staff
from garage.services.goods_receipts import AgainstOrder, GoodsLine
from garage.services.purchase_orders import PurchaseRow
from garage.ui.desk import Desk
from garage.ui.forms.goods_grid import GoodsGrid
from garage.ui.forms.part import PartForm, sees_costs
from garage.ui.forms.part_search import BARCODE, PartSearch
from garage.ui.forms.supplier import SupplierField
from garage.ui.kit import fields, messages
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.icons import icon

_FEWEST_ROWS = 5


def kind_words(kind: MovementKind) -> str:
    """What kind of goods receipt it is."""
    return _("Opening stock") if kind is MovementKind.OPENING else _("Delivery")


def order_words(row: PurchaseRow) -> str:
    """A purchase order in one line: number, supplier, and when it is expected."""
    day = _("expected {day}").format(day=f"{row.expected_on:%m-%d}") if row.expected_on else ""
    return " · ".join(word for word in (row.no, row.supplier, day) if word)


class GoodsReceiptForm(FormDialog):
    """A delivery or opening stock; `saved` carries the number of the goods receipt."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        kind: MovementKind = MovementKind.RECEIPT,
        order_id: int | None = None,
    ) -> None:
        super().__init__(
            parent,
            _("Receive goods"),
            _("Scan one part after another; the same part again counts one more."),
            default_text=_("Book in"),
            width=1180,
        )
        self.setObjectName("goods_receipt_form")
        self._desk = desk
        self._version = 0
        self._add_head(kind)
        self.grid = GoodsGrid(desk.today())
        self.grid.setMinimumHeight(36 + 34 * _FEWEST_ROWS)
        self.add_widget(self.grid, 1)
        self.add_widget(self._foot_of_grid())
        self._add_terms()
        self._connect()
        hides = not sees_costs(desk.person)
        self._hides_costs = hides
        self.order.set_value(order_id)
        self._fit_kind()
        self._say_total()

    # What a form does

    def load(self) -> None:
        if self.order.value() is not None:
            self._show_order()

    def save(self) -> str:
        goods = [self._of_kind(line) for line in self.grid.goods()]
        self._ask_doubts(goods)
        try:
            return self._book_in(goods, over=False)
        except RuleError as error:
            if any(reason.code != "over_delivery" for reason in error.reasons):
                raise
            said = "\n".join(reason.text for reason in error.reasons)
            title = _("More came than was ordered")
            if not messages.confirm(
                self, title, said, _("Keep all of it"), _("What is too much may go back.")
            ):
                raise
            return self._book_in(goods, over=True)

    def renew(self) -> None:
        """Another seat took some of the order in: what is open follows."""
        order_id = self.order.value()
        if order_id is not None:
            card = purchase_orders.open_order(order_id)
            self._version = card.row.version
            self.grid.follow_order(card.lines)

    def settle_clash(self, error: StaleError) -> None:
        """What the other seat took in is not open any more; what was typed here stays."""
        self.renew()
        words = _("What is open of the order was read again. Check what you typed, then book in.")
        messages.warn(self, _("Changed by somebody else meanwhile"), f"{error.text}\n{words}")

    def show_error(self, field: str, text: str) -> None:
        place, _dot, cell = field.partition(".")
        if cell:
            row, _dot, column = cell.partition(".")
            at, column = self.grid.booked()[int(row)], {"part": "code"}.get(column, column)
            self.grid.mark(at, column, text)
            self.grid.go_to(at, column)
        elif place != "lines":
            super().show_error(field, text)
        elif self.grid.rows():
            self.grid.setFocus()  # on the cell that is wrong; the words stand under the grid
            if self.grid.lines.first_error() is None:
                super().show_error("search", text)
        else:
            super().show_error("search", text)

    def clear_errors(self) -> None:
        super().clear_errors()
        self.grid.clear_marks()

    def contents(self) -> Any:
        return super().contents() | {"lines": self.grid.raw()}

    # What others use

    def take_part(self, code: str) -> None:
        """A part was scanned into a cell: it came."""
        self.search.take_scan(code)

    def add_part(self, part_id: int) -> None:
        """One more of this part."""
        self.grid.add_part(part_id)
        self._say_total()

    def take_all(self) -> None:
        """Everything came as it was ordered."""
        self.grid.take_all()
        self._say_total()

    def take_document(self, number: str) -> bool:
        """The paper of the order that came was scanned; False for any other, and for opening stock."""
        ref = self._waiting.get(number)
        if ref is None or self.kind.value() is not MovementKind.RECEIPT:
            return False
        if self.order.value() != ref:
            self.order.set_value(ref)
            self._choose_order()
        self.search.setFocus()
        return True

    def offer_new_part(self, typed: str) -> PartForm:
        """Nothing is called so: enter it as a new part, which then gets its line."""
        scanned = bool(BARCODE.fullmatch(typed))
        code = typed if typed.isascii() else ""
        form = PartForm(
            self._desk,
            self,
            code=code,
            name="" if code else typed,
            barcode=typed if scanned else "",
            why=_("No part is called “{text}” yet.").format(text=excerpt(typed)),
        )
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.saved.connect(self._take)
        form.existing_chosen.connect(self._take)
        form.finished.connect(lambda saved: (self.grid if saved and not scanned else self.search).setFocus())
        form.open()
        return form

    # Inside

    def _of_kind(self, line: GoodsLine) -> GoodsLine:
        """Opening stock came with no order and was inspected by nobody, whatever was chosen and typed before."""
        if self.kind.value() is MovementKind.RECEIPT:
            return line
        return replace(line, purchase_line_id=None, rejected_milli=0, finding="")

    def _book_in(self, goods: list[GoodsLine], *, over: bool) -> str:
        delivered = self.kind.value() is MovementKind.RECEIPT
        order_id = self.order.value() if delivered else None
        rest_gone = self._rest.value() if order_id is not None and self.grid.short() else ""
        return goods_receipts.receive_goods(
            self._desk.by(),
            kind=self.kind.value(),
            lines=goods,
            supplier_id=self._supplier.value() if delivered and order_id is None else None,
            delivery_no=self._delivery.value() if delivered else "",
            note=self._note.value(),
            freight_fen=self._freight.fen() if delivered else 0,
            inspected_by=self._inspector.value() if delivered else None,
            against=None
            if order_id is None
            else AgainstOrder(order_id, self._version, over=over, rest_gone=rest_gone),
        )

    def _ask_doubts(self, goods: list[GoodsLine]) -> None:
        """RuleError when a cost far from the usual was not meant."""
        said = receipt_doubts.doubts(goods, tell_last=not self._hides_costs)
        if said and not messages.confirm(
            self, _("Is this cost right?"), "\n".join(said), _("Book in at this cost")
        ):
            raise RuleError([Reason("doubtful_cost", text) for text in said])

    def _take(self, part_id: int) -> None:
        self.search.set_value(None)
        self.body.boxes["search"].clear()
        self.add_part(part_id)

    def _choose_order(self) -> None:
        """Another order, or none: its lines stand in the grid, and what was scanned already counts on them."""
        if self.order.value() is None:
            self.grid.set_rows([])
        else:
            came = [(row["part_id"], row["qty"]) for row in self.grid.rows() if row["qty"]]
            self._show_order()
            for part_id, qty in came:
                self.grid.count_part(part_id, qty)
        self._fit_kind()
        self._say_total()

    def _show_order(self) -> None:
        card = purchase_orders.open_order(self.order.value())
        self._version = card.row.version
        self.grid.show_order(card.lines)
        self._supplier.set_value(card.row.supplier_id)

    def _fit_kind(self) -> None:
        delivered = self.kind.value() is MovementKind.RECEIPT
        ordered = delivered and self.order.value() is not None
        offered = delivered and self.order.count() > 1
        for name in ("supplier_id", "delivery_no", "freight_fen", "inspected_by"):
            self._show_field(name, delivered)
        self._show_field("order_id", offered)
        self._supplier.setEnabled(not ordered)
        self._all.setVisible(ordered)
        self.grid.show_columns(ordered=ordered, inspected=delivered)
        self.grid.setColumnHidden(self.grid.lines.place_of("average"), self._hides_costs or ordered)
        self._fit_rest()

    def _fit_rest(self) -> None:
        """The question about what is missing stands only while something is."""
        ordered = self.kind.value() is MovementKind.RECEIPT and self.order.value() is not None
        some = any(row["qty"] or row["rejected"] for row in self.grid.rows())
        self._show_field("rest", ordered and some and self.grid.short())

    def _show_field(self, name: str, visible: bool) -> None:
        self.body.boxes[name].setVisible(visible)
        self.widget(name).setVisible(visible)

    def _say_total(self) -> None:
        rows = self.grid.booked()
        filled = [place for place in rows if self.grid.rows()[place]["part_id"] is not None]
        words = ngettext("{count} line", "{count} lines", len(filled)).format(count=len(filled))
        self._count.setText(words)
        freight = self._freight.value_if_read() or 0
        total = self.grid.total_fen() + (freight if self.kind.value() is MovementKind.RECEIPT else 0)
        self._total.setText(_("Total {amount}").format(amount=format_yuan(total)))
        self._total.setAccessibleName(self._total.text())
        self._fit_rest()

    def _add_head(self, kind: MovementKind) -> None:
        kinds = [(one, kind_words(one)) for one in (MovementKind.RECEIPT, MovementKind.OPENING)]
        self.search = self.add_field("search", _("Part"), PartSearch(), stretch=5)
        self.kind = self.add_field(
            "kind", _("Kind"), fields.ChoiceField(choices=kinds), beside=True, stretch=2
        )
        self.kind.set_value(kind)
        coming = purchase_orders.coming()
        self._waiting = {row.no: row.id for row in coming}
        waiting = [(row.id, order_words(row)) for row in coming]
        self.order = self.add_field(
            "order_id",
            _("Purchase order"),
            fields.ChoiceField(choices=[(None, _("Without a purchase order")), *waiting]),
            beside=True,
            stretch=5,
        )

    def _add_terms(self) -> None:
        self._supplier = self.add_field(
            "supplier_id", _("Supplier"), SupplierField(self._desk, self), required=True, stretch=4
        )
        self._delivery = self.add_field(
            "delivery_no", _("Delivery note no."), fields.CodeField(limit=60), beside=True, stretch=2
        )
        self._freight = self.add_field(
            "freight_fen", _("Freight billed"), fields.MoneyField(), beside=True, stretch=1
        )
        people = [(one.id, one.name) for one in staff.people()]
        self._inspector = self.add_field(
            "inspected_by", _("Inspected by"), fields.ChoiceField(choices=people), stretch=2
        )
        self._inspector.set_value(self._desk.by().staff_id)
        self._rest = self.add_field(
            "rest",
            _("What is missing"),
            fields.ChoiceField(
                choices=[
                    ("", _("It still comes: it stays on order")),
                    (_("The supplier delivers no more."), _("It does not come any more: close the order")),
                ]
            ),
            beside=True,
            stretch=4,
        )
        self._note = self.add_field("note", _("Note"), fields.LineField(limit=200), beside=True, stretch=5)
        self._freight.setToolTip(
            _("What the supplier billed for freight: it is spread over the lines by value")
        )

    def _connect(self) -> None:
        self.search.counts_in(self.grid)
        self.search.taken.connect(self._take)
        self.search.by_words.connect(self.grid.setFocus)
        self.search.unknown.connect(self.offer_new_part)
        self.grid.finished.connect(self.search.setFocus)
        self.grid.changed.connect(self._say_total)
        self.kind.currentIndexChanged.connect(lambda _index: self._fit_kind())
        self.order.edited.connect(self._choose_order)
        self._freight.textChanged.connect(lambda _text: self._say_total())

    def _foot_of_grid(self) -> QWidget:
        self._all = QPushButton(icon("check", "accent"), _("Everything came as ordered"))
        self._all.setObjectName("take_all")
        self._all.setAccessibleName(self._all.text())
        self._all.setToolTip(f"{self._all.text()} (Alt+A)")
        self._all.setProperty("link", True)
        self._all.setAutoDefault(False)
        self._all.clicked.connect(self.take_all)
        set_key(self._all, "Alt+A")
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
        layout.addWidget(self._all)
        layout.addWidget(self.grid.status, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch()
        layout.addWidget(self._count)
        layout.addWidget(self._total)
        return foot
