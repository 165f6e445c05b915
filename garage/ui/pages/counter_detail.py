"""One counter sale: who bought, what it comes to, its goods, its returns and its money."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.phones import display_phone
from garage.domain.quantities import format_quantity
from garage.domain.settlements import ReceiptKind
from garage.i18n import _
from garage.services import sale_list
from garage.services.receipts import ReceiptRow
from garage.services.sale_list import SalePage, SaleRow, SoldPart
from garage.ui.kit.table_model import Column
from garage.ui.pages.customer_parts import ShortList, plain_label, set_tone
from garage.ui.pages.order_money import say_receipt, say_tenders

_HEAD, _ROW, _MOST = 38, 34, 3
"""Heights of a list in pixels, and how many returns or receipts are seen without scrolling."""


def state_of(row: SaleRow, today: date) -> tuple[str, str]:
    """How a sale stands, in words, and in which tone."""
    if row.voided_at is not None:
        return _("void"), "bad"
    if row.return_of is not None:
        return _("goods back"), "muted"
    if row.owed_fen:
        overdue = row.due_on is not None and row.due_on < today
        words = _("{amount} late") if overdue else _("{amount} owed")
        return words.format(amount=format_yuan(row.owed_fen)), "bad" if overdue else "warn"
    return _("paid"), "ok"


def worth(row: SaleRow) -> str:
    """What it comes to; goods that came back count below zero."""
    return format_yuan(-row.payable_fen if row.return_of is not None else row.payable_fen)


class SaleDetail(QFrame):
    """The sale under the bar; `page` is what is shown, None for nothing."""

    part_opened = Signal(int)
    sale_opened = Signal(int)
    receipt_opened = Signal(str)

    def __init__(self, buttons: list[QPushButton]) -> None:
        super().__init__()
        self.setObjectName("sale_detail")
        self.page: SalePage | None = None
        self.number = plain_label("sale_number", "title")
        self.state = plain_label("sale_state")
        self.total = plain_label("sale_total")
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        font = QFont(self.total.font())
        font.setPointSizeF(17)
        font.setBold(True)
        self.total.setFont(font)
        self.buyer = plain_label("sale_buyer", wraps=True)
        self.facts = plain_label("sale_facts", "muted", wraps=True)
        self.sums = plain_label("sale_sums", "muted", wraps=True)
        self.sums.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.lines = ShortList("sale_lines", _("Parts"), _lines(), lambda line: line.id, _("Nothing chosen."))
        self.returns = ShortList("sale_returns", _("Came back"), _returns(), lambda row: row.id, "")
        empty = _("No money changed hands.")
        self.receipts = ShortList("sale_receipts", _("Money"), _receipts(), lambda row: row.id, empty)
        self.nothing = plain_label("no_sale", "muted")
        self.nothing.setText(_("Choose a sale at the left."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.lines.opened.connect(lambda line: self.part_opened.emit(line.part_id))
        self.returns.opened.connect(lambda row: self.sale_opened.emit(row.id))
        self.receipts.opened.connect(lambda row: self.receipt_opened.emit(row.no))
        self._build(buttons)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No sale is chosen."""
        self.page = None
        self.nothing.show()
        self._body.hide()

    def show_sale(self, sale_id: int, today: date) -> None:
        """Show this sale or return; raises KeyError when there is none."""
        page = self.page = sale_list.one(sale_id)
        row = page.row
        title = _("Sale {no}") if row.return_of is None else _("Goods back {no}")
        self.number.setText(title.format(no=row.no))
        words, tone = state_of(row, today)
        self.state.setText(words)
        set_tone(self.state, tone)
        self.total.setText(worth(row))
        self.buyer.setText(" · ".join(_buyer(row)))
        self.facts.setText("\n".join(_facts(page)))
        self.sums.setText("\n".join(_sums(page)))
        self.lines.show_rows(page.lines)
        for place, column in enumerate(self.lines.rows().columns):
            if column.name in _RARE:
                self.lines.setColumnHidden(place, not any(map(_RARE[column.name], page.lines)))
        _show_few(self.returns, page.returns)
        self._returned.setVisible(bool(page.returns))
        _show_few(self.receipts, page.receipts)
        self._money.setVisible(row.return_of is None)
        self.nothing.hide()
        self._body.show()

    def _build(self, buttons: list[QPushButton]) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.number)
        head.addWidget(self.state, 1)
        head.addWidget(self.total)
        about = QHBoxLayout()
        about.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(3)
        for part in (self.buyer, self.facts):
            left.addWidget(part)
        left.addStretch(1)
        about.addLayout(left, 3)
        about.addWidget(self.sums, 2)
        card = QFrame()
        card.setObjectName("sale_card")
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 10, 16, 12)
        inside.setSpacing(6)
        inside.addLayout(head)
        inside.addLayout(about)
        self._returned = _titled(self.returns, _("Came back"))
        self._money = _titled(self.receipts, _("Money"))
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(card)
        column.addWidget(self.lines, 1)
        column.addWidget(self._returned)
        column.addWidget(self._money)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        column.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self._body, 1)


def _show_few(view: ShortList, rows: Sequence[object]) -> None:
    """Show rows in no more room than they need."""
    view.show_rows(rows)
    view.setFixedHeight(_HEAD + _ROW * min(max(len(rows), 1), _MOST))


