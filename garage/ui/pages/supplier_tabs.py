"""The lists behind the tabs of a supplier: account, invoices, deliveries, returns, and the parts bought."""

from collections.abc import Callable
from datetime import date
from typing import Any

from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.quantities import format_quantity
from garage.domain.supplier_accounts import EntryKind
from garage.i18n import _
from garage.services import supplier_goods, supplier_invoices, supplier_returns, supplier_statements
from garage.services.supplier_goods import DeliveryRow
from garage.services.supplier_invoices import InvoiceRow
from garage.services.supplier_returns import ReturnRow
from garage.services.supplier_statements import EntryRow
from garage.ui.forms.supplier_prices import change_columns
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.part_list import width_of

Read = Callable[[int, Any, int], Any]


class SupplierTab(ListView):
    """One list of the supplier shown, read page by page."""

    def __init__(
        self, name: str, title: str, columns: list[Column], key: str, read: Read, empty: str
    ) -> None:
        super().__init__(name=name, title=title)
        self._read = read
        self.supplier_id: int | None = None
        self.set_model(KeysetModel(columns, self._fetch, lambda row: getattr(row, key), parent=self))
        self.set_empty(empty)

    def show_of(self, supplier_id: int | None) -> None:
        """Show the rows of this supplier, of another one from the top."""
        another = supplier_id != self.supplier_id
        self.supplier_id = supplier_id
        if another:
            self.clearSelection()
        self.rows().reload()
        if another:
            self.scrollToTop()

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        if self.supplier_id is None:
            return Page((), None)
        page = self._read(self.supplier_id, cursor, limit)
        return Page(page.rows, page.next_cursor)


def tabs(today: Callable[[], date]) -> dict[str, SupplierTab]:
    """The lists by name, in the order of their tabs."""
    return {name: SupplierTab(f"supplier_{name}", *about) for name, *about in _tabs(today)}


def _tabs(today: Callable[[], date]) -> list[tuple[Any, ...]]:
    return [
        (
            "account",
            _("Account"),
            _account_columns(today),
            "id",
            supplier_statements.account,
            _("Goods received, invoices, returns and payments stand here, each with the balance after it."),
        ),
        (
            "invoices",
            _("Invoices"),
            _invoice_columns(),
            "id",
            supplier_invoices.page,
            _("Invoices over goods received stand here."),
        ),
        (
            "deliveries",
            _("Deliveries"),
            _delivery_columns(),
            "id",
            supplier_goods.deliveries,
            _("What it delivered stands here, with the invoice that covers it."),
        ),
        (
            "returns",
            _("Returns"),
            _return_columns(),
            "id",
            supplier_returns.page,
            _("Goods that went back stand here."),
        ),
        (
            "parts",
            _("Parts bought"),
            _price_columns(),
            "line_id",
            supplier_goods.parts_bought,
            _("Each part that came from it stands here with its last price."),
        ),
    ]


def _signed(fen: int) -> str:
    return f"+{format_plain(fen)}" if fen > 0 else format_plain(fen).replace("-", "−")


def entry_tone(row: EntryRow) -> str | None:
    """A reversed entry and its reversal are muted: together they are nothing."""
    return "muted" if row.reversed or row.kind is EntryKind.REVERSAL else None


def _account_columns(today: Callable[[], date]) -> list[Column]:
    def at(row: EntryRow) -> str:
        return f"{row.at:%m-%d %H:%M}" if row.at.year == today().year else f"{row.at:%Y-%m-%d}"

    return [
        Column("at", _("Date"), 98, "left", at, entry_tone, lambda row: f"{row.at:%Y-%m-%d %H:%M:%S}"),
        Column(
            "kind",
            _("What"),
            width_of(map(label, EntryKind)),
            "left",
            lambda row: label(row.kind),
            entry_tone,
        ),
        Column("document", _("Document"), 176, "left", lambda row: row.document, entry_tone),
        Column("amount", _("Amount"), 96, "right", lambda row: _signed(row.amount_fen), entry_tone),
        Column("balance", _("Balance"), 98, "right", lambda row: format_plain(row.balance_fen), bold=True),
        Column("due", _("Due on"), 94, "left", lambda row: f"{row.due_on or ''}", entry_tone),
        Column("who", _("By"), 84, "left", lambda row: row.who, entry_tone),
        Column("note", _("Note"), 0, "left", lambda row: row.note, entry_tone, lambda row: row.note),
    ]


