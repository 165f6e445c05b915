"""Goods of a counter sale come back: what of them, why, and how the money for them goes back (F8)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from garage.domain.money import round_half_up
from garage.domain.quantities import PIECE, format_quantity
from garage.domain.scans import read_scan
from garage.domain.text import excerpt
from garage.errors import FieldError
from garage.i18n import _
from garage.services import counter_returns, parts, sale_list
from garage.services.counter_sales import Sold
from garage.services.sale_list import SalePage, SoldPart
from garage.ui.desk import Desk
from garage.ui.forms.issue_parts import ScanField
from garage.ui.forms.order_head import MoneyCard
from garage.ui.forms.sale_money import about_sale, last_method
from garage.ui.forms.tenders import TenderPanel
from garage.ui.kit.button_keys import set_key
from garage.ui.kit.fixed_grid import FixedGrid
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.grid import GridColumn, Row
from garage.ui.kit.icons import icon
from garage.ui.kit.line_fields import LineField

_ROWS = 6


class BackGrid(FixedGrid):
    """What was sold and has not come back; only the quantities are typed."""

    def __init__(self, lines: Sequence[SoldPart]) -> None:
        never: dict[str, Any] = {"editable": lambda _row: False}
        columns = [
            GridColumn("code", _("Code"), 110, **never),
            GridColumn("name", _("Part"), 0, **never),
            GridColumn("sold", _("Quantity sold"), 116, "quantity", **never),
            GridColumn("held", _("Not back yet"), 108, "quantity", **never),
            GridColumn("unit", _("Unit"), 50, **never),
            GridColumn("each", _("Paid for one"), 108, "money", **never),
            GridColumn("qty", _("Comes back"), 104, "quantity", editable=lambda row: "held" in row),
            GridColumn("serials", _("Serial nos."), 88, text=_serials),
        ]
        super().__init__(columns, name="lines", title=_("Parts"))
        self.set_rows([_row(line) for line in lines if line.held_milli])
        self.setCurrentIndex(self.lines.index(0, self.lines.place_of("qty")))
        self.setColumnHidden(self.lines.place_of("serials"), not any(line.out for line in lines))
        self.edited.connect(self._on_edited)
        self.setFixedHeight(38 + 34 * min(max(len(lines), 1), _ROWS))

    def goods(self) -> dict[int, int]:
        """{line: milli} that comes back; raises FieldError for what cannot be read or is too much."""
        return {row["id"]: row["qty"] for row in self.value() if row["qty"]}

    def so_far(self) -> dict[int, int]:
        """The same as far as it is right."""
        return {row["id"]: row["qty"] for row in self.rows() if row["qty"] and row["qty"] <= row["held"]}

    def numbers(self) -> dict[int, tuple[str, ...]]:
        """{line: the serial numbers that come back} of those that name any; FieldError("scan") when one lacks some."""
        for row in self.rows():
            if row["out"] and row["qty"] and row["qty"] != row["held"]:
                unnumbered = row["held"] - len(row["out"]) * PIECE
                if not 0 <= row["qty"] - len(row["serials"]) * PIECE <= unnumbered:
                    text = _("Which {part} comes back? ({numbers})")
                    left = [number for number in row["out"] if number not in row["serials"]]
                    numbers = _(", ").join(left[:6])
                    raise FieldError("scan", text.format(part=row["name"], numbers=numbers))
        return {row["id"]: row["serials"] for row in self.rows() if row["serials"]}

    def take_all(self) -> None:
        """Everything comes back."""
        for place, row in enumerate(self.rows()):
            self._write(place, row["held"])

    def scan(self, text: str) -> bool:
        """One more of the part with this code, or the piece with this number; False when none of it can come back."""
        if self._take_piece(read_scan(text, "scan").code.upper()):
            return True
        found = {one.id for one in parts.by_barcode(text)}
        for place, row in enumerate(self.rows()):
            if row["part_id"] in found and (row["qty"] or 0) < row["held"]:
                self._write(place, min((row["qty"] or 0) + 1000, row["held"]))
                self.setCurrentIndex(self.lines.index(place, self.lines.place_of("qty")))
                return True
        return False

    def _take_piece(self, number: str) -> bool:
        """The piece of this number comes back, with those that came before it."""
        for place, row in enumerate(self.rows()):
            if number in row["out"] and number not in row["serials"]:
                noted = (*row["serials"], number)
                self.set_values(place, {"serials": noted})
                if (row["qty"] or 0) < len(noted) * PIECE:
                    self._write(place, len(noted) * PIECE)
                self.setCurrentIndex(self.lines.index(place, self.lines.place_of("qty")))
                return True
        return False

    def _on_edited(self, place: int) -> None:
        """Numbers of pieces that do not come back are dropped."""
        row = self.lines.lines[place].values
        kept = row["serials"][: (row["qty"] or 0) // PIECE]
        if kept != row["serials"]:
            self.set_values(place, {"serials": kept})
        self.check_row(place)

    def check_row(self, place: int) -> None:
        """Mark more than the buyer has."""
        line = self.lines.lines[place]
        if "qty" not in line.typed:
            held = line.values["held"]
            text = _("Only {count} can come back.").format(count=format_quantity(held))
            self.mark(place, "qty", text if (line.values["qty"] or 0) > held else "")

    def _write(self, place: int, milli: int) -> None:
        self.lines.setData(self.lines.index(place, self.lines.place_of("qty")), format_quantity(milli))


class CounterReturnForm(FormDialog):
    """Takes goods back; `saved` carries the numbers of the return."""

    def __init__(self, desk: Desk, parent: QWidget | None, sale_id: int) -> None:
        self._page: SalePage = sale_list.one(sale_id)
        title = _("Take goods back")
        super().__init__(parent, title, about_sale(self._page.row), title, width=860)
        self.setObjectName("counter_return_form")
        self._desk = desk
        self.scan = self.add_field("scan", _("Scan"), ScanField(), stretch=2)
        self._reason = self.add_field(
            "reason", _("Reason"), LineField(limit=200), required=True, beside=True, stretch=3
        )
        self.grid = self.add_field("lines", _("Parts"), BackGrid(self._page.lines))
        self.add_widget(self._foot_of_grid())
        self.money = MoneyCard(_("Paid back"))
        self.add_widget(self.money)
        self.tenders = self.add_field("tenders", _("Paid back by"), TenderPanel())
        self.scan.entered.connect(self._on_scanned)
        self.grid.changed.connect(self._refresh)
        self.tenders.settled.connect(self.submit_by_key)

    def load(self) -> None:
        if (method := last_method(self._page.receipts)) is not None:
            self.tenders.set_method(method)
        self._refresh()
        self.scan.setFocus()

    def save(self) -> Sold:
        by, ref, why = self._desk.by(), self._page.row.id, self._reason.value()
        goods, numbers = self.grid.goods(), self.grid.numbers()
        return counter_returns.take_back(by, ref, goods, why, self.tenders.value(), numbers)

    def show_error(self, field: str, text: str) -> None:
        super().show_error("scan" if field.startswith("serials.") else field, text)

    def contents(self) -> Any:
        return super().contents() | {"rows": self.grid.raw()}

    def _refresh(self) -> None:
        """What goes back follows every quantity: first it lowers what is owed."""
        ref, goods, now = self._page.row.id, self.grid.so_far(), self._page.balance
        worth, back = counter_returns.taken_off(ref, goods), counter_returns.refund_due(ref, goods)
        rows = [(_("The goods"), worth), (_("Taken off what is owed"), back - worth)] if now.owed_fen else []
        self.money.show_money(rows, back)
        self.tenders.set_payable(back)
        self.body.boxes["tenders"].setVisible(back > 0)
        if self.isVisible():
            self.grow_soon()

    def _take_all(self) -> None:
        self.grid.take_all()
        self._reason.setFocus()

    def _foot_of_grid(self) -> QWidget:
        button = QPushButton(icon("check", "accent"), _("Everything comes back"))
        button.setObjectName("take_all")
        button.setAccessibleName(button.text())
        button.setToolTip(f"{button.text()} (Alt+E)")
        button.setProperty("link", True)
        button.setAutoDefault(False)
        set_key(button, "Alt+E")
        button.clicked.connect(self._take_all)
        foot = QWidget()
        layout = QHBoxLayout(foot)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(button)
        layout.addWidget(self.grid.status, 1)
        return foot

    def take_part(self, code: str) -> None:
        """A part was scanned outside its field."""
        self._on_scanned(code)

    def _on_scanned(self, text: str) -> None:
        box = self.body.boxes["scan"]
        box.clear()
        try:
            found = self.grid.scan(text)
        except FieldError as error:
            box.show_error(error.text)
        else:
            if not found:
                unknown = _("{code} was not sold here, or all of it is back.")
                box.show_error(unknown.format(code=excerpt(text)))
        self.scan.setFocus()


def _row(line: SoldPart) -> Row:
    return {
        "id": line.id,
        "part_id": line.part_id,
        "code": line.code,
        "name": " · ".join(word for word in (line.name, line.spec) if word),
        "sold": line.qty_milli,
        "held": line.held_milli,
        "unit": line.unit,
        "each": round_half_up((line.gross_fen - line.discount_fen) * 1000, line.qty_milli),
        "qty": None,
        "out": line.out,
        "serials": (),
    }


def _serials(row: Row) -> str:
    """How many pieces that come back are named, of how many."""
    return f"{len(row['serials'])} / {(row['qty'] or 0) // PIECE}" if row["out"] and row["qty"] else ""
