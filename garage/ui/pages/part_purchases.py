"""Where a part came from and for how much, and what it was sold for since when."""

from garage.domain.decimals import format_decimal
from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.part_file import PriceBasis
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import part_history
from garage.services.part_history import PriceRow, Purchase
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.customer_parts import ShortList


class PurchaseList(ListView):
    """Deliveries of a part, the newest first."""

    def __init__(self) -> None:
        super().__init__(name="part_purchases", title=_("Purchases"))
        self._part: int | None = None
        self.set_model(KeysetModel(_purchase_columns(), self._fetch, lambda row: row.id, parent=self))
        self.set_empty(_("It has not been bought yet: deliveries and their prices will stand here."))

    def show_of(self, part_id: int) -> None:
        """Show the deliveries of this part."""
        self._part = part_id
        self.rows().reload()

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        if self._part is None:
            return Page((), None)
        page = part_history.purchases(self._part, cursor, limit)
        return Page(page.rows, page.next_cursor)


class PriceList(ShortList):
    """Selling prices of a part by the day they hold from, the latest first."""

    def __init__(self) -> None:
        empty = _("Prices with a later day will stand here.")
        super().__init__("part_prices", _("Prices"), _price_columns(), lambda row: row.id, empty)


def _purchase_columns() -> list[Column]:
    def faded(row: Purchase) -> str | None:
        return "muted" if row.reversed else None

    return [
        Column("at", _("Date"), 100, "left", lambda row: f"{row.at:%Y-%m-%d}", faded),
        Column("no", _("Goods receipt"), 136, "left", lambda row: row.receipt_no, faded),
        Column("supplier", _("Supplier"), 0, "left", lambda row: row.supplier or "–", faded),
        Column("qty", _("Qty"), 70, "right", lambda row: format_quantity(row.qty_milli), faded),
        Column("price", _("Price of one"), 100, "right", lambda row: format_plain(row.price_fen), faded),
        Column("cost", _("Cost"), 100, "right", lambda row: format_plain(row.cost_fen), faded),
        Column("state", "", 90, "left", lambda row: _("reversed") if row.reversed else "", faded),
    ]


def _price_columns() -> list[Column]:
    def faded(row: PriceRow) -> str | None:
        return "muted" if row.withdrawn else None if row.applied else "accent"

    def member(row: PriceRow) -> str:
        return "–" if row.member_price_fen is None else format_yuan(row.member_price_fen)

    return [
        Column("day", _("From"), 100, "left", lambda row: f"{row.starts_on:%Y-%m-%d}", faded),
        Column("price", _("Price"), 100, "right", lambda row: format_yuan(row.price_fen), faded),
        Column("member", _("For members"), 112, "right", member, faded),
        Column("basis", _("Price is"), 130, "left", _basis, faded),
        Column("state", "", 90, "left", _state, faded),
        Column("who", _("By"), 84, "left", lambda row: row.who, faded),
        Column("reason", _("Reason"), 0, "left", lambda row: row.reason, faded),
    ]


def _state(row: PriceRow) -> str:
    if row.withdrawn:
        return _("withdrawn")
    return "" if row.applied else _("to come")


def _basis(row: PriceRow) -> str:
    if row.basis is PriceBasis.FIXED:
        return label(row.basis)
    return _("Cost + {percent} %").format(percent=format_decimal(row.markup_bp, 2))
