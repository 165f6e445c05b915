"""Goods go back to their supplier: chosen from what it delivered, with what it gives for them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.money import format_yuan, round_half_up
from garage.domain.quantities import format_quantity
from garage.domain.stock import MovementKind
from garage.domain.text import excerpt
from garage.i18n import _
from garage.services import parts, supplier_goods, supplier_returns, suppliers
from garage.services.supplier_goods import DeliveredLine
from garage.services.supplier_returns import ReturnLine
from garage.ui.desk import Desk
from garage.ui.forms.goods_receipt import kind_words
from garage.ui.forms.issue_parts import ScanField
from garage.ui.forms.order_head import words
from garage.ui.forms.sale_serials import FIELD, SerialBox
from garage.ui.forms.serial_rows import SerialRows, serials_column
from garage.ui.kit import fields
from garage.ui.kit.fixed_grid import FixedGrid
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.grid import GridColumn, Row

_ROWS = 7


class ReturnGrid(SerialRows, FixedGrid):
    """What the supplier delivered and is still on hand; quantities and credits are typed."""

    def __init__(self, lines: Sequence[DeliveredLine]) -> None:
        never: dict[str, Any] = {"editable": lambda _row: False}
        columns = [
            GridColumn("code", _("Code"), 110, **never),
            GridColumn("name", _("Part"), 0, **never),
            GridColumn("receipt", _("Goods receipt"), 130, **never),
            GridColumn("day", _("Date"), 92, **never),
            GridColumn("on_hand", _("On hand"), 82, "quantity", **never),
            GridColumn("left", _("May go back"), 104, "quantity", **never),
            GridColumn("qty", _("Goes back"), 98, "quantity", editable=lambda row: "left" in row),
            serials_column(),
            GridColumn("cost", _("Cost of one"), 104, "money", **never),
            GridColumn("credit", _("Credit"), 110, "money", editable=lambda row: bool(row.get("qty"))),
        ]
        super().__init__(columns, name="lines", title=_("What may go back"))
        self.set_rows([_row(line) for line in lines])
        self.setCurrentIndex(self.lines.index(0, self.lines.place_of("qty")))
        self.edited.connect(self._work_out)
        self.setFixedHeight(36 + 34 * min(max(len(lines), 3), _ROWS))

    def goods(self) -> list[ReturnLine]:
        """What goes back."""
        return [
            ReturnLine(row["part_id"], row["qty"], row["credit"] or 0, row["id"], tuple(row["serials"]))
            for row in self.value()
            if row.get("qty")
        ]

    def places(self) -> list[int]:
        """The rows that `goods` gives, for marks on them."""
        return [place for place, row in enumerate(self.rows()) if row.get("qty")]

    def scan(self, text: str) -> bool:
        """One more of the part with this code, from its last delivery that has some left."""
        found = {one.id for one in parts.by_barcode(text)}
        for place, row in enumerate(self.rows()):
            if row["part_id"] in found and (row["qty"] or 0) < row["left"]:
                at = self.lines.index(place, self.lines.place_of("qty"))
                self.lines.setData(at, format_quantity(min((row["qty"] or 0) + 1000, row["left"])))
                self.setCurrentIndex(at)
                return True
        return False

    def _work_out(self, place: int) -> None:
        """The credit follows the quantity at cost until somebody types another one; limits are marked."""
        row = self.rows()[place]
        self.mark(place, "qty", _problem(row))
        if not row["qty"]:
            self.set_values(place, {"credit": None, "asked": None})
        elif row["credit"] == row["asked"]:
            credit = row["delivered"].worth(row["qty"])
            self.set_values(place, {"credit": credit, "asked": credit})


class SupplierReturnForm(FormDialog):
    """A supplier return; `saved` carries its number."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, supplier_id: int, part_id: int | None = None
    ) -> None:
        row = suppliers.open_supplier(supplier_id)
        title = _("Return goods to the supplier")
        super().__init__(parent, title, row.name, _("Give back"), width=1120)
        self.setObjectName("supplier_return_form")
        self._desk, self._id = desk, supplier_id
        lines = supplier_goods.returnable(supplier_id)
        policy = _(", ").join(row.return_policy.splitlines())
        self._part_id = part_id
        self.scan = self.add_field("scan", _("Scan"), ScanField())
        self.grid = self.add_field("lines", _("What may go back"), ReturnGrid(lines))
        self.add_widget(self.grid.status)
        self.serial = SerialBox(self.grid)
        self.body.boxes[FIELD] = self.serial
        self.add_widget(self.serial)
        if not lines:
            for name in ("scan", "lines"):
                self.body.boxes[name].hide()
            self.add_widget(words(_("Nothing that it delivered is on hand and could go back."), "muted"))
            self.save_button.hide()
        self._reason = self.add_field(
            "reason", _("Reason"), fields.LineField(limit=200), policy, required=True, stretch=3
        )
        self._carrier = self.add_field(
            "carrier", _("Carrier"), fields.LineField(limit=80), beside=True, stretch=2
        )
        self._note = self.add_field("note", _("Note"), fields.LineField(limit=200), beside=True, stretch=2)
        self.scan.entered.connect(self._on_scanned)
        self.serial.done.connect(self.scan.setFocus)
        self.grid.changed.connect(self._say_total)

    def load(self) -> None:
        at = next((n for n, row in enumerate(self.grid.rows()) if row["part_id"] == self._part_id), None)
        if at is not None:
            self.grid.go_to(at, "qty")
        elif self.grid.rows():
            self.scan.setFocus()
        self._say_total()

    def save(self) -> str:
        self.serial.require()
        return supplier_returns.return_goods(
            self._desk.by(),
            self._id,
            self.grid.goods(),
            self._reason.value(),
            carrier=self._carrier.value(),
            note=self._note.value(),
        )

    def show_error(self, field: str, text: str) -> None:
        place, _dot, cell = field.partition(".")
        if place == "lines" and cell:
            row, _dot, column = cell.partition(".")
            at = self.grid.places()[int(row)]
            if column == "serials":
                self.grid.forget_serials(at)
                self.serial.ask()
                super().show_error(FIELD, text)
                return
            self.grid.mark(at, column, text)
            self.grid.go_to(at, column)
        else:
            super().show_error(field, text)

    def clear_errors(self) -> None:
        super().clear_errors()
        for place, row in enumerate(self.grid.rows()):
            self.grid.mark(place, "qty", _problem(row))

    def contents(self) -> Any:
        return super().contents() | {"rows": self.grid.raw()}

    def take_part(self, code: str) -> None:
        """A part was scanned outside its field."""
        self._on_scanned(code)

    def _on_scanned(self, text: str) -> None:
        if self.grid.scan(text):
            self.body.boxes["scan"].clear()
            if self.serial.follow():
                self.serial.ask()
                return
        else:
            unknown = _("{code} did not come from this supplier, or nothing of it can go back.")
            self.body.boxes["scan"].show_error(unknown.format(code=excerpt(text)))
        self.scan.setFocus()

    def _say_total(self) -> None:
        rows = [row for row in self.grid.rows() if row.get("qty")]
        credit = sum(row["credit"] or 0 for row in rows)
        self.serial.follow()
        self.grow_soon()
        self.say_at_foot(_("Credit {amount}").format(amount=format_yuan(credit)))


def _row(line: DeliveredLine) -> Row:
    return {
        "id": line.id,
        "part_id": line.part_id,
        "code": line.code,
        "name": line.name,
        "receipt": _origin(line),
        "day": f"{line.received_at:%Y-%m-%d}",
        "on_hand": line.on_hand_milli,
        "left": min(line.qty_milli - line.returned_milli, line.on_hand_milli),
        "qty": None,
        "tracked": line.serial_tracked,
        "serials": (),
        "cost": round_half_up(
            line.delivered.worth(line.delivered.left_milli) * 1000, line.delivered.left_milli
        ),
        "delivered": line.delivered,
        "credit": None,
        "asked": None,
    }


def _origin(line: DeliveredLine) -> str:
    """The receipt it came with; of what names no delivery, how it came."""
    return kind_words(line.kind) if line.kind is MovementKind.OPENING else line.vendor or line.receipt_no


def _problem(row: Row) -> str:
    if (row.get("qty") or 0) > row.get("left", 0):
        return _("Only {count} can go back.").format(count=format_quantity(row["left"]))
    return ""
