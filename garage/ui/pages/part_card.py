"""The facts of one part, and what may be fitted instead of it where it is short."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from garage.domain.decimals import format_decimal
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.domain.quantities import format_quantity
from garage.i18n import _, ngettext
from garage.services import parts
from garage.services.parts import PartCard, PartData, PartRow
from garage.ui.kit.elided import Elided
from garage.ui.pages.customer_parts import plain_label, set_tone
from garage.ui.pages.customer_words import kilometres
from garage.ui.pages.part_list import state

_CARD_WIDTH = 324
_FACTS = (
    *("on_hand", "available", "reserved", "on_order", "least", "bin", "price", "member", "cost", "value"),
)
_COST_FACTS = ("cost", "value")
_MOST_INSTEAD = 3
_LEAST_ABOUT = 44
"""Pixels: two lines."""


class FactCard(QFrame):
    """Name and code, the figures in two columns, then everything else that is known."""

    def __init__(self, buttons: list[QPushButton]) -> None:
        super().__init__()
        self.setObjectName("part_card")
        self.setProperty("card", True)
        self.setMinimumWidth(_CARD_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)  # as wide as its figures
        self.name = Elided("part_name", "title")
        self.code = Elided("part_code", "muted")
        self.state = plain_label("part_state")
        self.facts = {name: plain_label(f"part_{name}") for name in _FACTS} | {"bin": Elided("part_bin")}
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
            "on_order": format_quantity(row.on_order_milli),
            "least": _least(row),
            "bin": card.data.bin or "–",
            "price": format_yuan(row.price_fen),
            "member": "–" if row.member_price_fen is None else format_yuan(row.member_price_fen),
            "cost": format_yuan(row.cost_fen) if row.on_hand_milli else "–",
            "value": format_yuan(row.value_fen),
        }
        for name, text in told.items():
            fact = self.facts[name]
            fact.show_text(text) if isinstance(fact, Elided) else fact.setText(text)
            fact.setAccessibleName(f"{self._captions[name].text()}: {text}")
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
        scroll.setMinimumHeight(_LEAST_ABOUT)
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
        "on_order": _("On order"),
        "least": _("Min."),
        "bin": _("Bin"),
        "price": _("Price"),
        "member": _("For members"),
        "cost": _("Avg. cost"),
        "value": _("Value"),
    }


def _least(row: PartRow) -> str:
    least = format_quantity(row.min_qty_milli)
    return f"{least} – {format_quantity(row.max_qty_milli)}" if row.max_qty_milli else least


def _about(card: PartCard) -> list[str]:
    data, row = card.data, card.stock
    told = [
        (_("Cost + {percent} %"), "percent", format_decimal(data.markup_bp, 2) if data.markup_bp else ""),
        (_("Supplier {name}"), "name", card.supplier),
        (_("Fits {cars}"), "cars", _(", ").join(data.fits.splitlines())),
        (_("Note: {text}"), "text", data.note),
    ]
    second = _("Second bin {name}").format(name=data.second_bin) if data.second_bin else ""
    lines = [second, _instead(row), " · ".join(word for word in (data.group, label(data.grade)) if word)]
    lines += [words.format(**{slot: value}) for words, slot, value in told if value]
    lines += [_("The old part must come back")] if data.old_part_back else []
    lines += [_("Every piece has a serial number")] if data.serial_tracked else []
    if data.shelf_life_days:
        words = ngettext("Keeps {days} day", "Keeps {days} days", data.shelf_life_days)
        lines.append(words.format(days=data.shelf_life_days))
    if data.life_months or data.life_km:
        lines.append(_("Lives in a car: {life}").format(life=_life(data)))
    return [line for line in (*lines, *_moments(row)) if line]


def _life(data: PartData) -> str:
    """Months, kilometres or both, whichever comes first."""
    months = data.life_months or 0
    told = ngettext("{n} month", "{n} months", months).format(n=months) if months else ""
    return " / ".join(filter(None, (told, kilometres(data.life_km) if data.life_km else "")))


def _instead(row: PartRow) -> str:
    """Where a part is short: what may be fitted instead, as far as there is any."""
    if not (row.low or not row.on_hand_milli):
        return ""
    free = [one.part for one in parts.substitutes(row.id) if one.part.available_milli > 0]
    told = [
        _("{code} ({count} free)").format(code=one.code, count=format_quantity(one.available_milli))
        for one in free[:_MOST_INSTEAD]
    ]
    return _("Instead: {parts}").format(parts=_(", ").join(told)) if told else ""


def _moments(row: PartRow) -> list[str]:
    told = [
        (_("Last in {day}"), row.last_in_at),
        (_("Last out {day}"), row.last_out_at),
        (_("Last counted {day}"), row.counted_at),
    ]
    return [words.format(day=f"{at:%Y-%m-%d}") for words, at in told if at is not None]
