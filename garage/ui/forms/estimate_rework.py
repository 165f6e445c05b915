"""Which earlier line of the same car a rework line repeats (D4, invariant 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from garage.domain.lines import LineKind, PayType
from garage.domain.orders import OrderState
from garage.errors import FieldError
from garage.i18n import _, ngettext
from garage.services import order_lines, vehicles
from garage.services.orders import OrderPage
from garage.services.vehicle_history import OpenWarrantyRow, visits
from garage.ui.forms.estimate_grid import EstimateGrid
from garage.ui.kit import messages
from garage.ui.kit.form_dialog import FormDialog
from garage.ui.kit.table_model import Column, KeysetModel, Page
from garage.ui.kit.table_view import ListView

MOST_VISITS = 20


def say_left(row: OpenWarrantyRow) -> str:
    """Days and kilometres left of one line."""
    days = ngettext("{n} day", "{n} days", row.days_left).format(n=row.days_left)
    return _("{days} / {km} km left").format(days=days, km=f"{row.km_left:,}")


@dataclass(frozen=True)
class Earlier:
    """A line of an earlier visit; `left` says what is left of its warranty, "" when it has run out."""

    line_id: int
    no: str
    name: str
    on: date
    left: str

    @property
    def title(self) -> str:
        """How a rework line names it."""
        return f"{self.no} · {self.name}"


def earlier_lines(page: OrderPage) -> list[Earlier]:
    """Lines of this car's earlier visits, those first that were under warranty when it came."""
    km = page.reception.odometer_km or (page.last_reading.km if page.last_reading else None)
    day = page.received_at.date()
    covered = {row.line_id: row for row in vehicles.open_warranties(page.vehicle_id, day, km)}
    found = [Earlier(ref, row.order_no, row.line, row.left_on, say_left(row)) for ref, row in covered.items()]
    for visit in visits(page.vehicle_id)[:MOST_VISITS]:
        if visit.order_id == page.id or visit.state is not OrderState.EXITED:
            continue
        found.extend(
            Earlier(line.id, visit.no, line.name, visit.received_on, "")
            for line in order_lines.lines_of(visit.order_id)
            if line.id not in covered and line.kind is not LineKind.OTHER
        )
    return found


class ReworkForm(FormDialog):
    """`saved` carries the Earlier that was chosen."""

    def __init__(self, parent: QWidget | None, name: str, rows: Sequence[Earlier]) -> None:
        title = _("Which earlier work is done again?")
        super().__init__(parent, title, name, _("Take this line"), width=760)
        self.setObjectName("rework_form")
        self.list = ListView(name="earlier_lines", title=title)
        columns = [
            Column("name", _("Earlier work"), 0, "left", lambda row: row.name),
            Column("no", _("Order"), 140, "left", lambda row: row.no),
            Column("on", _("Day"), 100, "left", lambda row: row.on.isoformat()),
            Column(
                "left",
                _("Warranty"),
                190,
                "left",
                lambda row: row.left or _("run out"),
                colour=lambda row: "ok" if row.left else "muted",
                icon=lambda row: "check" if row.left else None,
            ),
        ]
        model = KeysetModel(columns, lambda _cursor, _limit: Page(rows, None), lambda row: row.line_id)
        self.list.set_model(model)
        model.reload()
        self.list.setMinimumHeight(260)
        self.list.opened.connect(lambda _row: self.submit())
        self.add_widget(self.list, 1)
        if rows:
            self.list.selectRow(0)

    def load(self) -> None:
        self.list.setFocus()

    def contents(self) -> Any:
        return None

    def save(self) -> Earlier:
        row = self.list.current_row()
        if not isinstance(row, Earlier):
            raise FieldError("earlier", _("Choose the line that is repeated."))
        return row


def ask_earlier(parent: QWidget, grid: EstimateGrid, row: int, page: OrderPage) -> None:
    """A line was set to rework: ask which earlier line it repeats; without one the customer pays."""
    if row >= grid.lines.rowCount():
        return
    values = grid.lines.lines[row].values
    if values["pay_type"] is not PayType.REWORK or values["original_line_id"] is not None:
        return
    found = earlier_lines(page)
    chosen: list[Earlier] = []
    if found:
        form = ReworkForm(parent, values["name"], found)
        form.saved.connect(chosen.append)
        form.exec()
        form.deleteLater()
    else:
        messages.toast(parent, _("This car has no earlier work that could be done again."), "warn")
    if chosen:
        one = chosen[0]
        filled = {"original_line_id": one.line_id, "original": one.title}
        grid.set_values(row, filled | ({} if values["name"] else {"name": one.name}))
    else:
        grid.set_values(row, {"pay_type": PayType.CUSTOMER})
