"""What one part cost at every supplier, delivery by delivery, so that the next order goes to the right one."""

from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from garage.domain.decimals import format_decimal
from garage.domain.money import format_plain
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import supplier_goods
from garage.services.supplier_goods import PriceRow
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView


class PriceHistoryDialog(QDialog):
    """The deliveries of a part, the last first; Esc closes it."""

    def __init__(self, parent: QWidget | None, part_id: int, name: str) -> None:
        super().__init__(parent)
        self._part_id = part_id
        self.setObjectName("price_history_window")
        self.setWindowTitle(_("Price history"))
        self.setAccessibleName(f"{self.windowTitle()}: {name}")
        self.list = ListView(name="price_history", title=f"{self.windowTitle()} {name}")
        self.list.set_model(KeysetModel(_columns(), self._fetch, lambda row: row.line_id, parent=self))
        self.list.set_empty(_("It has not been bought from a supplier yet."))
        heading = QLabel(name)
        heading.setProperty("tone", "title")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.list.footer)
        self.list.rows().reload()
        self.list.setFocus()
        room = self.screen().availableSize()
        self.resize(min(980, room.width() - 60), min(520, room.height() - 60))

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = supplier_goods.price_history(self._part_id, cursor, limit)
        return Page(page.rows, page.next_cursor)


def change_words(row: PriceRow) -> str:
    """How much dearer or cheaper than before, with a sign; a dash for the first time."""
    bp = row.change_bp
    if bp is None:
        return "–"
    return f"{'+' if bp > 0 else '−' if bp < 0 else ''}{format_decimal(abs(bp), 2)} %"


def change_columns() -> list[Column]:
    """The price before and how it changed, a rise with a sign."""

    def tone(row: PriceRow) -> str | None:
        bp = row.change_bp or 0
        return "bad" if bp > 0 else "ok" if bp < 0 else None

    def before(row: PriceRow) -> str:
        return "–" if row.before_fen is None else format_plain(row.before_fen)

    def sign(row: PriceRow) -> str | None:
        return "warning" if (row.change_bp or 0) > 0 else None

    return [
        Column("before", _("Price before"), 108, "right", before),
        Column("change", _("Price change"), 112, "right", change_words, tone, icon=sign),
    ]


def _columns() -> list[Column]:
    return [
        Column("at", _("Date"), 100, "left", lambda row: f"{row.received_at:%Y-%m-%d}"),
        Column("supplier", _("Supplier"), 0, "left", lambda row: row.supplier, bold=True),
        Column("qty", _("Quantity"), 84, "right", lambda row: format_quantity(row.qty_milli)),
        Column("price", _("Price of one"), 108, "right", lambda row: format_plain(row.price_fen)),
        *change_columns(),
        Column("receipt", _("Goods receipt"), 130, "left", lambda row: row.receipt_no),
    ]
