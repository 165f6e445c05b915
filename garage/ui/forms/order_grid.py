"""The lines of a purchase order: which part, how many, at which price, and the job that waits for it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal

from garage.domain.money import line_amount_fen
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import parts, purchasing
from garage.services.purchase_orders import PurchaseLine
from garage.services.purchasing import OrderedPart
from garage.ui.kit.grid import GridColumn, LineGrid, Row
from garage.ui.kit.search_field import Hit


class OrderGrid(LineGrid):
    """Parts come from the search above; the price of the last delivery stands there already."""

    finished = Signal()
    """Enter behind the last cell."""

    def __init__(self) -> None:
        never: dict[str, Any] = {"editable": lambda _row: False}
        filled: dict[str, Any] = {"editable": lambda row: row["part_id"] is not None}
        columns = [
            GridColumn("code", _("Code"), 116, **never),
            GridColumn("name", _("Part"), 0, **never),
            GridColumn("job", _("For job"), 120, **never),
            GridColumn("available", _("Available"), 82, text=_available),
            GridColumn("unit", _("Unit"), 52, **never),
            GridColumn("qty", _("Quantity"), 90, "quantity", **filled),
            GridColumn("price", _("Price of one"), 110, "money", **filled),
            GridColumn("amount", _("Amount"), 116, "money", **never),
            GridColumn("note", _("Note"), 130, limit=80, **filled),
        ]
        super().__init__(columns, new_row=_blank, name="lines", title=_("Goods"))
        self.edited.connect(self._work_out)
        self.picked.connect(self._fill)

    def show_lines(self, lines: Sequence[PurchaseLine]) -> None:
        """The lines of an order as they are stored."""
        stock = parts.stock_of(line.part_id for line in lines)
        self.set_rows(
            [
                _blank()
                | {
                    "part_id": line.part_id,
                    "code": line.code,
                    "name": _described(line),
                    "job": line.plate,
                    "available": stock[line.part_id].available_milli,
                    "unit": line.unit,
                    "qty": line.qty_milli,
                    "price": line.price_fen,
                    "amount": line.amount_fen,
                    "note": line.note,
                    "order_line": line.order_line_id,
                }
                for line in lines
            ]
        )

    def add_part(self, part_id: int, qty_milli: int = 1000) -> None:
        """So much more of this part: in its row for the shelf, else in a new one, with the bar on the quantity."""
        rows = self.rows()
        mine = (at for at, row in enumerate(rows) if row["part_id"] == part_id and row["order_line"] is None)
        at, before = next(mine, None), 0
        if at is None:
            at = self.lines.append()
            self.lines.pick(at, "code", Hit(part_id, ""))
        else:
            before = rows[at]["qty"] or 0
        place = self.lines.index(at, self.lines.place_of("qty"))
        if self.rows()[at]["qty"] != before + qty_milli:
            self.lines.setData(place, format_quantity(before + qty_milli))
        self.setCurrentIndex(place)

    def ordered(self) -> list[OrderedPart]:
        """The lines; marks what is missing, raises FieldError("lines") for it and for what cannot be read."""
        for place, row in enumerate(self.rows()):
            typed = self.lines.lines[place].typed
            if not row["qty"] and "qty" not in typed:
                self.mark(place, "qty", _("A quantity is needed."))
            if row["price"] is None and "price" not in typed:
                self.mark(place, "price", _("Say what one costs, 0 if it is free."))
        return [
            OrderedPart(row["part_id"], row["qty"], row["price"], row["order_line"], row["note"])
            for row in self.value()
        ]

    def total_fen(self) -> int:
        """What all lines come to."""
        return sum(row["amount"] or 0 for row in self.rows())

    def append_row(self) -> None:
        """Rows come from the search above: Enter in the last cell goes back there."""
        self.finished.emit()

    def _fill(self, place: int, _column: str, hit: Hit) -> None:
        stock = parts.open_part(hit.ref).stock
        price = purchasing.last_prices([stock.id]).get(stock.id, stock.last_cost_fen)
        self.set_values(
            place,
            {
                "part_id": stock.id,
                "code": stock.code,
                "name": _described(stock),
                "available": stock.available_milli,
                "unit": stock.unit,
                "qty": 1000,
                "price": price,
                "amount": price,
            },
        )

    def _work_out(self, place: int) -> None:
        row = self.lines.lines[place].values
        known = row["qty"] is not None and row["price"] is not None
        self.set_values(place, {"amount": line_amount_fen(row["price"], row["qty"]) if known else None})


def _blank() -> Row:
    names = ("part_id", "code", "name", "available", "unit", "qty", "price", "amount", "order_line")
    return dict.fromkeys(names) | {"job": "", "note": ""}


def _described(part: Any) -> str:
    return " · ".join(word for word in (part.name, part.brand, part.spec) if word)


def _available(row: Row) -> str:
    return "" if row["available"] is None else format_quantity(row["available"])
