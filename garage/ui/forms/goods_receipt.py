"""Goods come in: parts are scanned one after another, each with its quantity and what it cost."""

import re
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from garage.domain.money import format_yuan, line_amount_fen, round_half_up
from garage.domain.quantities import format_quantity
from garage.domain.stock import MovementKind
from garage.domain.text import excerpt
from garage.i18n import _, ngettext
from garage.services import goods_receipts, parts
from garage.services.goods_receipts import GoodsLine
from garage.ui.desk import Desk
from garage.ui.forms.part import PartForm, sees_costs
from garage.ui.forms.part_grid import find_parts
from garage.ui.forms.supplier import SupplierField
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.grid import GridColumn, LineGrid, Row
from garage.ui.kit.icons import icon
from garage.ui.kit.search_field import Hit, SearchField

_FEWEST_ROWS = 7

_BARCODE = re.compile(r"\d{8}|\d{12,14}")
"""EAN-8, UPC-A, EAN-13 and GTIN-14: a scan, which names a part exactly or none."""


class PartSearch(SearchField):
    """Parts by any fragment or scan; what was taken is handed over and the line is empty for the next one."""

    taken = Signal(int)
    by_words = Signal()
    """The part taken was looked up by a person, who goes on typing; a scan is followed by the next one."""
    unknown = Signal(str)

    def __init__(self) -> None:
        self._scanned = ""
        super().__init__(find_parts, placeholder=_("Scan, or type a code, OE number, name or initials"))
        self.addAction(icon("barcode", "muted"), self.ActionPosition.TrailingPosition)
        self.picked.connect(self._hand_over)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        typed = self.text().strip()
        if not enter or not typed or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        self._scanned = typed
        exact = parts.by_barcode(typed)
        if len(exact) == 1:
            self.pick(Hit(exact[0].id, exact[0].name, code=typed))
        elif not exact and (_BARCODE.fullmatch(typed) or not self.take_typed()):
            self.popup.hide()
            self.unknown.emit(typed)
        elif exact and self.popup.isVisible():
            self.take_typed()
        elif exact:
            self.look()  # several makes bear this code: the person chooses

    def _hand_over(self, hit: Hit | None) -> None:
        if hit is not None:
            self.set_value(None)
            self.taken.emit(hit.ref)
            if not hit.is_exactly(self._scanned):
                self.by_words.emit()
            self._scanned = ""


