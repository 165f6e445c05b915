"""The line under an estimate that says where the part of its row comes from, and what may be fitted instead (A6)."""

from collections.abc import Collection

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from garage.domain.lines import LineKind
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import parts, substitution, supply
from garage.services.command import Area
from garage.services.part_rows import PartRow
from garage.services.supply import OnOrder
from garage.ui.desk import Desk
from garage.ui.forms.estimate_grid import EstimateGrid
from garage.ui.forms.estimate_lines import Row
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.icons import icon
from garage.ui.kit.search_field import Hit

_MOST_OFFERS = 2
_KEYS = ("Alt+U", "Alt+Shift+U")


class SupplyLine(QWidget):
    """Follows the bar of a grid: on hand, kept for others, short, expected; a free substitute is one key away."""

    def __init__(self, grid: EstimateGrid, desk: Desk, order_id: int = 0) -> None:
        """`order_id` is the order that parts are spoken for already, when the lines come on top of it."""
        super().__init__()
        self.setObjectName("supply_line")
        self._grid = grid
        self._order_id = order_id
        self._known: dict[int, tuple[PartRow | None, OnOrder | None, int, list[PartRow]]] = {}
        self.words = QLabel()
        self.words.setObjectName("supply_words")
        self._offered: list[PartRow] = []
        self.buttons = [self._offer_button(keys) for keys in _KEYS]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.setSpacing(14)
        layout.addWidget(self.words)
        for button in self.buttons:
            layout.addWidget(button)
        layout.addStretch(1)
        grid.changed.connect(self._say)
        grid.selectionModel().currentChanged.connect(lambda _now, _before: self._say())
        desk.changed.connect(self._forget)
        self._say()

    def _say(self) -> None:
        row = self._row()
        stock, coming, mine, instead = self._find(row["part_id"]) if row else (None, None, 0, [])
        self._keep_room(kept=not self._grid.lines.read_only)
        if row is None or stock is None:
            self.hide()
            return
        short = self._grid.wanted_milli(stock.id) - stock.available_milli
        self.words.setText(_supply_words(stock, coming, short, mine))
        self.words.setAccessibleName(self.words.text())
        self.words.setProperty("tone", "warn" if short > 0 else "muted")
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)
        self._offered = instead[:_MOST_OFFERS] if short > 0 else []
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(self._offered))
            if place < len(self._offered):
                self._name(button, self._offered[place], _KEYS[place])
        self.show()

    def _keep_room(self, *, kept: bool) -> None:
        """What stands above does not jump while somebody goes from line to line."""
        policy = self.sizePolicy()
        if policy.retainSizeWhenHidden() != kept:
            policy.setRetainSizeWhenHidden(kept)
            self.setSizePolicy(policy)

    def _row(self) -> Row | None:
        """The row under the bar when it is a part of ours that somebody still chooses."""
        at = self._grid.currentIndex().row()
        if self._grid.lines.read_only or not 0 <= at < self._grid.lines.rowCount():
            return None
        row: Row = self._grid.lines.lines[at].values
        chooses = row["kind"] is LineKind.PART and row["part_id"] is not None and not row["own"]
        return row if chooses else None

    def _find(self, part_id: int) -> tuple[PartRow | None, OnOrder | None, int, list[PartRow]]:
        if part_id not in self._known:
            instead = substitution.for_parts([part_id]).get(part_id, [])
            self._known[part_id] = (
                parts.stock_of([part_id]).get(part_id),
                supply.on_order([part_id]).get(part_id),
                supply.kept_for(self._order_id, [part_id]).get(part_id, 0) if self._order_id else 0,
                [one.part for one in instead],
            )
        return self._known[part_id]

    def _take(self, place: int) -> None:
        """The row is for the substitute from now on, as if it had been found by its name."""
        part, at = self._offered[place], self._grid.currentIndex().row()
        self._grid.lines.pick(at, "name", Hit(part, part.name, "", code=part.code))

    def _forget(self, areas: Collection[Area]) -> None:
        if {Area.STOCK, Area.ORDERS} & set(areas):
            self._known.clear()
            self._grid.read_stock_again()
            self._say()

    def _offer_button(self, keys: str) -> QPushButton:
        button = QPushButton(icon("undo", "accent"), "")
        button.setObjectName(f"instead_{_KEYS.index(keys) + 1}")
        button.setProperty("link", True)
        button.setAutoDefault(False)
        set_key(button, keys)
        button.setToolTip(f"{_('Take a substitute')} ({keys})")
        button.setAccessibleName(_("Take a substitute"))
        button.clicked.connect(lambda: self._take(_KEYS.index(keys)))
        return button

    @staticmethod
    def _name(button: QPushButton, part: PartRow, keys: str) -> None:
        text = _("Instead: {part} {brand}, {count} free").format(
            part=part.code, brand=part.brand or part.name, count=format_quantity(part.available_milli)
        )
        button.setText(text.replace("&", "&&"))
        button.setAccessibleName(text)
        button.setToolTip(f"{text} ({keys})")


def _supply_words(stock: PartRow, coming: OnOrder | None, short_milli: int, mine_milli: int) -> str:
    told = [_("On the shelf {count}").format(count=format_quantity(stock.on_hand_milli))]
    if mine_milli:
        told.append(_("kept for this job {count}").format(count=format_quantity(mine_milli)))
    if (others := stock.reserved_milli - mine_milli) > 0:
        told.append(_("kept for other jobs {count}").format(count=format_quantity(others)))
    if short_milli > 0:
        told.append(_("{count} short").format(count=format_quantity(short_milli)))
    if coming is not None:
        count = format_quantity(coming.qty_milli)
        day = coming.expected_on
        told.append(
            _("{count} on order, expected {day}").format(count=count, day=f"{day:%m-%d}")
            if day
            else _("{count} on order, day unknown").format(count=count)
        )
    return " · ".join(told)
