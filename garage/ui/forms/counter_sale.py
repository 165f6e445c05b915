"""Parts sold over the counter: scanned at the left, paid at the right (F8)."""

from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from garage.domain.counter_sales import SaleLine, sale_bill
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.settlements import Bill, Cover, RoundingOff
from garage.domain.text import excerpt
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import counter_sales, customers
from garage.services.command import Area
from garage.services.counter_sales import Buyer, SaleTerms, Sold
from garage.ui.desk import Desk
from garage.ui.forms.on_account import AccountFields, approver_field
from garage.ui.forms.order_head import MoneyCard, words
from garage.ui.forms.owner_search import customer_hit, find_customers
from garage.ui.forms.part_search import PartSearch
from garage.ui.forms.sale_grid import SaleGrid, cell_of
from garage.ui.forms.sale_serials import FIELD, SerialBox
from garage.ui.forms.sale_shortage import SaleShortage
from garage.ui.forms.tenders import TenderPanel
from garage.ui.kit.choice_fields import ChoiceField, TickField
from garage.ui.kit.form_body import FieldBox
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.line_fields import LineField
from garage.ui.kit.remembered import recall, remember
from garage.ui.kit.search_field import Hit, SearchField

_PRINT_KEY = "sale/print"


class CounterSaleForm(FormDialog):
    """A sale without a work order; `saved` carries its numbers, `prints` whether its papers are wanted."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, customer_id: int | None = None) -> None:
        title = _("Sell parts")
        about = _("Scan one part after another; Enter in the empty line goes on to the payment.")
        super().__init__(parent, title, about, _("Sell"), width=1240)
        self.setObjectName("counter_sale_form")
        self._desk = desk
        self.search = PartSearch()
        self.grid = SaleGrid()
        self.serial = SerialBox(self.grid)
        self.shortage = SaleShortage(self.grid, desk)
        self._told, self._spoken_for = words("", "muted"), words("", "warn")
        self._told.setObjectName("part_told")
        self._spoken_for.setObjectName("spoken_for")
        self._add_buyer()
        self.money = MoneyCard(_("To pay"))
        self.add_widget(self.money)
        self.tenders = self.add_field("tenders", _("Payment"), TenderPanel())
        self._add_rest()
        self._add_reductions()
        self._put_goods_at_left()
        self._connect()
        if customer_id is not None:
            self.buyer.pick(customer_hit(customer_id))

    # What a form does

    def load(self) -> None:
        self._refresh()
        self.search.setFocus()

    def save(self) -> Sold:
        goods = self.grid.goods()
        if not goods:
            raise FieldError("search", _("Choose at least one part."))
        self.serial.require()
        on_account = self._rest.value()
        account = self._account.value()
        terms = SaleTerms(
            rounding=self._rounding.value(),
            discount_reason=self._why.value() if self._less() else "",
            discount_by=self._approver.value() if self._needs_owner() else None,
            on_account=on_account,
            approved_by=account.approved_by if on_account else None,
            override=account.override if on_account else "",
            note=self._note.value(),
        )
        buyer = Buyer(self.buyer.value(), self.buyer.text().strip(), self._phone.value())
        return counter_sales.sell(self._desk.by(), buyer, goods, self.tenders.value(), terms)

    def show_error(self, field: str, text: str) -> None:
        if (cell := cell_of(field)) is not None and cell[1] == "serials":
            self.grid.forget_serials(cell[0])
            self.serial.ask()
            super().show_error(FIELD, text)
        elif cell is not None:
            self.grid.mark(*cell, text)
            self.grid.go_to(*cell)
        elif field == "lines" and self.grid.lines.first_error() is not None:
            self.grid.setFocus()  # on the cell that is wrong; the words stand under the grid
        else:
            super().show_error({"lines": "search", "customer": "buyer"}.get(field, field), text)

    def contents(self) -> Any:
        return super().contents() | {"lines": self.grid.raw()}

    @property
    def prints(self) -> bool:
        """Whether slip and receipt are to be printed when it is sold."""
        return self._print.value()

    def take_part(self, code: str) -> None:
        """A part was scanned into a cell: it is sold."""
        self.search.take_scan(code)

    def add_part(self, part_id: int) -> None:
        """One more of this part."""
        self.grid.add_part(part_id)
        self._refresh()
        self.serial.ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.search.hasFocus() and not self.search.text() and self.grid.rows():
            self.tenders.setFocus()
        else:
            super().keyPressEvent(event)

    # Showing

    def _lines(self) -> list[SaleLine]:
        return self.grid.sums()

    def _bill(self) -> Bill:
        return sale_bill(self._lines(), self._rounding.value())

    def _less(self) -> int:
        return counter_sales.less_than_usual(self._customer(), self._lines())[0]

    def _needs_owner(self) -> bool:
        return counter_sales.needs_owner(self._customer(), self._lines())

    def _refresh(self) -> None:
        """What it comes to follows every key."""
        result, known = self._bill(), self.grid.readable()
        payable = result.payable_fen if known else None
        rows = [
            (_("Parts"), result.totals.parts_fen),
            (_("Discount"), -result.totals.line_discount_fen),
            (_("Rounded off"), -result.rounding_off_fen),
        ]
        made = [row for row in rows if row[1]] if known else []
        self.money.show_money(made if len(made) > 1 else [], payable)
        self.tenders.set_payable(payable)
        self._fit_fields(result.payable_fen)
        count = len(self._lines())
        self.say_at_foot(
            ngettext("{count} line", "{count} lines", count).format(count=count) if count else ""
        )
        sell = _("Sell")
        text = f"{sell} {format_yuan(payable)}" if payable else sell
        self.save_button.setText(text)
        self.save_button.setAccessibleName(text)
        self._tell()

    def _fit_fields(self, payable_fen: int) -> None:
        """Only what has to be said stands there."""
        known = self._customer() is not None
        if not known and self._rest.value():
            self._rest.set_value(False)
            self._on_rest()
        self._show_field("rest", known and payable_fen > 0)
        self.body.boxes["tenders"].setVisible(payable_fen > 0)
        self._show_field("discount_reason", self._less() > 0)
        self._show_field("discount_by", self._needs_owner())
        self.serial.follow()
        self._refresh_account()
        if self.isVisible():
            self.grow_soon()

    def _show_field(self, name: str, visible: bool) -> None:
        self.body.boxes[name].setVisible(visible)
        self.widget(name).setVisible(visible)

    def _refresh_account(self) -> None:
        try:
            given = sum(tender.amount_fen for tender in self.tenders.value())
        except FieldError:
            return
        self._account.set_owed(max(0, self._bill().payable_fen - given))

    def _tell(self) -> None:
        """What is known of the part under the bar, and whom a sale would leave without."""
        self._told.setText(self.grid.told())
        taken = self.grid.spoken_for()
        self._spoken_for.setText(taken)
        self._spoken_for.setVisible(bool(taken))
        self.shortage.follow()

    def _customer(self) -> int | None:
        ref: int | None = self.buyer.hit().ref if self.buyer.hit() else None
        return ref

    def _on_buyer(self, hit: Hit | None) -> None:
        customer_id = hit.ref if hit else None
        self.grid.set_customer(customer_id)
        self._account.set_customer(customer_id)
        phones = customers.open_customer(customer_id).phones if customer_id is not None else ()
        if self._phone.text() in {"", self._phone_on_file}:
            self._phone.set_value(phones[0] if phones else "")
        self._phone_on_file = phones[0] if phones else ""
        self._refresh()

    def _on_rest(self) -> None:
        later = self._rest.value()
        self.tenders.set_cover(Cover.PART if later else Cover.FULL, optional=later)
        self._account.show(later)
        self._refresh_account()
        if later:
            self._account.take_focus()

    def _go_on(self) -> None:
        """The next part, or first the numbers of the pieces that were just counted."""
        self.search.setFocus()
        self.serial.ask()

    def _on_unknown(self, typed: str) -> None:
        text = _("No part is called “{text}”.").format(text=excerpt(typed))
        self.body.boxes["search"].show_error(text)
        self.search.selectAll()

    def _on_changed(self, areas: frozenset[Area]) -> None:
        if Area.STOCK in areas and self.isVisible():
            self.grid.follow_stock()

    # Fields

    def _add_buyer(self) -> None:
        self.body.boxes["search"] = FieldBox("search", _("Part"), self.search, "", required=False)
        self.body.boxes[FIELD] = self.serial
        self.buyer = self.add_field(
            "buyer",
            _("Sold to"),
            SearchField(
                find_customers, placeholder=_("A name, or a customer on file"), must_pick=False, limit=80
            ),
            stretch=3,
        )
        self._phone = self.add_field("phone", _("Phone"), LineField(limit=30), beside=True, stretch=2)
        self._phone_on_file = ""

    def _add_rest(self) -> None:
        choices = [(False, _("Everything is paid now")), (True, _("The rest goes on account"))]
        self._rest = self.add_field("rest", _("What is not paid now"), ChoiceField(choices=choices))
        self._account = AccountFields(self, self._desk, None)
        self._account.show(False)

    def _add_reductions(self) -> None:
        self._why = self.add_field("discount_reason", _("Why it costs less"), LineField(limit=200))
        self._approver = self.add_field(
            "discount_by",
            _("Discount approved by"),
            approver_field(self._desk),
            _("It is more than anybody may give."),
        )
        self._rounding = self.add_field(
            "rounding",
            _("Rounding off"),
            ChoiceField(choices=[(how, label(how)) for how in RoundingOff]),
            stretch=2,
        )
        self._note = self.add_field("note", _("Note"), LineField(limit=200), beside=True, stretch=3)
        self._print = self.add_field("print", "", TickField(_("Print slip and receipt")))
        self._print.set_value(recall(_PRINT_KEY, "1") == "1")

    def _put_goods_at_left(self) -> None:
        layout = cast(QVBoxLayout, self.layout())  # as FormDialog lays itself out
        place = layout.indexOf(self.body)
        layout.removeWidget(self.body)
        goods = QVBoxLayout()
        goods.setContentsMargins(0, 8, 0, 0)
        goods.setSpacing(8)
        goods.addWidget(self.body.boxes["search"])
        goods.addWidget(self.serial)
        goods.addWidget(self.grid, 1)
        for line in (self.grid.status, self.shortage, self._told, self._spoken_for):
            goods.addWidget(line)
        row = QHBoxLayout()
        row.setContentsMargins(24, 4, 0, 0)
        row.setSpacing(0)
        row.addLayout(goods, 13)
        row.addWidget(self.body, 10)
        layout.insertLayout(place, row, 1)

    def _connect(self) -> None:
        self.search.counts_in(self.grid)
        self.search.taken.connect(self.add_part)
        self.search.by_words.connect(self.grid.setFocus)
        self.search.unknown.connect(self._on_unknown)
        self.grid.finished.connect(self._go_on)
        self.serial.done.connect(self.search.setFocus)
        self.grid.changed.connect(self._refresh)
        self.grid.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        self.buyer.picked.connect(self._on_buyer)
        self.tenders.settled.connect(self.submit_by_key)
        self.tenders.edited.connect(self._refresh_account)
        self._rest.edited.connect(self._on_rest)
        self._rounding.edited.connect(self._refresh)
        self._print.toggled.connect(lambda on: remember(_PRINT_KEY, "1" if on else "0"))
        self._desk.changed.connect(self._on_changed)
