"""The chosen part below the stock list: its facts at the left, its ledger at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from garage.domain.labels import label
from garage.domain.money import format_plain, format_yuan
from garage.domain.quantities import format_quantity
from garage.domain.stock import MovementKind
from garage.i18n import N_, _, ngettext
from garage.services import parts, stock
from garage.services.parts import PartCard
from garage.services.stock import LedgerRow
from garage.ui.desk import Desk
from garage.ui.kit.elided import Elided
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView
from garage.ui.pages.customer_parts import plain_label, set_tone
from garage.ui.pages.part_list import state, width_of

_CARD_WIDTH = 324
_FACTS = ("on_hand", "available", "reserved", "least", "price", "bin", "cost", "value")
_COST_FACTS = ("cost", "value")
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


class PartDetail(QWidget):
    """One part at a time; remembers which."""

    order_opened = Signal(int)
    changed = Signal()
    """Another part is shown, or none."""

    def __init__(self, desk: Desk, buttons: list[QPushButton]) -> None:
        super().__init__()
        self.setObjectName("part_detail")
        self._desk = desk
        self.part_id: int | None = None
        self.card = FactCard(buttons)
        self.ledger = ListView(name="part_ledger", title=_("Ledger"))
        self.ledger.set_model(KeysetModel(_columns(desk), self._fetch, lambda row: row.id, parent=self))
        self.ledger.set_empty(_("Nothing has moved yet: a goods receipt or opening stock comes first."))
        self.ledger.opened.connect(self._open)
        self.nothing = QLabel(_("Choose a part above, or scan one."))
        self.nothing.setObjectName("no_part")
        self.nothing.setProperty("tone", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No part is chosen."""
        self.part_id = None
        self._fit()

    def show_part(self, part_id: int) -> None:
        """Show this part; raises KeyError when there is none."""
        card = parts.open_part(part_id)
        another = part_id != self.part_id
        self.part_id = part_id
        self.card.show_card(card)
        if another:
            self.ledger.clearSelection()
        self.ledger.rows().reload()
        if another:
            self.ledger.scrollToTop()
        self._fit()

    def show_costs(self, shown: bool) -> None:
        """Show what parts cost the shop, or not."""
        self.card.show_costs(shown)
        for place, column in enumerate(self.ledger.rows().columns):
            if column.name in _COST_COLUMNS:
                self.ledger.setColumnHidden(place, not shown)

    def _fetch(self, cursor: object | None, limit: int) -> Page:
        if self.part_id is None:
            return Page((), None)
        page = stock.ledger(self.part_id, cursor, limit)
        return Page(page.rows, page.next_cursor)

    def _open(self, row: LedgerRow) -> None:
        if row.order_id is not None:
            self.order_opened.emit(row.order_id)

    def _fit(self) -> None:
        chosen = self.part_id is not None
        self.card.setVisible(chosen)
        self._right.setVisible(chosen)
        self.nothing.setVisible(not chosen)
        self.changed.emit()

    def _build(self) -> None:
        self._right = QWidget()
        ledger = QVBoxLayout(self._right)
        ledger.setContentsMargins(0, 0, 0, 0)
        ledger.setSpacing(4)
        ledger.addWidget(self.ledger, 1)
        ledger.addWidget(self.ledger.footer)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.card)
        layout.addWidget(self._right, 1)
        layout.addWidget(self.nothing, 1)