def _titled(view: ShortList, title: str) -> QWidget:
    heading = QLabel(title)
    heading.setProperty("tone", "section")
    block = QWidget()
    layout = QVBoxLayout(block)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(heading)
    layout.addWidget(view)
    return block


def _buyer(row: SaleRow) -> list[str]:
    name = row.buyer or _("Buyer not named")
    return [name, display_phone(row.phone)] if row.phone else [name]


def _facts(page: SalePage) -> list[str]:
    row = page.row
    said = [_("{who}, {time}").format(who=row.who, time=f"{row.at:%Y-%m-%d %H:%M}")]
    if page.of_no:
        said.append(_("Return of {no}").format(no=page.of_no))
    if row.on_account:
        words = _("On account, due on {day}, approved by {name}")
        day = row.due_on.isoformat() if row.due_on else "–"
        text = words.format(day=day, name=page.on_account_by)
        said.append(" · ".join(filter(None, (text, page.credit_override))))
    if page.discount_reason:
        by = _("approved by {name}").format(name=page.discount_by) if page.discount_by else ""
        words = _("Costs less: {reason}").format(reason=page.discount_reason)
        said.append(" · ".join(filter(None, (words, by))))
    if page.void_reason:
        said.append(_("Void because: {reason}").format(reason=page.void_reason))
    if row.note:
        said.append(row.note)
    return said


def _sums(page: SalePage) -> list[str]:
    """What the sum is made of, where it is more than the goods."""
    said = []
    if page.discount_fen or page.rounding_off_fen:
        said.append(_("Parts {amount}").format(amount=format_yuan(page.gross_fen)))
    if page.discount_fen:
        said.append(_("Discount {amount}").format(amount=format_yuan(-page.discount_fen)))
    if page.rounding_off_fen:
        said.append(_("Rounded off {amount}").format(amount=format_yuan(-page.rounding_off_fen)))
    if page.returns:
        back = sum(row.payable_fen for row in page.returns)
        said.append(_("Came back {amount}").format(amount=format_yuan(-back)))
    if page.balance.owed_fen and page.balance.paid_fen:
        said.append(_("Paid so far {amount}").format(amount=format_yuan(page.balance.paid_fen)))
    return said


_RARE: dict[str, Callable[[SoldPart], int]] = {
    "back": lambda line: line.returned_milli,
    "discount": lambda line: line.discount_fen,
}
"""Columns that stand there only when a line has something in them."""


def _lines() -> list[Column]:
    def gone(line: SoldPart) -> str | None:
        return None if line.held_milli else "muted"

    def name(line: SoldPart) -> str:
        numbers = [_("SN {serial}").format(serial=number) for number in line.serials]
        return " · ".join(word for word in (line.name, line.spec, *numbers) if word)

    def quantity(line: SoldPart) -> str:
        return f"{format_quantity(line.qty_milli)} {line.unit}".strip()

    def discount(line: SoldPart) -> str:
        return format_plain(-line.discount_fen) if line.discount_fen else "–"

    def back(line: SoldPart) -> str:
        return format_quantity(line.returned_milli) if line.returned_milli else "–"

    def amount(line: SoldPart) -> str:
        return format_plain(line.gross_fen - line.discount_fen)

    return [
        Column("code", _("Code"), 96, "left", lambda line: line.code, gone, bold=True),
        Column("name", _("Part"), 0, "left", name, gone, name),
        Column("qty", _("Quantity"), 84, "right", quantity, gone),
        Column("back", _("Came back"), 98, "right", back, gone),
        Column("price", _("Unit price"), 88, "right", lambda line: format_plain(line.unit_price_fen), gone),
        Column("discount", _("Discount"), 84, "right", discount, gone),
        Column("amount", _("Amount"), 88, "right", amount, gone, total=True),
    ]


def _returns() -> list[Column]:
    return [
        Column("no", _("Number"), 132, "left", lambda row: row.no, bold=True),
        Column("at", _("Date"), 146, "left", lambda row: f"{row.at:%Y-%m-%d %H:%M}"),
        Column("who", _("By"), 84, "left", lambda row: row.who),
        Column("reason", _("Reason"), 0, "left", lambda row: row.note, None, lambda row: row.note),
        Column("amount", _("Amount"), 100, "right", lambda row: format_yuan(-row.payable_fen), total=True),
    ]


def _receipts() -> list[Column]:
    def faded(row: ReceiptRow) -> str | None:
        return None if row.stands else "muted"

    def kind(row: ReceiptRow) -> str:
        return _("Parts sold") if row.kind is ReceiptKind.PAYMENT else label(row.kind)

    return [
        Column("no", _("Receipt"), 126, "left", lambda row: row.no, faded, bold=True),
        Column("kind", _("For"), 100, "left", kind, faded, kind),
        Column("at", _("When"), 100, "left", lambda row: f"{row.at:%m-%d %H:%M}", faded),
        Column("amount", _("Amount"), 96, "right", lambda row: format_yuan(row.total_fen), faded, total=True),
        Column("how", _("How paid"), 100, "left", say_tenders, faded, say_tenders),
        Column(
            "state",
            _("State"),
            0,
            "left",
            say_receipt,
            lambda row: "bad" if row.reversed_by else "muted" if row.reversal_of else "ok",
            say_receipt,
            icon=lambda row: "check" if row.stands else "undo",
        ),
    ]
