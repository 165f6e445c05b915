"""What an order has gone through: inspections, money, advice, each a list with its words when empty."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from garage.domain.inspections import CHECK_ITEMS, InspectionResult
from garage.domain.labels import label
from garage.domain.money import format_yuan
from garage.i18n import _
from garage.services import exit_passes, inspections, payments, settlements, vehicle_history
from garage.services.inspections import InspectionRow
from garage.services.orders import OrderPage
from garage.services.payments import ReceiptRow
from garage.services.vehicle_history import AdviceRow
from garage.ui.desk import Desk
from garage.ui.forms.spoken_time import say_moment
from garage.ui.kit.actions import make_action
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

SMALLEST = QSize(320, 130)
"""What a tab is content with on a small screen."""


class ShortList(ListView):
    """All rows of something that is never long."""

    def __init__(self, name: str, title: str, columns: Sequence[Column], empty: str) -> None:
        super().__init__(name=name, title=title)
        self._all: Sequence[Any] = ()
        self._model = KeysetModel(
            columns, self._fetch, lambda row: getattr(row, "id", None) or row.no, parent=self
        )
        self.set_model(self._model)
        self.set_empty(empty)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these."""
        self._all = rows
        self._model.reload()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current_row() is None:
            self.selectRow(0)

    def _fetch(self, _cursor: object | None, _limit: int) -> Page:
        return Page(self._all, None)


class RecordsTab(QWidget):
    """Base of the tabs: `set_page` is called whenever the order may have changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.page: OrderPage | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 10, 0, 0)
        self.column.setSpacing(6)

    def set_page(self, page: OrderPage) -> None:
        """Show this order."""
        self.page = page
        self.refresh(page)

    def refresh(self, page: OrderPage) -> None:
        """Read what the tab shows."""

    def minimumSizeHint(self) -> QSize:
        return SMALLEST

    def add_button(
        self,
        row: QHBoxLayout,
        name: str,
        text: str,
        icon: str,
        act: Callable[[], object],
        keys: str | None = None,
    ) -> QPushButton:
        """A button with an action of its own."""
        action = make_action(self, text, act, keys, icon, name=f"{name}_action")
        button = QPushButton(action.icon(), text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setToolTip(action.toolTip())
        button.setAutoDefault(True)  # Enter presses it
        button.clicked.connect(action.trigger)
        row.addWidget(button)
        return button

    def open_form(self, form: Any) -> None:
        """Run a form and let it go."""
        form.exec()
        form.deleteLater()


class InspectionsTab(RecordsTab):
    """Every inspection with its round and what failed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        columns = [
            Column("stage", _("Inspection"), 190, "left", lambda row: label(row.stage), bold=True),
            Column("round", _("Round"), 76, "right", lambda row: str(row.round)),
            Column(
                "result",
                _("Result"),
                120,
                "left",
                lambda row: label(row.result),
                colour=lambda row: "ok" if row.result is InspectionResult.PASS else "bad",
                icon=lambda row: "check" if row.result is InspectionResult.PASS else "back",
            ),
            Column("by", _("Inspector"), 110, "left", lambda row: row.inspector),
            Column("at", _("When"), 140, "left", lambda row: say_moment(row.at, desk.now())),
            Column("remark", _("Remark"), 0, "left", _say_inspection),
        ]
        empty = _("No inspection yet. Self-check, team leader and final inspection stand here.")
        self.list = ShortList("inspections", _("Inspections"), columns, empty)
        self.setFocusProxy(self.list)
        self.column.addWidget(self.list, 1)

    def refresh(self, page: OrderPage) -> None:
        self.list.set_rows(inspections.of_order(page.id))


def _say_inspection(row: InspectionRow) -> str:
    words = dict(CHECK_ITEMS[row.stage])
    failed = _(", ").join(_(words[code]) for code in row.failed if code in words)
    return " – ".join(part for part in (failed, row.remark) if part)


