"""Goods that are spoilt, broken, lost or too old leave the books; an owner approves."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from garage.domain.money import format_yuan
from garage.domain.quantities import format_quantity
from garage.domain.staff import Role
from garage.domain.stock import Balance, issue_value
from garage.domain.stocktakes import WRITE_OFF_REASONS
from garage.i18n import _
from garage.services import parts, write_offs
from garage.services.write_off_list import WriteOffRow
from garage.services.write_offs import WrittenLine
from garage.ui.desk import Desk
from garage.ui.forms.on_account import approver_field
from garage.ui.forms.part import sees_costs
from garage.ui.forms.part_search import PartSearch
from garage.ui.forms.reasons import ReasonForm
from garage.ui.forms.sale_serials import FIELD, SerialBox
from garage.ui.forms.serial_rows import TRACKED, SerialRows, serials_column
from garage.ui.kit import fields
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.grid import GridColumn, Row
from garage.ui.kit.search_field import Hit

_ROWS = 4


class WriteOffGrid(SerialRows):
    """Parts come from the search above; how many of each go is typed."""

    finished = Signal()
    """Enter behind the last cell."""

    def __init__(self, *, costs: bool) -> None:
        never: dict[str, Any] = {"editable": lambda _row: False}
        columns = [
            GridColumn("code", _("Code"), 120, **never),
            GridColumn("name", _("Part"), 0, **never),
            GridColumn("bin", _("Bin"), 110, **never),
            GridColumn("on_hand", _("On hand"), 88, "quantity", **never),
            GridColumn("unit", _("Unit"), 56, **never),
            GridColumn(
                "qty", _("Written off"), 110, "quantity", editable=lambda row: row["part_id"] is not None
            ),
            serials_column(),
            *([GridColumn("value", _("Value"), 110, "money", **never)] if costs else []),
        ]
        super().__init__(columns, new_row=_blank, name="lines", title=_("Goods"))
        self.edited.connect(self.check_row)
        self.setMinimumHeight(36 + 34 * _ROWS)

    def add_part(self, part_id: int) -> None:
        """One more of this part, with the bar on the quantity."""
        place = self.lines.place_of("qty")
        at = next((at for at, row in enumerate(self.rows()) if row["part_id"] == part_id), None)
        if at is None:
            at = self.lines.append()
            self.lines.pick(at, "code", Hit(part_id, ""))
            self.set_values(at, _filled(part_id))
            self.check_row(at)
        else:
            more = format_quantity((self.rows()[at]["qty"] or 0) + 1000)
            self.lines.setData(self.lines.index(at, place), more)
        self.setCurrentIndex(self.lines.index(at, place))

    def goods(self) -> list[WrittenLine]:
        """The lines; raises FieldError("lines") for what cannot be read."""
        return [WrittenLine(row["part_id"], row["qty"] or 0, tuple(row["serials"])) for row in self.value()]

    def total_fen(self) -> int:
        """What the goods are worth at the average."""
        return sum(_worth(row) for row in self.rows())

    def check_row(self, place: int) -> None:
        """Mark more than there is."""
        line = self.lines.lines[place]
        if "qty" not in line.typed:
            self.set_values(place, {"value": _worth(line.values) or None})
            self.mark(place, "qty", _problem(line.values))

    def append_row(self) -> None:
        """Rows come from the search above: Enter in the last cell goes back there."""
        self.finished.emit()


class WriteOffForm(FormDialog):
    """A write-off; `saved` carries its number."""

    def __init__(self, desk: Desk, parent: QWidget | None, part_ids: Sequence[int] = ()) -> None:
        title = _("Write off")
        told = _("Goods that are spoilt, broken, lost or too old leave the books at what they are worth.")
        super().__init__(parent, title, told, title, width=940)
        self.setObjectName("write_off_form")
        self._desk = desk
        self._first = tuple(part_ids)
        self._costs = sees_costs(desk.person)
        self.search = self.add_field("search", _("Part"), PartSearch())
        self.grid = WriteOffGrid(costs=self._costs)
        self.add_widget(self.grid, 1)
        self.add_widget(self.grid.status)
        self.serial = SerialBox(self.grid, _("Without a number it is lost: leave this empty, or press Esc."))
        self.body.boxes[FIELD] = self.serial
        self.add_widget(self.serial)
        reason = fields.SearchField(_reasons, must_pick=False, limit=200)
        self._reason = self.add_field("reason", _("Reason"), reason, required=True, stretch=2)
        self._approver = self.add_field("approved_by", _("Approved by"), approver_field(desk), beside=True)
        self.body.boxes["approved_by"].setVisible(Role.OWNER not in desk.person.roles)
        self._note = self.add_field("note", _("Note"), fields.LineField(limit=200))
        self.search.counts_in(self.grid)
        self.search.taken.connect(self._take)
        self.search.by_words.connect(self.grid.setFocus)
        self.search.unknown.connect(self._say_unknown)
        self.grid.finished.connect(self._go_on)
        self.serial.done.connect(self.search.setFocus)
        self.grid.changed.connect(self._say_total)

    def take_part(self, code: str) -> None:
        """A part was scanned into a cell: it goes too."""
        self.search.take_scan(code)

    def load(self) -> None:
        for part_id in self._first:
            self.grid.add_part(part_id)
        self.search.setFocus()
        if self._first:
            self.grid.setFocus()

    def save(self) -> str:
        owner = Role.OWNER in self._desk.person.roles
        return write_offs.write_off(
            self._desk.by(),
            self.grid.goods(),
            self._reason.text(),
            approved_by=None if owner else self._approver.value(),
            note=self._note.value(),
        )

    def show_error(self, field: str, text: str) -> None:
        place, _dot, cell = field.partition(".")
        if cell.endswith(".serials"):
            self.grid.forget_serials(int(cell.partition(".")[0]))
            self.serial.ask()
            super().show_error(FIELD, text)
        elif cell:
            row, _dot, column = cell.partition(".")
            self.grid.mark(int(row), column, text)
            self.grid.go_to(int(row), column)
        elif place == "lines" and self.grid.rows():
            self.grid.setFocus()  # on the cell that is wrong; the words stand under the grid
        else:
            super().show_error("search" if place == "lines" else field, text)

    def clear_errors(self) -> None:
        super().clear_errors()
        for place in range(len(self.grid.rows())):
            self.grid.check_row(place)

    def contents(self) -> Any:
        return super().contents() | {"lines": self.grid.raw()}

    def _take(self, part_id: int) -> None:
        self.body.boxes["search"].clear()
        self.grid.add_part(part_id)
        self.serial.ask()

    def _go_on(self) -> None:
        """The next part, or first the numbers of the pieces that were just counted."""
        self.search.setFocus()
        self.serial.ask()

    def _say_unknown(self, typed: str) -> None:
        text = _("No part is called “{text}”.").format(text=typed)
        self.body.boxes["search"].show_error(text)

    def _say_total(self) -> None:
        self.serial.follow()
        if self.isVisible():
            self.grow_soon()
        total = format_yuan(self.grid.total_fen())
        self.say_at_foot(_("Worth {amount}").format(amount=total) if self._costs else "")


class WriteOffReversal(ReasonForm):
    """The goods were found, or are good after all; an owner approves, as of the write-off."""

    def __init__(self, desk: Desk, parent: QWidget | None, row: WriteOffRow) -> None:
        super().__init__(
            parent,
            _("Reverse the write-off"),
            " · ".join(
                (row.no, row.reason, *([format_yuan(row.value_fen)] if sees_costs(desk.person) else []))
            ),
            _("The goods come back at what they went out for. Both stay in the books."),
            lambda why: write_offs.reverse(desk.by(), row.id, row.version, why, approved_by=self._owner()),
        )
        self._own = Role.OWNER in desk.person.roles
        self._approver = self.add_field("approved_by", _("Approved by"), approver_field(desk))
        self.body.boxes["approved_by"].setVisible(not self._own)

    def _owner(self) -> int | None:
        ref: int | None = None if self._own else self._approver.value()
        return ref


def _reasons(typed: str) -> list[Hit]:
    return [Hit(text, text) for text in map(_, WRITE_OFF_REASONS) if typed.casefold() in text.casefold()]


def _blank() -> Row:
    columns = ("part_id", "code", "name", "bin", "on_hand", "unit", "qty", "fen", "value")
    return dict.fromkeys(columns) | TRACKED


def _filled(part_id: int) -> Row:
    stock = parts.open_part(part_id).stock
    return {
        "part_id": stock.id,
        "code": stock.code,
        "name": " · ".join(word for word in (stock.name, stock.brand, stock.spec) if word),
        "bin": stock.bin,
        "on_hand": stock.on_hand_milli,
        "unit": stock.unit,
        "fen": stock.value_fen,
        "qty": 1000,
        "tracked": stock.serial_tracked,
    }


def _problem(row: Row) -> str:
    if row["part_id"] is None:
        return ""
    if (row["qty"] or 0) > row["on_hand"]:
        return _("Only {count} on hand.").format(count=format_quantity(row["on_hand"]))
    return ""


def _worth(row: Row) -> int:
    if row["part_id"] is None or not row["qty"] or row["qty"] > row["on_hand"]:
        return 0
    return issue_value(Balance(row["on_hand"], row["fen"]), row["qty"])
