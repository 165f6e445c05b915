"""The lines of a goods receipt: what came, what it cost, what the inspection rejected, until when it keeps."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal

from garage.domain.dates import parse_date
from garage.domain.money import format_plain, line_amount_fen, round_half_up
from garage.domain.quantities import format_quantity
from garage.errors import FieldError
from garage.i18n import _
from garage.services import parts
from garage.services.goods_receipts import GoodsLine
from garage.services.purchase_orders import PurchaseLine
from garage.ui.kit.grid import GridColumn, LineGrid, Row
from garage.ui.kit.search_field import Hit

OF_ORDER = ("open", "ordered")
"""Columns that only goods of a purchase order have."""
INSPECTION = ("rejected", "finding", "expires")
"""Columns that only a delivery has."""


class GoodsGrid(LineGrid):
    """One row for each part; unit cost and cost of the whole line follow from each other.

    What was typed last stands: the other one is worked out, and again when the quantity changes. The cost of
    the line is what is booked, to the fen.
    """

    finished = Signal()
    """Enter behind the last cell."""

    def __init__(self, today: date) -> None:
        self._today = today
        never: dict[str, Any] = {"editable": lambda _row: False}
        filled: dict[str, Any] = {"editable": lambda row: row["part_id"] is not None}
        columns = [
            GridColumn("code", _("Code"), 104, **never),
            GridColumn("name", _("Part"), 0, **never),
            GridColumn("unit", _("Unit"), 50, **never),
            GridColumn("open", _("Still open"), 88, "quantity", **never),
            GridColumn("qty", _("Quantity"), 80, "quantity", **filled),
            GridColumn("unit_cost", _("Cost of one"), 96, "money", **filled),
            GridColumn("ordered", _("Ordered at"), 116, text=_ordered, right=True),
            GridColumn("cost", _("Cost of the line"), 118, "money", **filled),
            GridColumn("average", _("Average so far"), 116, "money", **never),
            GridColumn("rejected", _("Rejected"), 82, "quantity", **filled),
            GridColumn("finding", _("Finding"), 104, editable=lambda row: bool(row["rejected"]), limit=120),
            GridColumn("expires", _("Keeps until"), 96, editable=lambda row: bool(row["keeps"])),
        ]
        super().__init__(columns, new_row=_blank, name="lines", title=_("Goods"))
        self.edited.connect(self._work_out)
        self.picked.connect(self._fill)
        self.show_columns(ordered=False, inspected=True)

    # What the form uses

    def show_columns(self, *, ordered: bool, inspected: bool) -> None:
        """Which columns fit what comes in: goods of a purchase order, a delivery, or opening stock."""
        for name in OF_ORDER:
            self.setColumnHidden(self.lines.place_of(name), not ordered)
        for name in INSPECTION:
            self.setColumnHidden(self.lines.place_of(name), not inspected)
        self.lines.call_column("qty", _("Accepted") if inspected else _("Quantity"))
        self._show_expiry()

    def show_order(self, lines: Sequence[PurchaseLine]) -> None:
        """The lines of a purchase order of which something is open; nothing of them has come yet."""
        self.set_rows([_ordered_row(line) for line in lines if line.open_milli])
        for place in range(len(self.rows())):
            self._fill(place, "code", Hit(self.rows()[place]["part_id"], ""))
        self._show_expiry()

    def follow_order(self, lines: Sequence[PurchaseLine]) -> None:
        """Somebody else took some of it in meanwhile: what is open follows, what was typed stays."""
        still = {line.id: line.open_milli for line in lines}
        for place, row in enumerate(self.rows()):
            if row["purchase_line"] is not None:
                self.set_values(place, {"open": still.get(row["purchase_line"], 0)})

    def take_all(self) -> None:
        """Everything came as it was ordered."""
        for place, row in enumerate(self.rows()):
            if row["open"] and not row["qty"] and not row["rejected"]:
                self.lines.setData(
                    self.lines.index(place, self.lines.place_of("qty")), format_quantity(row["open"])
                )

    def add_part(self, part_id: int) -> None:
        """One more of this part: in its row, else in a new one, with the bar on the quantity."""
        self.count_part(part_id, 1000)

    def count_part(self, part_id: int, qty_milli: int) -> None:
        """So much more of this part: in its row, else in a new one, with the bar on the quantity."""
        at = self._place_for(part_id)
        before = 0
        if at is None:
            at = self.lines.append()
            self.lines.pick(at, "code", Hit(part_id, ""))
        else:
            before = self.rows()[at]["qty"] or 0
        if self.rows()[at]["qty"] != before + qty_milli:
            more = format_quantity(before + qty_milli)
            self.lines.setData(self.lines.index(at, self.lines.place_of("qty")), more)
        self._show_expiry()
        self.setCurrentIndex(self.lines.index(at, self.lines.place_of("qty")))

    def goods(self) -> list[GoodsLine]:
        """The lines; marks what is missing, raises FieldError("lines") for it and for what cannot be read.

        Lines of a purchase order of which nothing came are left out.
        """
        for place, row in enumerate(self.rows()):
            self._mark_missing(place, row)
        return [_goods(row, self._today) for row in self.value() if not _untouched(row)]

    def booked(self) -> list[int]:
        """The places of the lines that `goods` gives, for marks on them."""
        return [place for place, row in enumerate(self.rows()) if not _untouched(row)]

    def total_fen(self) -> int:
        """Cost of all lines so far."""
        return sum(row["cost"] or 0 for row in self.rows() if row["qty"])

    def short(self) -> bool:
        """Whether less than ordered has come so far."""
        return any((row["open"] or 0) > (row["qty"] or 0) for row in self.rows())

    def step(self, by: int, *, may_append: bool = False) -> bool:
        """Enter behind the cost ends a line that nobody rejected anything of; Tab goes on to the inspection."""
        at = self.currentIndex()
        ends = may_append and at.isValid() and self.lines.columns[at.column()].name == "cost"
        if ends and not self.rows()[at.row()]["rejected"]:
            self.append_row()
            return True
        return super().step(by, may_append=may_append)

    def append_row(self) -> None:
        """Rows come from the search above: Enter in the last cell goes back there."""
        self.finished.emit()

    # Inside

    def _place_for(self, part_id: int) -> int | None:
        """The row that a scan of a part counts on: one of which something is still open, else its first."""
        places = [place for place, row in enumerate(self.rows()) if row["part_id"] == part_id]
        waiting = (at for at in places if (self.rows()[at]["open"] or 0) > (self.rows()[at]["qty"] or 0))
        return next(waiting, places[0] if places else None)

    def _mark_missing(self, place: int, row: Row) -> None:
        typed = self.lines.lines[place].typed
        if _untouched(row) and not typed:
            return
        if not row["qty"] and not row["rejected"] and "qty" not in typed:
            self.mark(place, "qty", _("A quantity is needed."))
        if row["qty"] and row["cost"] is None and not {"cost", "unit_cost"} & typed.keys():
            self.mark(place, "cost", _("Say what it cost, 0 if it was free."))
        try:
            _expiry(row, self._today)
        except FieldError as error:
            self.mark(place, "expires", error.text)

    def _fill(self, place: int, _column: str, hit: Hit) -> None:
        card = parts.open_part(hit.ref)
        stock, days = card.stock, card.data.shelf_life_days
        told = " · ".join(word for word in (stock.name, stock.brand, stock.spec) if word)
        row = self.lines.lines[place].values
        job = f" · {row['job']}" if row["job"] else ""
        values = {
            "part_id": stock.id,
            "code": stock.code,
            "name": told + job,
            "unit": stock.unit,
            "average": stock.cost_fen or None,
            "keeps": bool(days),
            "expires": (self._today + timedelta(days=days)).isoformat() if days else "",
        }
        if row["purchase_line"] is None:
            values |= {"qty": 1000, "seen": (1000, None, None)}
        self.set_values(place, values)

    def _show_expiry(self) -> None:
        keeps = any(row["keeps"] for row in self.rows())
        place = self.lines.place_of("expires")
        self.setColumnHidden(place, not keeps or self.isColumnHidden(self.lines.place_of("rejected")))

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
    names = (
        *("part_id", "code", "name", "unit", "open", "qty", "unit_cost", "ordered", "cost", "average"),
        *("rejected", "seen", "purchase_line"),
    )
    return dict.fromkeys(names) | {"by_line": False, "finding": "", "expires": "", "keeps": False, "job": ""}


def _ordered_row(line: PurchaseLine) -> Row:
    return _blank() | {
        "part_id": line.part_id,
        "open": line.open_milli,
        "unit_cost": line.price_fen,
        "ordered": line.price_fen,
        "purchase_line": line.id,
        "seen": (None, line.price_fen, None),
        "job": " ".join(word for word in (line.plate, line.order_no) if word),
    }


def _untouched(row: Row) -> bool:
    return row["purchase_line"] is not None and not row["qty"] and not row["rejected"]


def _goods(row: Row, today: date) -> GoodsLine:
    return GoodsLine(
        row["part_id"],
        row["qty"] or 0,
        row["cost"] or 0 if row["qty"] else 0,
        purchase_line_id=row["purchase_line"],
        rejected_milli=row["rejected"] or 0,
        finding=row["finding"] if row["rejected"] else "",
        expires_on=_expiry(row, today),
    )


def _expiry(row: Row, today: date) -> date | None:
    return parse_date(row["expires"], today, "expires") if row["expires"] else None


def _ordered(row: Row) -> str:
    """The price on the purchase order, and by how much the delivered one differs."""
    ordered, cost = row["ordered"], row["unit_cost"]
    if ordered is None:
        return ""
    if cost is None or cost == ordered or not row["qty"]:
        return format_plain(ordered)
    sign = "+" if cost > ordered else ""
    return f"{format_plain(ordered)} ({sign}{format_plain(cost - ordered)})"


def _other_cost(row: Row) -> Row:
    """The cost that was not typed, from the one that was."""
    if row["by_line"]:
        known = row["qty"] and row["cost"] is not None
        return {"unit_cost": round_half_up(row["cost"] * 1000, row["qty"]) if known else None}
    known = row["qty"] is not None and row["unit_cost"] is not None
    return {"cost": line_amount_fen(row["unit_cost"], row["qty"]) if known else None}
