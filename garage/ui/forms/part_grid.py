"""The part lines of an order as a grid of fixed rows: what is authorised, out, on the shelf, and goes now."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from garage.domain.purchasing import Cover
from garage.domain.quantities import PIECE, format_quantity
from garage.i18n import _
from garage.services import parts, serials
from garage.services.order_lines import Line
from garage.services.parts import PartHit, PartRow
from garage.ui.kit import theme
from garage.ui.kit.fixed_grid import FixedGrid
from garage.ui.kit.grid import GridColumn, Row
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
    if row["returning"]:
        return "ok" if row["scanned"] and row["qty"] else ""
    missing = row["quoted"] - row["issued"] > (row["on_hand"] or 0)
    if row["issued"] < row["quoted"] and (missing or row["part_ref"] is None):
        return "warn"
    return "ok" if (row["scanned"] and row["qty"]) or row["issued"] >= row["quoted"] else ""


class PartGrid(FixedGrid):
    """Only quantities are typed, and the stock part of a line that was written in free words."""

    def __init__(self, parent: QWidget | None = None, *, returning: bool) -> None:
        self._returning = returning
        never = {"editable": lambda _row: False}
        columns = [
            GridColumn("name", _("Part"), 0, **never),
            GridColumn(
                "part",
                _("Stock part"),
                118,
                "search",
                search=find_parts,
                must_pick=True,
                editable=lambda row: bool(row.get("free")) and not returning,
            ),
            GridColumn("bin", _("Bin"), 92, **never),
            GridColumn("quoted", _("To draw"), 76, "quantity", **never),
            GridColumn("issued", _("Drawn"), 66, "quantity", **never),
            GridColumn("on_hand", _("On hand"), 84, "quantity", **never),
            GridColumn(
                "qty",
                _("Back this time") if returning else _("This time"),
                118 if returning else 92,
                "quantity",
            ),
            GridColumn("serials", _("Serial nos."), 88, text=_say_serials),
            GridColumn("old_back", _("Old part"), 96, text=lambda row: _("comes back") * row["old_back"]),
            GridColumn("state", "", 192, text=self._state),
        ]
        super().__init__(columns, parent, name="lines", title=_("Parts"))
        self.setItemDelegateForColumn(self.lines.place_of("state"), _StateLook(self))
        self.edited.connect(self._on_edited)
        self.picked.connect(self._take_part)

    def show_lines(self, lines: list[Line], covers: Mapping[int, Cover]) -> None:
        """The part lines that draw stock; what may go now is filled in. `covers`: where the rest comes from."""
        stock = parts.stock_of(line.part_id for line in lines if line.part_id)
        self.set_rows([self._row(line, stock.get(line.part_id or 0), covers.get(line.id)) for line in lines])
        rows = self.rows()
        self.setColumnHidden(self.lines.place_of("serials"), not any(row["tracked"] for row in rows))
        old_back = self._returning or not any(row["old_back"] for row in rows)
        self.setColumnHidden(self.lines.place_of("old_back"), old_back)
        self.setFixedHeight(36 + 34 * min(max(len(lines), 2), 9))

    def read_stock(self, covers: Mapping[int, Cover]) -> None:
        """Somebody else was first: what is on the shelf now; what was typed stays."""
        stock = parts.stock_of(row["part_ref"] for row in self.rows() if row["part_ref"])
        for place, row in enumerate(self.rows()):
            if row["part_ref"] in stock:
                now = {"on_hand": stock[row["part_ref"]].on_hand_milli, "cover": covers.get(row["line"])}
                self.set_values(place, now)
                self.check_row(place)

    def take_all(self) -> None:
        """Write the most that each row may have."""
        for place, line in enumerate(self.lines.lines):
            self.set_values(place, {"qty": self.most(line.values) or None})

    def short_rows(self) -> list[int]:
        """Rows that need more than is on the shelf."""
        return [place for place, row in enumerate(self.rows()) if self.missing(row) > 0]

    def missing(self, row: Row) -> int:
        """Milli-units that a row still wants and the shelf does not have; 0 when parts come back."""
        return 0 if self._returning else max(0, self.most(row) - (row["on_hand"] or 0))

    def most(self, row: Row) -> int:
        """Milli-units that may go, or come back, in this row."""
        return row["issued"] if self._returning else max(0, row["quoted"] - row["issued"])

    def forget_proposals(self) -> None:
        """From the first scan on only what is scanned or typed goes."""
        for place, row in enumerate(self.rows()):
            if not row["scanned"] and not row["by_hand"]:
                self.set_values(place, {"qty": None})

    def show_counted(self, place: int, values: Row) -> None:
        """A row after a scan, with the bar on it."""
        self.set_values(place, {**values, "scanned": True})
        self.check_row(place)
        self.setCurrentIndex(self.lines.index(place, self.lines.place_of("qty")))

    def check_row(self, place: int) -> None:
        """Mark a quantity that cannot go."""
        line = self.lines.lines[place]
        if "qty" in line.typed:
            return
        qty = line.values.get("qty") or 0
        self.mark(place, "qty", self._problem(line.values, qty))

    def _on_edited(self, place: int) -> None:
        """A quantity that was typed stands; numbers of pieces that do not go are dropped."""
        row = self.lines.lines[place].values
        kept = row["serials"][: (row["qty"] or 0) // PIECE]
        self.set_values(place, {"by_hand": True, "serials": kept})
        self.check_row(place)

    def _row(self, line: Line, stock: PartRow | None, cover: Cover | None) -> Row:
        out = serials.out_on(line.id) if self._returning else []
        row: dict[str, Any] = {
            "line": line.id,
            "name": line.name,
            "unit": line.unit,
            "quoted": line.qty_milli,
            "issued": line.issued_milli,
            "qty": None,
            "scanned": False,
            "by_hand": False,
            "returning": self._returning,
            "serials": (),
            "out": out,
            "free": stock is None,
            "cover": cover,
            **_of_part(stock),
        }
        row["tracked"] = bool(out) if self._returning else row["tracked"]
        if not self._returning:
            row["qty"] = min(self.most(row), row["on_hand"] or 0) or None
        return row

    def _take_part(self, place: int, column: str, hit: Hit) -> None:
        if column != "part":
            return
        stock = parts.open_part(hit.ref).stock
        row = self.lines.lines[place].values
        qty = min(self.most(row), stock.on_hand_milli) or None
        self.set_values(place, {**_of_part(stock), "qty": qty})

    def _problem(self, row: Row, qty: int) -> str:
        most = self.most(row)
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
        most = self.most(row)
        if self._returning:
            return _("Scanned") if row["scanned"] and row["qty"] else ""
        if not most:
            return _("All issued")
        if row["part_ref"] is None:
            return _("Which part is it?")
        if missing := self.missing(row):
            return _short_words(missing, row["cover"])
        counted = row["qty"] or 0
        if not row["scanned"] or not counted:
            return _("On the shelf")
        words = _("{count} of {all} scanned")
        if counted >= most:
            return _("Scanned")
        return words.format(count=format_quantity(counted), all=format_quantity(most))


def _of_part(stock: PartRow | None) -> Row:
    """What a row says of the part on the shelf."""
    if stock is None:
        return {
            "part": "", "part_ref": None, "bin": "", "on_hand": None, "tracked": False, "old_back": False
        }  # fmt: skip
    return {
        "part": stock.code,
        "part_ref": stock.id,
        "bin": stock.bin,
        "on_hand": stock.on_hand_milli,
        "tracked": stock.serial_tracked,
        "old_back": stock.old_part_back,
    }


def _short_words(missing: int, cover: Cover | None) -> str:
    """How much is short, and when it comes as far as anybody knows."""
    words = _("{count} short").format(count=format_quantity(missing))
    if cover is None or not cover.coming_milli:
        return words
    day = cover.expected_on
    return f"{words} · " + (_("due {day}").format(day=f"{day:%m-%d}") if day else _("on order"))


def _say_serials(row: Row) -> str:
    """How many pieces have their number, of how many."""
    if not row["tracked"]:
        return ""
    pieces = (row["qty"] or 0) // PIECE
    return f"{len(row['serials'])} / {pieces}" if pieces else ""
