"""The advice of a car on the page of its order: all of it, where it stands, and what can be done with it (G8)."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel

from garage.domain.advice import AdviceState
from garage.domain.labels import label
from garage.domain.orders import EDITABLE, SUPPLEMENTED
from garage.i18n import _
from garage.services import vehicle_history
from garage.services.orders import OrderPage
from garage.services.vehicle_history import AdviceRow
from garage.ui.desk import Desk
from garage.ui.forms.advice_words import say_due_by, say_refusal
from garage.ui.kit.table_model import Column
from garage.ui.pages.order_records import RecordsTab, ShortList

_COLOURS = {AdviceState.DECLINED: "bad", AdviceState.PLANNED: "ok", AdviceState.CLOSED: "muted"}
_ICONS = {AdviceState.DECLINED: "close", AdviceState.PLANNED: "wrench", AdviceState.CLOSED: "check"}


class AdviceTab(RecordsTab):
    """Work that is recommended for this car; `offer` gives it the action that adds some."""

    wanted = Signal(object)
    """An advice is to stand on the lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._recommend: QAction | None = None
        columns = [
            Column("text", _("Recommended work"), 0, "left", lambda row: row.text, bold=True),
            Column(
                "safety",
                _("Safety"),
                110,
                "left",
                lambda row: _("Safety") if row.safety else "",
                colour=lambda row: "warn" if row.safety else None,
                icon=lambda row: "warning" if row.safety else None,
            ),
            Column(
                "state",
                _("State"),
                170,
                "left",
                lambda row: label(row.state),
                colour=lambda row: _COLOURS.get(row.state),
                icon=lambda row: _ICONS.get(row.state),
            ),
            Column("due", _("Due on"), 190, "left", say_due_by),
            Column("visit", _("Recommended"), 210, "left", self._say_visit),
        ]
        empty = _("No advice for this car. What is seen and not done now belongs here.")
        self.list = ShortList("advice", _("Advice"), columns, empty)
        self.detail = QLabel()
        self.detail.setObjectName("advice_detail")
        self.detail.setProperty("tone", "muted")
        self.detail.setWordWrap(True)
        self.scroll_all("advice_scroll")
        self.column.addWidget(self.list, 1)
        self.column.addLayout(self._buttons())
        self.column.addWidget(self.detail)
        self.setFocusProxy(self.list)
        self.list.opened.connect(lambda _row: self._change())
        self.list.selected.connect(self._show)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.add = self.add_button(row, "add_advice", _("Recommend work…"), "plus", self._add)
        self.take = self.add_button(row, "take_advice", _("Add to lines"), "arrow-right", self._take)
        self.change = self.add_button(row, "change_advice", _("Change…"), "pencil", self._change)
        self.decline = self.add_button(
            row, "decline_advice", _("Declined…"), "close", self._decline, "Ctrl+Alt+N"
        )
        self.close_one = self.add_button(
            row, "close_advice", _("Done or dropped…"), "check", self._close, "Del"
        )
        row.addStretch(1)
        return row

    def refresh(self, page: OrderPage) -> None:
        self.list.set_rows(vehicle_history.all_advice(page.vehicle_id))
        self.list.keep_room(2, 2)
        self._show(self.list.current_row())

    def open_count(self) -> int:
        """How many are neither done nor dropped."""
        return sum(1 for row in self.list.all_rows() if row.closed_at is None)

    def offer(self, recommend: QAction | None) -> None:
        """The order's own action that recommends work, None when there is nothing more to recommend."""
        self._recommend = recommend
        self.add.setEnabled(recommend is not None)
        self.add.setToolTip(recommend.toolTip() if recommend else "")

    def ask_decline(self, row: AdviceRow) -> None:
        """The customer does not want it now."""
        from garage.ui.forms.advice import DeclineForm  # noqa: PLC0415 - forms are built when first needed

        if self.page is not None:
            self.open_form(DeclineForm(self, self.desk, self.page, row))

    def ask_close(self, row: AdviceRow) -> None:
        """Done elsewhere, or dropped."""
        from garage.ui.forms.advice import close_advice  # noqa: PLC0415

        self.open_form(close_advice(self, self.desk, row))

    def _show(self, row: object) -> None:
        chosen = row if isinstance(row, AdviceRow) else None
        is_open = chosen is not None and chosen.closed_at is None
        for button in (self.change, self.decline, self.close_one):
            button.setEnabled(is_open)
        editable = self.page is not None and self.page.state in EDITABLE | SUPPLEMENTED
        self.take.setEnabled(is_open and editable and chosen.state is not AdviceState.PLANNED)
        self.detail.setText(_say_detail(chosen) if chosen is not None else "")
        self.detail.setVisible(bool(self.detail.text()))

    def _chosen(self) -> AdviceRow | None:
        row = self.list.current_row()
        return row if isinstance(row, AdviceRow) and row.closed_at is None else None

    def _add(self) -> None:
        if self._recommend is not None:
            self._recommend.trigger()

    def _take(self) -> None:
        row = self._chosen()
        if row is not None and self.take.isEnabled():
            self.wanted.emit(row)

    def _change(self) -> None:
        from garage.ui.forms.advice import AdviceForm  # noqa: PLC0415

        row = self._chosen()
        if row is not None and self.page is not None:
            self.open_form(AdviceForm(self, self.desk, self.page, row))

    def _decline(self) -> None:
        row = self._chosen()
        if row is not None:
            self.ask_decline(row)

    def _close(self) -> None:
        row = self._chosen()
        if row is not None:
            self.ask_close(row)

    def _say_visit(self, row: AdviceRow) -> str:
        if self.page is not None and row.order_id == self.page.id:
            return _("at this visit")
        return _("at an earlier visit, {day}").format(day=row.visited_on.isoformat())


def _say_detail(row: AdviceRow) -> str:
    """What may follow, who declined it, why it is closed."""
    if row.closed_at is not None:
        return _("Closed on {day}: {why}").format(day=f"{row.closed_at:%Y-%m-%d}", why=row.closed_reason)
    return " · ".join(word for word in (row.consequence, say_refusal(row)) if word)