class FactCard(QFrame):
    """Name and code, the figures in two columns, then everything else that is known."""

    def __init__(self, buttons: list[QPushButton]) -> None:
        super().__init__()
        self.setObjectName("part_card")
        self.setProperty("card", True)
        self.setFixedWidth(_CARD_WIDTH)
        self.name = Elided("part_name", "title")
        self.code = Elided("part_code", "muted")
        self.state = plain_label("part_state")
        self.facts = {name: plain_label(f"part_{name}") for name in _FACTS}
        self._captions = {name: plain_label(f"part_{name}_caption", "muted") for name in _FACTS}
        self.about = plain_label("part_about", wraps=True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        for name, words in _captions().items():
            self._captions[name].setText(words)
            self.facts[name].setAlignment(Qt.AlignmentFlag.AlignRight)
        self._build(buttons)

    def show_card(self, card: PartCard) -> None:
        """Show this part."""
        row = card.stock
        self.name.show_text(row.name)
        self.code.show_text(" · ".join(word for word in (row.code, row.brand, row.spec) if word))
        words, tone = state(row)
        self.state.setText(words)
        self.state.setVisible(bool(words))
        set_tone(self.state, tone)
        unit = f" {row.unit}" if row.unit else ""
        told = {
            "on_hand": format_quantity(row.on_hand_milli) + unit,
            "available": format_quantity(row.available_milli),
            "reserved": format_quantity(row.reserved_milli),
            "least": format_quantity(row.min_qty_milli),
            "price": format_yuan(row.price_fen),
            "bin": row.bin or "–",
            "cost": format_yuan(row.cost_fen) if row.on_hand_milli else "–",
            "value": format_yuan(row.value_fen),
        }
        for name, text in told.items():
            self.facts[name].setText(text)
            self.facts[name].setAccessibleName(f"{self._captions[name].text()}: {text}")
        set_tone(self.facts["available"], tone)
        self.about.setText("\n".join(_about(card)))

    def show_costs(self, shown: bool) -> None:
        """Show average cost and value, or not."""
        for name in _COST_FACTS:
            self.facts[name].setVisible(shown)
            self._captions[name].setVisible(shown)

    def _build(self, buttons: list[QPushButton]) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name, 1)
        for button in buttons:
            top.addWidget(button)
        second = QHBoxLayout()
        second.addWidget(self.code, 1)
        second.addWidget(self.state)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        for place, name in enumerate(_FACTS):
            line, column = divmod(place, 2)
            grid.addWidget(self._captions[name], line, column * 3)
            grid.addWidget(self.facts[name], line, column * 3 + 1)
        grid.setColumnMinimumWidth(2, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(4, 1)
        inside = QWidget()
        inside.setObjectName("form_body")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.about)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("part_facts")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 8, 10)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addLayout(second)
        layout.addLayout(grid)
        layout.addWidget(scroll, 1)


def _captions() -> dict[str, str]:
    return {
        "on_hand": _("On hand"),
        "available": _("Available"),
        "reserved": _("Reserved"),
        "least": _("Min."),
        "price": _("Price"),
        "bin": _("Bin"),
        "cost": _("Avg. cost"),
        "value": _("Value"),
    }


def _about(card: PartCard) -> list[str]:
    data = card.data
    told = [
        (_("OE number {no}"), "no", data.oe_no),
        (_("Barcode {code}"), "code", data.barcode),
        (_("Supplier {name}"), "name", card.supplier),
        (_("Fits {cars}"), "cars", _(", ").join(data.fits.splitlines())),
        (_("Note: {text}"), "text", data.note),
    ]
    lines = [label(data.grade)]
    lines += [words.format(**{slot: value}) for words, slot, value in told if value]
    if data.old_part_back:
        lines.append(_("The old part must come back"))
    if data.shelf_life_days:
        words = ngettext("Keeps {days} day", "Keeps {days} days", data.shelf_life_days)
        lines.append(words.format(days=data.shelf_life_days))
    return lines


def _columns(desk: Desk) -> list[Column]:
    def at(row: LedgerRow) -> str:
        this_year = row.at.year == desk.today().year
        return row.at.strftime("%m-%d %H:%M" if this_year else "%Y-%m-%d")

    def in_full(row: LedgerRow) -> str:
        return row.at.strftime("%Y-%m-%d %H:%M:%S")

    def for_what(row: LedgerRow) -> str:
        return " · ".join(word for word in (row.order_no, row.plate) if word) or row.reason

    def link(row: LedgerRow) -> str | None:
        return "accent" if row.order_id is not None else None

    return [
        Column("at", _("Date"), 98, "left", at, tooltip=in_full),
        Column("kind", _("What"), width_of(map(_, _KINDS.values())), "left", lambda row: _(_KINDS[row.kind])),
        Column("document", _("Document"), 120, "left", lambda row: row.document),
        Column("qty", _("Qty"), 64, "right", lambda row: _signed(format_quantity, row.qty_milli)),
        Column("value", _("Value"), 86, "right", lambda row: _signed(format_plain, row.value_fen)),
        Column("balance", _("Stock"), 62, "right", lambda row: format_quantity(row.balance.qty_milli)),
        Column("balance_value", _("Stock ¥"), 90, "right", lambda row: format_plain(row.balance.value_fen)),
        Column("who", _("By"), 64, "left", lambda row: row.who),
        Column("for", _("Work order or reason"), 0, "left", for_what, link),
    ]


def _signed(write: Callable[[int], str], figure: int) -> str:
    return f"+{write(figure)}" if figure > 0 else write(figure).replace("-", "−")