def _invoice_columns() -> list[Column]:
    def faded(row: InvoiceRow) -> str | None:
        return "muted" if row.voided_at else None

    def differs(row: InvoiceRow) -> str | None:
        return faded(row) or ("warn" if row.difference_fen > 0 else None)

    def difference(row: InvoiceRow) -> str:
        return _signed(row.difference_fen) if row.difference_fen else "–"

    def where(row: InvoiceRow) -> str:
        kept = _("{amount} of it went into the stock").format(amount=format_yuan(row.stock_fen))
        return kept if row.difference_fen else ""

    def note(row: InvoiceRow) -> str:
        return _("Void: {reason}").format(reason=row.void_reason) if row.voided_at else row.note

    return [
        Column("no", _("Invoice no."), 178, "left", lambda row: row.invoice_no, faded, bold=True),
        Column("day", _("Date"), 94, "left", lambda row: f"{row.invoiced_on}", faded),
        Column("due", _("Due on"), 94, "left", lambda row: f"{row.due_on}", faded),
        Column(
            "amount", _("Amount"), 100, "right", lambda row: format_yuan(row.amount_fen), faded, total=True
        ),
        Column("tax", _("Tax in it"), 88, "right", lambda row: format_yuan(row.tax_fen), faded, total=True),
        Column("difference", _("Difference"), 96, "right", difference, differs, where),
        Column("receipts", _("Covers"), 0, "left", lambda row: _(", ").join(row.receipts), faded),
        Column("note", _("Note"), 0, "left", note, faded),
    ]


def _delivery_columns() -> list[Column]:
    def faded(row: DeliveryRow) -> str | None:
        return "muted" if row.reversed_at else None

    def invoice(row: DeliveryRow) -> str:
        return _("reversed") if row.reversed_at else row.invoice_no or _("waits for it")

    def open_tone(row: DeliveryRow) -> str | None:
        return faded(row) or (None if row.invoice_no else "warn")

    return [
        Column("no", _("Goods receipt"), 136, "left", lambda row: row.no, faded, bold=True),
        Column("at", _("Date"), 132, "left", lambda row: f"{row.received_at:%Y-%m-%d %H:%M}", faded),
        Column("delivery", _("Delivery note no."), 0, "left", lambda row: row.delivery_no, faded),
        Column("order", _("Purchase order"), 130, "left", lambda row: row.order_no, faded),
        Column("lines", _("Parts"), 60, "right", lambda row: f"{row.lines}", faded),
        Column("cost", _("Cost"), 106, "right", lambda row: format_yuan(row.cost_fen), faded, total=True),
        Column("invoice", _("Invoice"), 0, "left", invoice, open_tone),
    ]


def _return_columns() -> list[Column]:
    def faded(row: ReturnRow) -> str | None:
        return "muted" if row.reversed_at else None

    def why(row: ReturnRow) -> str:
        if row.reversed_at is None:
            return row.reason
        return _("Reversed: {reason}").format(reason=row.reverse_reason)

    return [
        Column("no", _("Number"), 136, "left", lambda row: row.no, faded, bold=True),
        Column("at", _("Date"), 132, "left", lambda row: f"{row.returned_at:%Y-%m-%d %H:%M}", faded),
        Column("lines", _("Parts"), 60, "right", lambda row: f"{row.lines}", faded),
        Column("value", _("Worth"), 98, "right", lambda row: format_yuan(row.value_fen), faded, total=True),
        Column(
            "credit", _("Credit"), 98, "right", lambda row: format_yuan(row.credit_fen), faded, total=True
        ),
        Column("carrier", _("Carrier"), 0, "left", lambda row: row.carrier, faded),
        Column("reason", _("Reason"), 0, "left", why, faded),
    ]


def _price_columns() -> list[Column]:
    return [
        Column("code", _("Code"), 110, "left", lambda row: row.code, bold=True),
        Column("name", _("Part"), 0, "left", lambda row: row.name),
        Column("at", _("Last bought"), 100, "left", lambda row: f"{row.received_at:%Y-%m-%d}"),
        Column("qty", _("Quantity"), 84, "right", lambda row: format_quantity(row.qty_milli)),
        Column("price", _("Last price"), 100, "right", lambda row: format_plain(row.price_fen)),
        *change_columns(),
        Column("receipt", _("Goods receipt"), 130, "left", lambda row: row.receipt_no),
    ]
