"""The grid in which an estimate is typed: operations and parts found while typing, totals always right."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QHelpEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from garage.domain.counter_sales import usual_price_fen
from garage.domain.labels import label
from garage.domain.lines import LineKind, PayType
from garage.domain.money import format_plain, format_yuan
from garage.domain.quantities import format_hours, format_quantity
from garage.errors import FieldError
from garage.i18n import _
from garage.services import operations, parts, sale_prices, shop
from garage.services.operations import OperationRow
from garage.services.order_lines import Line, LineData
from garage.services.packages import PackageRow
from garage.services.parts import PartHit
from garage.ui.forms import estimate_lines, estimate_package
from garage.ui.forms.estimate_lines import Row
from garage.ui.kit import messages
from garage.ui.kit.grid import GridColumn, LineGrid
from garage.ui.kit.search_field import Hit
from garage.ui.kit.tips import plain_tip

QUICK = {"name", "qty", "price"}
"""Enter goes through these and on to the next row; Tab and the arrows reach every cell."""

_NAME_WIDTH = 190
_FRAME = 4
"""Around the cell that has the bar; without room for it its words would be cut."""
_HITS = 12

_LABOUR = (LineKind.LABOUR,)
_PART = (LineKind.PART,)
_GOODS = (LineKind.PART, LineKind.OTHER, LineKind.SUBLET)


class EstimateGrid(LineGrid):
    """Rows are lines. `rework_asked` tells the row whose earlier line has to be named."""

    rework_asked = Signal(int)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        self._today = today
        self._customer_id: int | None = None
        self._member = False
        self._shelf: dict[int, PartHit] = {}
        super().__init__(
            self._columns(), parent, estimate_lines.blank_row, "estimate", _("Lines of the order")
        )
        self.field_name = "lines"
        self.picked.connect(self._on_picked)
        self.edited.connect(self._on_edited)
        self.changed.connect(self._show_needed)
        self._show_needed()

    # What others use

    def lines_typed(self) -> list[LineData]:
        """The lines as they stand; FieldError("lines…") when a cell cannot be read."""
        return estimate_lines.lines_of_rows(self.value())

    def lines_readable(self) -> list[LineData]:
        """The lines that count, for the totals: cells that cannot be read hold what they held before."""
        return [estimate_lines.line_of(row) for row in self.rows() if not row["muted"]]

    def freeze(self, frozen: bool) -> None:
        """Allow typing or not; set the lines after it."""
        thawed = self.lines.read_only and not frozen
        self.lines.read_only = frozen
        for place, column in enumerate(self.lines.columns if thawed else ()):
            self.setColumnWidth(place, column.width)  # `_fit_to_words` took it
        self.setColumnHidden(self.lines.place_of("stock"), frozen)
        self._share_width()

    def set_lines(self, lines: Sequence[Line | LineData], originals: dict[int, str]) -> None:
        """Show these; `originals` names the earlier lines that rework lines repeat."""
        self._shelf.clear()
        self.set_rows(
            [
                estimate_lines.row_of(line, original=originals.get(line.original_line_id or 0, ""))
                for line in lines
            ]
        )

    def read_stock_again(self) -> None:
        """Goods were moved or spoken for: what the rows say of the shelf is read afresh."""
        self._shelf.clear()
        self.viewport().update()

    def wanted_milli(self, part_id: int) -> int:
        """What all rows of the estimate that count want of one part off the shelf."""
        rows = [line.values for line in self.lines.lines]
        mine = [row for row in rows if row["part_id"] == part_id and not row["muted"]]
        return sum(row["qty"] or 0 for row in mine if estimate_lines.takes(row))

    def set_customer(self, customer_id: int) -> None:
        """Whose estimate it is: a member is asked member prices."""
        self._customer_id, self._member = customer_id, sale_prices.is_member(customer_id)

    def add_package(self, package: PackageRow) -> None:
        """The lines of a package behind those that are there; one undo takes them away again."""
        row = self.lines.append()
        self.lines.pick(row, "name", estimate_package.hit(package))
        self.go_to(row, "qty")

    def drop_package(self, row: int, package: PackageRow) -> None:
        """The lines of a package from this row on, at what it costs this customer."""
        dropped = estimate_package.drop_in(self.lines, row, package, self._today(), self._customer_id)
        if words := estimate_package.said(dropped):
            messages.toast(self, words, "warn")

    def add_line(self, values: Row) -> int:
        """A further row with these values; gives its number."""
        row = self.lines.append()
        self.lines.set_values(row, values)
        self.go_to(row, "name")
        return row

    def mark_field(self, error: FieldError, *, go: bool = True) -> bool:
        """Mark the cell that a FieldError of the service names and go there; False when it names none."""
        cell = estimate_lines.cell_of(error.field)
        names = [column.name for column in self.lines.columns]
        if cell is None or cell[1] not in names or cell[0] >= self.lines.rowCount():
            return False
        self.mark(*cell, error.text)
        if go:
            self.go_to(*cell)
        return True

    # Moving about

    def first_cell(self, row: int) -> QModelIndex:
        """The name: what is found by it brings its kind along."""
        return self.lines.index(row, self.lines.place_of("name"))

    def step(self, by: int, *, may_append: bool = False) -> bool:
        if not may_append:
            return super().step(by)
        names = [column.name for column in self.lines.columns]
        row, place = self.currentIndex().row(), self.currentIndex().column() + by
        while 0 <= row < self.lines.rowCount():
            if place >= len(names):
                row, place = row + 1, 0
            elif names[place] in QUICK and self.lines.may_edit(row, place):
                self.setCurrentIndex(self.lines.index(row, place))
                return True
            else:
                place += by
        return not self.lines.read_only and self._go_past_last()

    def _go_past_last(self) -> bool:
        """Enter behind the last price: a line without a name asks for it, else the next line comes."""
        last = self.lines.rowCount() - 1
        if self.lines.is_blank(last):
            return False
        if self.lines.lines[last].values["name"]:
            self.append_row()
        else:
            self.setCurrentIndex(self.first_cell(last))
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """The name takes the room that is left, but never less than it needs to be read."""
        name = self.lines.place_of("name")
        if self.lines.read_only:
            self._fit_to_words()
        shown = [at for at in range(len(self.lines.columns)) if at != name and not self.isColumnHidden(at)]
        others = sum(self.columnWidth(at) for at in shown)
        self.setColumnWidth(name, max(_NAME_WIDTH, self.viewport().width() - others))

    def _fit_to_words(self) -> None:
        """What nobody types into is as wide as what it says."""
        header = self.horizontalHeader()
        for at in range(len(self.lines.columns)):
            if not self.isColumnHidden(at):
                self.setColumnWidth(at, max(self.sizeHintForColumn(at) + _FRAME, header.sectionSizeHint(at)))

    def _show_needed(self) -> None:
        """Columns for sublet, rework and uncounted lines are there when there is such a line.

        What is the same in every line, and can be changed no more, is left out.
        """
        rows = [line.values for line in self.lines.lines]
        frozen = self.lines.read_only and bool(rows)
        sublet = any(row["kind"] is LineKind.SUBLET for row in rows)
        wanted = {
            "state": any(row["state"] for row in rows),
            "vendor": sublet,
            "cost": sublet,
            "original": any(row["original"] for row in rows),
            "discount": not frozen or any(row["discount"] for row in rows),
            "pay_type": not frozen or any(row["pay_type"] is not PayType.CUSTOMER for row in rows),
            "grade": not frozen or any(row["grade"] for row in rows),
            "own": not frozen or any(row["own"] for row in rows),
            "category": not frozen or len({row["category"] for row in rows} - {None}) > 1,
            "trade": not frozen or len({row["trade"] for row in rows} - {None}) > 1,
        }
        for name, shown in wanted.items():
            place = self.lines.place_of(name)
            if self.isColumnHidden(place) == shown:
                self.setColumnHidden(place, not shown)
        self._share_width()
        self.viewport().update()  # rows of one part share the shelf

    def viewportEvent(self, event: QEvent) -> bool:
        """The whole words of a name that is too long for its cell."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            text = "" if index.data(Qt.ItemDataRole.ToolTipRole) else index.data()
            if text and self.fontMetrics().horizontalAdvance(text) > self.visualRect(index).width() - 12:
                QToolTip.showText(event.globalPos(), plain_tip(text), self)
                return True
        return super().viewportEvent(event)

    def _say_stock(self, row: Row) -> str:
        part_id = row["part_id"]
        if part_id and part_id not in self._shelf:
            self._shelf |= parts.stock_of(line.values["part_id"] or 0 for line in self.lines.lines)
        stock = self._shelf.get(part_id)
        return estimate_lines.say_stock(row, stock, self.wanted_milli(part_id) if part_id else 0)

    # Filling in

    def _on_picked(self, row: int, _column: str, hit: Hit) -> None:
        found = hit.ref
        before = self.lines.lines[row].values
        if isinstance(found, PackageRow):
            self.drop_package(row, found)
            return
        if isinstance(found, OperationRow):
            rate = shop.labour_rate_fen(self._today())
            values = estimate_lines.from_operation(found, rate, member=self._member)
        else:
            values = estimate_lines.from_part(found, member=self._member)
            values["qty"] = before["qty"] or 1000
            if before["own"]:
                values["price"] = 0
        self.set_values(row, values | {"name_ref": None})

    def _on_edited(self, row: int) -> None:
        values = self.lines.lines[row].values
        filled: Row = {}
        if values["linked"] and not (values["name"] or "").startswith(values["linked"]):
            filled |= {"linked": "", "code": "", "operation_id": None, "part_id": None}
        for name, default in estimate_lines.DEFAULTS_BY_KIND[values["kind"]].items():
            if values[name] != default:
                filled[name] = default
        if values["kind"] is LineKind.LABOUR and values["name"] and values["price"] is None:
            filled["price"] = shop.labour_rate_fen(self._today())
        if values["kind"] is not LineKind.LABOUR and values["name"] and values["qty"] is None:
            filled["qty"] = 1000
        if values["own"] and values["price"]:
            filled["price"] = 0
        if values["pay_type"] is not PayType.REWORK and values["original_line_id"]:
            filled |= {"original_line_id": None, "original": ""}
        if filled:
            self.set_values(row, filled)
        if values["pay_type"] is PayType.REWORK and values["original_line_id"] is None:
            self.rework_asked.emit(row)

    def find(self, text: str) -> list[Hit]:
        """Operations, parts and packages that fit, those of the row's kind first."""
        at = self.currentIndex()
        kind = self.lines.lines[at.row()].values["kind"] if at.isValid() else LineKind.LABOUR
        rate = shop.labour_rate_fen(self._today())
        member = self._member
        labour = [_operation_hit(one, rate, member=member) for one in operations.find(text, _HITS)]
        scanned = {one.id for one in parts.by_barcode(text)}
        goods = [
            _part_hit(one, text if one.id in scanned else one.code, member=member)
            for one in parts.find(text, _HITS)
        ]
        bundles = estimate_package.hits(text, self._today(), _HITS)
        both = (goods, labour, bundles) if kind is LineKind.PART else (bundles, labour, goods)
        return [hit for hits in both for hit in hits]

    # Columns

    def _columns(self) -> list[GridColumn]:
        def only(*kinds: LineKind) -> Callable[[Row], bool]:
            return lambda row: row["kind"] in kinds

        kinds = [(kind, label(kind)) for kind in LineKind]
        pays = [(pay, label(pay)) for pay in PayType]
        none = [(None, "–")]
        grades = none + [(grade, label(grade)) for grade in estimate_lines.GRADES]
        categories = none + [(category, label(category)) for category in estimate_lines.CATEGORIES]
        trades = none + [(trade, label(trade)) for trade in estimate_lines.TRADES]
        return [
            GridColumn("kind", _("Kind"), 104, "choice", choices=kinds),
            GridColumn(
                "name",
                _("Operation or part"),
                _NAME_WIDTH,
                "search",
                search=self.find,
                limit=120,
                hint=_("Name, code or initials"),
            ),
            GridColumn("stock", _("Stock"), 84, text=self._say_stock),
            GridColumn("qty", _("Qty / hours"), 96, "quantity"),
            GridColumn("unit", _("Unit"), 50, editable=only(*_GOODS), limit=20),
            GridColumn("price", _("Price / rate"), 92, "money", editable=lambda row: not row["own"]),
            GridColumn("discount", _("Discount"), 78, "money"),
            GridColumn("amount", _("Amount"), 92, "money", text=say_amount),
            GridColumn("state", _("State"), 140, text=lambda row: row["state"]),
            GridColumn("pay_type", _("Who pays"), 122, "choice", choices=pays),
            GridColumn("grade", _("Grade"), 140, "choice", choices=grades, editable=only(*_PART)),
            GridColumn("own", _("Own part"), 88, "tick", editable=only(*_PART)),
            GridColumn("category", _("Repair category"), 126, "choice", choices=categories),
            GridColumn("trade", _("Trade"), 96, "choice", choices=trades, editable=only(*_LABOUR)),
            GridColumn("vendor", _("Done by (sublet)"), 130, editable=only(LineKind.SUBLET), limit=80),
            GridColumn("cost", _("Their price"), 104, "money", editable=only(LineKind.SUBLET)),
            GridColumn("original", _("Repeats"), 170, text=lambda row: row["original"]),
        ]


def say_amount(row: Row) -> str:
    """Amount after the discount; nothing while there is no line, in brackets when nobody is asked for it."""
    if not row["name"]:
        return ""
    line = estimate_lines.line_of(row)
    amount = format_plain(line.gross_fen - line.discount_fen)
    return amount if estimate_lines.is_charged(row) else f"({amount})"


def _operation_hit(operation: OperationRow, rate_fen: int, *, member: bool) -> Hit:
    words = _("{hours} h · {category}").format(
        hours=format_hours(operation.hours_centi), category=label(operation.category)
    )
    price = format_yuan(operations.price_fen(operation, rate_fen, member=member))
    return Hit(operation, operation.name, f"{operation.code} · {words}", price, code=operation.code)


def _part_hit(part: PartHit, code: str, *, member: bool) -> Hit:
    words = " · ".join(
        word for word in (part.code, part.brand, part.spec, label(part.grade), part.bin) if word
    )
    available = format_quantity(part.available_milli)
    stock = _("{n} free").format(n=available) if part.available_milli > 0 else _("none free")
    price = format_yuan(usual_price_fen(part.price_fen, part.member_price_fen, member=member))
    return Hit(part, part.name, words, f"{price} · {stock}", code=code)
