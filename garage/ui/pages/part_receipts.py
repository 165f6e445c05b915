"""Goods receipts, the newest first, what came in on each, and how a wrong one is taken back."""

from garage.domain.money import format_plain, format_yuan
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import goods_receipts, part_labels, receipt_list, spot_purchases
from garage.services.document_history import Kind
from garage.services.goods_receipts import ReceiptRow, ReceivedLine
from garage.ui.desk import Desk
from garage.ui.forms import print_buying
from garage.ui.forms.document_history import KEY, DocumentHistory
from garage.ui.forms.goods_receipt import kind_words
from garage.ui.forms.part import sees_costs
from garage.ui.forms.part_labels import ask_for_labels
from garage.ui.forms.reasons import ReasonForm
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, Page
from garage.ui.pages.buying_panel import LINES_HEIGHT, Panel
from garage.ui.pages.customer_parts import ShortList


class ReceiptSection(Panel):
    """All goods receipts; the lines of the one under the bar stand below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "receipts", _("Goods receipts"))
        self._reverse = self.add_button(_("Reverse…"), self.reverse, "Ctrl+Z", "undo")
        self._labels = self.add_button(_("Labels…"), self.print_labels, "Ctrl+B", "barcode")
        self._history = self.add_button(_("History…"), self.show_history, KEY, "history")
        self._print = self.add_button(_("Print…"), self.print_receipt, "Ctrl+P", "print")
        self.lines = ShortList(
            "receipt_lines", _("Goods"), _line_columns(), lambda line: line.position, _("Nothing chosen.")
        )
        self.lines.setFixedHeight(LINES_HEIGHT)
        self.lines.opened.connect(lambda line: self.part_opened.emit(line.part_id))
        self.layout().addWidget(self.lines)
        self.show_columns(_columns(), lambda row: row.id, self._fetch)
        self._fit_person()
        desk.person_changed.connect(self._fit_person)

    def show_receipt(self, receipt_id: int) -> None:
        """Put the bar on a receipt, however far down it stands."""
        while not self.list.select_key(receipt_id) and self.list.rows().canFetchMore(self.list.rootIndex()):
            self.list.rows().fetchMore(self.list.rootIndex())
        self.refresh_actions()

    def open_current(self) -> None:
        """The lines are in sight already: the bar goes to them."""
        self.lines.setFocus()

    def reverse(self) -> None:
        """Take the receipt under the bar out of the stock again, with a reason."""
        row = self._row()
        if row is None or row.reversed_at is not None:
            return
        consequence = _("Everything on it leaves the stock again at what it cost. This cannot be taken back.")
        if row.spot:
            consequence = _(
                "The job gives the part back, and its receipt is reversed. Both stay in the books."
            )
        act = spot_purchases.take_back if row.spot else goods_receipts.reverse_receipt
        form = ReasonForm(
            self,
            _("Reverse the receipt"),
            " · ".join(word for word in (row.no, _from(row), format_yuan(row.cost_fen)) if word),
            consequence,
            lambda why: act(self.desk.by(), row.id, why),
        )
        form.saved.connect(lambda _result: self._tell(row))
        self.open_form(form)

    def print_receipt(self) -> None:
        """采购入库单."""
        if (row := self._row()) is not None:
            print_buying.print_goods_receipt(self, self.desk, row.id)

    def print_labels(self) -> None:
        """A label for each piece that came in."""
        if (row := self._row()) is not None:
            ask_for_labels(self, self.desk, part_labels.of_receipt(row.no))

    def show_history(self) -> None:
        """Who did what with it, and when."""
        if (row := self._row()) is not None:
            DocumentHistory.show_over(self, self.desk, Kind.RECEIPT, row.id, row.no)

    def refresh_actions(self) -> None:
        row = self._row()
        for part in self._reverse:
            part.setEnabled(row is not None and row.reversed_at is None)
        for part in (*self._print, *self._labels, *self._history):
            part.setEnabled(row is not None)
        self.lines.show_rows(goods_receipts.lines_of(row.id) if row is not None else ())

    def _row(self) -> ReceiptRow | None:
        row: ReceiptRow | None = self.list.current_row()
        return row

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = receipt_list.page(cursor if isinstance(cursor, tuple) else None, limit)
        return Page(page.rows, page.next_cursor)

    def _tell(self, row: ReceiptRow) -> None:
        toast(self, _("{number} is reversed.").format(number=row.no))

    def _fit_person(self) -> None:
        shown = sees_costs(self.desk.person)
        for view in (self.list, self.lines):
            for place, column in enumerate(view.rows().columns):
                if column.name in {"cost", "price", "freight", "ordered"}:
                    view.setColumnHidden(place, not shown)


def _columns() -> list[Column]:
    def faded(row: ReceiptRow) -> str | None:
        return "muted" if row.reversed_at else None

    def day(row: ReceiptRow) -> str:
        return row.received_at.strftime("%Y-%m-%d")

    def at(row: ReceiptRow) -> str:
        return row.received_at.strftime("%Y-%m-%d %H:%M")

    return [
        Column("no", _("Number"), 132, "left", lambda row: row.no, faded, bold=True),
        Column("at", _("Date"), 98, "left", day, faded, at),
        Column("kind", _("Kind"), 104, "left", _kind, faded),
        Column("supplier", _("Supplier"), 0, "left", _from, faded),
        Column("order", _("Purchase order"), 128, "left", lambda row: row.purchase_no, faded),
        Column("delivery", _("Delivery note no."), 118, "left", lambda row: row.delivery_no, faded),
        Column("lines", _("Parts"), 56, "right", lambda row: f"{row.lines:,}", faded),
        Column(
            "rejected",
            _("Rejected"),
            86,
            "right",
            lambda row: f"{row.rejected_lines:,}" if row.rejected_lines else "–",
            lambda row: "warn" if row.rejected_lines else faded(row),
        ),
        Column("cost", _("Cost"), 106, "right", lambda row: format_yuan(row.cost_fen), faded, total=True),
        Column("who", _("By"), 84, "left", lambda row: row.who, faded),
        Column("state", _("Note"), 0, "left", _state, _state_tone, _state),
    ]


def _kind(row: ReceiptRow) -> str:
    return _("Spot purchase") if row.spot else kind_words(row.kind)


def _from(row: ReceiptRow) -> str:
    return row.supplier or row.vendor


def _state(row: ReceiptRow) -> str:
    if row.reversed_at is None:
        return row.note
    return _("Reversed: {reason}").format(reason=row.reverse_reason)


def _state_tone(row: ReceiptRow) -> str | None:
    return "warn" if row.reversed_at else None


def _line_columns() -> list[Column]:
    return [
        Column("code", _("Code"), 124, "left", lambda line: line.code, bold=True),
        Column("name", _("Part"), 0, "left", lambda line: line.name),
        Column("qty", _("Accepted"), 84, "right", lambda line: format_quantity(line.qty_milli)),
        Column("unit", _("Unit"), 56, "left", lambda line: line.unit),
        Column("rejected", _("Rejected"), 150, "left", _rejected, lambda _line: "warn", _rejected),
        Column("price", _("Price of one"), 104, "right", lambda line: format_plain(line.price_fen)),
        Column("ordered", _("Ordered at"), 132, "right", _ordered, _dearer),
        Column("freight", _("Freight"), 84, "right", _freight),
        Column("cost", _("Cost of the line"), 120, "right", lambda line: format_plain(line.cost_fen)),
        Column("expires", _("Keeps until"), 96, "left", _expires),
    ]


def _rejected(line: ReceivedLine) -> str:
    if not line.rejected_milli:
        return ""
    return f"{format_quantity(line.rejected_milli)} · {line.finding}"


def _ordered(line: ReceivedLine) -> str:
    if line.ordered_fen is None:
        return "–"
    more = line.price_fen - line.ordered_fen
    if not more or not line.qty_milli:
        return format_plain(line.ordered_fen)
    sign = "+" if more > 0 else ""
    return f"{format_plain(line.ordered_fen)} ({sign}{format_plain(more)})"


def _dearer(line: ReceivedLine) -> str | None:
    ordered = line.ordered_fen
    return "warn" if ordered is not None and line.qty_milli and line.price_fen > ordered else None


def _freight(line: ReceivedLine) -> str:
    return format_plain(line.freight_fen) if line.freight_fen else "–"


def _expires(line: ReceivedLine) -> str:
    return line.expires_on.isoformat() if line.expires_on else ""