class MoneyTab(RecordsTab):
    """Settlement, receipts and exit pass."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.summary = QLabel()
        self.summary.setObjectName("money_summary")
        self.summary.setWordWrap(True)
        columns = [
            Column("no", _("Receipt"), 160, "left", lambda row: row.no, bold=True),
            Column("at", _("When"), 140, "left", lambda row: say_moment(row.at, desk.now())),
            Column("total", _("Amount"), 120, "right", lambda row: format_yuan(row.total_fen)),
            Column("how", _("How paid"), 0, "left", _say_tenders),
            Column(
                "state",
                _("State"),
                240,
                "left",
                _say_receipt,
                colour=lambda row: "bad" if row.reversed_by else "muted" if row.reversal_of else "ok",
                icon=lambda row: "undo" if row.reversed_by or row.reversal_of else "check",
            ),
        ]
        empty = _("No money yet. Receipts stand here once the bill is paid.")
        self.list = ShortList("receipts", _("Receipts"), columns, empty)
        self.setFocusProxy(self.list)
        self.column.addWidget(self.summary)
        self.column.addWidget(self.list, 1)

    def refresh(self, page: OrderPage) -> None:
        self.list.set_rows(payments.of_order(page.id))
        now = self.desk.now()
        lines = [
            _("{no}: {amount}, {state}, {at}").format(
                no=row.no,
                amount=format_yuan(row.payable_fen),
                state=label(row.state),
                at=say_moment(row.at, now),
            )
            for row in settlements.of_order(page.id)
        ]
        lines += [
            _("{no}: exit pass, {kind}, {state}").format(
                no=row.no, kind=label(row.kind), state=label(row.state)
            )
            for row in exit_passes.of_order(page.id)
        ]
        owed = page.facts.payable_fen - page.facts.paid_fen
        if page.facts.settled and owed:
            lines.append(_("Still to pay: {amount}").format(amount=format_yuan(owed)))
        self.summary.setText("\n".join(lines) or _("Not settled yet."))


def _say_tenders(row: ReceiptRow) -> str:
    return _(", ").join(f"{label(tender.method)} {format_yuan(tender.amount_fen)}" for tender in row.tenders)


def _say_receipt(row: ReceiptRow) -> str:
    if row.reversed_by:
        return _("void: {no}").format(no=row.reversed_by)
    if row.reversal_of:
        return _("reverses {no}: {why}").format(no=row.reversal_of, why=row.reason)
    return _("received")


class AdviceTab(RecordsTab):
    """Work that is recommended for this car and not done; `offer` gives it the action that adds some."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._recommend: QAction | None = None
        columns = [
            Column("text", _("Recommended work"), 0, "left", lambda row: row.text, bold=True),
            Column(
                "safety",
                _("Safety"),
                130,
                "left",
                lambda row: _("Safety") if row.safety else "",
                colour=lambda row: "warn" if row.safety else None,
                icon=lambda row: "warning" if row.safety else None,
            ),
            Column(
                "declined",
                _("Customer's answer"),
                170,
                "left",
                lambda row: _("Customer declined") if row.declined else "",
            ),
            Column("visit", _("Recommended"), 220, "left", self._say_visit),
        ]
        empty = _("No open advice for this car. What is seen and not done now belongs here.")
        self.list = ShortList("advice", _("Open advice"), columns, empty)
        buttons = QHBoxLayout()
        self.add = self.add_button(buttons, "add_advice", _("Recommend work…"), "plus", self._add)
        self.close_one = self.add_button(
            buttons, "close_advice", _("Done or dropped…"), "check", self._close, "Del"
        )
        self.list.opened.connect(lambda _row: self._close())
        self.setFocusProxy(self.list)
        buttons.addStretch(1)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(buttons)
        self.list.selected.connect(lambda row: self.close_one.setEnabled(row is not None))

    def refresh(self, page: OrderPage) -> None:
        self.list.set_rows(vehicle_history.advice(page.vehicle_id))
        self.close_one.setEnabled(self.list.current_row() is not None)

    def offer(self, recommend: QAction | None) -> None:
        """The order's own action that recommends work, None when there is nothing more to recommend."""
        self._recommend = recommend
        self.add.setEnabled(recommend is not None)
        self.add.setToolTip(recommend.toolTip() if recommend else "")

    def _add(self) -> None:
        if self._recommend is not None:
            self._recommend.trigger()

    def _say_visit(self, row: AdviceRow) -> str:
        if self.page is not None and row.order_id == self.page.id:
            return _("at this visit")
        return _("at an earlier visit, {day}").format(day=row.visited_on.isoformat())

    def _close(self) -> None:
        from garage.ui.forms.reasons import close_advice  # noqa: PLC0415

        row = self.list.current_row()
        if isinstance(row, AdviceRow):
            self.open_form(close_advice(self, self.desk, row))
