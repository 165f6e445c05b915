"""The lines of a counter sale: what goes over the counter, at which price, and what of it is there."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal

from garage.domain.counter_sales import SaleLine, usual_price_fen
from garage.domain.money import format_plain, format_yuan
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import parts, sale_prices
from garage.services.last_prices import LastPrice
from garage.services.parts import PartRow
from garage.ui.forms.serial_rows import TRACKED, SerialRows, serials_column
from garage.ui.kit.grid import GridColumn, Row
from garage.ui.kit.search_field import Hit

_COLUMNS = ("part_id", "name", "on_hand", "qty", "price", "discount", "usual")


class SaleGrid(SerialRows):
    """One row for each part; the price is the buyer's usual one until somebody types another."""

    finished = Signal()
    """Enter behind the last cell."""

    def __init__(self) -> None:
        never: dict[str, Any] = {"editable": lambda _row: False}
        filled: dict[str, Any] = {"editable": lambda row: row["part_id"] is not None}
        columns = [
            GridColumn("name", _("Part"), 0, **never),
            GridColumn("on_hand", _("On hand"), 80, "quantity", **never),
            GridColumn("qty", _("Quantity"), 82, "quantity", **filled),
            serials_column(),
            GridColumn("price", _("Unit price"), 86, "money", **filled),
            GridColumn("discount", _("Discount"), 78, "money", **filled),
            GridColumn("amount", _("Amount"), 88, "money", text=_amount),
        ]
        super().__init__(columns, new_row=_blank, name="lines", title=_("Parts"))
        self._customer_id: int | None = None
        self._member = False
        self._known: dict[int, PartRow] = {}
        self._last: dict[int, LastPrice | None] = {}
        self.edited.connect(self._check)
        self.picked.connect(self._fill)

    # What the form uses

    def add_part(self, part_id: int) -> None:
        """One more of this part: in its row, else in a new one, with the bar on the quantity."""
        at = next((n for n, row in enumerate(self.rows()) if row["part_id"] == part_id), None)
        if at is None:
            at = self.lines.append()
            self.lines.pick(at, "name", Hit(part_id, ""))
        else:
            more = format_quantity((self.rows()[at]["qty"] or 0) + 1000)
            self.lines.setData(self.lines.index(at, self.lines.place_of("qty")), more)
        self.setCurrentIndex(self.lines.index(at, self.lines.place_of("qty")))

    def set_customer(self, customer_id: int | None) -> None:
        """Who buys: prices that nobody touched follow."""
        self._customer_id = customer_id
        self._member = sale_prices.is_member(customer_id)
        self._last.clear()
        for place, row in enumerate(self.rows()):
            if row["part_id"] is not None:
                usual = self._usual(self._known[row["part_id"]])
                price = {"price": usual} if row["price"] == row["usual"] else {}
                self.set_values(place, {"usual": usual, **price})

    def follow_stock(self) -> None:
        """Something moved: what is on hand now stands in the rows."""
        self._known |= parts.stock_of(self._known)
        for place, row in enumerate(self.rows()):
            if row["part_id"] is not None:
                self.set_values(place, {"on_hand": self._known[row["part_id"]].on_hand_milli})
                self._check(place)

    def goods(self) -> list[SaleLine]:
        """What is sold; marks what is missing, raises FieldError("lines") for it and for what cannot be read."""
        for place, row in enumerate(self.rows()):
            typed = self.lines.lines[place].typed
            if not row["qty"] and "qty" not in typed:
                self.mark(place, "qty", _("A quantity is needed."))
            if row["price"] is None and "price" not in typed:
                self.mark(place, "price", _("A price is needed, 0 if it is free."))
        return [_line(row) for row in self.value()]

    def readable(self) -> bool:
        """Whether every cell says something: one that cannot be read still holds what it held before."""
        return not any(line.typed for line in self.lines.lines)

    def sums(self) -> list[SaleLine]:
        """The lines as far as they are typed, for what they come to."""
        return [_line(row) for row in self.rows() if row["qty"] and row["price"] is not None]

    def told(self) -> str:
        """What is known of the part under the bar: its prices, and what of it is spoken for."""
        at = self.currentIndex().row()
        rows = self.rows()
        if not 0 <= at < len(rows) or rows[at]["part_id"] is None:
            return ""
        part = self._known[rows[at]["part_id"]]
        named = " · ".join(word for word in (part.code, part.name, part.spec, part.unit) if word)
        noted = [_("SN {serial}").format(serial=number) for number in rows[at]["serials"]]
        said = [named, *noted, _("List price {price}").format(price=format_yuan(part.price_fen))]
        if part.member_price_fen is not None:
            said.append(_("members {price}").format(price=format_yuan(part.member_price_fen)))
        if (last := self._last_price(part.id)) is not None:
            words = _("Last time, {day}: {price}")
            said.append(words.format(day=last.on.isoformat(), price=format_yuan(last.price_fen)))
        if part.bin:
            said.append(_("bin {bin}").format(bin=part.bin))
        if part.reserved_milli > 0:
            words = _("{count} of it spoken for by orders")
            said.append(words.format(count=format_quantity(part.reserved_milli)))
        return " · ".join(said)

    def spoken_for(self) -> str:
        """What is taken from orders that need it, "" when nothing is."""
        for row in self.rows():
            part = self._known.get(row["part_id"])
            if part is None or not row["qty"] or row["qty"] > part.on_hand_milli:
                continue
            if row["qty"] > part.available_milli and part.reserved_milli > 0:
                words = _("{part}: orders in the shop need {count} of the {all} on hand.")
                return words.format(
                    part=part.code,
                    count=format_quantity(part.reserved_milli),
                    all=format_quantity(part.on_hand_milli),
                )
        return ""

    def short_rows(self) -> list[tuple[int, Row]]:
        """The rows that ask for more than is on hand, each with its place."""
        read = [line.values if "qty" not in line.typed else {} for line in self.lines.lines]
        return [
            (place, row)
            for place, row in enumerate(read)
            if row.get("part_id") is not None and (row["qty"] or 0) > (row["on_hand"] or 0)
        ]

    def take_instead(self, place: int, part_id: int) -> None:
        """The row sells another part, as many of it and at its usual price."""
        wanted = self.lines.lines[place].values["qty"]
        self.lines.pick(place, "name", Hit(part_id, ""))
        self.set_values(place, {"qty": wanted, "serials": (), "discount": None})
        self._check(place)
        self.setCurrentIndex(self.lines.index(place, self.lines.place_of("qty")))

    def append_row(self) -> None:
        """Rows come from the search above: Enter in the last cell goes back there."""
        self.finished.emit()

    def step(self, by: int, *, may_append: bool = False) -> bool:
        """Enter behind the quantity ends a line at its usual price; Tab goes on to price and discount."""
        at = self.currentIndex()
        if may_append and at.isValid() and self.lines.columns[at.column()].name in {"qty", "price"}:
            self.append_row()
            return True
        return super().step(by, may_append=may_append)

    # Inside

    def _fill(self, place: int, _column: str, hit: Hit) -> None:
        part = self._known[hit.ref] = parts.stock_of([hit.ref])[hit.ref]
        usual = self._usual(part)
        values = {
            "part_id": part.id,
            "name": " · ".join(word for word in (part.name, part.brand, part.spec) if word),
            "on_hand": part.on_hand_milli,
            "qty": 1000,
            "price": usual,
            "usual": usual,
            "tracked": part.serial_tracked,
        }
        self.set_values(place, values)
        self._check(place)

    def _usual(self, part: PartRow) -> int:
        return usual_price_fen(part.price_fen, part.member_price_fen, member=self._member)

    def _last_price(self, part_id: int) -> LastPrice | None:
        if self._customer_id is None:
            return None
        if part_id not in self._last:
            self._last[part_id] = sale_prices.last(self._customer_id, part_id)
        return self._last[part_id]

    def _check(self, place: int) -> None:
        """Mark more than is there, and a discount above the amount."""
        line = self.lines.lines[place]
        row = line.values
        if "qty" not in line.typed and row["part_id"] is not None:
            short = (row["qty"] or 0) > (row["on_hand"] or 0)
            text = _("Only {count} on hand.").format(count=format_quantity(row["on_hand"] or 0))
            self.mark(place, "qty", text if short else "")
        if "discount" not in line.typed:
            above = (row["discount"] or 0) > (_gross(row) or 0)
            text = _("The discount must lie between 0 and the amount charged.")
            self.mark(place, "discount", text if above else "")


def _blank() -> Row:
    return dict.fromkeys(_COLUMNS) | TRACKED


def _line(row: Mapping[str, Any]) -> SaleLine:
    return SaleLine(row["part_id"], row["qty"] or 0, row["price"] or 0, row["discount"] or 0, row["serials"])


def _gross(row: Row) -> int | None:
    return _line(row).gross_fen if row["qty"] and row["price"] is not None else None


def _amount(row: Row) -> str:
    gross = _gross(row)
    return "" if gross is None else format_plain(gross - (row["discount"] or 0))


def cell_of(field: str) -> tuple[int, str] | None:
    """Row and column of an error on "lines.<n>.<column>"; None for any other field."""
    place, _dot, cell = field.partition(".")
    row, _dot, column = cell.partition(".")
    return (int(row), column) if place == "lines" and column else None
