"""Goods receipts, the newest first, what came in on each, and how a wrong one is taken back."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from garage.domain.money import format_plain, format_yuan
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import goods_receipts
from garage.services.command import Area
from garage.services.goods_receipts import ReceiptRow
from garage.ui.desk import Desk
from garage.ui.forms.goods_receipt import kind_words
from garage.ui.forms.part import sees_costs
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.settings_section import ListSection
from garage.ui.kit.messages import toast
from garage.ui.kit.table_model import Column, Page
from garage.ui.pages.customer_parts import ShortList

_LINES_HEIGHT = 176


class ListDialog(QDialog):
    """A list in a window of its own; Esc closes it."""

    def __init__(self, section: ListSection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self.setObjectName(f"{section.objectName()}_window")
        self.setWindowTitle(section.accessibleName())
        self.setAccessibleName(section.accessibleName())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(section)
        section.list.setFocus()
        room = self.screen().availableSize()
        self.resize(min(1120, room.width() - 60), min(640, room.height() - 60))


class ReceiptSection(ListSection):
    """All goods receipts; the lines of the one under the bar stand below."""

    areas = frozenset({Area.STOCK})

    def __init__(self, desk: Desk) -> None:
        words = _("A wrong receipt is not deleted: it is reversed, and both stay in the books.")
        super().__init__(desk, "receipts", _("Goods receipts"), words)
        self._reverse = self.add_button(_("Reverse…"), self.reverse, "Ctrl+Z", "undo")
        self.lines = ShortList(
            "receipt_lines", _("Goods"), _line_columns(), lambda line: line.position, _("Nothing chosen.")
        )
        self.lines.setFixedHeight(_LINES_HEIGHT)
        self.layout().addWidget(self.lines)
        self.list.set_empty(_("Deliveries and opening stock stand here once they are booked in."))
        self.show_columns(_columns(), lambda row: row.id, self._fetch)
        if not sees_costs(desk.person):
            for view in (self.list, self.lines):
                names = [column.name for column in view.rows().columns]
                view.setColumnHidden(names.index("cost"), True)

    def open_current(self) -> None:
        """The lines are in sight already: the bar goes to them."""
        self.lines.setFocus()

    def reverse(self) -> None:
        """Take the receipt under the bar out of the stock again, with a reason."""
        row = self.list.current_row()
        if row is None or row.reversed_at is not None:
            return
        form = ReasonForm(
            self,
            _("Reverse the receipt"),
            " · ".join(word for word in (row.no, row.supplier, format_yuan(row.cost_fen)) if word),
            _("Everything on it leaves the stock again at what it cost. This cannot be taken back."),
            lambda why: goods_receipts.reverse_receipt(self.desk.by(), row.id, why),
        )
        form.saved.connect(lambda _result: self._tell(row))
        self.open_form(form)

    def refresh_actions(self) -> None:
        row = self.list.current_row()
        for part in self._reverse:
            part.setEnabled(row is not None and row.reversed_at is None)
        self.lines.show_rows(goods_receipts.lines_of(row.id) if row is not None else ())

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        page = goods_receipts.page(cursor, limit)
        return Page(page.rows, page.next_cursor)

    def _tell(self, row: ReceiptRow) -> None:
        toast(self, _("{number} is reversed.").format(number=row.no))


def _columns() -> list[Column]:
    def faded(row: ReceiptRow) -> str | None:
        return "muted" if row.reversed_at else None

    def at(row: ReceiptRow) -> str:
        return row.received_at.strftime("%Y-%m-%d %H:%M")

    return [
        Column("no", _("Number"), 136, "left", lambda row: row.no, faded, bold=True),
        Column("at", _("Date"), 142, "left", at, faded),
        Column("kind", _("Kind"), 120, "left", lambda row: kind_words(row.kind), faded),
        Column("supplier", _("Supplier"), 0, "left", lambda row: row.supplier, faded),
        Column("delivery", _("Delivery note no."), 130, "left", lambda row: row.delivery_no, faded),
        Column("lines", _("Parts"), 64, "right", lambda row: f"{row.lines:,}", faded),
        Column("cost", _("Cost"), 110, "right", lambda row: format_yuan(row.cost_fen), faded),
        Column("who", _("By"), 84, "left", lambda row: row.who, faded),
        Column("state", _("Note"), 0, "left", _state, _state_tone, _state),
    ]


def _state(row: ReceiptRow) -> str:
    if row.reversed_at is None:
        return row.note
    return _("Reversed: {reason}").format(reason=row.reverse_reason)


def _state_tone(row: ReceiptRow) -> str | None:
    return "warn" if row.reversed_at else None


def _line_columns() -> list[Column]:
    return [
        Column("code", _("Code"), 130, "left", lambda line: line.code, bold=True),
        Column("name", _("Part"), 0, "left", lambda line: line.name),
        Column("qty", _("Quantity"), 100, "right", lambda line: format_quantity(line.qty_milli)),
        Column("unit", _("Unit"), 70, "left", lambda line: line.unit),
        Column("cost", _("Cost of the line"), 130, "right", lambda line: format_plain(line.cost_fen)),
    ]
