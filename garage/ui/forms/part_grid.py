"""The part lines of an order as a grid of fixed rows: what is authorised, out, on the shelf, and goes now."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import parts
from garage.services.order_lines import Line
from garage.services.parts import PartHit
from garage.ui.kit import theme
from garage.ui.kit.grid import GridColumn, LineGrid, Row
from garage.ui.kit.icons import icon
from garage.ui.kit.search_field import Hit

_HITS = 12


def find_parts(text: str) -> list[Hit]:
    """Parts for a search field, with bin and what is on hand; a barcode names its part exactly."""
    scanned = {one.id for one in parts.by_barcode(text)}
    return [_hit(one, text if one.id in scanned else one.code) for one in parts.find(text, _HITS)]


def _hit(part: PartHit, code: str) -> Hit:
    told = " · ".join(word for word in (part.name, part.brand, part.spec, part.bin) if word)
    return Hit(part.id, part.code, told, format_quantity(part.on_hand_milli), code)


class _StateLook(QStyledItemDelegate):
    """The last column with an icon, and in the colour of what it says."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        tone = _tone(index.data(Qt.ItemDataRole.UserRole)) if option.text else ""
        if tone:
            option.palette.setColor(QPalette.ColorRole.Text, theme.colour(tone))
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = icon("warning" if tone == "warn" else "check", tone)
            option.decorationSize = QSize(16, 16)


def _tone(row: Row) -> str:
    missing = row["quoted"] - row["issued"] > (row["on_hand"] or 0)
    if row["issued"] < row["quoted"] and (missing or row["part_ref"] is None):
        return "warn"
    return "ok" if row["scanned"] or row["issued"] >= row["quoted"] else ""


class PartGrid(LineGrid):
    """Only quantities are typed, and the stock part of a line that was written in free words."""

    def __init__(self, parent: QWidget | None = None, *, returning: bool) -> None:
        self._returning = returning
        never = {"editable": lambda _row: False}
        columns = [
            GridColumn("name", _("Part"), 0, **never),
            GridColumn(
                "part",
                _("Stock part"),
                150,
                "search",
                search=find_parts,
                must_pick=True,
                editable=lambda row: bool(row.get("free")) and not returning,
            ),
            GridColumn("bin", _("Bin"), 70, **never),
            GridColumn("quoted", _("To draw"), 92, "quantity", **never),
            GridColumn("issued", _("Drawn"), 74, "quantity", **never),
            GridColumn("on_hand", _("On hand"), 82, "quantity", **never),
            GridColumn("qty", _("Back this time") if returning else _("This time"), 118, "quantity"),
            GridColumn("state", "", 150, text=self._state),
        ]
        super().__init__(columns, parent, name="lines", title=_("Parts"))
        self.setItemDelegateForColumn(self.lines.place_of("state"), _StateLook(self))
        self.edited.connect(self.check_row)
        self.picked.connect(self._take_part)

    def show_lines(self, lines: list[Line]) -> None:
        """The part lines that draw stock; what may go now is filled in."""
        self.set_rows([self._row(line) for line in lines])
        self.setFixedHeight(36 + 34 * min(max(len(lines), 2), 9))

    def take_all(self) -> None:
        """Write the most that each row may have."""
        for place, line in enumerate(self.lines.lines):
            self.set_values(place, {"qty": self._most(line.values) or None})

    def scan(self, text: str) -> bool:
        """Put the bar on the row of the part that bears this code and fill its quantity."""
        found = {one.id for one in parts.by_barcode(text)}
        for place, row in enumerate(self.rows()):
            if row["part_ref"] in found:
                most = self._most(row)
                self.set_values(place, {"qty": most or None, "scanned": True})
                self.check_row(place)
                self.setCurrentIndex(self.lines.index(place, self.lines.place_of("qty")))
                return True
        return False

    def check_row(self, place: int) -> None:
        """Mark a quantity that cannot go."""
        line = self.lines.lines[place]
        if "qty" in line.typed:
            return
        qty = line.values.get("qty") or 0
        self.mark(place, "qty", self._problem(line.values, qty))

    def append_row(self) -> None:
        """The rows are those of the order: Enter in the last cell leaves the grid."""
        QTableView.focusNextPrevChild(self, True)

    def remove_row(self) -> None:
        """Nothing is removed: an empty quantity leaves a line out."""
        place = self.currentIndex().row()
        if place >= 0:
            self.lines.setData(self.lines.index(place, self.lines.place_of("qty")), "")

    def move_row(self, by: int) -> None:
        """The order of the rows is that of the paper."""

    def _row(self, line: Line) -> Row:
        stock = parts.open_part(line.part_id).stock if line.part_id else None
        row: dict[str, Any] = {
            "line": line.id,
            "name": line.name,
            "part": stock.code if stock else "",
            "part_ref": stock.id if stock else None,
            "free": stock is None,
            "bin": stock.bin if stock else "",
            "quoted": line.qty_milli,
            "issued": line.issued_milli,
            "on_hand": stock.on_hand_milli if stock else None,
            "qty": None,
            "scanned": False,
        }
        if not self._returning:
            row["qty"] = min(self._most(row), row["on_hand"] or 0) or None
        return row

    def _take_part(self, place: int, column: str, hit: Hit) -> None:
        if column != "part":
            return
        stock = parts.open_part(hit.ref).stock
        row = self.lines.lines[place].values
        qty = min(self._most(row), stock.on_hand_milli) or None
        self.set_values(place, {"bin": stock.bin, "on_hand": stock.on_hand_milli, "qty": qty})

    def _most(self, row: Row) -> int:
        return row["issued"] if self._returning else max(0, row["quoted"] - row["issued"])

    def _problem(self, row: Row, qty: int) -> str:
        most = self._most(row)
        if qty > most and self._returning:
            return _("only {count} can come back.").format(count=format_quantity(most))
        if qty > most:
            return _("only {count} more is authorised.").format(count=format_quantity(most))
        if qty and not self._returning and row["part_ref"] is None:
            return _("say first which part of the stock it is.")
        if not self._returning and qty > (row["on_hand"] or 0):
            return _("Only {count} on hand.").format(count=format_quantity(row["on_hand"] or 0))
        return ""

    def _state(self, row: Row) -> str:
        most = self._most(row)
        if self._returning:
            return ""
        if not most:
            return _("All issued")
        if row["part_ref"] is None:
            return _("Which part is it?")
        missing = most - (row["on_hand"] or 0)
        if missing > 0:
            return _("{count} short").format(count=format_quantity(missing))
        return _("Scanned") if row["scanned"] else _("On the shelf")
