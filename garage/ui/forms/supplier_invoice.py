"""A supplier's invoice is entered: which goods it covers, what it asks for them, and what differs."""

from typing import Any

from PySide6.QtWidgets import QTableView, QWidget

from garage.domain.money import format_plain, format_yuan
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import supplier_invoices, suppliers
from garage.services.supplier_invoices import BookedLine, Invoice
from garage.ui.desk import Desk
from garage.ui.forms.order_head import words
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.grid import GridColumn, LineGrid, Row

_ROWS = 9


class InvoiceGrid(LineGrid):
    """Receipt lines that no invoice covers; a tick takes all lines of its receipt."""

    def __init__(self, lines: list[BookedLine]) -> None:
        never: dict[str, Any] = {"editable": lambda _row: False}
        columns = [
            GridColumn("chosen", "", 34, "tick", editable=lambda row: "id" in row),
            GridColumn("receipt", _("Goods receipt"), 130, **never),
            GridColumn("day", _("Date"), 92, **never),
            GridColumn("delivery", _("Delivery note no."), 136, **never),
            GridColumn("part", _("Part"), 0, **never),
            GridColumn("qty", _("Quantity"), 84, "quantity", **never),
            GridColumn("booked", _("Booked in"), 104, "money", **never),
            GridColumn(
                "said", _("On the invoice"), 118, "money", editable=lambda row: bool(row.get("chosen"))
            ),
            GridColumn("difference", _("Difference"), 100, "money", text=_difference),
        ]
        super().__init__(columns, name="receipts", title=_("Goods received"))
        self._net = False
        self.lines_of = lines
        self.set_rows([_row(line) for line in lines])
        self.edited.connect(self._take_receipt)
        self.setFixedHeight(36 + 34 * min(max(len(lines), 3), _ROWS))

    def chosen(self) -> list[Row]:
        """The rows that the invoice covers."""
        return [row for row in self.value() if row.get("chosen")]

    def choose(self, receipt_id: int) -> None:
        """Take the lines of a receipt."""
        for place, row in enumerate(self.rows()):
            if row["receipt_id"] == receipt_id:
                self.set_values(place, {"chosen": True})

    def leave_out_returns(self, *, net: bool) -> None:
        """What went back before the invoice came counts, or does not."""
        for place, row in enumerate(self.rows()):
            self.set_values(place, {"booked": row["line"].asked_fen(net=net)})

    def append_row(self) -> None:
        """The rows are those of the receipts: Enter in the last cell leaves the grid."""
        QTableView.focusNextPrevChild(self, True)

    def remove_row(self) -> None:
        """Nothing is removed: no tick leaves a receipt out."""

    def move_row(self, by: int) -> None:
        """The order is that of the receipts."""

    def _take_receipt(self, place: int) -> None:
        """One tick is for the whole receipt; what is not covered has nothing on the invoice."""
        touched = self.rows()[place]
        for at, row in enumerate(self.rows()):
            if row["receipt_id"] == touched["receipt_id"] and row["chosen"] != touched["chosen"]:
                self.set_values(at, {"chosen": touched["chosen"]})
            if not row["chosen"] and row["said"] is not None:
                self.set_values(at, {"said": None})


class SupplierInvoiceForm(FormDialog):
    """An invoice over one or several receipts; `saved` carries its id."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, supplier_id: int, receipt_id: int | None = None
    ) -> None:
        row = suppliers.open_supplier(supplier_id)
        subtitle = _("{name}: tick what the invoice covers and type its amount; the rest follows.")
        super().__init__(
            parent, _("Supplier's invoice"), subtitle.format(name=row.name), _("Enter invoice"), width=1120
        )
        self.setObjectName("supplier_invoice_form")
        self._desk, self._id, self._days = desk, supplier_id, row.payment_days
        self._receipt_id = receipt_id
        self._add_head()
        self.grid = self.add_field(
            "receipts", _("Goods received"), InvoiceGrid(supplier_invoices.open_lines(supplier_id))
        )
        self.add_widget(self.grid.status)
        if not self.grid.lines_of:
            self.body.boxes["receipts"].hide()
            self.add_widget(words(_("Nothing that it delivered waits for an invoice."), "muted"))
            self.save_button.hide()
        self._net = self.add_field(
            "net", "", fields.TickField(_("Goods that went back before are not on the invoice"))
        )
        self.body.boxes["net"].setVisible(any(line.returned_milli for line in self.grid.lines_of))
        self._note = self.add_field("note", _("Note"), fields.LineField(limit=200))
        self._net.toggled.connect(lambda net: self.grid.leave_out_returns(net=net))
        self.grid.changed.connect(self._say_difference)
        self._amount.textChanged.connect(lambda _text: self._say_difference())

    def load(self) -> None:
        today = self._desk.today()
        self._day.set_value(today)
        if self._receipt_id is not None:
            self.grid.choose(self._receipt_id)
        self._number.setFocus()
        self._say_difference()

    def save(self) -> int:
        rows = self.grid.chosen()
        invoice = Invoice(
            invoice_no=self._number.value(),
            invoiced_on=self._day.value(),
            due_on=self._due.value(),
            receipt_ids={row["receipt_id"] for row in rows},
            amount_fen=self._amount.fen(),
            tax_fen=self._tax.fen(),
            lines={row["id"]: row["said"] for row in rows if row["said"] is not None},
            net_of_returns=self._net.value(),
            note=self._note.value(),
        )
        return supplier_invoices.enter_invoice(self._desk.by(), self._id, invoice)

    def contents(self) -> Any:
        return super().contents() | {"rows": self.grid.raw()}

    def _add_head(self) -> None:
        now = self._desk.now
        self._number = self.add_field(
            "invoice_no", _("Invoice no."), fields.CodeField(limit=40), required=True, stretch=3
        )
        self._day = self.add_field(
            "invoiced_on",
            _("Invoice date"),
            fields.DateField(now=now),
            required=True,
            beside=True,
            stretch=2,
        )
        later = _("Empty: {days} days after the invoice").format(days=self._days)
        self._due = self.add_field(
            "due_on", _("Due on"), fields.DateField(now=now), later, beside=True, stretch=2
        )
        self._amount = self.add_field(
            "amount", _("Amount with tax"), fields.MoneyField(), required=True, beside=True, stretch=2
        )
        self._tax = self.add_field("tax", _("Tax in it"), fields.MoneyField(), beside=True, stretch=2)

    def _say_difference(self) -> None:
        rows = [row for row in self.grid.rows() if row.get("chosen")]
        booked = sum(row["booked"] for row in rows)
        amount = self._amount.value_if_read()
        said = [_("Chosen {amount}").format(amount=format_yuan(booked))]
        if amount is not None and rows:
            difference = amount - booked
            text = _("Difference {amount}") if difference else _("No difference")
            said.append(text.format(amount=format_yuan(difference)))
        self.say_at_foot(" · ".join(said))


def _row(line: BookedLine) -> Row:
    return {
        "id": line.id,
        "receipt_id": line.receipt_id,
        "chosen": False,
        "receipt": line.receipt_no,
        "day": f"{line.received_at:%Y-%m-%d}",
        "delivery": line.delivery_no,
        "part": f"{line.code} {line.name}",
        "qty": line.qty_milli,
        "line": line,
        "booked": line.booked_fen,
        "said": None,
        "returned": format_quantity(line.returned_milli),
    }


def _difference(row: Row) -> str:
    if row.get("said") is None:
        return ""
    return format_plain(row["said"] - row["booked"])
