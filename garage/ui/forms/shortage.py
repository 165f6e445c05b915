"""A part that is not there: why in words, and what can be done about it, each with a key."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout

from garage.domain.quantities import format_quantity
from garage.domain.text import excerpt
from garage.i18n import _
from garage.services.part_rows import PartRow
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.grid import Row
from garage.ui.kit.icons import IconLabel, icon

ORDER, OUTSIDE, HOLD = "order_parts", "buy_outside", "stock"
"""What is wanted, as the ways of an order call it."""


class ShortagePanel(QFrame):
    """Says what is short and offers the ways out; `wanted` names one, `substitute` carries (row, part)."""

    wanted = Signal(str)
    substitute = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("shortage")
        self.setProperty("panel", "warn")
        self._words = QLabel()
        self._words.setObjectName("shortage_words")
        self._words.setWordWrap(True)
        self.order_button = self._link("order_short", _("Order it…"), "Alt+O", "box", ORDER)
        self.outside_button = self._link("buy_short", _("Bought outside…"), "Alt+B", "receipt", OUTSIDE)
        self.instead_button = self._link("instead", _("Take a substitute…"), "Alt+U", "undo")
        self.hold_button = self._link(
            "hold_for_parts", _("Put on hold: waiting for parts…"), "Alt+W", "clock", HOLD
        )
        self._offers: Sequence[tuple[int, str, PartRow]] = ()
        self.instead_button.clicked.connect(self._choose)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel("warning", "warn"))
        head.addWidget(self._words, 1)
        links = QHBoxLayout()
        links.setSpacing(14)
        for link in (self.order_button, self.outside_button, self.instead_button, self.hold_button):
            links.addWidget(link)
        links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(links)
        self.hide()

    def show_short(
        self,
        words: Sequence[str],
        offers: Sequence[tuple[int, str, PartRow]],
        *,
        may_order: bool,
        may_buy: bool,
        may_wait: bool,
    ) -> None:
        """What is short, a line each, and (row, name, substitute) that is free; nothing short hides it."""
        self._words.setText("\n".join(words))
        self._offers = offers
        self.order_button.setVisible(may_order)
        self.outside_button.setVisible(may_buy)
        self.hold_button.setVisible(may_wait)
        self.instead_button.setVisible(bool(offers))
        if len(offers) == 1:
            _place, name, part = offers[0]
            said = _("Take {part} for {name}").format(part=part.code, name=excerpt(name, 16))
        else:
            said = _("Take a substitute…")
        self._say(self.instead_button, said, "Alt+U")
        self.setVisible(bool(words))

    def menu(self) -> QMenu:
        """The substitutes to choose from."""
        made = QMenu(self)
        made.setObjectName("substitutes")
        for place, name, part in self._offers:
            text = _("{name}: {code} {brand}, {count} free").format(
                name=excerpt(name, 24),
                code=part.code,
                brand=part.brand or part.name,
                count=format_quantity(part.available_milli),
            )
            action = made.addAction(text.replace("&", "&&"))
            action.triggered.connect(lambda _on, place=place, part=part: self.substitute.emit(place, part))
        return made

    def _choose(self) -> None:
        if len(self._offers) == 1:
            place, _name, part = self._offers[0]
            self.substitute.emit(place, part)
            return
        made = self.menu()
        made.exec(self.instead_button.mapToGlobal(self.instead_button.rect().bottomLeft()))
        made.deleteLater()

    def _link(self, name: str, text: str, keys: str, symbol: str, wanted: str = "") -> QPushButton:
        link = QPushButton(icon(symbol, "accent"), "")
        link.setObjectName(name)
        link.setProperty("link", True)
        link.setAutoDefault(False)
        set_key(link, keys)
        self._say(link, text, keys)
        if wanted:
            link.clicked.connect(lambda: self.wanted.emit(wanted))
        return link

    @staticmethod
    def _say(link: QPushButton, text: str, keys: str) -> None:
        link.setText(text.replace("&", "&&"))
        link.setAccessibleName(text)
        link.setToolTip(f"{text} ({keys})")


def short_words(row: Row, wanted_milli: int) -> str:
    """Why a row of the bench is short: what is wanted, what is there, and what is on its way."""
    if row["part_ref"] is None:
        return _("{name}: nobody has said yet which part of the stock it is.").format(name=row["name"])
    text = _("{name}: {wanted} wanted, {count} on the shelf.").format(
        name=row["name"],
        wanted=format_quantity(wanted_milli),
        count=format_quantity(row["on_hand"] or 0),
    )
    cover = row["cover"]
    if cover is None or not cover.coming_milli:
        return text + " " + _("Nothing is on order for it.")
    coming = format_quantity(cover.coming_milli)
    if cover.expected_on is None:
        return text + " " + _("{count} is on order.").format(count=coming)
    words = _("{count} is on order, expected {day}.")
    return text + " " + words.format(count=coming, day=f"{cover.expected_on:%m-%d}")


def offer_words(row: Row, part: PartRow) -> str:
    """A part that was scanned may be fitted instead of the one of a row."""
    words = _("{part} {brand} may be fitted instead of {old}: {count} on the shelf.")
    return words.format(
        part=part.code, brand=part.brand, old=row["part"], count=format_quantity(part.on_hand_milli)
    )