class GoodsGrid(LineGrid):
    """One row for each part; unit cost and cost of the whole line follow from each other.

    What was typed last stands: the other one is worked out, and again when the quantity changes. The cost of
    the line is what is booked, to the fen.
    """

    finished = Signal()
    """Enter behind the last cell."""

    def __init__(self) -> None:
        never: dict[str, Any] = {"editable": lambda _row: False}
        filled: dict[str, Any] = {"editable": lambda row: row["part_id"] is not None}
        columns = [
            GridColumn("code", _("Code"), 124, **never),
            GridColumn("name", _("Part"), 0, **never),
            GridColumn("unit", _("Unit"), 60, **never),
            GridColumn("qty", _("Quantity"), 90, "quantity", **filled),
            GridColumn("unit_cost", _("Cost of one"), 110, "money", **filled),
            GridColumn("cost", _("Cost of the line"), 130, "money", **filled),
            GridColumn("average", _("Average so far"), 118, "money", **never),
        ]
        super().__init__(columns, new_row=_blank, name="lines", title=_("Goods"))
        self.edited.connect(self._work_out)
        self.picked.connect(self._fill)

    def add_part(self, part_id: int) -> None:
        """One more of this part: in its row, else in a new one, with the bar on the quantity."""
        rows = self.rows()
        at = next((place for place, row in enumerate(rows) if row["part_id"] == part_id), None)
        if at is None:
            at = self.lines.append()
            self.lines.pick(at, "code", Hit(part_id, ""))
        else:
            more = format_quantity((rows[at]["qty"] or 0) + 1000)
            self.lines.setData(self.lines.index(at, self.lines.place_of("qty")), more)
        self.setCurrentIndex(self.lines.index(at, self.lines.place_of("qty")))

    def goods(self) -> list[GoodsLine]:
        """The lines; marks what is missing, raises FieldError("lines") for it and for what cannot be read."""
        for place, row in enumerate(self.rows()):
            line = self.lines.lines[place]
            if not row["qty"] and "qty" not in line.typed:
                self.mark(place, "qty", _("A quantity is needed."))
            if row["cost"] is None and "cost" not in line.typed and "unit_cost" not in line.typed:
                self.mark(place, "cost", _("Say what it cost, 0 if it was free."))
        return [GoodsLine(row["part_id"], row["qty"], row["cost"]) for row in self.value()]

    def total_fen(self) -> int:
        """Cost of all lines so far."""
        return sum(row["cost"] or 0 for row in self.rows())

    def append_row(self) -> None:
        """Rows come from the search above: Enter in the last cell goes back there."""
        self.finished.emit()

    def _fill(self, place: int, _column: str, hit: Hit) -> None:
        stock = parts.open_part(hit.ref).stock
        told = " · ".join(word for word in (stock.name, stock.brand, stock.spec) if word)
        values = {
            "part_id": stock.id,
            "code": stock.code,
            "name": told,
            "unit": stock.unit,
            "qty": 1000,
            "average": stock.cost_fen or None,
        }
        self.set_values(place, values | {"seen": (1000, None, None)})

    def _work_out(self, place: int) -> None:
        row = self.lines.lines[place].values
        if row["part_id"] is None:
            return
        _qty, unit_cost, cost = row["seen"]
        if row["unit_cost"] != unit_cost:
            row["by_line"] = False
        elif row["cost"] != cost:
            row["by_line"] = True
        worked = _other_cost(row)
        row["seen"] = (row["qty"], *({**row, **worked}[name] for name in ("unit_cost", "cost")))
        self.set_values(place, worked)


def _blank() -> Row:
    names = ("part_id", "code", "name", "unit", "qty", "unit_cost", "cost", "average", "seen")
    return dict.fromkeys(names) | {"by_line": False}


def _other_cost(row: Row) -> Row:
    """The cost that was not typed, from the one that was."""
    if row["by_line"]:
        known = row["qty"] and row["cost"] is not None
        return {"unit_cost": round_half_up(row["cost"] * 1000, row["qty"]) if known else None}
    known = row["qty"] is not None and row["unit_cost"] is not None
    return {"cost": line_amount_fen(row["unit_cost"], row["qty"]) if known else None}


def kind_words(kind: MovementKind) -> str:
    """What kind of goods receipt it is."""
    return _("Opening stock") if kind is MovementKind.OPENING else _("Delivery")


