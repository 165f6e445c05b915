"""The ledger of one part: every movement with the balance after it."""

from collections.abc import Callable

from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.domain.stock import MovementKind
from garage.i18n import N_, _
from garage.services import stock
from garage.services.stock import LedgerRow
from garage.ui.desk import Desk
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.part_list import width_of

_COST_COLUMNS = ("value", "balance_value")

_KINDS = {
    MovementKind.OPENING: N_("Opening"),
    MovementKind.RECEIPT: N_("Goods in"),
    MovementKind.ISSUE: N_("Goods out"),
    MovementKind.RETURN: N_("Goods back"),
    MovementKind.SUPPLIER_RETURN: N_("To supplier"),
    MovementKind.SALE: N_("Sold"),
    MovementKind.SALE_RETURN: N_("Sale returned"),
    MovementKind.COUNT_GAIN: N_("Count gain"),
    MovementKind.COUNT_LOSS: N_("Count loss"),
    MovementKind.WRITE_OFF: N_("Write-off"),
    MovementKind.PRICE_DIFFERENCE: N_("Price diff."),
    MovementKind.REVERSAL: N_("Reversal"),
}


class PartLedger(ListView):
    """Movements of a part, the newest first; Enter opens the order of one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(name="part_ledger", title=_("Ledger"))
        self._part: int | None = None
        self.set_model(KeysetModel(_columns(desk), self._fetch, lambda row: row.id, parent=self))
        self.set_empty(_("Nothing has moved yet: a goods receipt or opening stock comes first."))

    def show_of(self, part_id: int | None) -> None:
        """Show the movements of this part."""
        another = part_id != self._part
        self._part = part_id
        if another:
            self.clearSelection()
        self.rows().reload()
        if another:
            self.scrollToTop()

    def show_costs(self, shown: bool) -> None:
        """Show what the movements were worth, or not."""
        for place, column in enumerate(self.rows().columns):
            if column.name in _COST_COLUMNS:
                self.setColumnHidden(place, not shown)

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        if self._part is None:
            return Page((), None)
        page = stock.ledger(self._part, cursor, limit)
        return Page(page.rows, page.next_cursor)


def _columns(desk: Desk) -> list[Column]:
    def at(row: LedgerRow) -> str:
        this_year = row.at.year == desk.today().year
        return row.at.strftime("%m-%d %H:%M" if this_year else "%Y-%m-%d")

    def in_full(row: LedgerRow) -> str:
        return row.at.strftime("%Y-%m-%d %H:%M:%S")

    def for_what(row: LedgerRow) -> str:
        invoice = row.document if row.kind is MovementKind.PRICE_DIFFERENCE else ""
        return " · ".join(word for word in (row.plate, row.order_no, invoice) if word) or row.reason

    def document(row: LedgerRow) -> str:
        return _("Invoice") if row.kind is MovementKind.PRICE_DIFFERENCE else row.document

    def link(row: LedgerRow) -> str | None:
        return "accent" if row.order_id is not None else None

    return [
        Column("at", _("Date"), 98, "left", at, tooltip=in_full),
        Column("kind", _("What"), width_of(map(_, _KINDS.values())), "left", lambda row: _(_KINDS[row.kind])),
        Column("document", _("Document"), 120, "left", document),
        Column("qty", _("Qty"), 64, "right", lambda row: _signed(format_quantity, row.qty_milli)),
        Column("value", _("Value"), 86, "right", lambda row: _signed(format_plain, row.value_fen)),
        Column("balance", _("Stock"), 62, "right", lambda row: format_quantity(row.balance.qty_milli)),
        Column("balance_value", _("Stock ¥"), 90, "right", lambda row: format_plain(row.balance.value_fen)),
        Column("who", _("By"), 78, "left", lambda row: row.who),
        Column("for", _("Order or reason"), 0, "left", for_what, link),
    ]


def _signed(write: Callable[[int], str], figure: int) -> str:
    return f"+{write(figure)}" if figure > 0 else write(figure).replace("-", "−")
