"""The workshop's side of an order: labour lines with their clocks, and the parts that are to be drawn."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from garage.domain.lines import LineKind
from garage.domain.orders import OrderState
from garage.domain.quantities import format_quantity
from garage.i18n import _
from garage.services import parts, serials, shop
from garage.services.order_lines import Line
from garage.services.orders import OrderPage
from garage.ui.desk import Desk
from garage.ui.forms.owed_panel import OwedPanel
from garage.ui.kit.table_model import Column
from garage.ui.pages.order_records import RecordsTab, ShortList

_FEWEST_ROWS, _MOST_ROWS = 2, 8
"""Parts in sight before the whole tab scrolls."""
_BEFORE = {OrderState.RECEIVED, OrderState.ESTIMATED, OrderState.CANCELLED}


class WorkshopTab(RecordsTab):
    """Start, pause and finish lines; see which parts are issued."""

    reason_clicked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._order_id: int | None = None
        self._work: QWidget | None = None
        self._where = QLabel()
        self._where.setProperty("tone", "muted")
        self.scroll_all("work_scroll")
        self._room = QVBoxLayout()
        columns = [
            Column("name", _("Part"), 0, "left", lambda line: line.name, bold=True),
            Column("code", _("Code"), 120, "left", lambda line: line.code),
            Column("needed", _("To draw"), 100, "right", lambda line: format_quantity(line.qty_milli)),
            Column(
                "issued",
                _("Drawn"),
                100,
                "right",
                lambda line: format_quantity(line.issued_milli),
                colour=lambda line: "ok" if line.issued_milli >= line.qty_milli else "warn",
                icon=lambda line: "check" if line.issued_milli >= line.qty_milli else "box",
            ),
            Column("stock", _("On hand"), 120, "right", self._say_on_hand),
            Column("serials", _("Serial nos."), 0, "left", self._say_serials, tooltip=self._tell_serials),
        ]
        self.parts = ShortList(
            "parts_drawn", _("Parts"), columns, _("No part is drawn from stock for this order.")
        )
        self.column.addWidget(self._where)
        self.setFocusProxy(self.parts)
        self._notice = QVBoxLayout()
        self.column.addLayout(self._room)
        self.column.addLayout(self._notice)
        self.column.addWidget(self.parts, 1)
        self._owed: OwedPanel | None = None

    def refresh(self, page: OrderPage) -> None:
        drawn = [line for line in page.lines if line.draws_stock]
        self._stock = parts.stock_of(line.part_id for line in drawn if line.part_id)
        self._serials = serials.of_lines([line.id for line in drawn])
        self.parts.set_rows(drawn)
        self.parts.keep_room(_FEWEST_ROWS, _MOST_ROWS)
        numbered = any(self._serials.values())
        self.parts.setColumnHidden(len(self.parts.rows().columns) - 1, not numbered)
        self._show_owed(page.id if page.facts.net_issued else None)
        bays = {ref: name for ref, _version, name, _active in shop.bays(everyone=True)}
        self._where.setText(bays.get(page.bay_id or 0, ""))
        self._where.setVisible(bool(self._where.text()))
        if page.state in _BEFORE:
            self._show(None, _("Work starts when the customer has agreed and the job is dispatched."))
        elif self._order_id != page.id or self._work is None:
            self._show(page.id, "")

    def _show(self, order_id: int | None, words: str) -> None:
        self._order_id, self._work = order_id, None
        if order_id is not None:
            from garage.ui.forms.shop_floor_lines import WorkLines  # noqa: PLC0415 - built when first needed

            self._work = WorkLines(self.desk, order_id)
            self._work.reason_clicked.connect(self.reason_clicked)
        while (item := self._room.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        if self._work is not None:
            self._room.addWidget(self._work)
        else:
            told = QLabel(words)
            told.setProperty("tone", "muted")
            self._room.addWidget(told)

    def _show_owed(self, order_id: int | None) -> None:
        """Old parts that are still owed stand over the parts, with what books them in."""
        if self._owed is not None:
            self._notice.removeWidget(self._owed)
            self._owed.hide()
            self._owed.deleteLater()
        self._owed = OwedPanel(self.desk, order_id) if order_id is not None else None
        if self._owed is not None:
            self._notice.addWidget(self._owed)

    def _say_serials(self, line: Line) -> str:
        return _(", ").join(piece.new for piece in self._serials.get(line.id, []))

    def _tell_serials(self, line: Line) -> str:
        """Each number that was fitted, with the one that came off."""
        pieces = self._serials.get(line.id, [])
        taken_off = _("{new}, instead of {old}")
        return "\n".join(taken_off.format(new=one.new, old=one.old) if one.old else one.new for one in pieces)

    def _say_on_hand(self, line: Line) -> str:
        if line.kind is not LineKind.PART or line.part_id is None:
            return _("not in file")
        stock = self._stock.get(line.part_id)
        return f"{format_quantity(stock.on_hand_milli)} · {stock.bin}".strip(" ·") if stock else ""