class GoodsReceiptForm(FormDialog):
    """A delivery or opening stock; `saved` carries the number of the goods receipt."""

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, kind: MovementKind = MovementKind.RECEIPT
    ) -> None:
        super().__init__(
            parent,
            _("Receive goods"),
            _("Scan one part after another; the same part again counts one more."),
            default_text=_("Book in"),
            width=1040,
        )
        self.setObjectName("goods_receipt_form")
        self._desk = desk
        kinds = [(one, kind_words(one)) for one in (MovementKind.RECEIPT, MovementKind.OPENING)]
        self.search = self.add_field("search", _("Part"), PartSearch(), stretch=5)
        self.kind = self.add_field(
            "kind", _("Kind"), fields.ChoiceField(choices=kinds), beside=True, stretch=2
        )
        self.kind.set_value(kind)
        self.grid = GoodsGrid()
        self.grid.setMinimumHeight(36 + 34 * _FEWEST_ROWS)
        self.add_widget(self.grid, 1)
        self.add_widget(self._foot_of_grid())
        self._supplier = self.add_field("supplier_id", _("Supplier"), SupplierField(desk, self), stretch=4)
        self._delivery = self.add_field(
            "delivery_no", _("Delivery note no."), fields.LineField(limit=60), beside=True, stretch=2
        )
        self._note = self.add_field("note", _("Note"), fields.LineField(limit=200), beside=True, stretch=3)
        hides = not sees_costs(desk.person)
        self.grid.setColumnHidden(self.grid.lines.place_of("average"), hides)
        self.search.taken.connect(self._take)
        self.search.by_words.connect(self.grid.setFocus)
        self.search.unknown.connect(self.offer_new_part)
        self.grid.finished.connect(self.search.setFocus)
        self.grid.changed.connect(self._say_total)
        self.kind.currentIndexChanged.connect(lambda _index: self._fit_kind())
        self._fit_kind()
        self._say_total()

    def save(self) -> str:
        goods = self.grid.goods()
        delivered = self.kind.value() is MovementKind.RECEIPT
        return goods_receipts.receive_goods(
            self._desk.by(),
            kind=self.kind.value(),
            lines=goods,
            supplier_id=self._supplier.value() if delivered else None,
            delivery_no=self._delivery.value() if delivered else "",
            note=self._note.value(),
        )

    def show_error(self, field: str, text: str) -> None:
        place, _dot, cell = field.partition(".")
        if cell:
            row, _dot, column = cell.partition(".")
            self.grid.mark(int(row), column, text)
            self.grid.go_to(int(row), column)
        elif place != "lines":
            super().show_error(field, text)
        elif self.grid.rows():
            self.grid.setFocus()  # on the cell that is wrong; the words stand under the grid
        else:
            super().show_error("search", text)

    def clear_errors(self) -> None:
        super().clear_errors()
        self.grid.clear_marks()

    def contents(self) -> Any:
        return super().contents() | {"lines": self.grid.raw()}

    def add_part(self, part_id: int) -> None:
        """One more of this part."""
        self.grid.add_part(part_id)
        self._say_total()

    def offer_new_part(self, typed: str) -> PartForm:
        """Nothing is called so: enter it as a new part, which then gets its line."""
        scanned = bool(_BARCODE.fullmatch(typed))
        code = typed if typed.isascii() else ""
        form = PartForm(
            self._desk,
            self,
            code=code,
            name="" if code else typed,
            barcode=typed if scanned else "",
            why=_("No part is called “{text}” yet.").format(text=excerpt(typed)),
        )
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.saved.connect(self._take)
        form.existing_chosen.connect(self._take)
        form.finished.connect(lambda saved: (self.grid if saved and not scanned else self.search).setFocus())
        form.open()
        return form

    def _take(self, part_id: int) -> None:
        self.search.set_value(None)
        self.body.boxes["search"].clear()
        self.add_part(part_id)

    def _fit_kind(self) -> None:
        delivered = self.kind.value() is MovementKind.RECEIPT
        for name in ("supplier_id", "delivery_no"):
            self.body.boxes[name].setVisible(delivered)
            self.widget(name).setVisible(delivered)

    def _say_total(self) -> None:
        rows = [row for row in self.grid.rows() if row["part_id"] is not None]
        words = ngettext("{count} line", "{count} lines", len(rows)).format(count=len(rows))
        self._count.setText(words)
        self._total.setText(_("Total {amount}").format(amount=format_yuan(self.grid.total_fen())))
        self._total.setAccessibleName(self._total.text())

    def _foot_of_grid(self) -> QWidget:
        self._count = QLabel()
        self._count.setObjectName("count")
        self._count.setProperty("tone", "muted")
        self._total = QLabel()
        self._total.setObjectName("total")
        self._total.setProperty("tone", "title")
        foot = QWidget()
        layout = QHBoxLayout(foot)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.setSpacing(16)
        layout.addWidget(self.grid.status, 1, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch()
        layout.addWidget(self._count)
        layout.addWidget(self._total)
        return foot
